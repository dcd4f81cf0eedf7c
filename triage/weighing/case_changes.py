"""What differs between two cases as data: the single changes, and a case with some of them made in it. Nothing is weighed here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from triage.cases.case import NOT_APPLICABLE, UNKNOWN, Answer, Case, Fact
from triage.framework.model import Framework
from triage.framework.vocabulary import AnswerStatus
from triage.periods import Period


@dataclass(frozen=True)
class DateMoved:
    """Another reference date: facts leave a window or come in, answers become outdated."""

    before: date
    after: date


@dataclass(frozen=True)
class AnswerChanged:
    """Another value, status or date of an answer."""

    item: str
    before: Answer
    after: Answer


@dataclass(frozen=True)
class FactsListed:
    """A list of facts where nobody had looked (`before` is None), or none any more. The list as a whole is the change."""

    before: tuple[Fact, ...] | None
    after: tuple[Fact, ...] | None


@dataclass(frozen=True)
class FactChanged:
    """A fact that is new (`before` is None) or gone (`after` is None), or of the same kind and quarter with another status or dispute."""

    before: Fact | None
    after: Fact | None


Change = DateMoved | AnswerChanged | FactsListed | FactChanged


def changes_between(framework: Framework, before: Case, after: Case) -> tuple[Change, ...]:
    """What differs between two cases as far as it is weighed: the date, answers in the order of the file, facts in the order of time.

    Source and note of an answer or fact are not weighed, and neither is the order of facts.
    """
    found: list[Change] = []
    if before.reference_date != after.reference_date:
        found.append(DateMoved(before.reference_date, after.reference_date))
    for item in framework.questions:
        was, now = before.answer(item.id), after.answer(item.id)
        if _weighed_part(was) != _weighed_part(now):
            found.append(AnswerChanged(item.id, was, now))
    if before.facts is None or after.facts is None:
        return (*found, FactsListed(before.facts, after.facts)) if before.facts is not after.facts else tuple(found)
    return (*found, *_fact_changes(before.facts, after.facts))


def made(case: Case, changes: Iterable[Change]) -> Case:
    """A case with these changes made in it. Raises ValueError when a fact that changed is not in it."""
    answers, facts, day = dict(case.answers), case.facts, case.reference_date
    for change in changes:
        match change:
            case DateMoved():
                day = change.after
            case AnswerChanged():
                answers[change.item] = change.after
            case FactsListed():
                facts = change.after
            case FactChanged():
                facts = _with(facts or (), change)
    return replace(case, reference_date=day, answers=answers, facts=facts)


def periods(change: Change) -> Iterator[Period]:
    """When what a change brings was so."""
    match change:
        case AnswerChanged(after=answer):
            yield from () if answer.as_of is None else (answer.as_of,)
        case FactChanged(after=fact):
            yield from () if fact is None else (fact.when,)
        case FactsListed(after=facts):
            yield from (fact.when for fact in facts or ())


def _weighed_part(answer: Answer) -> Answer:
    """An answer without what is not weighed; one that says nothing is unknown, whatever else stands there."""
    if answer.status is AnswerStatus.NOT_APPLICABLE:
        return replace(NOT_APPLICABLE, as_of=answer.as_of)
    if answer.value is None or answer.status is AnswerStatus.UNKNOWN:
        return UNKNOWN
    return replace(answer, source=None, note="")


def _with(facts: Sequence[Fact], change: FactChanged) -> tuple[Fact, ...]:
    """The facts with one changed in its place, added at the end, or taken out."""
    found = list(facts)
    if change.before is None:
        return (*found, *([change.after] if change.after else []))
    place = found.index(change.before)
    found[place : place + 1] = [change.after] if change.after else []
    return tuple(found)


def _fact_changes(before: Sequence[Fact], after: Sequence[Fact]) -> list[FactChanged]:
    """Facts that stand in one list only; one of the same kind and quarter is the same fact with another status, dispute or day.

    Of several in one quarter those with the same status are taken together first.
    """
    gone, new = _beyond(before, after), _beyond(after, before)
    found: list[FactChanged] = []
    for alike in (_kind_quarter_status, _kind_quarter):
        pairs, gone, new = _paired(gone, new, alike)
        found += [FactChanged(was, now) for was, now in pairs]
    found += [FactChanged(fact, None) for fact in gone]
    return sorted(found, key=_in_time) + [FactChanged(None, fact) for fact in sorted(new, key=lambda fact: (fact.when, fact.kind))]


Alike = Callable[[Fact], Hashable]


def _kind_quarter_status(fact: Fact) -> Hashable:
    return fact.kind, fact.when.as_quarter, fact.status


def _kind_quarter(fact: Fact) -> Hashable:
    return fact.kind, fact.when.as_quarter


def _weighed_fact(fact: Fact) -> Hashable:
    return replace(fact, source=None)


def _in_time(change: FactChanged) -> tuple[Period, str]:
    assert change.before is not None
    return change.before.when, change.before.kind


def _beyond(these: Sequence[Fact], others: Sequence[Fact]) -> list[Fact]:
    """The facts that the other list does not have, each as often as it is there more; first the very same are put together."""
    same = Counter(these) & Counter(others)
    others_left = Counter(map(_weighed_fact, (Counter(others) - same).elements()))
    left = (Counter(these) - same).elements()
    return [fact for fact in left if not _taken(others_left, _weighed_fact(fact))]


def _taken(counts: Counter[Hashable], thing: Hashable) -> bool:
    if not counts[thing]:
        return False
    counts[thing] -= 1
    return True


def _paired(gone: Sequence[Fact], new: Sequence[Fact], alike: Alike) -> tuple[list[tuple[Fact, Fact]], list[Fact], list[Fact]]:
    """Old and new facts that are alike, and what is left of both."""
    waiting: dict[Hashable, list[Fact]] = {}
    for fact in new:
        waiting.setdefault(alike(fact), []).append(fact)
    pairs: list[tuple[Fact, Fact]] = []
    left: list[Fact] = []
    for fact in gone:
        if waiting.get(alike(fact)):
            pairs.append((fact, waiting[alike(fact)].pop(0)))
        else:
            left.append(fact)
    return pairs, left, list(chain.from_iterable(waiting.values()))
