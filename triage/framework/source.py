"""A framework file as it was written: its lines, its plain data, and defects by the keys that lead to them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TypeAlias

from triage.errors import Defect
from triage.guard.names import holds_a_number_of_a_person
from triage.wording import Message, _

MAX_DEFECTS = 500
"""Defects shown of one file; when there are more, that is said."""

MAX_QUOTE = 160
MAX_SHOWN = 40

Plain: TypeAlias = "bool | int | Decimal | str | list[Plain] | dict[str, Plain] | None"
Path: TypeAlias = tuple[str | int, ...]

UNREADABLE_SIGN = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\uf900-\ufefe\uff00-\ufffd\U00010000-\U000effff]")
"""Control characters, line ends no editor shows, signs that turn the direction of reading (U+2028-202E, U+2066-2069), private signs."""

LINE_END = re.compile("\r\n|\r|\n")
FRAMEWORK_KEY = re.compile(r"(?:^|[\r{,])[ \t]*[\"']?(?:format|items)[\"']?[ \t]*:", re.MULTILINE)
"""What a file has that was meant as a framework or as a part of the registry."""

_FORMAT_KEY = re.compile(r"(?:^|[\r{,])[ \t]*[\"']?format[\"']?[ \t]*:", re.MULTILINE)
"""What a file has that says so itself; an export of some other program may well have `items`."""


@dataclass(frozen=True)
class Fault:
    """A defect by the keys that lead to it; `line` only where that is not the line of the path."""

    path: Path
    problem: Message
    mend: Message
    line: int | None = None


@dataclass(frozen=True)
class SourceText:
    """What the text of a file says.

    `lines` holds, by path, the line of the key or list element (from 1). `faults` were found in the text itself; at and below the paths
    in `unreliable` the data is not what the writer meant. `data` is None when the text could not be read to its end.
    """

    name: str
    text: str
    data: dict[str, Plain] | None
    lines: dict[Path, int]
    faults: tuple[Fault, ...]
    unreliable: frozenset[Path] = frozenset()

    @cached_property
    def _rows(self) -> list[str]:
        return LINE_END.split(self.text)

    @cached_property
    def _is_no_table(self) -> bool:
        return _FORMAT_KEY.search(self.text) is not None

    def line(self, path: Path) -> int:
        """The line of a value, or of the nearest part around it that stands in the file."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)

    def quote(self, line: int) -> str:
        """A line of the file, cut where it is very long; signs that cannot be read are shown as �.

        Empty when the file does not look like a framework, for a table or export opened by mistake is never shown, and for a line in which
        the identifier guard finds something.
        """
        if not self._is_no_table:
            return ""
        row = self._rows[line - 1].strip() if line <= len(self._rows) else ""
        cut = row if len(row) <= MAX_QUOTE else row[:MAX_QUOTE] + "…"
        return "" if holds_a_number_of_a_person(cut) else UNREADABLE_SIGN.sub("�", cut)

    def defects(self, faults: Iterable[Fault]) -> list[Defect]:
        """The faults in the order of the file, each with place and source line."""
        placed = sorted(((fault.line or self.line(fault.path), fault) for fault in faults), key=lambda pair: pair[0])
        shown = [
            Defect(f"{self.name}:{line}", _safe(fault.problem), _safe(fault.mend), self.quote(line)) for line, fault in placed[:MAX_DEFECTS]
        ]
        if len(placed) > MAX_DEFECTS:
            shown.append(Defect(self.name, _("Er zijn nog meer fouten."), _("Herstel eerst de fouten hierboven.")))
        return shown


def _safe(message: Message) -> Message:
    """The same message without a key or value in which the identifier guard finds something: any file can be given as a framework."""
    secret = {name for name, value in message.values.items() if isinstance(value, str) and holds_a_number_of_a_person(value[:MAX_QUOTE])}
    return replace(message, values={**message.values, **dict.fromkeys(secret, "…")}) if secret else message


def shown(value: object) -> str:
    """A value as it stands in the file, cut where it is long."""
    text = str(value)
    return text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + "…"
