"""The claims about a framework in words, and why one does not hold."""

from __future__ import annotations

from collections.abc import Sequence

from triage.framework.model import Band, Criterion, Framework, Outcome, Scale
from triage.weighing.advice import PROTECTION, SCOPE, TableLine
from triage.weighing.questions import Question
from triage.weighing.sentences import outcome_name
from triage.wording import Message, _, n_

COMPLETE = _("Elke casus waarvan alles bekend is, krijgt precies één advies.")
NO_ESCALATION = _("Zonder vastgesteld feit blijft het advies bij geen of lichte hulp.")
OVERTAKEN = _("Elke casus waarvoor deze regel geldt, is al bij een eerdere regel geëindigd.")
NEVER_TRUE = _("De voorwaarde van deze regel is nooit waar.")
NO_SUCH_CASE = _("Er bestaat geen casus zonder vastgesteld feit, dus dit zegt niets.")


def row_name(line: TableLine, framework: Framework) -> Message:
    """What a line of the decision table is called, with the outcome it leads to."""
    then = outcome_name(framework, line.then)
    if line.part == PROTECTION:
        return _("beschermingsregel {number} ({then})", number=line.number, then=then)
    if line.part == SCOPE:
        return _("de grens van het kader ({then})", then=then)
    return _("regel {number} ({then})", number=line.number, then=then)


def row_reached(line: TableLine, framework: Framework) -> Message:
    """That some case ends at this line."""
    return _("Er is een casus die eindigt bij {row}.", row=row_name(line, framework))


def outcome_given(outcome: Outcome) -> Message:
    """That some case gets this advice."""
    return _("Er is een casus met het advies “{outcome}”.", outcome=outcome.name)


def band_occurs(scale: Scale, band: Band) -> Message:
    """That some case within the scope has this band."""
    return _("Er is een casus met “{scale}” op het niveau “{band}”.", scale=scale.name, band=band.name)


def criterion_occurs(criterion: Criterion, holds: bool) -> Message:
    """That the criterion is true, or false, of some case within the scope."""
    if holds:
        return _("Er is een casus waarvoor “{criterion}” geldt.", criterion=criterion.name)
    return _("Er is een casus waarvoor “{criterion}” niet geldt.", criterion=criterion.name)


def monotone(question: Question) -> Message:
    """That a heavier answer never gives a lighter advice."""
    if question.tallied:
        return _("Meer feiten geven nooit een lichter advies ({items}).", items=list(question.items))
    return _("Een zwaarder antwoord op “{question}” geeft nooit een lichter advies.", question=question.tables[0].item.name)


def no_weight(question: Question) -> Message:
    """That the answer alone never raises the intensity above light."""
    return _("Het antwoord op “{question}” maakt de inzet nooit zwaarder dan licht.", question=question.tables[0].item.name)


def given_up(question: Question, most: int) -> Message:
    """Why a claim is not proven: too many half-filled cases."""
    return _(
        "Bij meer dan {most} tussenstanden is gestopt, bij vraag {item}. Dit betekent niet dat het onwaar is. Wat helpt: criteria die "
        "vragen van één schaal gebruiken, en punten zonder decimalen.",
        most=most,
        item=question.items[0],
    )


def without_no_fact(questions: Sequence[Question]) -> Message:
    """Why there is no case without an established fact."""
    items = [item for question in questions for item in question.items]
    return n_(
        "Vraag {items} heeft geen antwoord dat zegt dat er geen feit is.",
        "De vragen {items} hebben samen geen antwoord dat zegt dat er geen feit is.",
        len(items),
        items=items,
    )
