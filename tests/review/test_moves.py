"""Who moves, and by which change: checked by weighing again, and against trying every combination."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from tests.review.versions import cases, changed, framework
from tests.weighing.invent import invent_case, invent_framework
from triage.cases.case import Answer, Case
from triage.cases.table import CaseTable
from triage.framework.model import Framework
from triage.framework.vocabulary import AnswerStatus
from triage.periods import parse_day
from triage.review.compare import compare
from triage.review.fitting import fitted, not_understood, questions_of_both
from triage.review.mixture import Parts, Versions
from triage.review.move_words import because_words, move_sentence, movement_lines
from triage.review.moves import MOST_TRIED_TOGETHER, Move, movement
from triage.review.outcomes import Frame, outcomes_of
from triage.weighing.aspects import About, Aspect
from triage.weighing.tables import Tables
from triage.weighing.weigh import weigh
from triage.wording import DUTCH

ADVICE = Aspect(About.ADVICE, "")
Answers = dict[str, str | int]
ADULT_HIT: Answers = {"hit": "yes", "kick": "no", "school": "goes", "age": 20}
CHILD_HIT: Answers = {"hit": "yes", "kick": "yes", "school": "goes", "age": 14}
CHILD_QUIET: Answers = {"hit": "no", "kick": "no", "school": "goes", "age": 14}


def advice_moves(old: Framework, new: Framework, table: CaseTable) -> list[Move]:
    return list(movement(old, new, table).about(About.ADVICE))


def test_nobody_moves_when_only_words_change() -> None:
    found = movement(framework(), changed(("{nl: Raak?}", "{nl: Mis?}"), ("{id: low}", "{id: low, label: {nl: Laag}}")), cases(ADULT_HIT))
    assert (found.weighed, found.moves) == (1, ())


def test_one_question_with_other_points_is_named_for_who_moves_by_it_and_for_nobody_else() -> None:
    new = changed(("points: {yes: 1, no: 0}", "points: {yes: 2, no: 0}"))
    found = movement(framework(), new, cases(ADULT_HIT, CHILD_HIT, CHILD_QUIET))
    assert found.cases == ("A-2",)
    assert {(move.aspect.about, move.because, move.undone_by) for move in found.moves} == {
        (about, (("items.kick",),), ("items.kick",)) for about in About
    }
    (move,) = found.about(About.ADVICE)
    assert move.before is not None
    assert move.after is not None
    assert (move.before.possible, move.after.possible) == (("none",), ("much",))
    sentence = DUTCH.say(move_sentence(move, compare(framework(), new)))
    assert sentence == "A-2: advies was “none”, wordt “much”, door vraag kick."


def test_two_changes_that_only_together_move_a_case_are_named_together() -> None:
    new = changed(("points: {yes: 1, no: 0}", "points: {yes: 2, no: 0}"), ("{id: skips, points: 1}", "{id: skips, points: 2}"))
    (move,) = advice_moves(framework(), new, cases({"hit": "no", "kick": "yes", "school": "skips", "age": 14}))
    assert move.because == (("items.kick", "items.school"),)
    assert move.undone_by == ("items.kick", "items.school")
    assert DUTCH.say(because_words(move)) == "door vraag kick en vraag school samen"


def test_two_changes_that_each_move_a_case_are_named_as_just_as_good() -> None:
    new = changed(("points: {yes: 1, no: 0}", "points: {yes: 2, no: 0}"), ("id: high, from: 4", "id: high, from: 3"))
    (move,) = advice_moves(framework(), new, cases(CHILD_HIT))
    assert move.because == (("scales.risk.bands",), ("items.kick",))
    assert move.undone_by == ()
    assert DUTCH.say(because_words(move)) == "door de niveaus van schaal risk, of net zo goed door vraag kick"


def test_a_new_rule_brings_the_new_question_it_asks_about() -> None:
    new = changed(
        ("  - {id: age, kind", "  - {id: gang, kind: yes_no}\n  - {id: age, kind"),
        ("    - {then: none}", "    - {when: {item: gang, is: yes}, then: light}\n    - {then: none}"),
    )
    (move,) = advice_moves(framework(), new, cases(CHILD_QUIET | {"gang": "yes"}))
    assert move.because == (("items.gang", "advice.rules.3"),)


def test_a_question_that_went_cannot_go_without_the_rule_that_asked_for_it() -> None:
    old = changed(
        ("  - {id: age, kind", "  - {id: gang, kind: yes_no}\n  - {id: age, kind"),
        ("    - {then: none}", "    - {when: {item: gang, is: yes}, then: light}\n    - {then: none}"),
    )
    between = Versions(old, framework())
    assert between.brings["items.gang"] == {"items.gang", "advice.rules.old-3"}
    assert between.mixed(frozenset({"items.gang"})) is None
    assert between.without("advice.rules.old-3") == frozenset()


def test_a_rule_that_moved_is_named() -> None:
    first = "    - {id: top, when: {band: risk, at_least: high}, then: much}\n"
    second = "    - {when: {all: [{criterion: hitting}, {item: age, at_least: 18}]}, then: light}\n"
    (move,) = advice_moves(framework(), changed((first + second, second + first)), cases(ADULT_HIT | {"kick": "yes", "school": "skips"}))
    assert len(move.because) == 1
    assert move.because[0][0].startswith("advice.rules.")


def test_a_move_from_certain_to_open_is_a_move() -> None:
    table = cases({"hit": "yes", "kick": "yes", "age": 14})
    (move,) = advice_moves(framework(), changed(("id: high, from: 4", "id: high, from: 6")), table)
    assert move.before is not None
    assert move.after is not None
    assert (move.before.certain, move.before.possible) == (False, ("none", "much"))
    assert (move.after.certain, move.after.possible) == (True, ("none",))


def test_an_answer_that_the_old_version_does_not_know_is_unknown_there() -> None:
    new = changed(
        ("      - {id: skips, points: 1}\n", "      - {id: skips, points: 1}\n      - {id: gone, points: 2}\n"),
    )
    table = cases(CHILD_HIT | {"school": "gone"})
    assert [not_understood(table, one) for one in (framework(), new)] == [1, 0]
    found = movement(framework(), new, table)
    (move,) = found.about(About.SCORE)
    assert move.before is not None
    assert move.after is not None
    assert (move.before.possible, move.after.possible, move.because) == ((3000, 4000), (5000, 5000), (("items.school",),))


def test_a_table_is_read_with_the_questions_and_answers_of_both_versions() -> None:
    new = changed(
        ("{id: skips, points: 1}", "{id: gone, points: 2}"), ("- {id: kick,", "- {id: push,"), ("range: [0, 99]", "range: [5, 30]")
    )
    both = questions_of_both(framework(), new).item_by_id
    assert set(both) == {"hit", "kick", "push", "school", "age"}
    assert [option.id for option in getattr(both["school"], "options", ())] == ["goes", "gone", "skips"]
    assert tuple(map(int, getattr(both["age"], "range", ()))) == (0, 99)


def test_not_applicable_is_unknown_to_a_version_that_does_not_allow_it() -> None:
    table = CaseTable.of([Case("A-1", parse_day("2026-11-23"), {"hit": Answer(None, AnswerStatus.NOT_APPLICABLE)})])
    kept = fitted(table, Tables.of(framework()))
    assert kept.case(0).answers == {}


def test_what_is_said_begins_with_how_many_and_names_each_case() -> None:
    new = changed(("points: {yes: 1, no: 0}", "points: {yes: 2, no: 0}"))
    found = movement(framework(), new, cases(ADULT_HIT, CHILD_HIT))
    lines = [DUTCH.say(line) for line in movement_lines(found, compare(framework(), new))]
    assert lines[0] == "1 van 2 casussen verschuift: 1 van advies, 1 van niveau, 1 van score."
    assert lines[1] == "Oorzaken voor advies: vraag kick (1)."
    assert [line for line in lines if line.startswith("- A-2")] == lines[4:]
    assert len(lines) == 7


PAIRS = [(seed, seed + 500) for seed in range(12)]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_between_two_versions_lie_the_old_one_the_new_one_and_only_what_can_be_weighed(one: int, other: int) -> None:
    """Random frameworks have the same ids for different things, which is worse than any two versions."""
    old, new, random = invent_framework(one), invent_framework(other), Random(one)
    table = CaseTable.of([invent_case(random.choice([old, new]), random, code=f"A-{n}") for n in range(40)])
    between, frame = Versions(old, new), Frame.of(old, new)
    for version, parts in ((old, frozenset[str]()), (new, between.all)):
        mixed = between.mixed(parts)
        assert mixed is not None
        straight = weigh(Tables.of(version), fitted(table, Tables.of(version)))
        given = outcomes_of(mixed, table, frame).values
        for number, weighing in enumerate(straight.weighings()):
            assert weighing.advice is not None
            assert set(given[ADVICE][number].possible) == set(weighing.advice.possible)
            assert given[ADVICE][number].certain == weighing.advice.certain
            for scale in weighing.scales:
                assert given[Aspect(About.SCORE, scale.scale.id)][number].possible == (scale.low, scale.high)
    for _round in range(10):
        some = between.with_all_it_needs(random.sample(sorted(between.all), random.randint(0, len(between.all))))
        if (mixed := between.mixed(some)) is not None:
            outcomes_of(mixed, table, frame)


@pytest.mark.parametrize("seed", range(12))
def test_the_changes_named_are_the_fewest_that_do_it(seed: int) -> None:
    """Against every combination of up to five changes between a random framework and one of its mixtures with another."""
    old, random = invent_framework(seed), Random(seed)
    between = Versions(old, invent_framework(seed + 900))
    new = _some_way(between, random)
    if new is None:
        pytest.skip("no small step between these two")
    table = CaseTable.of([invent_case(old, random, code=f"A-{n}") for n in range(25)])
    frame, steps = Frame.of(old, new), Versions(old, new)
    results = {parts: outcomes_of(mixed, table, frame) for parts in _closed(steps) if (mixed := steps.mixed(parts)) is not None}
    for move in movement(old, new, table).moves:
        number = table.codes.index(move.case)
        doing = [parts for parts, given in results.items() if given.values[move.aspect][number] == move.after]
        fewest = min(map(len, doing))
        assert move.smallest
        assert {frozenset(parts) for parts in move.because} == {parts for parts in doing if len(parts) == fewest}
        undone = [
            name
            for name in steps.parts
            if steps.without(name) in results and results[steps.without(name)].values[move.aspect][number] == move.before
        ]
        assert list(move.undone_by) == undone


def _some_way(between: Versions, random: Random) -> Framework | None:
    """A step of at most five changes."""
    for _round in range(60):
        parts = between.with_all_it_needs(random.sample(sorted(between.all), 2))
        if 2 <= len(parts) <= 5 and (mixed := between.mixed(parts)) is not None and len(Versions(between.old, mixed).parts) <= 5:
            return mixed
    return None


def _closed(steps: Versions) -> set[Parts]:
    names = list(steps.parts)
    return {steps.with_all_it_needs(chosen) for size in range(len(names) + 1) for chosen in combinations(names, size)}


MANY = """\
format: 1
id: many
version: "1.0.0"
use: test
title: {nl: Veel}
scales: [{id: risk, role: risk}]
items:
"""


def _many(swap: bool, text: str = MANY) -> Framework:
    """Twelve questions of one point each, or each of more."""
    names = [f"q{number}" for number in range(MOST_TRIED_TOGETHER + 4)]
    lines = [f"  - {{id: {name}, kind: yes_no, scale: risk, domain: d, points: {{yes: 1, no: 0}}}}\n" for name in names]
    return framework(text + "".join(line.replace("yes: 1", f"yes: {2 + place}") if swap else line for place, line in enumerate(lines)))


def test_a_score_that_moves_by_many_questions_names_all_of_them_and_no_other() -> None:
    answers: Answers = {name: "no" if name == "q3" else "yes" for name in _many(False).item_by_id}
    (move,) = movement(_many(False), _many(True), cases(answers)).moves
    assert move.because == (tuple(f"items.{name}" for name, answer in answers.items() if answer == "yes"),)
    assert move.smallest
    assert move.undone_by == ()


def test_with_many_changes_none_of_the_named_ones_can_be_left_out() -> None:
    capped = MANY.replace("role: risk}", "role: risk, domain_caps: {d: 100}}")
    table = cases(dict.fromkeys(_many(False).item_by_id, "yes"))
    (move,) = movement(_many(False, capped), _many(True, capped), table).moves
    assert move.because == (tuple(f"items.{name}" for name in _many(False).item_by_id),)
    assert not move.smallest
    assert "geen ervan kan weg" in DUTCH.say(because_words(move))


def test_too_many_mixtures_are_not_weighed_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for bound in ("LEAST_MIXTURES", "MOST_MIXTURES"):
        monkeypatch.setattr(f"triage.review.moves.{bound}", 3)
    new = changed(("points: {yes: 1, no: 0}", "points: {yes: 2, no: 0}"), ("{id: skips, points: 1}", "{id: skips, points: 2}"))
    (move,) = advice_moves(framework(), new, cases({"hit": "no", "kick": "yes", "school": "skips", "age": 14}))
    assert (move.because, move.smallest) == ((), False)
    assert "niet uitgezocht" in DUTCH.say(because_words(move))


def test_another_baseline_moves_nobody() -> None:
    other = changed(("points: {yes: 1, no: 0}", "points: {yes: 1, no: 0}, baseline: 1"))
    found = movement(framework(), other, cases({"hit": "yes", "kick": "yes", "school": "skips", "age": 20}))
    assert (found.weighed, found.moves) == (1, ())
