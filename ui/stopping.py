"""A request of the system to stop (SIGTERM, Ctrl+C, the end of the session): the window closes quietly, as a command does."""

from __future__ import annotations

import os
import signal
from types import FrameType
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

STOPPED = 130
"""The exit code of whoever was asked to stop, as for the commands."""

_REQUESTS = ("SIGINT", "SIGTERM", "SIGHUP")


class StopRequests(QObject):
    """Emits `asked` when the system asks to stop.

    Qt waits in its own code, where Python hears no signal. So a signal writes to a pipe that Qt listens to. What somebody asked to ignore
    (nohup) stays ignored. Windows asks a window to close by closing it; there is nothing to hear there.
    """

    asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before: dict[int, Any] = {}
        if os.name == "posix":
            self._listen()

    def _listen(self) -> None:
        self._ours, self._theirs = os.pipe()
        for end in (self._ours, self._theirs):
            os.set_blocking(end, False)
        self._notifier = QSocketNotifier(self._ours, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._heard)
        self._before_fd = signal.set_wakeup_fd(self._theirs, warn_on_full_buffer=False)
        numbers = [getattr(signal, name) for name in _REQUESTS]
        self._before = {number: signal.getsignal(number) for number in numbers if signal.getsignal(number) is not signal.SIG_IGN}
        for number in self._before:
            signal.signal(number, _heard_already)

    def end(self) -> None:
        """Leave the requests to whoever had them before."""
        if os.name != "posix":
            return
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before_fd)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        for end in (self._ours, self._theirs):
            os.close(end)

    @Slot()
    def _heard(self) -> None:
        if os.read(self._ours, 4096):
            self.asked.emit()


def _heard_already(_number: int, _frame: FrameType | None) -> None:
    """Python has to call something; the pipe tells the window."""
