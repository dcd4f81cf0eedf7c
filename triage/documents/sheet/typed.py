"""Everything in the people's part of a sheet that somebody typed, each with its place; and what a minor's sheet may not go without."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from triage.casework.access import REFUSED_WHY, Inspection
from triage.casework.assessing import OWN, OWN_WHY
from triage.casework.contest import FOUND, WHAT_IS_WRONG, Contest
from triage.casework.decision import BestInterests, Decision
from triage.casework.decision_rules import ARGUMENT, BEST_INTERESTS, EXIT, LIGHTER_WHY, PROPORTIONALITY, dissent_place
from triage.casework.gate import REASON, RECORDED_IN, Gate
from triage.casework.leaving import LEAVES_TEXT
from triage.casework.notice import NOT_TOLD_WHY
from triage.casework.readiness import Need, Readiness, owner_place, reference_place
from triage.casework.record import EXTENDING_WHY, CaseRecord, is_minor
from triage.casework.suspension import WHY
from triage.casework.task import WHAT
from triage.casework.texts import IN_PAPERS, tidy
from triage.casework.views import absence_place, missing_views, view_place
from triage.documents.casework import Casework, HelpChosen
from triage.errors import Defect
from triage.guard import Severity, find
from triage.wording import Message, _

HELP, HELP_WHY, HELP_FOR_LESS = _("gekozen hulp"), _("reden voor deze hulp"), _("wat voor lichtere hulp pleit")

FILL_IN = _("Vul dit in bij het besluit. Zonder kindtoets komt er geen blad van een minderjarige.")


@dataclass(frozen=True)
class Typed:
    """A text with its place. `looked_at`: it came through the door of casework, where somebody confirmed what the guard only questions.

    `about_papers`: it names a document of the organisation, which may have a number and a date.
    """

    place: Message
    text: str
    looked_at: bool = False
    about_papers: bool = False

    def defects(self) -> Iterator[Defect]:
        """What in it could lead to a person."""
        for hit in find(self.text):
            questioned = hit.severity is Severity.WARN or (self.about_papers and hit.kind in IN_PAPERS)
            if not (self.looked_at and questioned):
                yield Defect(self.place, _("Hier staat {kind}.", kind=hit.kind), TAKE_IT_OUT)


TAKE_IT_OUT = _("Haal het weg. Op een blad staat niets wat naar een persoon leidt.")


def typed(casework: Casework) -> Iterator[Typed]:
    """Every text that somebody typed."""
    yield from _of_record(casework.record)
    yield from _of_readiness(casework.readiness or Readiness())
    if casework.assessment.own is not None:
        yield _looked_at(OWN_WHY, casework.assessment.own.reason)
    if casework.decision is not None:
        yield from _of_decision(casework.decision)
    for view in casework.views:
        yield _looked_at(view_place(view.of), view.text)
        yield _looked_at(absence_place(view.of), view.absent_because)
    yield from (_looked_at(NOT_TOLD_WHY, notice.ground) for notice in casework.notices)
    yield from (text for contest in casework.contests for text in _of_contest(contest))
    yield from (text for inspection in casework.inspections for text in _of_inspection(inspection))
    yield from (text for chosen in casework.help for text in _of_help(chosen))
    yield from (_looked_at(WHAT, task.what) for task in casework.tasks)
    yield from (_looked_at(WHY, suspension.reason) for suspension in casework.suspensions)


def missing(casework: Casework) -> Iterator[Defect]:
    """What keeps a sheet from being printed: no own assessment yet, for a sheet shows the advice (REQ-20); and with a decision an empty
    best-interests check of a minor, or a view and its reason both empty (REQ-18, REQ-31).
    """
    decision, age = casework.decision, casework.record.age
    if casework.assessment.own is None:
        yield Defect(OWN, _("De eigen inschatting ontbreekt nog."), _("Geef eerst een eigen inschatting. Op het blad staat het advies."))
    if decision is None:
        return
    if is_minor(age, decision.decided_on):
        check = decision.best_interests or BestInterests()
        for field, place in BEST_INTERESTS.items():
            if not tidy(getattr(check, field)):
                yield Defect(place, _("Dit is nog niet ingevuld."), FILL_IN)
    given = [view for view in casework.views if tidy(view.text) or tidy(view.absent_because)]
    yield from missing_views(given, age, decision.decided_on)


def _looked_at(place: Message, text: str) -> Typed:
    return Typed(place, text, looked_at=True)


def _about_papers(place: Message, text: str) -> Typed:
    return Typed(place, text, looked_at=True, about_papers=True)


def _of_record(record: CaseRecord) -> Iterator[Typed]:
    yield from _of_gate(record.gate)
    yield from (_looked_at(EXTENDING_WHY, extension.reason) for extension in record.extensions)
    if record.leaving is not None:
        yield _looked_at(LEAVES_TEXT, record.leaving.text)


def _of_gate(gate: Gate) -> Iterator[Typed]:
    yield _about_papers(RECORDED_IN, gate.recorded_in)
    yield _looked_at(REASON, gate.reason)


def _of_readiness(readiness: Readiness) -> Iterator[Typed]:
    for need in Need:
        yield _about_papers(reference_place(need), readiness.of(need).reference)
        yield _looked_at(owner_place(need), readiness.of(need).owner)


def _of_decision(decision: Decision) -> Iterator[Typed]:
    yield _looked_at(ARGUMENT, decision.reason.argument)
    if decision.lighter is not None:
        yield _looked_at(LIGHTER_WHY, decision.lighter.why_not)
    yield _looked_at(PROPORTIONALITY, decision.proportionality)
    yield _looked_at(EXIT, decision.exit_conditions)
    check = decision.best_interests or BestInterests()
    yield from (_looked_at(place, getattr(check, field)) for field, place in BEST_INTERESTS.items())
    yield from (_looked_at(dissent_place(dissent.discipline), dissent.text) for dissent in decision.dissents)


def _of_contest(contest: Contest) -> Iterator[Typed]:
    yield _looked_at(WHAT_IS_WRONG, contest.text)
    if contest.settled is not None:
        yield _looked_at(FOUND, contest.settled.text)


def _of_inspection(inspection: Inspection) -> Iterator[Typed]:
    if inspection.refusal is not None:
        yield _looked_at(REFUSED_WHY, inspection.refusal.ground)


def _of_help(chosen: HelpChosen) -> Iterator[Typed]:
    yield _looked_at(HELP, chosen.title)
    yield _looked_at(HELP_WHY, chosen.reason)
    yield _looked_at(HELP_FOR_LESS, chosen.for_less)
