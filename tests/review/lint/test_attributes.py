"""What the classes of attributes allow is not refused. What they forbid is in `tests/invalid/review`, one file per rule."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from triage.framework.model import Framework
from triage.framework.registry import AttributeClass, Registry, read_registry
from triage.review import EVIDENCE
from triage.review.lint.attributes import class_m_is_justified, class_n_stays_off_risk, class_w_is_refused, words_are_accounted_for
from triage.wording import DUTCH

ROLES = ("risk", "need", "protective", "responsivity", "complexity")
ANSWERS = ("aim", "suitable", "necessary", "proportionate", "proxy_check", "owner")


@cache
def registry() -> Registry:
    """The registry of the program."""
    return read_registry(EVIDENCE)


def framework(*items: dict[str, Any], **parts: Any) -> Framework:
    """A framework with a scale of every role and these items."""
    return Framework.model_validate(
        {
            "format": 1,
            "id": "small",
            "version": "1.0.0",
            "use": "casework",
            "title": {"nl": "Klein"},
            "scales": [{"id": role, "role": role} for role in ROLES],
            "items": list(items),
            **parts,
        }
    )


def item(**parts: Any) -> dict[str, Any]:
    """A yes/no question with points when it stands on a scale."""
    return {"id": "x", "kind": "yes_no", **({"points": {"yes": 1, "no": 0}} if "scale" in parts else {}), **parts}


def derived(when: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """A derived item with a point when something holds."""
    return {"id": "d", "kind": "derived", "points": [{"when": when, "points": 1}, {"points": 0}], **parts}


def of_class(class_: AttributeClass) -> list[str]:
    """The attributes of a class."""
    return [name for name, attribute in registry().attributes.items() if attribute.class_ is class_]


def test_every_attribute_of_class_w_is_refused_and_no_other() -> None:
    for name, attribute in registry().attributes.items():
        refused = list(class_w_is_refused(framework(item(attribute=name)), registry()))
        assert bool(refused) == (attribute.class_ is AttributeClass.REFUSED), name
    assert len(of_class(AttributeClass.REFUSED)) == 21


def test_a_refusal_of_class_w_gives_the_reason_of_the_registry() -> None:
    (fault,) = class_w_is_refused(framework(item(attribute="postcode_buurt")), registry())
    assert registry().attributes["postcode_buurt"].why.nl in DUTCH.say(fault.problem)


@pytest.mark.parametrize("role", ROLES)
def test_class_n_may_stand_on_every_scale_but_risk(role: str) -> None:
    for name in of_class(AttributeClass.NEED_ONLY):
        refused = list(class_n_stays_off_risk(framework(item(attribute=name, scale=role)), registry()))
        assert bool(refused) == (role == "risk"), name


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "when",
    [
        {"item": "x", "points_at_least": 1},
        {"not": {"any": [{"item": "x", "is": "no"}, {"item": "y", "is": "yes"}]}},
        {"criterion": "through"},
        {"scale": "need", "at_least": 1},
        {"any_item_of": "need", "points_at_least": 1},
        {"item": "e", "points_at_least": 1},
    ],
    ids=["points", "answer", "criterion", "scale", "any item", "derived"],
)
def test_no_way_leads_from_class_n_to_points_of_risk(when: dict[str, Any], role: str) -> None:
    items = [
        item(attribute="schulden", scale="need"),
        item(id="y"),
        derived({"criterion": "through"}, id="e", scale="need"),
        derived(when, scale=role),
    ]
    model = framework(*items, criteria=[{"id": "through", "when": {"item": "x", "is": "yes"}}])
    refused = [fault.path for fault in class_n_stays_off_risk(model, registry())]
    assert refused == ([("items", 3, "scale")] if role == "risk" else [])


def test_a_derived_item_on_risk_may_rest_on_anything_else() -> None:
    items = [item(attribute="verdenking"), item(id="n", attribute="lvb"), derived({"item": "x", "is": "yes"}, scale="risk")]
    assert list(class_n_stays_off_risk(framework(*items), registry())) == []


def test_class_m_passes_with_a_justification_also_without_points() -> None:
    justification = {**dict.fromkeys(ANSWERS, "x"), "on": "2026-09-01"}
    for name in of_class(AttributeClass.JUSTIFIED):
        assert len(list(class_m_is_justified(framework(item(attribute=name)), registry()))) == 1
        assert list(class_m_is_justified(framework(item(attribute=name, justification=justification)), registry())) == []


def test_every_word_of_class_w_is_found_at_the_beginning_of_a_word_only() -> None:
    for name, attribute in registry().attributes.items():
        for word in attribute.words:
            for asked, found in ((f"Is er {word.upper()}dingen bij?", True), (f"Is er on{word} bij?", False)):
                faults = list(words_are_accounted_for(framework(item(question={"nl": asked})), registry()))
                about = [fault for fault in faults if attribute.label.nl in DUTCH.say(fault.problem)]
                assert bool(about) == found, (name, asked)


def test_words_ok_answers_for_the_attribute_it_names_and_no_other() -> None:
    def faults(attribute: str) -> int:
        excuse = [{"attribute": attribute, "why": {"nl": "x"}}]
        return len(list(words_are_accounted_for(framework(item(question={"nl": "Helpt het wijkteam?"}, words_ok=excuse)), registry())))

    assert (faults("postcode_buurt"), faults("nationaliteit")) == (0, 1)
