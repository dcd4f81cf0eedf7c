"""The shape of a framework file as JSON Schema (draft 2020-12), so that an editor or another program can check one.

It is made from the typed model, which stays the only definition of format 1; what the model checks with code of its own is added here by
name. The schema knows shape only: whether ids exist, bins fit and examples come out is for `check`. Numbers are decimals of at most three
places; no `multipleOf` says so, because most checkers divide binary floats and then refuse 2.3.
"""

from __future__ import annotations

import json
from typing import Any

from triage.exchange.schema_words import ABOUT, DUTCH_MEANINGS, MEANING_OF_CONDITION
from triage.framework.conditions import COMPARISONS, FORMS
from triage.framework.model import Framework
from triage.framework.values import MAX_POINTS
from triage.wording import Language

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
DATE = {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
PERIOD = {
    "description": "A quarter (2026-Q3) or a day (2026-08-14).",
    "type": "string",
    "pattern": r"^([0-9]{4}-?[QqKk][1-4]|[0-9]{4}-[0-9]{2}-[0-9]{2})$",
}
PLAIN_WORDS = {"type": "string", "pattern": r"\S"}
CONDITION = {"$ref": "#/$defs/Condition"}

EXACTLY_ONE: dict[str, tuple[str, ...]] = {
    "ItemAnswer": ("is", "in"),
    "BandIs": ("is", "in", "at_least", "at_most"),
    "OrderKey": ("scale", "band"),
    "Need": ("from_points", "is", "in"),
    "ResponsivityLine": ("is", "in"),
}
"""Parts in which exactly one of these keys stands."""

AT_LEAST_ONE = {"ItemNumber": COMPARISONS, "ScaleScore": COMPARISONS}
"""Parts in which one or more of these keys stand."""

FOR_CASEWORK = ("purpose", "misuse", "limits", "legal_basis", "sources", "scope", "domains", "advice", "examples")
"""What a framework for casework must say and a framework for tests need not."""


def framework_schema(language: Language) -> Schema:
    """The schema of format 1; `language` is that of the descriptions."""
    made = Framework.model_json_schema(by_alias=True)
    parts: dict[str, Schema] = {name: _simplified(part) for name, part in made.pop("$defs").items()}
    whole = _simplified(made)
    _complete(parts)
    if language.code == "nl":
        for name, part in parts.items():
            part["description"] = language.say(DUTCH_MEANINGS[name])
    about = {"$schema": DRAFT, "title": language.say(ABOUT.title), "description": language.say(ABOUT.text)}
    return {**whole, **about, "allOf": _conditional(), "$defs": parts}


def schema_bytes(language: Language) -> bytes:
    """The schema as a file: the same bytes each time."""
    return (json.dumps(framework_schema(language), ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _simplified(node: Any) -> Any:
    """Without what only pydantic needs: titles made from names, empty values, discriminators; each condition by reference."""
    match node:
        case list():
            return [_simplified(part) for part in node]
        case {"anyOf": [only, {"type": "null"}]}:
            return _simplified({key: part for key, part in node.items() if key != "anyOf"} | only)
        case {"oneOf": [*forms]} if len(forms) == len(FORMS):
            return CONDITION
        case {"type": "string", "format": "date"}:
            return DATE
        case {"type": "number"}:
            bounds = {key: node[key] for key in ("minimum", "maximum") if key in node}
            return {"type": "number", "minimum": -MAX_POINTS, "maximum": MAX_POINTS, **bounds}
        case dict():
            closed = {"additionalProperties": False} if "patternProperties" in node else {}
            return {**{key: _simplified(part) for key, part in node.items() if not _needless(key, part)}, **closed}
    return node


def _needless(key: str, part: Any) -> bool:
    return (key == "title" and isinstance(part, str)) or (key == "default" and part is None) or key == "discriminator"


def _complete(parts: dict[str, Schema]) -> None:
    """What the model checks or turns into another value with code of its own."""
    for name, keys in EXACTLY_ONE.items():
        parts[name]["oneOf"] = [{"required": [key]} for key in keys]
    for name, keys in AT_LEAST_ONE.items():
        parts[name]["anyOf"] = [{"required": [key]} for key in keys]
    parts["Evidence"]["oneOf"] = [
        {"required": ["none"], "not": {"required": ["source"]}},
        {"required": ["source", "strength"], "not": {"required": ["none"]}},
    ]
    parts["TallyOf"]["not"] = {"required": ["within_months", "before_months"]}
    parts["Period"] = dict(PERIOD)
    parts["Condition"] = {"description": MEANING_OF_CONDITION, "oneOf": [{"$ref": f"#/$defs/{form.__name__}"} for form in FORMS]}
    _or_shorter(
        parts["Justification"]["properties"], ("aim", "suitable", "necessary", "proportionate", "proxy_check", "owner"), PLAIN_WORDS
    )
    for held, shorter in ((parts["Example"]["properties"]["answers"], ["string", "number"]), (_expected(parts, "scales"), "number")):
        _or_shorter(held["patternProperties"], tuple(held["patternProperties"]), {"type": shorter, "pattern": r"\S"})


def _expected(parts: dict[str, Schema], key: str) -> Schema:
    found: Schema = parts["Expectation"]["properties"][key]
    return found


def _or_shorter(holder: Schema, keys: tuple[str, ...], shorter: Schema) -> None:
    """Where a short form may stand for a group of keys or a pair: both."""
    for key in keys:
        holder[key] = {"anyOf": [shorter, holder[key]]}


def _conditional() -> list[Schema]:
    filled = {key: {"minItems": 1} for key in ("sources", "domains", "examples")}
    return [
        {
            "if": {"properties": {"use": {"const": "casework"}}, "required": ["use"]},
            "then": {"required": list(FOR_CASEWORK), "properties": filled},
        },
        {"if": {"properties": {"status": {"const": "adopted"}}, "required": ["status"]}, "then": {"required": ["adoption"]}},
    ]
