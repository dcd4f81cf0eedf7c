"""What every shipped framework says of its questions, beyond what lint asks: where they come from, who knows, what is left out and why.

Lint refuses a scored item without its card, an attribute that breaks its class and whatever is not in the registry; that the shipped
frameworks pass it stands in `tests/review/test_refused.py`.
"""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from tests.frameworks.shipped import (
    NAMES,
    advice_of,
    class_of,
    every,
    evidence_of,
    framework_of,
    greatest,
    lines_of_advice,
    looked_at,
    registry,
    scored,
)
from triage.framework.model import ChoiceItem, DerivedItem, LevelItem, TallyItem
from triage.framework.registry import AttributeClass, Verified

OWN_QUESTION = {"self_control"}
"""Questions that share a name and are two questions."""

ASKED_ALIKE = (
    "kind",
    "question",
    "does_not_count",
    "attribute",
    "range",
    "of",
    "valid_months",
    "changeable",
    "provided_by",
    "established_fact",
    "allow_not_applicable",
)


@every
def test_a_shipped_framework_is_a_draft_for_casework_named_as_its_file(name: str) -> None:
    framework = framework_of(name)
    assert (framework.id, framework.use, framework.status, framework.adoption) == (name, "casework", "draft", None)


@every
def test_every_source_it_cites_is_listed_and_every_source_it_lists_was_read(name: str) -> None:
    sources = framework_of(name).sources
    assert {given.source for given in evidence_of(framework_of(name)) if given.source} <= set(sources)
    assert list(sources) == sorted(set(sources))
    assert [source for source in sources if registry().sources[source].verified is not Verified.FOUND] == []


@every
def test_what_it_rests_on_and_why_it_may_be_asked_were_gone_through_on_one_day(name: str) -> None:
    framework = framework_of(name)
    looked_up = {given.rechecked for given in evidence_of(framework) if given.source}
    assert len(looked_up) == 1
    assert {item.justification.on for item in framework.items if item.justification} == looked_up


@every
def test_only_what_must_be_justified_is(name: str) -> None:
    for item in framework_of(name).items:
        assert (item.justification is not None) == (class_of(item) is AttributeClass.JUSTIFIED), item.id


@every
def test_an_excuse_for_a_word_answers_a_word_that_stands_there(name: str) -> None:
    for item in framework_of(name).items:
        options = item.options if isinstance(item, ChoiceItem | LevelItem) else ()
        asked = " ".join(text.nl.lower() for text in (item.question, *(option.label for option in options)) if text)
        for excuse in item.words_ok:
            words = registry().attributes[excuse.attribute].words
            assert any(re.search(rf"\b{re.escape(word)}", asked) for word in words), (item.id, excuse.attribute)


@every
def test_every_attribute_is_either_asked_or_said_to_be_left_out(name: str) -> None:
    framework = framework_of(name)
    asked = {item.attribute for item in framework.items if item.attribute}
    left_out = [left.attribute for left in framework.not_used]
    assert len(left_out) == len(set(left_out))
    assert registry().attributes.keys() - asked - set(left_out) == set()
    assert asked & set(left_out) <= {"slachtoffer_getuige"}  # asked only to protect and to help in a way that fits


@every
def test_what_is_said_to_be_left_out_carries_no_points(name: str) -> None:
    left_out = {left.attribute for left in framework_of(name).not_used}
    assert [item.id for item in framework_of(name).items if item.attribute in left_out and (item.scale or greatest(item))] == []


@every
def test_every_item_says_who_can_answer_it_and_every_scored_item_its_domain(name: str) -> None:
    assert [item.id for item in framework_of(name).items if not item.provided_by] == []
    assert [item.id for item in scored(framework_of(name)) if not item.domain] == []
    assert [criterion.id for criterion in framework_of(name).criteria if not criterion.evidence] == []


@every
def test_every_domain_is_used(name: str) -> None:
    framework = framework_of(name)
    used = {item.domain for item in framework.items} | {need.domain for need in framework.needs}
    assert [domain.id for domain in framework.domains if domain.id not in used] == []


@every
def test_an_answer_that_can_change_expires_within_a_year(name: str) -> None:
    changing = [item for item in framework_of(name).items if item.changeable == "dynamic"]
    assert {item.id for item in scored(framework_of(name)) if item.scale in ("need", "protective")} <= {item.id for item in changing}
    assert [item.id for item in changing if item.valid_months not in range(1, 13)] == []


@every
def test_every_tally_is_a_fact_about_conduct_where_more_than_light_help_looks_at_it(name: str) -> None:
    framework = framework_of(name)
    opening = {
        outcome.id
        for outcome in advice_of(framework).outcomes
        if outcome.kind != "protection" and outcome.intensity not in ("none", "light")
    }
    resting = looked_at(framework, *(line.when for line in advice_of(framework).rules if line.when and line.then in opening))
    tallies = {item.id for item in framework.items if isinstance(item, TallyItem)}
    assert [name for name in sorted(tallies & resting) if not framework.item_by_id[name].established_fact] == []


@every
def test_sexual_offences_are_left_to_other_expertise(name: str) -> None:
    assert set(framework_of(name).facts) == registry().fact_kinds.keys() - {"sexual"}


@every
def test_how_help_is_given_carries_no_points_and_no_line_of_advice_looks_at_it(name: str) -> None:
    framework = framework_of(name)
    decides_how = {line.item for line in framework.responsivity}
    assert decides_how
    assert [item for item in decides_how if framework.item_by_id[item].scale or greatest(framework.item_by_id[item])] == []
    assert decides_how & looked_at(framework, *lines_of_advice(framework)) == set()


@pytest.mark.parametrize(("one", "other"), list(combinations(NAMES, 2)))
def test_a_question_that_two_frameworks_ask_is_asked_in_the_same_words_with_the_same_answers(one: str, other: str) -> None:
    items, twins = framework_of(one).item_by_id, framework_of(other).item_by_id
    shared = items.keys() & twins.keys() - OWN_QUESTION
    assert {"age", "exploited"} <= shared
    for name in shared:
        item, twin = items[name], twins[name]
        if isinstance(item, DerivedItem):
            assert (item.kind, item.question) == (twin.kind, twin.question), name
            continue
        for part in ASKED_ALIKE:
            assert getattr(item, part, None) == getattr(twin, part, None), (name, part)
        assert item.counts == twin.counts or None in (item.counts, twin.counts), name
        labels, others = ([(option.id, option.label) for option in getattr(part, "options", ())] for part in (item, twin))
        assert labels == others, name
