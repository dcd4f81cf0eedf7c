"""Format 1 can say what it promises: every key is read, and public instruments fit in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from triage.framework import conditions, example, model
from triage.framework.conditions import FORMS, located, walk
from triage.framework.model import DerivedItem, Framework
from triage.framework.read import read, read_path
from triage.framework.values import Text
from triage.framework.yaml_source import parse
from triage.periods import Period

FRAMEWORKS = Path(__file__).resolve().parents[1] / "data" / "frameworks"


def framework(name: str) -> Framework:
    """A framework of the test data."""
    return read_path(FRAMEWORKS / f"{name}.yaml").framework


def keys_in(data: object) -> Iterator[str]:
    """All keys of plain data."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from keys_in(value)
    elif isinstance(data, list):
        for value in data:
            yield from keys_in(value)


def keys_of_the_model() -> set[str]:
    """All keys the format knows, as they are written in a file."""
    named = [part for module in (conditions, example, model) for part in vars(module).values()]
    parts: list[type[BaseModel]] = [Text]
    parts += [part for part in named if isinstance(part, type) and issubclass(part, BaseModel)]
    return {field.alias or name for part in parts for name, field in part.model_fields.items()}


def test_the_complete_example_uses_every_key_of_the_format() -> None:
    data = parse((FRAMEWORKS / "complete.yaml").read_bytes(), "complete.yaml").data
    assert keys_of_the_model() - set(keys_in(data)) == set()


def test_the_complete_example_uses_every_form_of_condition() -> None:
    complete = framework("complete")
    wholes = [complete.scope.when] if complete.scope else []
    wholes += [criterion.when for criterion in complete.criteria]
    wholes += [line.when for item in complete.items if isinstance(item, DerivedItem) for line in item.points if line.when]
    wholes += [rule.when for rule in complete.advice.rules if rule.when] if complete.advice else []
    assert {type(part) for whole in wholes for part in walk(whole)} == set(FORMS)


def test_points_are_thousandths() -> None:
    complete = framework("complete")
    assert [band.from_ for band in complete.scale_by_id["seriousness"].bands] == [None, 3500, 7500]
    assert complete.scale_by_id["seriousness"].domain_caps == {"network": 4000}


def test_a_worked_example_keeps_its_dates_and_ranges() -> None:
    example = framework("complete").examples[0]
    assert example.answers["violence"].as_of == Period.parse("2026-Q2")
    assert example.expect.scales == {"seriousness": (0, 4000), "protective": (1000, 1000)}
    assert example.expect.criteria == {"repeat_offender": False, "serious": "unknown"}


def test_a_justification_may_be_written_as_plain_dutch() -> None:
    (justified,) = [item.justification for item in framework("complete").items if item.justification]
    assert (justified.aim, justified.owner) == (Text(nl="zicht op herhaling"), Text(nl="stuurgroep"))


@pytest.mark.parametrize(
    ("name", "scale", "bands"),
    [
        ("psa", "fta", [None, 1000, 2000, 3000, 5000, 7000]),
        ("psa", "nca", [None, 1000, 3000, 5000, 7000, 9000]),
        ("chads2", "chads2", [None, 1000, 2000]),
    ],
)
def test_public_instruments_fit_in_the_format(name: str, scale: str, bands: list[int | None]) -> None:
    assert [band.from_ for band in framework(name).scale_by_id[scale].bands] == bands


def test_the_public_safety_assessment_counts_one_answer_on_three_scales() -> None:
    items = [item for item in framework("psa").items if item.id.endswith("_pending")]
    assert {item.scale: item.points[0].points for item in items if isinstance(item, DerivedItem)} == {
        "fta": 1000,
        "nca": 3000,
        "nvca": 1000,
    }


def test_a_condition_is_found_by_the_keys_of_the_file() -> None:
    complete = framework("complete")
    paths = [path for path, _part in located(complete.criteria[1].when, ("criteria", 1, "when"))]
    assert ("criteria", 1, "when", "count", 1, "not") in paths


def test_a_test_framework_needs_little() -> None:
    small = read(
        b'format: 1\nid: a\nversion: "1.0.0"\nuse: test\ntitle: {nl: x}\nitems: [{id: a, kind: age, domain: any}]\n', "a"
    ).framework
    assert small.items[0].name == Text(nl="a")
    assert small.domain_by_id["any"].name == Text(nl="any")
