"""The workbench: editing a copy of a framework while its examples, checks and moving cases are seen at once. Nothing is written to disk.

Every edit makes a new copy that is read like any file, so every refusal applies; comments and everything that was not edited stay byte for
byte as they were. A copy of an adopted or withdrawn framework is a draft, and can never be put in the place of an adopted one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from triage import review
from triage.cases.table import CaseTable
from triage.errors import Defect, InputError
from triage.framework.read import FrameworkFile, read
from triage.review import OpenFramework
from triage.review.compare import Comparison, compare
from triage.review.edits import Edit, VersionNumber
from triage.review.moves import Movement, movement
from triage.review.yaml_edits import Put, edited
from triage.wording import _

Check = Callable[[OpenFramework], Sequence[Defect]]
"""A check of a framework that is run again after each edit, such as the lint or the proofs."""


@dataclass(frozen=True)
class Workbench:
    """A framework and the copy that is being edited. `start` is never changed; `before` is the bench one edit ago."""

    start: FrameworkFile
    file: FrameworkFile
    checks: Mapping[str, Check] = field(default_factory=dict)
    before: Workbench | None = None

    @classmethod
    def of(cls, start: FrameworkFile, name: str, checks: Mapping[str, Check] | None = None) -> Workbench:
        """A bench with an untouched copy called `name`. Of a framework that is no draft the copy is one."""
        content = start.content
        if start.framework.status != "draft":
            content = edited(content, name, [Put(("status",), "draft")])
        return cls(start, read(content, name), checks or {})

    def edit(self, change: Edit) -> Workbench:
        """The bench after one more edit. Raises InputError when the edit cannot be made, or what it gives is refused at reading."""
        content = edited(self.file.content, self.file.name, change.steps(self.file))
        return replace(self, file=read(content, self.file.name), before=self)

    def undone(self) -> Workbench:
        """The bench before the last edit; itself when nothing was edited."""
        return self.before or self

    @cached_property
    def opened(self) -> OpenFramework:
        """The copy ready for weighing, its examples run, whether they hold or not."""
        return review.look(self.file)

    @cached_property
    def defects(self) -> dict[str, tuple[Defect, ...]]:
        """What each check has to say of the copy; under `examples` the examples that do not come out."""
        return {"examples": review.defects(self.opened), **{name: tuple(check(self.opened)) for name, check in self.checks.items()}}

    @cached_property
    def comparison(self) -> Comparison:
        """What is other in the copy, and the version number that asks for."""
        return compare(self.start.framework, self.file.framework)

    def numbered(self) -> Workbench:
        """The bench with the version number that is due in the copy."""
        return self if self.file.framework.version == self.comparison.due else self.edit(VersionNumber(self.comparison.due))

    def movement(self, cases: CaseTable) -> Movement:
        """Who moves, before and after, in a table of cases."""
        return movement(self.start.framework, self.file.framework, cases)

    def content_for(self, there: bytes | None) -> bytes:
        """The bytes of the copy, for a place where `there` stands now (None for nothing).

        Raises InputError when that is an adopted framework, or anything that is no framework that can be read.
        """
        if there is not None and _stays(there, self.file.name):
            raise InputError.at(
                self.file.name,
                _("Op deze plaats staat een vastgesteld kader, of een bestand dat geen kader is. Dat wordt nooit overschreven."),
                _("Bewaar de kopie onder een andere naam."),
            )
        return self.file.content


def _stays(content: bytes, name: str) -> bool:
    try:
        return read(content, name).framework.status != "draft"
    except InputError:
        return True
