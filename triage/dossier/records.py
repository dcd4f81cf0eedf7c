"""The kinds of records in a dossier: which type each holds, and how it is found. Reading and writing them as JSON is pydantic's work.

A kind is one line in `KINDS` and a table in a migration.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter

from triage.weighing.receipt import Json, canonical

T = TypeVar("T")

NUMBER = "number"
"""The key of a number in a record."""

_OPENS_A_NUMBER = f'{{"{NUMBER}":'
_AS_THEY_ARE = frozenset({str, int, bool, type(None)})


@dataclass(frozen=True)
class Kind:
    """One kind: the name of its table, its type, and from a record its id (unique in its kind) and the code of its case or nothing."""

    name: str
    type: type[Any]
    id: Callable[[Any], str]
    case: Callable[[Any], str]


def no_case(_record: object) -> str:
    """Of a record that belongs to the whole house."""
    return ""


def its_case(record: Any) -> str:
    """The usual place of the code."""
    return str(record.case_code)


def its_id(record: Any) -> str:
    """The usual place of the id."""
    return str(record.id)


@cache
def adapter_of(of: Any) -> TypeAdapter[Any]:
    """What reads and writes a type; kept, for it is slow to make."""
    return TypeAdapter(of)


def written(record: object) -> str:
    """A record as canonical JSON. A number stands as `{"number": "16"}`, so that it is no text and none is rounded."""
    return canonical(_plain(adapter_of(cast("Hashable", type(record))).dump_python(record))).decode()


def read(of: type[T], body: str) -> T:
    """The record that `written` wrote. Raises `pydantic.ValidationError` for anything else."""
    adapter: TypeAdapter[T] = adapter_of(cast("Hashable", of))
    if _OPENS_A_NUMBER not in body:
        return adapter.validate_json(body)
    try:
        data = json.loads(body, object_hook=_with_numbers)
    except (ValueError, ArithmeticError, TypeError):
        return adapter.validate_json(body)
    return adapter.validate_python(data)


def _plain(value: Any) -> Json:
    if type(value) in _AS_THEY_ARE:
        return cast("Json", value)
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal):
        return {NUMBER: str(value)}
    return value.isoformat() if isinstance(value, date) else cast("Json", value.value)


def _with_numbers(part: dict[str, Any]) -> Any:
    """A part of a record as it is read, a number as one."""
    return Decimal(part[NUMBER]) if part.keys() == {NUMBER} else part
