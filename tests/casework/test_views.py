"""The view of youth and parents: words or a reason, never neither and never both (REQ-31)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.casework.records import CITIZEN_NUMBER, CODE, TODAY, at, problems, views
from triage.casework.record import Age
from triage.casework.roles import Involved
from triage.casework.views import View, absence_place, missing_views, needed, view_defects, view_place

YOUTH, PARENTS = Involved.YOUTH, Involved.PARENTS


def view(text: str = "", absent: str = "", of: Involved = YOUTH) -> View:
    return View(CODE, of, text, absent, TODAY)


@pytest.mark.parametrize("of", Involved)
def test_neither_words_nor_a_reason_is_refused_and_so_are_both(of: Involved) -> None:
    assert problems(view_defects(view(" ", " ", of), TODAY)) == ["Dit is nog niet ingevuld."]
    both = view("Onzin.", "Hij was er niet bij die dag.", of)
    assert problems(view_defects(both, TODAY)) == ["Er staat een mening en ook waarom zij ontbreekt."]


@given(st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=50), st.sampled_from(("", "Niet bereikbaar na drie brieven.")))
def test_a_view_without_words_needs_its_reason(text: str, absent: str) -> None:
    refused = view_place(YOUTH) in [defect.place for defect in view_defects(view(text, absent), TODAY)]
    assert refused or bool(text.strip()) != bool(absent)


def test_one_word_of_the_youth_is_a_view() -> None:
    assert view_defects(view("Onzin."), TODAY) == ()


@pytest.mark.parametrize("why", ["n.v.t.", "niet van toepassing hier", "geen bijzonderheden nu", "weg"])
def test_why_a_view_is_absent_is_a_true_reason(why: str) -> None:
    assert at(view_defects(view(absent=why), TODAY), absence_place(YOUTH))


def test_own_words_pass_the_guard_too() -> None:
    assert at(view_defects(view(f"Mijn nummer is {CITIZEN_NUMBER}"), TODAY), view_place(YOUTH))


def test_a_view_is_not_of_tomorrow() -> None:
    assert at(view_defects(view("Ik wil werken."), TODAY - timedelta(days=1)), view_place(YOUTH))


@pytest.mark.parametrize(("years", "whose"), [(11, 2), (12, 2), (15, 2), (16, 2), (17, 2), (18, 1), (23, 1)])
def test_the_parents_are_asked_until_eighteen(years: int, whose: int) -> None:
    assert needed(Age(years, TODAY), TODAY) == (YOUTH, PARENTS)[:whose]
    assert needed(None, TODAY) == (YOUTH, PARENTS)


def test_each_view_that_is_not_there_is_named() -> None:
    both = views()
    assert missing_views(both, Age(15, TODAY), TODAY) == ()
    assert at(missing_views(both[:1], Age(15, TODAY), TODAY), view_place(PARENTS))
    assert missing_views(both[:1], Age(18, TODAY), TODAY) == ()
    assert at(missing_views((), Age(17, TODAY), TODAY), view_place(YOUTH), view_place(PARENTS))
