"""What a case itself holds, whatever framework weighs it: code, gate, age, how long it is kept, and whether it left.

Answers, facts, views, notices, assessments and decisions are records of their own under the same code. There is no name, no key and no
place for either (REQ-55, REQ-59).
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from datetime import date

from triage.cases.case import AGE_OF_CRIMINAL_LAW
from triage.cases.codes import is_neutral, looks_like_dossier_number
from triage.casework.empty_reasons import reason_defects
from triage.casework.gate import NO_GATE, Gate
from triage.casework.review import Leaving
from triage.casework.roles import AccountRole
from triage.casework.texts import SHORT_REASON, refuse, tidy
from triage.errors import Defect
from triage.periods import months_after
from triage.wording import Message, _, n_

OF_AGE, OLDEST = 18, 120

MOST_MONTHS_KEPT = 60
"""No case is kept longer, extensions included. Our own limit; the term of the law was not read."""

MOST_EXTENSIONS = 2
"""A third extension is refused (REQ-59)."""

MOST_MONTHS_LONGER = 12
"""By how much one extension moves the day (our own choice)."""

CODE, OPENED_ON, DELETE_ON, AGE = _("casuscode"), _("begindatum"), _("wisdatum"), _("leeftijd")
EXTENDED_UNTIL, EXTENDING_WHY, SECOND_ROLE = _("nieuwe wisdatum"), _("reden om langer te bewaren"), _("tweede rol")
"""The fields, as the place of a defect names them."""


@dataclass(frozen=True)
class Age:
    """An age in whole years, and the day it was told. The birthday is never kept, so later it is a range (REQ-56)."""

    years: int
    told_on: date


@dataclass(frozen=True)
class Extension:
    """A longer time to keep a case: from and until which day, why, and the two roles that agreed."""

    was: date
    until: date
    reason: str
    by: AccountRole
    second: AccountRole
    on: date


@dataclass(frozen=True)
class CaseRecord:
    """A case. `practice` is whether it was made in practice mode, with an invented youth; `delete_on` is the day it goes."""

    code: str
    opened_on: date
    practice: bool
    delete_on: date
    extensions: tuple[Extension, ...] = ()
    gate: Gate = NO_GATE
    age: Age | None = None
    leaving: Leaving | None = None


def age_span(age: Age | None, day: date) -> tuple[int, int] | None:
    """The least and greatest age in whole years on a day; None when no age was told.

    The birthday is not known, so on any day but the one it was told (or whole years from it) the age is one of two.
    """
    if age is None:
        return None
    passed = day.year - age.told_on.year - ((day.month, day.day) < (age.told_on.month, age.told_on.day))
    whole_years = (day.month, day.day) == (age.told_on.month, age.told_on.day)
    return max(age.years + passed, 0), max(age.years + passed + (0 if whole_years else 1), 0)


def is_minor(age: Age | None, day: date) -> bool:
    """Whether somebody is treated as a minor: unless it is certain that they are 18 or older."""
    span = age_span(age, day)
    return span is None or span[0] < OF_AGE


def under_twelve(age: Age | None, day: date) -> bool | None:
    """Whether somebody may be younger than twelve (REQ-18); None when no age was told."""
    span = age_span(age, day)
    return None if span is None else span[0] < AGE_OF_CRIMINAL_LAW


def left_defects(record: CaseRecord) -> tuple[Defect, ...]:
    """Why nothing is weighed or decided in a case any more; none while it has not left."""
    if record.leaving is None:
        return ()
    return (Defect(CODE, _("Deze casus is uitgestroomd."), _("Meld de jongere opnieuw aan als dat nodig is.")),)


def over_defects(record: CaseRecord, today: date) -> tuple[Defect, ...]:
    """Why nothing is begun in a case on or after the day it goes; none before that."""
    if today < record.delete_on:
        return ()
    return (
        Defect(
            DELETE_ON, _("De bewaartermijn van deze casus is voorbij."), _("Sluit het dossier en open het opnieuw: dan gaat de casus weg.")
        ),
    )


def record_defects(record: CaseRecord, today: date) -> tuple[Defect, ...]:
    """What is wrong with a new case: its code, its days, its age."""
    return (*_code_defects(record), *_day_defects(record, today), *_age_defects(record.age, today))


def extend(
    record: CaseRecord, until: date, reason: str, by: AccountRole, second: AccountRole, today: date, *, confirmed: Container[str] = ()
) -> CaseRecord:
    """The case, kept until a later day. Raises InputError with everything that stands in the way (REQ-59)."""
    refuse(_extension_defects(record, until, reason, by, second, today, confirmed))
    extension = Extension(record.delete_on, until, tidy(reason), by, second, today)
    return replace(record, delete_on=until, extensions=(*record.extensions, extension))


def _code_defects(record: CaseRecord) -> Iterator[Defect]:
    code, invented = record.code, record.practice
    if not is_neutral(code, invented=invented) or looks_like_dossier_number(code, invented=invented):
        yield Defect(CODE, _("Deze code kan naar een persoon leiden."), _("Laat het programma een code maken."))


def _day_defects(record: CaseRecord, today: date) -> Iterator[Defect]:
    if record.opened_on > today:
        yield Defect(OPENED_ON, _("De datum ligt in de toekomst."), _("Verbeter de datum."))
    if record.delete_on <= record.opened_on:
        yield Defect(DELETE_ON, _("De wisdatum ligt niet na het begin."), _("Kies een latere datum."))
    elif record.delete_on > months_after(record.opened_on, MOST_MONTHS_KEPT):
        yield Defect(DELETE_ON, _too_long(), _("Kies een eerdere datum."))


def _age_defects(age: Age | None, today: date) -> Iterator[Defect]:
    if age is not None and not 0 <= age.years <= OLDEST:
        yield Defect(AGE, _("Dit is geen leeftijd in hele jaren."), _("Verbeter de leeftijd."))
    if age is not None and age.told_on > today:
        yield Defect(AGE, _("De dag waarop de leeftijd gold, ligt in de toekomst."), _("Verbeter de datum."))


def _too_long() -> Message:
    return n_(
        "Zo wordt de casus langer dan {count} maand bewaard.", "Zo wordt de casus langer dan {count} maanden bewaard.", MOST_MONTHS_KEPT
    )


def _extension_defects(
    record: CaseRecord, until: date, reason: str, by: AccountRole, second: AccountRole, today: date, confirmed: Container[str]
) -> Iterator[Defect]:
    if len(record.extensions) >= MOST_EXTENSIONS:
        problem = _("De casus is al {times} keer langer bewaard. Vaker kan niet.", times=MOST_EXTENSIONS)
        yield Defect(EXTENDED_UNTIL, problem, _("Wis de casus, of bewaar eerst wat in het archief hoort."))
    if today > record.delete_on:
        yield Defect(EXTENDED_UNTIL, _("De wisdatum is al voorbij."), _("Wis de casus."))
    if until <= record.delete_on:
        yield Defect(EXTENDED_UNTIL, _("Deze datum is niet later dan de wisdatum."), _("Kies een latere datum."))
    elif until > months_after(record.delete_on, MOST_MONTHS_LONGER):
        problem = _("Dit is meer dan {months} maanden langer.", months=MOST_MONTHS_LONGER)
        yield Defect(EXTENDED_UNTIL, problem, _("Kies een eerdere datum."))
    if until > months_after(record.opened_on, MOST_MONTHS_KEPT):
        yield Defect(EXTENDED_UNTIL, _too_long(), _("Kies een eerdere datum."))
    yield from reason_defects(EXTENDING_WHY, reason, least=SHORT_REASON, confirmed=confirmed)
    if second is by or not (by.works_on_cases and second.works_on_cases):
        problem = _("Langer bewaren vraagt een procesregisseur en een voorzitter samen.")
        yield Defect(SECOND_ROLE, problem, _("Laat iemand met de andere rol meebeslissen."))
