"""The text of a framework file as plain data: the one way from bytes to a `SourceText`.

A file that is too large, not text or plainly something else is refused before it is parsed. Source: framework format 1, *Refused at
reading*.
"""

from __future__ import annotations

import re

from triage.framework.source import FRAMEWORK_KEY, LINE_END, UNREADABLE_SIGN, Fault, Path, SourceText
from triage.framework.yaml_data import Builder, UnreadableError, empty, unreadable_sign
from triage.wording import _

__all__ = ["MAX_BYTES", "Fault", "Path", "SourceText", "parse"]

MAX_BYTES = 1 << 20

_CONTENT = re.compile(r"(?:^|\r)[^\S\r\n]*[^\s#]", re.MULTILINE)
_OTHER_FILES = (b"PK\x03\x04", b"%PDF", bytes.fromhex("d0cf11e0a1b11ae1"), b"\x89PNG", b"\xff\xd8\xff")
"""How workbooks, PDFs, old Office files and pictures begin."""

_TAG_DIRECTIVE = re.compile(r"^%TAG\b", re.MULTILINE)


def parse(content: bytes, name: str) -> SourceText:
    """The data of a file with its lines. Never raises for anything a file can hold: what is wrong stands in `faults`."""
    text = content[:MAX_BYTES].decode("utf-8-sig", errors="replace")
    builder = Builder()
    try:
        _check_text(content, text)
        data = builder.document(text)
    except UnreadableError as stop:
        return SourceText(name, text, None, builder.lines, (*builder.faults, stop.fault))
    return SourceText(name, text, data, builder.lines, tuple(builder.faults), frozenset(builder.unreliable))


def _check_text(content: bytes, text: str) -> None:
    if len(content) > MAX_BYTES:
        raise UnreadableError(
            _("Het bestand is groter dan 1 megabyte."), _("Een wegingskader is veel kleiner. Controleer of dit het goede bestand is."), 1
        )
    if content.startswith(_OTHER_FILES):
        raise UnreadableError(
            _("Dit is geen wegingskader, maar een Excel-bestand, een PDF of iets dergelijks."), _("Kies een kaderbestand (.yaml)."), 1
        )
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = _line_at(content[: error.start].decode("utf-8"), error.start)
        raise UnreadableError(
            _("Het bestand is geen tekst in UTF-8."), _("Sla het bestand op als tekst met de codering UTF-8."), line
        ) from None
    if not _CONTENT.search(text):
        raise empty()
    if not FRAMEWORK_KEY.search(text):
        raise UnreadableError(
            _("Dit is geen wegingskader: de sleutel 'format' ontbreekt."), _("Kies een bestand dat begint met 'format: 1'."), 1
        )
    if sign := UNREADABLE_SIGN.search(text):
        raise UnreadableError(*unreadable_sign(sign[0]), _line_at(text, sign.start()))
    if directive := _TAG_DIRECTIVE.search(text):
        # The parser compares every %TAG line with all others, which takes seconds in a file full of them.
        problem = _("Een kader mag geen eigen soort waarde maken: '{tag}'.", tag="%TAG")
        raise UnreadableError(problem, _("Haal deze regel weg."), _line_at(text, directive.start()))


def _line_at(text: str, offset: int) -> int:
    return len(LINE_END.split(text[:offset]))
