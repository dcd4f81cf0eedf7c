"""Practice mode until all five are recorded, and again when one is taken away (REQ-04)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.casework.records import CITIZEN_NUMBER, TODAY, at
from triage.casework.readiness import (
    Need,
    Readiness,
    Recorded,
    day_place,
    missing,
    owner_place,
    practice,
    readiness_defects,
    reference_place,
)
from triage.wording import DUTCH

WHOLE = Recorded("Kluis, map Weegwijzer, versie 2", date(2026, 11, 2), "directeur Veiligheid")
READY = Readiness(*[WHOLE] * 5)


def test_a_fresh_file_is_in_practice_mode() -> None:
    assert practice(None, TODAY)
    assert practice(Readiness(), TODAY)
    assert missing(None, TODAY) == missing(Readiness(), TODAY) == tuple(Need)


def test_with_all_five_the_program_is_ready() -> None:
    assert not practice(READY, TODAY)
    assert readiness_defects(READY, TODAY) == ()


@pytest.mark.parametrize("need", Need)
def test_taking_one_away_returns_to_practice_mode(need: Need) -> None:
    without = replace(READY, **{need.value: Recorded()})
    assert practice(without, TODAY)
    assert missing(without, TODAY) == (need,)
    assert at(readiness_defects(without, TODAY), reference_place(need), day_place(need), owner_place(need))


@pytest.mark.parametrize("need", Need)
def test_each_field_that_is_empty_is_named(need: Need) -> None:
    for changes, field in (({"reference": " "}, reference_place), ({"on": None}, day_place), ({"owner": ""}, owner_place)):
        without = replace(READY, **{need.value: replace(WHOLE, **changes)})
        assert missing(without, TODAY) == (need,)
        assert at(readiness_defects(without, TODAY), field(need))


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_what_is_dated_ahead_is_not_recorded_yet(today: date) -> None:
    assert practice(READY, today) == (today < date(2026, 11, 2))


def test_a_number_of_a_document_may_stand_there_once_confirmed_and_of_a_person_never() -> None:
    numbered = replace(READY, dpia=replace(WHOLE, reference="DPIA-2026-0142"))
    assert at(readiness_defects(numbered, TODAY), reference_place(Need.DPIA))
    assert readiness_defects(numbered, TODAY, confirmed=("DPIA-2026-0142",)) == ()
    personal = replace(READY, dpia=replace(WHOLE, owner=f"functie {CITIZEN_NUMBER}"))
    assert at(readiness_defects(personal, TODAY), owner_place(Need.DPIA))


def test_what_is_of_today_is_recorded() -> None:
    today = Readiness(*[replace(WHOLE, on=TODAY)] * 5)
    assert not practice(today, TODAY)
    assert readiness_defects(today, TODAY) == ()


def test_a_date_to_come_is_refused() -> None:
    ahead = replace(READY, iama=replace(WHOLE, on=TODAY + timedelta(days=1)))
    assert at(readiness_defects(ahead, TODAY), day_place(Need.IAMA))


def test_every_need_is_said_in_full() -> None:
    assert len({DUTCH.say(need) for need in Need}) == len(Need)
    assert {need.value for need in Need} == set(vars(READY))
