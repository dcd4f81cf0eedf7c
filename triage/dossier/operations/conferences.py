"""Conferences: planned, held, finished and then frozen (REQ-23).

What was said of a case is a record of that case (`Minutes`), so that it goes with the case; the conference itself holds only who was there
and the codes on its agenda.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from datetime import date

from triage.casework import conference_rules as rules
from triage.casework.assessing import is_blind
from triage.casework.assessment import Assessment
from triage.casework.conference import AgendaItem, Attendance, Conference
from triage.casework.conference_rules import AGENDA, PRESENT, case_place
from triage.casework.decision import Decision
from triage.casework.record import CaseRecord
from triage.casework.texts import MINUTES, refuse, text_defects, tidy
from triage.dossier.actions import Action
from triage.dossier.holdings import Minutes
from triage.dossier.operations.naming import must, new_id
from triage.dossier.store import Change, Dossier, Records
from triage.errors import Defect
from triage.wording import Message, _


def plan(dossier: Dossier, on: date) -> Change:
    """A new conference on a day."""
    conference = Conference(new_id(dossier.random), on)
    with dossier.writing(Action.CONFERENCE_CHANGED) as writing:
        writing.put(conference)
    return writing.change(_("Overleg gepland op {day}.", day=on), undo=True)


def set_agenda(dossier: Dossier, conference: str, codes: Sequence[str]) -> Change:
    """Which cases are discussed, in which order. Raises InputError for a case that is not there, left, or stands there twice; and when one
    with minutes is taken off, or the conference was finished.
    """
    with dossier.writing(Action.CONFERENCE_CHANGED) as writing:
        old = must(writing, Conference, conference)
        refuse((*_code_defects(writing, old, codes), *_taken_off(writing, old, codes)))
        writing.put(rules.change(old, replace(old, agenda=tuple(AgendaItem(code) for code in codes))))
    return writing.change(_("De agenda is gewijzigd."), undo=True)


def set_attendance(dossier: Dossier, conference: str, attendance: Sequence[Attendance]) -> Change:
    """Who is there, by role or discipline. Raises InputError when somebody stands there twice, when somebody is missing who was there at a
    decision of this conference, and when it was finished.
    """
    with dossier.writing(Action.CONFERENCE_CHANGED) as writing:
        old = must(writing, Conference, conference)
        new = rules.change(old, replace(old, attendance=tuple(attendance)))
        refuse(_missing_defects(writing, new))
        writing.put(new)
    return writing.change(_("De aanwezigen zijn gewijzigd."), undo=True)


def write_minutes(
    dossier: Dossier, conference: str, code: str, text: str, *, discussed: bool = True, confirmed: Container[str] = ()
) -> Change:
    """What was said of a case. Raises InputError for a text that may not be kept, a case that is not on the agenda, and when the conference
    was finished.
    """
    with dossier.writing(Action.CONFERENCE_CHANGED, case=code) as writing:
        old = must(writing, Conference, conference)
        refuse((*rules.frozen_defects(old), *_not_on_agenda(old, code)))
        refuse(text_defects(case_place(code), text, most=MINUTES, confirmed=confirmed))
        minutes = writing.get(Minutes, f"{conference}/{code}") or Minutes(conference, code)
        writing.put(replace(minutes, discussed=discussed, text=tidy(text)))
    return writing.change(_("Het verslag is gewijzigd."), undo=True)


def with_minutes(dossier: Dossier, conference: str) -> Conference:
    """A conference with what was said of each case that is still there, without those this account looks at blind (REQ-26).

    That those cases were read is written down. Raises InputError, also for a role that reads no cases.
    """
    dossier.must_have_role(Action.CASE_OPENED)
    with dossier.reading() as records:
        found = must(records, Conference, conference)
        blind = _blind(records, dossier.actor.account, found)
        items = (AgendaItem(one.case_code) if one.case_code in blind else one for one in _whole(records, found).agenda)
        shown = replace(found, agenda=tuple(items))
    for item in shown.agenda:
        if item != AgendaItem(item.case_code):
            dossier.note(Action.CASE_OPENED, case=item.case_code)
    return shown


def still_open(dossier: Dossier, conference: str) -> tuple[Defect, ...]:
    """What is still open, to be said before it is finished; it bars nothing. Of a case that this account looks at blind nothing is said.

    Raises InputError, also for a role that reads no cases.
    """
    dossier.must_have_role(Action.CASE_OPENED)
    with dossier.reading() as records:
        found = must(records, Conference, conference)
        blind = _blind(records, dossier.actor.account, found)
        whole = _whole(records, found)
    return rules.still_open(replace(whole, agenda=tuple(item for item in whole.agenda if item.case_code not in blind)))


def finish(dossier: Dossier, conference: str) -> Change:
    """Finish a conference, open points or not; nothing in it changes any more.

    Raises InputError before its day, the second time, and when somebody is missing who was there at one of its decisions.
    """
    at = dossier.now()
    with dossier.writing(Action.CONFERENCE_FINISHED) as writing:
        old = must(writing, Conference, conference)
        whole = _whole(writing, old)
        refuse(_missing_defects(writing, old))
        finished = rules.finish(whole, at, confirmed=tuple(item.minutes for item in whole.agenda))
        writing.put(replace(finished, agenda=old.agenda))
        left = rules.still_open(whole)
    said = _("Het overleg is afgerond. Open punten: {count}.", count=len(left)) if left else _("Het overleg is afgerond.")
    return writing.change(said, undo=False)


def correct_conference(dossier: Dossier, conference: str) -> Change:
    """A new report of a finished conference, with all that stood in it, to put it right. The old one stays. Raises InputError."""
    id_ = new_id(dossier.random)
    with dossier.writing(Action.CONFERENCE_CHANGED, about=f"conference/{id_}") as writing:
        old = must(writing, Conference, conference)
        refuse(_correction_defects(writing, old))
        writing.put(replace(old, id=id_, finished_at=None, corrects=old.id))
        for item in old.agenda:
            if (minutes := writing.get(Minutes, f"{old.id}/{item.case_code}")) is not None:
                writing.put(replace(minutes, conference=id_))
    return writing.change(_("De verbetering van een verslag is begonnen."), undo=True)


def _blind(records: Records, account: str, conference: Conference) -> frozenset[str]:
    """The cases on the agenda that this account looks at blind."""
    codes = (item.case_code for item in conference.agenda)
    return frozenset(code for code in codes if is_blind(account, code, records.of_case(Assessment, code)))


def _whole(records: Records, conference: Conference) -> Conference:
    return replace(conference, agenda=tuple(_item(records, conference.id, item.case_code) for item in conference.agenda))


def _item(records: Records, conference: str, code: str) -> AgendaItem:
    minutes = records.get(Minutes, f"{conference}/{code}")
    return AgendaItem(code) if minutes is None else AgendaItem(code, minutes.discussed, minutes.text, minutes.decision)


def _code_defects(records: Records, old: Conference, codes: Sequence[str]) -> list[Defect]:
    """What is wrong with the cases that come on the agenda now."""
    found = []
    before = {item.case_code for item in old.agenda}
    for code in codes:
        record = records.get(CaseRecord, code)
        if record is None:
            found.append(Defect(AGENDA, _("Een casus op de agenda bestaat niet."), _("Kies casussen uit de lijst.")))
        elif record.leaving is not None and code not in before:
            found.append(Defect(case_place(code), _("Deze casus is uitgestroomd."), _("Haal hem van de agenda.")))
    return found


def _taken_off(records: Records, old: Conference, codes: Sequence[str]) -> list[Defect]:
    """The cases that may not go off the agenda: with minutes, or with a decision of this conference."""
    found = []
    for code in (item.case_code for item in old.agenda if item.case_code not in codes):
        item = _item(records, old.id, code)
        if item.decision is not None:
            problem = _("Bij deze casus hoort een besluit van dit overleg.")
            found.append(Defect(case_place(code), problem, _("Laat de casus op de agenda staan.")))
        elif item != AgendaItem(code):
            problem = _("Van deze casus is al een verslag.")
            found.append(Defect(case_place(code), problem, _("Laat de casus op de agenda staan, of maak het verslag eerst leeg.")))
    return found


def _missing_defects(records: Records, conference: Conference) -> tuple[Defect, ...]:
    """That somebody is not there who was, by a decision of this conference that was not put right."""
    put_right = {decision.corrects for decision in records.every(Decision)}
    hold = [decision for decision in records.where(Decision, "conference", conference.id) if decision.id not in put_right]
    named = {discipline for decision in hold for discipline in decision.attendance}
    if named <= set(rules.disciplines(conference)) and (rules.has_chair(conference) or not any(one.chair_present for one in hold)):
        return ()
    problem = _("Wie bij een besluit van dit overleg aanwezig was, staat er niet meer.")
    return (Defect(PRESENT, problem, _("Laat bij de aanwezigen staan wie het besluit noemt.")),)


def _not_on_agenda(conference: Conference, code: str) -> tuple[Defect, ...]:
    if code in {item.case_code for item in conference.agenda}:
        return ()
    return (Defect(AGENDA, _("Deze casus staat niet op de agenda."), _("Zet hem eerst op de agenda.")),)


def _correction_defects(records: Records, old: Conference) -> tuple[Defect, ...]:
    found: list[tuple[Message, Message]] = []
    if not old.finished:
        found.append((_("Dit overleg is nog niet afgerond."), _("Verbeter het zelf.")))
    if any(one.corrects == old.id for one in records.every(Conference)):
        found.append((_("Dit verslag is of wordt al verbeterd."), _("Ga verder met het nieuwe.")))
    return tuple(Defect(AGENDA, *words) for words in found)
