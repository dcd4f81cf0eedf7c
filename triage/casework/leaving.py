"""When a case stays, is weighed again or leaves, and what must be there first (REQ-27, REQ-34)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from datetime import date

from triage.casework.decision import Decision, lapsed
from triage.casework.empty_reasons import short_reason_defects
from triage.casework.notice import Notice, untold
from triage.casework.record import CaseRecord, left_defects
from triage.casework.review import Leaving, LeavingReason, Review, ReviewOutcome
from triage.casework.texts import FULL_REASON, SHORT_REASON
from triage.errors import Defect
from triage.wording import _

OUTCOME, REVIEW_WHY, REVIEWED_ON = _("uitkomst van de herziening"), _("reden bij de herziening"), _("datum van de herziening")
LEAVES_WHY, LEAVES_TEXT, LEAVES_ON = _("reden van uitstroom"), _("toelichting bij uitstroom"), _("datum van uitstroom")
"""The fields, as the place of a defect names them."""


def review_defects(review: Review, in_force: Decision | None, today: date, *, confirmed: Container[str] = ()) -> tuple[Defect, ...]:
    """What is wrong with looking again at a case. `in_force` is the latest decision; nothing is prolonged by saying that a case stays."""
    return tuple(_review_defects(review, in_force, today, confirmed))


def leaving_defects(
    leaving: Leaving, record: CaseRecord, notices: Iterable[Notice], today: date, *, confirmed: Container[str] = ()
) -> tuple[Defect, ...]:
    """What keeps a case from leaving. Nobody needs to be told of a youth who died."""
    defects = (*_leaving_defects(leaving, record, today, confirmed),)
    return defects if leaving.reason is LeavingReason.DIED else (*defects, *untold(notices, record.age, today))


def _review_defects(review: Review, in_force: Decision | None, today: date, confirmed: Container[str]) -> Iterator[Defect]:
    if review.outcome is None:
        yield Defect(OUTCOME, _("De uitkomst is nog niet gekozen."), _("Kies of de casus blijft, uitstroomt of opnieuw wordt gewogen."))
    if review.outcome is ReviewOutcome.STAYS and in_force is None:
        yield Defect(OUTCOME, _("Er is nog geen besluit dat kan blijven gelden."), _("Weeg de casus en neem een besluit."))
    if review.outcome is ReviewOutcome.STAYS and in_force is not None and lapsed(in_force, today):
        yield Defect(OUTCOME, _("Het besluit is vervallen. Het wordt niet verlengd."), _("Weeg de casus opnieuw."))
    yield from short_reason_defects(REVIEW_WHY, review.reason, confirmed=confirmed)
    if review.on > today:
        yield Defect(REVIEWED_ON, _("De datum ligt in de toekomst."), _("Verbeter de datum."))


def _leaving_defects(leaving: Leaving, record: CaseRecord, today: date, confirmed: Container[str]) -> Iterator[Defect]:
    yield from left_defects(record)
    if leaving.reason is None:
        yield Defect(LEAVES_WHY, _("De reden is nog niet gekozen."), _("Kies de reden uit de lijst."))
    least = FULL_REASON if leaving.reason is LeavingReason.OTHER else SHORT_REASON
    yield from short_reason_defects(LEAVES_TEXT, leaving.text, least=least, confirmed=confirmed)
    if leaving.on > today:
        yield Defect(LEAVES_ON, _("De datum ligt in de toekomst."), _("Verbeter de datum."))
    if leaving.on < record.opened_on:
        yield Defect(LEAVES_ON, _("De datum ligt vóór het begin van de casus."), _("Verbeter de datum."))
