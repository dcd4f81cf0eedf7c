"""Where every value stands in the text of a framework file, so that one can be changed and not a byte around it.

A round trip through a YAML writer would break lines and quotes elsewhere; changing a span of text cannot. Positions count characters of the
text without its byte order mark.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from ruamel.yaml.events import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from triage.framework.source import Path
from triage.framework.yaml_data import events


@dataclass(frozen=True)
class Span:
    """The text of one value, from `start` up to `end`. `flow` says it is written with brackets, or between brackets when a scalar.

    `key` is where its key begins, or the value itself in a list. `style` is the sign of a scalar: empty for plain, `'`, `"`, `|` or `>`.
    """

    start: int
    end: int
    key: int
    kind: Literal["scalar", "list", "map", "alias"]
    flow: bool
    style: str = ""


def spans(text: str) -> dict[Path, Span]:
    """The span of every value by the keys that lead to it; what stands behind an alias has none. The text must have been read well."""
    found: dict[Path, Span] = {}
    stream = events(text)
    for event in stream:
        if isinstance(event, MappingStartEvent):
            _collect(event, (), _at(event), stream, found, text, False)
            break
    return found


def _collect(event: Any, path: Path, key: int, stream: Iterator[Any], found: dict[Path, Span], text: str, inside_flow: bool) -> int:
    """Take in a value and what is in it; where its text ends."""
    start = _at(event)
    if isinstance(event, ScalarEvent):
        end = start + len(text[start : _end(event)].rstrip()) if event.style in ("|", ">") else _end(event)
        found[path] = Span(start, end, key, "scalar", inside_flow, event.style or "")
        return end
    if isinstance(event, AliasEvent):
        found[path] = Span(start, _end(event), key, "alias", inside_flow)
        return _end(event)
    assert isinstance(event, MappingStartEvent | SequenceStartEvent)
    flow, kind = bool(event.flow_style), "map" if isinstance(event, MappingStartEvent) else "list"
    end, number = start, 0
    while not isinstance(inner := next(stream), MappingEndEvent | SequenceEndEvent):
        if kind == "map":
            value = next(stream)
            end = _collect(value, (*path, str(inner.value)), _at(inner), stream, found, text, flow)
        else:
            end = _collect(inner, (*path, number), _at(inner), stream, found, text, flow)
            number += 1
    end = _end(inner) if flow else end
    found[path] = Span(start, end, key, "map" if kind == "map" else "list", flow)
    return end


def _at(event: Any) -> int:
    return int(event.start_mark.index)


def _end(event: Any) -> int:
    return int(event.end_mark.index)
