"""Ids of records, and finding a record that must be there."""

from __future__ import annotations

from random import Random
from typing import TypeVar

from triage.casework.assessment import Assessment
from triage.casework.conference import Conference
from triage.casework.contest import Contest
from triage.casework.decision import Decision
from triage.casework.record import CaseRecord
from triage.casework.suspension import Suspension
from triage.casework.task import Task
from triage.dossier.holdings import AnswerGiven, ChosenHelp, FactsKnown, FrozenFramework
from triage.dossier.store import THIS_DOSSIER, Records
from triage.errors import InputError
from triage.wording import Message, _

T = TypeVar("T")

NOT_THERE: dict[type, Message] = {
    CaseRecord: _("Deze casus bestaat niet."),
    AnswerGiven: _("Dit antwoord is er niet."),
    FactsKnown: _("Van deze casus is nog geen lijst met feiten."),
    Contest: _("Deze betwisting bestaat niet."),
    Assessment: _("Deze beoordeling bestaat niet."),
    Decision: _("Dit besluit bestaat niet."),
    Conference: _("Dit overleg bestaat niet."),
    FrozenFramework: _("Dit kader staat niet in het dossier."),
    Suspension: _("Dit staat niet buiten gebruik."),
    Task: _("Deze afspraak bestaat niet."),
    ChosenHelp: _("Deze hulp is niet gekozen."),
}


def new_id(random: Random) -> str:
    """The id of a new record: 16 hexadecimal digits."""
    return random.randbytes(8).hex()


def must(records: Records, of: type[T], id_: str) -> T:
    """The record with this id. Raises InputError when there is none; what was asked for is never repeated."""
    found = records.get(of, id_)
    if found is None:
        raise InputError.at(THIS_DOSSIER, NOT_THERE[of], _("Kies een andere uit de lijst."))
    return found
