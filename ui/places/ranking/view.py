"""The list with its line: states in words, ties as ties, and what each state means."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QSpinBox, QStyleOptionViewItem, QWidget

from triage.framework.model import Framework, OrderKey
from triage.weighing.places import KeyRange, Place, PlaceList, PlaceState, place_list
from triage.weighing.sentences import bare_range
from triage.wording import Language, Message, _, n_
from ui.context import Context
from ui.trial import Kind
from ui.view import View, Wish
from ui.widgets.flow import CommandRow
from ui.widgets.form import name
from ui.widgets.tables import Column, Index, RowDelegate, RowsModel, Table
from ui.widgets.text import Paragraph


@dataclass(frozen=True)
class PlaceRow:
    """A case on the list; `last` says that the line stands under it."""

    place: Place
    tied: bool
    last: bool


def place_rows(found: PlaceList) -> list[PlaceRow]:
    """A row per candidate. The line stands under the last one that may still hold a place."""
    inside = [place.state is not PlaceState.BELOW for place in found.candidates]
    border = max((number for number, kept in enumerate(inside) if kept), default=None)
    below = not all(inside)
    standings = [(place.best, place.worst) for place in found.candidates]
    return [
        PlaceRow(place, standings.count((place.best, place.worst)) > 1, below and number == border)
        for number, place in enumerate(found.candidates)
    ]


class LineDelegate(RowDelegate):
    """Draws the line where the places end."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell, and under the last row with a place a thick line."""
        super().paint(painter, option, index)
        model = index.model()
        assert isinstance(model, RowsModel)
        if model.row_at(index).last:
            area = option.rect
            painter.save()
            painter.setPen(QPen(option.palette.color(QPalette.ColorRole.Accent), 3))
            painter.drawLine(area.bottomLeft(), area.bottomRight())
            painter.restore()


class RankingView(View):
    """The list of one framework."""

    shows = frozenset({Kind.CASES, Kind.ANSWERS, Kind.FRAMEWORK})

    def __init__(self, context: Context, title: Message, purpose: Message) -> None:
        super().__init__(context, title, purpose)
        self._framework: Framework | None = None
        self.found: PlaceList | None = None
        self.places = QSpinBox(self)
        self.places.setRange(1, 2000)
        name(self.places, self.say(_("Aantal plaatsen")), self.say(_("Het kader noemt een aantal. U kunt een ander aantal proberen.")))
        self.places.valueChanged.connect(self._places_changed)
        row = CommandRow(self)
        self._places_box = row.add_field(self.say(_("Aantal plaatsen")), self.places)
        self.summary = Paragraph(parent=self)
        self.page.addWidget(row)
        self.page.addWidget(self.summary)
        self.model = RowsModel((), self._sentence, self)
        self.table = Table(self.model, self.say(_("Lijst")), self)
        self.table.setItemDelegate(LineDelegate(self.table))
        self.table.row_opened.connect(self._opened)
        self.page.addWidget(self.table, 1)
        self._table_place = self.page.count() - 1
        self.meaning = Paragraph(quiet=True, parent=self)
        self.page.addWidget(self.meaning)
        self.rules = Paragraph(quiet=True, parent=self)
        self.page.addWidget(self.rules)
        self._end = self.page.count()
        self.page.addStretch(0)

    def areas(self) -> tuple[QWidget, ...]:
        """The table and the number of places."""
        return (self.table, self.places) if self.model.rowCount() else (self.places,)

    def refresh(self) -> None:
        """Order the cases again."""
        session = self.context.session
        framework = session.framework
        if framework is not self._framework:
            self._framework = framework
            self._show_framework(framework)
        rule = framework.places if framework else None
        for part in (self._places_box, self.rules):
            part.setVisible(rule is not None)
        if rule is None or not session.cases:
            self._show_nothing(has_rule=rule is not None)
            return
        self.found = place_list(session.weighed(), rule, self.places.value())
        chosen = session.chosen
        rows = place_rows(self.found)
        self.model.show_rows(rows)
        self.table.go_to(partial(_is, chosen))
        self.table.setVisible(bool(rows))
        self.page.setStretch(self._end, 0 if rows else 1)
        self.summary.setText(self.say(_summary(self.found)))
        self.meaning.setText("\n".join(self.say(text) for text in _meanings(self.found)))
        self.meaning.setVisible(bool(rows))

    def _show_nothing(self, *, has_rule: bool) -> None:
        self.found = None
        self.model.show_rows([])
        self.table.hide()
        self.meaning.hide()
        self.page.setStretch(self._end, 1)
        self.summary.setText(
            self.say(_("Er zijn nog geen casussen.") if has_rule else _("Dit kader kent geen lijst met beperkte plaatsen."))
        )

    def _show_framework(self, framework: Framework | None) -> None:
        rule = framework.places if framework else None
        if framework is None or rule is None:
            return
        self.places.blockSignals(True)
        self.places.setValue(rule.places)
        self.places.blockSignals(False)
        self.model.show_columns(_columns(framework, self.context.language))
        said = [
            _("Volgorde: {keys}.", keys=[_key_words(key, framework) for key in rule.order])
            if rule.order
            else _("Het kader geeft geen volgorde.")
        ]
        if rule.at_equal is not None:
            said.append(_("Gelijk geëindigd: {text}.", text=self.say(rule.at_equal).rstrip(".")))
        self.rules.setText(" ".join(self.say(text) for text in said))

    def _sentence(self, row: PlaceRow) -> str:
        place = row.place
        keys = [_key_sentence(value, self.found, self._framework) for value in place.keys] if self.found and self._framework else []
        return self.say(_("{place}: casus {code}, {state}. {keys}.", place=_standing(row), code=place.case, state=place.state, keys=keys))

    @Slot(int)
    def _places_changed(self, _number: int) -> None:
        self.refresh()

    @Slot(object)
    def _opened(self, row: PlaceRow) -> None:
        self.context.session.choose(row.place.case)
        self.wished.emit(Wish.GO_TO, "weighing")


