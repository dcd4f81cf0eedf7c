"""What the tests of operations share: a small framework, a house with its accounts at work in one dossier, and a case to be weighed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from sqlalchemy import select

from tests.dossier.making import Clock, at_work, new_database
from triage import review
from triage.cases.case import Answer
from triage.casework.assessment import Assessment, AssessmentKind
from triage.casework.decision import BestInterests, Lighter, Reason, Taken
from triage.casework.gate import Gate, LegalGround, NationalCriterion
from triage.casework.notice import Notice, Way
from triage.casework.questions import wording_of
from triage.casework.readiness import Readiness, Recorded
from triage.casework.record import Age, CaseRecord
from triage.casework.roles import AccountRole, Discipline, Involved
from triage.casework.views import View
from triage.dossier import schema
from triage.dossier.actions import Action
from triage.dossier.chain import Entry
from triage.dossier.holdings import AnswerGiven
from triage.dossier.operations import assessments, frameworks
from triage.dossier.operations.as_weighed import answers_name
from triage.dossier.store import Actor, Dossier, entry_of
from triage.errors import InputError
from triage.framework.model import Framework
from triage.framework.read import read
from triage.framework.registry import Registry, read_registry
from triage.framework.vocabulary import Partner
from triage.periods import Period
from triage.weighing.receipt import fingerprint
from triage.wording import DUTCH

SMALL = (Path(__file__).parent / "small.yaml").read_bytes()
SHA = fingerprint(SMALL)
CODE = "7K-4Q2"
TODAY = date(2026, 12, 1)
START = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
LIKE_A_PERSON = "Zij heeft veel steun van haar oma en gaat weer graag naar school."
GATE = Gate(
    ground=LegalGround.WGS_PERSON_CENTRED,
    partner=Partner.POLICE,
    reason="De wijkagent zag de jongere vaak laat bij de garage.",
    quarter=Period.quarter(2026, 4),
    criteria=(NationalCriterion.K4,),
    criteria_met=True,
)
CASE = CaseRecord(CODE, TODAY, False, date(2027, 12, 1), gate=GATE, age=Age(15, TODAY))
ANSWERS = {
    "age": Answer(Decimal(15)),
    "hit": Answer("yes"),
    "structure": Answer("seldom"),
    "adult": Answer("no"),
    "exploited": Answer("no"),
}
"""Gives the advice `focused`."""

WHY = "De jongere mist school en vrienden trekken hem mee, en thuis is er niemand die helpt."
OTHER_WHY = "Zonder dagbesteding blijft de jongere op straat, dat zag de wijkagent iedere week."


@cache
def registry() -> Registry:
    """The registry of the program."""
    return read_registry(review.EVIDENCE)


@cache
def small() -> Framework:
    """The small framework."""
    return read(SMALL, "small.yaml").framework


def changed(*changes: tuple[str, str], version: str = "1.1.0") -> bytes:
    """Another version of the small framework."""
    text = SMALL.decode().replace('version: "1.0.0"', f'version: "{version}"')
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text.encode()


@dataclass
class House:
    """The accounts of one house, each with the dossier open, and the clock on the wall."""

    director: Dossier
    second: Dossier
    chair: Dossier
    keeper: Dossier
    overseer: Dossier
    clock: Clock

    def adopt(self, content: bytes = SMALL) -> str:
        """A framework in use: proposed by the keeper, adopted by the director. Its SHA-256."""
        frameworks.propose(self.keeper, content, "small.yaml", registry())
        frameworks.adopt(self.director, fingerprint(content))
        return fingerprint(content)

    def put(self, *records: object, action: Action = Action.CASE_MADE) -> None:
        """Put records in as they are."""
        with self.director.writing(action) as writing:
            for record in records:
                writing.put(record)

    def answer(self, assessment: Assessment, by: Dossier | None = None, **answers: Answer) -> None:
        """Answer questions in an assessment, by default so that the advice is `focused`."""
        dossier = by or self.director
        today = dossier.today()
        with dossier.writing(Action.ANSWERED) as writing:
            for item, answer in (answers or ANSWERS).items():
                writing.put(given(item, answer, answers_name(assessment), today))

    def assessment(self, id_: str) -> Assessment:
        """An assessment as it is."""
        with self.director.reading() as records:
            found = records.get(Assessment, id_)
        assert found is not None
        return found

    def start(self, by: Dossier | None = None, sha256: str = SHA, kind: AssessmentKind = AssessmentKind.FIRST) -> Assessment:
        """A new assessment."""
        dossier = by or self.director
        return self.assessment(assessments.start(dossier, CODE, sha256, kind, dossier.today()).id)

    def judged(self, by: Dossier | None = None) -> Assessment:
        """An assessment with answers and an own assessment, of which the outcome was not seen."""
        new = self.start(by)
        self.answer(new, by)
        assessments.record_own(by or self.director, new.id, "light", WHY)
        return self.assessment(new.id)

    def sealed(self, by: Dossier | None = None) -> Assessment:
        """A sealed assessment; its advice is `focused`."""
        new = self.judged(by)
        return self.seal(new, by)

    def seal(self, assessment: Assessment, by: Dossier | None = None) -> Assessment:
        """See the outcome and seal."""
        assessments.outcome(by or self.director, assessment.id)
        assessments.seal(by or self.director, assessment.id)
        return self.assessment(assessment.id)


def given(item: str, answer: Answer, name: str, on: date) -> AnswerGiven:
    """An answer to a question of the small framework."""
    return AnswerGiven(CODE, name, item, wording_of(small().item_by_id[item]), answer, on)


def ready() -> Readiness:
    """Everything is recorded."""
    recorded = Recorded("Kast van de jurist", TODAY - timedelta(days=100), "directeur bedrijfsvoering")
    return Readiness(recorded, recorded, recorded, recorded, recorded)


def views() -> tuple[View, ...]:
    """The views that a minor's case needs."""
    return (
        View(CODE, Involved.YOUTH, "Ik wil weer naar school gaan.", "", TODAY),
        View(CODE, Involved.PARENTS, "", "De ouders wilden hierover niets zeggen aan de procesregisseur.", TODAY),
    )


