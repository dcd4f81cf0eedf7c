"""Choosing help from a plan: free among the lightest that fit, with a reason for anything else, and never beyond what a rule forbids.

What a plan rules out for its weight alone may be chosen one step heavier than the advice, with a reason, what pleads for less, and a
second reader in another role. So no or light help never becomes an intensive programme. Nothing is averaged or overwritten: a choice holds
the option with all that was said of it. Source: reading/rnr.md section 4.4, *What the app must do* 15 to 18.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from triage.casework.empty_reasons import reason_defects, short_reason_defects
from triage.casework.matching import ONE_STEP, Aspect, Considered
from triage.casework.plan import Plan
from triage.casework.situation import weight
from triage.casework.texts import refuse, tidy
from triage.errors import Defect
from triage.weighing.result import Truth
from triage.wording import Message, _

WHY, FOR_LESS, SECOND_READER = _("reden voor deze hulp"), _("wat voor lichtere hulp pleit"), _("tweede lezer van deze hulp")
"""The fields, as the place of a defect names them."""

WHAT_PLEADS_FOR_LESS = _("Wat pleit voor lichtere hulp?")
"""Asked at every choice that is heavier than the advice."""


class ConferenceRole(StrEnum):
    """Who in the conference: a role, never a name."""

    CHAIR = "chair"
    DIRECTOR = "director"
    PARTNER = "partner"

    def message(self) -> Message:
        """The Dutch word."""
        return {
            ConferenceRole.CHAIR: _("voorzitter"),
            ConferenceRole.DIRECTOR: _("procesregisseur"),
            ConferenceRole.PARTNER: _("partner in het casusoverleg"),
        }[self]


@dataclass(frozen=True)
class Choice:
    """Help that was chosen, by whom and when; `reason` may be empty only for one of the lightest proposals.

    `for_less`, what pleads for lighter help, and `second_reader`, another role, are there when it is heavier than the advice.
    """

    option: Considered
    role: ConferenceRole
    on: date
    reason: str = ""
    for_less: str = ""
    second_reader: ConferenceRole | None = None


def needs_reason(plan: Plan, help_id: str) -> bool:
    """Whether choosing this asks for a reason: it is heavier than a proposal, or it was not proposed."""
    return plan.option(help_id) not in plan.lightest


def is_heavier(plan: Plan, help_id: str) -> bool:
    """Whether this is heavier than what is surely advised."""
    return _steps(plan, plan.option(help_id)) > 0


def choose(
    plan: Plan,
    help_id: str,
    role: ConferenceRole,
    on: date,
    *,
    reason: str = "",
    for_less: str = "",
    second_reader: ConferenceRole | None = None,
    confirmed: Container[str] = (),
) -> Choice:
    """Choose a kind of help. Raises InputError with everything that stands in the way, KeyError for help the plan does not know.

    `confirmed` are texts that the guard questions and somebody looked at.
    """
    option = plan.option(help_id)
    place = _("plan van aanpak, “{help}”", help=option.help.title)
    barred = [Defect(place, why, _("Kies andere hulp.")) for why in _barred(plan, option)]
    missing = [Defect(place, *words) for words in _missing(plan, help_id, reason, for_less, second_reader)]
    wrong = [*_text_defects(reason, for_less, confirmed), *_reader_defects(role, second_reader)]
    refuse((*(barred or missing), *wrong))
    return Choice(option, role, on, tidy(reason), tidy(for_less), second_reader)


def _text_defects(reason: str, for_less: str, confirmed: Container[str]) -> Iterator[Defect]:
    """What is wrong with what was written; that something is missing is not said here. What pleads for less may be a single fact."""
    if reason.strip():
        yield from reason_defects(WHY, reason, confirmed=confirmed)
    if for_less.strip():
        yield from short_reason_defects(FOR_LESS, for_less, confirmed=confirmed)


def _reader_defects(role: ConferenceRole, second_reader: ConferenceRole | None) -> Iterator[Defect]:
    if second_reader is role:
        problem = _("De tweede lezer heeft dezelfde rol als wie de hulp kiest.")
        yield Defect(SECOND_READER, problem, _("Laat iemand met een andere rol meelezen."))


def _barred(plan: Plan, option: Considered) -> list[Message]:
    """What no reason can lift: everything that does not fit but a weight of one step more, and anything while protection may go first."""
    found = [check.why for check in option.against if check.aspect is not Aspect.INTENSITY or plan.situation.advised.scope is Truth.FALSE]
    if plan.situation.advised.protection is not Truth.FALSE:
        found.append(_("Bescherming gaat voor, of dat is nog niet uitgezocht."))
    if _steps(plan, option) > ONE_STEP:
        found.append(_("Dit is meer dan één stap zwaarder dan het advies."))
    return found


def _missing(plan: Plan, help_id: str, reason: str, for_less: str, second_reader: ConferenceRole | None) -> list[tuple[Message, Message]]:
    found = []
    if needs_reason(plan, help_id) and not reason.strip():
        found.append((_("Deze keuze is niet een van de lichtste die passen."), _("Schrijf op waarom.")))
    if is_heavier(plan, help_id):
        problem = _("Deze keuze is zwaarder dan het advies.")
        if not for_less.strip():
            found.append((problem, _("Schrijf ook op wat voor lichtere hulp pleit.")))
        if second_reader is None:
            found.append((problem, _("Laat iemand anders meelezen en leg de rol vast.")))
    return found


def _steps(plan: Plan, option: Considered) -> int:
    """How many steps heavier than the lightest advice that is still possible; not above zero when it is not heavier."""
    return weight(option.help.intensity) - weight(plan.situation.advised.lightest)
