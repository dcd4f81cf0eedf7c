"""Makes `.venv` complete for `run` and `test`, once, and says in Dutch what it does. Standard library only.

`prepare.py ready KIND`, run by the Python of `.venv`, says by its exit code whether nothing is left to do (0) or something is (1).
`prepare.py install KIND`, run by any suitable Python, does it. Kinds: `run`, `window`, `test`, `wheels`.

Everything in `.venv` follows from the requirement files and the Python version; `.venv/complete.json` keeps a hash of both and is
written last, so an installation that was cut short is made again the next time.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
COMPLETE = VENV / "complete.json"
LOG = VENV / "install.log"
LOCK = VENV / "install.lock"
WHEELS = ROOT / "wheels"

REQUIREMENTS = {
    "run": ("requirements.txt", "constraints.txt"),
    "test": ("requirements-dev.txt", "requirements.txt", "constraints.txt"),
}
"""The files that decide what is installed; the first is the one handed to pip."""

LEVELS = {"run": "run", "window": "run", "wheels": "run", "test": "test"}

DRAWING_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
}
"""What Qt loads even without a screen, with the Debian package of each."""

WITHOUT_A_SCREEN = "Zonder beeldscherm ziet u wat Weegwijzer doet met: ./run demo"

SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
"""What Qt needs besides to show a window. Its own message names libxcb-cursor0 whichever is missing."""


ORACLES = {"soffice": "libreoffice-calc-nogui", "java": "default-jre-headless"}
"""The programs with which the tests check ours from outside, with the Debian package of each: wanted, not needed."""


class CannotPrepareError(Exception):
    """Something the reader can mend; the text is Dutch and complete."""


def main(arguments: Sequence[str]) -> int:
    """Does what `arguments` ask (`ready KIND` or `install KIND`); gives the exit code."""
    task, kind = arguments
    if task == "ready":
        missing = missing_libraries(kind) + missing_oracles(kind)
        return 0 if is_complete(LEVELS[kind]) and not missing and not (kind == "window" and screen_problem()) else 1
    try:
        install(kind)
    except CannotPrepareError as error:
        say(str(error))
        return 1
    except OSError as error:
        say(f"Het klaarzetten is niet gelukt: {error.filename or ROOT}: {error.strerror}.")
        say("Mag u in deze map schrijven, is er ruimte op de schijf en is Weegwijzer nergens meer open?")
        return 1
    except KeyboardInterrupt:
        say("Afgebroken. De volgende keer begint het klaarzetten opnieuw.")
        return 130
    return 0


def say(text: str) -> None:
    """One line for the reader, on standard error: standard output belongs to the program itself."""
    print(text, file=sys.stderr, flush=True)


def install(kind: str) -> None:
    """Everything that `kind` needs: system packages where allowed, then `.venv`. Raises CannotPrepareError."""
    if kind == "window" and (problem := screen_problem()):
        raise CannotPrepareError(f"{problem}\n{WITHOUT_A_SCREEN}")
    check_who_may_install(missing_packages(kind))
    VENV.mkdir(exist_ok=True)
    with only_one() as lock:
        if packages := missing_packages(kind):
            install_packages(packages)
        if oracles := missing_oracles(kind):
            add_oracles(oracles)
        if not is_complete_by_its_own_python(LEVELS[kind]):
            fill_venv(LEVELS[kind], offline=WHEELS.is_dir() and kind != "wheels", lock=lock)


def is_complete(level: str) -> bool:
    """Whether `.venv` holds what the requirement files ask now, for the Python that runs this."""
    return recorded().get(level) == fingerprint(level)


def is_complete_by_its_own_python(level: str) -> bool:
    """The same, asked of the Python of `.venv`: that one may be of another version, or gone."""
    command = [str(PYTHON), "-IS", __file__, "ready", level]
    return PYTHON.exists() and subprocess.run(command, check=False, capture_output=True).returncode == 0


def recorded() -> Mapping[str, str]:
    """The hash of each level that was installed completely; nothing when there is no readable record."""
    try:
        record = json.loads(COMPLETE.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def fingerprint(level: str) -> str:
    """A hash of the Python version and of every file that decides what is installed."""
    content = hashlib.sha256(repr(sys.version_info[:2]).encode())
    for name in REQUIREMENTS[level]:
        content.update((ROOT / name).read_bytes())
    return content.hexdigest()


def fill_venv(level: str, *, offline: bool, lock: IO[str]) -> None:
    """Installs a level: on top of what is there where that is still right, otherwise from the start."""
    start = time.monotonic()
    before = recorded()
    adding = level == "test" and before.get("run") == fingerprint("run") and "test" not in before
    source = ", zonder internet uit de map wheels" if offline else ""
    if adding:
        say(f"De onderdelen voor de tests worden toegevoegd in .venv{source}. Dat duurt ongeveer een halve minuut.")
    else:
        again = "opnieuw" if before else "eenmalig"
        say(f"Weegwijzer wordt {again} klaargezet in .venv{source}. Dat duurt ongeveer een minuut.")
    try:
        if not adding:
            COMPLETE.unlink(missing_ok=True)
            empty_venv()
            logged([sys.executable, "-I", "-m", "venv", str(VENV)], lock)
        logged([str(PYTHON), "-I", "-m", "pip", "install", *pip_options(offline=offline), "--requirement", REQUIREMENTS[level][0]], lock)
    except subprocess.CalledProcessError:
        if not adding:
            empty_venv()
        raise CannotPrepareError(failure(offline=offline)) from None
    levels = ("run", "test") if level == "test" else ("run",)
    COMPLETE.write_text(json.dumps({name: fingerprint(name) for name in levels}), "utf-8")
    say(f"Klaar, na {round(time.monotonic() - start)} seconden.")


def pip_options(*, offline: bool) -> list[str]:
    """Wheels only: nothing is compiled and no package runs code of its own while it is installed."""
    options = ["--constraint", "constraints.txt", "--only-binary", ":all:", "--no-input", "--disable-pip-version-check"]
    return [*options, "--progress-bar", "off", *(["--no-index", "--find-links", str(WHEELS)] if offline else [])]


def empty_venv() -> None:
    """Removes everything from `.venv` but the log and the lock."""
    for path in VENV.iterdir():
        if path in (LOG, LOCK):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def logged(command: Sequence[str], lock: IO[str] | None = None) -> None:
    """Runs a command in the project folder, its output in the log only. Raises CalledProcessError.

    It inherits the lock: should this process be killed, nobody else starts before the command has ended as well.
    """
    if lock is not None:
        os.set_inheritable(lock.fileno(), True)
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"$ {' '.join(command)}\n")
        log.flush()
        subprocess.run(command, check=True, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, close_fds=lock is None)


def failure(*, offline: bool) -> str:
    """What the reader of a failed installation needs: where the log is, its last lines and what to try."""
    mend = (
        "De map wheels hoort misschien bij andere versies. Vul hem opnieuw met ./run wheels op een computer met internet."
        if offline
        else "Controleer de internetverbinding en probeer het opnieuw. Zonder internet is de map wheels nodig, zie README.md."
    )
    return f"Het klaarzetten is niet gelukt. De laatste regels van {LOG}:\n{end_of_log()}\n{mend}"


def end_of_log() -> str:
    """The last lines of the log, indented."""
    lines = [line for line in LOG.read_text("utf-8", errors="replace").splitlines() if line.strip()]
    return "\n".join(f"    {line}" for line in lines[-4:])


def missing_libraries(kind: str) -> list[str]:
    """The Debian packages of the system libraries that Qt needs for this kind and that cannot be loaded."""
    if sys.platform != "linux" or kind not in ("window", "test"):
        return []
    needed = DRAWING_LIBRARIES | (SCREEN_LIBRARIES if kind == "window" and draws_on_screen() else {})
    return [package for library, package in needed.items() if not can_load(library)]


def can_load(library: str) -> bool:
    """Whether the system finds a shared library and everything that needs in turn."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def draws_on_screen() -> bool:
    """Whether Qt is to show its windows, and not to draw them in memory because the caller said so."""
    return (os.environ.get("QT_QPA_PLATFORM") or "xcb").startswith("xcb")


