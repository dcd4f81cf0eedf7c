"""The trial while its window is open: which framework, which cases, which one is chosen, and the list of changes.

A `QUndoStack` is the face of that list: each command holds a `Change`, and undoing puts the earlier tuple of cases back. Results are
worked out when somebody asks for them, once per tuple of cases.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from triage.cases.case import Case
from triage.cases.table import CaseTable
from triage.framework.model import Framework
from triage.framework.registry import Registry
from triage.periods import Period
from triage.weighing.difference import Difference, difference
from triage.weighing.result import Weighing
from triage.weighing.weigh import Weighed, weigh, weigh_case
from triage.wording import Language, Message, _
from ui.trial import Change, Fitted, Kind, fitted, place_of

if TYPE_CHECKING:
    from triage.review import OpenFramework


AT_ONCE_MS = 1500
"""Two changes about the same question within this time are one step to undo."""


@dataclass(frozen=True)
class Source:
    """Where the cases came from, as the status bar says it. `path` is where *Bewaren* writes; None when they were never saved.

    `invented` says that they are the examples of the program.
    """

    name: str = ""
    path: Path | None = None
    invented: bool = False


def _called(change: Change) -> Message:
    """What undo calls a change: of one to the contents of a case also which case."""
    if change.kind is Kind.ANSWERS and change.code:
        return _("casus {code}, {step}", code=change.code, step=change.text)
    return change.text


class _Step(QUndoCommand):
    """A change on the undo stack."""

    def __init__(self, session: Session, change: Change) -> None:
        super().__init__(session.language.say(_called(change)))
        self._session = session
        self._change = change
        self._age = QElapsedTimer()
        self._age.start()

    def id(self) -> int:
        """Only changes about one thing may become one step."""
        return 1 if self._change.about else -1

    def mergeWith(self, later: QUndoCommand) -> bool:
        """Take a later change about the same thing into this step, when it followed at once."""
        assert isinstance(later, _Step)
        mine, other = self._change, later._change
        if (mine.code, mine.about) != (other.code, other.about) or self._age.elapsed() > AT_ONCE_MS:
            return False
        self._change = replace(mine, after=other.after, text=other.text)
        self._age.restart()
        self.setText(self._session.language.say(_called(other)))
        self.setObsolete(self._change.before == self._change.after)
        return True

    def redo(self) -> None:
        """Do it, the first time and again."""
        self._session.put(self._change.after, self._change)

    def undo(self) -> None:
        """Put back what was."""
        self._session.put(self._change.before, self._change)


@dataclass(frozen=True)
class Weighs:
    """A framework, what it refers to, and the cases as it can weigh them."""

    opened: OpenFramework
    registry: Registry | None
    cases: tuple[Case, ...]


class _FrameworkStep(QUndoCommand):
    """Another version of the framework: going back also brings back the version before, for only that one knows the answers before."""

    def __init__(self, session: Session, text: Message, before: Weighs, after: Weighs) -> None:
        super().__init__(session.language.say(text))
        self._session, self._before, self._after = session, before, after

    def redo(self) -> None:
        """Weigh by the other version."""
        self._session.weigh_by(self._after)

    def undo(self) -> None:
        """Weigh by the version before, the cases as they were."""
        self._session.weigh_by(self._before)


class Session(QObject):
    """What is open now. `changed` tells which kinds changed, as a frozenset of `Kind`."""

    changed = Signal(object)

    def __init__(self, language: Language, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.language = language
        self.today = today
        self.opened: OpenFramework | None = None
        self.registry: Registry | None = None
        self.cases: tuple[Case, ...] = ()
        self.chosen = ""
        self.source = Source()
        self.held: Mapping[str, Period] = {}
        self.stack = QUndoStack(self)
        self._weighed: tuple[tuple[Case, ...], Weighed] | None = None
        self._single: tuple[Case, Weighing] | None = None
        self._as_opened: tuple[Case, ...] = ()
        self._since: tuple[Case, Difference] | None = None

    @property
    def framework(self) -> Framework | None:
        """The framework that weighs, None before one is open."""
        return self.opened.framework if self.opened else None

    @property
    def keeps_own(self) -> bool:
        """Whether cases of the user are open: a table, a saved file, or cases that were typed. The examples of the program are not."""
        return bool(self.cases) and not self.source.invented

    @property
    def case(self) -> Case | None:
        """The case that is chosen."""
        place = place_of(self.cases, self.chosen)
        return None if place is None else self.cases[place]

    def use_framework(self, opened: OpenFramework, registry: Registry | None) -> Fitted:
        """Weigh by this framework from now on; `registry` names what it refers to. Gives what of the cases it could not take.

        Cases of another framework are let go: their answers are to other questions. Another version of the same one keeps them, as a
        step that can be undone: answers that it does not list become unknown.
        """
        before = self.opened
        kept = self.cases if before is not None and before.framework.id == opened.framework.id else ()
        taken = fitted(kept, opened.tables, registry)
        after = Weighs(opened, registry, taken.cases)
        if before is not None and kept and before.sha256 != opened.sha256:
            self._change_version(Weighs(before, self.registry, kept), after)
            return taken
        if not kept:
            self.stack.clear()
            self.chosen, self.source, self._as_opened, self.held = "", Source(), (), {}
        self.weigh_by(after)
        return taken

    def _change_version(self, before: Weighs, after: Weighs) -> None:
        """Go to another version. Cases that it takes as they are, are not unsaved for that."""
        saved = self.stack.isClean() and before.cases == after.cases
        text = _("kader geopend: versie {version}", version=after.opened.framework.version)
        self.stack.push(_FrameworkStep(self, text, before, after))
        if saved:
            self.stack.setClean()

    def weigh_by(self, weighs: Weighs) -> None:
        """Take a framework and the cases that it can weigh."""
        self.opened, self.registry, self.cases = weighs.opened, weighs.registry, weighs.cases
        self._weighed = self._single = self._since = None
        self.changed.emit(frozenset(Kind))

    def open_cases(self, cases: tuple[Case, ...], source: Source, held: Mapping[str, Period] | None = None) -> None:
        """Show cases that were just read, and by code since when a case holds a place; what was open before is let go."""
        self.stack.clear()
        self.cases, self.source, self.held = cases, source, held or {}
        self._as_opened, self._since = cases, None
        self.chosen = cases[0].code if cases else ""
        self.changed.emit(frozenset({Kind.CASES, Kind.ANSWERS, Kind.CHOICE, Kind.SAVED}))

    def do(self, change: Change | None) -> None:
        """Do a change and keep it for undoing. None is no change."""
        if change is not None:
            self.stack.push(_Step(self, change))

    def put(self, cases: tuple[Case, ...], change: Change) -> None:
        """Replace the cases, as one step of the undo list does, and go to the case it is about; when that one is gone, to the next."""
        stood = place_of(self.cases, self.chosen) or 0
        self.cases = cases
        kinds = {change.kind, Kind.ANSWERS}
        if place_of(cases, change.code) is not None and change.code != self.chosen:
            self.chosen = change.code
            kinds.add(Kind.CHOICE)
        elif self.chosen and place_of(cases, self.chosen) is None:
            self.chosen = cases[min(stood, len(cases) - 1)].code if cases else ""
            kinds.add(Kind.CHOICE)
        self.changed.emit(frozenset(kinds))

    def choose(self, code: str) -> None:
        """Choose a case."""
        if code != self.chosen:
            self.chosen = code
            self.changed.emit(frozenset({Kind.CHOICE}))

    def saved_as(self, source: Source) -> None:
        """The cases stand in this file now."""
        self.source = source
        self.stack.setClean()
        self.changed.emit(frozenset({Kind.SAVED}))

    def kind_name(self, kind: str) -> object:
        """What a kind of fact is called: its label in the registry, or its id."""
        known = self.registry.fact_kinds.get(kind) if self.registry else None
        return known.label if known else kind

    def weighed(self) -> Weighed:
        """All cases weighed. There must be a framework."""
        assert self.opened is not None
        if self._weighed is None or self._weighed[0] is not self.cases:
            self._weighed = (self.cases, weigh(self.opened.tables, CaseTable.of(self.cases)))
        return self._weighed[1]

    def weighing(self) -> Weighing | None:
        """The chosen case weighed, with its outlook once the table is folded; None without framework or case."""
        case = self.case
        if self.opened is None or case is None:
            return None
        if self._single is None or self._single[0] is not case:
            found = weigh_case(self.opened.tables, case)
            self._single = (case, self.opened.outlooks.of(found) if self.folded else found)
        return self._single[1]

    def difference(self) -> Difference | None:
        """What changed in the chosen case since it was opened; None without framework, and for a case that was not opened but made here.

        Raises TooManyChangesError. Answers that another version of the framework does not list are unknown in the case as opened too.
        """
        case, place = self.case, place_of(self._as_opened, self.chosen)
        if self.opened is None or case is None or place is None:
            return None
        if self._since is None or self._since[0] is not case:
            opened = fitted(self._as_opened[place : place + 1], self.opened.tables, self.registry).cases[0]
            self._since = (case, difference(self.opened.tables, opened, case))
        return self._since[1]

    @property
    def folded(self) -> bool:
        """Whether the decision table is folded, so that a weighing has its outlook; nobody folds it on the thread of the window."""
        return self.opened is not None and self.opened.outlooks.folded

    def show_outlook(self) -> None:
        """The decision table is folded: weigh the chosen case again, with its outlook."""
        self._single = None
        self.changed.emit(frozenset({Kind.OUTLOOK}))
