"""Folds the decision table of a framework on the worker, so that the window can say what is exactly possible without waiting for it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from triage.errors import InputError
from triage.wording import _
from ui.jobs import JobRunner
from ui.session import Session
from ui.trial import Kind

if TYPE_CHECKING:
    from triage.review import OpenFramework


class OutlookDesk(QObject):
    """Watches which framework is in use. Until its table is folded the window shows what the walk through the table leaves."""

    def __init__(self, session: Session, jobs: JobRunner) -> None:
        super().__init__(session)
        self._session = session
        self._jobs = jobs
        session.changed.connect(self._take_change)

    @Slot(object)
    def _take_change(self, kinds: frozenset[Kind]) -> None:
        opened = self._session.opened
        if Kind.FRAMEWORK in kinds and opened is not None and not opened.outlooks.folded:
            self._jobs.start(_("Kader uitwerken"), opened.outlooks.fold_all, partial(self._folded, opened), _refused)

    def _folded(self, opened: OpenFramework, _nothing: object) -> None:
        if opened is self._session.opened:
            self._session.show_outlook()


def _refused(error: InputError) -> None:
    """A framework that was opened holds nothing to refuse: that would be a mistake of ours."""
    raise error