def _columns(framework: Framework, language: Language) -> tuple[Column, ...]:
    say = language.say
    keys = [
        Column(
            say(_key_title(key, framework)),
            partial(_key_cell, language, framework, number),
            width=28 if key.band else 14,
            numeric=key.band is None,
        )
        for number, key in enumerate(framework.places.order if framework.places else ())
    ]
    return (
        Column(say(_("Plaats")), partial(_standing_words, language), width=14),
        Column(say(_("Casus")), _case, width=11),
        Column(say(_("Stand")), partial(_state, language), width=24),
        *keys,
        Column(
            say(_("Deel van een plaats")), partial(_share, language), hint=say(_("Wie gelijk eindigt, deelt de plaatsen die over zijn."))
        ),
    )


def _standing(row: PlaceRow) -> Message:
    best, worst = str(row.place.best), str(row.place.worst)
    if best != worst:
        return _("{best} tot {worst}", best=best, worst=worst)
    return _("{best}, gelijk", best=best) if row.tied else _("{best}", best=best)


def _standing_words(language: Language, row: PlaceRow) -> str:
    return language.say(_standing(row))


def _case(row: PlaceRow) -> str:
    return row.place.case


def _state(language: Language, row: PlaceRow) -> str:
    return language.say(row.place.state)


def _share(language: Language, row: PlaceRow) -> str:
    share = row.place.share
    if share is None:
        return language.say(_("nog niet te zeggen"))
    if share == 1:
        return language.say(_("hele plaats"))
    if share == 0:
        return language.say(_("geen"))
    return language.say(_("{part} van {whole}", part=share.numerator, whole=share.denominator))


def _key_title(key: OrderKey, framework: Framework) -> Message:
    scale = framework.scale_by_id[key.of]
    return _("Niveau {scale}", scale=scale.name) if key.band else _("{scale}", scale=scale.name)


def _key_words(key: OrderKey, framework: Framework) -> Message:
    scale = framework.scale_by_id[key.of]
    if key.band:
        first = scale.bands[-1] if key.first == "high" else scale.bands[0]
        return _("niveau van “{scale}” (eerst “{band}”)", scale=scale.name, band=first.name)
    if key.first == "high":
        return _("punten op “{scale}” (hoog eerst)", scale=scale.name)
    return _("punten op “{scale}” (laag eerst)", scale=scale.name)


def _key_cell(language: Language, framework: Framework, number: int, row: PlaceRow) -> str:
    return language.say(_key_value(row.place.keys[number], framework))


def _key_value(value: KeyRange, framework: Framework) -> Message:
    if not value.key.band:
        return bare_range(value.low, value.high)
    bands = framework.scale_by_id[value.key.band].bands
    if value.low == value.high:
        return _("{band}", band=bands[value.low].name)
    return _("{low} tot {high}", low=bands[value.low].name, high=bands[value.high].name)


def _key_sentence(value: KeyRange, _found: PlaceList, framework: Framework) -> Message:
    return _("{key}: {value}", key=_key_title(value.key, framework), value=_key_value(value, framework))


def _summary(found: PlaceList) -> Message:
    counts = {state: sum(place.state is state for place in found.candidates) for state in PlaceState}
    parts = [_("{count} {state}", count=count, state=state) for state, count in counts.items() if count]
    rest = n_("{count} casus komt niet in aanmerking", "{count} casussen komen niet in aanmerking", found.not_eligible)
    if not parts:
        return _("Geen enkele casus komt in aanmerking voor een plaats.")
    return _("Stand: {parts}. {rest}.", parts=parts, rest=rest) if found.not_eligible else _("Stand: {parts}.", parts=parts)


def _meanings(found: PlaceList) -> list[Message]:
    used = dict.fromkeys(place.state for place in found.candidates)
    return [_("{state}: {meaning}", state=state, meaning=state.explanation()) for state in PlaceState if state in used]


def _is(code: str, row: PlaceRow) -> bool:
    return row.place.case == code
