"""What changed between two weighings and what each change did: against weighing those cases one by one, and against trying every set."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from random import Random
from typing import Any

import pytest

from tests.weighing.invent import invent_case, invent_framework
from tests.weighing.plain import Plain, advise
from triage.cases.case import UNKNOWN, Answer, Case, Fact
from triage.framework.model import Framework
from triage.framework.vocabulary import AnswerStatus, FactStatus, Partner
from triage.periods import Period
from triage.weighing import difference as module
from triage.weighing.aspects import About, Aspect, Given
from triage.weighing.case_changes import AnswerChanged, Change, DateMoved, FactChanged, FactsListed, changes_between, made
from triage.weighing.difference import Difference, Effect, TooManyChangesError, difference
from triage.weighing.result import Use
from triage.weighing.tables import Tables

SEEDS = range(80)
DAY = date(2026, 5, 1)


def two_cases(seed: int) -> tuple[Framework, Case, Case]:
    """A random framework, a case, and the same case somewhat later: some answers and facts other, often another day."""
    framework, random = invent_framework(seed), Random(seed)
    before = invent_case(framework, random)
    other = invent_case(framework, random)
    answers = {item.id: before.answer(item.id) for item in framework.questions}
    for item in random.sample(list(answers), random.randint(0, min(4, len(answers)))):
        answers[item] = other.answer(item)
    facts = before.facts
    if random.random() < 0.15:
        facts = other.facts or () if facts is None else None
    elif facts is not None and random.random() < 0.8:
        kept = [replace(fact, status=random.choice(list(FactStatus))) if random.random() < 0.3 else fact for fact in facts]
        facts = tuple(fact for fact in kept if random.random() > 0.15) + tuple((other.facts or ())[: random.randint(0, 2)])
    day = before.reference_date + timedelta(days=random.choice([0, 0, 30, 200, 400, -100]))
    return framework, before, Case(before.code, day, answers, facts)


def found(seed: int) -> tuple[Framework, Difference]:
    framework, before, after = two_cases(seed)
    return framework, difference(Tables.of(framework), before, after)


def weighed_part(framework: Framework, case: Case) -> object:
    """A case without what is not weighed: sources, notes, the order of facts, and what stands beside an unknown answer."""
    facts = None if case.facts is None else Counter(replace(fact, source=None) for fact in case.facts)
    answers = {item.id: replace(case.answer(item.id), source=None, note="") for item in framework.questions}
    known = {item: answer for item, answer in answers.items() if answer.status is not AnswerStatus.UNKNOWN}
    return case.reference_date, known, facts


def values(framework: Framework, case: Case) -> dict[Aspect, Given]:
    """Advice, levels and scores by the plain engine."""
    plain = Plain(framework, case)
    possible, certain = advise(framework, case)
    order = [*framework.outcome_by_id, "out_of_scope"]
    said = {Aspect(About.ADVICE, ""): Given(tuple(sorted(possible, key=order.index)), certain)}
    for scale in framework.scales:
        low, high = plain.score(scale)
        bands = tuple(plain.bands(scale))
        said[Aspect(About.BAND, scale.id)] = Given(bands, len(bands) == 1) if bands else Given(("insufficient",), True)
        said[Aspect(About.SCORE, scale.id)] = Given((low, high), low == high)
    return said


def assert_is_between(effect: Effect, framework: Framework, without: Case, having: Case) -> None:
    """An effect is what the plain engine makes of the case without the change and the one with it."""
    was, now = values(framework, without), values(framework, having)
    assert {move.aspect: (move.before, move.after) for move in effect.moved} == {
        aspect: (was[aspect], now[aspect]) for aspect in was if was[aspect] != now[aspect]
    }
    one, other = Plain(framework, without), Plain(framework, having)
    points = {item.id: (one.points(item.id), other.points(item.id)) for item in framework.items}
    said = {m.item: ((m.before.low, m.before.high), (m.after.low, m.after.high)) for m in effect.items}
    assert {item: ends for item, ends in said.items() if ends[0] != ends[1]} == {i: e for i, e in points.items() if e[0] != e[1]}
    word = {True: 2, False: 0, None: 1}
    truths = {part.id: (word[one.holds(part.when)], word[other.holds(part.when)]) for part in framework.criteria}
    assert {move.criterion: (move.before, move.after) for move in effect.criteria} == {
        part: pair for part, pair in truths.items() if pair[0] != pair[1]
    }
    ends = [values(framework, case)[Aspect(About.ADVICE, "")] for case in (without, having)]
    assert effect.out_of_scope == any(end == Given(("out_of_scope",), True) for end in ends)


def after_old_date(change: Change, before: Case, after: Case) -> bool:
    """Whether what a change brings is of after the old reference date and not after the new one."""
    match change:
        case AnswerChanged(after=answer):
            days = [answer.as_of.first] if answer.as_of else []
        case FactChanged(after=fact):
            days = [fact.when.first] if fact else []
        case FactsListed(after=listed):
            days = [fact.when.first for fact in listed or ()]
        case _:
            days = []
    return any(before.reference_date < day <= after.reference_date for day in days)


@pytest.mark.parametrize("seed", SEEDS)
def test_all_changes_made_in_the_old_case_give_the_new_one_and_none_can_be_missed(seed: int) -> None:
    framework, before, after = two_cases(seed)
    changes = changes_between(framework, before, after)
    wanted = weighed_part(framework, after)
    assert weighed_part(framework, made(before, changes)) == wanted
    for number in range(len(changes)):
        assert weighed_part(framework, made(before, changes[:number] + changes[number + 1 :])) != wanted


@pytest.mark.parametrize("seed", SEEDS)
def test_what_each_change_did_is_found_by_weighing_the_cases_with_and_without_it(seed: int) -> None:
    framework, said = found(seed)
    before, after, changes = said.before, said.after, [did.change for did in said.changes]
    later = [after_old_date(change, before, after) for change in changes]
    for number, did in enumerate(said.changes):
        assert did.on_new_date == later[number]
        base = made(before, changes[:1]) if did.on_new_date else before
        assert_is_between(did.alone, framework, base, made(base, [did.change]))
        gone = {number} | ({k for k, is_later in enumerate(later) if is_later} if isinstance(did.change, DateMoved) else set())
        rest = [change for k, change in enumerate(changes) if k not in gone]
        assert_is_between(did.undone, framework, made(before, rest), after)
    assert_is_between(said.whole, framework, before, after)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_smallest_sets_are_those_that_trying_every_set_gives(seed: int) -> None:
    framework, said = found(seed)
    changes = [did.change for did in said.changes]
    if len(changes) > module.MOST_TRIED_TOGETHER:
        changes = changes[:0]
    later = {number for number, did in enumerate(said.changes) if did.on_new_date}
    was, now = values(framework, said.before), values(framework, said.after)
    assert {move.aspect for move in said.moves} == {aspect for aspect in was if was[aspect] != now[aspect]}
    sets = [set(some) for size in range(1, len(changes) + 1) for some in combinations(range(len(changes)), size)]
    results = [
        (some, values(framework, made(said.before, [changes[k] for k in sorted(some)]))) for some in sets if not some & later or 0 in some
    ]
    for move in said.moves if changes else ():
        doing = [tuple(sorted(k + 1 for k in some)) for some, given in results if given[move.aspect] == now[move.aspect]]
        least = min(map(len, doing))
        assert (set(move.because), move.smallest) == ({some for some in doing if len(some) == least}, True)
        assert (move.before, move.after) == (was[move.aspect], now[move.aspect])


def test_the_random_pairs_show_every_kind_of_change_and_moves_by_several_together() -> None:
    every = [found(seed)[1] for seed in SEEDS]
    assert {type(did.change) for said in every for did in said.changes} == {DateMoved, AnswerChanged, FactsListed, FactChanged}
    facts = [did.change for said in every for did in said.changes if isinstance(did.change, FactChanged)]
    assert {(fact.before is None, fact.after is None) for fact in facts} == {(True, False), (False, True), (False, False)}
    assert any(did.on_new_date for said in every for did in said.changes)
    assert {len(move.because[0]) for said in every for move in said.moves} >= {1, 2, 3}
    assert any(len(move.because) > 1 for said in every for move in said.moves)
    assert any(said.not_additive for said in every)
    assert sum(len(said.changes) <= module.MOST_TRIED_TOGETHER for said in every) > len(every) * 0.8


def test_the_same_case_gives_an_empty_difference() -> None:
    for seed in range(20):
        framework, before, _after = two_cases(seed)
        said = difference(Tables.of(framework), before, before)
        assert (said.changes, said.moves, said.whole.items) == ((), (), ())


# ---- one small framework, worked out by hand


SMALL: dict[str, Any] = {
    "format": 1,
    "id": "small",
    "version": "1.0.0",
    "use": "test",
    "title": {"nl": "Klein"},
    "domains": [{"id": "a", "label": {"nl": "A"}}],
    "facts": ["drugs", "property"],
    "scales": [
        {
            "id": "s",
            "label": {"nl": "Zorgen"},
            "role": "risk",
            "domain_caps": {"a": 3},
            "bands": [{"id": "low", "label": {"nl": "weinig"}}, {"id": "high", "label": {"nl": "veel"}, "from": 3}],
        }
    ],
    "items": [
        {
            "id": "school",
            "kind": "choice",
            "question": {"nl": "Verzuim"},
            "scale": "s",
            "domain": "a",
            "valid_months": 12,
            "options": [
                {"id": "goes", "label": {"nl": "gaat naar school"}, "points": 0},
                {"id": "skips", "label": {"nl": "verzuimt veel"}, "points": 2},
            ],
        },
        {"id": "debts", "kind": "yes_no", "question": {"nl": "Schulden"}, "scale": "s", "domain": "a", "points": {"yes": 2, "no": 0}},
        {
            "id": "drugs",
            "kind": "tally",
            "question": {"nl": "Feiten met drugs"},
            "scale": "s",
            "of": {"facts": ["drugs"], "statuses": ["suspected", "convicted"], "within_months": 12},
            "points": [{"points": 0}, {"at_least": 1, "points": 1}],
        },
    ],
    "advice": {
        "outcomes": [
            {"id": "none", "kind": "help", "intensity": "none", "label": {"nl": "Reguliere hulp"}},
            {"id": "much", "kind": "help", "intensity": "intensive", "label": {"nl": "Intensieve hulp"}},
        ],
        "rules": [{"when": {"band": "s", "is": "high"}, "then": "much"}, {"then": "none"}],
    },
}


def small() -> Framework:
    return Framework.model_validate(SMALL)


def drugs(when: str, status: FactStatus = FactStatus.SUSPECTED, *, contested: bool = False, source: Partner | None = None) -> Fact:
    return Fact("drugs", Period.parse(when), status, source, contested)


BEFORE = Case("A-1", DAY, {"school": Answer("goes"), "debts": Answer("no")}, ())


def small_difference(before: Case, after: Case) -> Difference:
    return difference(Tables.of(small()), before, after)


def test_two_answers_that_only_together_move_the_advice_are_named_together_and_under_a_cap_their_points_do_not_add_up() -> None:
    said = small_difference(BEFORE, replace(BEFORE, answers={"school": Answer("skips"), "debts": Answer("yes")}))
    assert [did.alone.points("s") for did in said.changes] == [(2000, 2000), (2000, 2000)]
    assert [did.undone.points("s") for did in said.changes] == [(1000, 1000), (1000, 1000)]
    assert (said.whole.points("s"), said.apart("s"), said.not_additive) == ((3000, 3000), (4000, 4000), ("s",))
    assert [(move.aspect.about, move.because, move.smallest) for move in said.moves] == [(about, ((1, 2),), True) for about in About]


def test_a_fact_that_was_dismissed_is_one_change_and_no_longer_counts() -> None:
    before = replace(BEFORE, facts=(drugs("2026-Q1"),))
    said = small_difference(before, replace(before, facts=(drugs("2026-Q1", FactStatus.DISMISSED),)))
    (did,) = said.changes
    assert did.change == FactChanged(drugs("2026-Q1"), drugs("2026-Q1", FactStatus.DISMISSED))
    (item,) = did.alone.items
    assert (item.item, item.before.facts, item.after.facts, did.alone.points("s")) == ("drugs", (1, 1), (0, 0), (-1000, -1000))


def test_only_another_date_makes_an_answer_outdated_and_a_fact_fall_out_of_its_window() -> None:
    before = replace(BEFORE, answers={"school": Answer("goes", as_of=Period.parse("2026-Q1"))}, facts=(drugs("2026-Q1"),))
    said = small_difference(before, replace(before, reference_date=date(2027, 6, 1)))
    (did,) = said.changes
    assert did.change == DateMoved(DAY, date(2027, 6, 1))
    assert {item.item: (item.before.use, item.after.use) for item in did.alone.items if item.item == "school"} == {
        "school": (Use.COUNTED, Use.OUTDATED)
    }
    assert {item.item: (item.before.facts, item.after.facts) for item in did.alone.items if item.item == "drugs"} == {
        "drugs": ((1, 1), (0, 0))
    }


def test_a_new_fact_of_after_the_old_date_is_tried_on_the_new_date_and_brings_it_along() -> None:
    said = small_difference(BEFORE, replace(BEFORE, reference_date=date(2026, 11, 1), facts=(drugs("2026-Q3"),)))
    assert [(type(did.change), did.on_new_date, did.alone.points("s")) for did in said.changes] == [
        (DateMoved, False, (0, 0)),
        (FactChanged, True, (1000, 1000)),
    ]
    assert [did.undone.points("s") for did in said.changes] == [(1000, 1000), (1000, 1000)]
    assert [(move.aspect, move.because) for move in said.moves] == [(Aspect(About.SCORE, "s"), ((1, 2),))]


def test_a_list_of_facts_where_nobody_had_looked_is_one_change() -> None:
    said = small_difference(replace(BEFORE, facts=None), replace(BEFORE, facts=(drugs("2026-Q1"), drugs("2025-Q4"))))
    assert [did.change for did in said.changes] == [FactsListed(None, (drugs("2026-Q1"), drugs("2025-Q4")))]
    assert said.changes[0].alone.points("s") == (1000, 0)


def test_what_is_not_weighed_is_no_change() -> None:
    before = replace(BEFORE, facts=(drugs("2026-Q1"), drugs("2025-Q4")))
    after = replace(
        before,
        answers={"school": Answer("goes", source=Partner.SCHOOL, note="gebeld"), "debts": Answer("no"), "elsewhere": Answer("yes")},
        facts=(drugs("2025-Q4", source=Partner.POLICE), drugs("2026-Q1")),
    )
    assert small_difference(before, after).changes == ()
    unknown = replace(BEFORE, answers={"school": Answer("skips", AnswerStatus.UNKNOWN), "debts": Answer(None)})
    assert small_difference(replace(BEFORE, answers={"school": UNKNOWN}), unknown).changes == ()


@pytest.mark.parametrize(
    ("was", "now", "pairs"),
    [
        ([drugs("2026-Q1")], [drugs("2026-Q1", contested=True)], [(0, 0)]),
        ([drugs("2026-Q1")], [drugs("2026-02-03")], [(0, 0)]),
        ([drugs("2026-Q1")], [drugs("2025-Q4")], [(0, None), (None, 0)]),
        ([drugs("2026-Q1"), drugs("2026-Q1")], [drugs("2026-Q1")], [(0, None)]),
        (
            [drugs("2026-Q1"), drugs("2026-Q1", FactStatus.CONVICTED)],
            [drugs("2026-Q1", FactStatus.DISMISSED), drugs("2026-Q1", FactStatus.CONVICTED, contested=True)],
            [(1, 1), (0, 0)],
        ),
    ],
    ids=["contested", "a day in the same quarter", "another quarter", "one of two the same", "the same status first"],
)
def test_facts_of_one_kind_and_quarter_are_paired(was: list[Fact], now: list[Fact], pairs: list[tuple[int | None, int | None]]) -> None:
    changes = changes_between(small(), replace(BEFORE, facts=tuple(was)), replace(BEFORE, facts=tuple(now)))
    wanted = [FactChanged(None if one is None else was[one], None if other is None else now[other]) for one, other in pairs]
    assert sorted(changes, key=repr) == sorted(wanted, key=repr)


def test_of_two_equal_facts_the_one_from_the_other_source_is_gone() -> None:
    was = (drugs("2026-Q1", source=Partner.POLICE), drugs("2026-Q1", source=Partner.SCHOOL))
    assert changes_between(small(), replace(BEFORE, facts=was), replace(BEFORE, facts=was[:1])) == (FactChanged(was[1], None),)


def test_of_many_changes_that_all_matter_a_set_is_found_of_which_none_can_be_left_out() -> None:
    items = [{"id": f"q{k}", "kind": "yes_no", "scale": "s", "points": {"yes": 1, "no": 0}} for k in range(12)]
    scales = [{"id": "s", "role": "risk", "bands": [{"id": "low"}, {"id": "high", "from": 7}]}]
    framework = Framework.model_validate({**SMALL, "items": items, "scales": scales})
    before = Case("A-1", DAY, {f"q{k}": Answer("no") for k in range(12)})
    after = replace(before, answers={f"q{k}": Answer("yes") for k in range(12)})
    said = difference(Tables.of(framework), before, after)
    score = next(move for move in said.moves if move.aspect.about is About.SCORE)
    assert (score.because, score.smallest) == ((tuple(range(1, 13)),), False)
    level = next(move for move in said.moves if move.aspect.about is About.BAND)
    assert (len(level.because), len(level.because[0]), level.smallest) == (1, 7, False)
    few = {f"q{k}": Answer("yes") for k in range(12)} | {"q11": Answer("no")}
    one = difference(Tables.of(framework), replace(before, answers=few), after)
    assert [move.because for move in one.moves] == [((1,),)]


@pytest.mark.parametrize(("most", "smallest"), [(640, True), (639, False), (139, None)])
def test_so_many_facts_that_fewer_combinations_can_be_weighed_are_never_called_smallest(
    monkeypatch: pytest.MonkeyPatch, most: int, smallest: bool | None
) -> None:
    items = [{"id": f"q{k}", "kind": "yes_no", "scale": "s", "points": {"yes": 1, "no": 0}} for k in range(6)]
    framework = Framework.model_validate({**SMALL, "items": items, "scales": [{"id": "s", "role": "risk"}], "advice": None})
    before = Case("A-1", DAY, {f"q{k}": Answer("no") for k in range(6)}, tuple(drugs(f"20{year}-Q1") for year in range(10, 20)))
    after = replace(before, answers={f"q{k}": Answer("yes") for k in range(6)})
    monkeypatch.setattr(module, "MOST_FACTS_LAID_OUT", most)
    if smallest is None:
        with pytest.raises(TooManyChangesError):
            difference(Tables.of(framework), before, after)
    else:
        (move,) = difference(Tables.of(framework), before, after).moves
        assert (move.because, move.smallest) == (((1, 2, 3, 4, 5, 6),), smallest)


def test_among_more_changes_than_can_all_be_combined_those_that_play_no_part_are_left_aside() -> None:
    free = [{"id": f"x{k}", "kind": "tally", "of": {"facts": ["property"], "statuses": ["acquitted"]}} for k in range(2)]
    framework = Framework.model_validate({**SMALL, "items": [*SMALL["items"], *free]})
    facts = tuple(Fact("drugs", Period.parse(f"20{year}-Q1"), FactStatus.SUSPECTED) for year in range(10, 22))
    after = replace(BEFORE, answers={"school": Answer("skips"), "debts": Answer("yes")}, facts=facts)
    said = difference(Tables.of(framework), BEFORE, after)
    assert len(said.changes) == 14
    assert {(move.because, move.smallest) for move in said.moves} == {(((1, 2),), True)}


def test_two_cases_are_not_laid_side_by_side_and_neither_are_too_many_changes() -> None:
    with pytest.raises(ValueError, match="two cases"):
        small_difference(BEFORE, replace(BEFORE, code="A-2"))
    facts = tuple(drugs(f"{year}-Q1") for year in range(1800, 2026))
    with pytest.raises(TooManyChangesError):
        small_difference(BEFORE, replace(BEFORE, facts=facts))


def test_an_answer_of_the_same_number_written_otherwise_is_no_change() -> None:
    items = [{"id": "age", "kind": "age", "range": [0, 30]}]
    framework = Framework.model_validate({**SMALL, "items": [*SMALL["items"], *items]})
    cases = [replace(BEFORE, answers={"age": Answer(Decimal(number))}) for number in ("15", "15.0")]
    assert changes_between(framework, *cases) == ()
