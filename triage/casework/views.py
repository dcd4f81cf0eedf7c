"""What the youth and the parents think of it, in their own words, or why that is not there (REQ-31)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from triage.casework.empty_reasons import short_reason_defects
from triage.casework.record import Age, is_minor
from triage.casework.roles import Involved
from triage.casework.texts import REASON, text_defects, tidy
from triage.errors import Defect
from triage.wording import Message, _

PARENTS_NOT_NEEDED = _("De jongere is 18 jaar of ouder. De mening van de ouders is niet nodig.")
"""Said in the place of their view."""


@dataclass(frozen=True)
class View:
    """The view of the youth or the parents: their words in `text`, or in `absent_because` why there are none. Never neither, never both."""

    case_code: str
    of: Involved
    text: str
    absent_because: str
    on: date


def view_place(of: Involved) -> Message:
    """The field of a view, as the place of a defect names it."""
    return {Involved.YOUTH: _("mening van de jongere"), Involved.PARENTS: _("mening van de ouders")}[of]


def absence_place(of: Involved) -> Message:
    """The field that says why a view is not there."""
    return {
        Involved.YOUTH: _("waarom de mening van de jongere ontbreekt"),
        Involved.PARENTS: _("waarom de mening van de ouders ontbreekt"),
    }[of]


def needed(age: Age | None, day: date) -> tuple[Involved, ...]:
    """Whose views and notices a case needs: of the youth always, of the parents until it is certain that the youth is 18 or older."""
    return (Involved.YOUTH, Involved.PARENTS) if is_minor(age, day) else (Involved.YOUTH,)


def view_defects(view: View, today: date, *, confirmed: Container[str] = ()) -> tuple[Defect, ...]:
    """What is wrong with one view."""
    return tuple(_view_defects(view, today, confirmed))


def missing_views(views: Iterable[View], age: Age | None, day: date) -> tuple[Defect, ...]:
    """The views a case needs on a day and does not have. Without them there is no sheet (REQ-31)."""
    there = {view.of for view in views}
    return tuple(
        Defect(view_place(of), _("Dit is nog niet ingevuld."), _("Schrijf de mening op in eigen woorden, of waarom zij ontbreekt."))
        for of in needed(age, day)
        if of not in there
    )


def _view_defects(view: View, today: date, confirmed: Container[str]) -> Iterator[Defect]:
    place = view_place(view.of)
    said, absent = bool(tidy(view.text)), bool(tidy(view.absent_because))
    if not said and not absent:
        yield Defect(place, _("Dit is nog niet ingevuld."), _("Schrijf de mening op in eigen woorden, of waarom zij ontbreekt."))
    if said and absent:
        yield Defect(place, _("Er staat een mening en ook waarom zij ontbreekt."), _("Laat een van de twee staan."))
    yield from text_defects(place, view.text, most=REASON, confirmed=confirmed)
    if absent:
        yield from short_reason_defects(absence_place(view.of), view.absent_because, confirmed=confirmed)
    if view.on > today:
        yield Defect(place, _("De datum ligt in de toekomst."), _("Verbeter de datum."))
