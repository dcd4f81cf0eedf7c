"""Changes to the text of a framework file that leave every other byte as it was: a value, a key, an element of a list, the order of a list.

Each change is tried in a few ways of writing, and stands only when reading the new text gives exactly the old data with that one change.
What cannot be written so, such as a value that others share by an alias, is refused.
"""

from __future__ import annotations

import copy
import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from triage.errors import InputError
from triage.framework.source import Path, Plain, SourceText
from triage.framework.yaml_source import parse
from triage.review.yaml_spans import Span, spans
from triage.wording import _

WIDTH = 140
"""Columns a line of text is written in at most, where it may be broken."""

Scalar = str | int | Decimal
BOM = "\ufeff"


@dataclass(frozen=True)
class Put:
    """Give the value at a path; a last key that is not there is added to its mapping."""

    path: Path
    value: Scalar


@dataclass(frozen=True)
class Insert:
    """Put a mapping in a list, so that it gets this place, counted from 0."""

    path: Path
    place: int
    element: Mapping[str, Any]


@dataclass(frozen=True)
class Remove:
    """Take an element out of a list."""

    path: Path
    place: int


@dataclass(frozen=True)
class Order:
    """Put the elements of a list in another order: `order` holds their places now. Comments above an element go with it."""

    path: Path
    order: tuple[int, ...]


Step = Put | Insert | Remove | Order


def edited(content: bytes, name: str, steps: Sequence[Step]) -> bytes:
    """The file with the steps taken one after the other. Raises InputError when one cannot be written; `content` must read well."""
    for step in steps:
        content = _taken(content, name, step)
    return content


def _taken(content: bytes, name: str, step: Step) -> bytes:
    mark, source = content.decode("utf-8").startswith(BOM), parse(content, name)
    assert source.data is not None
    wanted = copy.deepcopy(source.data)
    _change(wanted, step)
    for text in _written(source, step):
        new = (BOM + text if mark else text).encode()
        again = parse(new, name)
        if again.data == wanted and not again.faults:
            return new
    raise InputError.at(
        f"{name}:{source.line(step.path)}",
        _("Dit kan hier niet worden veranderd zonder de rest van het bestand te raken."),
        _("Verander het in het bestand zelf; schrijf een waarde die met '*' wordt gedeeld daar voluit."),
        source.quote(source.line(step.path)),
    )


def _change(data: Plain, step: Step) -> None:
    """The same step on the plain data."""
    inside: Any = data
    for key in step.path[:-1] if isinstance(step, Put) else step.path:
        inside = inside[key]
    match step:
        case Put(path=path, value=value):
            inside[path[-1]] = value
        case Insert(place=place, element=element):
            inside.insert(place, dict(element))
        case Remove(place=place):
            del inside[place]
        case Order(order=order):
            inside[:] = [inside[place] for place in order]


def _written(source: SourceText, step: Step) -> Iterator[str]:
    """Ways to write a step, the one that looks most like the file first."""
    text, where = source.text, spans(source.text)
    span = where.get(step.path)
    match step:
        case Put(path=path, value=value) if span is not None:
            yield from (text[: span.start] + said + text[span.end :] for said in _said(value, span, text))
        case Put(path=path, value=value) if (around := where.get(path[:-1])) is not None and around.kind == "map":
            yield from _with_key(text, around, str(path[-1]), value)
        case Insert(place=place, element=element) if span is not None:
            yield from _with_element(text, [where[(*step.path, n)] for n in _numbers(where, step.path)], place, element)
        case Remove(place=place) if span is not None:
            yield from _without(text, [where[(*step.path, n)] for n in _numbers(where, step.path)], place, span)
        case Order(order=order) if span is not None:
            yield _ordered(text, [where[(*step.path, n)] for n in _numbers(where, step.path)], order, span)


def _numbers(where: Mapping[Path, Span], path: Path) -> list[int]:
    number = 0
    while (*path, number) in where:
        number += 1
    return list(range(number))


def _said(value: Scalar, span: Span, text: str) -> Iterator[str]:
    """A value in the style that stands there, then in the styles that can say anything."""
    if not isinstance(value, str):
        yield f"{value:f}" if isinstance(value, Decimal) else str(value)
        return
    plain, single, double = value, "'" + value.replace("'", "''") + "'", json.dumps(value, ensure_ascii=False)
    if span.style in ("|", ">"):
        yield from _block(value, text[span.start : span.end])
    elif not span.flow and span.start - _line_start(text, span.start) + len(value) > WIDTH and "\n" not in value:
        yield from _block(value, ">-\n" + " " * (_indent(text, span.key) + 2))
    yield from {"'": (single, double), '"': (double,)}.get(span.style, (plain, double))


