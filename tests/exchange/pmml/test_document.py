"""The scorecards as they stand in the file: read back without Java, and the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest

from tests.documents.papers import framework_file
from tests.exchange.pmml.test_jpmml import INVENTED, Trial, invented, shipped
from tests.exchange.pmml.truth import NAMESPACE, holds
from triage import review
from triage.errors import InputError
from triage.exchange.pmml import Pmml, pmml
from triage.exchange.pmml.predicates import written
from triage.exchange.pmml.records import filled_in
from triage.framework.model import DerivedItem
from triage.framework.values import as_points
from triage.wording import DUTCH, language

ROOT = Path(__file__).resolve().parents[3]

SMALL: dict[str, Any] = {
    "format": 1,
    "id": "klein",
    "version": "1.0.0",
    "use": "test",
    "title": {"nl": 'Klein & "fijn" <kader>', "en": "Small"},
    "scales": [{"id": "s", "role": "risk"}, {"id": "t", "role": "need"}],
    "items": [
        {
            "id": "a",
            "kind": "yes_no",
            "scale": "s",
            "points": {"yes": 1, "no": 0},
            "question": {"nl": "<script>&amp;'\"=1+1", "en": "Why?"},
        },
        {"id": "b", "kind": "derived", "scale": "t", "points": [{"when": {"scale": "s", "at_least": 1}, "points": 2}, {"points": 0}]},
    ],
}


def made(**changes: Any) -> Pmml:
    return pmml(review.look(framework_file(SMALL | changes)), DUTCH)


def root(document: Pmml) -> Element:
    return fromstring(document.content)  # noqa: S314 - made here


def each(element: Element, name: str) -> list[Element]:
    return list(element.iter(NAMESPACE + name))


def trials() -> Iterator[Any]:
    yield from (pytest.param(lambda name=name: shipped(name), id=name) for name in ("ingroei", "top60-ranking", "wat-werkt", "zvh-triage"))
    yield from (pytest.param(lambda seed=seed: invented(seed), id=f"invented-{seed}") for seed in range(INVENTED))


@pytest.mark.parametrize("trial", [*trials()])
def test_exactly_one_line_of_every_item_holds_and_the_lines_add_up_to_the_score(trial: Any) -> None:
    found: Trial = replace(trial(), cases=trial().cases[:40])
    framework = found.opened.framework
    try:
        cards = {card.attrib["modelName"]: card for card in each(root(pmml(found.opened, DUTCH)), "Scorecard")}
    except InputError:
        assert not any(framework.items_of(scale.id) for scale in framework.scales)
        return
    asked = [item for item in framework.items if not isinstance(item, DerivedItem)]
    for weighing in found.weighings:
        filled = filled_in(weighing, asked)
        for name, card in cards.items():
            total = 0
            for characteristic in each(card, "Characteristic"):
                lines = each(characteristic, "Attribute")
                true = [line for line in lines if holds(line[0], filled)]
                assert len(true) == 1 or lines[-1][0].tag == f"{NAMESPACE}True"
                total += int(true[0].attrib["partialScore"])
            steps = [int(constant.text or "") for constant in each(card, "Constant") if constant.attrib["dataType"] == "double"]
            score = weighing.scale(name).score
            assert score is not None
            assert total == as_points(score) * (steps[0] if steps else 1)


def test_the_records_are_the_closed_examples_and_hold_every_answer() -> None:
    opened = review.open(ROOT / "frameworks" / "wat-werkt.yaml")
    for card in each(root(pmml(opened, DUTCH)), "Scorecard"):
        columns = {field.attrib["column"]: field.attrib["field"] for field in each(card, "VerificationField")}
        rows = [{columns[cell.tag.removeprefix(NAMESPACE)]: cell.text or "" for cell in row} for row in each(card, "row")]
        scale, fields = card.attrib["modelName"], [field.attrib["name"] for field in each(card, "MiningField")]
        closed = [run.weighing for run in opened.examples if not any(run.weighing.item(field).open for field in fields)]
        scores = [weighing.scale(scale).score for weighing in closed]
        assert scores
        assert [row[scale] for row in rows[: len(closed)]] == [written(as_points(score)) for score in scores if score is not None]
        assert len(rows) == int(each(card, "ModelVerification")[0].attrib["recordCount"]) > len(closed)
        for field in fields:
            data = next(one for one in each(root(pmml(opened, DUTCH)), "DataField") if one.attrib["name"] == field)
            assert {value.attrib["value"] for value in each(data, "Value")} <= {row[field] for row in rows}


def test_a_scale_that_cannot_be_said_is_named_with_the_reason_in_the_file_and_the_others_are_written() -> None:
    document = made()
    why = "Schaal 't' staat er niet in: een onderdeel hangt af van de som of het niveau van een schaal."
    assert (document.scales, [DUTCH.say(reason) for reason in document.refused]) == (("s",), [why])
    assert why in [note.text for note in each(root(document), "Annotation")]


def test_what_a_framework_has_and_pmml_has_not_stands_in_the_file_word_for_word() -> None:
    opened = review.open(ROOT / "frameworks" / "top60-ranking.yaml")
    document = pmml(opened, DUTCH)
    notes = [note.text for note in each(root(document), "Annotation")]
    assert notes == [DUTCH.say(message) for message in document.unsaid]
    assert [
        word
        for word in ("criteria", "beslistabel", "bescherming", "lijst met beperkte plaatsen", "doelen")
        if word not in (notes[-1] or "")
    ] == []
    assert "criteria" not in " ".join(DUTCH.say(message) for message in made().unsaid)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"scales": [], "items": [{"id": "a", "kind": "yes_no"}]}, "Dit kader heeft geen schalen"),
        (
            {
                "items": [
                    SMALL["items"][1] | {"scale": "s", "points": [{"when": {"scale": "t", "at_least": 1}, "points": 1}, {"points": 0}]}
                ]
            },
            "hangt af van de som",
        ),
    ],
)
def test_a_framework_of_which_nothing_can_be_said_is_refused(changes: dict[str, Any], why: str) -> None:
    with pytest.raises(InputError) as refused:
        made(**changes)
    assert why in DUTCH.say(refused.value.defects[0].problem)


def test_a_cap_or_a_count_with_too_many_combinations_keeps_its_scale_out() -> None:
    steps = [{"points": 0}, *({"at_least": number, "points": number} for number in range(1, 12))]
    many = [{"id": f"c{k}", "kind": "count", "domain": "d", "scale": "t", "points": steps} for k in range(4)]
    counted = {"count": [{"item": f"y{k}", "is": "yes"} for k in range(14)], "at_least": 7}
    asked = [{"id": f"y{k}", "kind": "yes_no"} for k in range(14)]
    capped = [SMALL["scales"][0], {"id": "t", "role": "need", "domain_caps": {"d": 5}}]
    derived = {"id": "n", "kind": "derived", "scale": "t", "points": [{"when": counted, "points": 1}, {"points": 0}]}
    for document, why in (
        (made(scales=capped, items=[SMALL["items"][0], *many]), "de bovengrens van leefgebied 'd' vraagt te veel combinaties"),
        (made(items=[SMALL["items"][0], *asked, derived]), "een voorwaarde telt te veel delen om uit te schrijven"),
    ):
        assert (document.scales, [DUTCH.say(reason) for reason in document.refused]) == (("s",), [f"Schaal 't' staat er niet in: {why}."])


def test_criteria_upon_criteria_that_grow_beyond_all_measure_keep_their_scale_out() -> None:
    asked = [{"id": f"y{k}", "kind": "yes_no"} for k in range(54)]
    yes = [{"item": one["id"], "is": "yes"} for one in asked]
    criteria = [{"id": "k0", "label": {"nl": "Een"}, "when": yes[0]}]
    for number in range(1, 27):
        two_of_three = {"count": [{"criterion": f"k{number - 1}"}, *yes[2 * number : 2 * number + 2]], "at_least": 2}
        criteria.append({"id": f"k{number}", "label": {"nl": "Meer"}, "when": two_of_three})
    derived = {"id": "n", "kind": "derived", "scale": "t", "points": [{"when": {"criterion": "k26"}, "points": 1}, {"points": 0}]}
    document = made(items=[SMALL["items"][0], *asked, derived], criteria=criteria)
    why = "Schaal 't' staat er niet in: een voorwaarde wordt te lang om uit te schrijven."
    assert (document.scales, [DUTCH.say(reason) for reason in document.refused]) == (("s",), [why])


def test_texts_come_back_as_they_are_in_the_language_that_was_asked() -> None:
    (field,) = each(root(made()), "DataField")
    assert field.attrib["displayName"] == "<script>&amp;'\"=1+1"
    assert each(root(made()), "Header")[0].attrib["description"].startswith('Klein & "fijn" <kader>, versie 1.0.0. PROEF')
    english = pmml(review.look(framework_file(SMALL)), language("en"))
    assert each(root(english), "DataField")[0].attrib["displayName"] == "Why?"


def test_it_is_the_same_file_each_time() -> None:
    opened = review.open(ROOT / "frameworks" / "ingroei.yaml")
    assert pmml(opened, DUTCH).content == pmml(opened, DUTCH).content


def test_points_in_decimals_are_counted_in_whole_steps() -> None:
    items = [SMALL["items"][0] | {"points": {"yes": 0.3, "no": 0.1}, "baseline": 0.2}]
    card = each(root(made(scales=[SMALL["scales"][0]], items=items)), "Scorecard")[0]
    assert [line.attrib["partialScore"] for line in each(card, "Attribute")] == ["3", "1"]
    assert [one.attrib["baselineScore"] for one in each(card, "Characteristic")] == ["2"]
    assert [output.attrib["name"] for output in each(card, "OutputField")] == ["s@steps", "s", "s@reason_1"]
    assert [(one.attrib["field"], divisor.text) for one, divisor in zip(each(card, "FieldRef"), each(card, "Constant"), strict=True)] == [
        ("s@steps", "10")
    ]


@pytest.mark.parametrize(
    ("test", "true_of"),
    [
        ({"at_least": 2.5}, {3, 4}),
        ({"above": 2.5}, {3, 4}),
        ({"at_most": 2.5}, {1, 2}),
        ({"below": 2.5}, {1, 2}),
        ({"below": 3}, {1, 2}),
        ({"at_least": 2, "at_most": 3}, {2, 3}),
        ({"in": [2, 4]}, {2, 4}),
    ],
    ids=str,
)
def test_a_border_between_two_whole_numbers_is_written_as_a_whole_number(test: dict[str, Any], true_of: set[int]) -> None:
    lines = [{"when": {"item": "n", **test}, "points": 1}, {"points": 0}]
    items = [{"id": "n", "kind": "count"}, {"id": "d", "kind": "derived", "scale": "s", "points": lines}]
    (first, last) = each(root(made(scales=[SMALL["scales"][0]], items=items)), "Attribute")
    assert {number for number in range(1, 5) if holds(first[0], {"n": str(number)})} == true_of
    assert {number for number in range(1, 5) if holds(last[0], {"n": str(number)})} == {1, 2, 3, 4} - true_of
    assert [holds(line[0], {}) for line in (first, last)] == [None, None]
    assert "." not in "".join(part.attrib.get("value", "") for line in (first, last) for part in line.iter())
