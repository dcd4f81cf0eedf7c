"""`./run` and `./test` as a newcomer meets them: in a small project of its own, installed from wheels made here, without a network."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
MAKING = "Weegwijzer wordt eenmalig klaargezet in .venv, zonder internet uit de map wheels. Dat duurt ongeveer een minuut."
AGAIN = MAKING.replace("eenmalig", "opnieuw")
ADDING = "De onderdelen voor de tests worden toegevoegd in .venv, zonder internet uit de map wheels. Dat duurt ongeveer een halve minuut."
MAIN = """
import importlib.metadata, sys
names = sorted(package.name for package in importlib.metadata.distributions())
print([name for name in names if name.startswith("invented")], sys.argv[1:])
"""

posix = pytest.mark.skipif(sys.platform == "win32", reason="run and test are for POSIX; Windows has run.cmd and test.cmd")


def write_wheel(folder: Path, name: str) -> None:
    """A wheel of an empty package, version 1.0."""
    info = f"{name}-1.0.dist-info"
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{name}.py", "")
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")


def write_program(folder: Path, name: str, code: int = 1) -> None:
    """A program that does nothing but end with an exit code."""
    (folder / name).write_text(f"#!/bin/sh\nexit {code}\n")
    (folder / name).chmod(0o755)


def write_project(folder: Path) -> Path:
    """A project with our commands, one requirement to run and one more to test, in a folder with a space in its name."""
    project = folder / "de map"
    (project / "wheels").mkdir(parents=True)
    shutil.copytree(ROOT / "scripts", project / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("run", "test"):
        shutil.copy(ROOT / name, project / name)
    (project / "tools").mkdir()
    for name in ("soffice", "java"):
        write_program(project / "tools", name)
    for name in ("invented", "invented_extra", "invented_other"):
        write_wheel(project / "wheels", name)
    (project / "requirements.txt").write_text("invented==1.0\n")
    (project / "requirements-dev.txt").write_text("-r requirements.txt\ninvented_extra==1.0\n")
    (project / "constraints.txt").write_text("invented==1.0\ninvented-extra==1.0\ninvented-other==1.0\n")
    (project / "main.py").write_text(MAIN)
    return project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project as just cloned."""
    return write_project(tmp_path)


@dataclass(frozen=True)
class FirstStart:
    """A project, not to be changed, in which `./run` was used for the first time: what it said, and what another one said that waited."""

    project: Path
    made: subprocess.CompletedProcess[str]
    waited: subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def first_start(tmp_path_factory: pytest.TempPathFactory) -> FirstStart:
    """A first start from another folder, by two commands at once: making a `.venv` costs many seconds."""
    project = write_project(tmp_path_factory.mktemp("installed"))
    both = [start(project / "run", "demo", "--out", "een map", cwd=project.parent) for _ in range(2)]
    waited, made = sorted((ended(running) for running in both), key=lambda run: run.stderr.startswith(MAKING))
    return FirstStart(project, made, waited)


@pytest.fixture
def installed(first_start: FirstStart, tmp_path: Path) -> Path:
    """A copy of that project, to change at will. A folder that was moved or copied goes on working."""
    return shutil.copytree(first_start.project, tmp_path / "een kopie", symlinks=True)


