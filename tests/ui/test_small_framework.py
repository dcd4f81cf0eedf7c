"""A framework without labels, as a test framework may be: every place shows it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QTableView

from tests.ui.conftest import DAY, Window
from tests.ui.small import small
from triage.cases.case import Answer, Case, Fact
from triage.framework.vocabulary import FactStatus
from triage.periods import Period
from triage.wording import DUTCH
from ui.explaining import why_cap, why_scale
from ui.helping import Page
from ui.places import all_places
from ui.places.weighing.explanation import sum_rows
from ui.places.weighing.view import WeighingView
from ui.session import Source

CAPPED = Case(
    "7K-4Q2",
    DAY,
    {"leeftijd": Answer(Decimal(16)), "verzuim": Answer("veel"), "geschorst": Answer("yes"), "schulden": Answer("yes")},
    (Fact("robbery", Period.quarter(2026, 1), FactStatus.CONVICTED),),
)
OPEN = Case("3M-8C5", DAY)


@pytest.fixture
def small_window(bare_window: Window) -> Window:
    """The window with the small framework and two cases, one of which reaches the cap of an area of life."""
    bare_window.session.use_framework(small(), None)
    bare_window.session.open_cases((CAPPED, OPEN), Source("proef"))
    return bare_window


@pytest.mark.parametrize("place", [place.id for place in all_places()])
@pytest.mark.parametrize("code", [CAPPED.code, OPEN.code])
def test_every_place_shows_a_framework_without_labels(small_window: Window, place: str, code: str) -> None:
    small_window.session.choose(code)
    view = small_window.go_to(place)
    small_window.rest()
    for table in view.findChildren(QTableView):
        table.setCurrentIndex(table.model().index(0, 0))
    QApplication.processEvents()
    small_window.shell.view.why()
    for page in small_window.shell.findChildren(Page):
        page.close()


def test_an_area_of_life_without_a_label_is_called_by_its_id(small_window: Window) -> None:
    view = small_window.go_to("weighing")
    assert isinstance(view, WeighingView)
    assert {"school", "thuis"} <= {label.text() for label in view.findChildren(QLabel)}
    weighing = small_window.session.weighing()
    assert weighing is not None
    (scale,) = weighing.scales
    (cap,) = [row.step for row in sum_rows(scale) if row.step is not None and row.step.item is None]
    assert DUTCH.say(why_cap(cap, scale, weighing.framework).title) == "school"
    said = [DUTCH.say(line) for block in why_scale(scale, weighing.framework).blocks for line in block.lines]
    assert "school: hoogstens 2 punten" in said
    card = view.explanation.scales["zorgen"]
    assert "Grens van school" in [card.model.said(row, 0) for row in range(card.model.rowCount())]
