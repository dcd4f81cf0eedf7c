"""A sheet from the dossier: true to the records, consistent with itself, and written down before it leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.documents.papers import text
from tests.dossier.operations.making import GATE, OTHER_WHY, SHA, WHY, House, entries, house, refused
from tests.dossier.test_story import answer_all, decide, refer
from triage.casework.assessment import AssessmentKind
from triage.casework.record import Age
from triage.casework.roles import Involved
from triage.casework.views import View
from triage.documents.verify import verify
from triage.dossier import check
from triage.dossier.holdings import WayOut
from triage.dossier.operations import assessments, cases, frameworks, rights, second_looks
from triage.dossier.operations.papers import issued, issued_words
from triage.dossier.operations.sheets import issue_sheet, sheet_of
from triage.errors import InputError
from triage.framework.registry import read_registry
from triage.review import EVIDENCE
from triage.wording import DUTCH

REGISTRY = read_registry(EVIDENCE)
PRINTED = date(2026, 12, 2)


@pytest.fixture
def at(tmp_path: Path) -> Iterator[House]:
    """A house in practice mode with the small framework in use."""
    with house(tmp_path, real=False) as found:
        yield found


def judged(at: House) -> tuple[str, str]:
    """A case of which the own assessment was written down; its code and the assessment."""
    code = refer(at)
    found = assessments.start(at.director, code, SHA, AssessmentKind.FIRST, at.director.today()).id
    answer_all(at.director, code)
    assessments.record_own(at.director, found, "light", WHY)
    return code, found


def test_a_decided_case_is_printed_holds_and_is_found_as_issued(at: House) -> None:
    code, assessment = judged(at)
    assessments.outcome(at.director, assessment)
    assessments.seal(at.director, assessment)
    decide(at, assessment, code, date(2027, 5, 1))
    number, short = check.head(at.director)
    content = issue_sheet(at.director, code, registry=REGISTRY, printed=PRINTED, language=DUTCH, way=WayOut.PRINTED)
    verdict = verify(content)
    said = text(content).replace("\u00a0", " ")
    assert (verdict.holds, verdict.differences) == (True, ())
    for part in ("OEFENSTAND", WHY, "Ik wil weer naar school gaan.", "Kennismaken met de coach", str(number), short):
        assert part in said, part
    assert "PROEF" not in said
    (paper,) = issued(at.overseer, content)
    assert (paper.role, paper.way, paper.case_code, paper.head) == ("procesregisseur", WayOut.PRINTED, code, f"{number} {short}")
    assert DUTCH.say(issued_words((paper,))[0]).startswith("Uitgegeven op 1 december 2026 om ")
    assert issued(at.overseer, content + b" ") == ()
    done = [(entry.action, entry.case) for entry in entries(at.director)]
    assert done[-3:] == [("outcome_seen", code), ("paper_issued", code), ("case_opened", code)]
    with pytest.raises(InputError, match="niet bij uw rol"):
        issued(at.keeper, content)


def test_before_it_is_sealed_the_paper_says_concept(at: House) -> None:
    code, assessment = judged(at)
    assessments.outcome(at.director, assessment)
    content = sheet_of(at.director, code, registry=REGISTRY, printed=PRINTED, language=DUTCH)
    assert "CONCEPT" in text(content)
    assert issued(at.director, content) == ()


def test_there_is_no_paper_before_anybody_saw_the_outcome(at: House) -> None:
    code, _assessment = judged(at)
    with pytest.raises(InputError, match="nog geen uitkomst om te verantwoorden"):
        issue_sheet(at.director, code, registry=REGISTRY, printed=PRINTED, language=DUTCH, way=WayOut.SAVED)
    assert "paper_issued" not in [entry.action for entry in entries(at.director)]


def test_a_keeper_of_frameworks_prints_no_case(at: House) -> None:
    code, assessment = judged(at)
    assessments.outcome(at.director, assessment)
    with pytest.raises(InputError, match="niet bij uw rol"):
        issue_sheet(at.keeper, code, registry=REGISTRY, printed=PRINTED, language=DUTCH, way=WayOut.SAVED)


def test_a_case_that_does_not_exist_has_no_paper(at: House) -> None:
    with pytest.raises(InputError, match="Deze casus bestaat niet"):
        issue_sheet(at.director, "9X-9XX", registry=REGISTRY, printed=PRINTED, language=DUTCH, way=WayOut.SAVED)


def test_an_outcome_that_is_closed_again_is_not_printed_until_it_is_sealed(at: House) -> None:
    code, assessment = judged(at)
    assessments.outcome(at.director, assessment)
    frameworks.suspend_framework(at.keeper, SHA, "De vraag naar geweld is dubbelzinnig en wordt nagekeken.")
    with pytest.raises(InputError, match="Dit kader is buiten gebruik"):
        sheet_of(at.director, code, registry=REGISTRY, printed=PRINTED, language=DUTCH)
    assert [entry.action for entry in entries(at.director)][-1] == "framework_suspended"


def test_a_child_that_turns_out_to_be_under_twelve_has_no_paper(at: House) -> None:
    code, assessment = judged(at)
    assessments.outcome(at.director, assessment)
    cases.set_age(at.director, code, Age(11, at.director.today()))
    with pytest.raises(InputError, match="Onder de twaalf jaar is er geen weging"):
        issue_sheet(at.director, code, registry=REGISTRY, printed=PRINTED, language=DUTCH, way=WayOut.SAVED)
    assert "paper_issued" not in [entry.action for entry in entries(at.director)]


def test_the_gate_of_a_sealed_assessment_stays_as_it_was_on_paper_too(at: House) -> None:
    code, assessment = judged(at)
    assessments.outcome(at.director, assessment)
    assessments.seal(at.director, assessment)
    other = replace(GATE, reason="De school meldt dat de jongere al weken niet komt.")
    with refused(at.director, "De beoordeling is vastgelegd met de voorpoort zoals die nu is."):
        cases.fill_gate(at.director, code, other)
    again = assessments.reweigh(at.director, code, SHA, at.director.today()).id
    cases.fill_gate(at.director, code, other)
    assessments.record_own(at.director, again, "light", OTHER_WHY)
    assessments.outcome(at.director, again)
    of_old, of_new = (
        text(sheet_of(at.director, code, registry=REGISTRY, printed=PRINTED, language=DUTCH, assessment=one)).replace("\u00a0", " ")
        for one in (assessment, again)
    )
    assert (GATE.reason in of_old, other.reason in of_old) == (True, False)
    assert (GATE.reason in of_new, other.reason in of_new) == (False, True)


def test_a_view_that_changed_after_the_seal_stands_beside_the_one_it_was_sealed_with(at: House) -> None:
    code, assessment = judged(at)
    assessments.outcome(at.director, assessment)
    assessments.seal(at.director, assessment)
    for words in ("Ik weet het niet goed.", "Ik wil liever gaan werken."):
        rights.record_view(at.director, View(code, Involved.YOUTH, words, "", at.director.today()))
    said = text(sheet_of(at.director, code, registry=REGISTRY, printed=PRINTED, language=DUTCH)).replace("\u00a0", " ")
    assert said.index("Ik wil weer naar school gaan.") < said.index("Ik wil liever gaan werken.")
    assert "Ik weet het niet goed." not in said


def test_a_second_look_is_printed_only_when_it_is_chosen(at: House) -> None:
    code, assessment = judged(at)
    assessments.outcome(at.director, assessment)
    assessments.seal(at.director, assessment)
    look = second_looks.second_look(at.second, assessment).id
    answer_all(at.second, code, look=look)
    assessments.record_own(at.second, look, "nothing", OTHER_WHY)
    assessments.outcome(at.second, look)
    assessments.seal(at.second, look)
    decide(at, assessment, code, date(2027, 5, 1))
    by_itself, chosen = (
        text(sheet_of(at.director, code, registry=REGISTRY, printed=PRINTED, language=DUTCH, assessment=one)).replace("\u00a0", " ")
        for one in (None, look)
    )
    assert (WHY in by_itself, OTHER_WHY in by_itself) == (True, False)
    assert (WHY in chosen, OTHER_WHY in chosen) == (False, True)
