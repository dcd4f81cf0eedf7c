"""Assessments: begun, judged by a person first, weighed, sealed, and begun again when it is time (REQ-01, REQ-18, REQ-20, REQ-27).

`outcome` and, of what is sealed, `sealed_weighing` are the only functions of the dossier that show a weighing.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterator
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from triage.casework import assessing
from triage.casework.assessing import CARE_ROUTE, OUTCOME, OWN, SEAL, SECOND_LOOK
from triage.casework.assessment import Assessment, AssessmentKind, GivenUpReason, OwnAssessment
from triage.casework.record import AGE, CaseRecord, left_defects, over_defects, under_twelve
from triage.casework.texts import refuse
from triage.documents.reweighing import result_differences, weighed_again
from triage.dossier import schema
from triage.dossier.actions import Action
from triage.dossier.holdings import AnswerGiven
from triage.dossier.operations.as_weighed import Carried, answers_name, carried, held_against, weighed
from triage.dossier.operations.frameworks import opened_in, usable
from triage.dossier.operations.naming import must, new_id
from triage.dossier.store import THIS_DOSSIER, Change, Dossier, Records, Writing
from triage.errors import Defect, InputError
from triage.review import OpenFramework
from triage.weighing.receipt import canonical, case_from, fingerprint, weighing_data
from triage.weighing.result import Weighing
from triage.wording import Message, _

REFERENCE_DATE, KIND = _("peildatum"), _("soort beoordeling")
"""The fields, as the place of a defect names them."""


def start(dossier: Dossier, code: str, sha256: str, kind: AssessmentKind, reference_date: date) -> Change:
    """Begin an assessment of a case by a framework, on a reference date. A second look has its own door (`second_looks.py`).

    Raises InputError for a case that left, a child under twelve, a framework that may not be used, a first assessment when there was one,
    progress when there was none, while another one by the same framework is open, and for whoever has a blind second look of it to give.
    """
    if kind is AssessmentKind.SECOND_LOOK:
        raise ValueError("a second look is begun beside the first")
    return _begin(dossier, Action.ASSESSMENT_STARTED, code, sha256, kind, reference_date)


def reweigh(dossier: Dossier, code: str, sha256: str, reference_date: date) -> Change:
    """Begin to weigh again. Every answer is there as it was given; nothing of the old result is.

    What of the answers holds, and which are outdated by now, is `carried_over`. Raises InputError as `start`.
    """
    return _begin(dossier, Action.REWEIGHED, code, sha256, AssessmentKind.PROGRESS, reference_date)


def correct(dossier: Dossier, assessment: str) -> Change:
    """Begin an assessment that puts a sealed one right: of the same kind, by the same framework and reference date, by whoever asks this.

    The sealed one stays as it is. Raises InputError when it is not sealed, was put right before, or is being put right.
    """
    id_, today, actor = new_id(dossier.random), dossier.today(), dossier.actor
    with dossier.reading() as records:
        first = must(records, Assessment, assessment)
    code, blind = first.case_code, first.kind is AssessmentKind.SECOND_LOOK
    action = Action.SECOND_LOOK_STARTED if blind else Action.ASSESSMENT_STARTED
    with dossier.writing(action, case=code, about=f"assessment/{id_}") as writing:
        old, record = readable(writing, dossier, assessment), must(writing, CaseRecord, code)
        usable(writing, dossier, old.framework_sha256, practice_case=record.practice)
        refuse((*_correction_defects(writing, old, actor.account), *case_defects(record, today), *_open_defects(writing, old)))
        begun = replace(old, id=id_, account=actor.account, role=actor.role, corrects=old.id)
        new = replace(begun, own=None, outcome_seen_at=None, sealed_at=None, result="")
        writing.put(new)
        if blind:
            _copy_answers(writing, old, new)
    return writing.change(_("De verbetering van een beoordeling is begonnen."), undo=not blind)


def carried_over(dossier: Dossier, assessment: str) -> Carried:
    """Which answers of an assessment hold, which are outdated, which are asked again and which are new. That it was read is written down.

    Raises InputError, also for a role that reads no cases.
    """
    code = case_code_of(dossier, assessment)
    dossier.must_have_role(Action.CASE_OPENED, case=code)
    with dossier.reading() as records:
        found = readable(records, dossier, assessment)
        come_over = carried(records, found, opened_in(records, dossier, found.framework_sha256))
    dossier.note(Action.CASE_OPENED, case=code)
    return come_over


def record_own(dossier: Dossier, assessment: str, outcome: str, reason: str, *, confirmed: Container[str] = ()) -> Change:
    """Write down what the assessor thinks, before the outcome shows (REQ-20). `outcome` is an outcome id or `out_of_scope`.

    A second look is answered first: with its own assessment it is no longer blind, and its answers stay as they are. Raises InputError with
    everything that stands in the way.
    """
    own = OwnAssessment(outcome, reason, dossier.now(), dossier.actor.account, dossier.actor.role)
    about, code = f"assessment/{assessment}", case_code_of(dossier, assessment)
    with dossier.writing(Action.OWN_ASSESSMENT, case=code, about=about) as writing:
        found = readable(writing, dossier, assessment)
        look = found.kind is AssessmentKind.SECOND_LOOK
        refuse(_seen_before(writing, found))
        ready = opened_in(writing, dossier, found.framework_sha256)
        writing.put(assessing.record_own(found, own, held_against(writing, found, ready), confirmed=confirmed))
    said = _("Uw eigen inschatting is opgeslagen. De antwoorden van deze tweede blik veranderen niet meer.")
    return writing.change(said if look else _("Uw eigen inschatting is opgeslagen."), undo=False)


def outcome(dossier: Dossier, assessment: str) -> Weighing:
    """The weighing of an assessment, with what can still come of it; of a sealed one as it was sealed.

    Raises InputError while it is closed: before a complete gate, the own assessment, and answers about needs and strengths; under twelve;
    to whoever must stay blind; and to others before the assessor saw it. That it was seen is written down.
    """
    dossier.must_have_role(Action.OUTCOME_SEEN)
    with dossier.reading() as records:
        found = readable(records, dossier, assessment)
    if found.sealed:
        return sealed_weighing(dossier, assessment)
    if found.account != dossier.actor.account:
        refuse(_not_seen(found))
    if dossier.alters and dossier.actor.role.works_on_cases:
        return _look(dossier, found)
    today = dossier.today()
    with dossier.reading() as records:
        ready = opened_in(records, dossier, found.framework_sha256)
        against = held_against(records, found, ready)
    refuse((*_not_seen(found), *assessing.outcome_defects(found, against, today)))
    dossier.note(Action.OUTCOME_SEEN, case=found.case_code, about=f"assessment/{assessment}")
    return weighed(ready, against.case)


def seal(dossier: Dossier, assessment: str) -> Change:
    """Weigh once more and keep case, result and receipt as they are now, for good. Raises InputError with everything in the way."""
    at = dossier.now()
    about, code = f"assessment/{assessment}", case_code_of(dossier, assessment)
    with dossier.writing(Action.SEALED, case=code, about=about) as writing:
        found = readable(writing, dossier, assessment)
        ready = opened_in(writing, dossier, found.framework_sha256)
        against = held_against(writing, found, ready)
        refuse(assessing.seal_defects(found, against, at.date()))
        result = _frozen(weighed(ready, against.case), ready)
        writing.put(assessing.seal(found, against, result, at))
    return writing.change(_("De beoordeling is vastgelegd. Die verandert niet meer."), undo=False)


def give_up(dossier: Dossier, assessment: str, reason: GivenUpReason) -> Change:
    """Give up an assessment that was begun, so that another can be: that its assessor is away must not hold up a case. Of a second look its
    answers go with it. It stays in the list with its reason, and cannot be undone.

    Raises InputError once its outcome was seen, for whoever saw it would judge again, and while a second look at it is open.
    """
    code = case_code_of(dossier, assessment)
    with dossier.writing(Action.ASSESSMENT_GIVEN_UP, case=code, about=reason.value) as writing:
        found = must(writing, Assessment, assessment)
        refuse(_giving_up_defects(writing, found))
        writing.remove(found)
        if found.kind is AssessmentKind.SECOND_LOOK:
            for given in writing.of_case(AnswerGiven, code):
                if given.framework == answers_name(found):
                    writing.remove(given)
    return writing.change(_("De beoordeling is afgebroken: {reason}.", reason=reason), undo=False)


def _giving_up_defects(records: Records, found: Assessment) -> Iterator[Defect]:
    if found.sealed or was_seen(records, found.id):
        yield Defect(SEAL, _("Van deze beoordeling is de uitkomst al bekeken."), _("Leg die vast. Verbeter die daarna als het nodig is."))
    if found.kind is AssessmentKind.SECOND_LOOK and found.own is not None:
        yield Defect(SECOND_LOOK, _("De eigen inschatting is al gegeven."), _("Bekijk de uitkomst en leg de beoordeling vast."))
    if any(one.second_of == found.id for one in records.of_case(Assessment, found.case_code)):
        yield Defect(SECOND_LOOK, _("Er is een tweede blik op deze beoordeling."), _("Breek eerst die af, of maak beide af."))


def sealed_weighing(dossier: Dossier, assessment: str) -> Weighing:
    """The weighing of a sealed assessment, done again from what was frozen and held against it. That it was seen is written down.

    Raises InputError when it is not sealed, when this account must stay blind, and with every difference with what was frozen.
    """
    dossier.must_have_role(Action.OUTCOME_SEEN)
    with dossier.reading() as records:
        found = readable(records, dossier, assessment)
        again = replayed(records, dossier, found)
    dossier.note(Action.OUTCOME_SEEN, case=found.case_code, about=f"assessment/{assessment}")
    return again


def of_case(dossier: Dossier, code: str) -> tuple[Assessment, ...]:
    """The assessments of a case that this account may read now, in the order in which they were begun, without their result.

    Reading them is written down. Raises InputError for a role that reads no cases and for an unknown case.
    """
    dossier.must_have_role(Action.CASE_OPENED, case=code)
    with dossier.reading() as records:
        must(records, CaseRecord, code)
        every = records.of_case(Assessment, code)
    dossier.note(Action.CASE_OPENED, case=code)
    hidden = assessing.hidden_from(dossier.actor.account, every)
    return tuple(replace(one, result="") for one in every if one.id not in hidden)


def readable(records: Records, dossier: Dossier, assessment: str) -> Assessment:
    """An assessment that this account may read. Raises InputError for none, and for one it must stay blind to (REQ-26)."""
    found = must(records, Assessment, assessment)
    if found.id in assessing.hidden_from(dossier.actor.account, records.of_case(Assessment, found.case_code)):
        problem = _("Dit is nog niet voor u: u of een ander geeft een blinde tweede blik.")
        raise InputError.at(SECOND_LOOK, problem, _("Wacht tot beide eigen inschattingen er zijn."))
    return found


def replayed(records: Records, dossier: Dossier, found: Assessment) -> Weighing:
    """The weighing of a sealed assessment, done again; nothing is written down. Raises InputError."""
    if not found.sealed:
        raise InputError.at(SEAL, _("Deze beoordeling is nog niet vastgelegd."), _("Leg die eerst vast."))
    frozen = json.loads(found.result)
    ready = opened_in(records, dossier, found.framework_sha256)
    again = weighed_again(ready, case_from(frozen["data"]), THIS_DOSSIER)
    if isinstance(again, Message):
        raise _differs([again])
    again = ready.outlooks.of(again)
    if found_differences := list(result_differences(frozen["receipt"], frozen["result"], again, ready, THIS_DOSSIER)):
        raise _differs(found_differences)
    return again


def _begin(dossier: Dossier, action: Action, code: str, sha256: str, kind: AssessmentKind, reference_date: date) -> Change:
    id_, today, actor = new_id(dossier.random), dossier.today(), dossier.actor
    with dossier.writing(action, case=code, about=f"assessment/{id_}") as writing:
        record = must(writing, CaseRecord, code)
        framework = usable(writing, dossier, sha256, practice_case=record.practice).framework
        new = Assessment(id_, code, kind, framework.id, framework.version, sha256, reference_date, actor.account, actor.role)
        refuse(
            (
                *case_defects(record, today),
                *_blind_defects(writing, new),
                *_date_defects(new, today),
                *_kind_defects(writing, new),
                *_open_defects(writing, new),
            )
        )
        writing.put(new)
    said = _("Opnieuw wegen is begonnen.") if action is Action.REWEIGHED else _("De beoordeling is begonnen.")
    return writing.change(said, undo=True)


def case_defects(record: CaseRecord, today: date) -> tuple[Defect, ...]:
    """Why no assessment of a case is begun: it left, or the child is surely under twelve. An age that is not known closes the outcome."""
    young = under_twelve(record.age, today)
    care = (Defect(AGE, _("De jongere is, of was kortgeleden, jonger dan twaalf."), CARE_ROUTE),) if young else ()
    return (*left_defects(record), *over_defects(record, today), *care)


def case_code_of(dossier: Dossier, assessment: str) -> str:
    """The code of the case of an assessment. Raises InputError when there is none."""
    with dossier.reading() as records:
        return must(records, Assessment, assessment).case_code


def _frozen(weighing: Weighing, ready: OpenFramework) -> str:
    """Case, result and receipt as they are kept at sealing."""
    return canonical(weighing_data(weighing, ready.sha256)).decode()


def _look(dossier: Dossier, found: Assessment) -> Weighing:
    """Somebody who works on the case sees the outcome as it is now. From the first time the own assessment stays as it is."""
    at = dossier.now()
    with dossier.writing(Action.OUTCOME_SEEN, case=found.case_code, about=f"assessment/{found.id}") as writing:
        ready = opened_in(writing, dossier, found.framework_sha256)
        against = held_against(writing, found, ready)
        shown = weighed(ready, against.case)
        writing.put(assessing.see_outcome(found, against, fingerprint(_frozen(shown, ready).encode()), at))
        return shown


def _not_seen(found: Assessment) -> tuple[Defect, ...]:
    if found.outcome_seen_at is not None:
        return ()
    return (Defect(OUTCOME, _("Wie beoordeelt, heeft de uitkomst nog niet bekeken."), _("Wacht tot dat is gebeurd.")),)


def was_seen(records: Records, assessment: str) -> bool:
    """Whether anybody saw an outcome of this assessment, also by an earlier version of the framework."""
    entry = schema.ENTRY.c
    seen = select(entry.number).where(entry.action == Action.OUTCOME_SEEN.value, entry.object == f"assessment/{assessment}")
    return records.connection.execute(seen).first() is not None


def _seen_before(records: Records, found: Assessment) -> tuple[Defect, ...]:
    """An own assessment stays once an outcome was seen, also when the draft then moved to another version."""
    if found.own is None or found.outcome_seen_at is not None or not was_seen(records, found.id):
        return ()
    problem = _("De uitkomst is al getoond. De eigen inschatting verandert niet meer.")
    return (Defect(OWN, problem, _("Schrijf wat u nu denkt bij het besluit.")),)


def _blind_defects(records: Records, new: Assessment) -> tuple[Defect, ...]:
    """Whoever looks blind at a case begins nothing else in it: that would show the answers of others."""
    if not assessing.is_blind(new.account, new.case_code, records.of_case(Assessment, new.case_code)):
        return ()
    return (Defect(SECOND_LOOK, _("U geeft een blinde tweede blik op deze casus."), _("Geef eerst uw eigen inschatting.")),)


def _date_defects(new: Assessment, today: date) -> tuple[Defect, ...]:
    if new.reference_date <= today:
        return ()
    return (Defect(REFERENCE_DATE, _("De datum ligt in de toekomst."), _("Verbeter de datum.")),)


def _kind_defects(records: Records, new: Assessment) -> tuple[Defect, ...]:
    """A first assessment is the first by its framework; progress comes after one that was sealed."""
    earlier = any(one.sealed and one.kind is not AssessmentKind.SECOND_LOOK for one in _beside(records, new))
    if new.kind is AssessmentKind.FIRST and earlier:
        return (Defect(KIND, _("Met dit kader is al een nulmeting gedaan."), _("Kies voortgang.")),)
    if new.kind is AssessmentKind.PROGRESS and not earlier:
        return (Defect(KIND, _("Met dit kader is nog geen nulmeting vastgelegd."), _("Begin met de nulmeting.")),)
    return ()


def _open_defects(records: Records, new: Assessment) -> tuple[Defect, ...]:
    """Why not yet: another one with the same answers is open."""
    if new.kind is AssessmentKind.SECOND_LOOK:
        return ()
    if not any(not one.sealed and one.kind is not AssessmentKind.SECOND_LOOK for one in _beside(records, new)):
        return ()
    return (Defect(KIND, _("Er loopt al een beoordeling van deze casus met dit kader."), _("Ga daarmee verder, of leg die vast.")),)


def _beside(records: Records, new: Assessment) -> tuple[Assessment, ...]:
    """The assessments of the same case by any version of the same framework."""
    return tuple(one for one in records.of_case(Assessment, new.case_code) if one.framework_id == new.framework_id)


def _correction_defects(records: Records, old: Assessment, account: str) -> tuple[Defect, ...]:
    found: list[tuple[Message, Message]] = []
    if not old.sealed:
        found.append((_("Deze beoordeling is nog niet vastgelegd."), _("Verbeter die zelf.")))
    if any(one.corrects == old.id for one in records.of_case(Assessment, old.case_code)):
        found.append((_("Deze beoordeling is of wordt al verbeterd."), _("Ga verder met de nieuwe.")))
    if old.kind is AssessmentKind.SECOND_LOOK and old.account != account:
        found.append((_("Een blinde tweede blik verbetert alleen wie hem gaf."), _("Laat de ander dit doen.")))
    return tuple(Defect(SEAL, *words) for words in found)


def _copy_answers(writing: Writing, old: Assessment, new: Assessment) -> None:
    """The answers of a second look are its own: its correction begins with the same ones."""
    names = answers_name(old), answers_name(new)
    for given in writing.of_case(AnswerGiven, old.case_code):
        if given.framework == names[0]:
            writing.put(replace(given, framework=names[1]))


def _differs(problems: list[Message]) -> InputError:
    mend = _("Deze beoordeling kan zo niet worden gebruikt. Laat het dossier nakijken met 'dossier check'.")
    return InputError(Defect(SEAL, problem, mend) for problem in problems)
