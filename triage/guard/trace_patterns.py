"""What leads to a person by way of a register, a place or a day: file numbers, full dates, addresses, postcodes, licence plates.

Each function gives the hits of one kind in a text whose digits, blanks and dashes are plain (`guard.plain`). Every pattern is bounded.
Sources: REQ-54; the numbers as Dutch police (PL0900-2026123456), prosecution (01/123456-26) and courts (ECLI, C/13/123456,
JE RK 26-123) print them; sidecodes 1 to 14 of the Dutch vehicle authority; postcodes are tested by python-stdnum.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from triage.guard.hits import Hit, HitKind, Severity

_FILE_NUMBER = r"(?P<token{}>[A-Z0-9][A-Z0-9./\-]{{2,30}})"
_OUR_OWN_CODE = r"\d?[A-Z]\d?-\w{3}(?!\w)"
_SHORT_NAMES_OF_COURTS = "HA ?ZA|HA ?RK|JE ?RK|FA ?RK|FJ ?RK|KG ?ZA|EZ ?RK|BZ ?RK|RK|AWB|SGR|UTR|AMS|ROT|ARN|HAA|LEE"
_NUMBERED = (
    "zaak|dossier|registratie|mutatie|parket|proces-?verbaal|pv|bvh|rol|referentie|aangifte|incident|melding|cli[eë]nt|klant|kenmerk|cjib"
    "|skn|strafrechtsketen|v|vreemdelingen|polis|paspoort|rijbewijs|id-?kaart|identiteits|document|pati[eë]nt|leerling|onderwijs|student"
    "|zorg|persoons|gedetineerden"
)
_FILES = "dossier|zaak|mutatie|parket|pv|skn|bvh|cjib|kenmerk|ref"
_DOSSIER = re.compile(
    "|".join(
        (
            r"(?<!\w)ECLI\s?:\s?[A-Z]{2}\s?:\s?[A-Z0-9]{1,7}\s?:\s?\d{4}\s?:\s?[A-Z0-9.]{1,25}",
            r"(?<!\w)LJN\W{0,2}[A-Z]{2}\s?\d{4}(?!\w)",
            r"(?<!\d)\d{2}\s?[/.\-]\s?\d{6}\s?[.\-/]\s?\d{2}(?!\d)",
            r"(?<!\d)\d{8}-\d{2}(?!\d)",
            r"(?<!\w)PL\s?\d{2}[0-9A-Z]{2}\s?[\-/]?\s?\d{4}\s?[\-/]?\s?\d{5,6}(?:-\d{1,2})?(?!\d)",
            r"(?<!\d)(?:19|20)\d{2}[\-/.\s]?\d{6}(?:-\d{1,2})?(?!\d)",
            r"(?<!\d)(?:19|20)\d{2}[\-/]\d{5}(?!\d)",
            r"(?<!\w)[A-Z]{1,5}[\-/.]?(?:19|20)\d{2}[\-/.]\d{3,6}(?!\d)",
            r"(?<!\w)[A-Z]{1,2}\s?/\s?\d{2}\s?/\s?\d{4,6}(?!\d)",
            rf"(?<!\w)(?:{_SHORT_NAMES_OF_COURTS}) ?\d{{2}}\s?[\-/]\s?\d{{1,6}}(?!\d)",
            rf"(?<!\w)(?:{_NUMBERED})[\s\-]?(?:nummer|nr|no|kenmerk|id)(?!\w)[.:#\s]{{0,4}}(?:is\s)?(?!{_OUR_OWN_CODE}){_FILE_NUMBER.format(1)}",
            rf"(?<!\w)(?:{_FILES})\s?[.:#]{{1,2}}\s?(?!{_OUR_OWN_CODE}){_FILE_NUMBER.format(2)}",
            rf"(?<!\w)(?:{_FILES})\s\d{{5,12}}(?!\d)",
            rf"(?<!\w)(?:{_FILES})\s(?:19|20)\d{{2}}[\-/](?!(?:19|20)\d{{2}}(?!\d))\d{{3,6}}(?!\d)",
        )
    ),
    re.IGNORECASE,
)
_DIGITS_OF_A_FILE_NUMBER = 3

_MONTHS = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    "|january|february|march|may|june|july|august|october|jan|feb|mrt|mar|apr|jun|jul|aug|sept|sep|okt|oct|nov|dec"
)
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:e|ste|de|st|nd|rd|th)?"
_CENTURY_YEAR = r"(?:19|20)\d{2}"
_YEAR = rf"(?:{_CENTURY_YEAR}|['’]\d{{2}})(?!\d)"
_DATE_IN_WORDS = re.compile(
    rf"(?<!\d){_DAY}[\s.\-/]{{0,3}}(?:of\s)?(?:{_MONTHS})[\s.,\-/]{{0,3}}{_YEAR}"
    rf"|(?<!\w)(?:{_MONTHS})[\s.]{{1,2}}{_DAY}[\s,]{{1,3}}{_YEAR}"
    rf"|(?<!\d){_CENTURY_YEAR}[.\-/](?:{_MONTHS})[.\-/]{_DAY}(?!\d)",
    re.IGNORECASE,
)
_AFTER_BIRTH_WORD = re.compile(
    r"(?<!\w)(?:geb(?:oren|oorte(?:datum|dag)|\.?\s?dat(?:um)?)?|born|birth\s?(?:date|day)|date of birth|dob)(?!\w)"
    r"[\s.:]{0,3}(?:(?:op|on)\s)?"
    rf"({_DAY}[\s.\-/]{{1,3}}(?:{_MONTHS}|0?[1-9]|1[0-2])[\s.,\-/]{{1,3}}['’]?\d{{2}})(?!\d)",
    re.IGNORECASE,
)
"""Two digits say which year somebody was born only behind a word that says so: elsewhere `3 mei 15 feiten` is a day and a number."""

_DAY_FIRST = re.compile(rf"(?<!\d)(?<!\d[\-/.])(\d{{1,2}})\s?([\-/.])\s?(\d{{1,2}})\s?\2\s?({_CENTURY_YEAR})(?!\d)(?![\-/]\d)")
_DAY_FIRST_SHORT = re.compile(r"(?<!\d)(?<!\d[\-/.])(\d{2})([\-/])(\d{2})\2(\d{2})(?!\d)(?![\-/]\d)")
_YEAR_FIRST = re.compile(rf"(?<!\d)(?<!\d[\-/.])({_CENTURY_YEAR})\s?([\-/.])\s?(\d{{1,2}})\s?\2\s?(\d{{1,2}})(?!\d)(?![\-/]\d)")
_SPACED = re.compile(rf"(?<!\d)(?<!\d\s)(\d{{2}})(\s)(\d{{2}})\s({_CENTURY_YEAR})(?!\d)(?!\s\d)")
_SOLID_YEAR_FIRST = re.compile(rf"(?<!\d)({_CENTURY_YEAR})()(\d{{2}})(\d{{2}})(?!\d)")
_SOLID_DAY_FIRST = re.compile(rf"(?<!\d)(\d{{2}})()(\d{{2}})({_CENTURY_YEAR})(?!\d)")

_ADDRESS = re.compile(
    r"(?<!\w)[^\W\d_]{2,40}(?:straat|laan|plein|gracht|kade|singel|steeg|dreef|plantsoen|boulevard|weg|dijk|hof)"
    r"\s{1,2}\d{1,4}\s?(?:[a-z]|bis|hs|[\-/]\d{1,4})?(?!\w)",
    re.IGNORECASE,
)
_NOT_A_STREET = re.compile(r"(?:onder|half|halver|snel|gerechts|ge|af|aller)(?:weg|hof)", re.IGNORECASE)

_POSTCODE = re.compile(r"(?<![\w\-])(?:NL-)?([1-9]\d{3})(\s{0,2})([A-Z]{2})(?!\w)(?!-\w)", re.IGNORECASE)
_TWO_LETTER_WORD = re.compile(
    "a[fl]|b[ev]|c[calm]|d[aeor]|e[hnrux]|f[lt]|g[abor]|h[aehloz]|i[ekns]|j[aeo]|k[abgmw]|l[ajop]|m[abeglmrw]|n[aeoru]|o[fhmpr]|p[akpx]"
    "|r[eo]|s[rt]|t[aeimov]|u[ginrw]|vs|w[cep]|xp|z[eno]"
)
_OFFICE = re.compile("AR|BW|G[IM]|HK|J[BC]|LV|MP|NP|OM|P[IV]|R[CMN]|V[IT]|ZM")

_EARLY_SIDECODES = ("XX-99-99", "99-99-XX", "99-XX-99")
_LATER_SIDECODES = (
    *("XX-99-XX", "XX-XX-99", "99-XX-XX", "99-XXX-9", "9-XXX-99", "XX-999-X"),
    *("X-999-XX", "XXX-99-X", "X-99-XXX", "9-XX-999", "999-XX-9"),
)
_LETTERS_SINCE_1978 = "[B-DF-HJ-NP-TV-Z]"


def _as_pattern(sidecodes: Iterable[str], letter: str, dash: str = "-") -> str:
    return "|".join(sidecode.replace("-", dash).replace("9", r"\d").replace("X", letter) for sidecode in sidecodes)


_PLATE_EDGES = r"(?<![A-Za-z0-9\-])(?:{})(?![A-Za-z0-9\-])"
_EARLY_PLATE = re.compile(_PLATE_EDGES.format(_as_pattern(_EARLY_SIDECODES, "[A-Z]")))
_LATER_PLATE = re.compile(_PLATE_EDGES.format(_as_pattern(_LATER_SIDECODES, _LETTERS_SINCE_1978)), re.IGNORECASE)
_ANY_PLATE = _as_pattern((*_EARLY_SIDECODES, *_LATER_SIDECODES), "[A-Z]", r"[\s\-]?")
_PLATE_WITHOUT_DASHES = re.compile(_as_pattern((*_EARLY_SIDECODES, *_LATER_SIDECODES), "[A-Z]", ""), re.IGNORECASE)
_PLATE_AFTER_WORD = re.compile(rf"(?<!\w)(?:kenteken|nummerbord|nummerplaat)\s?[.:]?\s?(?:is\s|van\s)?({_ANY_PLATE})(?!\w)", re.IGNORECASE)


def dossier_numbers(text: str) -> Iterator[Hit]:
    """Numbers under which police, prosecution, courts and care keep somebody's file."""
    for match in _DOSSIER.finditer(text):
        token = match["token1"] or match["token2"]
        if token is None or sum(character.isdigit() for character in token) >= _DIGITS_OF_A_FILE_NUMBER:
            yield Hit(HitKind.DOSSIER_NUMBER, match.start(), match.end())


