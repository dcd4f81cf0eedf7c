"""What holds for every test: no network, and no example is held against the clock."""

from __future__ import annotations

import signal
import socket
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.commands import Said

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


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Said:
    """The subcommand in this process, which is quicker."""
    from triage.cli import run_command

    monkeypatch.setenv("HOME", str(tmp_path_factory.mktemp("home")))

    def said(*arguments: str | Path) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run_command([str(argument) for argument in arguments])
        return code, *capsys.readouterr()

    return said
