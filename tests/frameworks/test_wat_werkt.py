"""The shipped What works: every sum, border and advice recomputed by hand, what it names exists, and its words are plain and whole.

The calculation in the first half shares nothing with the engine: the points, borders and the advice are written out here once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import product
from pathlib import Path
from statistics import mean
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from ruamel.yaml import YAML

from triage.cases.case import Answer, Case, Fact
from triage.framework.conditions import Condition, CriterionHolds, ItemAnswer, ItemNumber, ItemPoints, walk
from triage.framework.model import ChoiceItem, DerivedItem, Framework, Item, LevelItem, TallyItem, YesNoItem
from triage.framework.read import read_path
from triage.framework.registry import AttributeClass, Registry, Verified, read_registry
from triage.framework.values import Text
from triage.framework.vocabulary import FactStatus, Role
from triage.periods import Period
from triage.review import OpenFramework
from triage.review import open as open_framework
from triage.weighing.weigh import weigh_case

FRAMEWORKS = Path(__file__).resolve().parents[2] / "frameworks"
FILE = FRAMEWORKS / "wat-werkt.yaml"
TODAY = date(2026, 11, 30)
Span = tuple[int, int]

# The published rules, once more.
VIOLENCE = {"robbery", "street_robbery", "serious_violence", "violence", "threat", "explosive", "firearm", "weapon"}
HEAVY = {"robbery", "street_robbery", "serious_violence", "explosive", "firearm"}
MIDDLE = {"burglary", "drugs", "weapon"}
COUNTED = {"suspected", "settled_out_of_court", "convicted"}
CONCERN = ["leisure", "attitude", "self_control", "aggression", "substance", "family", "school_place"]
STRENGTH = ["support_person", "prosocial_friends", "running_help", "future_plan"]
STEPS = {
    "onset": ["none_or_16_up", "from_14", "from_12"],
    "peers_serious": ["none", "some", "main_circle"],
    "attendance": ["present", "partly", "absent"],
    **{name: ["fine", "concern", "serious"] for name in CONCERN},
    **{name: ["absent", "partly", "clear"] for name in STRENGTH},
}
SCALES = {
    "seriousness": ["heaviest_24m"],
    "risk": ["violence_24m", "other_facts_24m", "convicted_before", "onset", "peers_serious", "attendance", "leisure"],
    "need": ["attitude", "self_control", "aggression", "substance", "family", "school_place"],
    "protective": ["support_person", "prosocial_friends", "running_help", "future_plan"],
}
BORDERS = {
    "seriousness": {"light": 0, "middle": 1, "heavy": 2},
    "risk": {"level_1": 0, "level_2": 2, "level_3": 4, "level_4": 7, "level_5": 11},
    "need": {"low": 0, "medium": 2, "high": 6},
    "protective": {"low": 0, "medium": 3, "high": 6},
}
BESIDE = {
    "ritax2": {"very_low": {1}, "low": {2}, "middle": {3}, "high": {4}, "very_high": {5}},
    "lij_old": {"low": {1, 2}, "middle": {3}, "high": {4, 5}},
    "yls_cmi_2": {"low": {1, 2}, "moderate": {3}, "high": {4}, "very_high": {5}},
    "savry": {"low": {1, 2}, "moderate": {3}, "high": {4, 5}},
    "start_av": {"low": {1, 2}, "moderate": {3}, "high": {4, 5}},
    "risc": {"low": {1, 2}, "average": {3}, "high": {4, 5}},
}


def advised(level: int, hold: int, need: int, recent: bool, convicted: bool, practical: bool) -> str:
    """The advice, from the words of the framework: hold 0 to 2, need 0 to 2."""
    if recent and convicted and (level == 5 or (level == 4 and hold < 2)):
        return "intensive"
    if recent and (level >= 4 or (level == 3 and hold < 2)):
        return "medium"
    return "light" if level >= 3 or need >= 1 or practical else "none"


@cache
def opened() -> OpenFramework:
    """The framework through the only door, its examples run."""
    return open_framework(FILE)


@cache
def framework() -> Framework:
    """The framework itself."""
    return opened().framework


@cache
def registry() -> Registry:
    """The shipped registry."""
    return read_registry(FRAMEWORKS / "evidence")


@cache
def document() -> dict[str, Any]:
    """The file as plain data."""
    yaml = YAML(typ="safe", pure=True)
    yaml.version = "1.2"
    loaded: dict[str, Any] = yaml.load(FILE.read_text("utf-8"))
    return loaded


# ---- the worked examples with pencil and paper


def quarter(text: str) -> tuple[date, date]:
    """First and last day of `2026-Q2`."""
    year, number = int(text[:4]), int(text[6])
    after = date(year + number // 4, 3 * number % 12 + 1, 1)
    return date(year, 3 * number - 2, 1), after - timedelta(days=1)


def count(example: Mapping[str, Any], kinds: set[str], statuses: set[str], years: int, before: bool = False) -> Span:
    """Facts that surely count and that may count within so many whole years, or before them; 99 where nobody looked."""
    if "facts" not in example:
        return 0, 99
    border = date.fromisoformat(str(example["reference_date"]))
    border = border.replace(year=border.year - years)
    sure = possible = 0
    for fact in example["facts"]:
        if fact["kind"] in kinds and fact["status"] in statuses:
            first, last = quarter(fact["quarter"])
            inside, outside = (last < border, first >= border) if before else (first >= border, last < border)
            sure += inside and not fact.get("contested", False)
            possible += not outside
    return sure, possible


def number_points(span: Span) -> Span:
    """0, 1 or 2 points for a number of facts: none, one or two, three or more."""
    low, high = ((n >= 1) + (n >= 3) for n in span)
    return low, high


def points(example: Mapping[str, Any], name: str) -> Span:
    """Least and greatest points of an item."""
    kinds = set(document()["facts"])
    if name == "violence_24m":
        return number_points(count(example, VIOLENCE, COUNTED, 2))
    if name == "other_facts_24m":
        return number_points(count(example, kinds - VIOLENCE, COUNTED, 2))
    if name == "convicted_before":
        return number_points(count(example, kinds, {"convicted"}, 2, before=True))
    if name == "heaviest_24m":
        heavy, convicted = count(example, HEAVY, COUNTED, 2), count(example, HEAVY, {"convicted"}, 2)
        middle = count(example, HEAVY | MIDDLE, {"convicted"}, 2)
        low, high = (2 if convicted[side] else int(bool(heavy[side] or middle[side])) for side in (0, 1))
        return low, high
    given = example["answers"].get(name, {"status": "unknown"})
    if not isinstance(given, dict):
        step = STEPS[name].index(given)
        return step, step
    return (0, 0) if given.get("status") == "not_applicable" else (0, 2)


def level_of(scale: str, total: int) -> int:
    """The level of a score, from 0."""
    return sum(total >= border for border in BORDERS[scale].values()) - 1


def named(example: Mapping[str, Any]) -> str:
    """What pytest calls an example."""
    return str(example["name"]["en"])


examples = pytest.mark.parametrize("example", document()["examples"], ids=named)


@examples
def test_every_sum_written_by_hand_follows_from_the_published_points(example: dict[str, Any]) -> None:
    for scale, items in SCALES.items():
        terms = [points(example, name) for name in items]
        sums = ["+".join(str(end[side]) for end in terms) for side in (0, 1)]
        assert example["by_hand"][scale] == (sums[0] if sums[0] == sums[1] else " .. ".join(sums)), scale
        totals = [sum(end[side] for end in terms) for side in (0, 1)]
        assert example["expect"]["scales"][scale] == (totals[0] if totals[0] == totals[1] else totals), scale


@examples
def test_every_level_follows_from_the_published_borders(example: dict[str, Any]) -> None:
    for scale, items in SCALES.items():
        ends = [points(example, name) for name in items]
        known = sum(low == high for low, high in ends) / len(ends)
        low, high = (level_of(scale, sum(end[side] for end in ends)) for side in (0, 1))
        names = list(BORDERS[scale])[low : high + 1]
        assert example["expect"]["bands"][scale] == ("insufficient" if known < 0.7 else names[0] if low == high else names), scale


@examples
def test_every_certain_advice_follows_from_the_published_rules(example: dict[str, Any]) -> None:
    expected, answers = example["expect"], example["answers"]
    if "advice" not in expected:
        return
    signals = [answers[name] for name in ("exploited", "unsafe_now")]
    if any((given["value"] if isinstance(given, dict) else given) in ("yes", True) for given in signals):
        assert expected["advice"] == "protect"
    elif not 12 <= answers["age"] < 24:
        assert expected["advice"] == "out_of_scope"
    else:
        totals = {scale: sum(points(example, name)[0] for name in items) for scale, items in SCALES.items()}
        level, hold, need = (level_of(scale, totals[scale]) for scale in ("risk", "protective", "need"))
        kinds = set(document()["facts"])
        recent, convicted = count(example, kinds, COUNTED, 1)[0] > 0, count(example, kinds, {"convicted"}, 2)[0] > 0
        practical = "serious" in (answers["money"], answers["home"])
        assert expected["advice"] == advised(level + 1, hold, need, recent, convicted, practical)


def test_all_eight_cases_that_every_framework_must_face_are_there() -> None:
    names = [named(example) for example in document()["examples"]]
    assert names[:4] == [
        "Only concerns at home and in the surroundings",
        "First fact and simply at school",
        "Two arrests, both dismissed",
        "Girl of 15, courier under pressure",
    ]
    assert {
        "Aged 22, three robberies and much to hold on to",
        "Half of the answers are unknown",
        "The same young person a year later, without a new fact",
        "Brother of somebody on a list",
    } <= set(names)
    assert len(names) == 22


def test_every_advice_and_every_level_is_met_by_some_example() -> None:
    met = {example["expect"].get("advice") for example in document()["examples"]} - {None}
    assert met == {"protect", "none", "light", "medium", "intensive", "out_of_scope"}
    for scale, borders in BORDERS.items():
        assert set(borders) <= {str(example["expect"]["bands"][scale]) for example in document()["examples"]}, scale


# ---- points, borders and rules of the file against the published ones


def greatest(item: Item) -> int:
    """The most points any answer gives, in thousandths."""
    if isinstance(item, ChoiceItem | LevelItem):
        return max(option.points or 0 for option in item.options)
    if isinstance(item, YesNoItem):
        return max(item.points.yes, item.points.no) if item.points else 0
    return max((line.points for line in item.points), default=0)


def scored() -> list[Item]:
    """The items that stand on a scale."""
    return [item for item in framework().items if item.scale is not None]


def conditions(*, rules_only: bool = False) -> Iterator[Condition]:
    """The conditions of the rules and the criteria they name, or those of the whole file, with the conditions inside them."""
    advice, scope = framework().advice, framework().scope
    assert advice is not None
    assert scope is not None
    outermost = [line.when for line in advice.protection] + [line.when for line in advice.rules if line.when]
    if rules_only:
        named = {part.criterion for when in outermost for part in walk(when) if isinstance(part, CriterionHolds)}
        outermost += [framework().criterion_by_id[name].when for name in named]
    else:
        derived = [line.when for item in framework().items if isinstance(item, DerivedItem) for line in item.points if line.when]
        outermost += [scope.when, *derived, *(criterion.when for criterion in framework().criteria)]
    return (part for when in outermost for part in walk(when))


def items_in(parts: Iterator[Condition]) -> set[str]:
    """The items that conditions look at."""
    return {part.item for part in parts if isinstance(part, ItemAnswer | ItemNumber | ItemPoints)}


def test_four_scales_stand_apart_with_seriousness_beside_what_goes_with_repetition() -> None:
    assert (framework().id, framework().use, framework().status, framework().places) == ("wat-werkt", "casework", "draft", None)
    assert [(scale.id, scale.role) for scale in framework().scales] == [
        ("seriousness", Role.RISK),
        ("risk", Role.RISK),
        ("need", Role.NEED),
        ("protective", Role.PROTECTIVE),
    ]
    assert {scale.id: [item.id for item in framework().items_of(scale.id)] for scale in framework().scales} == SCALES


def test_every_scored_item_counts_0_1_or_2_and_nothing_else() -> None:
    for item in scored():
        assert isinstance(item, ChoiceItem | TallyItem | DerivedItem)
        answers = item.options if isinstance(item, ChoiceItem) else item.points
        assert {answer.points for answer in answers} == {0, 1000, 2000}, item.id
        assert len(answers) == 3, item.id


def test_the_most_points_and_the_borders_are_the_published_ones() -> None:
    assert {scale.id: sum(greatest(item) for item in framework().items_of(scale.id)) for scale in framework().scales} == {
        "seriousness": 2000,
        "risk": 14_000,
        "need": 12_000,
        "protective": 8000,
    }
    for scale in framework().scales:
        assert {band.id: (band.from_ or 0) // 1000 for band in scale.bands} == BORDERS[scale.id], scale.id
        assert str(scale.min_known) == "0.70"


def test_no_fact_counts_twice_in_one_level() -> None:
    violence, other, before = (framework().item_by_id[name] for name in ("violence_24m", "other_facts_24m", "convicted_before"))
    assert isinstance(violence, TallyItem)
    assert isinstance(other, TallyItem)
    assert isinstance(before, TallyItem)
    assert (set(violence.of.facts), set(other.of.facts)) == (VIOLENCE, set(framework().facts) - VIOLENCE)
    assert (violence.of.within_months, other.of.within_months, before.of.before_months) == (24, 24, 24)


def test_level_4_needs_facts_and_level_5_needs_recent_ones() -> None:
    borders = {band.id: band.from_ for band in framework().scale_by_id["risk"].bands}
    changeable = sum(greatest(framework().item_by_id[name]) for name in ("peers_serious", "attendance", "leisure"))
    older = sum(greatest(framework().item_by_id[name]) for name in ("convicted_before", "onset"))
    assert changeable < (borders["level_4"] or 0) <= changeable + older < (borders["level_5"] or 0)


def holds(when: Mapping[str, Any], bands: Mapping[str, str], truths: Mapping[str, bool], given: Mapping[str, str]) -> bool:
    """An own reading of a condition on levels, criteria and answers."""
    if "all" in when:
        return all(holds(part, bands, truths, given) for part in when["all"])
    if "any" in when:
        return any(holds(part, bands, truths, given) for part in when["any"])
    if "criterion" in when:
        return truths[when["criterion"]]
    if "item" in when:
        return bool(given[when["item"]] == when["is"])
    names = list(BORDERS[when["band"]])
    if "at_least" in when:
        chosen = names[names.index(when["at_least"]) :]
    elif "at_most" in when:
        chosen = names[: names.index(when["at_most"]) + 1]
    else:
        chosen = when.get("in", [when.get("is")])
    return bands[when["band"]] in chosen


BOTH = (False, True)
SITUATIONS = [
    (level, hold, need, recent, convicted, practical)
    for level, hold, need in product(range(1, 6), range(3), range(3))
    for recent in BOTH
    for convicted in BOTH
    for practical in BOTH
]


def given_by_the_file(level: int, hold: int, need: int, recent: bool, convicted: bool, practical: bool) -> str:
    """The advice of the first rule in the file that holds."""
    bands = {"risk": f"level_{level}", "protective": list(BORDERS["protective"])[hold], "need": list(BORDERS["need"])[need]}
    truths = {"recent_fact": recent, "convicted_recently": convicted, "practical_help": practical}
    rules = document()["advice"]["rules"]
    return next(str(rule["then"]) for rule in rules if "when" not in rule or holds(rule["when"], bands, truths, {}))


def test_the_table_gives_the_published_advice_in_every_situation() -> None:
    assert [situation for situation in SITUATIONS if given_by_the_file(*situation) != advised(*situation)] == []


def test_more_than_light_help_asks_for_level_3_and_a_recent_fact_and_intensive_help_for_level_4_and_a_conviction() -> None:
    for situation in SITUATIONS:
        level, hold, _need, recent, convicted, _practical = situation
        advice = given_by_the_file(*situation)
        assert advice in ("none", "light") or (level >= 3 and recent), situation
        assert advice != "intensive" or (level >= 4 and convicted and (level == 5 or hold < 2)), situation


def test_a_recorded_instrument_two_or_more_levels_away_is_shown() -> None:
    criteria = {criterion["id"]: criterion["when"] for criterion in document()["criteria"]}
    for name, beside in BESIDE.items():
        item = framework().item_by_id[name]
        assert isinstance(item, LevelItem)
        assert [option.id for option in item.options] == list(beside)
        for option, level in product(beside, range(1, 6)):
            away = min(abs(level - near) for near in beside[option])
            assert holds(criteria[f"{name}_differs"], {"risk": f"level_{level}"}, {}, {name: option}) == (away >= 2), (name, option, level)
    for option, hold in product(("low", "moderate", "high"), BORDERS["protective"]):
        apart = {option, hold} == {"low", "high"}
        assert holds(criteria["saprof_yv_differs"], {"protective": hold}, {}, {"saprof_yv": option}) == apart


def test_instruments_are_recorded_without_points_and_stand_in_no_rule() -> None:
    recorded = {item.id: item for item in framework().items if isinstance(item, LevelItem)}
    assert {item.instrument for item in recorded.values()} == {"ritax2", "yls_cmi_2", "savry", "start_av", "risc", "saprof_yv"}
    assert recorded.keys() == BESIDE.keys() | {"saprof_yv"}
    assert [name for name, item in recorded.items() if greatest(item) or item.scale or not item.allow_not_applicable] == []
    assert recorded.keys() & items_in(conditions(rules_only=True)) == set()
    assert {name: item.valid_months for name, item in recorded.items()} == {**dict.fromkeys(recorded, 12), "start_av": 3}


# ---- any case at all: the engine against the calculation above


def facts() -> st.SearchStrategy[list[tuple[str, str, str]]]:
    """Up to nine facts, in quarters that lie wholly on one side of every border of time."""
    quarters = [f"{year}-Q{number}" for year in (2022, 2023, 2024, 2025, 2026) for number in (1, 2, 3)]
    kinds, statuses = st.sampled_from(document()["facts"]), st.sampled_from([status.value for status in FactStatus])
    return st.lists(st.tuples(kinds, st.sampled_from(quarters), statuses), max_size=9)


PRACTICAL = {name: ["fine", "concern", "serious"] for name in ("money", "home")}
ANSWERS = st.fixed_dictionaries({name: st.sampled_from(steps) for name, steps in (STEPS | PRACTICAL).items()})


@settings(max_examples=80, deadline=None)
@given(ANSWERS, facts())
def test_the_engine_and_the_calculation_by_hand_agree_on_any_case(answers: dict[str, str], listed: list[tuple[str, str, str]]) -> None:
    first = {"age": Answer(Decimal(17)), "exploited": Answer("no"), "unsafe_now": Answer("no")}
    given_answers = {name: Answer(value) for name, value in answers.items()}
    given_facts = tuple(Fact(kind, Period.parse(when), FactStatus(status)) for kind, when, status in listed)
    weighing = weigh_case(opened().tables, Case("x", TODAY, first | given_answers, given_facts))
    as_facts = [{"kind": kind, "quarter": when, "status": status} for kind, when, status in listed]
    example = {"answers": answers, "facts": as_facts, "reference_date": TODAY}
    totals = {scale: sum(points(example, name)[0] for name in items) for scale, items in SCALES.items()}
    assert {scale.scale.id: scale.low // 1000 for scale in weighing.scales} == totals
    level, hold, need = (level_of(scale, totals[scale]) for scale in ("risk", "protective", "need"))
    kinds = set(document()["facts"])
    recent, convicted = count(example, kinds, COUNTED, 1)[0] > 0, count(example, kinds, {"convicted"}, 2)[0] > 0
    practical = "serious" in (answers["money"], answers["home"])
    assert weighing.advice is not None
    assert weighing.advice.certain
    assert weighing.advice.advice == advised(level + 1, hold, need, recent, convicted, practical)


# ---- the registry, attributes and cards

PARTS = ("aim", "suitable", "necessary", "proportionate", "proxy_check", "owner")


def class_of(item: Item) -> AttributeClass | None:
    """The class of what an item is about."""
    return registry().attributes[item.attribute].class_ if item.attribute else None


def test_every_source_it_cites_is_in_the_registry_and_was_read() -> None:
    evidence = [given for part in (*framework().items, *framework().criteria) for given in part.evidence]
    cited = {given.source for given in evidence if given.source}
    assert cited <= set(framework().sources) <= registry().sources.keys()
    assert [name for name in framework().sources if registry().sources[name].verified is not Verified.FOUND] == []
    assert {given.rechecked for given in evidence if given.source} == {TODAY}


def test_every_attribute_stays_in_its_class() -> None:
    by_class = {kind: [item for item in framework().items if class_of(item) is kind] for kind in AttributeClass}
    assert by_class[AttributeClass.REFUSED] == []
    assert {item.scale for item in by_class[AttributeClass.NEED_ONLY]} == {None, "need"}
    justified = {item.id: item.justification for item in by_class[AttributeClass.JUSTIFIED]}
    assert {"age", "onset", "peers_serious", "attendance", "violence_24m", "convicted_before"} <= justified.keys()
    for name, justification in justified.items():
        assert justification is not None, name
        assert justification.on == TODAY
        assert [part for part in PARTS if not getattr(justification, part).en] == [], name
    assert [item.id for item in framework().items if item.justification and item.id not in justified] == []


def test_what_is_refused_is_named_as_left_out_and_carries_no_points() -> None:
    left_out = {left.attribute for left in framework().not_used}
    assert left_out <= registry().attributes.keys()
    assert {name for name, attribute in registry().attributes.items() if attribute.class_ is AttributeClass.REFUSED} <= left_out
    assert {"slachtoffer_getuige", "ots_zorgverleden", "familielid_crimineel", "onderwijssoort"} <= left_out
    assert [item.id for item in scored() if item.attribute in left_out] == []


def test_what_decides_how_to_help_or_is_practical_carries_no_points() -> None:
    without = {"money", "home", "lvb", "lvb_screened", "explain_how", "low_motivation", "low_trust", "psych", "trauma_signal", "exploited"}
    assert [name for name in without if framework().item_by_id[name].scale or greatest(framework().item_by_id[name])] == []
    decides_how = {line.item for line in framework().responsivity}
    assert decides_how == without - {"money", "home", "exploited"}
    assert decides_how & items_in(conditions()) == set()


def test_a_question_with_a_word_of_a_refused_attribute_says_why_that_is_right() -> None:
    for item in framework().items:
        question = item.question.nl.lower() if item.question else ""
        words = [(name, word) for name, attribute in registry().attributes.items() for word in attribute.words]
        given_away = {name for name, word in words if re.search(rf"\b{re.escape(word)}", question)}
        assert given_away == {excuse.attribute for excuse in item.words_ok}, item.id


def test_every_scored_item_has_its_whole_card() -> None:
    for item in scored():
        for part in ("question", "counts", "does_not_count", "points_why", "limits"):
            text = getattr(item, part)
            assert text is not None, (item.id, part)
            assert text.en, (item.id, part)
        assert item.evidence, item.id
        assert item.provided_by, item.id
        assert item.domain, item.id


def test_everything_about_offences_is_marked_as_a_fact_and_what_can_change_expires() -> None:
    tallies = {item.id for item in framework().items if isinstance(item, TallyItem)}
    assert {item.id for item in framework().items if item.established_fact} == tallies | {"onset"}
    assert {item.valid_months for item in framework().items if item.changeable == "dynamic"} == {3, 6, 12}


def test_everything_that_can_change_and_weighs_makes_a_goal() -> None:
    weighs = {item.id for item in scored() if item.changeable == "dynamic" and item.scale in ("risk", "need")}
    assert {need.item for need in framework().needs} == weighs | {"money", "home"}


def test_every_part_of_the_file_is_used() -> None:
    by_lines = {need.item for need in framework().needs} | {line.item for line in framework().responsivity}
    used = items_in(conditions()) | by_lines | {item.id for item in scored()}
    assert [item.id for item in framework().items if item.id not in used] == []
    assert {item.domain for item in framework().items} - {None} == {domain.id for domain in framework().domains}


def test_the_same_question_as_in_the_top_60_has_the_same_words_and_answers() -> None:
    other = read_path(FRAMEWORKS / "top60-ranking.yaml").framework
    shared = [item for item in framework().items if item.id in other.item_by_id]
    assert len(shared) == 22
    for item in shared:
        twin = other.item_by_id[item.id]
        assert (item.kind, item.question) == (twin.kind, twin.question), item.id
        assert getattr(item, "of", None) == getattr(twin, "of", None), item.id
        answers, twins = ([(option.id, option.label) for option in getattr(part, "options", ())] for part in (item, twin))
        assert answers == twins, item.id


# ---- the words

NEVER = {
    "nl": r"kans(en)?|voorspel\w*|gevaarlijk\w*|crimine(el|le|len)|waarschijnlijk\w*|risico\w*",
    "en": r"chances?|predict\w*|dangerous\w*|criminals?|probab\w*|likel\w*|risks?",
}
SENTENCE_END = re.compile(r"(?<=[.?!:;])\s+")


def texts(part: object, path: str = "") -> Iterator[tuple[str, Text]]:
    """Every text of the framework with the way to it."""
    if isinstance(part, Text):
        yield path, part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from texts(getattr(part, name), f"{path}.{name}")
    elif isinstance(part, tuple):
        for place, inside in enumerate(part):
            yield from texts(inside, f"{path}.{getattr(inside, 'id', place)}")


def sentence_lengths(text: str) -> list[int]:
    """Words per sentence."""
    return [len(sentence.split()) for sentence in SENTENCE_END.split(text)]


def test_every_text_is_in_dutch_and_in_english() -> None:
    everything = list(texts(framework()))
    assert len(everything) > 500
    assert [path for path, text in everything if not text.en] == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_text_speaks_of_what_somebody_will_do_or_is(language: str) -> None:
    never = re.compile(rf"\b({NEVER[language]})\b", re.IGNORECASE)
    assert [path for path, text in texts(framework()) if never.search(text.in_language(language))] == []


def test_the_reader_is_addressed_politely() -> None:
    assert [path for path, text in texts(framework()) if re.search(r"\b(jij|jou|jouw|je)\b", text.nl, re.IGNORECASE)] == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_question_has_at_most_25_words_and_is_one_question(language: str) -> None:
    for item in framework().items:
        assert item.question is not None
        question = item.question.in_language(language)
        assert len(question.split()) <= 25, item.id
        assert (question[-1], question.count("?")) == ("?", 1), item.id


def test_dutch_sentences_are_short() -> None:
    everything = list(texts(framework()))
    assert mean(mean(sentence_lengths(text.nl)) for _path, text in everything) <= 10
    assert [(path, text.nl) for path, text in everything if max(sentence_lengths(text.nl)) > 18] == []


def test_each_of_the_five_levels_says_what_concerns_what_help_and_when_to_look_again() -> None:
    bands = framework().scale_by_id["risk"].bands
    assert len(bands) == 5
    for band in bands:
        assert band.meaning is not None
        assert [part in band.meaning.nl for part in ("Zorgen:", "Hulp:", "Opnieuw bekijken:")] == [True] * 3, band.id
        assert not re.search(r"\b(hoog|laag)\b", band.name.nl), band.id


def test_each_advice_says_who_decides() -> None:
    advice = framework().advice
    assert advice is not None
    assert [outcome.id for outcome in advice.outcomes] == ["protect", "none", "light", "medium", "intensive"]
    assert [outcome.id for outcome in advice.outcomes if outcome.intensity != outcome.id] == ["protect"]
    for outcome in advice.outcomes:
        assert outcome.text is not None
        assert re.search(r"[Hh]et casusoverleg besluit|besluit het casusoverleg", outcome.text.nl), outcome.id


def test_a_suspicion_is_called_registered_by_the_police_and_a_conviction_established() -> None:
    for item in framework().items:
        if isinstance(item, TallyItem) and item.question:
            assert ("geregistreerd door politie" in item.question.nl) == (FactStatus.SUSPECTED in item.of.statuses), item.id


def test_the_limits_say_what_is_known_against_it() -> None:
    said = framework().limits
    misuse = framework().misuse
    assert said is not None
    assert misuse is not None
    for words in (
        "WODC",
        "Top600",
        "averechts",
        "in het algemeen",
        "niet over georganiseerde criminaliteit",
        "eigen keuze",
        "niet gevalideerd",
    ):
        assert words in said.nl, words
    for name in ("OxRec", "ARIJ", "ProKid", "EARL"):
        assert name in misuse.nl, name
    assert not re.search(r"\d\s?(%|procent|uur)", said.nl)
