"""The activity record reads as plain Dutch, says what changed, and keeps its sentences when the content is gone."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from sqlalchemy import delete

from tests.dossier.making import working
from tests.dossier.operations.making import CODE, SHA, WHY, House, changed, house, registry, taken
from triage.cases.case import Answer, Fact
from triage.casework.assessment import Assessment, AssessmentKind, OwnAssessment
from triage.casework.conference import Attendance
from triage.casework.contest import Contest, Settlement, SettlementOutcome
from triage.casework.gate import Gate, LegalGround
from triage.casework.record import CaseRecord
from triage.casework.roles import AccountRole, Discipline, Involved
from triage.dossier import activity, schema, undo
from triage.dossier.action_words import TITLES, TOLD
from triage.dossier.actions import Action
from triage.dossier.erasing import ErasingReason
from triage.dossier.field_words import FIELD_WORDS, KIND_WORDS, UNTOLD
from triage.dossier.holdings import AnswerGiven, Approval, FactsKnown, FrozenFramework
from triage.dossier.kinds import KINDS
from triage.dossier.operations import answers, assessments, conferences, decisions, frameworks, rights, versions
from triage.dossier.store import Dossier
from triage.errors import InputError
from triage.framework.vocabulary import AnswerStatus, FactStatus, Partner
from triage.periods import Period
from triage.wording import DUTCH, _

ROOT = Path(__file__).resolve().parents[2]
FRAMEWORK = (ROOT / "frameworks" / "wat-werkt.yaml").read_text("utf-8")
CASE = CaseRecord("7K-4Q2", date(2026, 12, 1), False, date(2027, 12, 1))
GIVEN = AnswerGiven("7K-4Q2", "wat-werkt", "lvb", "w", Answer("no"), date(2026, 12, 1))
APPROVAL = Approval("kaderbeheerder-1", "kaderbeheerder", datetime(2026, 12, 1, 9, 0, tzinfo=UTC))


def put(dossier: Dossier, action: Action, *records: object) -> None:
    """Do something with records."""
    with dossier.writing(action) as writing:
        for record in records:
            writing.put(record)


def told(dossier: Dossier, case: str = "") -> list[tuple[str, list[str]]]:
    """The whole record but its last line, in Dutch."""
    lines = activity.read_activity(dossier, case=case, fact_kinds={"drug_trade": _("Drugshandel")})
    return [(DUTCH.say(line.sentence), [DUTCH.say(change) for change in line.changes]) for line in lines][:-1]


def test_a_case_reads_as_plain_sentences(tmp_path: Path) -> None:
    own = OwnAssessment(
        "light", "Hij gaat weer naar school.", datetime(2026, 12, 1, 10, 5, tzinfo=UTC), "procesregisseur-1", AccountRole.DIRECTOR
    )
    assessment = Assessment(
        *("a1", "7K-4Q2", AssessmentKind.FIRST, "wat-werkt", "1.0", "00", date(2026, 12, 1), "procesregisseur-1"),
        AccountRole.DIRECTOR,
    )
    with working(tmp_path) as dossier:
        put(dossier, Action.FRAMEWORK_ADOPTED, FrozenFramework("00", "wat-werkt", "1.0", "w.yaml", FRAMEWORK, APPROVAL, APPROVAL))
        put(dossier, Action.CASE_MADE, CASE)
        put(
            dossier,
            Action.GATE_FILLED,
            replace(CASE, gate=Gate(LegalGround.WGS_PERSON_CENTRED, Partner.POLICE, "Hij rijdt pakketten rond.")),
        )
        put(dossier, Action.ANSWERED, GIVEN)
        put(dossier, Action.ANSWERED, replace(GIVEN, answer=Answer("yes", AnswerStatus.SIGNAL, note="Zegt de school.")))
        undo.undo(dossier)
        fact = Fact("drug_trade", Period.quarter(2026, 2), FactStatus.SUSPECTED, Partner.POLICE)
        put(dossier, Action.FACTS_CHANGED, FactsKnown("7K-4Q2", (fact,), Partner.POLICE, Period.quarter(2026, 3)))
        put(dossier, Action.OWN_ASSESSMENT, replace(assessment, own=own))
        lines = told(dossier, "7K-4Q2")
    question = "antwoord op “Is er een vermoeden van een licht verstandelijke beperking (LVB)?”"
    ground = "Wet gegevensverwerking door samenwerkingsverbanden (WGS): persoonsgerichte aanpak van een complexe casus"
    assert lines == [
        ("procesregisseur-1 maakte casus 7K-4Q2.", ["gemaakt op: 1 december 2026", "wissen op: 1 december 2027"]),
        (
            "procesregisseur-1 vulde de voorpoort van casus 7K-4Q2 in.",
            [f"grond: {ground}", "soort aanmelder: politie", "reden: van niets naar “Hij rijdt pakketten rond.”"],
        ),
        ("procesregisseur-1 wijzigde een antwoord in casus 7K-4Q2.", [f"{question}: nee", "status: vastgesteld"]),
        (
            "procesregisseur-1 wijzigde een antwoord in casus 7K-4Q2.",
            [f"{question}: van nee naar ja", "status: van vastgesteld naar signaal", "toelichting: van niets naar “Zegt de school.”"],
        ),
        (
            "procesregisseur-1 maakte een stap ongedaan: antwoord gewijzigd (regel 5).",
            [f"{question}: van ja naar nee", "status: van signaal naar vastgesteld", "toelichting: van “Zegt de school.” naar niets"],
        ),
        (
            "procesregisseur-1 wijzigde de feiten van casus 7K-4Q2.",
            [
                "feiten: (Drugshandel, 2e kwartaal 2026, geregistreerd door politie (verdenking) en politie)",
                "bron: politie",
                "peilmoment: 3e kwartaal 2026",
            ],
        ),
        (
            "procesregisseur-1 schreef de eigen inschatting van casus 7K-4Q2 op.",
            [
                *("soort: nulmeting", "kader: “wat-werkt”", "versie van het kader: “1.0”", "peildatum: 1 december 2026"),
                *("rol: procesregisseur", "uitkomst: Lichte hulp", "reden: “Hij gaat weer naar school.”", "rol: procesregisseur"),
            ],
        ),
    ]


def test_every_action_has_a_title_and_a_sentence() -> None:
    assert set(TITLES) == set(TOLD) == set(Action)


def names_in(of: Any) -> set[str]:
    """The names of all fields of a type, however deep; a quarter is one thing."""
    if not is_dataclass(of):
        return {name for inner in get_args(of) for name in names_in(inner)}
    if of is Period:
        return set()
    hints = get_type_hints(of)
    return {name for field in fields(of) for name in {field.name, *names_in(hints[field.name])}}


def test_every_kind_and_every_field_has_a_word() -> None:
    every = {name for kind in KINDS for name in names_in(kind.type)}
    assert {kind.name for kind in KINDS} == set(KIND_WORDS)
    assert every - set(FIELD_WORDS) - UNTOLD == set()
    assert set(FIELD_WORDS) - every == set()


def test_the_sentences_stay_when_the_content_is_deleted(tmp_path: Path) -> None:
    with working(tmp_path) as dossier:
        put(dossier, Action.ANSWERED, replace(GIVEN, answer=Answer("yes", note="Een geheim woord.")))
        with dossier.writing(Action.CASE_DELETED, case="7K-4Q2", about=ErasingReason.TERM_OVER.value) as writing:
            writing.connection.execute(delete(schema.PAYLOAD))
        assert told(dossier) == [
            ("procesregisseur-1 wijzigde een antwoord in casus 7K-4Q2.", ["Wat er veranderde, is gewist."]),
            ("procesregisseur-1 wiste casus 7K-4Q2: de bewaartermijn is voorbij.", []),
        ]


def test_what_was_refused_is_told_as_refused(tmp_path: Path) -> None:
    with working(tmp_path, role=AccountRole.OVERSEER) as dossier:
        with pytest.raises(Exception, match="niet bij uw rol"):
            dossier.must_may(Action.DECIDED, case="7K-4Q2")
        assert told(dossier) == [("toezichthouder-1 mocht dit niet doen: besluit genomen. Het is niet gebeurd.", [])]


def test_reading_the_record_stands_in_it(tmp_path: Path) -> None:
    with working(tmp_path, role=AccountRole.OVERSEER) as dossier:
        lines = activity.read_activity(dossier)
    assert [DUTCH.say(line.sentence) for line in lines] == ["toezichthouder-1 bekeek de lijst van handelingen."]


OTHER_WORDS = (
    ("nl: Gerichte hulp", "nl: Plaats in de Top 60"),
    ("nl: Lichte hulp", "nl: Geen hulp meer"),
    ("nl: Is er geweld vastgesteld?", "nl: Was er nooit geweld?"),
)


def changes(at: House) -> list[str]:
    """Everything that changed in the case, as an overseer reads it."""
    lines = activity.read_activity(at.overseer, case=CODE, fact_kinds=registry().fact_kinds)
    return [DUTCH.say(change) for line in lines for change in line.changes]


def test_another_version_or_framework_changes_no_word_of_what_was_answered_judged_and_decided(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        sealed = at.sealed()
        decisions.decide(at.director, sealed.id, taken())
        before = changes(at)
        for line in (
            "antwoord op “Is er geweld vastgesteld?”: ja",
            "uitkomst: Lichte hulp",
            "gekozen: Gerichte hulp",
            "lichtere uitkomst: Lichte hulp",
            "advies op dat moment: Gerichte hulp",
            "feiten: “Is er geweld vastgesteld?” en “Heeft de jongere dagbesteding?”",
        ):
            assert line in before
        frameworks.propose(at.keeper, changed(*OTHER_WORDS), "small.yaml", registry())
        at.adopt(changed(*OTHER_WORDS, version="1.2.0"))
        at.adopt(changed(("id: small", "id: other"), *OTHER_WORDS, version="1.0.0"))
        assert changes(at) == before


def test_what_moved_to_another_version_is_told_in_the_words_of_each(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        begun = at.judged()
        versions.move_to_version(at.director, begun.id, at.adopt(changed(*OTHER_WORDS)))
        assessments.record_own(at.director, begun.id, "focused", WHY)
        answers.give_answer(at.director, CODE, at.assessment(begun.id).framework_sha256, "hit", Answer("no"))
        told_now = changes(at)
    assert "uitkomst: Lichte hulp" in told_now
    assert "uitkomst: van Geen hulp meer naar Plaats in de Top 60" in told_now
    assert told_now[-1] == "antwoord op “Was er nooit geweld?”: van ja naar nee"


def test_an_answer_in_words_no_version_has_is_told_by_the_version_adopted_then(tmp_path: Path) -> None:
    strange = AnswerGiven(CODE, "small", "hit", "w", Answer("yes"), date(2026, 12, 1))
    with house(tmp_path) as at:
        at.put(strange, action=Action.ANSWERED)
        frameworks.propose(at.keeper, changed(*OTHER_WORDS), "small.yaml", registry())
        at.put(replace(strange, framework="gone"), action=Action.ANSWERED)
        assert "antwoord op “Is er geweld vastgesteld?”: ja" in changes(at)
        assert "antwoord op “hit”: yes" in changes(at)


def test_a_change_of_an_answer_always_says_to_which_question(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        answers.give_answer(at.director, CODE, SHA, "hit", Answer("yes"))
        answers.give_answer(at.director, CODE, SHA, "hit", Answer("yes", AnswerStatus.SIGNAL))
        assert changes(at)[-3:] == [
            "antwoord op “Is er geweld vastgesteld?”: ja",
            "status: vastgesteld",
            "antwoord op “Is er geweld vastgesteld?”, status: van vastgesteld naar signaal",
        ]


def test_a_contest_shows_its_question_also_when_it_ends(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        frameworks.propose(at.keeper, changed(*OTHER_WORDS), "small.yaml", registry())
        answers.give_answer(at.director, CODE, SHA, "hit", Answer("yes"))
        today = at.director.today()
        contest = rights.contest(at.director, Contest("", CODE, Involved.YOUTH, "hit", None, "Dat was een ander.", today)).id
        assert "vraag: “Is er geweld vastgesteld?”" in changes(at)
        ended = Settlement(Discipline.POLICE, SettlementOutcome.STANDS, "De politie keek het na in haar eigen systeem.", today)
        rights.settle(at.director, contest, ended)
        assert "betwisting op “Is er geweld vastgesteld?”, uitkomst: het klopt en blijft staan" in changes(at)
        assert not any("“hit”" in line for line in changes(at))


def test_a_contest_of_a_question_that_nobody_answered_here_is_told_by_the_one_framework_that_asks_it(tmp_path: Path) -> None:
    contest = Contest("c", CODE, Involved.YOUTH, "hit", None, "Dat was een ander.", date(2026, 12, 1))
    with house(tmp_path) as at:
        at.put(contest, action=Action.CONTESTED)
        at.adopt(changed(("id: small", "id: other"), *OTHER_WORDS, version="1.0.0"))
        at.put(replace(contest, id="d"), action=Action.CONTESTED)
        told_now = [line for line in changes(at) if line.startswith("vraag: ")]
    assert told_now == ["vraag: “Is er geweld vastgesteld?”", "vraag: “hit”"]


def test_a_refusal_names_its_case(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        with pytest.raises(InputError, match="niet bij uw rol"):
            at.keeper.must_have_role(Action.CASE_OPENED, case=CODE)
        line = activity.read_activity(at.overseer, case=CODE)[-2]
    assert DUTCH.say(line.sentence) == f"kaderbeheerder-1 mocht dit niet doen in casus {CODE}: casus bekeken. Het is niet gebeurd."


def test_a_decision_says_of_which_day_its_conference_is(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        sealed = at.sealed()
        conference = conferences.plan(at.director, date(2026, 12, 1)).id
        conferences.set_agenda(at.director, conference, [CODE])
        there = (AccountRole.CHAIR, Discipline.POLICE, Discipline.YOUTH_CARE)
        conferences.set_attendance(at.director, conference, [Attendance(who, True) for who in there])
        decisions.decide(at.director, sealed.id, taken(conference=conference))
        assert [line for line in changes(at) if "casusoverleg" in line] == ["besluit, casusoverleg: 1 december 2026"]
