"""The events of the YAML parser as plain data, with the line of every value.

The core schema of YAML 1.2 is resolved here: `yes`, `no` and dates stay words, decimals stay exact, and no tag builds an object. Depth,
values and aliases are counted while the events come in, so that a hostile file is refused before it costs time or memory.
Source: framework format 1, *Refused at reading*; YAML 1.2.2 section 10.3 (core schema).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]  # the C parser does not export itself
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from triage.framework.source import LINE_END, UNREADABLE_SIGN, Fault, Path, Plain, shown
from triage.framework.yaml_syntax import complaint
from triage.wording import Message, _

MAX_DEPTH = 60
MAX_VALUES = 30_000
"""Values in one file; a framework of a hundred questions has a few thousand."""

MAX_COPIED = 10_000
"""Values that aliases may add to a file."""

MAX_DIGITS = 24

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBER_BEGINS = frozenset("+-.0123456789")
_INT = re.compile(r"[-+]?[0-9]+")
_BASED_INT = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_CORE_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "map", "seq")) | {"!"}
_TEXT_TAGS = frozenset({"tag:yaml.org,2002:str", "!"})

_MASK = {"?": "\ue000", ":": "\ue001"}
_UNMASK = {ord(mask): sign for sign, mask in _MASK.items()}
_TAG_OR_SIGN_IN_TEXT = re.compile(
    r"""!(?<![^\s\[{,]!)\S*            # a tag, left alone
      | \?(?<=[^\s\[{,]\?)             # a question mark inside or after a word
      | \?(?=[^\s,\[\]{}])            # or before one
      | :(?<!["'}\]]:)(?=[^\s,\[\]{}])  # a colon with no space after it
    """,
    re.VERBOSE,
)
"""Question marks and colons that are text in YAML 1.2, but that the C parser (libyaml 0.1.7) refuses between brackets: {nl: Hoe oud?}.

Each part begins with its sign, so that the search leaps from sign to sign.
"""


class UnreadableError(Exception):
    """Reading on would be useless or dear; carries the last fault."""

    def __init__(self, problem: Message, mend: Message, line: int) -> None:
        super().__init__(line)
        self.fault = Fault((), problem, mend, line)


def unreadable_sign(sign: str) -> tuple[Message, Message]:
    """Problem and mend for a sign nobody can see."""
    return (
        _("Hier staat een onzichtbaar teken dat niet mag (code {code}).", code=f"U+{ord(sign):04X}"),
        _("Haal het teken weg of typ de regel opnieuw."),
    )


def _masked(text: str) -> str:
    """The text with a stand-in, of the same length, for each sign the C parser would wrongly take for its own."""
    return _TAG_OR_SIGN_IN_TEXT.sub(lambda found: _MASK.get(found[0], found[0]), text)


def events(text: str) -> Iterator[Any]:
    """The events of the YAML parser; their marks count characters of the text. Raises `UnreadableError`."""
    parser = CParser(_masked(text))
    try:
        while (event := parser.get_event()) is not None:
            yield event
    except YAMLError as error:
        raise UnreadableError(*_complaint(error, LINE_END.split(text))) from None
    finally:
        parser.dispose()


def _complaint(error: YAMLError, rows: list[str]) -> tuple[Message, Message, int]:
    mark, opened = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    line = min(mark.line + 1 if mark else 1, len(rows))
    opened_on = opened.line + 1 if opened else line
    found = complaint(str(getattr(error, "problem", "")), rows[line - 1])
    return found.problem_opened_on(opened_on), found.mend, opened_on if found.at_opening else line


class Builder:
    """Turns the events of one document into plain data, remembering lines and faults."""

    def __init__(self) -> None:
        self.lines: dict[Path, int] = {(): 1}
        self.faults: list[Fault] = []
        self.unreliable: set[Path] = set()
        self._anchors: dict[str, Plain] = {}
        self._open_anchors: set[str] = set()
        self._values = 0
        self._copied = 0
        self._events: Iterator[Any] = iter(())

    def document(self, text: str) -> dict[str, Plain]:
        """The one mapping a framework file is. Raises `UnreadableError` when there is none."""
        self._events = events(text)
        next(self._events)
        start = next(self._events)
        if isinstance(start, StreamEndEvent):
            raise empty()
        self._check_version(start)
        first = next(self._events)
        if isinstance(first, ScalarEvent) and not first.value and not first.style:
            raise empty()
        if not isinstance(first, MappingStartEvent):
            raise UnreadableError(
                _("Het bestand bestaat niet uit sleutels met waarden."),
                _("Schrijf elke sleutel op een eigen regel, met een dubbele punt erachter."),
                _line(first),
            )
        self.lines[()] = _line(first)
        data = self._mapping(first, (), 1)
        next(self._events)
        if isinstance(again := next(self._events), DocumentStartEvent):
            raise UnreadableError(
                _("Het bestand bevat meer dan één document."), _("Laat één kader staan en haal de regel '---' weg."), _line(again)
            )
        return data

    def _check_version(self, start: Any) -> None:
        if start.version not in (None, (1, 2)):
            self._fault(start, (), _("Een wegingskader is YAML 1.2."), _("Haal de regel die met %YAML begint weg."))

    def _fault(self, event: Any, path: Path, problem: Message, mend: Message) -> None:
        self.faults.append(Fault(path, problem, mend, _line(event)))

    def _value(self, event: Any, path: Path, depth: int) -> Plain:
        self._values += 1
        if self._values > MAX_VALUES:
            raise UnreadableError(
                _("Het bestand bevat meer dan 30.000 waarden."),
                _("Een wegingskader is veel kleiner. Controleer of dit het goede bestand is."),
                _line(event),
            )
        if path not in self.lines:
            self.lines[path] = _line(event)
        if isinstance(event, ScalarEvent):
            return self._anchored(event, self._scalar(event, path))
        if isinstance(event, AliasEvent):
            return self._alias(event, path, depth)
        if depth >= MAX_DEPTH:
            raise _too_deep(event)
        if event.anchor:
            self._open_anchors.add(event.anchor)
        value: Plain = (
            self._mapping(event, path, depth + 1) if isinstance(event, MappingStartEvent) else self._sequence(event, path, depth + 1)
        )
        self._open_anchors.discard(event.anchor)
        return self._anchored(event, value)

    def _anchored(self, event: Any, value: Plain) -> Plain:
        if event.anchor:
            self._anchors[event.anchor] = value
        return value

    def _alias(self, event: Any, path: Path, depth: int) -> Plain:
        if event.anchor in self._open_anchors or event.anchor not in self._anchors:
            inside = event.anchor in self._open_anchors
            problem = (
                _("'*{name}' verwijst naar het deel waar het zelf in staat.", name=shown(event.anchor))
                if inside
                else _("'*{name}' verwijst naar '&{name}', maar dat staat er niet boven.", name=shown(event.anchor))
            )
            self._fault(event, path, problem, _("Schrijf de waarde hier voluit."))
            self.unreliable.add(path)
            return None
        value = self._anchors[event.anchor]
        size, height = _measure(value)
        self._copied += size
        if self._copied > MAX_COPIED:
            raise UnreadableError(
                _("De verwijzingen met '*' maken het bestand te groot: meer dan 10.000 waarden."),
                _("Schrijf de waarden voluit, of verwijs minder vaak."),
                _line(event),
            )
        if depth + height > MAX_DEPTH:
            raise _too_deep(event)
        return value

    def _sequence(self, start: Any, path: Path, depth: int) -> list[Plain]:
        self._check_tag(start, path, "tag:yaml.org,2002:seq")
        found: list[Plain] = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            found.append(self._value(event, (*path, len(found)), depth))
        return found

    def _mapping(self, start: Any, path: Path, depth: int) -> dict[str, Plain]:
        self._check_tag(start, path, "tag:yaml.org,2002:map")
        found: dict[str, Plain] = {}
        first_lines: dict[str, int] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            key = self._key(event, path, depth)
            inside = path if key is None else (*path, key)
            if key is not None and key in found:
                self._fault(
                    event,
                    inside,
                    _("De sleutel '{key}' staat er twee keer: ook op regel {line}.", key=shown(key), line=str(first_lines[key])),
                    _("Laat één van de twee staan."),
                )
            elif key is not None:
                self.lines[inside] = first_lines[key] = _line(event)
            value = self._value(next(self._events), inside, depth)
            if key is not None:
                found.setdefault(key, value)
        return found

    def _key(self, event: Any, path: Path, depth: int) -> str | None:
        """The text of a key; None, with a fault, for what cannot be a key."""
        if not isinstance(event, ScalarEvent):
            if not isinstance(event, AliasEvent):
                self._value(event, path, depth)
            self._fault(event, path, _("Een sleutel moet een woord zijn."), _("Schrijf een woord met een dubbele punt erachter."))
            return None
        if event.value == "<<" and not event.style:
            self._fault(
                event,
                path,
                _("Delen samenvoegen met '<<' kan niet in een wegingskader."),
                _("Schrijf de sleutels hier voluit."),
            )
            self.unreliable.add(path)
            return None
        self._check_tag(event, path, "tag:yaml.org,2002:str")
        return self._text(event, path)

    def _check_tag(self, event: Any, path: Path, *fitting: str) -> bool:
        given = event.tag
        if given is None or given == "!" or given in fitting:
            return True
        known = given in _CORE_TAGS
        tag = shown(given.replace("tag:yaml.org,2002:", "!!"))
        problem = (
            _("De waarde past niet bij '{tag}'.", tag=tag) if known else _("Een kader mag geen eigen soort waarde maken: '{tag}'.", tag=tag)
        )
        self._fault(event, path, problem, _("Haal '{tag}' weg.", tag=tag))
        self.unreliable.add(path)
        return False

    def _text(self, event: Any, path: Path) -> str:
        text: str = event.value
        if not text.isascii():
            text = text.translate(_UNMASK)
        # Only an escape between double quotes makes a sign that does not stand in the file.
        if event.style == '"' and (sign := UNREADABLE_SIGN.search(text)):
            self._fault(event, path, *unreadable_sign(sign[0]))
            self.unreliable.add(path)
        return text

    def _scalar(self, event: Any, path: Path) -> Plain:
        text = self._text(event, path)
        if event.tag is None:
            return text if event.style else self._resolved(event, text, path)
        if event.tag in _TEXT_TAGS:
            return text
        value = self._resolved(event, text, path)
        self._check_tag(event, path, _tag_of(value), *(["tag:yaml.org,2002:float"] if type(value) is int else []))
        return value

    def _resolved(self, event: Any, text: str, path: Path) -> Plain:
        """A plain word by the core schema."""
        if text in _WORDS:
            return _WORDS[text]
        if text[0] not in _NUMBER_BEGINS:
            return text
        if _NOT_FINITE.fullmatch(text):
            return Decimal(text.replace(".", "", 1))
        whole, based, decimal = _INT.fullmatch(text), _BASED_INT.fullmatch(text), _DECIMAL.fullmatch(text)
        if not (whole or based or decimal):
            return text
        if len(text) > MAX_DIGITS or (decimal and len(decimal[3] or "") > len("e-10")):
            self._fault(event, path, _("Dit getal is te lang."), _("Schrijf een getal van ten hoogste een miljoen, met weinig decimalen."))
            self.unreliable.add(path)
            return 0
        return int(text) if whole else int(text, 0) if based else Decimal(text)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def empty() -> UnreadableError:
    """The defect of a file with nothing in it."""
    return UnreadableError(_("Het bestand is leeg."), _("Kies een bestand met een wegingskader erin."), 1)


def _too_deep(event: Any) -> UnreadableError:
    return UnreadableError(
        _("De delen zitten te diep in elkaar: meer dan 60 lagen."), _("Geef een voorwaarde een naam onder 'criteria'."), _line(event)
    )


def _tag_of(value: Plain) -> str:
    kind = {type(None): "null", bool: "bool", int: "int", Decimal: "float"}.get(type(value), "str")
    return f"tag:yaml.org,2002:{kind}"


def _measure(value: Plain) -> tuple[int, int]:
    """How many values a part holds, itself included, and how many layers."""
    if not isinstance(value, dict | list):
        return 1, 0
    parts = [_measure(part) for part in (value.values() if isinstance(value, dict) else value)]
    return 1 + sum(size for size, _height in parts), 1 + max((height for _size, height in parts), default=0)
