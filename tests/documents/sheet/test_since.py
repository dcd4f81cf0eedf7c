"""A sheet that carries an earlier weighing: what it says, what it carries, and that it can be checked from itself alone."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from tests.documents.forger import carried, with_data, with_number_changed
from tests.documents.papers import PRINTED, example, full_case, full_sheet, printed, registry, shipped, tables, text, weighed
from tests.documents.sheet.test_used import part
from triage.cases.case import Answer, Case, Fact
from triage.documents.enclosure import KEYS
from triage.documents.sheet import sheet
from triage.documents.verify import verify
from triage.errors import InputError
from triage.framework.vocabulary import FactStatus, Partner
from triage.periods import Period
from triage.weighing.receipt import canonical, case_data, fingerprint
from triage.weighing.weigh import weigh_case
from triage.wording import DUTCH, language

HEADING = "Wat er veranderde sinds de vorige weging"


def earlier_case() -> Case:
    """The full case as it was in spring: one question open, one fact less, one not yet dismissed."""
    case = full_case()
    assert case.facts is not None
    answers = {item: answer for item, answer in case.answers.items() if item != "triage_k2"}
    answers["school_work"] = Answer("fine", note="gesprek met de mentor", source=Partner.SCHOOL)
    return replace(case, reference_date=date(2026, 5, 1), answers=answers, facts=case.facts[:-1])


def since(case: Case, earlier: Case | None, code: str = "nl") -> bytes:
    """The sheet of a case that carries an earlier weighing."""
    before = weighed(earlier) if earlier else None
    return sheet(weighed(case), shipped(), registry(), printed=PRINTED, language=language(code), earlier=before)


@cache
def sheet_since() -> bytes:
    return since(full_case(), earlier_case())


def told(pdf: bytes) -> str:
    said = text(pdf)
    return part(said, HEADING, "5. Sterke kanten")


def differences(pdf: bytes) -> list[str]:
    return [DUTCH.say(one) for one in verify(pdf).differences]


def test_without_an_earlier_weighing_a_sheet_says_and_carries_nothing_of_it() -> None:
    assert since(full_case(), None) == full_sheet()
    assert HEADING not in text(full_sheet())
    assert json.loads(carried(full_sheet())).keys() == KEYS


def test_the_changes_stand_at_the_end_of_part_4_with_what_each_did() -> None:
    said = told(sheet_since()).replace("\u00a0", " ")
    assert "Peildatum toen 2e kwartaal 2026" in said
    assert "1 Peildatum: van 2e kwartaal 2026 naar 4e kwartaal 2026" in said
    assert "2 Onderdeel 4: van onbekend naar “ja” (vastgesteld) Uitkomst triage K2" in said
    assert "Nieuw feit: " in said
    assert "“Plaats op de lijst bespreken”), is nu “Plaats op de lijst bespreken”, door de veranderingen 1 en 2 samen." in said
    assert "Score op “Zorgen”: was 4 punten, is nu 6 punten, door verandering 3." in said
    assert said.index("Dan was dit anders:") > said.index("Wat dit alleen deed")
    assert "gesprek met de mentor" not in text(sheet_since()), "a note of then is not printed"


def test_the_fingerprint_of_then_is_the_one_on_the_sheet_of_then() -> None:
    grouped = told(sheet_since())
    grouped = part(grouped, "SHA-256 van de casus toen", "Advies:").removeprefix("SHA-256 van de casus toen").replace(" ", "").lower()
    assert grouped == fingerprint(canonical(case_data(earlier_case())))
    assert grouped == json.loads(carried(printed(earlier_case())))["receipt"]["case_sha256"]


def test_the_sheet_holds_in_english_too_and_its_check_needs_nothing_else() -> None:
    assert differences(sheet_since()) == []
    assert differences(since(full_case(), earlier_case(), "en")) == []


def test_a_sheet_of_two_equal_weighings_says_so() -> None:
    assert "Er is niets veranderd wat meetelt in de weging." in told(since(full_case(), full_case()))


def test_outside_the_scope_the_sheet_tells_no_points_of_then_or_now() -> None:
    case = replace(full_case(), answers={**full_case().answers, "age": Answer(Decimal(30))})
    pdf = since(case, replace(full_case(), answers={**full_case().answers, "school_work": Answer("fine")}))
    said = told(pdf)
    assert "Onderdeel 1: van “16–17 jaar” naar “24 jaar of ouder”" in said.replace("\u00a0", " ")
    assert "valt buiten dit kader" in said
    assert " op “Zorgen”" not in said
    assert differences(pdf) == []


def _other_answer(data: Any) -> None:
    data["earlier"]["case"]["answers"]["school_work"]["value"] = "serious"


def _other_receipt(data: Any) -> None:
    data["earlier"]["receipt"]["case_sha256"] = "0" * 64


def _other_framework(data: Any) -> None:
    data["earlier"]["receipt"]["version"] = "9.9.9"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_other_answer, "Vorig weegbewijs, SHA-256 van de casus: in de bijlage staat "),
        (_other_receipt, "Vorig weegbewijs, SHA-256 van de casus: in de bijlage staat "),
        (_other_framework, "Vorig weegbewijs, versie van het kader: in de bijlage staat “9.9.9”, het moet zijn "),
        (lambda data: data.pop("earlier"), "Op het blad staat controlecode "),
        (lambda data: data["earlier"]["case"]["answers"].update(x=data["case"]["answers"]["age"]), "De bijlage heeft antwoorden op vragen"),
    ],
)
def test_what_somebody_changed_in_the_earlier_weighing_is_found(change: Any, said: str) -> None:
    found = differences(with_data(sheet_since(), change))
    assert any(line.startswith(said) for line in found), found


def test_a_changed_number_in_the_part_about_changes_is_found() -> None:
    found = differences(with_number_changed(sheet_since(), "2e kwartaal 2026", "3e kwartaal 2026"))
    assert len(found) >= 1


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["earlier"].update(extra=1),
        lambda data: data["earlier"]["case"].update(case="9R-R8P"),
        lambda data: data["earlier"]["receipt"].update(program_version="9.9"),
        lambda data: data["earlier"].pop("receipt"),
        lambda data: data.update(earlier=None),
    ],
)
def test_an_earlier_weighing_of_another_shape_is_no_attachment_of_ours(change: Any) -> None:
    with pytest.raises(InputError) as raised:
        verify(with_data(sheet_since(), change))
    assert "niet de vorm van een weging" in DUTCH.say(raised.value.defects[0].problem)


def test_what_could_lead_to_a_person_is_refused_in_the_earlier_weighing_too() -> None:
    answers = {**full_case().answers, "school_work": Answer("fine", note="BSN 111222333")}
    with pytest.raises(InputError) as raised:
        since(full_case(), replace(full_case(), answers=answers))
    (defect,) = raised.value.defects
    assert DUTCH.say(defect.place).startswith("de vorige weging, de toelichting bij “")
    assert "111222333" not in raised.value.in_words(DUTCH)


def test_more_changes_than_can_be_taken_apart_are_refused_before_anything_is_made() -> None:
    facts = tuple(Fact("robbery", Period.quarter(year, 1), FactStatus.CONVICTED) for year in range(1800, 2026))
    with pytest.raises(InputError) as raised:
        since(full_case(), replace(full_case(), facts=facts))
    assert "te veel veranderd" in raised.value.in_words(DUTCH)


def test_an_earlier_weighing_of_another_case_or_by_another_framework_is_our_own_mistake() -> None:
    with pytest.raises(ValueError, match="same case by the same framework"):
        since(full_case(), replace(example("De helft"), code="9R-R8P"))
    other = tables().framework.model_copy(update={"version": "9.9.9"})
    before = replace(weigh_case(tables(), full_case()), framework=other)
    with pytest.raises(ValueError, match="same case by the same framework"):
        sheet(weighed(full_case()), shipped(), registry(), printed=PRINTED, language=DUTCH, earlier=before)