def _block(value: str, written: str) -> Iterator[str]:
    """A text below its key, with the indentation and the sign that stood there."""
    head, _newline, body = written.partition("\n")
    indent = body[: len(body) - len(body.lstrip(" "))]
    if head.startswith("|"):
        lines = value.rstrip("\n").split("\n")
    else:
        lines = textwrap.wrap(value.rstrip("\n"), WIDTH - len(indent), break_long_words=False, break_on_hyphens=False)
    yield "\n".join([head, *(indent + line if line else "" for line in lines)])


def _with_key(text: str, around: Span, key: str, value: Scalar) -> Iterator[str]:
    """The text with a key behind the last one of a mapping."""
    for said in (str(value) if not isinstance(value, Decimal) else f"{value:f}", json.dumps(value, ensure_ascii=False, default=str)):
        if around.flow:
            yield f"{text[: around.end - 1].rstrip()}, {key}: {said}{text[around.end - 1 :]}"
        else:
            at = _line_end(text, around.end)
            yield f"{text[:at]}{_newline(text)}{' ' * _column(text, around.start)}{key}: {said}{text[at:]}"


def _with_element(text: str, elements: Sequence[Span], place: int, element: Mapping[str, Any]) -> Iterator[str]:
    """The text with a mapping between the elements of a list."""
    said = "{" + ", ".join(f"{key}: {_inline(value)}" for key, value in element.items()) + "}"
    dash = _dash(text, elements[0])
    if dash is None:
        if place < len(elements):
            yield f"{text[: elements[place].start]}{said}, {text[elements[place].start :]}"
        else:
            yield f"{text[: elements[-1].end]}, {said}{text[elements[-1].end :]}"
        return
    line = f"{' ' * _column(text, dash)}- {said}"
    if place < len(elements):
        at = _line_start(text, _dash(text, elements[place]) or 0)
        yield f"{text[:at]}{line}{_newline(text)}{text[at:]}"
    else:
        at = _line_end(text, elements[-1].end)
        yield f"{text[:at]}{_newline(text)}{line}{text[at:]}"


def _without(text: str, elements: Sequence[Span], place: int, whole: Span) -> Iterator[str]:
    """The text without one element of a list; comments above it stay."""
    one = elements[place]
    if whole.flow:
        if place:
            yield text[: elements[place - 1].end] + text[one.end :]
        elif len(elements) > 1:
            yield text[: one.start] + text[elements[1].start :]
        return
    dash = _dash(text, one)
    if dash is not None and len(elements) > 1:
        end = _line_end(text, one.end)
        yield text[: _line_start(text, dash)] + text[min(len(text), end + len(_newline(text))) :]


def _ordered(text: str, elements: Sequence[Span], order: Sequence[int], whole: Span) -> str:
    """The text with the elements of a list in another order."""
    if whole.flow:
        ends = [one.start for one in elements[1:]]
        between = [text[one.end : start] for one, start in zip(elements, ends, strict=False)] + [""]
        said = [text[elements[place].start : elements[place].end] for place in order]
        return text[: elements[0].start] + "".join(a + b for a, b in zip(said, between, strict=True)) + text[elements[-1].end :]
    ends = [_line_end(text, one.end) for one in elements]
    first = _line_end(text, text.index(":", whole.key))
    starts = [first, *ends[:-1]]
    chunks = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    return text[:first] + "".join(chunks[place] for place in order) + text[ends[-1] :]


def _inline(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_inline(inner)}" for key, inner in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) and not value.isidentifier() else str(value)


def _dash(text: str, element: Span) -> int | None:
    """Where the dash before an element stands; None between brackets."""
    before = text[: element.start].rstrip(" ")
    return len(before) - 1 if before.endswith("-") else None


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    """The end of the line, before its line end."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return end - 1 if text[end - 1 : end] == "\r" and end > at else end


def _column(text: str, at: int) -> int:
    return at - _line_start(text, at)


def _indent(text: str, at: int) -> int:
    return _column(text, at)


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
