"""Work that takes a while: one worker thread, progress, and a Stop. Results come back on the thread of the window."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import Enum
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from triage.errors import InputError
from triage.wording import Message

SHOW_AFTER_MS = 500
"""A shorter job shows nothing: a bar that flashes by tells nobody anything."""


class Unfinished(Enum):
    """Why a job yields nothing, neither a result nor a refusal."""

    STOPPED = "stopped"
    FAULT = "fault"


@dataclass(eq=False)
class Job:
    """One piece of work: what it is called, and whether somebody asked it to stop."""

    name: Message
    done: Callable[[Any], None]
    refused: Callable[[InputError], None]
    unfinished: Callable[[Unfinished], None] | None = None
    stop: Event = field(default_factory=Event)


class JobRunner(QObject):
    """Runs jobs one after the other.

    `busy` says after half a second which job runs, `idle` that none does. `failed` hands over a mistake of ours, as an exception.
    """

    busy = Signal(object)
    idle = Signal()
    failed = Signal(object)
    _settled = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="weegwijzer")
        self._waiting: list[Job] = []
        self._closed = False
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(SHOW_AFTER_MS)
        self._delay.timeout.connect(self._show_busy)
        self._settled.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def start(
        self,
        name: Message,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        refused: Callable[[InputError], None],
        unfinished: Callable[[Unfinished], None] | None = None,
    ) -> Job:
        """Queue a job. `work` runs on the worker and touches no widget; its result goes to `done`, an `InputError` to `refused`.

        `unfinished` is for who waits: it is told when the job was stopped, or when it ended in a mistake of ours.
        """
        job = Job(name, done, refused, unfinished)
        if self._closed:
            job.stop.set()
            return job
        self._waiting.append(job)
        if not self._delay.isActive():
            self._delay.start()
        self._pool.submit(self._run, job, work)
        return job

    @property
    def waiting(self) -> int:
        """How many jobs are not delivered yet."""
        return len(self._waiting)

    @Slot()
    def stop_all(self) -> None:
        """Ask every job to stop: what it yields is not delivered. A job that is past stopping ends by itself, unseen."""
        stopped, self._waiting = self._waiting, []
        for job in stopped:
            job.stop.set()
        self._rest()
        for job in stopped:
            if job.unfinished is not None and not self._closed:
                job.unfinished(Unfinished.STOPPED)

    def close(self) -> None:
        """Stop everything and wait for the worker to end. Nothing starts any more: a timer may still fire while the window closes."""
        self._closed = True
        self.stop_all()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _run(self, job: Job, work: Callable[[], Any]) -> None:
        if job.stop.is_set():
            return
        try:
            outcome = work()
        except Exception as fault:  # carried to the window's own thread; nothing is swallowed
            outcome = fault
        if not job.stop.is_set():
            self._settled.emit(job, outcome)

    @Slot(object, object)
    def _deliver(self, job: Job, outcome: object) -> None:
        if job not in self._waiting:
            return
        self._waiting.remove(job)
        if not self._waiting:
            self._rest()
        if isinstance(outcome, InputError):
            job.refused(outcome)
        elif isinstance(outcome, Exception):
            if job.unfinished is not None:
                job.unfinished(Unfinished.FAULT)
            self.failed.emit(outcome)
        else:
            job.done(outcome)

    @Slot()
    def _show_busy(self) -> None:
        if self._waiting:
            self.busy.emit(self._waiting[0])

    def _rest(self) -> None:
        self._delay.stop()
        self.idle.emit()
