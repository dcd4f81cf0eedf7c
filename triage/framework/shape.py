"""From plain data to a typed framework: every wrong shape as a fault, and a draft of what has the right shape.

A part with a wrong shape is left out of the draft as a whole (an item, a scale, a rule …), so that the checks on what refers to what can
still look at the rest and all defects come at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from triage.framework.conditions import FORMS
from triage.framework.draft import Draft, in_file
from triage.framework.model import Framework
from triage.framework.shape_words import Finding, in_words
from triage.framework.source import MAX_DEFECTS, Fault, Path, Plain, SourceText

_LISTS: tuple[Path, ...] = (
    *((name,) for name in ("not_used", "domains", "scales", "items", "criteria", "needs", "responsivity", "examples", "sources", "facts")),
    *(("advice", name) for name in ("outcomes", "protection", "rules", "exceptions")),
)
"""Lists whose elements stand on their own: one of them can be left out and the rest still means what it says."""

_STAND_IN: dict[str, Plain] = {"format": 1, "id": "x", "version": "0.0.0", "use": "test", "title": {"nl": "x"}}
_TAGS = frozenset(form.__name__ for form in FORMS) | {"<one>", "<several>"}
_ROUNDS = 4


def shape(source: SourceText) -> tuple[Draft | None, list[Fault]]:
    """The draft, None when too little is readable to look at, and a fault for each wrong shape."""
    data = source.data or {}
    framework, errors = _validated(data)
    reported = [error for error in errors if not _within(_path(error), source.unreliable)]
    faults = list(dict.fromkeys(_fault(data, error) for error in reported))
    broken = {_unit(_path(error)) for error in errors} | {_unit(path) for path in source.unreliable}
    if framework is not None and not broken:
        return Draft(framework, source), faults
    return _draft(source, data, broken), faults


def _validated(data: dict[str, Plain]) -> tuple[Framework | None, list[ErrorDetails]]:
    try:
        # By the names of the file only: `from`, never the `from_` of the model.
        return Framework.model_validate(data, by_alias=True, by_name=False), []
    except ValidationError as error:
        return None, [found for found in error.errors(include_url=False) if not _only_seems_short(found)][: MAX_DEFECTS + 1]


def _only_seems_short(error: ErrorDetails) -> bool:
    """Whether a list is called too short because elements in it are wrong, each of which has an error of its own."""
    given = error["input"]
    return error["type"] == "too_short" and isinstance(given, list) and len(given) >= int(error["ctx"]["min_length"])


def _path(error: ErrorDetails) -> Path:
    """Where in the file an error is: pydantic's location without the tags of the forms it passed through."""
    location = error["loc"]
    if location[-1:] == ("[key]",):
        return location[:-1]
    path = tuple(step for place, step in enumerate(location) if not _is_tag(error, place))
    return (*path, "kind") if error["type"] == "union_tag_invalid" else path


def _is_tag(error: ErrorDetails, place: int) -> bool:
    location = error["loc"]
    if location[0] == "items" and place == 2:
        return True
    is_unknown_key = error["type"] == "extra_forbidden" and place == len(location) - 1
    return location[place] in _TAGS and not is_unknown_key


def _within(path: Path, unreliable: Set[Path]) -> bool:
    return any(path[:length] in unreliable for length in range(len(path) + 1))


def _fault(data: Plain, error: ErrorDetails) -> Fault:
    path = _path(error)
    there = _existing(data, path)
    location = error["loc"]
    missing, of_key, pair = error["type"] == "missing", location[-1:] == ("[key]",), isinstance(location[-1], int)
    models = _models_at(location[:-1] if error["type"] == "extra_forbidden" else location)
    finding = Finding(
        kind=error["type"],
        key=_last_key(path if missing else there),
        given=error["input"],
        context=error.get("ctx", {}),
        keys=tuple(dict.fromkeys(key for model in models for key in _keys(model))),
        of_key=of_key,
        in_condition=bool(models) and all(model in FORMS for model in models),
        at_place=missing and pair,
    )
    return Fault(there, *in_words(finding))


def _existing(data: Plain, path: Path) -> Path:
    for length, step in enumerate(path):
        match data:
            case dict() if step in data:
                data = data[str(step)]
            case list() if isinstance(step, int) and step < len(data):
                data = data[step]
            case _:
                return path[:length]
    return path


def _last_key(path: Path) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _keys(model: type[BaseModel]) -> Iterator[str]:
    return (field.alias or name for name, field in model.model_fields.items())


def _models_at(location: Path) -> tuple[type[BaseModel], ...]:
    """The models that may stand at a location of the framework."""
    found: tuple[type[BaseModel], ...] = (Framework,)
    for step in location:
        fields = [field for model in found for name, field in model.model_fields.items() if step == (field.alias or name)]
        if fields:
            found = tuple(dict.fromkeys(model for field in fields for model in _models_in(field.annotation)))
        else:
            found = tuple(model for model in found if step in _tags(model)) or found
    return found


def _tags(model: type[BaseModel]) -> tuple[object, ...]:
    kind = model.model_fields.get("kind")
    return (model.__name__, *(get_args(kind.annotation) if kind else ()))


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)


def _unit(path: Path) -> Path:
    """The part that cannot be used when something at a path is wrong."""
    for section in _LISTS:
        if path[: len(section)] == section and len(path) > len(section) and isinstance(path[len(section)], int):
            return path[: len(section) + 1]
    return path[:1]


def _draft(source: SourceText, data: dict[str, Plain], broken: set[Path]) -> Draft | None:
    for _round in range(_ROUNDS):
        if () in broken:
            return None
        left, places = _without(data, broken)
        framework, errors = _validated(left)
        if framework is not None:
            return _described(source, data, framework, places, broken)
        broken = broken | {_unit(in_file(_path(error), places)) for error in errors}
    return None


def _without(data: dict[str, Plain], broken: Set[Path]) -> tuple[dict[str, Plain], dict[Path, tuple[int, ...]]]:
    """The data without its broken parts, and for each shortened list the places in the file of what is left."""
    left = {key: value for key, value in data.items() if (key,) not in broken}
    left |= {key: value for key, value in _STAND_IN.items() if (key,) in broken}
    places: dict[Path, tuple[int, ...]] = {}
    if isinstance(advice := left.get("advice"), dict):
        left["advice"] = dict(advice)
    for section in _LISTS:
        holder = left if len(section) == 1 else left.get("advice")
        name = str(section[-1])
        if isinstance(holder, dict) and isinstance(elements := holder.get(name), list):
            kept = [place for place in range(len(elements)) if (*section, place) not in broken]
            if len(kept) < len(elements):
                holder[name] = [elements[place] for place in kept]
                places[section] = tuple(kept)
    return left, places


def _described(
    source: SourceText, data: dict[str, Plain], framework: Framework, places: dict[Path, tuple[int, ...]], broken: Set[Path]
) -> Draft:
    known = set(_keys(Framework))
    misspelt = any(len(path) == 1 and path[0] not in known for path in broken)
    absent = {(key,) for key in known - data.keys()} if misspelt else set()
    names = {path: _name(data, path) for path in broken}
    return Draft(
        framework,
        source,
        places,
        lost=frozenset(broken | absent),
        lost_ids=frozenset(name for name in names.values() if name is not None),
        nameless=frozenset(path[:-1] for path, name in names.items() if name is None and isinstance(path[-1], int)),
    )


def _name(data: Plain, path: Path) -> str | None:
    """The id that stands in a broken part."""
    part: Any = data
    for step in _existing(data, path):
        part = part[step]
    name = part.get("id") if isinstance(part, dict) else part
    return name if isinstance(name, str) else None