def notices() -> tuple[Notice, ...]:
    """That both were told."""
    return tuple(Notice(f"n{to}", CODE, to, True, TODAY, on=TODAY, how=Way.IN_PERSON) for to in Involved)


@contextmanager
def house(folder: Path, *, real: bool = True, adopted: bool = True) -> Iterator[House]:
    """A house ready for real cases (unless not `real`) with the small framework in use (unless not `adopted`), and one case of which all is
    there but answers.
    """
    with _accounts(Path(shutil.copy(_prepared(real, adopted), folder / "proef.dossier"))) as found:
        yield found


@cache
def _prepared(real: bool, adopted: bool) -> Path:
    """The dossier of such a house, made once."""
    path = new_database(Path(mkdtemp(prefix="house-")))
    with _accounts(path) as at:
        at.put(*([ready()] if real else []), replace(CASE, practice=not real), *views())
        if adopted:
            at.adopt()
    return path


@contextmanager
def _accounts(path: Path) -> Iterator[House]:
    clock = Clock()
    with ExitStack() as stack:

        def account(role: AccountRole, number: int = 1) -> Dossier:
            dossier = stack.enter_context(closing(at_work(path, role=role, clock=clock, seed=number + 10 * list(AccountRole).index(role))))
            dossier.actor = Actor(f"{role.value}-{number}", role, "balie")
            return dossier

        yield House(
            account(AccountRole.DIRECTOR),
            account(AccountRole.DIRECTOR, 2),
            account(AccountRole.CHAIR),
            account(AccountRole.KEEPER),
            account(AccountRole.OVERSEER),
            clock,
        )


def entries(dossier: Dossier) -> list[Entry]:
    """The whole list."""
    with dossier.reading() as records:
        return [entry_of(row) for row in records.connection.execute(select(schema.ENTRY).order_by(schema.ENTRY.c.number))]


def last(dossier: Dossier) -> tuple[str, str, str, str]:
    """Action, case, object and result of the last entry."""
    entry = entries(dossier)[-1]
    return entry.action, entry.case, entry.object, entry.result


def bodies(dossier: Dossier) -> dict[str, list[str]]:
    """Every record there is, as it is written."""
    with dossier.reading() as records:
        return {name: list(records.connection.execute(select(table.c.body)).scalars()) for name, table in schema.RECORDS.items()}


@contextmanager
def refused(dossier: Dossier, *problems: str) -> Iterator[None]:
    """What happens inside is refused with exactly these problems, and leaves nothing behind."""
    before = bodies(dossier), len(entries(dossier))
    with pytest.raises(InputError) as caught:
        yield
    assert [DUTCH.say(defect.problem) for defect in caught.value.defects] == list(problems)
    assert (bodies(dossier), len(entries(dossier))) == before


def taken(**changes: object) -> Taken:
    """A decision that follows the advice `focused`, with everything that it needs."""
    whole = Taken(
        chosen="focused",
        reason=Reason(
            ("hit", "structure"), "De jongere heeft geen dagbesteding en er is geweld vastgesteld, daarom is gerichte inzet nodig."
        ),
        decided_on=TODAY,
        ends_on=date(2027, 5, 1),
        exit_conditions="De jongere gaat drie maanden elke dag naar school.",
        chair_present=True,
        attendance=(Discipline.YOUTH_CARE, Discipline.POLICE),
        lighter=Lighter("light", "Jongerenwerk probeerde het al een half jaar zonder dat er iets veranderde."),
        proportionality="Een coach komt twee keer per week thuis, dat is veel maar tijdelijk voor het gezin.",
        best_interests=BestInterests(
            interest="School geeft de jongere rust en vrienden.",
            view="De jongere wil zelf terug naar school.",
            least_intrusive="Een coach aan huis, geen uithuisplaatsing.",
            privacy="Alleen school en coach weten ervan.",
        ),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]
