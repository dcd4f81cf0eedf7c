"""The sentences of framework format 1, *Exact meaning*, one test each, on a framework small enough to weigh in the head."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from triage.cases.case import Answer, Case, Fact
from triage.framework.model import Framework
from triage.framework.vocabulary import OUT_OF_SCOPE, AnswerStatus, FactStatus
from triage.periods import Period
from triage.weighing.result import Truth, Use, Weighing
from triage.weighing.tables import Tables
from triage.weighing.weigh import weigh_case

DAY = date(2026, 11, 23)


BASIS: dict[str, Any] = {
    "format": 1,
    "id": "meaning",
    "version": "1.0.0",
    "use": "test",
    "title": {"nl": "Betekenis"},
    "domains": [{"id": "justice", "label": {"nl": "Justitie"}}, {"id": "network", "label": {"nl": "Netwerk"}}],
    "facts": ["violence", "property"],
    "scope": {"text": {"nl": "12 tot 24"}, "when": {"all": [{"item": "age", "at_least": 12}, {"item": "age", "below": 24}]}},
    "scales": [
        {
            "id": "risk",
            "role": "risk",
            "min_known": Decimal("0.5"),
            "domain_caps": {"network": 3},
            "bands": [{"id": "low"}, {"id": "medium", "from": 4}, {"id": "high", "from": 8}],
        },
        {"id": "strength", "role": "protective", "worse": "lower", "min_known": 1, "bands": [{"id": "few"}, {"id": "many", "from": 2}]},
    ],
    "items": [
        {"id": "age", "kind": "age"},
        {"id": "exploited", "kind": "yes_no"},
        {
            "id": "incidents",
            "kind": "tally",
            "scale": "risk",
            "domain": "justice",
            "of": {"facts": ["violence", "property"], "statuses": ["suspected", "convicted"], "within_months": 24},
            "points": [{"points": 0}, {"at_least": 1, "points": 1}, {"at_least": 2, "points": 4}],
        },
        {
            "id": "earlier",
            "kind": "tally",
            "of": {"facts": ["violence"], "statuses": ["convicted"], "before_months": 24},
        },
        {
            "id": "peers",
            "kind": "choice",
            "scale": "risk",
            "domain": "network",
            "valid_months": 12,
            "allow_not_applicable": True,
            "options": [{"id": "none", "points": 0}, {"id": "some", "points": 2}, {"id": "main", "points": 5}],
        },
        {"id": "pace", "kind": "yes_no", "scale": "risk", "domain": "justice", "points": {"yes": Decimal("0.3"), "no": 0}},
        {
            "id": "young_and_busy",
            "kind": "derived",
            "scale": "risk",
            "domain": "justice",
            "points": [
                {"when": {"all": [{"item": "age", "below": 16}, {"item": "incidents", "at_least": 2}]}, "points": 2},
                {"when": {"item": "incidents", "at_least": 2}, "points": 1},
                {"points": 0},
            ],
        },
        {"id": "support", "kind": "yes_no", "scale": "strength", "domain": "network", "points": {"yes": 2, "no": 0}},
    ],
    "criteria": [{"id": "busy", "when": {"item": "incidents", "at_least": 2}}],
    "advice": {
        "outcomes": [
            {"id": "protect", "kind": "protection"},
            {"id": "regular", "intensity": "light"},
            {"id": "local", "intensity": "medium"},
        ],
        "protection": [{"when": {"item": "exploited", "is": "yes"}, "then": "protect"}],
        "rules": [{"when": {"band": "risk", "at_least": "medium"}, "then": "local"}, {"then": "regular"}],
    },
}
"""Two scales, two tallies, a derived item, protection, scope and three outcomes."""


def framework(**changes: Any) -> Framework:
    """The small framework; `changes` replaces top-level keys."""
    return Framework.model_validate(BASIS | changes)


COMPLETE = {"age": 15, "exploited": "no", "peers": "none", "pace": "no", "support": "yes"}


def answer(value: object) -> Answer:
    if isinstance(value, Answer):
        return value
    return Answer(Decimal(value) if isinstance(value, int) else str(value))


def weigh(facts: tuple[Fact, ...] | None = (), basis: Framework | None = None, **changes: object) -> Weighing:
    given = {item: answer(value) for item, value in (COMPLETE | changes).items() if value is not None}
    return weigh_case(Tables.of(basis or framework()), Case("A-1", DAY, given, facts))


def fact(when: str, status: str = "suspected", kind: str = "violence", *, contested: bool = False) -> Fact:
    return Fact(kind, Period.parse(when), FactStatus(status), None, contested)


def points(weighing: Weighing, item: str) -> tuple[float, float]:
    result = weighing.item(item)
    return result.low / 1000, result.high / 1000


# items


def test_a_known_answer_has_its_points_low_and_high() -> None:
    assert points(weigh(peers="some"), "peers") == (2, 2)


def test_an_unknown_answer_lies_between_its_least_and_greatest_points() -> None:
    result = weigh(peers=None).item("peers")
    assert (result.low, result.high, result.known, result.use) == (0, 5000, False, Use.NO_ANSWER)


def test_not_applicable_is_zero_points_and_known() -> None:
    result = weigh(peers=Answer(None, AnswerStatus.NOT_APPLICABLE)).item("peers")
    assert (result.low, result.high, result.known, result.use) == (0, 0, True, Use.NOT_APPLICABLE)


@pytest.mark.parametrize(("status", "use"), [("signal", Use.SIGNAL), ("contested", Use.CONTESTED), ("unknown", Use.NO_ANSWER)])
def test_only_established_and_confirmed_answers_carry_points(status: str, use: Use) -> None:
    result = weigh(peers=Answer("main", AnswerStatus(status))).item("peers")
    assert (result.low, result.high, result.use) == (0, 5000, use)
    assert points(weigh(peers=Answer("main", AnswerStatus.CONFIRMED)), "peers") == (5, 5)


@pytest.mark.parametrize(
    ("as_of", "use"),
    [
        ("2025-11-23", Use.COUNTED),
        ("2025-11-22", Use.OUTDATED),
        ("2025-Q4", Use.OUTDATED),
        ("2026-Q1", Use.COUNTED),
        ("2026-Q4", Use.COUNTED),
        ("2026-11-24", Use.AFTER_REFERENCE_DATE),
        ("2027-Q1", Use.AFTER_REFERENCE_DATE),
    ],
)
def test_an_answer_counts_only_when_its_whole_period_lies_within_its_validity(as_of: str, use: Use) -> None:
    result = weigh(peers=Answer("some", as_of=Period.parse(as_of))).item("peers")
    assert result.use is use
    assert result.known == (use is Use.COUNTED)


# tallies


def test_a_dismissed_or_acquitted_fact_counts_for_nothing() -> None:
    assert weigh((fact("2026-Q3", "dismissed"), fact("2026-Q3", "acquitted"))).item("incidents").count == (0, 0)


def test_a_quarter_that_straddles_the_border_may_count() -> None:
    assert weigh((fact("2024-Q4"),)).item("incidents").count == (0, 1)
    assert weigh((fact("2025-Q1"),)).item("incidents").count == (1, 1)
    assert weigh((fact("2024-Q3"),)).item("incidents").count == (0, 0)


def test_a_date_on_the_border_counts_and_the_day_before_does_not() -> None:
    assert weigh((fact("2024-11-23"),)).item("incidents").count == (1, 1)
    assert weigh((fact("2024-11-22"),)).item("incidents").count == (0, 0)


def test_a_contested_fact_may_count_but_never_surely() -> None:
    assert weigh((fact("2026-Q2", contested=True),)).item("incidents").count == (0, 1)


def test_the_quarter_of_the_reference_date_counts_as_past_and_a_later_one_never_counts() -> None:
    assert weigh((fact("2026-Q4"),)).item("incidents").count == (1, 1)
    assert weigh((fact("2027-Q1"),)).item("incidents").count == (0, 0)
    assert weigh((fact("2026-11-24"),)).item("incidents").count == (0, 0)


def test_before_a_window_mirrors_within_it() -> None:
    assert weigh((fact("2024-Q3", "convicted"),)).item("earlier").count == (1, 1)
    assert weigh((fact("2024-Q4", "convicted"),)).item("earlier").count == (0, 1)
    assert weigh((fact("2025-Q1", "convicted"),)).item("earlier").count == (0, 0)


def test_no_list_of_facts_is_unknown_and_an_empty_one_is_none() -> None:
    nobody_looked, nothing_found = weigh(None).item("incidents"), weigh(()).item("incidents")
    assert (nobody_looked.low, nobody_looked.high, nobody_looked.use) == (0, 4000, Use.NO_FACTS_LIST)
    assert (nothing_found.low, nothing_found.high, nothing_found.count) == (0, 0, (0, 0))


def test_doubt_about_a_date_never_adds_a_sure_point() -> None:
    sure = weigh((fact("2026-Q2"),))
    doubtful = weigh((fact("2026-Q2"), fact("2024-Q4")))
    assert doubtful.item("incidents").low == sure.item("incidents").low


# derived items


def test_a_derived_item_takes_the_first_true_line() -> None:
    facts = (fact("2026-Q1"), fact("2026-Q2"))
    assert points(weigh(facts, age=15), "young_and_busy") == (2, 2)
    assert points(weigh(facts, age=17), "young_and_busy") == (1, 1)
    assert points(weigh(()), "young_and_busy") == (0, 0)


def test_an_unknown_line_of_a_derived_item_is_kept_as_possible() -> None:
    assert points(weigh((fact("2026-Q1"), fact("2026-Q2")), age=None), "young_and_busy") == (1, 2)
    assert weigh(None, age=17).item("young_and_busy").line is None


# scales


def test_the_cap_of_a_domain_clips_from_above() -> None:
    scale = weigh(peers="main").scale("risk")
    assert (scale.low, scale.high) == (3000, 3000)
    assert [(domain.domain, domain.capped) for domain in scale.domains] == [("justice", False), ("network", True)]


def test_points_of_three_decimals_add_up_exactly() -> None:
    tenths = [{"id": f"t{k}", "kind": "yes_no", "scale": "s", "points": {"yes": Decimal("0.1"), "no": 0}} for k in range(3)]
    basis = framework(
        items=tenths,
        scales=[{"id": "s", "role": "risk", "min_known": 0, "bands": [{"id": "a"}, {"id": "b", "from": Decimal("0.3")}]}],
        criteria=[],
        scope=None,
        advice=None,
    )
    weighing = weigh_case(Tables.of(basis), Case("A-1", DAY, {f"t{k}": Answer("yes") for k in range(3)}))
    assert weighing.scale("s").score == 300
    band = weighing.scale("s").band
    assert band is not None
    assert band.id == "b"


def test_share_known_is_the_share_of_points_at_stake_and_counts_exactly_at_its_border() -> None:
    scale = weigh(None).scale("risk")
    assert scale.share_known == Fraction(5300, 11300)
    assert not scale.sufficient
    assert weigh(peers=None).scale("risk").share_known == Fraction(6300, 11300)
    half = framework(
        items=[{"id": k, "kind": "yes_no", "scale": "risk", "points": {"yes": 1, "no": 0}} for k in ("a", "b")],
        scales=[{"id": "risk", "role": "risk", "min_known": Decimal("0.5"), "bands": [{"id": "low"}]}],
        criteria=[],
        scope=None,
        advice=None,
    )
    assert weigh_case(Tables.of(half), Case("A-1", DAY, {"a": Answer("yes")})).scale("risk").sufficient


@pytest.mark.parametrize(("share", "enough"), [("0.4690265486725663", True), ("0.4690265486725664", False), ("0." + "4" * 30, True)])
def test_min_known_is_compared_exactly_however_many_decimals_it_has(share: str, enough: bool) -> None:
    scales = [{**scale, "min_known": Decimal(share)} for scale in BASIS["scales"]]
    assert weigh(None, basis=framework(scales=scales)).scale("risk").sufficient == enough


def test_an_answer_outside_the_range_of_a_question_is_our_own_mistake() -> None:
    with pytest.raises(ValueError, match="not an answer of item age"):
        weigh(age=-1)


def test_too_little_known_leaves_no_band_and_makes_every_condition_on_it_unknown() -> None:
    weighing = weigh(None)
    assert weighing.scale("risk").possible == ()
    assert weighing.advice is not None
    assert weighing.advice.possible == ("regular", "local")


@pytest.mark.parametrize(
    ("peers", "pace", "facts", "band"),
    [
        ("none", "no", 1, "low"),
        ("some", "no", 1, "low"),
        ("none", "no", 2, "medium"),
        ("some", "no", 2, "high"),
    ],
)
def test_a_band_begins_exactly_at_its_from(peers: str, pace: str, facts: int, band: str) -> None:
    found = weigh(tuple(fact("2026-Q1") for _ in range(facts)), peers=peers, pace=pace, age=13).scale("risk").band
    assert found is not None
    assert found.id == band


def test_a_range_over_two_bands_names_both() -> None:
    assert weigh((fact("2026-Q1"),), peers=None).scale("risk").possible == ("low", "medium")


# conditions


def test_every_condition_on_a_not_applicable_answer_is_false() -> None:
    basis = framework(criteria=[{"id": "c", "when": {"item": "peers", "in": ["none", "some", "main"]}}])
    assert weigh(basis=basis, peers=Answer(None, AnswerStatus.NOT_APPLICABLE)).criteria[0].truth is Truth.FALSE


def test_not_unknown_is_unknown() -> None:
    basis = framework(criteria=[{"id": "c", "when": {"not": {"item": "pace", "is": "yes"}}}])
    assert weigh(basis=basis, pace=None).criteria[0].truth is Truth.UNKNOWN


def test_count_is_true_as_soon_as_the_sure_ones_reach_it_and_false_when_all_could_not() -> None:
    parts = [{"item": "pace", "is": "yes"}, {"item": "support", "is": "yes"}, {"item": "exploited", "is": "yes"}]
    basis = framework(criteria=[{"id": "c", "when": {"count": parts, "at_least": 2}}])
    assert weigh(basis=basis, pace=None, support="yes", exploited="yes").criteria[0].truth is Truth.TRUE
    assert weigh(basis=basis, pace=None, support="no", exploited="no").criteria[0].truth is Truth.FALSE
    assert weigh(basis=basis, pace=None, support="yes", exploited="no").criteria[0].truth is Truth.UNKNOWN


# advice


def test_a_signal_of_exploitation_is_enough_for_protection_and_ends_the_walk() -> None:
    weighing = weigh(exploited=Answer("yes", AnswerStatus.SIGNAL), age=None)
    assert weighing.advice is not None
    assert weighing.advice.advice == "protect"
    assert weighing.item("exploited").use is Use.SIGNAL


def test_a_signal_that_it_is_not_so_leaves_protection_open() -> None:
    """A signal is enough to protect and never enough not to: the design lets a signal count as given only for protection."""
    weighing = weigh(exploited=Answer("no", AnswerStatus.SIGNAL))
    assert weighing.advice is not None
    assert weighing.advice.possible == ("protect", "regular")


def test_an_open_question_about_protection_keeps_it_as_not_excluded() -> None:
    advice = weigh(exploited=None).advice
    assert advice is not None
    assert (advice.possible, advice.certain, advice.deciding) == (("protect", "regular"), False, ("exploited",))


def test_outside_the_scope_there_is_no_advice() -> None:
    weighing = weigh(age=24)
    assert weighing.out_of_scope
    assert weighing.advice is not None
    assert weighing.advice.advice == OUT_OF_SCOPE


def test_an_unknown_scope_adds_out_of_scope_and_is_never_certain() -> None:
    advice = weigh(age=None).advice
    assert advice is not None
    assert (advice.possible, advice.certain, advice.deciding) == (("regular", OUT_OF_SCOPE), False, ("age",))


def test_an_advice_is_withheld_while_too_little_is_known_of_strengths() -> None:
    advice = weigh(support=None).advice
    assert advice is not None
    assert (advice.possible, advice.certain, advice.withheld, advice.deciding) == (("regular",), False, ("strength",), ("support",))


def test_out_of_scope_insufficient_and_zero_are_three_different_results() -> None:
    outside, little, zero = weigh(age=30), weigh(None, peers=None), weigh()
    assert (outside.out_of_scope, little.out_of_scope, zero.out_of_scope) == (True, False, False)
    assert (little.scale("risk").sufficient, zero.scale("risk").sufficient) == (False, True)
    assert (little.scale("risk").score, zero.scale("risk").score) == (None, 0)


# beside the score


def test_the_share_from_static_items_and_the_count_of_0_1_2_stand_beside_the_score() -> None:
    scale = weigh((fact("2026-Q1"),), peers="some", pace="yes").scale("risk")
    assert (scale.static_low, scale.static_high) == (3300, 3300)
    assert (scale.unit_low, scale.unit_high) == (1 + 1 + 2 + 0, 1 + 1 + 2 + 0)


def test_a_criterion_names_the_part_that_made_it_so() -> None:
    basis = framework(criteria=[{"id": "c", "when": {"all": [{"item": "pace", "is": "yes"}, {"item": "support", "is": "yes"}]}}])
    result = weigh(basis=basis, pace="no").criteria[0]
    assert [part.condition for part in result.trace.deciding()] == [result.trace.condition.parts()[0]]
