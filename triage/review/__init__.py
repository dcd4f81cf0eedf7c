"""The only door to a framework for everything above: read, held to the rules of review, made ready, and its worked examples run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from triage.errors import Defect, InputError
from triage.framework.model import Framework
from triage.framework.read import FrameworkFile, read, read_path
from triage.framework.registry import Registry, read_registry
from triage.review import lint
from triage.review.examples import ExampleRun, run_examples
from triage.weighing.outlook import Outlooks
from triage.weighing.tables import Tables
from triage.wording import _

EVIDENCE = Path(__file__).resolve().parents[2] / "frameworks" / "evidence"
"""The registry that comes with the program."""


@dataclass(frozen=True)
class OpenFramework:
    """A framework ready for use. `file` holds the exact bytes and their hash, `examples` how the worked examples came out.

    `refused` is what the rules of review have against it, where it was held to a registry.
    """

    file: FrameworkFile
    tables: Tables
    examples: tuple[ExampleRun, ...]
    refused: tuple[Defect, ...] = ()

    @property
    def framework(self) -> Framework:
        """The framework itself."""
        return self.file.framework

    @cached_property
    def outlooks(self) -> Outlooks:
        """What adds the outlook to weighings by it; nothing is folded yet."""
        return Outlooks(self.tables)

    @property
    def sha256(self) -> str:
        """SHA-256 of the file, in hexadecimal."""
        return self.file.sha256


def open(path: Path, registry: Registry | None = None) -> OpenFramework:  # noqa: A001 - `review.open` is the name of the door
    """Open a framework file for use, held to this registry; without one to that of the program.

    Raises InputError with every defect: of reading, or else of review and examples together.
    """
    file = read_path(path)
    return _checked(look(file, read_registry(EVIDENCE) if registry is None else registry))


def open_bytes(content: bytes, name: str, registry: Registry | None = None) -> OpenFramework:
    """The same for a framework that does not come from a file, such as the text embedded in a sheet.

    Without a registry only reading and examples can refuse it: such a text was held to the registry when it was taken into use, and must
    still open when the registry has moved on.
    """
    return _checked(look(read(content, name), registry))


def look(file: FrameworkFile, registry: Registry | None = None) -> OpenFramework:
    """Make a framework ready, hold it to a registry where one is given, and run its examples, whatever comes out."""
    tables = Tables.of(file.framework)
    return OpenFramework(file, tables, run_examples(tables), lint.refusals(file, registry) if registry else ())


def defects(opened: OpenFramework) -> tuple[Defect, ...]:
    """What bars a framework from use: what review refuses, and each way an example did not come out as written."""
    return opened.refused + tuple(
        Defect(
            _("{file}, voorbeeld {number}", file=opened.file.name, number=run.number),
            _("“{example}” komt niet uit: {difference}.", example=run.example.name, difference=difference),
            _("Reken het voorbeeld na en verbeter de punten of het voorbeeld."),
        )
        for run in opened.examples
        for difference in run.differences
    )


@dataclass(frozen=True)
class Inspection:
    """What a slow look over all cases adds: what bars the framework from use, and what its maker should know. Proofs stand apart."""

    refused: tuple[Defect, ...]
    warnings: tuple[Defect, ...]


def inspect(opened: OpenFramework, today: date) -> Inspection:
    """What no case can make matter, and the warnings of this day. Nothing of either is said of a test framework.

    Slow beside opening (up to seconds), for `check` and the workbench. Proofs are `proofs.Prover`.
    """
    from triage.review.influence import judge

    if opened.framework.use == "test":
        return Inspection((), ())
    found = judge(opened.tables)
    place = opened.file.source.defects
    return Inspection(tuple(place(found.refused)), (*place(found.unsettled), *lint.warnings(opened.file, today)))


def _checked(opened: OpenFramework) -> OpenFramework:
    if found := defects(opened):
        raise InputError(found)
    return opened
