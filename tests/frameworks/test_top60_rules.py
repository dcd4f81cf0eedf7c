"""The shipped Top 60: its points, levels and list are those that its texts and `docs/decisions.md` promise."""

from __future__ import annotations

from tests.frameworks.shipped import class_of, framework_of, greatest, looked_at
from triage.framework.model import TallyItem
from triage.framework.registry import AttributeClass
from triage.framework.vocabulary import Role

FRAMEWORK = framework_of("top60-ranking")


def test_seriousness_comes_first_and_is_called_what_happened() -> None:
    assert [(scale.id, scale.role) for scale in FRAMEWORK.scales] == [
        ("seriousness", Role.RISK),
        ("need", Role.NEED),
        ("protective", Role.PROTECTIVE),
    ]
    assert FRAMEWORK.scales[0].name.nl == "Ernst en herhaling van feiten"


def test_the_most_points_and_the_borders_are_those_of_the_text() -> None:
    most = {scale.id: sum(greatest(item) for item in FRAMEWORK.items_of(scale.id)) for scale in FRAMEWORK.scales}
    assert most == {"seriousness": 34_000, "need": 12_000, "protective": 10_000}
    assert {scale.id: [(band.from_ or 0) // 1000 for band in scale.bands] for scale in FRAMEWORK.scales} == {
        "seriousness": [0, 10, 20],
        "need": [0, 2, 7],
        "protective": [0, 4, 8],
    }


def test_without_a_recent_fact_the_highest_level_is_out_of_reach() -> None:
    counted_in_24_months = {"heaviest_24m", "incidents_24m", "versatile"}
    rest = sum(greatest(item) for item in FRAMEWORK.items_of("seriousness") if item.id not in counted_in_24_months)
    assert rest == 15_000
    assert FRAMEWORK.scales[0].bands[-1].from_ == 20_000


def test_friends_and_supervision_alone_stay_on_the_lowest_level() -> None:
    medium = FRAMEWORK.scales[0].bands[1].from_
    assert medium is not None
    assert greatest(FRAMEWORK.item_by_id["peers_serious"]) + greatest(FRAMEWORK.item_by_id["custody_probation"]) < medium


def test_attributes_of_need_carry_needs_strengths_and_fitting_help_only() -> None:
    need_only = {item.id: item.scale for item in FRAMEWORK.items if class_of(item) is AttributeClass.NEED_ONLY}
    assert {"money", "lvb", "exploited", "moral_insight"} <= need_only.keys()
    assert set(need_only.values()) == {None, "need", "protective"}


def test_everything_about_conduct_is_marked_as_a_fact() -> None:
    conduct = {item.id for item in FRAMEWORK.items if item.established_fact}
    assert conduct == {item.id for item in FRAMEWORK.items if isinstance(item, TallyItem)} | {"onset", "pace"}


def test_what_decides_how_to_help_is_disability_complaints_motivation_and_trust() -> None:
    assert {line.item for line in FRAMEWORK.responsivity} == {"lvb", "psych", "low_motivation", "low_trust"}


def test_what_is_left_out_includes_who_somebody_is_and_what_relatives_did() -> None:
    left_out = {left.attribute for left in FRAMEWORK.not_used}
    assert {"geslacht", "etniciteit_migratie", "postcode_buurt", "broer_zus_lijst", "slachtoffer_getuige"} <= left_out


def test_the_list_takes_only_the_list_outcome_and_ends_by_itself() -> None:
    places = FRAMEWORK.places
    assert places is not None
    assert (places.places, places.eligible, places.margin, places.review_months) == (60, ("list",), 2_000, 6)
    assert [(key.of, key.first) for key in places.order] == [("seriousness", "high"), ("protective", "low")]
    assert FRAMEWORK.outcome_by_id["list"].kind == "list"
    assert places.leave_when is not None
    assert "recent_12m" in looked_at(FRAMEWORK, places.leave_when)


def test_the_limits_name_what_is_known_against_such_lists() -> None:
    assert FRAMEWORK.limits is not None
    for said in ("volwassenen", "eigen juridische basis", "niet gelezen", "niet gevalideerd"):
        assert said in FRAMEWORK.limits.nl, said


def test_an_item_that_looks_at_the_same_facts_as_another_says_so() -> None:
    for name in ("heaviest_24m", "incidents_24m", "versatile", "pace", "onset"):
        limits = FRAMEWORK.item_by_id[name].limits
        assert limits is not None
        assert "hier telt alleen" in limits.nl, name
