"""The shipped *Ingroei*: its published points, borders and table recomputed with pencil and paper, the promises its texts make tried on
cases nobody thought of, and its words. The recomputation shares nothing with the engine: the numbers below are typed, not read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
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
from triage.framework.model import ChoiceItem, DerivedItem, Item, TallyItem, YesNoItem
from triage.framework.registry import AttributeClass, Registry, Verified, read_registry
from triage.framework.values import Text
from triage.framework.vocabulary import AnswerStatus, FactStatus, Role
from triage.periods import Period
from triage.weighing.result import Weighing
from triage.weighing.weigh import weigh_case

FRAMEWORKS = Path(__file__).resolve().parents[2] / "frameworks"
TODAY = date(2026, 11, 30)
OPENED = review.open(FRAMEWORKS / "ingroei.yaml")
FRAMEWORK = OPENED.framework
TRIED = settings(max_examples=40, deadline=None)
LADDER = ["nothing", "ordinary", "offer", "intensive_offer"]

# The published points, typed over from docs/frameworks.md.
COMPANY = {"none": 0, "loose": 1, "frequent": 3}
APPROACHED = {"none": 0, "attempt": 0, "contact": 2, "task": 3}
CONCERN = {"fine": 0, "concern": 1, "serious": 2}
STRENGTH = {"absent": 0, "partly": 1, "clear": 2}
NEEDS = ("school_work", "money", "substance", "home", "attitude", "self_control")
STRENGTHS = ("support_person", "school_or_work_now", "prosocial_friends", "moral_insight", "talent", "work_prospect")
NO_POINTS = ("work_access", "hobby_access", "life_event", "lvb", "psych", "low_motivation", "low_trust")
VIOLENCE = {"violence", "threat", "serious_violence", "robbery", "street_robbery", "weapon", "firearm", "explosive"}
THEFT_AND_OTHER = {"burglary", "property", "other"}
MOST = {"involvement": 15, "need": 12, "protective": 12}
AT_STAKE = {"involvement": 16, "need": 12, "protective": 12}
BORDERS = {
    "involvement": (("low", 0), ("medium", 5), ("high", 9)),
    "need": (("low", 0), ("medium", 2)),
    "protective": (("low", 0), ("high", 8)),
}

Answers = Mapping[str, str]
Dated = tuple[str, date, date, str]
"""Kind, first day, last day, status of a fact."""


def months_back(day: date, months: int) -> date:
    """Whole months back; the examples use the 30th of November, so only February could be too short, and no term ends there."""
    total = day.year * 12 + day.month - 1 - months
    return date(total // 12, total % 12 + 1, day.day)


def counted(facts: Sequence[Dated], kinds: set[str], statuses: set[str], today: date, months: int) -> tuple[int, int]:
    """How many facts surely count, and how many may."""
    border = months_back(today, months)
    fitting = [(first, last) for kind, first, last, status in facts if kind in kinds and status in statuses]
    return sum(first >= border for first, _last in fitting), sum(last >= border for _first, last in fitting)


def conduct(facts: Sequence[Dated], today: date, side: int) -> tuple[int, int, int, int]:
    """Points for theft and other, violence or weapons, drug dealing, and kinds; `side` 0 is the least, 1 the greatest."""
    theft, violence, drugs = (counted(facts, kinds, {"convicted"}, today, 36)[side] for kinds in (THEFT_AND_OTHER, VIOLENCE, {"drugs"}))
    kinds = (theft > 0) + (violence > 0) + (drugs > 0)
    return min(theft, 2), min(violence, 2), (0, 1, 3)[min(drugs, 2)], max(kinds - 1, 0)


def terms(answers: Answers, facts: Sequence[Dated], today: date, side: int = 0) -> dict[str, list[int]]:
    """The terms of each sum, in the order of the file, with what the cap on contacts takes off."""
    company, place = COMPANY[answers["peers_oc"]], int(answers["places"] == "yes")
    over = [3 - company - place] if company + place > 3 else []
    return {
        "involvement": [company, place, *over, APPROACHED[answers["approached"]], *conduct(facts, today, side)],
        "need": [CONCERN[answers[item]] for item in NEEDS],
        "protective": [STRENGTH[answers[item]] for item in STRENGTHS],
    }


def level(scale: str, total: int) -> str:
    """The level a sum reaches."""
    return [band for band, border in BORDERS[scale] if total >= border][-1]


def advice_by_hand(answers: Answers, facts: Sequence[Dated], today: date = TODAY) -> str:
    """The published table, read from the top, for somebody of the right age without a signal of force."""
    by_scale = terms(answers, facts, today)
    total = {scale: sum(parts) for scale, parts in by_scale.items()}
    recent = counted(facts, VIOLENCE | THEFT_AND_OTHER | {"drugs"}, {"convicted"}, today, 24)[0] > 0
    registered = counted(facts, {"drugs"}, {"suspected", "settled_out_of_court", "convicted"}, today, 24)[0] > 0
    if total["involvement"] >= 9 and (recent or answers["approached"] in {"contact", "task"}):
        return "intensive_offer"
    if answers["approached"] != "none" or total["involvement"] >= 9 or (total["involvement"] >= 5 and total["protective"] < 8):
        return "offer"
    if total["involvement"] >= 5 or max(by_scale["involvement"]) >= 3 or registered or total["need"] >= 2:
        return "ordinary"
    return "nothing"


@cache
def plain() -> dict[str, Any]:
    """The file as plain data, dates as words."""
    yaml = YAML(typ="safe", pure=True)
    yaml.version = "1.2"
    loaded: dict[str, Any] = yaml.load((FRAMEWORKS / "ingroei.yaml").read_text("utf-8"))
    return loaded


def quarter(text: str) -> tuple[date, date]:
    """First and last day of `2026-Q2`."""
    year, number = int(text[:4]), int(text[6])
    after = date(year + number // 4, 3 * number % 12 + 1, 1)
    return date(year, 3 * number - 2, 1), after - timedelta(days=1)


def dated(example: dict[str, Any]) -> list[Dated]:
    """The facts of an example."""
    return [(fact["kind"], *quarter(fact["quarter"]), fact["status"]) for fact in example["facts"]]


def named(example: dict[str, Any]) -> str:
    """What pytest calls an example."""
    return str(example["name"]["en"])


def is_open(example: dict[str, Any]) -> bool:
    """Whether a scored answer is missing, only a signal, contested or outdated, or nobody looked for facts."""
    given = {item: example["answers"].get(item, {}) for item in ("peers_oc", "places", "approached", *NEEDS, *STRENGTHS)}
    return "facts" not in example or any(isinstance(answer, dict) for answer in given.values())


EXAMPLES = plain()["examples"]
COMPLETE = [example for example in EXAMPLES if not is_open(example)]


@pytest.mark.parametrize("run", OPENED.examples, ids=lambda run: run.example.name.en)
def test_every_worked_example_comes_out_as_written(run: Any) -> None:
    assert run.differences == ()


@pytest.mark.parametrize("example", COMPLETE, ids=named)
def test_every_term_and_every_advice_written_by_hand_follows_from_the_published_points(example: dict[str, Any]) -> None:
    facts, today = dated(example), date.fromisoformat(str(example["reference_date"]))
    ends = [terms(example["answers"], facts, today, side) for side in (0, 1)]
    for scale in MOST:
        sums = ["+".join(map(str, end[scale])).replace("+-", "-") for end in ends]
        assert example["by_hand"][scale] == (sums[0] if sums[0] == sums[1] else " .. ".join(sums)), scale
        low, high = (sum(end[scale]) for end in ends)
        assert example["expect"]["scales"][scale] == (low if low == high else [low, high])
        assert {level(scale, low), level(scale, high)} == {example["expect"]["bands"][scale]}
    if example["expect"]["advice"] not in {"protect", "out_of_scope"}:
        assert example["expect"]["advice"] == advice_by_hand(example["answers"], facts, today)


def test_the_three_open_examples_give_a_range_that_was_added_up_by_hand() -> None:
    still_open = {named(example): example for example in EXAMPLES if is_open(example)}
    assert still_open.keys() == {"Half of the answers are unknown", "Only a signal of contact", "An answer about company that has expired"}
    for example in still_open.values():
        assert len(example["expect"]["possible_advice"]) > 1
        for scale, written in example["by_hand"].items():
            totals = [sum(int(term) for term in re.findall(r"-?\d+", part)) for part in written.split(" .. ")]
            expected = example["expect"]["scales"][scale]
            assert totals == (expected if isinstance(expected, list) else [expected]), scale


def test_all_eight_cases_that_every_framework_must_face_are_there() -> None:
    names = [named(example) for example in EXAMPLES]
    assert names[:8] == [
        "Only concerns at home and in the surroundings",
        "First fact and simply at school",
        "Two arrests, both dismissed",
        "Girl of 15, courier under pressure",
        "Aged 22, three robberies and much to hold on to",
        "Half of the answers are unknown",
        "Contact every week, a job and repeated drug dealing",
        "The same young person a year later, without a new fact",
    ]
    assert "Brother of somebody on a list" in names
    assert len(names) == len(set(names)) == 22


def test_every_advice_and_both_sides_of_each_border_are_met_by_some_example() -> None:
    expected = [example["expect"] for example in EXAMPLES]
    assert {expect.get("advice") for expect in expected} - {None} == {"protect", *LADDER, "out_of_scope"}
    assert {4, 5, 8, 9} <= {expect["scales"]["involvement"] for expect in expected if isinstance(expect["scales"]["involvement"], int)}
    assert {1, 2} <= {expect["scales"]["need"] for expect in expected if isinstance(expect["scales"]["need"], int)}
    assert {7, 8} <= {expect["scales"]["protective"] for expect in expected if isinstance(expect["scales"]["protective"], int)}


CHOICES = {item.id: tuple(option.id for option in item.options) for item in FRAMEWORK.items if isinstance(item, ChoiceItem)}
YES_NO = tuple(item.id for item in FRAMEWORK.items if isinstance(item, YesNoItem) and item.id != "exploited")
ANSWERS = st.fixed_dictionaries(
    {name: st.sampled_from(options) for name, options in CHOICES.items()} | dict.fromkeys(YES_NO, st.sampled_from(["yes", "no"]))
)
# Quarters that lie wholly on one side of both borders of time, so that each of these cases has one certain advice.
QUARTERS = tuple(f"{year}-Q{number}" for year in (2022, 2023, 2024, 2025, 2026) for number in (1, 2, 3))
OTHERS_ONLY = ("none", "attempt")
"""Answers about being approached that are about what somebody else does."""

Registered = tuple[str, str, str]
"""Kind, quarter, status of a fact."""


def facts(statuses: Sequence[str] = tuple(FactStatus), kinds: Sequence[str] = FRAMEWORK.facts) -> st.SearchStrategy[list[Registered]]:
    """Lists of up to eight facts."""
    return st.lists(st.tuples(st.sampled_from(kinds), st.sampled_from(QUARTERS), st.sampled_from(statuses)), max_size=8)


def weighed(answers: Answers, listed: Sequence[Registered], exploited: Answer | None = None) -> Weighing:
    """A complete case of a nineteen-year-old, for whom no fact of these years lies before the twelfth birthday."""
    first = {"age": Answer(Decimal(19)), "exploited": exploited or Answer("no")}
    known = {name: Answer(value) for name, value in answers.items()}
    there = tuple(Fact(kind, Period.quarter(int(when[:4]), int(when[6])), FactStatus(status)) for kind, when, status in listed)
    return weigh_case(OPENED.tables, Case("7K-4Q2", TODAY, {**first, **known}, there))


def advice(answers: Answers, listed: Sequence[Registered], exploited: Answer | None = None) -> str:
    """The one advice for a complete case."""
    result = weighed(answers, listed, exploited).advice
    assert result is not None
    assert result.certain
    return str(result.advice)


def step(answers: Answers, listed: Sequence[Registered]) -> int:
    """How heavy the advice is: 0 for no extra effort, 3 for an intensive offer."""
    return LADDER.index(advice(answers, listed))


@settings(max_examples=200, deadline=None)
@given(ANSWERS, facts())
def test_score_and_advice_of_any_case_are_those_of_pencil_and_paper(answers: dict[str, str], listed: list[Registered]) -> None:
    by_hand = [(kind, *quarter(when), status) for kind, when, status in listed]
    weighing = weighed(answers, listed)
    for scale, parts in terms(answers, by_hand, TODAY).items():
        assert (weighing.scale(scale).low, weighing.scale(scale).high) == (sum(parts) * 1000,) * 2, scale
    assert advice(answers, listed) == advice_by_hand(answers, by_hand)


@TRIED
@given(ANSWERS, facts(["suspected", "settled_out_of_court", "dismissed", "acquitted"]), st.sampled_from(OTHERS_ONLY))
def test_without_own_conduct_that_stands_the_advice_is_light_at_most(answers: dict[str, str], listed: list[Registered], kept: str) -> None:
    case = {**answers, "approached": kept}
    assert FRAMEWORK.outcome_by_id[advice(case, listed)].intensity in {"none", "light"}
    assert weighed(case, listed).scale("involvement").high <= 3_000


@TRIED
@given(ANSWERS, facts(["dismissed", "acquitted"]))
def test_dismissed_and_acquitted_facts_count_for_nothing(answers: dict[str, str], listed: list[Registered]) -> None:
    assert weighed(answers, listed).advice == weighed(answers, []).advice


@TRIED
@given(ANSWERS, facts(["convicted"]), facts(["suspected", "settled_out_of_court"]))
def test_a_suspicion_gives_no_points_and_opens_ordinary_help_at_most(
    answers: dict[str, str], listed: list[Registered], suspected: list[Registered]
) -> None:
    before, after = weighed(answers, listed), weighed(answers, listed + suspected)
    assert after.scale("involvement").low == before.scale("involvement").low
    assert advice(answers, listed + suspected) in {advice(answers, listed), "ordinary"}


@TRIED
@given(ANSWERS, facts(), st.sampled_from(["peers_oc", "places", "approached"]))
def test_a_heavier_answer_about_contact_never_makes_the_advice_lighter(
    answers: dict[str, str], listed: list[Registered], item: str
) -> None:
    """For `approached` this also compares no and an attempt, which give the same points and so are no pair in the proof."""
    options = CHOICES.get(item, ("no", "yes"))
    steps = [step({**answers, item: option}, listed) for option in options]
    assert steps == sorted(steps)


@TRIED
@given(ANSWERS, facts(), facts())
def test_one_more_fact_never_makes_the_advice_lighter(answers: dict[str, str], listed: list[Registered], more: list[Registered]) -> None:
    assert step(answers, listed) <= step(answers, listed + more)


@TRIED
@given(ANSWERS, ANSWERS, facts())
def test_concerns_decide_at_most_between_no_effort_and_ordinary_help(
    one: dict[str, str], other: dict[str, str], listed: list[Registered]
) -> None:
    changed = {**one, **{name: other[name] for name in NEEDS}}
    pair = {advice(one, listed), advice(changed, listed)}
    assert len(pair) == 1 or pair == {"nothing", "ordinary"}


@TRIED
@given(ANSWERS, ANSWERS, facts())
def test_strengths_decide_at_most_between_ordinary_help_and_a_light_offer(
    one: dict[str, str], other: dict[str, str], listed: list[Registered]
) -> None:
    changed = {**one, **{name: other[name] for name in STRENGTHS}}
    pair = {advice(one, listed), advice(changed, listed)}
    assert len(pair) == 1 or pair == {"ordinary", "offer"}


@TRIED
@given(ANSWERS, ANSWERS, facts())
def test_what_carries_no_points_never_changes_the_advice(one: dict[str, str], other: dict[str, str], listed: list[Registered]) -> None:
    changed = {**one, **{name: other[name] for name in NO_POINTS}}
    assert advice(one, listed) == advice(changed, listed)


@TRIED
@given(ANSWERS, facts(), st.sampled_from([AnswerStatus.ESTABLISHED, AnswerStatus.SIGNAL, AnswerStatus.CONTESTED]))
def test_a_signal_of_force_always_leads_to_protection(answers: dict[str, str], listed: list[Registered], status: AnswerStatus) -> None:
    assert advice(answers, listed, Answer("yes", status)) == "protect"


@TRIED
@given(ANSWERS, facts(kinds=[*THEFT_AND_OTHER, *VIOLENCE]), st.sampled_from(OTHERS_ONLY))
def test_the_highest_level_needs_contact_a_job_or_a_conviction_for_drug_dealing(
    answers: dict[str, str], listed: list[Registered], kept: str
) -> None:
    assert weighed({**answers, "approached": kept}, listed).scale("involvement").high <= 8_000


@cache
def registry() -> Registry:
    """The shipped registry."""
    return read_registry(FRAMEWORKS / "evidence")


def class_of(item: Item) -> AttributeClass | None:
    """The class of what an item is about."""
    return registry().attributes[item.attribute].class_ if item.attribute else None


def scored() -> list[Item]:
    """The items that stand on a scale."""
    return [item for item in FRAMEWORK.items if item.scale is not None]


def test_it_is_a_draft_that_calls_itself_incomplete_and_has_no_list() -> None:
    assert (FRAMEWORK.id, FRAMEWORK.use, FRAMEWORK.status, FRAMEWORK.adoption) == ("ingroei", "casework", "draft", None)
    assert FRAMEWORK.title.nl.endswith("(concept, onvolledig)")
    assert FRAMEWORK.places is None
    assert [(scale.id, scale.role) for scale in FRAMEWORK.scales] == [
        ("involvement", Role.RISK),
        ("need", Role.NEED),
        ("protective", Role.PROTECTIVE),
    ]


def test_the_outcomes_stand_from_light_to_heavy_and_an_offer_is_light() -> None:
    assert FRAMEWORK.advice is not None
    assert [(outcome.id, outcome.kind, outcome.intensity) for outcome in FRAMEWORK.advice.outcomes] == [
        ("protect", "protection", None),
        ("nothing", "help", "none"),
        ("ordinary", "help", "light"),
        ("offer", "help", "light"),
        ("intensive_offer", "help", "intensive"),
    ]


def test_most_points_borders_and_cap_are_the_published_ones() -> None:
    nothing_known = weigh_case(OPENED.tables, Case("7K-4Q2", TODAY, {}, None))
    for scale in FRAMEWORK.scales:
        result = nothing_known.scale(scale.id)
        assert (result.low, result.high, result.total_span) == (0, MOST[scale.id] * 1000, AT_STAKE[scale.id] * 1000)
        assert [(band.id, (band.from_ or 0) // 1000) for band in scale.bands] == list(BORDERS[scale.id])
        assert float(scale.min_known or 0) == 0.75
    assert FRAMEWORK.scale_by_id["involvement"].domain_caps == {"contacts": 3_000}


def test_no_fact_counts_in_two_of_the_three_questions_about_conduct_and_none_is_left_out() -> None:
    kinds = [kind for name in ("prior_crime", "prior_violence", "drug_role") for kind in tally(name).of.facts]
    assert sorted(kinds) == sorted(FRAMEWORK.facts) == sorted(registry().fact_kinds.keys() - {"sexual"})
    assert {tally(name).of.statuses for name in ("prior_crime", "prior_violence", "drug_role")} == {(FactStatus.CONVICTED,)}


def tally(name: str) -> TallyItem:
    """A tally by its id."""
    item = FRAMEWORK.item_by_id[name]
    assert isinstance(item, TallyItem)
    return item


def test_what_opens_more_than_light_help_is_marked_as_a_fact_and_nothing_else_is() -> None:
    marked = {item.id for item in FRAMEWORK.items if item.established_fact}
    assert marked == {"approached", "prior_crime", "prior_violence", "drug_role", "convicted_24m"}
    assert FRAMEWORK.item_by_id["approached"].no_fact == OTHERS_ONLY


def test_a_question_that_the_top_60_asks_too_is_asked_in_the_same_words() -> None:
    top60 = review.open(FRAMEWORKS / "top60-ranking.yaml").framework
    shared = [item.id for item in FRAMEWORK.items if item.id in top60.item_by_id]
    assert len(shared) == 16
    for name in shared:
        ours, theirs = FRAMEWORK.item_by_id[name], top60.item_by_id[name]
        for part in ("kind", "question", "counts", "does_not_count", "attribute", "valid_months", "changeable"):
            assert getattr(ours, part) == getattr(theirs, part), (name, part)
        if isinstance(ours, ChoiceItem) and isinstance(theirs, ChoiceItem):
            assert ours.options == theirs.options, name
        if isinstance(ours, TallyItem) and isinstance(theirs, TallyItem):
            assert ours.of == theirs.of, name


def test_every_source_it_cites_is_in_the_registry_was_read_and_was_looked_up_again() -> None:
    evidence = [given for part in (*FRAMEWORK.items, *FRAMEWORK.criteria) for given in part.evidence]
    cited = {given.source for given in evidence if given.source}
    assert cited <= set(FRAMEWORK.sources) <= registry().sources.keys()
    assert list(FRAMEWORK.sources) == sorted(set(FRAMEWORK.sources))
    assert [name for name in FRAMEWORK.sources if registry().sources[name].verified is not Verified.FOUND] == []
    assert {given.rechecked for given in evidence if given.source} == {TODAY}


def test_every_attribute_is_either_asked_or_said_to_be_left_out() -> None:
    asked = {item.attribute for item in FRAMEWORK.items if item.attribute}
    left_out = [left.attribute for left in FRAMEWORK.not_used]
    assert asked | set(left_out) == registry().attributes.keys()
    assert len(left_out) == len(set(left_out))
    assert asked & set(left_out) == {"slachtoffer_getuige"}  # asked once, only to protect
    assert [item.id for item in scored() if item.attribute in left_out] == []


def test_attributes_stay_in_their_class() -> None:
    assert [item.id for item in FRAMEWORK.items if class_of(item) is AttributeClass.REFUSED] == []
    assert [item.id for item in scored() if class_of(item) is AttributeClass.NEED_ONLY and item.scale == "involvement"] == []
    for item in FRAMEWORK.items:
        assert (item.justification is not None) == (class_of(item) is AttributeClass.JUSTIFIED), item.id
        if item.justification:
            assert item.justification.on == TODAY


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
    assert len(scored()) == 19
    for item in scored():
        for part in ("question", "counts", "does_not_count", "points_why", "limits"):
            assert getattr(item, part) is not None, (item.id, part)
        assert item.evidence, item.id
        assert item.provided_by, item.id
        assert item.domain, item.id
        assert "onze keuze" in (item.points_why.nl if item.points_why else ""), item.id
        assert isinstance(item, TallyItem | DerivedItem) or (item.changeable, item.valid_months) == ("dynamic", 6), item.id


def test_the_ways_in_that_carry_no_points_each_open_a_goal() -> None:
    goals = {need.item: need.domain for need in FRAMEWORK.needs}
    assert {name: goals[name] for name in ("work_access", "hobby_access", "life_event")} == {
        "work_access": "work",
        "hobby_access": "pastime",
        "life_event": "life",
    }
    assert {line.item for line in FRAMEWORK.responsivity} == {"lvb", "psych", "low_motivation", "low_trust"}
    domains = {item.domain for item in FRAMEWORK.items} | {need.domain for need in FRAMEWORK.needs}
    assert [domain.id for domain in FRAMEWORK.domains if domain.id not in domains] == []


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
    assert len(ALL) > 400
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


def test_a_suspicion_is_called_registered_by_the_police() -> None:
    for item in FRAMEWORK.items:
        if isinstance(item, TallyItem) and item.question:
            assert ("geregistreerd door politie" in item.question.nl) == (FactStatus.SUSPECTED in item.of.statuses), item.id


def test_each_advice_says_who_decides() -> None:
    assert FRAMEWORK.advice is not None
    for outcome in FRAMEWORK.advice.outcomes:
        assert outcome.text is not None
        assert re.search(r"[Hh]et casusoverleg besluit|besluit het casusoverleg", outcome.text.nl), outcome.id


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_limits_say_which_lists_were_not_read_and_what_is_known_against_such_lists(language: str) -> None:
    said = {
        "nl": ("concept", "onvolledig", "59", "12", "13", "niet gelezen", "WODC", "averechts", "volwassenen", "eigen keuze"),
        "en": ("draft", "incomplete", "59", "12", "13", "not read", "WODC", "adverse", "adults", "our own choice"),
    }
    assert FRAMEWORK.limits is not None
    limits = " ".join(FRAMEWORK.limits.in_language(language).split())
    assert [words for words in said[language] if words not in limits] == []


def test_a_question_that_looks_at_the_same_thing_as_another_says_what_it_counts() -> None:
    for name in ("places", "approached", "prior_crime", "prior_violence", "drug_role", "versatile_36m"):
        limits = FRAMEWORK.item_by_id[name].limits
        assert limits is not None
        assert "hier telt alleen" in limits.nl, name
