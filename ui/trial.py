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
from triage.framework.registry import Registry
from triage.framework.vocabulary import AnswerStatus
from triage.weighing.tables import Tables
from triage.wording import Message, _


class Kind(Enum):
    """What may have changed; a view looks again only for the kinds it shows."""

    CASES = "cases"
    ANSWERS = "answers"
    CHOICE = "choice"
    FRAMEWORK = "framework"
    OUTLOOK = "outlook"
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


@dataclass(frozen=True)
class Fitted:
    """Cases as another version of their framework can weigh them: so many answers became unknown, so many facts were left out."""

    cases: tuple[Case, ...]
    answers: int
    facts: int


def fitted(cases: tuple[Case, ...], tables: Tables, registry: Registry | None) -> Fitted:
    """Cases without the answers that the framework does not list, and without facts of a kind that nobody knows; a note stays."""
    answers = facts = 0
    found = []
    for case in cases:
        unfit = {item: replace(UNKNOWN, note=given.note) for item, given in case.answers.items() if not _fits(item, given, tables)}
        known = None if case.facts is None else tuple(fact for fact in case.facts if _is_known(fact, tables.framework, registry))
        answers += len(unfit)
        facts += len(case.facts or ()) - len(known or ())
        found.append(replace(case, answers={**case.answers, **unfit}, facts=known) if unfit or known != case.facts else case)
    return Fitted(tuple(found) if answers or facts else cases, answers, facts)


def _fits(item: str, answer: Answer, tables: Tables) -> bool:
    """Whether an answer is one that the framework lists; one that says nothing always is."""
    if answer.value is None and answer.status is not AnswerStatus.NOT_APPLICABLE:
        return True
    table = tables.items.get(item)
    if table is None or answer.value is None:
        return table is not None and table.item.allow_not_applicable
    try:
        table.cell_of(answer.value)
    except ValueError:
        return False
    return True


def _is_known(fact: Fact, framework: Framework, registry: Registry | None) -> bool:
    return fact.kind in framework.facts or (registry is not None and fact.kind in registry.fact_kinds)


def _case(cases: tuple[Case, ...], code: str) -> Case:
    return next(case for case in cases if case.code == code)


def _with(cases: tuple[Case, ...], changed: Case, text: Message, about: str = "") -> Change:
    after = tuple(changed if case.code == changed.code else case for case in cases)
    return Change(text, Kind.ANSWERS, cases, after, changed.code, about)
