"""Where a command speaks: results on stdout, everything else on stderr.

Nobody may be listening (closed, a reader that left) and there may be no room for what is said (a full disk). That never stops the work, for
the files a command writes are worth more than the words about them.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from time import monotonic
from typing import TextIO

from triage.wording import Language, Message, _

PATIENCE = 0.5
"""Seconds; work that is done by then needs no bar."""

_NOBODY_LISTENS = (errno.EPIPE, errno.EIO, errno.EBADF, errno.EINVAL)
"""The reader left, the terminal is gone, the stream was closed. EINVAL is how Windows says the first."""


def hold_streams() -> None:
    """Keep the numbers of closed standard streams taken, so that no file that is opened later gets words that were meant for them."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


class Terminal:
    """Says messages in a language. What could not be said is remembered, not raised."""

    def __init__(self) -> None:
        self.said_in = Language()
        self._lost = False
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                # A terminal that lacks a sign of ours shows a question mark; it must not stop the work.
                stream.reconfigure(errors="replace")

    def say(self, message: Message) -> None:
        """A result, on stdout."""
        self._lost |= not _write(sys.stdout, self.said_in.say(message) + "\n")

    def tell(self, message: Message | str) -> None:
        """What went wrong or is good to know, on stderr."""
        _write(sys.stderr, self.said_in.say(message) + "\n")

    def done(self, code: int) -> int:
        """The exit code, when the work ended with `code`: 1 instead of 0 when a result that was wanted did not get through."""
        self._lost |= not _write(sys.stdout, "")
        _write(sys.stderr, "")
        if not self._lost:
            return code
        self.tell(_("Niet alles kon hier worden getoond: de uitvoer is vol. Wat in een bestand hoort te staan, is geschreven."))
        return code or 1

    @property
    def got_through(self) -> bool:
        """Whether there is a stdout and all results were shown so far."""
        return not self._lost and sys.stdout is not None and not sys.stdout.closed

    @contextmanager
    def progress(self, message: Message) -> Iterator[Callable[[float], None]]:
        """A bar for work that takes longer than PATIENCE; nothing where nobody watches."""
        if sys.stderr is None or not sys.stderr.isatty():
            yield lambda _share: None
            return
        from rich.console import Console
        from rich.progress import Progress

        bar = Progress(console=Console(stderr=True), transient=True)
        task, since = bar.add_task(self.said_in.say(message), total=1.0), monotonic()

        def told(share: float) -> None:
            if not bar.live.is_started and monotonic() - since > PATIENCE:
                bar.start()
            bar.update(task, completed=share)

        try:
            yield told
        finally:
            if bar.live.is_started:
                bar.stop()


def _write(stream: TextIO | None, text: str) -> bool:
    """Whether the text got through, or nobody wanted it."""
    if stream is None or stream.closed:
        return True
    try:
        stream.write(text)
        stream.flush()
    except OSError as error:
        _silence(stream)
        return error.errno in _NOBODY_LISTENS
    return True


def _silence(stream: TextIO) -> None:
    """From now on what is said here goes nowhere; otherwise Python would try once more at its end, and fail with a code of its own."""
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
