"""The one door for text that people type: what is wrong with it, and how it is kept (REQ-54, REQ-57).

A text is kept in one form (NFC, lines ended alike, no blanks at the ends, nothing nobody can see). The guard is an aid, not proof: what it
bars is refused, what it questions is refused until somebody looked at it. No message ever holds the text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from triage.errors import Defect, InputError
from triage.guard import Hit, HitKind, Severity, find
from triage.guard.people import people
from triage.wording import Message, _, n_

NOTE, REASON, MINUTES = 500, 2_000, 5_000
"""The most characters of a note, of a reason and of the minutes of one case (our own choice: kept short, REQ-57)."""

LINE = 200
"""The most characters of what fits on one line, such as a task."""

WORD, SHORT_REASON, FULL_REASON = 10, 20, 30
"""The fewest characters of a condition or view of others, of a concrete reason for a referral, and of an argument (our own choice)."""

LONGEST_LOOK = 100_000
"""A longer text is only called too long: looking through it would keep whoever pasted it waiting."""

IN_PAPERS = frozenset({HitKind.DOSSIER_NUMBER, HitKind.FULL_DATE, HitKind.URL})
"""Numbers, days and addresses on the internet that a document of the organisation has too: there they are only questioned."""

UNSEEN = frozenset("\u00ad\u034f\u200b\u2060\u2061\u2062\u2063\u2064\ufeff")
"""Characters that nobody sees and no script needs. They are left out; what turns the direction of writing is refused."""

JOINERS = frozenset("\u200c\u200d")
"""Unseen too, but Persian and emoji are written with them."""

_AS_KEPT = str.maketrans({"\r": "\n", "\u2028": "\n", "\u2029": "\n", **dict.fromkeys(UNSEEN)})
"""Every end of a line as one sign, and what nobody sees left out."""

CONFIRM = _("Haal het weg, of bevestig dat het niet naar een persoon leidt.")
REMOVE = _("Haal het weg. Schrijf niets op wat naar een persoon leidt.")

T = TypeVar("T")


@dataclass(frozen=True)
class Entered:
    """A text as typed in a field (`place`), the fewest and most characters it may have, and whether somebody looked at what is questioned.

    `about_papers`: the text names a document of the organisation, and what the guard finds `IN_PAPERS` is only questioned.
    """

    place: Message
    text: str
    most: int
    least: int = 0
    confirmed: bool = False
    about_papers: bool = False


def tidy(text: str) -> str:
    """The text as it is kept. Nothing that a reader sees is changed."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").translate(_AS_KEPT)).strip()


def entered(place: Message, text: str, *, most: int, least: int = 0, confirmed: bool = False) -> str:
    """One text as it is kept. Raises InputError with everything that is wrong with it."""
    return all_entered(Entered(place, text, most, least, confirmed))[0]


def all_entered(*texts: Entered) -> tuple[str, ...]:
    """Several texts as they are kept. Raises InputError with everything that is wrong with any of them."""
    refuse(defect for text in texts for defect in defects_of(text))
    return tuple(tidy(text.text) for text in texts)


def refuse(defects: Iterable[Defect]) -> None:
    """Raise InputError with these defects, if there are any."""
    if found := tuple(defects):
        raise InputError(found)


def text_defects(
    place: Message, text: str, *, most: int, least: int = 0, confirmed: Container[str] = (), about_papers: bool = False
) -> Iterator[Defect]:
    """What is wrong with one text of a larger record. `confirmed` are the texts, as kept, that somebody looked at."""
    return defects_of(Entered(place, text, most, least, tidy(text) in confirmed, about_papers))


def defects_of(entry: Entered) -> Iterator[Defect]:
    """Everything that is wrong with one text."""
    text = tidy(entry.text)
    yield from _length_defects(entry, text)
    if len(text) > LONGEST_LOOK:
        return
    if not text.isprintable() and any(map(_is_barred, set(text))):
        problem = _("Hier staan tekens die niemand ziet of die de leesrichting omdraaien.")
        yield Defect(entry.place, problem, _("Typ de tekst opnieuw, of plak hem zonder opmaak."))
    hits = find(text) if len(text) > entry.most else (*find(text), *people(text))
    for kind, questioned in _kinds(hits, entry.about_papers).items():
        if not questioned:
            yield Defect(entry.place, _("Hier staat {kind}.", kind=kind), REMOVE)
        elif not entry.confirmed:
            yield Defect(entry.place, _("Hier staat misschien {kind}.", kind=kind), CONFIRM)


def tidied(record: T) -> T:
    """A record of casework with every text in it as it is kept, also in its parts."""
    return _tidied(record)  # type: ignore[no-any-return]


def _tidied(value: Any) -> Any:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, tuple):
        return tuple(_tidied(part) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _tidied(getattr(value, field.name)) for field in fields(value)})
    return value


def _length_defects(entry: Entered, text: str) -> Iterator[Defect]:
    if entry.least and not text:
        yield Defect(entry.place, _("Dit is nog niet ingevuld."), _("Vul dit in."))
    elif len(" ".join(text.split())) < entry.least:
        problem = n_("Dit is korter dan {count} teken.", "Dit is korter dan {count} tekens.", entry.least)
        yield Defect(entry.place, problem, _("Schrijf het zo op dat een ander het begrijpt."))
    if len(text) > entry.most:
        problem = n_("Dit is langer dan {count} teken.", "Dit is langer dan {count} tekens.", entry.most)
        yield Defect(entry.place, problem, _("Maak de tekst korter."))


def _is_barred(character: str) -> bool:
    """Whether a sign steers a screen, turns the direction of writing, or is no character at all."""
    if character in "\n\t" or character in JOINERS:
        return False
    code = ord(character)
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co") or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def _kinds(hits: Iterable[Hit], about_papers: bool) -> dict[HitKind, bool]:
    """Each kind that was found, with whether it is only questioned; one that is barred anywhere is barred."""
    found: dict[HitKind, bool] = {}
    for hit in hits:
        questioned = hit.severity is Severity.WARN or (about_papers and hit.kind in IN_PAPERS)
        found[hit.kind] = found.get(hit.kind, True) and questioned
    return found
