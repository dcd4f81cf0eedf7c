"""Parts 9, 10 and 12: whether it is in proportion, whether something lighter is enough, and what is best for the child."""

from __future__ import annotations

from collections.abc import Iterator

from triage.casework.decision import BestInterests
from triage.casework.ladder import ladder, next_lighter
from triage.casework.record import is_minor
from triage.casework.roles import Involved
from triage.casework.views import PARENTS_NOT_NEEDED, View, needed
from triage.documents.blocks import Block, Cell, Heading, Paragraph, Text
from triage.documents.casework import Casework
from triage.documents.sheet.people import facts, nothing, outcomes, written
from triage.documents.sheet.subject import NOT_FILLED_IN, Subject
from triage.documents.typeface import SMALL
from triage.framework.vocabulary import OUT_OF_SCOPE
from triage.wording import Message, _


def proportionality(subject: Subject, casework: Casework) -> Iterator[Block]:
    """Why what was decided is in proportion, as the conference wrote it."""
    decision = casework.decision
    if decision is None or not decision.proportionality.strip():
        yield nothing(subject)
    else:
        yield Paragraph(Text(decision.proportionality.strip()))


def subsidiarity(subject: Subject, casework: Casework) -> Iterator[Block]:
    """Which lighter step was considered, and why it is not enough (REQ-19)."""
    decision = casework.decision
    if decision is None:
        yield nothing(subject)
        return
    if decision.lighter is not None:
        yield facts(
            subject,
            (_("Lichtere stap die is bekeken"), subject.cell(*outcomes(subject, [decision.lighter.option]))),
            (_("Waarom die niet genoeg is"), written(subject, decision.lighter.why_not)),
        )
    elif decision.chosen == OUT_OF_SCOPE or next_lighter(subject.framework, decision.chosen) is None:
        yield Paragraph(Text(subject.say(_("Dit kader heeft geen lichtere stap dan dit besluit."))))
    else:
        yield nothing(subject)
    steps = outcomes(subject, (outcome.id for outcome in ladder(subject.framework)))
    if steps:
        yield Paragraph(Text(subject.say(_("De stappen van dit kader, van licht naar zwaar: {steps}.", steps=steps)), SMALL, lasting=True))


def best_interests(subject: Subject, casework: Casework) -> Iterator[Block]:
    """The best-interests check, and what the youth and the parents say themselves (REQ-18, REQ-31)."""
    decision = casework.decision
    day = subject.printed if decision is None else decision.decided_on
    minor, found = is_minor(casework.record.age, day), decision and decision.best_interests
    yield Paragraph(Text(subject.say(MINOR if minor else ADULT), lasting=True))
    if minor or found is not None:
        yield _check(subject, found or BestInterests())
    yield Heading(subject.say(_("Wat de jongere en de ouders zelf zeggen")), 3)
    asked = needed(casework.record.age, day)
    yield facts(subject, *(_view(subject, of, casework.views, asked) for of in Involved))


MINOR = _("De jongere is minderjarig, of het is niet zeker dat de jongere 18 jaar is. De kindtoets is verplicht.")
ADULT = _("De jongere is 18 jaar of ouder. De kindtoets is dan niet verplicht.")


def _check(subject: Subject, found: BestInterests) -> Block:
    return facts(
        subject,
        (_("Belang van het kind"), written(subject, found.interest)),
        (_("Hoe de mening van het kind meetelt"), written(subject, found.view)),
        (_("De minst ingrijpende keuze"), written(subject, found.least_intrusive)),
        (_("Privacy"), written(subject, found.privacy)),
    )


def _view(subject: Subject, of: Involved, views: tuple[View, ...], asked: tuple[Involved, ...]) -> tuple[Message, Cell]:
    """In their own words, or why they are not there."""
    texts: list[Text] = []
    for view in views:
        if view.of is not of:
            continue
        if view.text.strip():
            texts += subject.cell(_("“{words}”", words=view.text.strip()))
        if view.absent_because.strip():
            texts += subject.cell(_("Geen mening opgeschreven. Reden: {why}", why=view.absent_because.strip()))
        texts += subject.cell(_("opgeschreven op {day}", day=view.on), style=SMALL)
    if not texts:
        texts += subject.cell(NOT_FILLED_IN if of in asked else PARENTS_NOT_NEEDED)
    return VIEW_OF[of], tuple(texts)


VIEW_OF = {Involved.YOUTH: _("De jongere"), Involved.PARENTS: _("De ouders")}
