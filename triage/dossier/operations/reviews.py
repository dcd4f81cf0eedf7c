"""Looking again at a case, and its leaving (REQ-27). Saying that a case stays prolongs nothing."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from datetime import date

from triage.casework.decision import Decision, latest
from triage.casework.leaving import leaving_defects, review_defects
from triage.casework.notice import Notice
from triage.casework.record import CaseRecord, left_defects
from triage.casework.review import Leaving, LeavingReason, Review, ReviewOutcome
from triage.casework.texts import refuse, tidied
from triage.dossier.actions import Action
from triage.dossier.operations.naming import must, new_id
from triage.dossier.store import Change, Dossier
from triage.wording import _


def review(dossier: Dossier, code: str, outcome: ReviewOutcome | None, reason: str, on: date, *, confirmed: Container[str] = ()) -> Change:
    """Write down what came of looking again at a case on a day. To leave, or to weigh again, is a step of its own.

    Raises InputError with everything that is wrong: also for a case that would stay by a decision that lapsed.
    """
    today = dossier.today()
    new = Review(new_id(dossier.random), code, on, outcome, reason, dossier.actor.role)
    with dossier.writing(Action.REVIEWED, case=code) as writing:
        record = must(writing, CaseRecord, code)
        decision = latest(writing.of_case(Decision, code))
        refuse((*left_defects(record), *review_defects(new, decision, today, confirmed=confirmed)))
        writing.put(tidied(new))
    return writing.change(_("De herziening is vastgelegd."), undo=False)


def leave(dossier: Dossier, code: str, reason: LeavingReason | None, text: str, on: date, *, confirmed: Container[str] = ()) -> Change:
    """Let a case leave. After that it takes notices, views, contests and papers only.

    Raises InputError with everything that is wrong: also while youth or parents were not told.
    """
    today = dossier.today()
    leaving = Leaving(reason, text, on, dossier.actor.role)
    with dossier.writing(Action.CASE_LEFT, case=code) as writing:
        record = must(writing, CaseRecord, code)
        refuse(leaving_defects(leaving, record, writing.of_case(Notice, code), today, confirmed=confirmed))
        writing.put(replace(record, leaving=tidied(leaving)))
    return writing.change(_("De casus is uitgestroomd."), undo=False)
