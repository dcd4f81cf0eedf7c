"""The schema of format 1 says what the model says: right files pass it, wrong shapes do not, and it is a schema by its own rules."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel, ValidationError

from tests.weighing.invent import invent_framework
from triage.exchange.schema import framework_schema, schema_bytes
from triage.framework.conditions import FORMS
from triage.framework.model import Framework
from triage.framework.yaml_source import parse
from triage.wording import LANGUAGES, language

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted((ROOT / "frameworks").glob("*.yaml"))
TESTED = sorted((ROOT / "tests" / "data" / "frameworks").glob("*.yaml"))
INVALID = ROOT / "tests" / "invalid"

WRONG_SHAPE = (
    "id_with_a_capital",
    "item_without_kind",
    "missing_key",
    "missing_items",
    "no_comparison",
    "is_and_in",
    "is_or_in",
    "one_band_test",
    "two_windows",
    "number_in_quotes",
    "flag_expected",
    "evidence_without_strength",
    "order_of_scale_and_band",
    "need_with_two_tests",
    "name_of_the_program_as_key",
    "one_option",
    "range_of_three_numbers",
    "text_per_language_expected",
    "number_without_range",
)
FOR_THE_MODEL_ALONE = {"date_out_of_reach", "four_decimals", "number_too_high", "number_without_range"}
"""What a schema cannot say, or says too badly: the calendar, decimal places, an order of two numbers."""


@cache
def validator(code: str = "nl") -> Draft202012Validator:
    return Draft202012Validator(framework_schema(language(code)))


def plain(value: Any) -> Any:
    """Data as any other reader of YAML or JSON has it: decimals as binary floats."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    return [plain(part) for part in value] if isinstance(value, list) else value


def data_of(path: Path) -> Any:
    return plain(parse(path.read_bytes(), path.name).data)


def problems(data: Any) -> list[str]:
    return [f"{'.'.join(map(str, error.absolute_path))}: {error.message}" for error in validator().iter_errors(data)]


@pytest.mark.parametrize("code", LANGUAGES)
def test_it_is_a_schema_of_draft_2020_12(code: str) -> None:
    schema = framework_schema(language(code))
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema_bytes(language(code)) == schema_bytes(language(code))
    assert json.loads(schema_bytes(language(code))) == schema


@pytest.mark.parametrize("path", [*SHIPPED, *TESTED], ids=lambda path: path.stem)
def test_every_right_framework_passes(path: Path) -> None:
    assert problems(data_of(path)) == []


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_every_framework_the_model_accepts_passes(seed: int) -> None:
    invented = invent_framework(seed).model_dump(mode="json", by_alias=True, exclude_none=True)
    assert problems(invented) == []


@pytest.mark.parametrize("name", [name for name in WRONG_SHAPE if name not in FOR_THE_MODEL_ALONE])
def test_a_wrong_shape_is_refused(name: str) -> None:
    assert problems(data_of(INVALID / f"{name}.yaml")) != []


def readable() -> Iterator[tuple[str, Any, bool]]:
    """Each invalid file that is YAML, with whether the model finds its shape right."""
    for path in sorted(INVALID.glob("*.yaml")):
        source = parse(path.read_bytes(), path.name)
        if source.data is None or source.faults:
            continue
        try:
            Framework.model_validate(source.data, by_alias=True, by_name=False)
        except ValidationError:
            yield path.stem, source.data, False
        else:
            yield path.stem, source.data, True


def test_the_schema_and_the_model_agree_on_every_invalid_file_but_for_what_is_named() -> None:
    passed = {name for name, data, shape in readable() if not shape and validator().is_valid(plain(data))}
    assert passed <= FOR_THE_MODEL_ALONE, passed
    refused = {name for name, data, shape in readable() if shape and not validator().is_valid(plain(data))}
    assert {name for name in refused if not name.startswith("casework_without_")} == {"adopted_without_adoption"}
    assert len([name for name, _data, shape in readable() if not shape]) > 50


@pytest.mark.parametrize("condition", [{"criterion": "c"}, {"not": {"criterion": "c"}}, {"item": "a", "is": "yes"}])
def test_a_condition_may_hold_conditions_to_any_depth(condition: dict[str, Any]) -> None:
    for _layer in range(20):
        condition = {"all": [{"any": [condition, {"band": "s", "at_least": "high"}]}]}
    small = data_of(TESTED[0]) | {"criteria": [{"id": "c", "when": condition}]}
    assert problems(small) == []
    assert problems(json.loads(json.dumps(small).replace('"at_least": "high"', '"at_leest": "high"'))) != []


def test_a_condition_is_exactly_one_of_the_forms_of_the_model() -> None:
    forms = framework_schema(language("nl"))["$defs"]["Condition"]["oneOf"]
    assert forms == [{"$ref": f"#/$defs/{form.__name__}"} for form in FORMS]
    assert '"oneOf"' not in json.dumps(framework_schema(language("nl"))["$defs"]["All"])


def test_numbers_with_decimals_pass_in_binary_too() -> None:
    data = data_of(ROOT / "tests" / "data" / "frameworks" / "complete.yaml")
    data["scales"][0]["bands"][1]["from"] = 2.3
    assert problems(data) == []
    assert "multipleOf" not in json.dumps(framework_schema(language("nl")))


def test_every_part_is_described_in_dutch_and_in_the_words_of_the_model_in_english() -> None:
    dutch, english = (framework_schema(language(code))["$defs"] for code in ("nl", "en"))
    assert {name for name, part in dutch.items() if not part.get("description")} == set()
    assert {name for name, part in english.items() if not part.get("description")} == set()
    assert english["Criterion"]["description"] == "A named statement: true, false or unknown."
    assert dutch["Criterion"]["description"] == "Een uitspraak met een naam: waar, niet waar of onbekend."
    assert {name for name in dutch if dutch[name]["description"] == english[name]["description"]} == set()


def test_no_key_of_the_model_is_missing_and_none_is_added() -> None:
    schema = framework_schema(language("nl"))
    assert set(schema["properties"]) == {field.alias or name for name, field in Framework.model_fields.items()}
    for model in models(BaseModel):
        part = schema["$defs"].get(model.__name__)
        if part is not None and model.__module__.startswith("triage.framework"):
            assert set(part["properties"]) == {field.alias or name for name, field in model.model_fields.items()}, model
            assert part["additionalProperties"] is False


def models(base: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for model in base.__subclasses__():
        yield model
        yield from models(model)
