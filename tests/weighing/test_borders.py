"""The exact border of each rule of *Exact meaning*: the last case on one side, the first on the other; and sums that could overflow."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from tests.weighing.test_exact_meaning import DAY, answer, fact, framework, weigh
from triage.cases.case import Answer, Case
from triage.framework.model import Framework
from triage.framework.vocabulary import AnswerStatus
from triage.periods import Period
from triage.weighing.result import Truth, Use, Weighing
from triage.weighing.tables import Tables
from triage.weighing.weigh import weigh_case


def small(items: list[dict[str, Any]], scale: dict[str, Any] | None = None, **more: Any) -> Framework:
    """A framework of these items on one scale, without advice."""
    scales = [{"id": "s", "role": "risk", **(scale or {})}]
    return framework(items=items, scales=scales, **({"criteria": [], "scope": None, "advice": None} | more))


def yes_no(name: str, yes: object, no: object = 0, **more: object) -> dict[str, Any]:
    return {"id": name, "kind": "yes_no", "scale": "s", "points": {"yes": yes, "no": no}, **more}


def weighed(basis: Framework, **answers: object) -> Weighing:
    return weigh_case(Tables.of(basis), Case("A-1", DAY, {item: answer(value) for item, value in answers.items()}, ()))


def truths(basis: Framework, **answers: object) -> list[Truth]:
    return [result.truth for result in weighed(basis, **answers).criteria]


# answers


def test_an_answer_without_a_value_is_unknown_whatever_its_status_says() -> None:
    result = weigh(peers=Answer(None, AnswerStatus.ESTABLISHED)).item("peers")
    assert (result.low, result.high, result.use) == (0, 5000, Use.NO_ANSWER)


@pytest.mark.parametrize(
    ("as_of", "use"), [("2025-11-22", Use.OUTDATED), ("2025-11-23", Use.NOT_APPLICABLE), ("2026-11-24", Use.AFTER_REFERENCE_DATE)]
)
def test_that_a_question_does_not_apply_goes_out_of_date_like_any_answer(as_of: str, use: Use) -> None:
    result = weigh(peers=Answer(None, AnswerStatus.NOT_APPLICABLE, Period.parse(as_of))).item("peers")
    assert (result.use, result.known) == (use, use is Use.NOT_APPLICABLE)


def test_an_answer_of_the_reference_date_itself_counts() -> None:
    assert weigh(peers=Answer("some", as_of=Period.day(DAY))).item("peers").use is Use.COUNTED


def test_not_applicable_where_it_is_not_allowed_is_our_own_mistake() -> None:
    with pytest.raises(ValueError, match="item pace does not allow"):
        weigh(pace=Answer(None, AnswerStatus.NOT_APPLICABLE))


@pytest.mark.parametrize("value", [Decimal(-1), Decimal(13), Decimal("1.5"), "yes"])
def test_a_number_outside_the_range_or_too_precise_is_our_own_mistake(value: Decimal | str) -> None:
    basis = small([{"id": "n", "kind": "count", "range": [0, 12]}])
    with pytest.raises(ValueError, match="not an answer of item n"):
        weighed(basis, n=Answer(value))
    assert weighed(basis, n=12).item("n").known


def test_an_option_that_does_not_exist_is_our_own_mistake() -> None:
    with pytest.raises(ValueError, match="not an answer of item peers"):
        weigh(peers="nobody")


# facts


@pytest.mark.parametrize(("when", "count"), [("2026-11-23", (1, 1)), ("2026-11-24", (0, 0))])
def test_a_fact_of_the_reference_date_counts_and_one_of_the_day_after_does_not(when: str, count: tuple[int, int]) -> None:
    assert weigh((fact(when),)).item("incidents").count == count


@pytest.mark.parametrize(("when", "count"), [("2024-11-22", (1, 1)), ("2024-11-23", (0, 0))])
def test_a_fact_on_the_border_is_not_before_it(when: str, count: tuple[int, int]) -> None:
    assert weigh((fact(when, "convicted"),)).item("earlier").count == count


def test_a_quarter_that_ends_on_the_border_is_not_wholly_before_it() -> None:
    def count(when: str, reference: date) -> tuple[int, int] | None:
        return weigh_case(Tables.of(framework()), Case("A-1", reference, {}, (fact(when, "convicted"),))).item("earlier").count

    assert count("2024-Q4", date(2026, 12, 31)) == (0, 1)
    assert count("2024-Q4", date(2027, 1, 1)) == (1, 1)
    assert count("2025-Q1", date(2027, 1, 1)) == (0, 0)
    assert count("2025-Q1", date(2027, 1, 2)) == (0, 1)


def test_a_fact_of_another_kind_or_status_does_not_count() -> None:
    assert weigh((fact("2024-01-01", "convicted", "property"),)).item("earlier").count == (0, 0)
    assert weigh((fact("2024-01-01", "suspected"),)).item("earlier").count == (0, 0)


def test_a_window_that_reaches_before_the_first_year_holds_everything() -> None:
    of = {"facts": ["violence"], "statuses": ["convicted"]}
    items = [
        {"id": "w", "kind": "tally", "of": of | {"within_months": 1200}},
        {"id": "b", "kind": "tally", "of": of | {"before_months": 1200}},
    ]
    case = Case("A-1", date(50, 1, 1), {}, (fact("0049-06-01", "convicted"),))
    result = weigh_case(Tables.of(small(items)), case)
    assert (result.item("w").count, result.item("b").count) == ((1, 1), (0, 0))


def test_a_tally_of_more_than_255_ranges_is_told_apart() -> None:
    bins = [{"points": 0}, *({"at_least": n, "points": n} for n in range(1, 25))]
    of = {"facts": ["violence"], "statuses": ["convicted"]}
    tables = Tables.of(small([{"id": "t", "kind": "tally", "scale": "s", "of": of, "points": bins}]))
    for number in (0, 1, 23, 24, 30):
        result = weigh_case(tables, Case("A-1", DAY, {}, tuple(fact("2026-01-01", "convicted") for _ in range(number)))).item("t")
        assert (result.low, result.count) == (min(number, 24) * 1000, (number, number))


# conditions on numbers


@pytest.mark.parametrize(
    ("form", "below"), [("below", Truth.TRUE), ("at_least", Truth.FALSE), ("at_most", Truth.TRUE), ("above", Truth.FALSE)]
)
def test_a_comparison_with_a_fraction_parts_whole_numbers_where_it_says(form: str, below: Truth) -> None:
    criteria = [{"id": "c", "when": {"item": "age", form: Decimal("17.5")}}]
    basis = small([{"id": "age", "kind": "age"}], criteria=criteria)
    assert [truths(basis, age=age) for age in (16, 17, 18, 19)] == [[below], [below], [Truth(2 - below)], [Truth(2 - below)]]


def test_numbers_outside_the_range_are_never_possible() -> None:
    forms = [{"at_least": 1}, {"at_most": 1}, {"at_least": 10}, {"below": 10}, {"at_least": 9}]
    criteria = [{"id": f"c{n}", "when": {"item": "n", **form}} for n, form in enumerate(forms)]
    basis = small([{"id": "n", "kind": "count", "range": [2, 9]}], criteria=criteria)
    assert truths(basis) == [Truth.TRUE, Truth.FALSE, Truth.FALSE, Truth.TRUE, Truth.UNKNOWN]


@pytest.mark.parametrize(
    ("form", "points", "truth"), [("at_least", 2, True), ("above", 2, False), ("at_most", 2, True), ("below", 2, False)]
)
def test_a_score_on_the_number_itself(form: str, points: int, truth: bool) -> None:
    basis = small([yes_no("a", 2)], criteria=[{"id": "c", "when": {"scale": "s", form: points}}])
    assert truths(basis, a="yes") == [Truth.TRUE if truth else Truth.FALSE]


@pytest.mark.parametrize(("needed", "truth"), [("1.5", Truth.TRUE), ("2", Truth.TRUE), ("2.001", Truth.FALSE), ("2.5", Truth.FALSE)])
def test_points_compared_with_a_number_finer_than_any_points(needed: str, truth: Truth) -> None:
    basis = small([yes_no("a", 2)], criteria=[{"id": "c", "when": {"item": "a", "points_at_least": Decimal(needed)}}])
    assert truths(basis, a="yes") == [truth]


# points


def test_a_cap_finer_than_the_points_of_the_items_is_exact() -> None:
    basis = small([yes_no("a", 2, domain="network")], {"domain_caps": {"network": Decimal("1.5")}})
    assert weighed(basis, a="yes").scale("s").score == 1500


def test_a_band_that_begins_between_whole_points_begins_there() -> None:
    basis = small([yes_no("a", 1)], {"min_known": 0, "bands": [{"id": "low"}, {"id": "high", "from": Decimal("0.5")}]})
    assert [weighed(basis, a=value).scale("s").possible for value in ("no", "yes")] == [("low",), ("high",)]


def test_the_largest_points_of_many_items_add_up_without_overflow() -> None:
    items = [yes_no(f"a{n}", 1_000_000, Decimal("-999999.999")) for n in range(60)]
    answers = {f"a{n}": "yes" for n in range(60)}
    assert weighed(small(items), **answers).scale("s").score == 60 * 10**9
    assert weighed(small(items)).scale("s").low == -60 * 999_999_999


def test_points_that_may_be_negative_make_a_range_around_zero() -> None:
    scale = weighed(small([yes_no("a", 2, -3, allow_not_applicable=True), yes_no("b", 1, 1)])).scale("s")
    assert (scale.low, scale.high, scale.share_known) == (-2000, 3000, Fraction(0))


def test_not_applicable_widens_what_is_possible_with_zero() -> None:
    result = weighed(small([yes_no("a", 3, 2, allow_not_applicable=True)])).item("a")
    assert (result.low, result.high) == (0, 3000)


def test_a_scale_on_which_nothing_is_at_stake_is_wholly_known() -> None:
    scale = weighed(small([yes_no("a", 1, 1)], {"min_known": 1, "bands": [{"id": "all"}]})).scale("s")
    assert (scale.share_known, scale.sufficient, scale.possible) == (Fraction(1), True, ("all",))


def test_the_points_of_static_items_are_a_range_while_one_of_them_is_open() -> None:
    scale = weighed(small([yes_no("a", 2), yes_no("b", 3), yes_no("c", 5, changeable="dynamic")]), b="yes", c="yes").scale("s")
    assert (scale.static_low, scale.static_high) == (3000, 5000)


def test_the_most_a_capped_scale_can_give_is_capped_too() -> None:
    basis = small([yes_no("a", 2, domain="network"), yes_no("b", 2, domain="network"), yes_no("c", 1)], {"domain_caps": {"network": 3}})
    scale = weighed(basis, a="yes", b="yes", c="yes").scale("s")
    assert (scale.score, scale.least, scale.greatest) == (4000, 0, 4000)


def test_each_domain_has_a_score_a_share_known_static_points_and_a_count_of_0_1_2_of_its_own() -> None:
    items = [yes_no("a", 2, domain="network"), yes_no("b", 3, domain="network"), yes_no("c", 5, changeable="dynamic")]
    network, rest = weighed(small(items, {"domain_caps": {"network": 4}}), a="yes", c="yes").scale("s").domains
    assert (network.score, network.low, network.high, network.least, network.greatest) == (None, 2000, 4000, 0, 4000)
    assert (network.share_known, network.static_low, network.static_high) == (Fraction(2, 5), 2000, 5000)
    assert (network.unit_low, network.unit_high) == (2, 4)
    assert (rest.score, rest.share_known, rest.static_high, rest.unit_low) == (5000, Fraction(1), 0, 2)
