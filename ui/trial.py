"""The open trial as plain data: a framework, the cases in the order they came, and what one action of the user changes.

No Qt here. A `Change` holds the cases before and after, so that undoing is putting the other tuple back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from triage.cases.case import UNKNOWN, Answer, Case, Fact
from triage.framework.model import Framework
from triage.wording import Message, _


class Kind(Enum):
    """What may have changed; a view looks again only for the kinds it shows."""

    CASES = "cases"
    ANSWERS = "answers"
    CHOICE = "choice"
    FRAMEWORK = "framework"
    SAVED = "saved"


@dataclass(frozen=True)
class Change:
    """One action of the user: the cases before and after, the case it is about, and its name in the undo list.

    Changes with the same `about` that follow each other at once are one action: a list that is searched by typing passes by other choices.
    """

    text: Message
    kind: Kind
    before: tuple[Case, ...]
    after: tuple[Case, ...]
    code: str = ""
    about: str = ""


def place_of(cases: tuple[Case, ...], code: str) -> int | None:
    """The place of a case among the cases, None when it is not there."""
    return next((place for place, case in enumerate(cases) if case.code == code), None)


def case_added(cases: tuple[Case, ...], case: Case) -> Change:
    """A new case at the end."""
    return Change(_("casus {code} toegevoegd", code=case.code), Kind.CASES, cases, (*cases, case), case.code)


def case_removed(cases: tuple[Case, ...], code: str) -> Change:
    """A case taken away."""
    left = tuple(case for case in cases if case.code != code)
    return Change(_("casus {code} verwijderd", code=code), Kind.CASES, cases, left, code)


def answer_changed(cases: tuple[Case, ...], code: str, item: str, answer: Answer, framework: Framework) -> Change | None:
    """Another answer to one question; None when it is the answer that already stood there."""
    case = _case(cases, code)
    if case.answer(item) == answer:
        return None
    answers: Mapping[str, Answer] = {**case.answers, item: answer}
    if answer == UNKNOWN:
        answers = {known: given for known, given in case.answers.items() if known != item}
    text = _("antwoord op ‘{question}’ gewijzigd", question=framework.item_by_id[item].name)
    return _with(cases, replace(case, answers=answers), text, f"answer {item}")


def facts_changed(cases: tuple[Case, ...], code: str, facts: tuple[Fact, ...] | None, text: Message) -> Change | None:
    """Another list of facts; None when nothing differs."""
    case = _case(cases, code)
    return None if case.facts == facts else _with(cases, replace(case, facts=facts), text)


def date_changed(cases: tuple[Case, ...], code: str, day: date) -> Change | None:
    """Another reference date; None when nothing differs."""
    case = _case(cases, code)
    if case.reference_date == day:
        return None
    return _with(cases, replace(case, reference_date=day), _("peildatum gewijzigd in {day}", day=day), "reference date")


def _case(cases: tuple[Case, ...], code: str) -> Case:
    return next(case for case in cases if case.code == code)


def _with(cases: tuple[Case, ...], changed: Case, text: Message, about: str = "") -> Change:
    after = tuple(changed if case.code == changed.code else case for case in cases)
    return Change(text, Kind.ANSWERS, cases, after, changed.code, about)
