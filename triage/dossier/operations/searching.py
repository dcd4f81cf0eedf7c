"""Finding cases by words that were typed in them. That somebody searched is written down, and whether for a code alone; never for what
(REQ-47).
"""

from __future__ import annotations

from triage.cases.codes import is_code
from triage.casework.assessing import hidden_from, is_blind
from triage.casework.assessment import Assessment
from triage.dossier import search
from triage.dossier.actions import Action
from triage.dossier.store import Dossier, Records


def find(dossier: Dossier, words: str) -> tuple[str, ...]:
    """The codes of the cases in which every word occurs, at most `search.MOST_FOUND`. Raises InputError for a role that reads no cases.

    A case with something that this account must stay blind to is found by its code alone: any other word would tell what stands there.
    """
    dossier.must_have_role(Action.SEARCHED)
    with dossier.reading() as records:
        found = search.found(records.connection, words)
        codes = tuple(code for code in found if search.only_of(code, words) or not _hides(records, dossier.actor.account, code))
    dossier.note(Action.SEARCHED, about=search.BY_CODE if is_code(words.strip().upper()) else "")
    return codes


def _hides(records: Records, account: str, code: str) -> bool:
    assessments = records.of_case(Assessment, code)
    return is_blind(account, code, assessments) or bool(hidden_from(account, assessments))
