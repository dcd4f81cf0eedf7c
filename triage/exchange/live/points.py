"""The sheet with the points: per item its answers or bins with their points, per scale its caps, levels and the share that must be known.

Points are typed as a reader knows them and beside that counted in whole thousandths, by a formula: all sums are in thousandths, so that no
binary fraction decides at a border.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from triage.exchange.live.columns import FIRST_ROW, LOWEST, POINTS, WORDS, Formula
from triage.framework.contents import point_values
from triage.framework.model import Bin, ChoiceItem, DerivedItem, Framework, Item, LevelItem, NumericItem, Scale, TallyItem, YesNoItem
from triage.framework.values import UNIT, as_points
from triage.framework.vocabulary import OUT_OF_SCOPE, AnswerStatus, FactStatus
from triage.weighing.sentences import bin_words, condition_words, outcome_name
from triage.weighing.tables import ItemTable, Tables
from triage.wording import DUTCH, _

HEADINGS = ("onderdeel", "wat", "antwoord", "in woorden", "punten", "duizendsten", "laagste", "hoogste", "inzet")
"""The last three are of the whole item: the least and greatest it can give, and what lies between."""

Row = tuple[object, ...]


@dataclass(frozen=True)
class PointTable:
    """Where the points of one item stand: its answers or the beginnings of its bins, its points, and the least and greatest of them."""

    keys: str
    points: str
    lines: tuple[str, ...]
    least: str
    greatest: str
    at_stake: str


@dataclass(frozen=True)
class ScalePlaces:
    """Where the numbers of one scale stand: its caps, where its levels but the first begin, and the share that must be known."""

    caps: Mapping[str, str]
    starts: tuple[str, ...]
    known: tuple[str, str] | None


@dataclass
class PointsSheet:
    """The rows of the sheet, and where in it each thing stands."""

    rows: list[Row] = field(default_factory=list)
    items: dict[str, PointTable] = field(default_factory=dict)
    scales: dict[str, ScalePlaces] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, tables: Tables) -> PointsSheet:
        """The sheet of a framework."""
        sheet = cls()
        for item in tables.framework.items:
            sheet._add_item(item, tables)
        for scale in tables.framework.scales:
            sheet._add_scale(scale, tables.framework)
        for criterion in tables.framework.criteria:
            sheet.rows.append((criterion.id, DUTCH.say(criterion.name), "", DUTCH.say(condition_words(criterion.when, tables.framework))))
        for outcome in (*tables.framework.outcome_by_id, *([OUT_OF_SCOPE] if tables.framework.scope else [])):
            sheet.rows.append(("advice", DUTCH.say(_("Advies")), outcome, DUTCH.say(outcome_name(tables.framework, outcome))))
        sheet._add_choices("status_answer", _("Status van een antwoord"), [DUTCH.say(status) for status in AnswerStatus])
        sheet._add_choices("status_fact", _("Status van een feit"), [DUTCH.say(status) for status in FactStatus])
        sheet._add_choices("kinds", _("Soort feit"), list(tables.framework.facts))
        sheet._add_choices("yes_no", _("Ja of nee"), list(WORDS.values()))
        return sheet

    def _add_item(self, item: Item, tables: Tables) -> None:
        lines = _point_lines(item, tables)
        if not lines:
            return
        first, last = self._next, self._next + len(lines) - 1
        span = f"F{first}:F{last}{',0' if item.allow_not_applicable else ''}"
        title: Row = (item.id, DUTCH.say(item.name))
        totals: Row = (Formula(f"=MIN({span})"), Formula(f"=MAX({span})"), Formula(f"=H{first}-G{first}"))
        for row, (key, said, points) in enumerate(lines, first):
            scored: Row = ("", 0) if points is None else (as_points(points), Formula(f"=ROUND(E{row}*{UNIT},0)"))
            self.rows.append((*title, key, said, *(scored if point_values(item) else ()), *(totals if point_values(item) else ())))
            title, totals = ("", ""), ()
        self.choices[item.id] = _cells("C", first, last)
        self.items[item.id] = PointTable(
            _cells("C", first, last),
            _cells("F", first, last),
            tuple(_cell("F", row) for row in range(first, last + 1)),
            _cell("G", first),
            _cell("H", first),
            _cell("I", first),
        )

    def _add_scale(self, scale: Scale, framework: Framework) -> None:
        title = (scale.id, DUTCH.say(scale.name))
        caps = {}
        for domain, cap in scale.domain_caps.items():
            said = _("hoogstens zoveel punten uit “{domain}”", domain=framework.domain_by_id[domain].name)
            caps[domain] = self._add_points(title, domain, said, cap)
        starts = []
        for band in scale.bands:
            if band.from_ is None:
                self.rows.append((*title, band.id, DUTCH.say(_("niveau “{level}”, onder het volgende", level=band.name))))
            else:
                starts.append(self._add_points(title, band.id, _("niveau “{level}”, vanaf", level=band.name), band.from_))
        known = None
        if scale.min_known is not None:
            top, bottom = scale.min_known.as_integer_ratio()
            self.rows.append((*title, "min_known", DUTCH.say(_("ten minste zoveel van de inzet moet bekend zijn: teller")), "", top))
            self.rows.append((*title, "min_known", DUTCH.say(_("ten minste zoveel van de inzet moet bekend zijn: noemer")), "", bottom))
            known = (_cell("F", self._next - 2), _cell("F", self._next - 1))
        self.scales[scale.id] = ScalePlaces(caps, tuple(starts), known)

    def _add_points(self, title: tuple[str, str], key: str, said: object, points: int) -> str:
        row = self._next
        self.rows.append((*title, key, DUTCH.say(said), as_points(points), Formula(f"=ROUND(E{row}*{UNIT},0)")))
        return _cell("F", row)

    def _add_choices(self, name: str, title: object, choices: Sequence[str]) -> None:
        if choices:
            first = self._next
            self.rows += [("", DUTCH.say(title), choice) for choice in choices]
            self.choices[name] = _cells("C", first, self._next - 1)

    @property
    def _next(self) -> int:
        return FIRST_ROW + len(self.rows)


def _point_lines(item: Item, tables: Tables) -> list[tuple[object, str, int | None]]:
    """Per answer, bin or line: its key, its words and its points."""
    match item:
        case YesNoItem(points=points):
            return [(said, "", None if points is None else getattr(points, answer)) for answer, said in WORDS.items()]
        case ChoiceItem(options=options) | LevelItem(options=options):
            return [(option.id, DUTCH.say(option.name), option.points) for option in options]
        case NumericItem(points=bins) | TallyItem(points=bins):
            return _bins(item, bins, tables.items[item.id])
        case DerivedItem(points=lines):
            words = [_("anders") if line.when is None else condition_words(line.when, tables.framework) for line in lines]
            return [
                (f"regel {number}", DUTCH.say(said), line.points) for number, (said, line) in enumerate(zip(words, lines, strict=True), 1)
            ]


def _bins(item: NumericItem | TallyItem, bins: Sequence[Bin], table: ItemTable) -> list[tuple[object, str, int | None]]:
    """Only the bins that some answer can reach; `table.cells` holds a number of every stretch of answers."""
    numbers = [cell for cell in table.cells if isinstance(cell, Decimal)]
    reached = sorted({_bin_of(bins, number) for number in numbers}) if bins else []
    return [
        (LOWEST if place == reached[0] else bins[place].at_least, DUTCH.say(bin_words(item, bins, place)), bins[place].points)
        for place in reached
    ]


def _bin_of(bins: Sequence[Bin], number: Decimal) -> int:
    return max(place for place, line in enumerate(bins) if line.at_least is None or number >= line.at_least)


def _cell(column: str, row: int) -> str:
    return f"{POINTS}!${column}${row}"


def _cells(column: str, first: int, last: int) -> str:
    return f"{POINTS}!${column}${first}:${column}${last}"
