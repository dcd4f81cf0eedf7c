"""Random cases of any framework: every answer, status, age of an answer and kind of fact, on and over every border."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from triage.cases.case import NOT_APPLICABLE, Answer, Case, Fact
from triage.framework.conditions import ItemAnswer, ItemNumber, walk
from triage.framework.contents import conditions, limits
from triage.framework.model import ChoiceItem, Framework, Item, LevelItem, NumericItem, TallyItem, YesNoItem, decimals_of
from triage.framework.vocabulary import AnswerStatus, FactStatus
from triage.periods import Period, months_before

FIRST_DAY, LAST_DAY = date(2024, 1, 1), date(2028, 12, 31)
STATUSES = (*[AnswerStatus.ESTABLISHED] * 7, *list(AnswerStatus)[1:5])


def random_cases(framework: Framework, number: int, seed: int) -> list[Case]:
    """As many cases, the same for the same seed; a third of them almost complete."""
    random = Random(seed)
    numbers = _numbers(framework)
    months = sorted({n for item in framework.items for n in _months(item)})
    return [_case(framework, f"A-{k}", random, numbers, months) for k in range(number)]


def _case(framework: Framework, code: str, random: Random, numbers: dict[str, list[Decimal]], months: list[int]) -> Case:
    day = FIRST_DAY + timedelta(days=random.randint(0, (LAST_DAY - FIRST_DAY).days))
    openness, firm = random.choice([(0.02, True), (0.15, False), (0.5, False)])
    answers = {
        item.id: _answer(item, numbers[item.id], random, day, months, firm=firm)
        for item in framework.questions
        if random.random() > openness
    }
    kinds = [*framework.facts, "other"]
    facts = [_fact(kinds, random, day, months, firm=firm) for _ in range(random.choice([0, 1, 2, 3, 7]))]
    return Case(code, day, answers, None if random.random() < 0.1 else tuple(facts))


def _answer(item: Item, numbers: list[Decimal], random: Random, day: date, months: list[int], *, firm: bool) -> Answer:
    status = AnswerStatus.ESTABLISHED if firm and random.random() < 0.95 else random.choice(STATUSES)
    as_of = None if random.random() < (0.9 if firm else 0.5) else _period(random, day, months)
    if item.allow_not_applicable and random.random() < 0.15:
        return Answer(None, NOT_APPLICABLE.status, as_of)
    match item:
        case YesNoItem():
            return Answer(random.choice(["yes", "no"]), status, as_of)
        case ChoiceItem(options=options) | LevelItem(options=options):
            return Answer(random.choice(options).id, status, as_of)
    return Answer(random.choice(numbers), status, as_of)


def _fact(kinds: list[str], random: Random, day: date, months: list[int], *, firm: bool) -> Fact:
    contested = random.random() < (0.03 if firm else 0.2)
    return Fact(random.choice(kinds), _period(random, day, months), random.choice(list(FactStatus)), None, contested)


def _period(random: Random, day: date, months: list[int]) -> Period:
    """A day or quarter about anywhere, or at the very border of a window."""
    about = day - timedelta(days=random.randint(-100, 1500))
    if months and random.random() < 0.4:
        about = months_before(day, random.choice(months)) + timedelta(days=random.randint(-1, 1))
    return Period.day(about) if random.random() < 0.4 else Period.quarter_of(about)


def _numbers(framework: Framework) -> dict[str, list[Decimal]]:
    """Per numeric question the answers that lie on, just below and just above every number the framework compares with."""
    compared: dict[str, set[Decimal]] = {item.id: {Decimal(0)} for item in framework.questions}
    for condition in (part for _path, whole in conditions(framework) for part in walk(whole)):
        if isinstance(condition, ItemNumber) and condition.item in compared:
            given = (condition.at_least, condition.at_most, condition.above, condition.below)
            compared[condition.item] |= {n for n in given if n is not None}
        if isinstance(condition, ItemAnswer) and condition.item in compared:
            compared[condition.item] |= {n for n in condition.values if isinstance(n, Decimal)}
    return {item.id: sorted(_about(item, compared[item.id])) for item in framework.questions if isinstance(item, NumericItem)} | {
        item.id: [] for item in framework.questions if not isinstance(item, NumericItem)
    }


def _about(item: NumericItem, compared: set[Decimal]) -> Iterator[Decimal]:
    step = Decimal(1).scaleb(-decimals_of(item))
    low, high = limits(item)
    borders = compared | {line.at_least for line in item.points if line.at_least is not None}
    borders |= {end for end in (low, high) if end is not None}
    for border in borders:
        for number in (border - step, border, border + step):
            if (low is None or number >= low) and (high is None or number <= high) and number == round(number, decimals_of(item)):
                yield number.quantize(step)


def _months(item: Item) -> list[int]:
    if isinstance(item, TallyItem):
        return [n for n in (item.of.within_months, item.of.before_months) if n is not None]
    return [item.valid_months] if item.valid_months is not None else []
