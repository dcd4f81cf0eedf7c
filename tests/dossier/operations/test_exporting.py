"""Rare combinations are warned about and do not leave; no score, advice, fact or text leaves in a table (REQ-03, REQ-56)."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dossier.making import working
from tests.dossier.operations.making import CASE, CODE, GATE, TODAY, House, house, last, refused
from triage.cases.case import Answer
from triage.casework.gate import NO_GATE, LegalGround
from triage.casework.record import Age, CaseRecord
from triage.dossier.actions import Action
from triage.dossier.holdings import AnswerGiven, Settings
from triage.dossier.operations import second_looks
from triage.dossier.operations.exporting import ExportRow, alike, coarse_of, export_rows
from triage.errors import InputError
from triage.framework.vocabulary import AnswerStatus, Partner
from triage.periods import Period
from triage.wording import DUTCH

YES = Answer("yes", note="Een toelichting.")
ALIKE = [replace(CASE, code=f"3X-3{letter}4") for letter in "CDFH"]
"""With the case of the house these are five."""


def answer(code: str, item: str = "hit", given: Answer = YES, framework: str = "small") -> AnswerGiven:
    """An answer in a case."""
    return AnswerGiven(code, framework, item, "w", given, TODAY)


def said(at: House, code: str = CODE) -> str:
    """The warning, or nothing."""
    warning = alike(at.director, code)
    return "" if warning is None else DUTCH.say(warning)


def test_a_rare_combination_is_warned_about_until_five_are_alike(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        assert said(at).startswith("Alleen deze casus heeft deze leeftijd, aanmelder, grondslag en dit kwartaal.")
        for number, one in enumerate(ALIKE, 2):
            at.put(one)
            assert said(at).startswith(f"Maar {number} casussen hebben") is (number < 5)
        assert said(at) == ""


@pytest.mark.parametrize(
    "unlike",
    [
        replace(CASE, age=Age(18, TODAY)),
        replace(CASE, practice=True),
        replace(CASE, gate=replace(GATE, partner=Partner.SCHOOL)),
        replace(CASE, gate=replace(GATE, quarter=Period.quarter(2026, 3))),
        replace(CASE, gate=replace(GATE, ground=LegalGround.OWN_GROUND)),
    ],
)
def test_each_coarse_field_makes_a_class_of_its_own(tmp_path: Path, unlike: CaseRecord) -> None:
    with house(tmp_path) as at:
        at.put(*ALIKE[:3], replace(unlike, code=ALIKE[3].code))
        assert said(at).startswith("Maar 4 casussen")
        assert said(at, ALIKE[3].code).startswith("Alleen deze casus")
        assert export_rows(at.director).cases == 0


def test_a_case_of_which_a_coarse_field_is_not_known_gets_no_warning_and_does_not_leave(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        at.put(*(replace(one, gate=NO_GATE) for one in (CASE, *ALIKE)))
        assert said(at) == ""
        assert (export_rows(at.director).cases, export_rows(at.director).held_back) == (0, 5)
        with refused(at.director, "Deze casus bestaat niet."):
            said(at, "9X-9XX")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([12, 14, 15, 18]), st.sampled_from([Partner.POLICE, Partner.SCHOOL])), max_size=24))
def test_no_class_smaller_than_five_ever_leaves(tmp_path_factory: pytest.TempPathFactory, cases: list[tuple[int, Partner]]) -> None:
    made = [
        replace(CASE, code=f"4X-{number:03}", age=Age(years, TODAY), gate=replace(GATE, partner=partner))
        for number, (years, partner) in enumerate(cases)
    ]
    with working(tmp_path_factory.mktemp("alike")) as dossier:
        with dossier.writing(Action.CASE_MADE) as writing:
            writing.add_all([*made, *(answer(one.code) for one in made)])
        exported = export_rows(dossier)
        warned = {one.code for one in made if alike(dossier, one.code) is not None}
    classes = Counter(map(coarse_of, made))
    left = {one.case for one in exported.rows}
    assert left == {one.code for one in made if classes[coarse_of(one)] >= 5}
    assert warned == {one.code for one in made} - left
    assert (exported.cases, exported.held_back) == (len(left), len(made) - len(left))


def test_only_codes_and_answers_leave_with_an_age_as_a_group_and_a_day_as_a_quarter(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        dated = Answer(Decimal(15), as_of=Period.day(TODAY), source=Partner.SCHOOL)
        at.put(*ALIKE, answer(CODE), answer(CODE, "age", dated), answer(CODE, "hit", Answer("no"), "small#look"))
        at.put(*(answer(one.code, "structure", Answer(status=AnswerStatus.UNKNOWN)) for one in ALIKE))
        exported = export_rows(at.overseer)
        assert last(at.overseer) == ("exported", "", "", "done")
        of_house = [row for row in exported.rows if row.case == CODE]
        assert of_house[0] == ExportRow(CODE, False, "small", "hit", "yes", AnswerStatus.ESTABLISHED, None, None)
        assert DUTCH.say(of_house[1].value) == "14–15 jaar"
        assert (of_house[1].as_of, of_house[1].source, len(of_house)) == (Period.quarter(2026, 4), Partner.SCHOOL, 2)
        assert (exported.cases, exported.held_back, exported.least, len(exported.rows)) == (5, 0, 5, 6)
    assert {field.name for field in fields(ExportRow)} == {"case", "practice", "framework", "item", "value", "status", "as_of", "source"}


def test_the_organisation_may_ask_for_more_that_are_alike(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        at.put(*ALIKE, Settings(export_alike=6))
        assert said(at).startswith("Maar 5 casussen")
        assert (export_rows(at.director).cases, export_rows(at.director).least) == (0, 6)


def test_whoever_must_stay_blind_gets_nothing_of_that_case(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        first = at.sealed()
        at.put(*ALIKE)
        second_looks.second_look(at.second, first.id)
        assert CODE not in {row.case for row in export_rows(at.second).rows}
        assert CODE in {row.case for row in export_rows(at.director).rows}


def test_a_keeper_exports_nothing(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        for refusing in (export_rows, lambda dossier: alike(dossier, CODE)):
            with pytest.raises(InputError, match="Dit hoort niet bij uw rol"):
                refusing(at.keeper)
        assert last(at.keeper)[3] == "refused"
