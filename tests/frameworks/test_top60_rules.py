"""The shipped Top 60: what it names exists, attributes stay in their class, and its decision table does what the texts promise."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

from triage.framework.conditions import Condition, ItemAnswer, ItemNumber, ItemPoints, walk
from triage.framework.model import ChoiceItem, DerivedItem, Evidence, Framework, Item, LevelItem, TallyItem, YesNoItem
from triage.framework.read import read_path
from triage.framework.registry import AttributeClass, Registry, Verified, read_registry
from triage.framework.vocabulary import Role

FRAMEWORKS = Path(__file__).resolve().parents[2] / "frameworks"
TODAY = date(2026, 11, 23)
PARTS = ("aim", "suitable", "necessary", "proportionate", "proxy_check", "owner")


@cache
def framework() -> Framework:
    """The shipped framework."""
    return read_path(FRAMEWORKS / "top60-ranking.yaml").framework


@cache
def registry() -> Registry:
    """The shipped registry."""
    return read_registry(FRAMEWORKS / "evidence")


def greatest(item: Item) -> int:
    """The most points any answer to the item gives, in thousandths."""
    if isinstance(item, ChoiceItem | LevelItem):
        return max(option.points or 0 for option in item.options)
    if isinstance(item, YesNoItem):
        return max(item.points.yes, item.points.no) if item.points else 0
    return max((line.points for line in item.points), default=0)


def conditions() -> list[Condition]:
    """Every condition in the file, with the conditions inside it."""
    advice, places, scope = framework().advice, framework().places, framework().scope
    assert advice is not None
    assert places is not None
    assert scope is not None
    assert places.leave_when is not None
    derived = [line.when for item in framework().items if isinstance(item, DerivedItem) for line in item.points if line.when]
    rules = [line.when for line in advice.rules if line.when]
    outermost = [
        scope.when,
        *derived,
        *(criterion.when for criterion in framework().criteria),
        *(line.when for line in advice.protection),
        *rules,
        places.leave_when,
    ]
    return [part for condition in outermost for part in walk(condition)]


def used_by_conditions() -> set[str]:
    """The items that some condition looks at."""
    return {part.item for part in conditions() if isinstance(part, ItemAnswer | ItemNumber | ItemPoints)}


def scored() -> list[Item]:
    """The items that stand on a scale."""
    return [item for item in framework().items if item.scale is not None]


def class_of(item: Item) -> AttributeClass | None:
    """The class of what an item is about."""
    return registry().attributes[item.attribute].class_ if item.attribute else None


def evidence() -> list[Evidence]:
    """Everything the file says about where items and criteria come from."""
    return [given for part in (*framework().items, *framework().criteria) for given in part.evidence]


def test_it_is_a_draft_for_casework_with_seriousness_first() -> None:
    assert (framework().id, framework().use, framework().status, framework().adoption) == ("top60-ranking", "casework", "draft", None)
    assert [(scale.id, scale.role) for scale in framework().scales] == [
        ("seriousness", Role.RISK),
        ("need", Role.NEED),
        ("protective", Role.PROTECTIVE),
    ]
    assert framework().scales[0].name.nl == "Ernst en herhaling van feiten"


def test_every_source_it_cites_is_in_the_registry_and_was_read() -> None:
    cited = {given.source for given in evidence() if given.source}
    assert cited <= set(framework().sources) <= registry().sources.keys()
    assert [name for name in framework().sources if registry().sources[name].verified is not Verified.FOUND] == []
    assert {given.rechecked for given in evidence() if given.source} == {TODAY}


def test_every_attribute_and_fact_kind_it_names_is_in_the_registry() -> None:
    named = {item.attribute for item in framework().items if item.attribute}
    excused = {excuse.attribute for item in framework().items for excuse in item.words_ok}
    assert named | excused | {left.attribute for left in framework().not_used} <= registry().attributes.keys()
    assert set(framework().facts) == registry().fact_kinds.keys() - {"sexual"}


def test_no_question_is_about_a_refused_attribute() -> None:
    assert [item.id for item in framework().items if class_of(item) is AttributeClass.REFUSED] == []


def test_need_only_attributes_never_stand_on_a_risk_scale() -> None:
    risky = {scale.id for scale in framework().scales if scale.role is Role.RISK}
    need_only = {item.id: item.scale for item in framework().items if class_of(item) is AttributeClass.NEED_ONLY}
    assert {"money", "lvb", "exploited", "moral_insight"} <= need_only.keys()
    assert risky & set(need_only.values()) == set()


def test_attributes_that_must_be_justified_have_all_seven_answers_in_both_languages() -> None:
    justified = {item.id: item.justification for item in framework().items if class_of(item) is AttributeClass.JUSTIFIED}
    assert {"age", "incidents_24m", "heaviest_24m", "peers_serious", "onset"} <= justified.keys()
    for name, justification in justified.items():
        assert justification is not None, name
        assert [part for part in PARTS if not getattr(justification, part).en] == [], name
        assert justification.on == TODAY
    assert [item.id for item in framework().items if item.justification and item.id not in justified] == []


def test_what_is_said_to_be_left_out_carries_no_points() -> None:
    left_out = {left.attribute for left in framework().not_used}
    assert {"geslacht", "etniciteit_migratie", "postcode_buurt", "broer_zus_lijst", "slachtoffer_getuige"} <= left_out
    assert [item.id for item in scored() if item.attribute in left_out] == []


def test_a_question_with_a_word_of_a_refused_attribute_says_why_that_is_right() -> None:
    for item in framework().items:
        question = item.question.nl.lower() if item.question else ""
        given_away = {
            name
            for name, attribute in registry().attributes.items()
            if any(re.search(rf"\b{re.escape(word)}", question) for word in attribute.words)
        }
        assert given_away == {excuse.attribute for excuse in item.words_ok}, item.id


def test_every_scored_item_has_its_whole_card() -> None:
    assert len(scored()) == 19
    for item in scored():
        for part in ("question", "counts", "does_not_count", "points_why", "limits"):
            text = getattr(item, part)
            assert text is not None, (item.id, part)
            assert text.en, (item.id, part)
        assert item.evidence, item.id
        assert item.provided_by, item.id
        assert item.domain, item.id


def test_an_answer_that_can_change_expires() -> None:
    asked = [item for item in framework().items if item.changeable == "dynamic"]
    assert {"peers_serious", "pace", "exploited", "running_help"} <= {item.id for item in asked}
    assert {item.valid_months for item in asked} <= {6, 12}


def test_everything_about_conduct_is_marked_as_a_fact() -> None:
    conduct = {item.id for item in framework().items if item.established_fact}
    assert conduct == {item.id for item in framework().items if isinstance(item, TallyItem)} | {"onset", "pace"}


def test_responsivity_carries_no_points_and_decides_nothing() -> None:
    named = {line.item for line in framework().responsivity}
    assert named == {"lvb", "psych", "low_motivation", "low_trust"}
    assert [name for name in named if framework().item_by_id[name].scale or greatest(framework().item_by_id[name])] == []
    assert named & used_by_conditions() == set()


def test_the_most_points_per_scale_are_those_of_the_text() -> None:
    most = {scale.id: sum(greatest(item) for item in framework().items_of(scale.id)) for scale in framework().scales}
    assert most == {"seriousness": 34_000, "need": 12_000, "protective": 10_000}


def test_without_a_recent_fact_the_highest_level_is_out_of_reach() -> None:
    counted_in_24_months = {"heaviest_24m", "incidents_24m", "versatile"}
    rest = sum(greatest(item) for item in framework().items_of("seriousness") if item.id not in counted_in_24_months)
    high = framework().scales[0].bands[-1].from_
    assert rest == 15_000
    assert high == 20_000


def test_friends_and_supervision_alone_stay_on_the_lowest_level() -> None:
    medium = framework().scales[0].bands[1].from_
    assert medium is not None
    assert greatest(framework().item_by_id["peers_serious"]) + greatest(framework().item_by_id["custody_probation"]) < medium


def test_every_part_of_the_file_is_used() -> None:
    by_lines = {need.item for need in framework().needs} | {line.item for line in framework().responsivity}
    used = used_by_conditions() | by_lines | {item.id for item in scored()}
    assert [item.id for item in framework().items if item.id not in used] == []
    domains = {item.domain for item in framework().items} | {need.domain for need in framework().needs}
    assert [domain.id for domain in framework().domains if domain.id not in domains] == []


def test_the_list_takes_only_the_list_outcome_and_ends_by_itself() -> None:
    places = framework().places
    assert places is not None
    assert (places.places, places.eligible, places.margin, places.review_months) == (60, ("list",), 2_000, 6)
    assert [(key.of, key.first) for key in places.order] == [("seriousness", "high"), ("protective", "low")]
    assert framework().outcome_by_id["list"].kind == "list"
