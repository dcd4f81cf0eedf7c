"""The activity record reads as plain Dutch, says what changed, and keeps its sentences when the content is gone."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from sqlalchemy import delete

from tests.dossier.making import working
from triage.cases.case import Answer, Fact
from triage.casework.assessment import Assessment, AssessmentKind, OwnAssessment
from triage.casework.gate import Gate, LegalGround
from triage.casework.record import CaseRecord
from triage.casework.roles import AccountRole
from triage.dossier import activity, schema, undo
from triage.dossier.action_words import TITLES, TOLD
from triage.dossier.actions import Action
from triage.dossier.erasing import ErasingReason
from triage.dossier.field_words import FIELD_WORDS, KIND_WORDS, UNTOLD
from triage.dossier.holdings import AnswerGiven, Approval, FactsKnown, FrozenFramework
from triage.dossier.kinds import KINDS
from triage.dossier.store import Dossier
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
        put(dossier, Action.FRAMEWORK_PROPOSED, FrozenFramework("00", "wat-werkt", "1.0", "w.yaml", FRAMEWORK, APPROVAL))
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
