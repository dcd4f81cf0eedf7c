"""The blind second look: another assessor scores the same case with answers of its own, and then both see where they differ (REQ-26)."""

from __future__ import annotations

from collections.abc import Callable

from triage.casework import second_look as rules
from triage.casework.assessing import SECOND_LOOK, gate_defects_of, second_look_defects
from triage.casework.assessment import Assessment, AssessmentKind
from triage.casework.record import CaseRecord
from triage.casework.second_look import Differences, Rated
from triage.casework.texts import refuse
from triage.dossier.actions import Action
from triage.dossier.operations import knowing
from triage.dossier.operations.assessments import case_code_of, case_defects, readable, replayed
from triage.dossier.operations.frameworks import opened_in, usable
from triage.dossier.operations.naming import must, new_id
from triage.dossier.store import Change, Dossier, Records
from triage.errors import Defect
from triage.wording import Message, _


def second_look(dossier: Dossier, assessment: str) -> Change:
    """Begin a second look at a case that was referred and gated, by another account, with the same framework and reference date.

    Until both own assessments are there neither sees anything of the other. Raises InputError with everything that stands in the way, also
    when this account knows an answer, an outcome or a judgement of the case (`knowing.py`). It lasts: undone it would open what it must not
    see.
    """
    id_, today, actor = new_id(dossier.random), dossier.today(), dossier.actor
    code = case_code_of(dossier, assessment)
    with dossier.writing(Action.SECOND_LOOK_STARTED, case=code, about=f"assessment/{id_}") as writing:
        first, record = must(writing, Assessment, assessment), must(writing, CaseRecord, code)
        ready = usable(writing, dossier, first.framework_sha256, practice_case=record.practice)
        new = Assessment(
            *(id_, code, AssessmentKind.SECOND_LOOK, ready.framework.id, ready.framework.version, ready.sha256),
            *(first.reference_date, actor.account, actor.role),
            second_of=first.id,
        )
        refuse(
            (
                *case_defects(record, today),
                *gate_defects_of(record, today),
                *second_look_defects(new, first),
                *_not_blind(writing, actor.account, first),
            )
        )
        writing.put(new)
    return writing.change(_("De blinde tweede blik is begonnen."), undo=False)


def open_to(dossier: Dossier, code: str) -> tuple[str, ...]:
    """The ids of the assessments of a case at which this account may begin a second look, in the order in which they were begun.

    Nothing else of them is told, so that whoever asks stays blind. Raises InputError for a role that does no casework.
    """
    dossier.must_have_role(Action.SECOND_LOOK_STARTED, case=code)
    account = dossier.actor.account
    with dossier.reading() as records:
        must(records, CaseRecord, code)
        others = (one for one in records.of_case(Assessment, code) if one.account != account and one.kind is not AssessmentKind.SECOND_LOOK)
        return tuple(one.id for one in others if not _not_blind(records, account, one))


def differences(dossier: Dossier, first: str, second: str) -> Differences:
    """Where two assessors who scored one case blind agree and differ. Both assessments are sealed. That it was seen is written down.

    Raises InputError otherwise, and when the two do not belong together.
    """
    dossier.must_have_role(Action.OUTCOME_SEEN)
    with dossier.reading() as records:
        one, other = _rated(records, dossier, first), _rated(records, dossier, second)
        framework = opened_in(records, dossier, one.assessment.framework_sha256).framework
    found = rules.differences(one, other, framework)
    for rated in (one, other):
        dossier.note(Action.OUTCOME_SEEN, case=rated.assessment.case_code, about=f"assessment/{rated.assessment.id}")
    return found


def _rated(records: Records, dossier: Dossier, assessment: str) -> Rated:
    found = readable(records, dossier, assessment)
    weighing = replayed(records, dossier, found)
    return Rated(found, weighing.case, weighing.possible)


def _not_blind(records: Records, account: str, first: Assessment) -> tuple[Defect, ...]:
    """Whoever knows an answer, an outcome or a judgement of this case, or looks at it a second time already, cannot look blind."""
    code = first.case_code
    if any(one.second_of == first.id and one.corrects is None for one in records.of_case(Assessment, code)):
        return (Defect(SECOND_LOOK, _("Er is al een tweede blik op deze beoordeling."), _("Kies een andere casus.")),)
    problem = next((said for knows, said in _KNOWING if knows(records, account, code)), None)
    return () if problem is None else (Defect(SECOND_LOOK, problem, _("Laat iemand anders de tweede blik geven.")),)


_KNOWING: tuple[tuple[Callable[[Records, str, str], bool], Message], ...] = (
    (knowing.saw_outcome, _("U zag al een uitkomst van deze casus. Dan is uw blik niet blind.")),
    (knowing.worked_on, _("U gaf in deze casus al een antwoord of oordeel. Dan is uw blik niet blind.")),
    (knowing.read_since, _("U bekeek deze casus toen er al een antwoord of oordeel in stond. Dan is uw blik niet blind.")),
    (
        knowing.looked_through_since,
        _("U zocht op woorden of maakte een tabel toen er al over deze casus was geoordeeld of geantwoord. Dan is uw blik niet blind."),
    ),
)
"""What keeps an account from looking blind, and how that is said; the first that is so."""
