"""The shape of a framework: every kind of error the model can give is said in Dutch, and none of the library's words get through."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from triage.framework import conditions, example, model, parts, values
from triage.framework.model import Framework
from triage.framework.shape_words import _WORDS, Finding, in_words
from triage.framework.yaml_source import parse
from triage.wording import DUTCH

INVALID = sorted((Path(__file__).resolve().parents[1] / "invalid").glob("*.yaml"))

GIVES: Mapping[str, frozenset[str]] = {
    "model": frozenset({"model_type"}),
    "model-fields": frozenset({"missing", "extra_forbidden"}),
    "tagged-union": frozenset({"union_tag_invalid", "union_tag_not_found", "model_attributes_type"}),
    "str": frozenset({"string_type", "string_too_short", "string_too_long", "string_pattern_mismatch"}),
    "int": frozenset({"int_type", "greater_than_equal", "less_than_equal"}),
    "decimal": frozenset({"greater_than_equal", "less_than_equal"}),
    "bool": frozenset({"bool_type"}),
    "literal": frozenset({"literal_error"}),
    "enum": frozenset({"enum"}),
    "tuple": frozenset({"tuple_type", "too_short", "too_long", "missing"}),
    "dict": frozenset({"dict_type"}),
}
"""Which errors each kind of node in the model's schema can give for data that came from a file (text, whole number, Decimal, …)."""

SILENT = frozenset(
    {
        "model-field",
        "default",
        "definitions",
        "definition-ref",
        "nullable",
        "function-before",
        "function-after",
        "no-info",
        # Behind a function that has already made the right type of the value:
        "union",
        "date",
        "dataclass",
        "dataclass-args",
        "dataclass-field",
    }
)
"""Nodes that give no error of their own."""


def nodes(schema: object) -> Iterator[str]:
    """The kinds of all nodes of a schema."""
    if isinstance(schema, dict):
        if isinstance(kind := schema.get("type"), str):
            yield kind
        for key, part in schema.items():
            if key not in ("metadata", "serialization"):
                yield from nodes(part)
    elif isinstance(schema, list | tuple):
        for part in schema:
            yield from nodes(part)


def own_errors() -> set[str]:
    """The kinds of error that the model's own functions raise."""
    found = set()
    for module in (values, conditions, parts, example, model):
        for node in ast.walk(ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "PydanticCustomError":
                first = node.args[0]
                assert isinstance(first, ast.Constant)
                found.add(str(first.value))
    return found


def errors_of_the_invalid_files() -> Iterator[Any]:
    """What pydantic finds in each of the invalid files."""
    for path in INVALID:
        source = parse(path.read_bytes(), path.name)
        if source.data is not None:
            try:
                Framework.model_validate(source.data, by_alias=True, by_name=False)
            except ValidationError as error:
                yield from error.errors(include_url=False)


def test_every_kind_of_error_the_model_can_give_has_words_and_no_others_do() -> None:
    kinds = set(nodes(Framework.__pydantic_core_schema__))
    assert kinds <= GIVES.keys() | SILENT
    assert set().union(*(GIVES[kind] for kind in kinds - SILENT)) | own_errors() == _WORDS.keys()


def test_every_kind_of_error_is_shown_by_an_invalid_file() -> None:
    assert {error["type"] for error in errors_of_the_invalid_files()} == _WORDS.keys()


def test_none_of_the_words_of_the_library_are_shown() -> None:
    for error in errors_of_the_invalid_files():
        finding = Finding(error["type"], "sleutel", error["input"], error.get("ctx", {}))
        problem, mend = (DUTCH.say(words) for words in in_words(finding))
        for said in (problem, mend):
            assert said.endswith(".")
            assert error["msg"] not in said
            assert not {"Input", "should", "valid", "Field", "required"} & set(said.split())


def test_a_kind_of_error_nobody_knows_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        in_words(Finding("url_type", "x", "x", {}))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (None, "niets"),
        (True, "true of false"),
        (3, "een getal"),
        (Decimal("1.5"), "een getal"),
        ([1], "een lijst"),
        ({"a": 1}, "een groep sleutels"),
    ],
)
def test_what_stands_there_is_named(given: object, said: str) -> None:
    problem, _mend = in_words(Finding("string_type", "purpose", given, {}))
    assert DUTCH.say(problem) == f"Bij 'purpose' hoort tekst te staan, maar er staat {said}."
