"""The shipped ZVH triage: the national criteria worked out a second time with pencil and paper, over every case they can tell apart; what
the texts promise, tried on cases nobody thought of; and the words, in Dutch and English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import combinations, product
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from ruamel.yaml import YAML

from triage import review
from triage.cases.case import Answer, Case, Fact
from triage.cases.table import CaseTable
from triage.framework.conditions import AnyItemOf, BandIs, Condition, CriterionHolds, ItemAnswer, ItemNumber, ItemPoints, ScaleScore, walk
from triage.framework.model import ChoiceItem, DerivedItem, Evidence, Item, TallyItem, YesNoItem
from triage.framework.registry import AttributeClass, Registry, Verified, read_registry
from triage.framework.values import Text
from triage.framework.vocabulary import AnswerStatus, FactStatus, Role
from triage.periods import Period
from triage.weighing.result import AdviceResult
from triage.weighing.truth import TRUE
from triage.weighing.weigh import weigh, weigh_case

FRAMEWORKS = Path(__file__).resolve().parents[2] / "frameworks"
FILE = FRAMEWORKS / "zvh-triage.yaml"
OPENED = review.open(FILE)
FRAMEWORK = OPENED.framework
RECHECKED = date(2026, 11, 30)
TODAY = date(2026, 11, 23)
TRIED = settings(max_examples=50, deadline=None)
TABLES_OF_THE_HOUSE = ["team", "local_pga", "zvh"]

AREAS = tuple(item.id for item in FRAMEWORK.items if item.id.startswith("area_") and isinstance(item, ChoiceItem))
COUNTED_AREAS = tuple(area for area in AREAS if area != "area_health")
CHOICES = {item.id: tuple(option.id for option in item.options) for item in FRAMEWORK.items if isinstance(item, ChoiceItem)}
YES_NO = tuple(item.id for item in FRAMEWORK.items if isinstance(item, YesNoItem) and item.id not in ("acute", "exploited"))
HOW_TO_HELP = ("lvb", "psych", "low_motivation", "low_trust")


# --- The national criteria, worked out a second time


class Situation(NamedTuple):
    """All that the criteria can tell apart. Every field runs from its lightest to its heaviest answer."""

    serious_areas: int
    facts: str
    nuisance: str
    leads_to_crime: str
    chains: int
    compulsion_needed: str
    one_chain_tried: str
    impact_family: str
    impact_area: str


STEPS: tuple[tuple[Any, ...], ...] = (
    (0, 1, 2),
    ("none", "suspected", "convicted"),
    ("no", "yes"),
    ("no_link", "expected", "present"),
    (1, 2),
    ("no", "yes"),
    ("works", "not_tried", "stuck"),
    ("none", "expected", "present"),
    ("none", "present", "serious"),
)
SITUATIONS = tuple(Situation(*each) for each in product(*STEPS))


class Criteria(NamedTuple):
    """What pencil and paper make of a situation, in the order of the file."""

    conduct: bool
    k1: bool
    k2: bool
    k3: bool
    k4: bool
    complex_joined: bool
    complex_separate: bool


@cache
def criteria(case: Situation) -> Criteria:
    """The four criteria and both readings of the `or` before the fourth."""
    conduct = case.facts != "none" or case.nuisance == "yes"
    link = {"no_link": False, "expected": case.facts == "convicted", "present": conduct}[case.leads_to_crime]
    k1 = case.serious_areas >= 2 and link
    k2 = case.chains >= 2 and case.compulsion_needed == "yes" and case.one_chain_tried == "stuck"
    k3 = case.impact_family != "none"
    k4 = case.impact_area == "serious" and conduct
    return Criteria(conduct, k1, k2, k3, k4, k1 and k2 and (k3 or k4), (k1 and k2 and k3) or k4)


def table_for(case: Situation) -> str:
    """Which table discusses the case."""
    if criteria(case).complex_joined:
        return "zvh"
    return "local_pga" if criteria(case).k1 and case.one_chain_tried != "works" else "team"


def as_case(case: Situation) -> Case:
    """The situation as a complete case of a seventeen-year-old; the serious areas are the first ones that count."""
    answers = {name: str(getattr(case, name)) for name in Situation._fields[2:] if name != "chains"}
    areas = dict.fromkeys(AREAS, "some") | dict.fromkeys(COUNTED_AREAS[: case.serious_areas], "serious")
    listed = [] if case.facts == "none" else [Fact("property", Period.quarter(2026, 2), FactStatus(case.facts))]
    return complete({**areas, **dict.fromkeys(HOW_TO_HELP, "no"), **answers}, listed, chains=case.chains)


def complete(answers: Mapping[str, str], listed: Iterable[Fact] = (), chains: int = 2, **first: Answer) -> Case:
    """A case with every answer given; nobody is in danger or under pressure unless `first` says so."""
    known = {name: Answer(value) for name, value in answers.items()}
    start = {"age": Answer(Decimal(17)), "acute": Answer("no"), "exploited": Answer("no"), "chains": Answer(Decimal(chains))}
    return Case("x", TODAY, {**start, **known, **first}, tuple(listed))


def advices(cases: Sequence[Case]) -> list[str]:
    """The one certain advice of each case."""
    found = weigh(OPENED.tables, CaseTable.of(cases)).walk
    assert found is not None
    assert found.certain.all()
    return [next(name for name, kept in zip(found.outcomes, column, strict=True) if kept) for column in found.possible.T]


@cache
def found_tables() -> Mapping[Situation, str]:
    """The advice of the engine for every situation."""
    return dict(zip(SITUATIONS, advices([as_case(case) for case in SITUATIONS]), strict=True))


def test_the_engine_finds_the_same_table_as_pencil_and_paper_in_every_situation() -> None:
    assert len(SITUATIONS) == 5832
    assert {case: found for case, found in found_tables().items() if found != table_for(case)} == {}
    assert set(found_tables().values()) == set(TABLES_OF_THE_HOUSE)


def test_the_engine_finds_the_same_criteria_as_pencil_and_paper_in_every_situation() -> None:
    weighed = weigh(OPENED.tables, CaseTable.of([as_case(case) for case in SITUATIONS]))
    assert tuple(criterion.id for criterion in FRAMEWORK.criteria) == Criteria._fields
    for place, criterion in enumerate(FRAMEWORK.criteria):
        found = [bool(truth == TRUE) for truth in weighed.counted.truth(criterion.when)]
        assert found == [criteria(case)[place] for case in SITUATIONS], criterion.id
        assert set(found) == {True, False}, criterion.id


@pytest.mark.parametrize("field", range(len(STEPS)), ids=Situation._fields)
def test_a_heavier_answer_never_leads_to_a_lighter_table(field: int) -> None:
    for case, found in found_tables().items():
        for heavier in STEPS[field][STEPS[field].index(case[field]) + 1 :]:
            other = found_tables()[Situation._make((*case[:field], heavier, *case[field + 1 :]))]
            assert TABLES_OF_THE_HOUSE.index(found) <= TABLES_OF_THE_HOUSE.index(other), (case, heavier)


@pytest.mark.parametrize("name", [name for name in Situation._fields if name != "serious_areas"])
def test_every_answer_makes_a_difference_to_a_criterion_a_table_or_a_goal(name: str) -> None:
    def told(value: object) -> tuple[object, ...]:
        cases = [case for case in SITUATIONS if getattr(case, name) == value]
        goals = [need.goal for need in FRAMEWORK.needs if need.item == name and value in (need.is_, *(need.in_ or ()))]
        return (*((criteria(case), table_for(case)) for case in cases), *goals)

    values = STEPS[Situation._fields.index(name)]
    assert len({told(value) for value in values}) == len(values)


def test_without_a_fact_or_established_nuisance_the_table_is_always_the_nearest_one() -> None:
    without = [case for case in SITUATIONS if case.facts == "none" and case.nuisance == "no"]
    assert {found_tables()[case] for case in without} == {"team"}


def test_an_expectation_and_a_suspicion_together_are_never_enough() -> None:
    doubtful = [case for case in SITUATIONS if case.leads_to_crime == "expected" and case.facts != "convicted"]
    assert {found_tables()[case] for case in doubtful} == {"team"}


def test_the_reading_that_is_used_is_the_stricter_one_and_they_differ_only_where_k4_stands_alone() -> None:
    for case in SITUATIONS:
        found = criteria(case)
        assert found.complex_separate or not found.complex_joined
        assert (found.complex_joined != found.complex_separate) == (found.k4 and not (found.k1 and found.k2))


def test_k1_needs_two_areas_of_life_and_health_is_never_one_of_them() -> None:
    base = Situation(0, "suspected", "no", "present", 2, "yes", "stuck", "present", "none")
    assert len(AREAS) == 9
    answers = {name: answer.value for name, answer in as_case(base).answers.items() if isinstance(answer.value, str)}
    pairs = list(combinations(AREAS, 2))
    listed = as_case(base).facts or ()
    found = advices([complete({**answers, one: "serious", other: "acute"}, listed) for one, other in pairs])
    assert dict(zip(pairs, found, strict=True)) == {pair: "team" if "area_health" in pair else "zvh" for pair in pairs}


# --- The worked examples, with pencil and paper


@cache
def document() -> dict[str, Any]:
    """The file as plain data, dates as words."""
    yaml = YAML(typ="safe", pure=True)
    yaml.version = "1.2"
    loaded: dict[str, Any] = yaml.load(FILE.read_text("utf-8"))
    return loaded


def named(example: dict[str, Any]) -> str:
    """What pytest calls an example."""
    return str(example["name"]["en"])


def counts(example: dict[str, Any], convicted_only: bool) -> tuple[int, int]:
    """Facts of the last 24 months that surely count, and that may count; 99 where nobody looked. The examples use the 23rd of a month."""
    if "facts" not in example:
        return 0, 99
    today = date.fromisoformat(str(example["reference_date"]))
    border = date(today.year - 2, today.month, today.day)
    statuses = {"convicted"} if convicted_only else {"suspected", "settled_out_of_court", "convicted"}
    sure = possible = 0
    for fact in example["facts"]:
        if fact["status"] not in statuses:
            continue
        year, quarter = int(fact["quarter"][:4]), int(fact["quarter"][6])
        sure += date(year, 3 * quarter - 2, 1) >= border
        possible += date(year + quarter // 4, 3 * quarter % 12 + 1, 1) > border
    return sure, possible


def justice(incidents: int, convictions: int) -> int:
    """The points of the area of justice."""
    if incidents >= 4:
        return 3
    return 2 if incidents >= 2 or convictions else min(incidents, 1)


def terms(example: dict[str, Any]) -> list[tuple[int, int]]:
    """Least and greatest points of each area, in the order of the file; justice comes last."""
    found = []
    for area in AREAS:
        given = example["answers"].get(area, {"status": "unknown"})
        open_answer = isinstance(given, dict) and (given.get("status") in {"unknown", "signal", "contested"} or "as_of" in given)
        found.append((0, 3) if open_answer else (("none", "some", "serious", "acute").index(given),) * 2)
    incidents, convictions = counts(example, False), counts(example, True)
    return [*found, (justice(incidents[0], convictions[0]), justice(incidents[1], convictions[1]))]


examples = pytest.mark.parametrize("example", document()["examples"], ids=named)


@examples
def test_every_term_written_by_hand_is_the_term_that_follows_from_the_answers(example: dict[str, Any]) -> None:
    sums = ["+".join(str(end[side]) for end in terms(example)) for side in (0, 1)]
    assert example["by_hand"] == {"complexity": sums[0] if sums[0] == sums[1] else " .. ".join(sums)}


@examples
def test_the_sum_written_by_hand_and_the_band_follow_from_the_terms(example: dict[str, Any]) -> None:
    totals = [sum(int(term) for term in part.split("+")) for part in example["by_hand"]["complexity"].split(" .. ")]
    expected = example["expect"]["scales"]["complexity"]
    assert totals == (expected if isinstance(expected, list) else [expected])
    known = sum(3 for low, high in terms(example) if low == high)
    bands = {next(band for band, start in (("high", 12), ("medium", 4), ("low", 0)) if total >= start) for total in totals}
    assert example["expect"]["bands"]["complexity"] == ("insufficient" if known * 100 < 80 * 30 else bands.pop())
    assert not bands or known * 100 < 80 * 30


def test_the_borders_of_the_scale_are_met_from_both_sides_by_some_example() -> None:
    totals = [example["expect"]["scales"]["complexity"] for example in document()["examples"]]
    assert {3, 4, 11, 12} <= {total for total in totals if isinstance(total, int)}
    assert {sum(low < high for low, high in terms(example)) for example in document()["examples"]} >= {0, 1, 2}


def test_all_eight_cases_that_every_framework_must_face_are_there() -> None:
    names = [named(example) for example in document()["examples"]]
    assert names[:3] == ["Only concerns at home and in the surroundings", "First fact and simply at school", "Two arrests, both dismissed"]
    assert {
        "Girl of 15, courier under pressure",
        "Aged 22, three robberies and help that works",
        "Half of the answers are unknown",
        "The same young person a year later, without a new fact",
        "Brother of somebody on a list",
    } <= set(names)
    assert len(names) == 29


def test_every_advice_is_met_by_some_example() -> None:
    met = {example["expect"].get("advice") for example in document()["examples"]} - {None}
    assert met == {outcome["id"] for outcome in document()["advice"]["outcomes"]} | {"out_of_scope"}


# --- What it does for any case

ANSWERS = st.fixed_dictionaries(
    {name: st.sampled_from(options) for name, options in CHOICES.items()} | dict.fromkeys(YES_NO, st.sampled_from(["yes", "no"]))
)
QUARTERS = tuple(Period.quarter(year, number) for year in (2023, 2025, 2026) for number in (1, 2, 3))
OPEN = st.sampled_from([AnswerStatus.ESTABLISHED, AnswerStatus.CONFIRMED, AnswerStatus.SIGNAL, AnswerStatus.CONTESTED])
STATUSES = st.sampled_from(FactStatus)
WITHOUT_FAULT = st.sampled_from([FactStatus.DISMISSED, FactStatus.ACQUITTED])


def facts(statuses: st.SearchStrategy[FactStatus] = STATUSES) -> st.SearchStrategy[list[Fact]]:
    """Lists of up to six facts."""
    kinds, when = st.sampled_from(FRAMEWORK.facts), st.sampled_from(QUARTERS)
    return st.lists(st.builds(Fact, kind=kinds, when=when, status=statuses), max_size=6)


def advised(case: Case) -> AdviceResult:
    """The advice for one case."""
    found = weigh_case(OPENED.tables, case).advice
    assert found is not None
    return found


@TRIED
@given(ANSWERS, st.integers(0, 6))
def test_whatever_the_answers_are_no_own_conduct_means_the_nearest_table(answers: dict[str, str], chains: int) -> None:
    assert advices([complete({**answers, "nuisance": "no"}, (), chains)]) == ["team"]


@TRIED
@given(ANSWERS, facts(WITHOUT_FAULT))
def test_dismissed_and_acquitted_facts_count_for_nothing(answers: dict[str, str], listed: list[Fact]) -> None:
    one, other = (weigh_case(OPENED.tables, complete(answers, some)) for some in (listed, []))
    assert (one.advice, [result.truth for result in one.criteria]) == (other.advice, [result.truth for result in other.criteria])


@TRIED
@given(ANSWERS, ANSWERS, facts())
def test_disability_complaints_motivation_and_trust_never_change_the_table(
    one: dict[str, str], other: dict[str, str], listed: list[Fact]
) -> None:
    changed = {**one, **{name: other[name] for name in (*HOW_TO_HELP, "area_health")}}
    assert len(set(advices([complete(one, listed), complete(changed, listed)]))) == 1


@TRIED
@given(ANSWERS, facts(), facts())
def test_one_more_fact_never_leads_to_a_lighter_table(answers: dict[str, str], listed: list[Fact], more: list[Fact]) -> None:
    before, after = advices([complete(answers, listed), complete(answers, listed + more)])
    assert TABLES_OF_THE_HOUSE.index(before) <= TABLES_OF_THE_HOUSE.index(after)


@TRIED
@given(ANSWERS, facts(), OPEN, st.sampled_from(["yes", "no"]), st.integers(0, 40))
def test_a_signal_of_danger_ends_everything_whatever_else_is_so(
    answers: dict[str, str], listed: list[Fact], status: AnswerStatus, forced: str, age: int
) -> None:
    case = complete(answers, listed, acute=Answer("yes", status), exploited=Answer(forced), age=Answer(Decimal(age)))
    assert advices([case]) == ["act_now"]


@TRIED
@given(ANSWERS, facts(), OPEN)
def test_a_signal_of_force_always_leads_to_protection(answers: dict[str, str], listed: list[Fact], status: AnswerStatus) -> None:
    assert advices([complete(answers, listed, exploited=Answer("yes", status))]) == ["protect"]


@TRIED
@given(ANSWERS, facts(), st.sampled_from([("acute", "act_now"), ("exploited", "protect")]))
def test_while_danger_or_force_is_an_open_question_protection_is_not_excluded(
    answers: dict[str, str], listed: list[Fact], question: tuple[str, str]
) -> None:
    case = complete(answers, listed)
    found = advised(replace(case, answers={**case.answers, question[0]: Answer(status=AnswerStatus.UNKNOWN)}))
    assert not found.certain
    assert question[1] in found.possible


# --- How the file is made


@cache
def registry() -> Registry:
    """The shipped registry."""
    return read_registry(FRAMEWORKS / "evidence")


def class_of(item: Item) -> AttributeClass | None:
    """The class of what an item is about."""
    return registry().attributes[item.attribute].class_ if item.attribute else None


def scored() -> list[Item]:
    """The items that stand on the scale."""
    return [item for item in FRAMEWORK.items if item.scale is not None]


def evidence() -> list[Evidence]:
    """Everything the file says about where items and criteria come from."""
    return [given for part in (*FRAMEWORK.items, *FRAMEWORK.criteria) for given in part.evidence]


def advice_conditions() -> list[Condition]:
    """Every condition of the lines of advice, with what stands inside the criteria they name."""
    assert FRAMEWORK.advice is not None
    found: list[Condition] = []
    todo = [line.when for line in FRAMEWORK.advice.protection] + [line.when for line in FRAMEWORK.advice.rules if line.when]
    while todo:
        for part in walk(todo.pop()):
            found.append(part)
            if isinstance(part, CriterionHolds):
                todo.append(FRAMEWORK.criterion_by_id[part.criterion].when)
    return found


def test_it_is_a_draft_for_casework_that_ranks_nobody() -> None:
    assert (FRAMEWORK.id, FRAMEWORK.use, FRAMEWORK.status, FRAMEWORK.adoption) == ("zvh-triage", "casework", "draft", None)
    assert FRAMEWORK.places is None
    assert [(scale.id, scale.role) for scale in FRAMEWORK.scales] == [("complexity", Role.COMPLEXITY)]


def test_every_outcome_is_a_route_or_protection_and_says_nothing_of_intensity() -> None:
    assert FRAMEWORK.advice is not None
    kinds = [(outcome.id, outcome.kind, outcome.intensity) for outcome in FRAMEWORK.advice.outcomes]
    assert kinds == [
        ("act_now", "protection", None),
        ("protect", "protection", None),
        *((table, "route", None) for table in TABLES_OF_THE_HOUSE),
    ]


def test_the_complexity_scale_decides_nothing() -> None:
    assert not any(isinstance(part, BandIs | ScaleScore | AnyItemOf) for part in advice_conditions())
    named_items = {part.item for part in advice_conditions() if isinstance(part, ItemAnswer | ItemNumber | ItemPoints)}
    assert "area_justice" not in named_items
    assert "area_health" not in named_items


def test_the_advice_uses_the_first_reading_only_and_both_labels_say_so() -> None:
    used = {part.criterion for part in advice_conditions() if isinstance(part, CriterionHolds)}
    assert used == {"complex_joined", "k1", "k2", "k3", "k4", "conduct"}
    assert FRAMEWORK.criterion_by_id["complex_joined"].name.nl.endswith("Het advies gebruikt deze lezing")
    assert FRAMEWORK.criterion_by_id["complex_separate"].name.nl.endswith("Geen advies gebruikt deze lezing")


def test_the_most_points_are_thirty_and_every_area_of_life_counts_the_same() -> None:
    most = {}
    for item in scored():
        assert isinstance(item, ChoiceItem | DerivedItem)
        most[item.id] = max(line.points or 0 for line in (item.options if isinstance(item, ChoiceItem) else item.points))
    assert list(most) == [*AREAS, "area_justice"]
    assert set(most.values()) == {3_000}
    assert len({item.domain for item in scored()}) == 10


def test_every_source_it_cites_is_in_the_registry_and_was_read() -> None:
    cited = {given.source for given in evidence() if given.source}
    assert cited <= set(FRAMEWORK.sources) <= registry().sources.keys()
    assert [name for name in FRAMEWORK.sources if registry().sources[name].verified is not Verified.FOUND] == []
    assert {given.rechecked for given in evidence() if given.source} == {RECHECKED}


def test_all_evidence_is_practice_or_none_but_for_help_that_works() -> None:
    assert {given.source for given in evidence() if given.source and given.strength != "practice"} == {"less-is-more"}


def test_every_attribute_and_fact_kind_it_names_is_in_the_registry() -> None:
    used = {item.attribute for item in FRAMEWORK.items if item.attribute}
    excused = {excuse.attribute for item in FRAMEWORK.items for excuse in item.words_ok}
    assert used | excused | {left.attribute for left in FRAMEWORK.not_used} <= registry().attributes.keys()
    assert set(FRAMEWORK.facts) == registry().fact_kinds.keys() - {"sexual"}


def test_no_question_is_about_a_refused_attribute_and_all_of_those_are_said_to_be_left_out() -> None:
    assert [item.id for item in FRAMEWORK.items if class_of(item) is AttributeClass.REFUSED] == []
    refused = {name for name, attribute in registry().attributes.items() if attribute.class_ is AttributeClass.REFUSED}
    left_out = {left.attribute for left in FRAMEWORK.not_used}
    assert refused <= left_out
    assert [item.id for item in scored() if item.attribute in left_out] == []


def test_attributes_that_must_be_justified_have_all_seven_answers_in_both_languages() -> None:
    justified = {item.id: item.justification for item in FRAMEWORK.items if class_of(item) is AttributeClass.JUSTIFIED}
    assert justified.keys() == {"age", "incidents_24m", "convicted_24m", "area_justice"}
    for name, justification in justified.items():
        assert justification is not None, name
        for part in ("aim", "suitable", "necessary", "proportionate", "proxy_check", "owner"):
            assert getattr(justification, part).en, (name, part)
        assert justification.on == RECHECKED
    assert [item.id for item in FRAMEWORK.items if item.justification and item.id not in justified] == []


def test_a_question_with_a_word_of_a_refused_attribute_says_why_that_is_right() -> None:
    for item in FRAMEWORK.items:
        question = item.question.nl.lower() if item.question else ""
        given_away = {
            name
            for name, attribute in registry().attributes.items()
            if any(re.search(rf"\b{re.escape(word)}", question) for word in attribute.words)
        }
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


def test_every_item_says_where_it_comes_from_and_who_can_answer_it() -> None:
    assert [item.id for item in FRAMEWORK.items if not item.evidence or not item.provided_by] == []
    assert [criterion.id for criterion in FRAMEWORK.criteria if not criterion.evidence] == []


def test_everything_about_own_conduct_is_marked_as_a_fact() -> None:
    conduct = {item.id for item in FRAMEWORK.items if item.established_fact}
    assert conduct == {"incidents_24m", "convicted_24m", "nuisance", "leads_to_crime", "impact_area"}


def test_an_answer_that_can_change_expires() -> None:
    asked = [item for item in FRAMEWORK.items if item.changeable == "dynamic"]
    assert {*AREAS, "acute", "exploited", "one_chain_tried"} <= {item.id for item in asked}
    assert {item.valid_months for item in asked} <= {3, 6, 12}


def test_an_answer_about_danger_from_this_quarter_is_never_outdated() -> None:
    for month in range(1, 13):
        today = date(2027, month, 28)
        case = Case("x", today, {"acute": Answer("no", as_of=Period.quarter(2027, (month + 2) // 3))}, ())
        assert weigh_case(OPENED.tables, case).item("acute").use.name == "COUNTED", month


def test_responsivity_carries_no_points_and_decides_nothing() -> None:
    assert tuple(line.item for line in FRAMEWORK.responsivity) == HOW_TO_HELP
    assert [name for name in HOW_TO_HELP if FRAMEWORK.item_by_id[name].scale] == []
    assert not set(HOW_TO_HELP) & {part.item for part in advice_conditions() if isinstance(part, ItemAnswer | ItemNumber | ItemPoints)}


def test_every_part_of_the_file_is_used() -> None:
    by_lines = {need.item for need in FRAMEWORK.needs} | {line.item for line in FRAMEWORK.responsivity}
    derived = [line.when for item in FRAMEWORK.items if isinstance(item, DerivedItem) for line in item.points if line.when]
    parts = [*advice_conditions(), *(part for when in derived for part in walk(when))]
    by_conditions = {part.item for part in parts if isinstance(part, ItemAnswer | ItemNumber | ItemPoints)}
    used = by_conditions | by_lines | {item.id for item in scored()} | {"age"}
    assert [item.id for item in FRAMEWORK.items if item.id not in used] == []
    domains = {item.domain for item in FRAMEWORK.items} | {need.domain for need in FRAMEWORK.needs}
    assert [domain.id for domain in FRAMEWORK.domains if domain.id not in domains] == []


def test_a_question_that_the_top_60_asks_too_is_asked_in_the_same_words() -> None:
    top60 = review.open(FRAMEWORKS / "top60-ranking.yaml").framework
    shared = [(item, top60.item_by_id[item.id]) for item in FRAMEWORK.items if item.id in top60.item_by_id]
    assert {item.id for item, _other in shared} == {"age", "exploited", "incidents_24m", "convicted_24m", *HOW_TO_HELP}
    for item, other in shared:
        for part in ("kind", "question", "counts", "does_not_count", "attribute", "valid_months", "changeable", "provided_by"):
            assert getattr(item, part) == getattr(other, part), (item.id, part)
        if isinstance(item, TallyItem) and isinstance(other, TallyItem):
            assert item.of == other.of, item.id


# --- The words

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


ALL = tuple(texts(FRAMEWORK))


def sentence_lengths(text: str) -> list[int]:
    """Words per sentence."""
    return [len(sentence.split()) for sentence in SENTENCE_END.split(text)]


def test_every_text_is_in_dutch_and_in_english() -> None:
    assert len(ALL) > 300
    assert [path for path, text in ALL if not text.en] == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_text_speaks_of_what_somebody_will_do_or_is(language: str) -> None:
    never = re.compile(rf"\b({NEVER[language]})\b", re.IGNORECASE)
    assert [path for path, text in ALL if never.search(text.in_language(language))] == []


def test_the_reader_is_addressed_politely() -> None:
    assert [path for path, text in ALL if re.search(r"\b(jij|jou|jouw|je)\b", text.nl, re.IGNORECASE)] == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_question_has_at_most_25_words_and_is_one_question(language: str) -> None:
    for item in FRAMEWORK.items:
        assert item.question is not None
        question = item.question.in_language(language)
        assert len(question.split()) <= 25, item.id
        assert question.endswith("?"), item.id
        assert question.count("?") == 1, item.id


def test_dutch_sentences_are_short() -> None:
    assert mean(mean(sentence_lengths(text.nl)) for _path, text in ALL) <= 10
    assert [(path, text.nl) for path, text in ALL if max(sentence_lengths(text.nl)) > 18] == []


def test_what_a_young_person_may_read_has_sentences_of_at_most_12_words_on_average() -> None:
    assert FRAMEWORK.advice is not None
    read = [FRAMEWORK.purpose, FRAMEWORK.misuse, FRAMEWORK.limits, *(outcome.text for outcome in FRAMEWORK.advice.outcomes)]
    assert None not in read
    assert [text.nl for text in read if text and mean(sentence_lengths(text.nl)) > 12] == []


def test_each_advice_says_who_decides_and_a_table_says_that_it_is_only_a_table() -> None:
    assert FRAMEWORK.advice is not None
    for outcome in FRAMEWORK.advice.outcomes:
        assert outcome.text is not None
        assert re.search(r"[Dd]e procesregisseur besluit|besluit de procesregisseur", outcome.text.nl), outcome.id
        only = "zegt alleen wie de casus bespreekt. Het zegt niet hoeveel hulp er komt"
        assert (only in outcome.text.nl) == (outcome.kind == "route"), outcome.id


def test_the_scale_and_each_of_its_levels_say_that_no_advice_uses_them() -> None:
    scale = FRAMEWORK.scales[0]
    assert "alleen ter oriëntatie" in scale.name.nl
    assert [band.id for band in scale.bands if not (band.meaning and band.meaning.nl.endswith("Geen advies gebruikt dit niveau."))] == []


def test_the_limits_name_what_is_known_against_lists_and_against_these_criteria() -> None:
    assert FRAMEWORK.limits is not None
    against = ("WODC", "averechts", "eigen keuze", "niet gelezen", "niet gevalideerd", "twee manieren", "ter oriëntatie", "afglijden")
    assert [said for said in against if said not in FRAMEWORK.limits.nl] == []


def test_a_suspicion_is_called_registered_by_the_police_and_a_conviction_established() -> None:
    for item in FRAMEWORK.items:
        if isinstance(item, TallyItem) and item.question:
            assert ("geregistreerd door politie" in item.question.nl) == (FactStatus.SUSPECTED in item.of.statuses), item.id
