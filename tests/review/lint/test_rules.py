"""What the other rules of lint allow is not refused. What they forbid is in `tests/invalid/review`, one file per rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any, cast

import pytest

from triage.framework.model import Framework
from triage.framework.read import read
from triage.framework.registry import Registry, read_registry
from triage.review import EVIDENCE, lint
from triage.review.lint.adoption import two_roles_adopt
from triage.review.lint.cards import evidence_is_fresh, scored_items_have_a_card, texts_are_translated
from triage.review.lint.registered import attributes_are_registered, instruments_are_registered, sources_are_registered
from triage.review.lint.tallies import linked_tallies_point_one_way
from triage.review.lint.used import items_are_used
from triage.wording import DUTCH

TODAY = date(2026, 11, 30)


@cache
def registry() -> Registry:
    """The registry of the program."""
    return read_registry(EVIDENCE)


def framework(*items: dict[str, Any], **parts: Any) -> Framework:
    """A framework with these items."""
    given = {"format": 1, "id": "small", "version": "1.0.0", "use": "casework", "title": {"nl": "Klein"}, "items": list(items)}
    return Framework.model_validate({**given, **parts})


SCHOOL = {"id": "school", "kind": "yes_no"}
YES = {"item": "school", "is": "yes"}
OUTCOMES = [{"id": "help"}, {"id": "guard", "kind": "protection"}]


@pytest.mark.parametrize(
    "parts",
    [
        {"scope": {"text": {"nl": "x"}, "when": YES}},
        {"criteria": [{"id": "c", "when": {"not": {"all": [YES]}}}]},
        {"advice": {"outcomes": OUTCOMES, "rules": [{"when": YES, "then": "help"}, {"then": "help"}]}},
        {"advice": {"outcomes": OUTCOMES, "protection": [{"when": YES, "then": "guard"}], "rules": [{"then": "help"}]}},
        {"list": {"places": 1, "eligible": ["help"], "leave_when": YES}},
        {"needs": [{"item": "school", "is": "yes", "goal": {"nl": "x"}}]},
        {"responsivity": [{"item": "school", "is": "yes", "advice": {"nl": "x"}}]},
        {
            "items": [
                SCHOOL,
                {"id": "d", "kind": "derived", "scale": "s", "points": [{"when": YES, "points": 1}, {"points": 0}]},
            ],
            "scales": [{"id": "s", "role": "need"}],
        },
        {
            "items": [{**SCHOOL, "scale": "s", "points": {"yes": 1, "no": 0}}],
            "scales": [{"id": "s", "role": "need"}],
        },
    ],
    ids=["scope", "criterion", "rule", "protection", "list", "need", "responsivity", "derived item", "scale"],
)
def test_an_item_is_used_by(parts: dict[str, Any]) -> None:
    assert list(items_are_used(framework(SCHOOL, **parts), registry())) == []


def test_an_item_that_only_an_example_answers_is_unused() -> None:
    model = framework(SCHOOL, examples=[{"name": {"nl": "x"}, "answers": {"school": "yes"}, "expect": {}}])
    assert [fault.path for fault in items_are_used(model, registry())] == [("items", 0)]


def test_an_item_may_say_that_it_is_about_no_attribute() -> None:
    assert list(attributes_are_registered(framework({**SCHOOL, "attribute": "none"}), registry())) == []


def test_a_reason_instead_of_a_source_needs_no_registry() -> None:
    assert list(sources_are_registered(framework({**SCHOOL, "evidence": [{"none": {"nl": "eigen keuze"}}]}), registry())) == []


def test_an_instrument_is_looked_up_where_the_registry_has_a_part_for_instruments() -> None:
    model = framework({"id": "level", "kind": "level", "instrument": "ritax2", "options": [{"id": "a"}, {"id": "b"}]})

    def places(**instruments: object) -> list[object]:
        with_part = cast(Registry, SimpleNamespace(instruments=instruments))
        return [fault.path for fault in instruments_are_registered(model, with_part)]

    assert places(ritax2=1) == []
    assert places(ritax=1) == [("items", 0, "instrument")]


def test_an_item_without_points_needs_no_card_and_one_with_points_off_every_scale_does() -> None:
    assert list(scored_items_have_a_card(framework(SCHOOL), registry())) == []
    assert len(list(scored_items_have_a_card(framework({**SCHOOL, "points": {"yes": 1, "no": 0}}), registry()))) == 5


@pytest.mark.parametrize(
    ("status", "by", "faults"),
    [
        ("adopted", ["stuurgroep", "functionaris gegevensbescherming"], 0),
        ("adopted", ["stuurgroep", "stuurgroep", "raad"], 0),
        ("adopted", ["Stuurgroep ", "stuurgroep"], 1),
        ("draft", ["stuurgroep"], 0),
        ("withdrawn", ["stuurgroep"], 0),
    ],
)
def test_an_adopted_framework_names_two_different_roles(status: str, by: list[str], faults: int) -> None:
    adoption = {"by": by, "on": "2026-09-01", "evaluate_before": "2027-09-01"}
    assert len(list(two_roles_adopt(framework(SCHOOL, status=status, adoption=adoption), registry()))) == faults


@pytest.mark.parametrize(("rechecked", "faults"), [("2025-11-30", 0), ("2025-11-29", 1), ("2026-11-30", 0)])
def test_evidence_is_fresh_for_a_year_to_the_day(rechecked: str, faults: int) -> None:
    evidence = [{"source": "do-or-dont-2022", "strength": "weak", "rechecked": rechecked}]
    model = framework({**SCHOOL, "evidence": evidence}, criteria=[{"id": "c", "when": YES, "evidence": evidence}])
    assert len(list(evidence_is_fresh(model, TODAY))) == 2 * faults


def test_every_text_without_english_is_found_where_it_stands() -> None:
    band = {"id": "low", "label": {"nl": "Laag"}}
    need = {"item": "school", "is": "yes", "goal": {"nl": "Doel", "en": "Goal"}}
    model = framework(SCHOOL, scales=[{"id": "s", "role": "need", "bands": [band]}], needs=[need], list=None)
    assert [fault.path for fault in texts_are_translated(model, TODAY)] == [("title",), ("scales", 0, "bands", 0, "label")]


def tally(name: str, kinds: list[str], statuses: list[str], **parts: Any) -> dict[str, Any]:
    """A tally of facts."""
    return {"id": name, "kind": "tally", "of": {"facts": kinds, "statuses": statuses}, **parts}


@pytest.mark.parametrize(
    ("one", "other", "faults"),
    [
        ({"heavier": "higher"}, {"heavier": "higher"}, 0),
        ({"heavier": "lower"}, {"heavier": "lower"}, 0),
        ({"heavier": "higher"}, {}, 0),
        ({"heavier": "lower"}, {}, 1),
        ({"scale": "down", "points": [{"points": 0}]}, {"scale": "up", "points": [{"points": 0}]}, 1),
        ({"scale": "up", "points": [{"points": 0}]}, {"heavier": "higher"}, 0),
    ],
)
def test_tallies_that_share_a_fact_point_one_way(one: dict[str, Any], other: dict[str, Any], faults: int) -> None:
    scales = [{"id": "up", "role": "risk"}, {"id": "down", "role": "protective", "worse": "lower"}]
    shared = framework(tally("a", ["x", "y"], ["convicted"], **one), tally("b", ["y"], ["convicted"], **other), scales=scales)
    apart = framework(tally("a", ["x"], ["convicted"], **one), tally("b", ["x"], ["suspected"], **other), scales=scales)
    assert len(list(linked_tallies_point_one_way(shared, registry()))) == faults
    assert list(linked_tallies_point_one_way(apart, registry())) == []


def test_nothing_is_asked_of_a_test_framework() -> None:
    content = b'format: 1\nid: t\nversion: "1.0.0"\nuse: %s\ntitle: {nl: Toets}\nitems: [{id: a, kind: age, attribute: x}]\n'
    file = read(content % b"test", "t.yaml")
    assert lint.refusals(file, registry()) == lint.warnings(file, TODAY) == ()
    casework = replace(file, framework=file.framework.model_copy(update={"use": "casework"}))
    assert [DUTCH.say(defect.place) for defect in lint.refusals(casework, registry())] == ["t.yaml:6", "t.yaml:6"]
