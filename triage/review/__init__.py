"""The only door to a framework for everything above: read, made ready, and its worked examples run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from triage.errors import Defect, InputError
from triage.framework.model import Framework
from triage.framework.read import FrameworkFile, read, read_path
from triage.review.examples import ExampleRun, run_examples
from triage.weighing.tables import Tables
from triage.wording import _


@dataclass(frozen=True)
class OpenFramework:
    """A framework ready for use. `file` holds the exact bytes and their hash, `examples` how the worked examples came out."""

    file: FrameworkFile
    tables: Tables
    examples: tuple[ExampleRun, ...]

    @property
    def framework(self) -> Framework:
        """The framework itself."""
        return self.file.framework

    @property
    def sha256(self) -> str:
        """SHA-256 of the file, in hexadecimal."""
        return self.file.sha256


def open(path: Path) -> OpenFramework:  # noqa: A001 - `review.open` is the name of the door
    """Open a framework file. Raises InputError with every defect, failing examples included."""
    return _checked(look(read_path(path)))


def open_bytes(content: bytes, name: str) -> OpenFramework:
    """The same for a framework that does not come from a file, such as the text embedded in a sheet."""
    return _checked(look(read(content, name)))


def look(file: FrameworkFile) -> OpenFramework:
    """Make a framework ready and run its examples, whether they hold or not."""
    tables = Tables.of(file.framework)
    return OpenFramework(file, tables, run_examples(tables))


def defects(opened: OpenFramework) -> tuple[Defect, ...]:
    """A defect for each way an example did not come out as written."""
    return tuple(
        Defect(
            _("{file}, voorbeeld {number}", file=opened.file.name, number=run.number),
            _("“{example}” komt niet uit: {difference}.", example=run.example.name, difference=difference),
            _("Reken het voorbeeld na en verbeter de punten of het voorbeeld."),
        )
        for run in opened.examples
        for difference in run.differences
    )


def _checked(opened: OpenFramework) -> OpenFramework:
    if found := defects(opened):
        raise InputError(found)
    return opened