@pytest.fixture(scope="module")
def bare(first_start: FirstStart, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A `.venv` as Python makes it, with nothing in it but pip."""
    ours = shutil.ignore_patterns("invented*", "complete.json", "install.log", "install.lock")
    return shutil.copytree(first_start.project / ".venv", tmp_path_factory.mktemp("bare") / ".venv", symlinks=True, ignore=ours)


def copies_its_venv(project: Path, bare: Path) -> Path:
    """Lets a project copy a `.venv` where it would have Python make one, which takes eight seconds of work; all else stays."""
    prepare = project / "scripts" / "prepare.py"
    making, copying = '[sys.executable, "-I", "-m", "venv", str(VENV)]', f'["cp", "-RPp", "{bare}/.", str(VENV)]'
    text = prepare.read_text("utf-8")
    assert text.count(making) == 1
    prepare.write_text(text.replace(making, copying), "utf-8")
    return project


def start(program: Path, *arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.Popen[str]:
    """Starts a command without a screen, the programs that the tests compare with within its reach; its output is kept."""
    clean = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    return subprocess.Popen(
        [str(program), *arguments],
        cwd=cwd,
        env=clean | {"PATH": f"{os.environ['PATH']}{os.pathsep}{program.parent / 'tools'}"} | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )


def command(program: Path, *arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a command to its end."""
    return ended(start(program, *arguments, cwd=cwd, **environment))


def ended(running: subprocess.Popen[str]) -> subprocess.CompletedProcess[str]:
    """What a command that was started said, when it has ended."""
    out, err = running.communicate(timeout=120)
    return subprocess.CompletedProcess(running.args, running.returncode, out, err)


def script(name: str) -> ModuleType:
    """One of the scripts, as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pins(name: str) -> dict[str, Requirement]:
    """The requirements of a requirement file, by name."""
    lines = [line.partition("#")[0].strip() for line in (ROOT / name).read_text("utf-8").splitlines()]
    requirements = [Requirement(line) for line in lines if line and not line.startswith("-")]
    return {canonicalize_name(requirement.name): requirement for requirement in requirements}


@posix
def test_the_first_start_says_two_lines_and_passes_everything_on(first_start: FirstStart) -> None:
    run = first_start.made
    assert run.returncode == 0
    assert run.stdout == "['invented'] ['demo', '--out', 'een map']\n"
    made, done = run.stderr.splitlines()
    assert made == MAKING
    assert re.fullmatch(r"Klaar, na \d+ seconden\.", done)


@posix
def test_the_next_start_says_nothing(installed: Path) -> None:
    run = command(installed / "run", "demo")
    assert (run.returncode, run.stdout, run.stderr) == (0, "['invented'] ['demo']\n", "")


@posix
def test_the_command_works_through_a_link_and_by_its_bare_name(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(installed / "run")
    assert command(tmp_path / "link", "demo").stdout == "['invented'] ['demo']\n"
    assert command(Path("sh"), "run", "demo", cwd=installed).stdout == "['invented'] ['demo']\n"


@posix
def test_the_exit_code_of_the_program_is_the_exit_code_of_run(installed: Path) -> None:
    (installed / "main.py").write_text("import sys\nsys.exit(2)\n")
    assert command(installed / "run", "weigh").returncode == 2


@posix
def test_a_changed_requirement_makes_everything_again(installed: Path, bare: Path) -> None:
    copies_its_venv(installed, bare)
    (installed / "requirements.txt").write_text("invented_other==1.0\n")
    run = command(installed / "run", "demo")
    assert run.returncode == 0
    assert run.stdout == "['invented_other'] ['demo']\n"
    assert run.stderr.splitlines()[0] == AGAIN


@posix
def test_an_installation_cut_short_is_made_again_by_the_next_start(project: Path, bare: Path) -> None:
    copies_its_venv(project, bare)
    running = start(project / "run", "demo")
    deadline = time.monotonic() + 60
    while not (project / ".venv" / "pyvenv.cfg").exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGKILL)
    running.communicate()
    assert not (project / ".venv" / "complete.json").exists()
    run = command(project / "run", "demo")
    assert (run.returncode, run.stdout) == (0, "['invented'] ['demo']\n")
    assert run.stderr.splitlines()[0] == MAKING


@posix
def test_of_two_commands_at_once_one_waits_for_the_other(first_start: FirstStart) -> None:
    both = (first_start.waited, first_start.made)
    assert [run.returncode for run in both] == [0, 0]
    assert [run.stdout for run in both] == ["['invented'] ['demo', '--out', 'een map']\n"] * 2
    assert [run.stderr.splitlines()[0] for run in both] == ["Een andere opdracht zet Weegwijzer al klaar. Even wachten.", MAKING]


@posix
def test_a_failed_installation_names_its_log_and_leaves_nothing_half_made(project: Path, bare: Path) -> None:
    copies_its_venv(project, bare)
    (project / "requirements.txt").write_text("invented_unknown==1.0\n")
    run = command(project / "run", "demo")
    log = project / ".venv" / "install.log"
    assert (run.returncode, run.stdout) == (1, "")
    lines = run.stderr.splitlines()
    assert lines[:2] == [MAKING, f"Het klaarzetten is niet gelukt. De laatste regels van {log}:"]
    assert any("invented_unknown" in line for line in lines[2:-1])
    assert lines[-1] == "De map wheels hoort misschien bij andere versies. Vul hem opnieuw met ./run wheels op een computer met internet."
    assert sorted(path.name for path in (project / ".venv").iterdir()) == ["install.lock", "install.log"]


@posix
def test_the_tests_are_added_to_what_is_there_and_run_keeps_silent(installed: Path) -> None:
    (installed / "scripts" / "checks.py").write_text(MAIN)
    tested = command(installed / "test", "tests/cases", "-k", "guard")
    assert tested.returncode == 0
    assert tested.stdout == "['invented', 'invented_extra'] ['tests/cases', '-k', 'guard']\n"
    assert tested.stderr.splitlines()[0] == ADDING
    assert command(installed / "run", "demo").stderr == ""
    assert command(installed / "test").stderr == ""


@posix
def test_tests_that_cannot_be_added_leave_run_as_it_was(installed: Path) -> None:
    (installed / "requirements-dev.txt").write_text("-r requirements.txt\ninvented_unknown==1.0\n")
    assert command(installed / "test").returncode == 1
    run = command(installed / "run", "demo")
    assert (run.returncode, run.stdout, run.stderr) == (0, "['invented'] ['demo']\n", "")


@posix
def test_without_a_screen_run_explains_itself_and_installs_nothing(project: Path) -> None:
    run = command(project / "run")
    assert run.returncode == 1
    assert run.stderr == (
        "Het venster van Weegwijzer heeft een beeldscherm nodig en hier is er geen (DISPLAY en WAYLAND_DISPLAY zijn leeg).\n"
        "Zonder beeldscherm ziet u wat Weegwijzer doet met: ./run demo\n"
    )
    assert not (project / ".venv").exists()


@posix
def test_the_program_itself_also_explains_that_it_needs_a_screen() -> None:
    run = command(Path(sys.executable), str(ROOT / "main.py"), cwd=ROOT.parent)
    assert run.returncode == 1
    assert "heeft een beeldscherm nodig en hier is er geen" in run.stderr
    assert run.stderr.endswith("./run demo\n")


@posix
def test_a_screen_that_does_not_answer_is_named(project: Path) -> None:
    run = command(project / "run", DISPLAY=":4711")
    assert run.returncode == 1
    assert run.stderr.splitlines()[0] == "Het venster van Weegwijzer heeft een beeldscherm nodig, maar :4711 antwoordt niet (DISPLAY)."
    assert not (project / ".venv").exists()


@posix
def test_a_caller_who_draws_off_screen_gets_the_window(installed: Path) -> None:
    assert command(installed / "run", QT_QPA_PLATFORM="offscreen").stdout == "['invented'] []\n"


@posix
def test_without_a_suitable_python_run_says_which_it_needs(project: Path, tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("sh", "dirname", "readlink"):
        (tools / name).symlink_to(shutil.which(name) or "")
    write_program(tools, "python3")
    run = command(project / "run", "demo", PATH=str(tools))
    assert run.returncode == 1
    assert run.stderr.splitlines()[0] == "Weegwijzer heeft Python 3.11, 3.12 of 3.13 nodig. Die staat niet op deze computer."


def test_every_requirement_is_pinned_and_the_constraints_agree() -> None:
    constraints = pins("constraints.txt")
    for name, requirement in (pins("requirements.txt") | pins("requirements-dev.txt")).items():
        assert str(requirement.specifier).startswith("==")
        assert constraints[name].specifier == requirement.specifier


def test_every_installed_package_stands_in_the_constraints_with_its_version() -> None:
    constraints = {name: str(requirement.specifier) for name, requirement in pins("constraints.txt").items()}
    installed = {canonicalize_name(package.name): f"=={package.version}" for package in importlib.metadata.distributions()}
    ours = {name: version for name, version in installed.items() if name not in ("pip", "setuptools")}
    assert {name: version for name, version in ours.items() if constraints.get(name) != version} == {}


def test_the_wheels_are_chosen_for_the_platform_they_are_for() -> None:
    wheels = script("wheels")
    chosen = {platform: set(wheels.needed("3.12", conditions)) for platform, (_, conditions) in wheels.PLATFORMS.items()}
    assert "pyside6-essentials==6.11.3" in chosen["Linux"] & chosen["Windows"]
    assert {package.partition("==")[0] for package in chosen["Windows"] - chosen["Linux"]} == {"colorama"}
    assert chosen["Linux"] <= chosen["Windows"]


def test_every_stage_runs_and_one_that_fails_fails_the_whole(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.chdir(ROOT)
    checks = script("checks")
    stages = {"een": ("-c", "raise SystemExit(1)"), "twee": ("-c", "print('klaar')")}
    assert checks.main([], stages) == 1
    out = capfd.readouterr().out
    assert "FOUT  een" in out
    assert "klaar\n" in out
    assert "goed  twee" in out
    assert checks.main([], {"twee": stages["twee"]}) == 0


def test_with_arguments_only_pytest_runs(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.chdir(ROOT)
    assert script("checks").main(["--version"]) == 0
    assert capfd.readouterr().out.startswith("pytest 9")


def test_a_library_that_is_not_there_is_found_missing() -> None:
    prepare = script("prepare")
    assert not prepare.can_load("libweegwijzer-does-not-exist.so.1")
    assert prepare.missing_libraries("run") == []


@posix
def test_who_may_not_install_system_parts_is_told_the_line_that_does(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    prepare = script("prepare")
    for name in ("apt-get", "apt-cache"):
        write_program(tmp_path, name)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(prepare.CannotPrepareError) as refused:
        prepare.check_who_may_install(["libgl1", "libxcb-cursor0"])
    assert str(refused.value) == (
        "Er ontbreken onderdelen van het systeem. Installeer ze eerst met:\n"
        "    sudo apt-get install --yes --no-install-recommends libgl1 libxcb-cursor0"
    )


@posix
def test_only_the_tests_want_programs_to_compare_with(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    prepare = script("prepare")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert prepare.missing_oracles("test") == ["libreoffice-calc-nogui", "default-jre-headless"]
    assert [prepare.missing_oracles(kind) for kind in ("run", "window", "wheels")] == [[], [], []]
    write_program(tmp_path, "soffice")
    assert prepare.missing_oracles("test") == ["default-jre-headless"]


@posix
@pytest.mark.parametrize("user", [0, 1000])
def test_without_the_programs_to_compare_with_the_tests_go_on_and_the_line_is_said(
    user: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prepare = script("prepare")
    for name, code in {"apt-get": 1, "apt-cache": 1, "env": 1}.items():
        write_program(tmp_path, name, code)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setattr(prepare, "LOG", tmp_path / "install.log")
    prepare.add_oracles(["libreoffice-calc-nogui", "default-jre-headless"])
    said = capsys.readouterr().err.splitlines()
    assert said[-2:] == [
        "Zonder libreoffice-calc-nogui default-jre-headless gaan de tests door, maar ze kunnen niet alles narekenen. U installeert ze met:",
        "    sudo apt-get install --yes --no-install-recommends libreoffice-calc-nogui default-jre-headless",
    ]
    assert any("apt-get is niet gelukt" in line for line in said) == (user == 0)


@posix
def test_who_may_install_gets_the_programs_to_compare_with(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prepare = script("prepare")
    for name, code in {"apt-get": 0, "apt-cache": 1, "env": 0}.items():
        write_program(tmp_path, name, code)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(prepare, "LOG", tmp_path / "install.log")
    prepare.add_oracles(["libreoffice-calc-nogui"])
    line = "env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends libreoffice-calc-nogui"
    assert (tmp_path / "install.log").read_text() == f"$ apt-get update\n$ {line}\n"
    assert len(capsys.readouterr().err.splitlines()) == 1