def full_dates(text: str) -> Iterator[Hit]:
    """Dates with day, month and year, as a date of birth is written. A quarter, a month or a year alone is none."""
    for match in _DATE_IN_WORDS.finditer(text):
        yield Hit(HitKind.FULL_DATE, match.start(), match.end())
    for match in _AFTER_BIRTH_WORD.finditer(text):
        yield Hit(HitKind.FULL_DATE, match.start(1), match.end(1))
    for match in chain(_DAY_FIRST.finditer(text), _SPACED.finditer(text), _SOLID_DAY_FIRST.finditer(text)):
        day, month, year = int(match[1]), int(match[3]), int(match[4])
        if _exists(year, month, day) or _exists(year, day, month):
            yield Hit(HitKind.FULL_DATE, match.start(), match.end())
    for match in _DAY_FIRST_SHORT.finditer(text):
        if _exists(2000 + int(match[4]), int(match[3]), int(match[1])):
            yield Hit(HitKind.FULL_DATE, match.start(), match.end())
    for match in chain(_YEAR_FIRST.finditer(text), _SOLID_YEAR_FIRST.finditer(text)):
        if _exists(int(match[1]), int(match[3]), int(match[4])):
            yield Hit(HitKind.FULL_DATE, match.start(), match.end())


def addresses(text: str) -> Iterator[Hit]:
    """A street with a house number."""
    for match in _ADDRESS.finditer(text):
        if not _NOT_A_STREET.match(match[0]):
            yield Hit(HitKind.ADDRESS, match.start(), match.end())


