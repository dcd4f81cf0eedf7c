"""Finding cases by a word, from an index inside the dossier (REQ-47, REQ-59): nothing outside it ever holds a word of a case.

The index holds, per case, its code and every text of its records. It is brought up to date in the transaction that changes the case.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, select, text

from triage.dossier import schema
from triage.weighing.receipt import Json

MOST_FOUND = 500

BY_CODE = "code"
"""What an entry says of a search for a code alone. Nothing else that was asked for stands in it."""

_WORD = re.compile(r"\w+")
KINDS_SEARCHED = (
    "case",
    "answer",
    "view",
    "notice",
    "contest",
    "inspection",
    "assessment",
    "help",
    "decision",
    "minutes",
    "task",
    "review",
)
"""The kinds of records in which people type."""

TYPED = frozenset(
    {
        *("note", "reason", "text", "absent_because", "ground", "recorded_in", "argument", "why_not", "for_less", "what"),
        *("interest", "view", "least_intrusive", "privacy", "proportionality", "exit_conditions"),
    }
)
"""The fields of records that hold what people typed. A test holds this against the types."""

_CASE = schema.RECORDS["case"]
_FIND = (
    'SELECT "case".id FROM search JOIN "case" ON "case".number = search.rowid WHERE search MATCH :query ORDER BY search.rowid LIMIT :most'
)


def index(connection: Connection, codes: Sequence[str]) -> None:
    """Brings the index up to date for these cases; a case that is gone goes out of it as well (see `drop`)."""
    for code in codes:
        number = connection.execute(select(_CASE.c.number).where(_CASE.c.id == code)).scalar()
        if number is None:
            continue
        drop(connection, number)
        words = " ".join([code, *_texts_of(connection, code)])
        connection.execute(text("INSERT INTO search(rowid, text) VALUES (:number, :words)"), {"number": number, "words": words})


def says_otherwise(old: str | None, new: str | None) -> bool:
    """Whether a change of a record changes what is to be found: what was typed in it, or that it came or went at all."""
    if old is None or new is None:
        return True
    return list(_typed(json.loads(old))) != list(_typed(json.loads(new)))


def drop(connection: Connection, number: int) -> None:
    """Takes a case out of the index, by the number of its row."""
    connection.execute(text("DELETE FROM search WHERE rowid = :number"), {"number": number})


def refill(connection: Connection) -> None:
    """Makes the whole index again."""
    connection.execute(text("DELETE FROM search"))
    index(connection, [code for (code,) in connection.execute(select(_CASE.c.id).order_by(_CASE.c.number))])


def found(connection: Connection, words: str) -> tuple[str, ...]:
    """The codes of the cases in which every word occurs, each as a whole or as the beginning of a word; at most `MOST_FOUND`."""
    asked = _WORD.findall(words)
    if not asked:
        return ()
    query = " ".join(f'"{word}"*' for word in asked)
    rows = connection.execute(text(_FIND), {"query": query, "most": MOST_FOUND})
    return tuple(code for (code,) in rows)


def only_of(code: str, words: str) -> bool:
    """Whether every word that is asked for is the beginning of a part of this code."""
    parts = [part.casefold() for part in _WORD.findall(code)]
    return all(any(part.startswith(word.casefold()) for part in parts) for word in _WORD.findall(words))


def unlike(connection: Connection) -> Iterator[str]:
    """The codes of cases whose place in the index is not what it should be."""
    kept = {row.rowid: row.text for row in connection.execute(text("SELECT rowid, text FROM search"))}
    for number, code in connection.execute(select(_CASE.c.number, _CASE.c.id)):
        if kept.pop(number, None) != " ".join([code, *_texts_of(connection, code)]):
            yield code
    if kept:
        yield ""


_BODY = 'SELECT {place} AS place, number, body FROM "{name}" WHERE "case" = :code'
_EVERY_BODY = " UNION ALL ".join(_BODY.format(place=place, name=name) for place, name in enumerate(KINDS_SEARCHED))
_BODIES = text(f"{_EVERY_BODY} ORDER BY place, number")
"""Everything of a case in one question: it is asked at every change."""


def _texts_of(connection: Connection, code: str) -> Iterator[str]:
    for _place, _number, body in connection.execute(_BODIES, {"code": code}):
        yield from _typed(json.loads(body))


def _typed(part: Json) -> Iterator[str]:
    """The texts in a record that somebody typed."""
    if isinstance(part, list):
        for inner in part:
            yield from _typed(inner)
    elif isinstance(part, dict):
        for name, inner in part.items():
            if isinstance(inner, str):
                if inner and name in TYPED:
                    yield inner
            else:
                yield from _typed(inner)
