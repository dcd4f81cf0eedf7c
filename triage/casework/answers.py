"""Whether an answer fits its question: the words or the number it may be, its status, its quarter and its note (REQ-54, REQ-57)."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date
from decimal import Decimal

from triage.cases.case import Answer
from triage.cases.cell_values import limits_of
from triage.casework.facts import quarter_defects
from triage.casework.record import Age, age_span
from triage.casework.texts import NOTE, text_defects
from triage.errors import Defect
from triage.framework.model import ChoiceItem, Framework, Item, LevelItem, NumericItem, YesNoItem, decimals_of
from triage.framework.values import decimals_in
from triage.framework.vocabulary import AnswerStatus
from triage.wording import Message, _, n_

QUESTION = _("vraag")
"""The place of a defect about a question that is not asked."""

WITHOUT_VALUE = frozenset({AnswerStatus.UNKNOWN, AnswerStatus.NOT_APPLICABLE})
"""The statuses that say that there is no answer to give."""


def question_place(item: Item) -> Message:
    """A question, as the place of a defect names it."""
    return _("vraag “{question}”", question=item.name)


def question_of(framework: Framework, item: str) -> Item | None:
    """The question with this id; None for what nobody answers, or what the framework does not have."""
    return next((question for question in framework.questions if question.id == item), None)


def answer_defects(item: Item, answer: Answer, today: date, *, confirmed: Container[str] = ()) -> tuple[Defect, ...]:
    """Everything that is wrong with an answer to a question."""
    return tuple(_answer_defects(item, answer, today, confirmed))


def age_defects(item: Item, answer: Answer, age: Age | None, today: date) -> tuple[Defect, ...]:
    """That an age in answer to a question cannot be that of the case."""
    if age is None or not answer.status.counts or not isinstance(answer.value, Decimal):
        return ()
    first, last = (today, today) if answer.as_of is None else (answer.as_of.first, min(answer.as_of.last, today))
    low, high = age_span(age, first), age_span(age, last)
    assert low is not None
    assert high is not None
    if low[0] <= answer.value <= high[1]:
        return ()
    problem = _("Dit past niet bij de leeftijd die bij de casus staat.")
    return (Defect(question_place(item), problem, _("Verbeter het antwoord, of eerst de leeftijd van de casus.")),)


def _answer_defects(item: Item, answer: Answer, today: date, confirmed: Container[str]) -> Iterator[Defect]:
    place = question_place(item)
    yield from (Defect(place, *words) for words in _value_problems(item, answer))
    if answer.status is AnswerStatus.CONTESTED:
        yield Defect(place, _("Wie het antwoord betwist en waarom, staat er niet bij."), _("Leg de betwisting zelf vast."))
    if answer.as_of is not None:
        yield from quarter_defects(place, answer.as_of, today)
    yield from text_defects(_("toelichting bij {place}", place=place), answer.note, most=NOTE, confirmed=confirmed)


def _value_problems(item: Item, answer: Answer) -> Iterator[tuple[Message, Message]]:
    """What is wrong with the value, by its status."""
    if answer.status in WITHOUT_VALUE:
        if answer.value is not None:
            yield _("Er staat een antwoord en ook dat het er niet is."), _("Laat een van de twee staan.")
        if answer.status is AnswerStatus.NOT_APPLICABLE and not item.allow_not_applicable:
            yield _("“Niet van toepassing” kan hier niet."), _("Geef een antwoord, of kies “onbekend”.")
    elif answer.value is None:
        yield _("Er staat geen antwoord."), _("Geef een antwoord, of kies “onbekend”.")
    elif isinstance(item, NumericItem):
        yield from _number_problems(item, answer.value)
    elif answer.value not in _options(item):
        yield _("Dit antwoord staat niet in de lijst."), _("Kies een antwoord uit de lijst.")


def _options(item: Item) -> tuple[str, ...]:
    match item:
        case YesNoItem():
            return ("yes", "no")
        case ChoiceItem() | LevelItem():
            return tuple(option.id for option in item.options)
    return ()


def _number_problems(item: NumericItem, value: str | Decimal) -> Iterator[tuple[Message, Message]]:
    least, most = limits_of(item)
    if not isinstance(value, Decimal) or not value.is_finite():
        yield _("Dit is geen getal."), _("Vul een getal in, of kies “onbekend”.")
    elif not least <= value <= most:
        yield _("Dit getal kan niet."), _("Vul een getal in van {least} tot en met {most}.", least=least, most=most)
    elif decimals_in(value) > decimals_of(item):
        number = decimals_of(item)
        mend = (
            n_("Vul hoogstens {count} decimaal in.", "Vul hoogstens {count} decimalen in.", number)
            if number
            else _("Vul een heel getal in.")
        )
        yield _("Dit getal heeft te veel decimalen."), mend
