"""The shipped Top600 criteria: what its texts promise, its counts and criteria worked out once more apart from the engine, and its words.

The recount shares nothing with the engine: it reads the file as plain data and has its own months, its own truth with three values and
its own table of advices, written down from the plan and not from the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
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

from triage import review
from triage.cases.case import Answer, Case, Fact
from triage.framework.conditions import Condition, CriterionHolds, ItemAnswer, ItemNumber, walk
from triage.framework.model import ChoiceItem, TallyItem
from triage.framework.read import read_path
from triage.framework.registry import AttributeClass, Registry, Verified, read_registry
from triage.framework.values import Text
from triage.framework.vocabulary import AnswerStatus, FactStatus
from triage.periods import Period
from triage.weighing.result import AdviceResult, Weighing
from triage.weighing.tables import Tables
from triage.weighing.weigh import weigh_case

FRAMEWORKS = Path(__file__).resolve().parents[2] / "frameworks"
FILE = FRAMEWORKS / "top600-criteria.yaml"
TODAY = date(2026, 11, 30)
TRIED = settings(max_examples=50, deadline=None)
LADDER = ["regular", "local", "discuss"]
TALLIES = ("hic_60m", "convicted_60m", "recent_12m", "incidents_24m")
TESTS = ("regular_insufficient", "added_value", "proportionate")
CARE = {"school_work": ("fine", "concern", "serious"), "supervision_order": ("no", "yes"), "youth_probation": ("no", "yes")}
PARTS = ("aim", "suitable", "necessary", "proportionate", "proxy_check", "owner")
NEVER = {
    "nl": r"kans(en)?|voorspel\w*|gevaarlijk\w*|crimine(el|le|len)|waarschijnlijk\w*|risico\w*",
    "en": r"chances?|predict\w*|dangerous\w*|criminals?|probab\w*|likel\w*|risks?",
}
SENTENCE_END = re.compile(r"(?<=[.?!:;])\s+")

OPENED = review.open(FILE)
FRAMEWORK = OPENED.framework
assert FRAMEWORK.advice is not None
ADVICE = FRAMEWORK.advice

Truth = bool | None
Span = tuple[int, int]


@cache
def registry() -> Registry:
    """The shipped registry."""
    return read_registry(FRAMEWORKS / "evidence")


@cache
def document() -> dict[str, Any]:
    """The file as plain data, dates as dates."""
    yaml = YAML(typ="safe", pure=True)
    yaml.version = "1.2"
    loaded: dict[str, Any] = yaml.load(FILE.read_text("utf-8"))
    return loaded


# What was counted by hand, and what follows from it


def quarter(text: str) -> tuple[date, date]:
    """First and last day of `2026-Q2`."""
    year, number = int(text[:4]), int(text[6])
    after = date(year + number // 4, 3 * number % 12 + 1, 1)
    return date(year, 3 * number - 2, 1), after - timedelta(days=1)


def count(example: Mapping[str, Any], of: Mapping[str, Any]) -> Span | None:
    """Facts that surely count and that may count; None where nobody looked. Every window is whole years."""
    if "facts" not in example:
        return None
    today = date.fromisoformat(str(example["reference_date"]))
    assert of["within_months"] % 12 == 0
    border = date(today.year - of["within_months"] // 12, today.month, today.day)
    sure = possible = 0
    for fact in example["facts"]:
        first, last = quarter(fact["quarter"])
        if fact["kind"] in of["facts"] and fact["status"] in of["statuses"]:
            sure += first >= border and not fact.get("contested", False)
            possible += last >= border
    return sure, possible


def counts(example: Mapping[str, Any]) -> dict[str, Span | None]:
    """The four counts of an example."""
    items = {item["id"]: item for item in document()["items"]}
    return {name: count(example, items[name]["of"]) for name in TALLIES}


def by_hand(written: str) -> dict[str, Span | None]:
    """`hic 1-2, convicted 3, recent 0, all 2` as it stands above an example."""
    if written == "nobody looked for facts":
        return dict.fromkeys(TALLIES)
    numbers = re.fullmatch(r"hic ([\d-]+), convicted ([\d-]+), recent ([\d-]+), all ([\d-]+)", written)
    assert numbers, written
    ends = [tuple(map(int, number.split("-"))) for number in numbers.groups()]
    return {name: (end[0], end[-1]) for name, end in zip(TALLIES, ends, strict=True)}


def reaches(span: Span | None, least: int) -> Truth:
    """Whether a count reaches a number."""
    low, high = span or (0, 99)
    return True if low >= least else None if high >= least else False


def both(*parts: Truth) -> Truth:
    """All of them."""
    return False if False in parts else None if None in parts else True


def either(*parts: Truth) -> Truth:
    """Any of them."""
    return True if True in parts else None if None in parts else False


def answered(example: Mapping[str, Any], item: str, *values: str) -> Truth:
    """Whether the answer is one of these; None where it does not count."""
    given = example["answers"].get(item, {"status": "unknown"})
    if isinstance(given, dict):
        outdated = "as_of" in given and quarter(given["as_of"])[0] < date(2026, 5, 30)
        if outdated or given.get("status", "established") != "established":
            return None
        given = given["value"]
    return given in values


def expected_criteria(example: Mapping[str, Any]) -> dict[str, Truth]:
    """The criteria, from the plan: thresholds 1, 3 and 2, below 21, and two facts with three care criteria."""
    found, young = counts(example), example["answers"]["age"] < 21
    hic, convicted = found["hic_60m"], found["convicted_60m"]
    adult = both(reaches(hic, 1), reaches(convicted, 3))
    youth = both(young, reaches(hic, 1), reaches(convicted, 2))
    care = [
        answered(example, "school_work", "concern", "serious"),
        answered(example, "supervision_order", "yes"),
        answered(example, "youth_probation", "yes"),
    ]
    return {
        "a_adult": adult,
        "a_young": youth,
        "a_criterion": either(adult, youth),
        "recent_fact": reaches(found["recent_12m"], 1),
        "tests_met": both(*(answered(example, name, "yes") for name in TESTS)),
        "a_400": both(reaches(found["incidents_24m"], 2), *care),
    }


def expected_advice(example: Mapping[str, Any]) -> set[str]:
    """Every advice that is not excluded: protection first, then the scope, then the three lines."""
    forced = example["answers"]["exploited"]
    signal = forced.get("value") == "yes" if isinstance(forced, dict) else forced == "yes"
    if signal:
        return {"protect"}
    kept = {"protect"} if isinstance(forced, dict) else set()
    if not 12 <= example["answers"]["age"] < 24:
        return kept | {"out_of_scope"}
    truths = expected_criteria(example)
    for advice, truth in (
        ("discuss", both(truths["a_criterion"], truths["recent_fact"], truths["tests_met"])),
        ("local", truths["a_criterion"]),
        ("regular", True),
    ):
        if truth is not False:
            kept.add(advice)
        if truth:
            break
    return kept


def named(example: Mapping[str, Any]) -> str:
    """What pytest calls an example."""
    return str(example["name"]["en"])


examples = pytest.mark.parametrize("example", document()["examples"], ids=named)


@examples
def test_what_was_counted_by_hand_is_what_the_facts_give(example: Mapping[str, Any]) -> None:
    written = re.findall(r"  # by hand: (.+)\n  - name:", FILE.read_text("utf-8"))
    assert len(written) == len(document()["examples"])
    assert by_hand(written[document()["examples"].index(example)]) == counts(example)


@examples
def test_the_criteria_follow_from_the_counts(example: Mapping[str, Any]) -> None:
    told = {name: None if truth == "unknown" else truth for name, truth in example["expect"]["criteria"].items()}
    assert told == expected_criteria(example)


@examples
def test_the_advice_follows_from_the_criteria(example: Mapping[str, Any]) -> None:
    expect = example["expect"]
    told = {expect["advice"]} if "advice" in expect else set(expect["possible_advice"])
    assert told == expected_advice(example)


def test_all_eight_cases_that_every_list_must_face_are_there() -> None:
    names = [named(example) for example in document()["examples"]]
    assert {
        "Only concerns at home and in the surroundings",
        "First fact and simply at school",
        "Two arrests, both dismissed",
        "Girl of 15, courier under pressure",
        "Aged 22, three robberies and much to hold on to",
        "Half of the answers are unknown",
        "The same young person a year later, without a new fact",
        "Brother of somebody on the list",
    } <= set(names)
    assert len(names) == len(set(names)) == 24


def test_every_advice_is_met_by_some_example() -> None:
    met = {example["expect"].get("advice") for example in document()["examples"]} - {None}
    assert met == FRAMEWORK.outcome_by_id.keys() | {"out_of_scope"}


# What the file is made of


def conditions_of(*outermost: Condition | None) -> list[Condition]:
    """Conditions with every condition inside them, criteria looked up as well."""
    found = [part for condition in outermost if condition is not None for part in walk(condition)]
    inside = [FRAMEWORK.criterion_by_id[part.criterion].when for part in found if isinstance(part, CriterionHolds)]
    return found + (conditions_of(*inside) if inside else [])


def looked_at(conditions: Sequence[Condition]) -> set[str]:
    """The items these conditions look at."""
    return {part.item for part in conditions if isinstance(part, ItemAnswer | ItemNumber)}


def advice_conditions() -> list[Condition]:
    """What the advice rests on: protection lines, scope and rules."""
    assert FRAMEWORK.scope is not None
    protection, rules = [line.when for line in ADVICE.protection], [line.when for line in ADVICE.rules]
    return conditions_of(FRAMEWORK.scope.when, *protection, *rules)


def class_of(item: str) -> AttributeClass | None:
    """The class of what an item is about."""
    attribute = FRAMEWORK.item_by_id[item].attribute
    return registry().attributes[attribute].class_ if attribute else None


def test_it_is_a_draft_for_casework_without_scales_and_without_points() -> None:
    assert (FRAMEWORK.id, FRAMEWORK.use, FRAMEWORK.status, FRAMEWORK.adoption) == ("top600-criteria", "casework", "draft", None)
    assert FRAMEWORK.scales == ()
    assert [item.id for item in FRAMEWORK.items if item.scale or getattr(item, "points", None)] == []
    assert [item.id for item in FRAMEWORK.items if isinstance(item, ChoiceItem) for option in item.options if option.points] == []
    assert len(FRAMEWORK.items) == 12


def test_terms_kinds_and_statuses_are_those_of_the_plan() -> None:
    tallies = {item.id: item.of for item in FRAMEWORK.items if isinstance(item, TallyItem)}
    every = tuple(kind for kind in FRAMEWORK.facts)
    registered = {FactStatus.SUSPECTED, FactStatus.SETTLED_OUT_OF_COURT, FactStatus.CONVICTED}
    assert {name: of.within_months for name, of in tallies.items()} == dict(zip(TALLIES, (60, 60, 12, 24), strict=True))
    assert set(tallies["hic_60m"].facts) == {"robbery", "street_robbery", "burglary", "serious_violence"}
    assert [tallies[name].facts for name in TALLIES[1:]] == [every, every, every]
    assert set(tallies["convicted_60m"].statuses) == {FactStatus.CONVICTED}
    assert [set(tallies[name].statuses) for name in ("hic_60m", "recent_12m", "incidents_24m")] == [registered] * 3
    assert set(every) == registry().fact_kinds.keys() - {"sexual"}


def test_no_line_of_the_advice_uses_a_400_or_an_answer_about_care() -> None:
    resting = advice_conditions()
    assert "a_400" not in {part.criterion for part in resting if isinstance(part, CriterionHolds)}
    assert looked_at(resting) & {*CARE, "incidents_24m"} == set()
    assert looked_at(conditions_of(FRAMEWORK.criterion_by_id["a_400"].when)) == {*CARE, "incidents_24m"}
    assert {class_of(name) for name in CARE} == {AttributeClass.NEED_ONLY}


def test_only_the_question_about_force_brings_a_class_n_answer_near_the_advice() -> None:
    near = {name for name in looked_at(advice_conditions()) if class_of(name) is AttributeClass.NEED_ONLY}
    assert near == {"exploited"}
    assert looked_at(conditions_of(*(line.when for line in ADVICE.rules))).isdisjoint(near)


def test_every_part_of_the_file_is_used() -> None:
    in_criteria = looked_at(conditions_of(*(criterion.when for criterion in FRAMEWORK.criteria)))
    by_lines = {need.item for need in FRAMEWORK.needs} | {line.item for line in FRAMEWORK.responsivity}
    assert looked_at(advice_conditions()) | in_criteria | by_lines == FRAMEWORK.item_by_id.keys()
    domains = {item.domain for item in FRAMEWORK.items} | {need.domain for need in FRAMEWORK.needs}
    assert [domain.id for domain in FRAMEWORK.domains if domain.id not in domains] == []


def test_each_answer_about_care_leads_to_help() -> None:
    goals = {need.is_: need.goal.nl for need in FRAMEWORK.needs}
    assert goals.keys() == {"concern", "serious"}
    assert len(set(goals.values())) == 2
    assert {(line.item, line.is_) for line in FRAMEWORK.responsivity} == {("supervision_order", "yes"), ("youth_probation", "yes")}


def test_every_source_it_cites_is_in_the_registry_and_was_read() -> None:
    given = [part for card in (*FRAMEWORK.items, *FRAMEWORK.criteria) for part in card.evidence]
    cited = {part.source for part in given if part.source}
    assert cited <= set(FRAMEWORK.sources) <= registry().sources.keys()
    assert [name for name in FRAMEWORK.sources if registry().sources[name].verified is not Verified.FOUND] == []
    assert {part.rechecked for part in given if part.source} == {TODAY}
    assert [card.id for card in (*FRAMEWORK.items, *FRAMEWORK.criteria) if not card.evidence] == []


def test_what_is_asked_and_what_is_left_out_make_up_the_whole_registry() -> None:
    asked = {item.attribute for item in FRAMEWORK.items if item.attribute}
    left_out = [left.attribute for left in FRAMEWORK.not_used]
    assert len(left_out) == len(set(left_out))
    assert asked | set(left_out) == registry().attributes.keys()
    assert asked & set(left_out) == {"slachtoffer_getuige"}
    refused = {name for name, attribute in registry().attributes.items() if attribute.class_ is AttributeClass.REFUSED}
    assert refused <= set(left_out)


def test_attributes_that_must_be_justified_have_all_seven_answers_in_both_languages() -> None:
    justified = {item.id: item.justification for item in FRAMEWORK.items if class_of(item.id) is AttributeClass.JUSTIFIED}
    assert justified.keys() == {"age", *TALLIES}
    for name, justification in justified.items():
        assert justification is not None, name
        assert [part for part in PARTS if not getattr(justification, part).en] == [], name
        assert justification.on == TODAY
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


def test_every_question_has_its_whole_card() -> None:
    for item in FRAMEWORK.items:
        for part in ("question", "counts", "does_not_count"):
            assert getattr(item, part) is not None, (item.id, part)
        assert item.provided_by, item.id
        assert item.limits is not None or item.id == "exploited", item.id
        assert item.domain or item.id in {"age", "exploited"}, item.id


def test_facts_are_facts_about_conduct_and_nothing_else_is() -> None:
    assert {item.id for item in FRAMEWORK.items if item.established_fact} == set(TALLIES)
    assert {item.id for item in FRAMEWORK.items if item.heavier is None} == {"age", "exploited"}


def test_every_answer_somebody_gives_expires_before_the_next_review() -> None:
    assert FRAMEWORK.places is not None
    assert {item.valid_months for item in FRAMEWORK.questions if item.id != "age"} == {FRAMEWORK.places.review_months} == {6}


def test_the_list_has_no_order_and_ends_by_itself() -> None:
    places = FRAMEWORK.places
    assert places is not None
    assert (places.places, places.eligible, places.order, places.margin) == (600, ("discuss",), (), None)
    assert document()["list"]["leave_when"] == {"any": [{"not": {"criterion": "a_criterion"}}, {"not": {"criterion": "recent_fact"}}]}


def test_outcomes_go_from_light_to_heavy_and_the_lines_from_heavy_to_light() -> None:
    assert [(outcome.id, outcome.kind, outcome.intensity) for outcome in ADVICE.outcomes] == [
        ("protect", "protection", None),
        ("regular", "help", "light"),
        ("local", "help", "medium"),
        ("discuss", "list", "intensive"),
    ]
    assert [line.then for line in ADVICE.rules] == LADDER[::-1]
    assert ADVICE.exceptions == ()


def test_a_question_that_another_framework_asks_too_is_asked_in_the_same_words() -> None:
    other = read_path(FRAMEWORKS / "top60-ranking.yaml").framework
    shared = FRAMEWORK.item_by_id.keys() & other.item_by_id.keys()
    assert shared == {"age", "exploited", "recent_12m", "incidents_24m", "school_work"}
    for name in shared:
        ours, theirs = FRAMEWORK.item_by_id[name], other.item_by_id[name]
        assert (ours.kind, ours.question, ours.does_not_count) == (theirs.kind, theirs.question, theirs.does_not_count), name
        assert theirs.counts in (None, ours.counts), name
        if isinstance(ours, TallyItem) and isinstance(theirs, TallyItem):
            assert ours.of == theirs.of, name
        if isinstance(ours, ChoiceItem) and isinstance(theirs, ChoiceItem):
            assert [(option.id, option.label) for option in ours.options] == [(option.id, option.label) for option in theirs.options]


# What it does for any case


@cache
def tables() -> Tables:
    """The framework as the engine takes it."""
    return OPENED.tables


def case(answers: Mapping[str, str], facts: Sequence[Fact], age: int = 17, exploited: Answer | None = None) -> Weighing:
    """A complete case, weighed; the answers about care are good unless given."""
    good = {**dict.fromkeys(TESTS, "yes"), "school_work": "fine", "supervision_order": "no", "youth_probation": "no", **answers}
    first = {"age": Answer(Decimal(age)), "exploited": exploited or Answer("no")}
    return weigh_case(tables(), Case("7K-4Q2", TODAY, {**first, **{name: Answer(value) for name, value in good.items()}}, tuple(facts)))


def advised(answers: Mapping[str, str], facts: Sequence[Fact], age: int = 17, exploited: Answer | None = None) -> AdviceResult:
    """The advice for such a case."""
    advice = case(answers, facts, age, exploited).advice
    assert advice is not None
    return advice


def step(answers: Mapping[str, str], facts: Sequence[Fact], age: int = 17) -> int:
    """How heavy the advice is: 0 for ordinary help, 2 for discussing a place."""
    advice = advised(answers, facts, age)
    assert advice.certain
    return LADDER.index(str(advice.advice))


# Quarters that lie wholly on one side of every border of time, so that each of these cases has one certain advice.
QUARTERS = tuple(Period.quarter(year, number) for year in (2021, 2022, 2023, 2024, 2025, 2026) for number in (1, 2, 3))
KINDS = st.sampled_from(FRAMEWORK.facts)
NOT_ESTABLISHED = st.sampled_from([FactStatus.SUSPECTED, FactStatus.SETTLED_OUT_OF_COURT])
WITHOUT_FAULT = st.sampled_from([FactStatus.DISMISSED, FactStatus.ACQUITTED])
ANY_STATUS: st.SearchStrategy[FactStatus] = st.sampled_from(FactStatus)
ANSWERS = st.fixed_dictionaries({name: st.sampled_from(("no", "yes")) for name in TESTS} | {n: st.sampled_from(v) for n, v in CARE.items()})
AGES = st.integers(12, 23)


def fact_lists(statuses: st.SearchStrategy[FactStatus] = ANY_STATUS) -> st.SearchStrategy[list[Fact]]:
    """Lists of up to eight facts."""
    return st.lists(st.builds(Fact, kind=KINDS, when=st.sampled_from(QUARTERS), status=statuses), max_size=8)


def test_the_advice_is_that_of_the_plan_for_every_age_count_and_answer_that_matters() -> None:
    for age, hic, convicted, recent in product((12, 20, 21, 23), (0, 1), (0, 1, 2, 3, 4), (0, 1)):
        facts = [
            *[Fact("burglary", Period.quarter(2022, 2), FactStatus.SUSPECTED)] * hic,
            *[Fact("property", Period.quarter(2024, 2), FactStatus.CONVICTED)] * convicted,
            *[Fact("threat", Period.quarter(2026, 2), FactStatus.SUSPECTED)] * recent,
        ]
        threshold = hic and (convicted >= 3 or (age < 21 and convicted >= 2))
        for answers in product(("no", "yes"), repeat=3):
            listed = threshold and recent and answers == ("yes", "yes", "yes")
            expected = "discuss" if listed else "local" if threshold else "regular"
            assert advised(dict(zip(TESTS, answers, strict=True)), facts, age).advice == expected, (age, hic, convicted, recent, answers)


@pytest.mark.parametrize(("age", "given"), [(11, "out_of_scope"), (12, "regular"), (23, "regular"), (24, "out_of_scope")])
def test_it_holds_from_12_to_23(age: int, given: str) -> None:
    assert advised({}, [], age).possible == (given,)


@TRIED
@given(ANSWERS, AGES)
def test_without_a_fact_the_advice_is_ordinary_help(answers: dict[str, str], age: int) -> None:
    assert step(answers, [], age) == LADDER.index("regular")


@TRIED
@given(ANSWERS, fact_lists(NOT_ESTABLISHED), AGES)
def test_suspicions_alone_never_lead_past_ordinary_help(answers: dict[str, str], facts: list[Fact], age: int) -> None:
    assert step(answers, facts, age) == LADDER.index("regular")


@TRIED
@given(ANSWERS, fact_lists(WITHOUT_FAULT))
def test_dismissed_and_acquitted_facts_count_for_nothing(answers: dict[str, str], facts: list[Fact]) -> None:
    assert advised(answers, facts) == advised(answers, [])


@TRIED
@given(ANSWERS, fact_lists(), fact_lists(), AGES)
def test_one_more_fact_never_makes_the_advice_lighter(answers: dict[str, str], facts: list[Fact], more: list[Fact], age: int) -> None:
    assert step(answers, facts, age) <= step(answers, facts + more, age)


@TRIED
@given(ANSWERS, fact_lists())
def test_without_a_fact_in_the_last_year_nobody_is_discussed_for_a_place_and_who_holds_one_leaves(
    answers: dict[str, str], facts: list[Fact]
) -> None:
    old = [fact for fact in facts if fact.when.first < date(2025, 11, 30)]
    assert step(answers, old) < LADDER.index("discuss")
    truths = {result.criterion.id: result.truth.word for result in case(answers, old).criteria}
    assert truths["recent_fact"] == "false"


@TRIED
@given(ANSWERS, fact_lists(), AGES)
def test_answers_about_care_never_change_the_advice(answers: dict[str, str], facts: list[Fact], age: int) -> None:
    steps = {step({**answers, **dict(zip(CARE, care, strict=True))}, facts, age) for care in product(*CARE.values())}
    assert len(steps) == 1


@TRIED
@given(ANSWERS, fact_lists(), st.sampled_from([AnswerStatus.ESTABLISHED, AnswerStatus.SIGNAL, AnswerStatus.CONTESTED]))
def test_a_signal_of_force_always_leads_to_protection(answers: dict[str, str], facts: list[Fact], status: AnswerStatus) -> None:
    advice = advised(answers, facts, exploited=Answer("yes", status))
    assert (advice.certain, advice.advice) == (True, "protect")


@TRIED
@given(ANSWERS, fact_lists())
def test_while_the_question_about_force_is_open_protection_is_not_excluded(answers: dict[str, str], facts: list[Fact]) -> None:
    advice = advised(answers, facts, exploited=Answer(status=AnswerStatus.UNKNOWN))
    assert not advice.certain
    assert "protect" in advice.possible


# Its words


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
    assert len(ALL) > 200
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
    read = [FRAMEWORK.purpose, FRAMEWORK.misuse, FRAMEWORK.limits, *(outcome.text for outcome in ADVICE.outcomes)]
    assert None not in read
    assert [text.nl for text in read if text and mean(sentence_lengths(text.nl)) > 12] == []


def test_a_suspicion_is_called_registered_by_the_police_and_a_conviction_established() -> None:
    for item in FRAMEWORK.items:
        if isinstance(item, TallyItem) and item.question:
            assert ("geregistreerd door politie" in item.question.nl) == (FactStatus.SUSPECTED in item.of.statuses), item.id


def test_each_advice_says_who_decides() -> None:
    for outcome in ADVICE.outcomes:
        assert outcome.text is not None
        assert re.search(r"[Hh]et casusoverleg besluit|besluit het casusoverleg", outcome.text.nl), outcome.id


@pytest.mark.parametrize(
    "said",
    [
        "WODC onderzocht in 2023",
        "averechts effect",
        "sinds januari 2026 niet meer met vaste criteria",
        "Openbare beschrijvingen van de criteria spreken elkaar tegen",
        "eigen keuze",
        "Eén vonnis over drie feiten telt hier als drie",
        "geen regel van het advies gebruikt het",
        "niet gevalideerd",
        "eigen juridische basis",
        "niet gelezen",
    ],
)
def test_the_limits_name_what_is_known_against_such_lists_and_what_this_file_cannot(said: str) -> None:
    assert FRAMEWORK.limits is not None
    assert said in FRAMEWORK.limits.nl


def test_a_400_says_three_times_that_it_decides_nothing() -> None:
    criterion = FRAMEWORK.criterion_by_id["a_400"]
    assert "alleen getoond" in criterion.name.nl
    assert any(given.none and "Geen regel van het advies" in given.none.nl for given in criterion.evidence)
    assert FRAMEWORK.limits is not None
    assert "Criterium A-400 laat alleen zien hoe de Top400 koos" in FRAMEWORK.limits.nl


def test_a_count_of_the_same_facts_as_another_says_what_it_looks_at() -> None:
    for name in TALLIES:
        limits = FRAMEWORK.item_by_id[name].limits
        assert limits is not None
        assert "ier telt alleen" in limits.nl, name
