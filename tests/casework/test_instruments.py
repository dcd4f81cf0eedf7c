"""Outcomes of instruments of others: recorded, refused, warned for and laid beside, never converted. Rule numbers: reading/rnr.md."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.casework.making import TODAY, instrument
from triage.cases.case import Answer, Case
from triage.casework.instruments import Comparison, InstrumentRecord, ages_on, compare, record_outcome
from triage.errors import InputError
from triage.framework.instruments import Instrument
from triage.framework.model import Framework, Scale
from triage.framework.read import read_path
from triage.framework.vocabulary import Partner
from triage.weighing.result import ScaleResult, Truth
from triage.weighing.tables import Tables
from triage.weighing.weigh import weigh_case
from triage.wording import DUTCH

WHAT_WORKS = Path(__file__).resolve().parents[2] / "frameworks" / "wat-werkt.yaml"
RECENT = date(2026, 10, 1)
BESIDE = {"very_low": ("b1",), "low": ("b2",), "middle": ("b3",), "high": ("b4",), "very_high": ("b5",)}


def recorded(of: Instrument | None = None, **changes: Any) -> InstrumentRecord:
    """A recent outcome of the newest version, with these changes."""
    given_: dict[str, Any] = {"version": "new", "level": "middle", "on": RECENT, "assessor": Partner.PROBATION, "age": 16, "today": TODAY}
    return record_outcome(of or instrument(), **{**given_, **changes})


def problems(of: Instrument | None = None, **changes: Any) -> list[str]:
    """Why an outcome is not recorded, in Dutch."""
    with pytest.raises(InputError) as caught:
        recorded(of, **changes)
    return [DUTCH.say(defect.problem) for defect in caught.value.defects]


def warnings(of: Instrument | None = None, **changes: Any) -> list[str]:
    """What is said with an outcome, in Dutch."""
    return [DUTCH.say(warning) for warning in recorded(of, **changes).warnings]


def test_only_name_version_date_role_and_level_are_recorded() -> None:
    """Rule 12: no items, no sums, no notes."""
    record = recorded()
    assert (record.instrument.id, record.version.id, record.on, record.assessor, record.level.id) == (
        "lijst",
        "new",
        RECENT,
        Partner.PROBATION,
        "middle",
    )
    assert set(vars(record)) == {"instrument", "version", "on", "assessor", "level", "warnings"}
    assert record.warnings == ()


@pytest.mark.parametrize(("age", "refused"), [(11, True), (12, False), (18, False), (20, True)])
def test_a_wrong_age_is_refused(age: int, refused: bool) -> None:
    """Rule 12: reject wrong ages."""
    if refused:
        assert problems(age=age, on=TODAY) == ["Dit instrument is voor 12 tot en met 18 jaar."]
    else:
        assert warnings(age=age, on=TODAY) == []


def test_an_unknown_age_is_asked_for() -> None:
    """Rule 12."""
    assert problems(age=None) == ["De leeftijd van de jongere staat niet vast."]


def test_the_age_on_the_day_of_the_instrument_counts_and_doubt_is_a_warning() -> None:
    """Rule 12: somebody of nineteen may have been eighteen then; the birthday is not known here."""
    doubt = "Misschien was de jongere toen buiten de leeftijd van dit instrument: 12 tot en met 18 jaar."
    assert warnings(age=19) == [doubt]
    assert doubt not in warnings(age=19, on=date(2025, 11, 30))
    assert problems(age=20) == ["Dit instrument is voor 12 tot en met 18 jaar."]
    assert problems(age=12, on=date(2025, 11, 30)) == ["Dit instrument is voor 12 tot en met 18 jaar."]


def test_ages_that_were_not_found_or_not_checked_refuse_nobody_and_are_said() -> None:
    """Rules 3 and 12: an age from memory refuses nobody."""
    words = ["Voor welke leeftijd dit instrument is, is niet gevonden."]
    for changes in ({"age_from": None, "age_to": None}, {"unverified": ("age_from", "age_to")}):
        assert warnings(instrument(**changes), age=30) == words


def test_an_instrument_that_may_not_be_used_is_refused_with_its_reason() -> None:
    """Rule 13."""
    closed = instrument(allowed=False, refused_because={"nl": "Formules waren verwisseld."})
    assert problems(closed, version="none", age=None) == ["Formules waren verwisseld."]
    assert problems(instrument(allowed=False)) == ["Dit instrument mag hier niet."]
    assert problems(instrument(verified="memory")) == ["Over dit instrument is geen openbare tekst gelezen."]


def test_levels_of_one_version_are_no_levels_of_another() -> None:
    """Rule 12: five levels and three are separate scales; nothing is converted."""
    assert problems(version="other") == ["Deze versie bestaat niet."]
    assert problems(version="old", level="very_high", on=date(2022, 1, 1)) == ["Dit niveau hoort niet bij deze versie."]
    assert recorded(version="old", level="high", on=date(2022, 1, 1), age=18).level.id == "high"


def test_a_version_has_its_own_time_and_no_outcome_is_of_tomorrow() -> None:
    """Rule 12: version and date belong together."""
    assert problems(version="new", on=date(2022, 2, 14)) == ["Deze versie is in gebruik sinds 15 februari 2022."]
    assert problems(version="old", on=date(2022, 2, 15)) == ["Deze versie was in gebruik tot en met 14 februari 2022."]
    assert problems(on=TODAY + timedelta(days=1)) == ["De datum ligt in de toekomst."]
    assert recorded(on=date(2022, 2, 15), age=17).on == date(2022, 2, 15)


@pytest.mark.parametrize(
    ("changes", "fresh", "old", "words"),
    [
        ({"valid_months": 3}, date(2026, 8, 30), date(2026, 8, 29), "Deze uitkomst is ouder dan 3 maanden. Zo lang geldt zij."),
        ({"valid_days": 30}, date(2026, 10, 31), date(2026, 10, 30), "Deze uitkomst is ouder dan 30 dagen. Zo lang geldt zij."),
        ({}, date(2025, 11, 30), date(2025, 11, 29), "Deze uitkomst is ouder dan 12 maanden. Die grens is een eigen keuze."),
    ],
    ids=["three months", "thirty days", "own limit"],
)
def test_an_old_outcome_is_warned_for_from_the_day_after(changes: dict[str, Any], fresh: date, old: date, words: str) -> None:
    """Rules 12 and 22: its own limit where known (three months, thirty days), else twelve months."""
    assert words not in warnings(instrument(**changes), on=fresh)
    assert words in warnings(instrument(**changes), on=old)


def test_the_warning_of_an_instrument_goes_with_its_outcome() -> None:
    """Rule 13: such as that OxRec inside a RISC is not to be taken over."""
    assert warnings(instrument(warning={"nl": "Leg alleen het eigen oordeel vast."})) == ["Leg alleen het eigen oordeel vast."]


def test_everything_wrong_is_said_at_once_and_nothing_of_the_case() -> None:
    """Rule 12."""
    with pytest.raises(InputError) as caught:
        recorded(on=TODAY + timedelta(days=1), age=30, level="none")
    assert len(caught.value.defects) == 3
    assert {DUTCH.say(defect.place) for defect in caught.value.defects} == {"instrument “Lijst”"}
    assert "30" not in str(caught.value)


@given(st.dates(date(1990, 3, 1), TODAY), st.dates(date(1990, 3, 1), TODAY), st.dates(date(1990, 3, 1), TODAY))
def test_the_age_on_an_earlier_day_lies_between_its_least_and_greatest(birth: date, on: date, today: date) -> None:
    birth, on, today = sorted((birth, on, today))
    if (2, 29) in {(day.month, day.day) for day in (birth, on, today)}:
        return  # a birthday on 29 February falls on either side, by law

    def age(day: date) -> int:
        return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))

    least, greatest = ages_on(on, age(today), today)
    assert least <= age(on) <= greatest <= least + 1


def scale_result(*possible: str) -> ScaleResult:
    """A scale of five bands of which these are possible."""
    bands = [
        {"id": f"b{number}", "label": {"nl": f"niveau {number}"}, **({"from": number - 1} if number > 1 else {})} for number in range(1, 6)
    ]
    scale = Scale.model_validate({"id": "risk", "role": "risk", "min_known": 1, "bands": bands})
    return ScaleResult(scale, (), (), 0, 0, bool(possible), possible)


@pytest.mark.parametrize(
    ("level", "possible", "apart", "asks"),
    [
        ("middle", ("b3",), 0, False),
        ("middle", ("b4",), 1, False),
        ("middle", ("b5",), 2, True),
        ("very_low", ("b5",), 4, True),
        ("middle", ("b4", "b5"), 1, False),
        ("very_low", ("b3", "b4"), 2, True),
        ("middle", (), None, False),
    ],
)
def test_two_levels_apart_asks_for_a_reason_and_changes_nothing(
    level: str, possible: tuple[str, ...], apart: int | None, asks: bool
) -> None:
    """Rule 14: show it, ask for a reason, do not average."""
    scale = scale_result(*possible)
    found = compare(recorded(level=level), scale, BESIDE)
    assert found == Comparison(recorded(level=level), possible, apart)
    assert found.asks_reason is asks
    assert ("Schrijf op waarom. Er wordt niets gemiddeld." in DUTCH.say(found.message())) is asks


def test_a_level_that_nobody_laid_beside_the_framework_is_not_compared() -> None:
    """Rule 12: never convert silently."""
    found = compare(recorded(), scale_result("b5"), {"low": ("b1", "b2")})
    assert (found.apart, found.asks_reason) == (None, False)
    assert "Niet vergeleken" in DUTCH.say(found.message())


def test_a_level_beside_several_bands_is_as_far_as_the_nearest() -> None:
    """Rule 14, for the old three levels beside five."""
    old = recorded(version="old", level="low", on=date(2022, 1, 1))
    beside = {"low": ("b1", "b2"), "middle": ("b3",), "high": ("b4", "b5")}
    assert [compare(old, scale_result(band), beside).apart for band in ("b1", "b2", "b3", "b4", "b5")] == [0, 0, 1, 2, 3]


def test_the_shipped_framework_asks_for_a_reason_in_the_same_cases() -> None:
    """Rule 14: the criterion in the file and the comparison here say the same of Ritax 2.0, for every level beside every level."""
    shipped = read_path(WHAT_WORKS).framework
    scale = shipped.scale_by_id["risk"]
    bins = [{"points": 0}, *({"at_least": number, "points": number} for number in range(1, 15))]
    basis = Framework.model_validate(
        {
            "format": 1,
            "id": "levels",
            "version": "1.0.0",
            "use": "test",
            "title": {"nl": "Niveaus"},
            "scales": [scale.model_copy(update={"domain_caps": {}})],
            "items": [shipped.item_by_id["ritax2"], {"id": "sum", "kind": "count", "scale": "risk", "points": bins}],
            "criteria": [shipped.criterion_by_id["ritax2_differs"]],
        }
    )
    beside = {level: (band,) for level, band in zip(BESIDE, scale.band_ids, strict=True)}
    for level, points in product(beside, (0, 2, 4, 7, 11)):
        answers = {"ritax2": Answer(level), "sum": Answer(Decimal(points))}
        weighed = weigh_case(Tables.of(basis), Case("7K-4Q2", TODAY, answers, ()))
        found = compare(recorded(level=level), weighed.scale("risk"), beside)
        assert found.asks_reason is (weighed.criteria[0].truth is Truth.TRUE), (level, points)
