"""What a cell of text means: an answer to a question, a status, a quarter, a source. One function per meaning, for one cell or a column.

Nothing is guessed. A number that two people would read differently, an answer that is not in the list and a status that does not fit
are a `Problem` with its mend. A text that is not understood is shown to the identifier guard, and never repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from triage.cases.case import NOT_APPLICABLE, UNKNOWN, Answer
from triage.cases.headings import folded
from triage.cases.refusals import Problem, Refusal
from triage.framework.contents import limits
from triage.framework.model import ChoiceItem, Item, LevelItem, NumericItem, YesNoItem, decimals_of
from triage.framework.values import MAX_POINTS, Text
from triage.framework.vocabulary import AnswerStatus, FactStatus, Partner
from triage.guard import HitKind, Severity, find
from triage.periods import Period
from triage.wording import LANGUAGES, Message, Sayable, _, language

OLDEST = 120
"""Years; an age above it is a slip of the hand."""

FIRST_YEAR, LAST_YEAR = 1950, 2100
"""Dates outside these years are a slip of the hand."""

_UNKNOWN_WORDS = frozenset({"", "onbekend"})
_UNKNOWN_ELSEWHERE = frozenset({"unknown"})
_NOT_APPLICABLE_WORDS = frozenset({"nvt", "n.v.t.", "n.v.t", "niet van toepassing", "not_applicable", "not applicable", "n/a"})
_YES_WORDS = frozenset({"ja", "yes", "waar", "true"})
_NO_WORDS = frozenset({"nee", "no", "onwaar", "false"})

_BLANKS = "[ \u00a0\u2009\u202f]"
_GROUPED = re.compile(rf"(-?\d{{1,3}})((?:{_BLANKS}\d{{3}})+)((?:[.,]\d+)?)")
_WHOLE = re.compile(r"-?\d+")
_MARKED = re.compile(r"(-?)(\d+)([.,])(\d+)")
_THOUSANDS = re.compile(r"-?\d{1,3}(?:(?:\.\d{3}){2,}|(?:,\d{3}){2,})")
_BOTH_MARKS = re.compile(r"(-?\d{1,3}(?:\.\d{3})+),(\d+)|(-?\d{1,3}(?:,\d{3})+)\.(\d+)")
_LONGEST_NUMBER = 24

_QUARTER_LAST = re.compile(r"(\d{4})[- ]?[qk]([1-4])")
_QUARTER_FIRST = re.compile(r"[qk]([1-4])[- /]?(\d{4})")
_QUARTER_IN_WORDS = re.compile(
    r"([1-4])(?:e|ste|de|st|nd|rd|th)? (?:kwartaal|quarter)(?: van| of)? (\d{4})|kwartaal ([1-4])(?: van|,)? (\d{4})"
)
_DAY_FIRST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{2})-(\d{2})")

_STATUS_WORDS: Mapping[str, AnswerStatus] = {
    "bevestigd": AnswerStatus.CONFIRMED,
    "nvt": AnswerStatus.NOT_APPLICABLE,
    "n.v.t.": AnswerStatus.NOT_APPLICABLE,
}
_FACT_STATUS_WORDS: Mapping[str, FactStatus] = {
    "verdenking": FactStatus.SUSPECTED,
    "verdacht": FactStatus.SUSPECTED,
    "geregistreerd": FactStatus.SUSPECTED,
    "geregistreerd door politie": FactStatus.SUSPECTED,
    "halt": FactStatus.SETTLED_OUT_OF_COURT,
    "strafbeschikking": FactStatus.SETTLED_OUT_OF_COURT,
    "buiten de rechter afgedaan": FactStatus.SETTLED_OUT_OF_COURT,
    "veroordeling": FactStatus.CONVICTED,
    "sepot": FactStatus.DISMISSED,
    "beleidssepot": FactStatus.DISMISSED,
    "technisch sepot": FactStatus.DISMISSED,
    "vrijspraak": FactStatus.ACQUITTED,
}
_PARTNER_WORDS: Mapping[str, Partner] = {
    "om": Partner.PROSECUTION,
    "ggz": Partner.HEALTH,
    "zorg": Partner.HEALTH,
    "ouders": Partner.FAMILY,
    "familie": Partner.FAMILY,
    "jongere": Partner.YOUTH,
    "corporatie": Partner.HOUSING,
}

MEND_YES_NO = _("Vul ja of nee in, of laat de cel leeg als het onbekend is.")
MEND_PERIOD = _("Schrijf een kwartaal als 2026-Q3 of een datum als 2026-08-14.")
MEND_DAY = _("Schrijf de datum als 2026-08-14 of 14-08-2026.")
MEND_IDENTIFIER = _("Verwijder dit uit de tabel. Gebruik alleen de casuscode.")
MEND_BSN = _("Een BSN mag hier nooit in. Verwijder het uit de tabel en gebruik alleen de casuscode.")
MEND_NINE_DIGITS = _("Is dit een BSN, verwijder het dan. Zo niet, vul dan een antwoord uit de lijst in.")

Word = TypeVar("Word", bound=StrEnum)


def problem_with(text: str, otherwise: Problem, *, dates_belong: bool = False) -> Problem:
    """Why this text is not taken in: what the guard finds in it, or else `otherwise`. `dates_belong` where a date is what was asked."""
    hits = [hit for hit in find(text) if not (dates_belong and hit.kind is HitKind.FULL_DATE)]
    if any(hit.kind is HitKind.BSN for hit in hits):
        return Problem(Refusal.IDENTIFIER, MEND_BSN, HitKind.BSN)
    if refused := [hit for hit in hits if hit.severity is Severity.REFUSE]:
        return Problem(Refusal.IDENTIFIER, MEND_IDENTIFIER, refused[0].kind)
    if hits:
        return Problem(Refusal.QUESTIONED, MEND_NINE_DIGITS if hits[0].kind is HitKind.NINE_DIGITS else MEND_IDENTIFIER, hits[0].kind)
    return otherwise


class AnswerReader:
    """Reads the answers to one question. `decimal_mark` is given when the numbers of a table surely use that mark."""

    def __init__(self, item: Item, decimal_mark: str = "") -> None:
        self._item = item
        self._decimal_mark = decimal_mark
        self._options = _names_of_options(item) if isinstance(item, ChoiceItem | LevelItem) else {}

    def value(self, text: str) -> Answer | Problem:
        """The answer a cell holds, as established; unknown when it is empty; a problem when it cannot be an answer to this question."""
        word = folded(text)
        if word in _UNKNOWN_WORDS:
            return UNKNOWN
        if isinstance(self._item, ChoiceItem | LevelItem) and word in self._options:
            return self._option(self._options[word])
        if word in _UNKNOWN_ELSEWHERE:
            return UNKNOWN
        if word in _NOT_APPLICABLE_WORDS:
            return NOT_APPLICABLE if self._item.allow_not_applicable else Problem(Refusal.ALWAYS_APPLICABLE, self._mend())
        if isinstance(self._item, YesNoItem) and word in _YES_WORDS | _NO_WORDS:
            return Answer("yes" if word in _YES_WORDS else "no")
        if isinstance(self._item, NumericItem):
            number = _number(text.strip(), self._item, self._decimal_mark)
            return Answer(number) if isinstance(number, Decimal) else problem_with(text, number)
        return problem_with(text, Problem(Refusal.NOT_LISTED, self._mend()))

    def _option(self, ids: tuple[str, ...]) -> Answer | Problem:
        if len(ids) == 1:
            return Answer(ids[0])
        return Problem(Refusal.NOT_LISTED, _("Deze tekst hoort bij meer dan één antwoord. Gebruik een van: {ids}.", ids=list(ids)))

    def _mend(self) -> Message:
        if isinstance(self._item, ChoiceItem | LevelItem):
            return _("Kies een van: {options}.", options=[_("“{name}”", name=option.name) for option in self._item.options])
        if isinstance(self._item, YesNoItem):
            return MEND_YES_NO
        return _("Vul een getal in, of laat de cel leeg als het onbekend is.")


def circumstances(answer: Answer, status: AnswerStatus | None, as_of: Period | None, source: Partner | None) -> Answer | Problem:
    """The answer with the status, quarter and source that stand beside it; a problem when the status contradicts it."""
    if answer.value is None and answer.status is AnswerStatus.UNKNOWN:
        if status is AnswerStatus.NOT_APPLICABLE:
            return Problem(Refusal.STATUS_AGAINST_ANSWER, _("Zet nvt in de kolom van het antwoord zelf."))
        if status not in (None, AnswerStatus.UNKNOWN):
            return Problem(Refusal.STATUS_WITHOUT_ANSWER, _("Vul het antwoord in of maak de status leeg."))
        return replace(answer, as_of=as_of, source=source)
    if answer.value is None:
        if status not in (None, AnswerStatus.NOT_APPLICABLE):
            return Problem(Refusal.STATUS_AGAINST_ANSWER, _("Maak de status leeg, of vul een antwoord in in plaats van nvt."))
        return replace(answer, as_of=as_of, source=source)
    if status in (AnswerStatus.UNKNOWN, AnswerStatus.NOT_APPLICABLE):
        return Problem(Refusal.STATUS_AGAINST_ANSWER, _("Maak het antwoord leeg, of kies een status die bij een antwoord hoort."))
    return replace(answer, status=status or AnswerStatus.ESTABLISHED, as_of=as_of, source=source)


def read_status(text: str) -> AnswerStatus | Problem | None:
    """The status of an answer, by id or by its Dutch or English word; None when empty."""
    return _word(text, AnswerStatus, _STATUS_WORDS, Refusal.NOT_A_STATUS)


def read_fact_status(text: str) -> FactStatus | Problem | None:
    """What became of a fact, by id or by its Dutch or English word; None when empty."""
    return _word(text, FactStatus, _FACT_STATUS_WORDS, Refusal.NOT_A_STATUS)


def read_partner(text: str) -> Partner | Problem | None:
    """Who an answer comes from, by id or by its Dutch or English word; None when empty."""
    return _word(text, Partner, _PARTNER_WORDS, Refusal.NOT_A_PARTNER)


def read_yes_no(text: str) -> bool | Problem | None:
    """Yes or no; None when empty."""
    word = folded(text)
    if not word:
        return None
    if word in _YES_WORDS | _NO_WORDS:
        return word in _YES_WORDS
    return problem_with(text, Problem(Refusal.NOT_YES_OR_NO, MEND_YES_NO))


def read_period(text: str) -> Period | Problem | None:
    """A quarter (2026-Q3, 2026-K3, 3e kwartaal 2026) or a day (2026-08-14, 14-08-2026); None when empty. Days come first."""
    word = folded(text)
    if not word:
        return None
    quarter = _QUARTER_LAST.fullmatch(word)
    if quarter:
        return _quarter(quarter[1], quarter[2])
    if match := _QUARTER_FIRST.fullmatch(word) or _QUARTER_IN_WORDS.fullmatch(word):
        number, year = (part for part in match.groups() if part is not None)
        return _quarter(year, number)
    day = read_day(text)
    if isinstance(day, date):
        return Period.day(day)
    return problem_with(text, Problem(Refusal.NOT_A_PERIOD, MEND_PERIOD), dates_belong=True)


def read_day(text: str) -> date | Problem | None:
    """A day, as 2026-08-14 or with the day first; None when empty."""
    word = folded(text)
    if not word:
        return None
    refused = Problem(Refusal.NOT_A_DAY, MEND_DAY)
    if match := _YEAR_FIRST.fullmatch(word):
        year, month, day = (int(part) for part in match.groups())
    elif match := _DAY_FIRST.fullmatch(word):
        year, month, day = int(match[4]), int(match[3]), int(match[1])
    else:
        return problem_with(text, refused, dates_belong=True)
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else refused
    except ValueError:
        return refused


def has_two_readings(text: str) -> bool:
    """Whether a day is written in a way that somebody else would read with the month first: 03/04/2026, but not 13/04/2026."""
    match = _DAY_FIRST.fullmatch(folded(text))
    return match is not None and match[1].lstrip("0") != match[3].lstrip("0") and 1 <= int(match[1]) <= 12 and 1 <= int(match[3]) <= 12


def texts_of(word: Message | Sayable) -> Iterable[str]:
    """How a fixed word is written, in every language of the program."""
    return (language(code).say(word) for code in LANGUAGES)


def names_of(options: Iterable[tuple[str, Text | None]]) -> dict[str, tuple[str, ...]]:
    """Ids by every text they can be written as: the id itself and its labels. A text that two ids share names both."""
    found: dict[str, tuple[str, ...]] = {}
    for key, label in options:
        texts = {folded(key)} | ({folded(label.in_language(code)) for code in LANGUAGES} if label else set())
        for text in texts:
            found[text] = (*found.get(text, ()), key)
    return found


def _names_of_options(item: ChoiceItem | LevelItem) -> dict[str, tuple[str, ...]]:
    return names_of((option.id, option.label) for option in item.options)


def _word(text: str, words: type[Word], also: Mapping[str, Word], kind: Refusal) -> Word | Problem | None:
    wanted = folded(text)
    if not wanted:
        return None
    for word in words:
        if wanted == word.value or (isinstance(word, Sayable) and wanted in {folded(said) for said in texts_of(word)}):
            return word
    if wanted in also:
        return also[wanted]
    return problem_with(text, Problem(kind, _("Kies een van: {words}.", words=[word for word in words if isinstance(word, Sayable)])))


def _quarter(year: str, number: str) -> Period | Problem:
    if FIRST_YEAR <= int(year) <= LAST_YEAR:
        return Period.quarter(int(year), int(number))
    return Problem(Refusal.NOT_A_PERIOD, MEND_PERIOD)


def _number(text: str, item: NumericItem, decimal_mark: str) -> Decimal | Problem:
    """An exact number that fits the question. Numbers that can be read in two ways are refused."""
    value = _exact(text.replace("\u2212", "-"), decimals_of(item), decimal_mark)
    if value is None:
        return Problem(Refusal.NOT_A_NUMBER, _("Vul alleen een getal in, zonder tekst of eenheid."))
    if isinstance(value, Problem):
        return value
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > decimals_of(item):
        if decimals_of(item) == 0:
            return Problem(
                Refusal.TOO_MANY_DECIMALS, _("Vul een heel getal in. Het scherm van Excel kan minder cijfers tonen dan er staan.")
            )
        return Problem(Refusal.TOO_MANY_DECIMALS, _("Vul hoogstens {count} decimalen in.", count=decimals_of(item)))
    least, most = limits_of(item)
    if not least <= value <= most:
        return Problem(Refusal.OUT_OF_RANGE, _("Vul een getal in van {least} tot en met {most}.", least=least, most=most))
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def _exact(text: str, decimals: int, decimal_mark: str) -> Decimal | Problem | None:
    if len(text) > _LONGEST_NUMBER:
        return None
    if grouped := _GROUPED.fullmatch(text):
        text = grouped[1] + re.sub(_BLANKS, "", grouped[2]) + grouped[3].replace(",", ".")
        return Decimal(text)
    if _WHOLE.fullmatch(text):
        return Decimal(text)
    if _THOUSANDS.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", ""))
    if both := _BOTH_MARKS.fullmatch(text):
        whole, fraction = (both[1], both[2]) if both[1] else (both[3], both[4])
        return Decimal(f"{whole.replace('.', '').replace(',', '')}.{fraction}")
    if match := _MARKED.fullmatch(text):
        sign, whole, mark, fraction = match.groups()
        if _has_two_readings(whole, fraction) and not (decimals == 3 and mark == decimal_mark):
            return Problem(Refusal.TWO_READINGS, _("Schrijf duizendtallen zonder punt of komma, en nooit precies drie decimalen."))
        return Decimal(f"{sign}{whole}.{fraction}")
    return None


def _has_two_readings(whole: str, fraction: str) -> bool:
    return len(fraction) == 3 and len(whole) <= 3 and not whole.startswith("0")


def limits_of(item: NumericItem) -> tuple[Decimal, Decimal]:
    """The least and the greatest answer that is taken in; wide limits of our own where the framework sets none."""
    least, most = limits(item)
    return (
        Decimal(-MAX_POINTS) if least is None else least,
        Decimal(OLDEST if item.kind == "age" else MAX_POINTS) if most is None else most,
    )
