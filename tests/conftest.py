"""What holds for every test: no network, no example is held against the clock, and what nobody checked is said."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Generator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from tests import oracles
from tests.commands import Said

if TYPE_CHECKING:
    from triage.framework.registry import Registry

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")
"""How long one example takes says more about a busy machine than about the program; speed has its benchmarks."""

INTERNET = (socket.AF_INET, socket.AF_INET6)


@pytest.fixture(scope="session", autouse=True)
def heard_requests_to_stop() -> None:
    """The programs that tests start hear a request to stop, also when whoever started the tests has it ignored (`nohup`, `&`)."""
    for name, usual in (("SIGHUP", signal.SIG_DFL), ("SIGTERM", signal.SIG_DFL), ("SIGINT", signal.default_int_handler)):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, usual)


def pytest_configure(config: pytest.Config) -> None:
    """Makes the mark of `tests.oracles` known."""
    config.addinivalue_line("markers", f"{oracles.MARK}(oracle, unchecked): needs a program that is not ours; see tests/oracles.py")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test that compares with a program that is absent is not run, or fails on the build server."""
    oracles.demand(item.iter_markers(oracles.MARK))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Generator[None, None, None]:
    """Ends the test run with what was not checked because a program to compare with is absent."""
    yield
    missing = oracles.unchecked(terminalreporter.stats.get("skipped", []))
    if missing:
        terminalreporter.section("NIET ALLES IS GECONTROLEERD", sep="!", red=True, bold=True)
        for line in missing:
            terminalreporter.line(line, red=True)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails a test that reaches for the network. Not an OSError, which the code under test might mend."""
    for name in ("connect", "connect_ex", "sendto"):
        real = getattr(socket.socket, name)

        def refuse(this: socket.socket, *arguments: Any, real: Any = real) -> Any:
            if this.family in INTERNET:
                raise AssertionError("a test reached for the network")
            return real(this, *arguments)

        monkeypatch.setattr(socket.socket, name, refuse)


@pytest.fixture(scope="session")
def read_once() -> Callable[[Path], Registry]:
    """Reads a registry the first time it is asked for: the one that comes with the program stays the same during the tests."""
    from triage.framework.registry import read_registry

    return cache(read_registry)


@pytest.fixture
def say(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
    read_once: Callable[[Path], Registry],
) -> Said:
    """The subcommand in this process, which is quicker."""
    from triage.cli import run_command

    monkeypatch.setattr("triage.cli.read_registry", read_once)
    monkeypatch.setenv("HOME", str(tmp_path_factory.mktemp("home")))

    def said(*arguments: str | Path) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run_command([str(argument) for argument in arguments])
        return code, *capsys.readouterr()

    return said