def postcodes(text: str) -> Iterator[Hit]:
    """Dutch postcodes. Four digits before a short word or a unit are none; a year before an office (2025 OM) is only questioned."""
    from stdnum.nl import postcode

    for match in _POSTCODE.finditer(text):
        digits, blank, letters = match[1], match[2], match[3]
        if not letters.isupper() and _TWO_LETTER_WORD.fullmatch(letters.casefold()):
            continue
        if not postcode.is_valid(digits + letters):
            continue
        questioned = blank and digits[:2] in ("19", "20") and _OFFICE.fullmatch(letters)
        yield Hit(HitKind.POSTCODE, match.start(), match.end(), Severity.WARN if questioned else Severity.REFUSE)


def licence_plates(text: str) -> Iterator[Hit]:
    """Dutch licence plates with dashes, or in any form after the word for it."""
    for match in chain(_EARLY_PLATE.finditer(text), _LATER_PLATE.finditer(text)):
        yield Hit(HitKind.LICENCE_PLATE, match.start(), match.end())
    for match in _PLATE_AFTER_WORD.finditer(text):
        yield Hit(HitKind.LICENCE_PLATE, match.start(1), match.end(1))


def could_be_a_plate(text: str) -> bool:
    """Whether a text of letters and digits alone has the form of a licence plate without its dashes."""
    return _PLATE_WITHOUT_DASHES.fullmatch(text) is not None


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
