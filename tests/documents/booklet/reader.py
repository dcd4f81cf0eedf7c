"""A reader with the booklet alone: parses its Dutch Markdown and weighs its examples by the words of “Zo weegt u met de hand”.

Nothing of the program is used here, on purpose. Points are exact fractions; an interval is a pair; a truth is True, False or None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from tests.documents.booklet.conditions import Entry, Node, Reading, parsed, truth, unwrapped
from tests.documents.booklet.markdown_page import Page, names_in, number_in

MONTHS = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"]
FIRM = ("vastgesteld", "bevestigd door twee bronnen")
SAID_NOT_TO_APPLY = "niet van toepassing"
INSUFFICIENT = "te weinig bekend"
OUTSIDE = "valt buiten dit kader"

Pair = tuple[Fraction, Fraction]


def day_in(words: str) -> date:
    """`23 november 2026`."""
    number, month, year = words.split()
    return date(int(year), MONTHS.index(month) + 1, int(number))


def days_in(words: str) -> tuple[date, date]:
    """The first and last day of `1e kwartaal 2026`, or of one day."""
    if not (quarter := re.fullmatch(r"([1-4])e kwartaal ([0-9]{4})", words)):
        return day_in(words), day_in(words)
    year, first = int(quarter[2]), 3 * int(quarter[1]) - 2
    after = date(year, first + 3, 1) if first < 10 else date(year + 1, 1, 1)
    return date(year, first, 1), after - timedelta(days=1)


def earlier(day: date, months: int) -> date:
    """The same day so many months before, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in range(day.day, 0, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("no such month")


@dataclass(frozen=True)
class Item:
    """An item as it is printed. `rows` are the answers and their points; `rules` those of an item that follows from others."""

    number: int
    scale: str | None
    area: str | None
    valid: int | None
    may_not_apply: bool
    rows: tuple[tuple[str, Fraction | None], ...]
    rules: tuple[tuple[Fraction, Node | None], ...]
    counted: tuple[frozenset[str], frozenset[str], str] | None

    @property
    def values(self) -> list[Fraction]:
        """Every number of points it can give."""
        given = [points for _words, points in self.rows if points is not None] + [points for points, _when in self.rules]
        return given + ([Fraction(0)] if self.may_not_apply else [])


@dataclass(frozen=True)
class Scale:
    """A scale as it is printed: needed share, caps by area, items, and levels with where they start."""

    name: str
    role: str
    needed: Fraction | None
    caps: Mapping[str, Fraction]
    items: tuple[int, ...]
    levels: tuple[tuple[str, Fraction | None], ...]


@dataclass(frozen=True)
class Example:
    """A worked example as it is printed."""

    name: str
    day: date
    answers: Mapping[int, tuple[str, str]]
    facts: tuple[tuple[str, ...], ...] | None
    sums: Mapping[str, str]
    points: Mapping[int, str]
    scales: Mapping[str, tuple[str, str]]
    criteria: Mapping[str, str]
    outcome: str


@dataclass(frozen=True)
class Book:
    """What a booklet says."""

    items: Mapping[int, Item]
    scales: Mapping[str, Scale]
    criteria: Mapping[str, Node]
    scope: Node | None
    protection: tuple[tuple[str, Node], ...]
    rules: tuple[tuple[str, Node | None], ...]
    examples: tuple[Example, ...]


def read(text: str) -> Book:
    """Everything in a booklet that weighing needs."""
    chapters = Page.of(text).parts(2)
    return Book(
        {item.number: item for item in (_item(title, page) for title, page in chapters["Onderdelen"].parts(3).items())},
        {name.removeprefix("Schaal: "): _scale(name, page) for name, page in chapters["Schalen en niveaus"].parts(3).items()},
        {name.removeprefix("Criterium: "): parsed(page.lists()[0]) for name, page in chapters["Criteria"].parts(3).items()},
        next((parsed(entries) for entries in chapters["Voor wie"].lists()), None),
        tuple((_outcome(entries[0]), parsed(entries)) for entries in _lines(chapters["Advies"], "Bescherming gaat voor")),
        tuple((_outcome(entries[0]), unwrapped(entries)) for entries in _lines(chapters["Advies"], "Regels")),
        tuple(_example(name, page) for name, page in chapters["Uitgewerkte voorbeelden"].parts(3).items()),
    )


def _lines(chapter: Page, name: str) -> list[list[Entry]]:
    """The numbered lines under a heading, each with what stands under it."""
    page = chapter.parts(3).get(name)
    return page.lists()[0].lines() if page and page.lists() else []


def _outcome(entry: Entry) -> str:
    return names_in(entry.words)[0]


def _scale(name: str, page: Page) -> Scale:
    about, (members, *levels) = "\n".join(entry.words for entry in page.lists()[0]), page.tables()
    needed = re.search(r"Nodig voor een niveau: ([0-9,]+) %", about)
    caps = re.findall(r"Leefgebied “(.*)” telt voor hoogstens ([0-9,]+) punt", about)
    starts = [(row[0], None if row[1] == "het laagste" else number_in(row[1])) for row in (levels[0][1:] if levels else [])]
    return Scale(
        name.removeprefix("Schaal: "),
        re.search(r"Soort schaal: (.*)\.", about)[1],  # type: ignore[index]
        number_in(needed[1]) / 100 if needed else None,
        {area: number_in(cap) for area, cap in caps},
        tuple(int(row[0]) for row in members[1:]),
        tuple(starts),
    )


def _item(title: str, page: Page) -> Item:
    about = "\n".join(entry.words for entry in page.lists()[0])
    on, area = re.search(r"^Schaal: “(.*)”\.$", about, re.M), re.search(r"^Leefgebied: “(.*)”\.$", about, re.M)
    valid = re.search(r"Een antwoord is ([0-9]+) maanden geldig", about)
    tables = [table for table in page.tables() if table[0][0] == "Antwoord"]
    rules = page.lists_after("**Regels.**")
    kinds, statuses = (re.search(rf"^{start}(.*)\.$", about, re.M) for start in ("Telt deze soorten feiten: ", "Met deze status: "))
    window = re.search(r"^Termijn: (.*)\.$", about, re.M)
    counted = (frozenset(names_in(kinds[1])), frozenset(names_in(statuses[1])), window[1]) if kinds and statuses and window else None
    return Item(
        int(title.partition(".")[0]),
        on and on[1],
        area and area[1],
        int(valid[1]) if valid else None,
        "“Niet van toepassing” mag." in about,
        tuple((row[0], number_in(row[1]) if len(row) > 1 and row[1] else None) for table in tables for row in table[1:]),
        tuple((number_in(re.search(r"[−0-9,]+", line[0].words)[0]), unwrapped(line)) for line in (rules.lines() if rules else [])),  # type: ignore[index]
        counted,
    )


def _example(name: str, page: Page) -> Example:
    tables = {table[0][0]: table[1:] for table in page.tables()}
    day = page.labelled("Peildatum").rstrip(".")
    facts = page.labelled("Feiten")
    listed = tuple(tuple(row) for row in tables["Feit"]) if "Feit" in tables else () if facts == "Er zijn geen feiten." else None
    sums = page.lists_after("**Som met de hand.**")
    return Example(
        name,
        date(2000, 1, 1) if day == "Maakt hier niet uit" else day_in(day),
        {int(row[0]): (row[2], row[3]) for row in tables["Nr."]},
        listed,
        {name: written for name, _colon, written in (entry.words.rpartition(": ") for entry in sums or ())},
        {int(row[0]): row[4] for row in tables["Nr."] if row[4]},
        {row[0]: (row[1], row[2]) for row in tables.get("Schaal", [])},
        {row[0]: row[1] for row in tables.get("Criterium", [])},
        page.labelled("Uitkomst"),
    )


@dataclass
class Case(Reading):
    """An example being weighed by hand. `signals` reads signals and contested answers as given, for protection only."""

    book: Book
    example: Example
    signals: bool = False
    _pairs: dict[int, Pair] = field(default_factory=dict)

    def possible(self, number: int) -> list[str] | None:
        """The answers that are possible now, as words or numbers; None when it is a number and nothing is known of it."""
        item = self.book.items[number]
        if item.counted is not None:
            count = self._count(item)
            return None if count is None else [str(n) for n in range(count[0], count[1] + 1)]
        answer = self._answer(item)
        if answer is not None:
            return [answer]
        labels = [words for words, _points in item.rows]
        if not labels or any(_is_bin(words) for words in labels):
            return None
        return labels + ([SAID_NOT_TO_APPLY] if item.may_not_apply else [])

    def _answer(self, item: Item) -> str | None:
        """The answer that counts."""
        words, about = self.example.answers[item.number]
        status, _comma, when = about.partition(", ")
        if not status or words == "onbekend":
            return None
        if when:
            first, _last = days_in(when)
            if first > self.example.day or (item.valid and first < earlier(self.example.day, item.valid)):
                return None
        if status == SAID_NOT_TO_APPLY:
            return SAID_NOT_TO_APPLY
        if status in FIRM or self.signals:
            return re.sub(r" (jaar|maand|maanden)$", "", words) if not any(words == row[0] for row in item.rows) else words
        return None

    def _count(self, item: Item) -> tuple[int, int] | None:
        """The least and the most facts that count; None without a list of facts."""
        assert item.counted is not None
        if self.example.facts is None:
            return None
        kinds, statuses, window = item.counted
        found = [_stands(row[2], window, self.example.day) for row in self.example.facts if row[1] in kinds and row[3] in statuses]
        doubt = [row[4] != "" for row in self.example.facts if row[1] in kinds and row[3] in statuses]
        surely = sum(sure and not doubted for (sure, _may), doubted in zip(found, doubt, strict=True))
        return surely, sum(may for _sure, may in found)

    def pair(self, number: int) -> Pair:
        """The least and the most points of an item."""
        if number not in self._pairs:
            self._pairs[number] = self._points(self.book.items[number])
        return self._pairs[number]

    def _points(self, item: Item) -> Pair:
        if item.rules:
            kept = []
            for points, when in item.rules:
                now = True if when is None else truth(when, self)
                kept += [] if now is False else [points]
                if now is True:
                    break
            return min(kept), max(kept)
        answers = self.possible(item.number)
        if answers is None:
            return min(item.values), max(item.values)
        found = [_row_points(item, answer) for answer in answers]
        return min(found), max(found)

    def total(self, name: str) -> Pair:
        """The sum of a scale, area by area, each under its cap."""
        scale = self.book.scales[name]
        areas: dict[str | None, list[Pair]] = {}
        for number in scale.items:
            areas.setdefault(self.book.items[number].area, []).append(self.pair(number))
        low = high = Fraction(0)
        for area, pairs in areas.items():
            cap = scale.caps.get(area or "")
            ends = [sum((pair[end] for pair in pairs), Fraction(0)) for end in (0, 1)]
            low, high = (total + (end if cap is None else min(cap, end)) for total, end in zip((low, high), ends, strict=True))
        return low, high

    def enough(self, name: str) -> bool:
        """Whether enough is known of a scale."""
        scale = self.book.scales[name]
        spans = [(self.pair(n), max(self.book.items[n].values) - min(self.book.items[n].values)) for n in scale.items]
        known, whole = (
            sum((span for (low, high), span in spans if low == high), Fraction(0)),
            sum((span for _pair, span in spans), Fraction(0)),
        )
        return scale.needed is None or whole == 0 or known / whole >= scale.needed

    def levels(self, name: str) -> list[str]:
        """The levels that are possible; none when too little is known or the scale has no levels."""
        scale = self.book.scales[name]
        if not scale.levels or not self.enough(name):
            return []
        low, high = (max(n for n, (_l, start) in enumerate(scale.levels) if start is None or end >= start) for end in self.total(name))
        return [level for level, _start in scale.levels[low : high + 1]]

    def members(self, name: str) -> Sequence[int]:
        return self.book.scales[name].items

    def criterion(self, name: str) -> bool | None:
        return truth(self.book.criteria[name], self)

    def outcomes(self) -> tuple[list[str], bool]:
        """The outcomes that are not excluded, in the order they were met, and whether the only one stands."""
        given = Case(self.book, self.example, signals=True)
        kept: list[str] = []
        for outcome, when in self.book.protection:
            now = True if truth(when, given) is True else truth(when, self)
            kept += [outcome] if now is not False else []
            if now is True:
                return list(dict.fromkeys(kept)), len(set(kept)) == 1
        inside = True if self.book.scope is None else truth(self.book.scope, self)
        kept += [OUTSIDE] if inside is not True else []
        if inside is False:
            return list(dict.fromkeys(kept)), len(set(kept)) == 1
        for outcome, rule in self.book.rules:
            now = True if rule is None else truth(rule, self)
            kept += [outcome] if now is not False else []
            if now is True:
                break
        found = list(dict.fromkeys(kept))
        watched = [scale.name for scale in self.book.scales.values() if scale.role in ("hulpvraag", "beschermend")]
        return found, len(found) == 1 and all(map(self.enough, watched))


def _is_bin(words: str) -> bool:
    return re.fullmatch(r"−?[0-9][0-9.,]*( of meer|–.*| tot .*)?|minder dan .*|alles", words) is not None


def _row_points(item: Item, answer: str) -> Fraction:
    """The points of one answer: its own row, or the row the number falls in."""
    if answer == SAID_NOT_TO_APPLY:
        return Fraction(0)
    for words, points in item.rows:
        if points is not None and (words == answer or (_is_bin(words) and re.fullmatch(r"−?[0-9][0-9.,]*", answer) and _in(words, answer))):
            return points
    raise AssertionError(f"item {item.number} has no row for an answer")


def _in(words: str, answer: str) -> bool:
    """Whether a number falls in a row such as `2–3`, `6 of meer`, `2,5 tot 10`, `minder dan 3`."""
    number = number_in(answer)
    if words == "alles":
        return True
    if words.startswith("minder dan "):
        return number < number_in(words.removeprefix("minder dan "))
    if words.endswith(" of meer"):
        return number >= number_in(words.removesuffix(" of meer"))
    if " tot " in words:
        low, high = map(number_in, words.split(" tot "))
        return low <= number < high
    low, high = (number_in(words.split("–", maxsplit=1)[0]), number_in(words.rsplit("–", maxsplit=1)[-1]))
    return low <= number <= high


def _stands(when: str, window: str, day: date) -> tuple[bool, bool]:
    """Whether a fact surely lies in a window, and whether it may."""
    first, last = days_in(when)
    if first > day:
        return False, False
    if within := re.fullmatch(r"laatste ([0-9]+) maanden", window):
        border = earlier(day, int(within[1]))
        return first >= border, last >= border
    if before := re.fullmatch(r"meer dan ([0-9]+) maanden geleden", window):
        border = earlier(day, int(before[1]))
        return last < border, first < border
    return True, True


def summed(written: str) -> list[Fraction]:
    """The value of each sum in `1+0` or `1+0 .. 1+3`."""
    return [sum((number_in(term) for term in re.findall(r"[+−-]?\s*[0-9][0-9.,]*", side)), Fraction(0)) for side in written.split("..")]


def every_case(book: Book) -> Iterator[Case]:
    """Each worked example of a booklet."""
    return (Case(book, example) for example in book.examples)
