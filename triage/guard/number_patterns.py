"""Numbers that lead straight to a person: citizen number, bank account, telephone; and e-mail and internet addresses.

Each function gives the hits of one kind in a text whose digits, blanks and dashes are plain (`guard.plain`). BSN and IBAN are tested by
python-stdnum. Every pattern is bounded, so that time grows in step with the length of the text.
Sources: REQ-54; eleven test for BSN (sum of digits times 9 to 2, minus the last, divides by 11; eight digits get a leading zero);
ISO 13616 for IBAN; Dutch numbering plan for telephone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from triage.guard.hits import Hit, HitKind, Severity

_BLANK = r"(?:[.\-/_]|\s{1,3}(?:[.\-]\s)?)"

_CITIZEN_WORD = re.compile(
    r"(?:bsn|sofi|burger\s?service)[\s\-]?(?:nummer|nr|no)?\W{0,3}(?:(?:is|van|was|luidt)\W{1,3})?(\d(?:[\s.,\-/_]{0,2}\d){7,8})(?!\d)",
    re.IGNORECASE,
)
_CITIZEN_NUMBER = re.compile(
    r"(?<!\d)(?<!\d[.,])(?:"
    r"(?P<solid>\d{8,9})"
    rf"|\d{{3}}{_BLANK}\d{{3}}{_BLANK}\d{{3}}"
    rf"|\d{{4}}{_BLANK}\d{{2}}{_BLANK}\d{{3}}"
    rf"|\d{{3}}{_BLANK}\d{{2}}{_BLANK}\d{{2}}{_BLANK}\d{{2}}"
    rf"|\d{{2}}{_BLANK}\d{{3}}{_BLANK}\d{{3}}"
    rf"|\d{{2}}{_BLANK}\d{{2}}{_BLANK}\d{{2}}{_BLANK}\d{{3}}"
    rf"|\d{{6}}{_BLANK}\d{{3}}|\d{{3}}{_BLANK}\d{{6}}"
    r")(?!\d)"
)
_NINE_APART = re.compile(r"(?<![\d.,])(?<!\d )\d(?: \d){8}(?! ?\d)(?![.,]\d)")
_CITIZEN_SCIENTIFIC = re.compile(r"(?<![\d.,])(\d[.,]\d{1,8})E\+?0{0,2}([78])(?!\d)", re.IGNORECASE)
_MONEY_BEFORE = re.compile(r"(?:€|\$|£|(?<!\w)euro?)\s{0,2}$", re.IGNORECASE)
_MONEY_AFTER = re.compile(r"(?:,\d\d|,-)?\s{0,2}(?:€|euro?(?!\w))", re.IGNORECASE)

_IBAN_START = re.compile(r"(?:(?<![A-Z0-9])|(?<=iban))[A-Z]{2}\s?\d{2}(?=[\s.\-]{0,2}[A-Z0-9])", re.IGNORECASE)
_IBAN_DUTCH = re.compile(r"(?<![A-Z0-9])NL\s?\d{2}(?:[\s.\-]?[A-Z]){4}(?:[\s.\-]?\d){10}(?![A-Z0-9])", re.IGNORECASE)
_SHORTEST_IBAN, _LONGEST_IBAN = 15, 34

_DUTCH_MOBILE = r"\(?06\)?(?:[\s.\-/]{0,3}\d){8}"
_DUTCH_SOLID = r"0[1-9]\d{8}|31[\s\-]?6[\s\-]?\d{8}"
_DUTCH_LAND_LINE = r"\(?0[1-9]\d\)?\s?[.\-/\s]?\s?\d(?:[\s.\-]?\d){6}|\(?0[1-9]\d{2}\)?\s?[.\-/\s]?\s?\d(?:[\s.\-]?\d){5}"
_FROM_ABROAD = r"(?:\+\s?|00\s?)31[\s.\-/]{0,2}(?:\(0\)[\s.\-/]{0,2})?\d(?:[\s.\-/]{0,2}\d){8}"
_ELSEWHERE = r"\+\s?[1-9]\d{0,2}(?:[\s.\-/()]{0,2}\d){7,12}|00(?:32|33|34|39|44|48|49|90|212|297|597|599)(?:[\s.\-/]{0,2}\d){7,10}"
_PHONE = re.compile(rf"(?<![\d+])(?:{_FROM_ABROAD}|{_DUTCH_MOBILE}|{_DUTCH_SOLID}|{_DUTCH_LAND_LINE}|{_ELSEWHERE})(?!\d)")

_AT = r"(?:@|[(\[]\s?at\s?[)\]])"
_DOT = r"(?:\.|\s?[(\[]\s?(?:dot|punt)\s?[)\]]\s?)"
_EMAIL = re.compile(rf"[\w.%+\-]{{1,64}}\s?{_AT}\s?[\w\-]{{1,63}}(?:{_DOT}[\w\-]{{1,63}}){{1,8}}", re.IGNORECASE)

_SURE_ENDINGS = "nl|com|org|net|eu|info|io|app|gg|tv|fr|biz|xyz|site|online|shop|gov|edu"
_ENDINGS_LIKE_WORDS = "de|be|me|to|co|ly|in|is|it|uk|ru|pl|ma"
_URL = re.compile(
    r"(?:https?|hxxps?|ftp)\s?:\s?//\s?\S{1,2000}"
    r"|(?<!\w)www\d?\.\S{1,2000}"
    r"|(?<![\w.@\-])(?:[a-z0-9\-]{1,63}\.){1,10}"
    rf"(?:(?:{_SURE_ENDINGS})(?![\w@\-])|(?:{_ENDINGS_LIKE_WORDS})(?=/\w))(?:/\S{{0,2000}})?",
    re.IGNORECASE,
)


def citizen_numbers(text: str) -> Iterator[Hit]:
    """Eight or nine digits that pass the eleven test, solid, grouped, after the word BSN or as a spreadsheet's 2,49566758E+08.

    Nine digits that fail the test are only questioned, and so are exactly nine single digits that pass it: one in eleven lists of nine
    scores does as well. Grouped amounts of money are left alone.
    """
    for match in _CITIZEN_WORD.finditer(text):
        yield from _citizen_number(match[1], match.start(1), match.end(1))
    for match in _CITIZEN_NUMBER.finditer(text):
        if match["solid"] or not _is_money(text, match.start(), match.end()):
            yield from _citizen_number(match[0], match.start(), match.end())
    for match in _NINE_APART.finditer(text):
        hits = _citizen_number(match[0], match.start(), match.end())
        yield from (replace(hit, severity=Severity.WARN) for hit in hits if hit.kind is HitKind.BSN)
    for match in _CITIZEN_SCIENTIFIC.finditer(text):
        digits = re.sub(r"\D", "", match[1])
        yield from _citizen_number(digits.ljust(int(match[2]) + 1, "0"), match.start(), match.end())


def ibans(text: str) -> Iterator[Hit]:
    """Bank account numbers of any country, solid or grouped. A Dutch one with a wrong check digit is only questioned."""
    for match in _IBAN_START.finditer(text):
        end = _end_of_iban(text, match.start())
        if end is not None:
            yield Hit(HitKind.IBAN, match.start(), end)
    for match in _IBAN_DUTCH.finditer(text):
        if _end_of_iban(text, match.start()) is None:
            yield Hit(HitKind.IBAN, match.start(), match.end(), Severity.WARN)


def phone_numbers(text: str) -> Iterator[Hit]:
    """Dutch numbers, mobile or fixed, as dialled here or from abroad, and foreign numbers with their country code."""
    for match in _PHONE.finditer(text):
        yield Hit(HitKind.PHONE, match.start(), match.end())


def email_addresses(text: str) -> Iterator[Hit]:
    """E-mail addresses, also with the at sign written out between brackets."""
    for match in _EMAIL.finditer(text):
        yield Hit(HitKind.EMAIL, match.start(), match.end())


def internet_addresses(text: str) -> Iterator[Hit]:
    """Addresses with `://` or `www`, and bare names that end like a site."""
    for match in _URL.finditer(text):
        yield Hit(HitKind.URL, match.start(), match.end())


def _citizen_number(written: str, start: int, end: int) -> Iterator[Hit]:
    from stdnum.nl import bsn

    digits = re.sub(r"\D", "", written)
    if bsn.is_valid(digits):
        yield Hit(HitKind.BSN, start, end)
    elif len(digits) == 9:
        yield Hit(HitKind.NINE_DIGITS, start, end, Severity.WARN)


def _is_money(text: str, start: int, end: int) -> bool:
    return bool(_MONEY_BEFORE.search(text[max(0, start - 8) : start]) or _MONEY_AFTER.match(text, end))


def _end_of_iban(text: str, start: int) -> int | None:
    """Where the account number that begins at `start` ends; None when there is none (ISO 13616: remainder 1 modulo 97)."""
    compact, remainder = "", 0
    for place in range(start, min(len(text), start + 2 * _LONGEST_IBAN)):
        character = text[place]
        if not (character.isascii() and character.isalnum()):
            if character not in " .-" or not text[place - 1].isalnum():
                return None
            continue
        compact += character.upper()
        if len(compact) > 4:
            remainder = (remainder * (100 if character.isalpha() else 10) + int(compact[-1], 36)) % 97
        if len(compact) > _LONGEST_IBAN:
            return None
        at_end = place + 1 == len(text) or not text[place + 1].isalnum()
        if len(compact) >= _SHORTEST_IBAN and at_end and _closes(remainder, compact[:4]) and _is_iban(compact):
            return place + 1
    return None


def _is_iban(compact: str) -> bool:
    from stdnum import iban

    # Without the banks of each country: that list ages, and a bank that is not in it still has accounts.
    return bool(iban.is_valid(compact, check_country=False))


def _closes(remainder: int, head: str) -> bool:
    country = int(head[0], 36) * 100 + int(head[1], 36)
    return (remainder * 1_000_000 + country * 100 + int(head[2:])) % 97 == 1
