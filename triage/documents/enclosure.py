"""What a verantwoordingsblad carries with it: everything needed to make it again, as one canonical JSON file.

Case, framework text, result, receipt, and the few names that come from the registry, so that the sheet can be redone from itself alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from triage.cases.case import Case
from triage.documents.casework import Casework
from triage.framework.model import Framework
from triage.framework.registry import Registry, Source, printable
from triage.framework.values import Text
from triage.weighing.receipt import Json, canonical, case_data, case_from, fingerprint
from triage.wording import LANGUAGES

FORMAT = 1
FILE_NAME = "weging.json"
_REMARK = re.compile(r" \([^)]*\)$")
KEYS = {"format", "printed", "language", "framework", "case", "names", "result", "receipt"}
EARLIER, CASEWORK = "earlier", "casework"
"""The keys that not every sheet has."""


@dataclass(frozen=True)
class SourceNames:
    """A publication on paper: as it is named in a line, and in full. Only what was checked."""

    short: str
    full: str


@dataclass(frozen=True)
class Definition:
    """What counts as a kind of fact, and what does not."""

    counts: Text
    does_not_count: Text


@dataclass(frozen=True)
class Names:
    """What the registry calls the sources, attributes, kinds of fact and strengths on a sheet, by id. A missing id is printed as it is.

    `definitions` says what each kind of fact means.
    """

    sources: Mapping[str, SourceNames]
    attributes: Mapping[str, Text]
    fact_kinds: Mapping[str, Text]
    definitions: Mapping[str, Definition]
    strengths: Mapping[str, Text]

    @classmethod
    def of(cls, framework: Framework, case: Case, registry: Registry, earlier: Case | None = None) -> Names:
        """The names a sheet of this case, and of how it was earlier, needs. Sources that rest on memory get none."""
        cited = {evidence.source for part in (*framework.items, *framework.criteria) for evidence in part.evidence if evidence.source}
        cited |= set(framework.sources)
        attributes = {item.attribute for item in framework.items if item.attribute} | {part.attribute for part in framework.not_used}
        named = set(framework.facts) | {fact.kind for one in (case, earlier) if one for fact in one.facts or ()}
        kinds = {name: registry.fact_kinds[name] for name in sorted(named & registry.fact_kinds.keys())}
        printed = {name: printable(registry.sources[name]) for name in sorted(cited & registry.sources.keys())}
        return cls(
            {name: SourceNames(_short(source), _full(source)) for name, source in printed.items() if source is not None},
            {name: registry.attributes[name].label for name in sorted(attributes & registry.attributes.keys())},
            {name: kind.label for name, kind in kinds.items()},
            {name: Definition(kind.counts, kind.does_not_count) for name, kind in kinds.items()},
            {name: registry.strengths[name].meaning for name in sorted({item.strength.value for item in framework.items})},
        )

    def data(self) -> Json:
        """As JSON."""
        return {
            "sources": {name: {"short": source.short, "full": source.full} for name, source in self.sources.items()},
            "attributes": {name: label.model_dump() for name, label in self.attributes.items()},
            "fact_kinds": {name: label.model_dump() for name, label in self.fact_kinds.items()},
            "definitions": {
                name: {"counts": kind.counts.model_dump(), "does_not_count": kind.does_not_count.model_dump()}
                for name, kind in self.definitions.items()
            },
            "strengths": {name: meaning.model_dump() for name, meaning in self.strengths.items()},
        }

    @classmethod
    def from_data(cls, data: Json) -> Names:
        """What `data` wrote. Raises KeyError, TypeError, ValueError or AttributeError for anything else."""
        return cls(
            {name: SourceNames(_text(source["short"]), _text(source["full"])) for name, source in data["sources"].items()},
            {name: Text.model_validate(label) for name, label in data["attributes"].items()},
            {name: Text.model_validate(label) for name, label in data["fact_kinds"].items()},
            {
                name: Definition(Text.model_validate(kind["counts"]), Text.model_validate(kind["does_not_count"]))
                for name, kind in data["definitions"].items()
            },
            {name: Text.model_validate(meaning) for name, meaning in data["strengths"].items()},
        )


@dataclass(frozen=True)
class Earlier:
    """An earlier weighing of the same case by the same framework text: the case as it was, and the receipt of weighing it."""

    case: Case
    receipt: Json


@dataclass(frozen=True)
class Enclosure:
    """The content of the file: what was weighed, by which framework text, with which result, printed when and in which language.

    With `earlier` also what it is laid beside, with `casework` what people did with it in a dossier; without them the file is as if there
    were no such thing.
    """

    printed: date
    language: str
    framework_name: str
    framework_text: str
    case: Case
    names: Names
    result: Json
    receipt: Json
    earlier: Earlier | None = None
    casework: Casework | None = None

    def content(self) -> bytes:
        """The bytes of the file: canonical JSON."""
        earlier = self.earlier
        return canonical(
            {
                "format": FORMAT,
                "printed": self.printed.isoformat(),
                "language": self.language,
                "framework": {"name": self.framework_name, "text": self.framework_text},
                "case": case_data(self.case),
                "names": self.names.data(),
                "result": self.result,
                "receipt": self.receipt,
                **({} if earlier is None else {EARLIER: {"case": case_data(earlier.case), "receipt": earlier.receipt}}),
                **({} if self.casework is None else {CASEWORK: self.casework.data()}),
            }
        )

    @classmethod
    def from_data(cls, data: Json) -> Enclosure:
        """What `content` wrote, once it is JSON.

        Raises KeyError, TypeError, ValueError, AttributeError or ArithmeticError for anything else.
        """
        if data.keys() - {EARLIER, CASEWORK} != KEYS or data["language"] not in LANGUAGES:
            raise ValueError("not an enclosure of this format")
        case, earlier = case_from(data["case"]), _earlier(data[EARLIER]) if EARLIER in data else None
        if earlier is not None and earlier.case.code != case.code:
            raise ValueError("an earlier weighing of another case")
        return cls(
            date.fromisoformat(data["printed"]),
            data["language"],
            _text(data["framework"]["name"]),
            _text(data["framework"]["text"]),
            case,
            Names.from_data(data["names"]),
            data["result"],
            data["receipt"],
            earlier,
            Casework.from_data(data[CASEWORK]) if CASEWORK in data else None,
        )


def parsed(content: bytes) -> Json:
    """JSON as this program writes it: UTF-8, no key twice, no NaN. Raises ValueError or RecursionError for anything else."""
    return json.loads(content.decode("utf-8"), object_pairs_hook=_no_key_twice, parse_constant=_no_constant)


def short_code(content: bytes) -> str:
    """The first 16 characters of the SHA-256 in groups of four: what people compare by eye."""
    return grouped(fingerprint(content)[:16])


def grouped(hexadecimal: str) -> str:
    """`3f2a91bc` as `3F2A 91BC`, with 32 characters on a line."""
    groups = [hexadecimal[start : start + 4].upper() for start in range(0, len(hexadecimal), 4)]
    return "\n".join(" ".join(groups[start : start + 8]) for start in range(0, len(groups), 8))


def _earlier(data: Json) -> Earlier:
    if data.keys() != {"case", "receipt"}:
        raise ValueError("not an earlier weighing")
    return Earlier(case_from(data["case"]), data["receipt"])


def _short(source: Source) -> str:
    named = _REMARK.sub("", source.authors or source.publisher or source.title)
    first, *more = named.split(", ") if source.authors else [named]
    year = f" ({source.year})" if source.year else ""
    return f"{first} e.a.{year}" if len(more) > 1 else f"{', '.join([first, *more])}{year}"


def _full(source: Source) -> str:
    year = f" ({source.year})" if source.year else ""
    named = [f"{source.authors}{year}", source.title] if source.authors else [f"{source.title}{year}"]
    parts = [*named, source.publisher if source.publisher != source.authors else None]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands there twice")
    return found


def _no_constant(word: str) -> Json:
    raise ValueError(f"{word} is not a number")


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value