def screen_problem() -> str:
    """Why no window can be shown on Linux, as far as can be seen from outside Qt; empty when one can. Qt itself only aborts."""
    if sys.platform != "linux" or not draws_on_screen() or os.environ.get("WAYLAND_DISPLAY"):
        return ""
    screen = os.environ.get("DISPLAY")
    if not screen:
        return "Het venster van Weegwijzer heeft een beeldscherm nodig en hier is er geen (DISPLAY en WAYLAND_DISPLAY zijn leeg)."
    if can_load("libxcb.so.1") and not screen_answers():
        return f"Het venster van Weegwijzer heeft een beeldscherm nodig, maar {screen} antwoordt niet (DISPLAY)."
    return ""


def screen_answers() -> bool:
    """Whether the X server that DISPLAY names lets us in."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    error: int = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return error == 0


def missing_packages(kind: str) -> list[str]:
    """The Debian packages that are missing: libraries for Qt, and what makes a `.venv`, which Debian keeps apart from Python."""
    without_venv = sys.platform == "linux" and importlib.util.find_spec("ensurepip") is None
    return missing_libraries(kind) + ([f"python3.{sys.version_info.minor}-venv"] if without_venv else [])


def check_who_may_install(packages: Sequence[str]) -> None:
    """Raises CannotPrepareError, with the one line to run, when packages are missing and we may not install them."""
    if not packages:
        return
    if shutil.which("apt-get") is None:
        raise CannotPrepareError(f"Er ontbreken onderdelen van het systeem. Op Debian heten ze: {' '.join(packages)}.")
    if os.geteuid() != 0:
        line = " ".join(apt_install(packages))
        raise CannotPrepareError(f"Er ontbreken onderdelen van het systeem. Installeer ze eerst met:\n    sudo {line}")


def install_packages(packages: Sequence[str]) -> None:
    """Installs Debian packages; only root gets here. Raises CannotPrepareError."""
    say(f"Onderdelen van het systeem worden geïnstalleerd met apt-get: {' '.join(packages)}. Dat duurt ongeveer een minuut.")
    try:
        logged(["apt-get", "update"])
        logged(["env", "DEBIAN_FRONTEND=noninteractive", *apt_install(packages)])
    except subprocess.CalledProcessError:
        raise CannotPrepareError(f"apt-get is niet gelukt. De laatste regels van {LOG}:\n{end_of_log()}") from None


def missing_oracles(kind: str) -> list[str]:
    """The Debian packages of the programs that the tests want to compare with and that are not there."""
    if sys.platform != "linux" or kind != "test":
        return []
    return [package for program, package in ORACLES.items() if shutil.which(program) is None]


def add_oracles(packages: Sequence[str]) -> None:
    """Installs what the tests want to compare with where we may; otherwise says how, and the tests go on without."""
    try:
        if shutil.which("apt-get") is not None and os.geteuid() == 0:
            install_packages(packages)
            return
    except CannotPrepareError as error:
        say(str(error))
    say(f"Zonder {' '.join(packages)} gaan de tests door, maar ze kunnen niet alles narekenen. U installeert ze met:")
    say(f"    sudo {' '.join(apt_install(packages))}")


def apt_install(packages: Sequence[str]) -> list[str]:
    """The command that installs packages, under the names they have here: Debian 13 says libglib2.0-0t64."""
    names = [f"{package}t64" if apt_knows(f"{package}t64") else package for package in packages]
    return ["apt-get", "install", "--yes", "--no-install-recommends", *names]


def apt_knows(package: str) -> bool:
    """Whether the package lists of this system hold a package."""
    if shutil.which("apt-cache") is None:
        return False
    return subprocess.run(["apt-cache", "show", package], check=False, capture_output=True).returncode == 0


@contextmanager
def only_one() -> Iterator[IO[str]]:
    """Waits until no other command is preparing `.venv`. The system gives the lock back however a command ends."""
    with LOCK.open("a", encoding="utf-8") as lock:
        if not locked(lock, wait=False):
            say("Een andere opdracht zet Weegwijzer al klaar. Even wachten.")
            while not locked(lock, wait=True):
                time.sleep(1)
        yield lock


if sys.platform == "win32":
    import msvcrt

    def locked(lock: IO[str], *, wait: bool) -> bool:
        """Takes the lock; False when another command has it. `wait` tries for some ten seconds."""
        try:
            msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def locked(lock: IO[str], *, wait: bool) -> bool:
        """Takes the lock; False when another command has it and we do not `wait`."""
        try:
            fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
