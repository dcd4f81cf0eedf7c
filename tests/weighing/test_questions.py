"""The questions of a framework: linked tallies, joint counts that lists of facts can give, heavier answers, and from what age."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.cases.case import Fact, certainly_before_twelve
from triage.framework.model import Framework, TallyItem, TallyOf
from triage.framework.vocabulary import FactStatus
from triage.periods import Period
from triage.weighing.fact_lists import REFERENCE_DATE, FactSort
from triage.weighing.limits import MOST_CELLS, MOST_QUESTIONS, Bound, TooLargeError
from triage.weighing.questions import Question, nested_lists, questions
from triage.weighing.tables import Tables

BOTH = ["suspected", "convicted"]


def tally(name: str, facts: list[str], cuts: list[int], statuses: list[str] = BOTH, **more: Any) -> dict[str, Any]:
    window = {key: more.pop(key) for key in ("within_months", "before_months") if key in more}
    points = [{"points": 0}, *({"at_least": cut, "points": cut} for cut in cuts)]
    return {
        "id": name,
        "kind": "tally",
        "of": {"facts": facts, "statuses": statuses, **window},
        **({"scale": "risk"} if more.pop("scored", True) else {}),
        "points": points,
        **more,
    }


def asked(*items: dict[str, Any], **more: Any) -> tuple[Question, ...]:
    return questions(
        Tables.of(
            Framework.model_validate(
                {
                    "format": 1,
                    "id": "questions",
                    "version": "1.0.0",
                    "use": "test",
                    "title": {"nl": "Vragen"},
                    "facts": ["hic", "drugs", "property"],
                    "scales": [{"id": "risk", "role": "risk"}, {"id": "strength", "role": "protective", "worse": "lower"}],
                    "items": items,
                    **more,
                }
            )
        )
    )


def counts(question: Question) -> set[tuple[int, ...]]:
    return {cell.at for cell in question.cells}


def by_counts(question: Question) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    return {(question.cells[a].at, question.cells[b].at) for a, b in question.heavier}


def places(question: Question, facts: Sequence[FactSort]) -> tuple[int, ...]:
    """The cell of each tally in which the count of these facts lies."""
    found = []
    for table in question.tables:
        assert isinstance(table.item, TallyItem)
        count = sum(sort.counted_by(table.item.of) for sort in facts)
        found.append(sum(count >= begin for begin in table.cells[1:] if isinstance(begin, Decimal)))
    return tuple(found)


def test_tallies_that_share_a_kind_and_a_status_are_one_question_also_through_a_third() -> None:
    found = asked(tally("a", ["hic"], [1]), tally("b", ["drugs"], [1]), tally("c", ["hic", "drugs"], [1]), tally("d", ["property"], [1]))
    assert [question.items for question in found] == [("a", "c", "b"), ("d",)]


def test_tallies_that_share_a_kind_but_no_status_are_questions_of_their_own() -> None:
    found = asked(tally("a", ["hic"], [1], ["suspected"]), tally("b", ["hic"], [1], ["convicted"]))
    assert [question.items for question in found] == [("a",), ("b",)]


def test_joint_counts_that_no_list_can_give_are_no_cells() -> None:
    (question,) = asked(tally("convictions", ["hic"], [1, 3], ["convicted"]), tally("incidents", ["hic", "drugs"], [1, 2]))
    assert counts(question) == {(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2)}
    assert (2, 0) not in counts(question), "three convictions are at least three incidents"


def test_windows_are_counted_apart_and_together() -> None:
    (question,) = asked(
        tally("recent", ["hic"], [1], within_months=12),
        tally("earlier", ["hic"], [1], before_months=12),
        tally("ever", ["hic"], [1, 2]),
    )
    assert counts(question) == {(0, 0, 0), (1, 0, 1), (0, 1, 1), (1, 0, 2), (0, 1, 2), (1, 1, 2)}


def test_the_facts_of_every_cell_give_the_counts_of_that_cell() -> None:
    group = (tally("recent", ["hic", "drugs"], [1, 3], within_months=24), tally("earlier", ["hic"], [2], ["convicted"], before_months=12))
    (question,) = asked(*group)
    assert len(question.cells) > 4
    assert all(cell.at == places(question, cell.facts) for cell in question.cells)


def test_heavier_holds_every_pair_and_not_only_neighbours() -> None:
    (question,) = asked({"id": "peers", "kind": "choice", "scale": "risk", "options": [{"id": f"o{k}", "points": k} for k in range(4)]})
    assert set(question.heavier) == {(a, b) for a, b in product(range(4), repeat=2) if a < b}


def test_equal_points_are_not_compared_and_not_applicable_never_is() -> None:
    options = [{"id": "a", "points": 2}, {"id": "b", "points": 0}, {"id": "c", "points": 2}]
    (question,) = asked({"id": "peers", "kind": "choice", "scale": "risk", "options": options, "allow_not_applicable": True})
    assert set(question.heavier) == {(1, 0), (1, 2)}
    assert len(question.cells) == 4


@pytest.mark.parametrize(("heavier", "pairs"), [("higher", {(1, 0)}), ("lower", {(0, 1)}), (None, set())])
def test_without_points_yes_is_above_no(heavier: str | None, pairs: set[tuple[int, int]]) -> None:
    (question,) = asked({"id": "lvb", "kind": "yes_no", **({"heavier": heavier} if heavier else {})})
    assert set(question.heavier) == pairs
    assert (question.sign == 0) == (heavier is None)


def test_on_a_scale_where_less_is_worse_fewer_points_are_heavier() -> None:
    (question,) = asked({"id": "support", "kind": "yes_no", "scale": "strength", "points": {"yes": 2, "no": 0}})
    assert set(question.heavier) == {(0, 1)}


def test_of_tallies_a_list_with_more_facts_is_heavier_and_other_counts_are_not_compared() -> None:
    (question,) = asked(tally("a", ["hic"], [1]), tally("b", ["hic", "drugs"], [1, 2]))
    assert by_counts(question) >= {((0, 0), (1, 1)), ((0, 1), (1, 2)), ((0, 0), (1, 2)), ((0, 1), (0, 2))}
    assert ((0, 2), (1, 1)) not in by_counts(question)


def test_tallies_of_one_question_that_point_opposite_ways_have_no_order() -> None:
    (question,) = asked(tally("a", ["hic"], [1]), tally("b", ["hic"], [1], scored=False, heavier="lower", points=[]))
    assert (question.sign, dict(question.heavier)) == (0, {})


def test_where_more_facts_are_lighter_the_pairs_are_turned_round() -> None:
    (question,) = asked(tally("a", ["hic"], [1]) | {"scale": "strength"})
    assert (question.sign, by_counts(question)) == (-1, {((1,), (0,))})
    assert [len(facts) for facts in nested_lists(question, 1, 0)] == [1, 0]


def test_one_fact_is_told_from_none_where_any_is_an_established_fact() -> None:
    group = (tally("three", ["hic"], [3], established_fact=True), tally("any", ["hic", "drugs"], [1]))
    (question,) = asked(*group)
    clean = [cell for cell in question.cells if cell.at == (0, 1) and not any(fact.kind == "hic" for fact in cell.facts)]
    other = [cell for cell in question.cells if cell.at == (0, 1) and cell not in clean]
    assert len(clean) == len(other) == 1


def test_nested_lists_hold_each_other_and_lie_in_their_cells() -> None:
    (question,) = asked(tally("a", ["hic"], [1, 2], within_months=12), tally("b", ["hic", "drugs"], [1, 3]))
    for (one, other), age in question.heavier.items():
        fewer, more = nested_lists(question, one, other)
        assert list(more[: len(fewer)]) == list(fewer)
        assert max((sort.from_age for sort in more), default=0) == age
        for facts, cell in ((fewer, one), (more, other)):
            assert question.cells[cell].at == places(question, facts)


def test_a_pair_of_lists_may_need_an_older_case_than_each_list_by_itself() -> None:
    """At twelve one has a fact that only b counts or one that both count; only later one that a counts and b does not."""
    (question,) = asked(tally("a", ["hic"], [1]), tally("b", ["hic", "drugs"], [1, 2], within_months=24))
    ages = {(question.cells[a].at, question.cells[b].at): age for (a, b), age in question.heavier.items()}
    own = {cell.at: cell.from_age for cell in question.cells}
    assert (own[0, 1], own[1, 1], ages[(0, 1), (1, 1)]) == (12, 12, 14)
    assert ages[(0, 1), (1, 2)] == 12


@given(st.integers(0, 40), st.one_of(st.none(), st.integers(0, 200)))
def test_the_age_from_which_a_fact_can_be_is_that_of_the_rule_about_the_twelfth_birthday(age: int, after: int | None) -> None:
    sort = FactSort("hic", FactStatus.CONVICTED, after)
    assert certainly_before_twelve(sort.fact, age, REFERENCE_DATE) == (age < sort.from_age)


@pytest.mark.parametrize("after", [None, 0, 1, 11, 12, 13, 23, 24, 25, 59, 60, 61])
def test_the_age_rule_holds_at_every_border_and_for_every_age_up_to_forty(after: int | None) -> None:
    sort = FactSort("hic", FactStatus.CONVICTED, after)
    for age in range(41):
        assert certainly_before_twelve(sort.fact, age, REFERENCE_DATE) == (age < sort.from_age)


@given(st.integers(0, 130), st.sampled_from(["within_months", "before_months"]), st.integers(1, 120))
def test_no_fact_of_a_sort_is_later_than_the_one_that_stands_for_it(after: int, window: str, months: int) -> None:
    sort = FactSort("hic", FactStatus.CONVICTED, after)
    of = TallyOf.model_validate({"facts": ["hic"], "statuses": ["convicted"], window: months})
    next_day = Fact("hic", Period.day(sort.fact.when.first + timedelta(days=1)), FactStatus.CONVICTED)
    if months != after:
        assert sort.counted_by(of) == _counted(next_day, of), "no other border lies between a sort and the day after it"
    else:
        assert sort.counted_by(of) != _counted(next_day, of)


def _counted(fact: Fact, of: TallyOf) -> int:
    border = _months_back(of.within_months or of.before_months or 0)
    return int(fact.when.first >= border) if of.within_months is not None else int(fact.when.last < border)


def _months_back(months: int) -> date:
    index = REFERENCE_DATE.year * 12 + REFERENCE_DATE.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)


def test_too_many_questions_answers_or_counts_are_refused_before_they_cost_anything() -> None:
    def refused(*items: dict[str, Any]) -> TooLargeError:
        with pytest.raises(TooLargeError) as error:
            asked(*items)
        return error.value

    assert refused(*({"id": f"i{k}", "kind": "yes_no"} for k in range(MOST_QUESTIONS + 1))).bound is Bound.QUESTIONS
    many = [{"points": 0}, *({"at_least": k + 1, "points": 1} for k in range(MOST_CELLS))]
    assert refused({"id": "n", "kind": "count", "scale": "risk", "points": many}).items == ("n",)
    nested = [["hic"], ["hic", "drugs"], ["hic", "drugs", "property"]]
    assert refused(*(tally(f"t{k}", kinds, [100]) for k, kinds in enumerate(nested))).items == ("t0", "t1", "t2")
