"""Work in the background: where results arrive, what a refusal and a mistake do, and that Stop delivers nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from triage.errors import InputError
from triage.wording import _
from ui.jobs import SHOW_AFTER_MS, JobRunner, Unfinished

NAME = _("Werk")


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[JobRunner]:
    jobs = JobRunner()
    yield jobs
    jobs.close()


def never(outcome: object) -> None:
    raise AssertionError(f"delivered: {outcome}")


def test_the_result_arrives_on_the_thread_of_the_window(runner: JobRunner, qtbot: QtBot) -> None:
    arrived: list[tuple[object, object]] = []

    def done(outcome: object) -> None:
        arrived.append((outcome, QThread.currentThread()))

    runner.start(NAME, threading.get_ident, done, never)
    qtbot.waitUntil(lambda: bool(arrived))
    assert arrived[0][0] != threading.get_ident()
    assert arrived[0][1] is QThread.currentThread()
    assert runner.waiting == 0


def test_a_refusal_goes_to_who_asked(runner: JobRunner, qtbot: QtBot) -> None:
    refused: list[InputError] = []

    def work() -> None:
        raise InputError.at("tabel.csv", _("Dit klopt niet."), _("Verbeter het."))

    runner.start(NAME, work, never, refused.append)
    qtbot.waitUntil(lambda: bool(refused))
    assert str(refused[0]) == "tabel.csv: Dit klopt niet. Verbeter het."


def test_a_mistake_of_ours_is_handed_on_and_never_swallowed(runner: JobRunner, qtbot: QtBot) -> None:
    failed: list[Exception] = []
    runner.failed.connect(failed.append)

    def work() -> None:
        raise ZeroDivisionError

    runner.start(NAME, work, never, never)
    qtbot.waitUntil(lambda: bool(failed))
    assert isinstance(failed[0], ZeroDivisionError)


def test_stop_delivers_nothing(runner: JobRunner, qtbot: QtBot) -> None:
    gate = threading.Event()
    runner.start(NAME, partial(gate.wait, 5), never, never)
    runner.start(NAME, threading.get_ident, never, never)
    runner.stop_all()
    gate.set()
    delivered: list[object] = []
    runner.start(NAME, threading.get_ident, delivered.append, never)
    qtbot.waitUntil(lambda: bool(delivered))
    assert runner.waiting == 0


def test_who_waits_is_told_of_a_mistake_and_of_a_stop(runner: JobRunner, qtbot: QtBot) -> None:
    told: list[Unfinished] = []

    def work() -> None:
        raise ZeroDivisionError

    runner.start(NAME, work, never, never, told.append)
    qtbot.waitUntil(lambda: bool(told))
    gate = threading.Event()
    runner.start(NAME, partial(gate.wait, 5), never, never, told.append)
    runner.stop_all()
    gate.set()
    assert told == [Unfinished.FAULT, Unfinished.STOPPED]


def test_nobody_is_told_of_a_stop_when_the_window_closes(qtbot: QtBot) -> None:
    jobs = JobRunner()
    gate = threading.Event()
    jobs.start(NAME, partial(gate.wait, 0.2), never, never, never)
    jobs.close()
    assert jobs.waiting == 0


def test_a_short_job_shows_nothing_and_a_long_one_says_its_name(runner: JobRunner, qtbot: QtBot) -> None:
    shown: list[object] = []
    runner.busy.connect(shown.append)
    gate, done = threading.Event(), list[object]()
    runner.start(NAME, threading.get_ident, done.append, never)
    qtbot.waitUntil(lambda: bool(done))
    assert shown == []
    job = runner.start(NAME, partial(gate.wait, 10), done.append, never)
    with qtbot.waitSignal(runner.busy, timeout=SHOW_AFTER_MS * 10):
        pass
    gate.set()
    qtbot.waitUntil(lambda: runner.waiting == 0)
    assert shown == [job]


def test_closing_waits_for_the_worker(qtbot: QtBot) -> None:
    jobs = JobRunner()
    before = threading.active_count()
    jobs.start(NAME, threading.get_ident, never, never)
    jobs.close()
    assert threading.active_count() <= before


def test_after_closing_nothing_starts(qtbot: QtBot) -> None:
    jobs = JobRunner()
    jobs.close()
    job = jobs.start(NAME, threading.get_ident, never, never)
    assert job.stop.is_set()
    assert jobs.waiting == 0
