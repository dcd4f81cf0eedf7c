"""What follows from the answers: criteria, the advice table line by line, the list with limited places, goals and how help fits."""

from __future__ import annotations

from collections.abc import Iterator

from triage.documents.booklet.edition import Edition, Entry
from triage.documents.booklet.items import cited
from triage.documents.booklet.markdown import heading, labelled, listed, paragraph, table
from triage.documents.sheet.advised import IN_TURN, READ_DOWN, SAME_NUMBER, SURE_PLACE, around_the_line, keeps_its_place, key_words
from triage.documents.sheet.subject import NOT_FILLED_IN
from triage.framework.model import Advice, LimitedPlaces, Need, Outcome
from triage.weighing.sentences import leading_to, outcome_name
from triage.wording import Message, _

KINDS = {"help": _("hulp"), "list": _("plaats op een lijst"), "route": _("welke tafel de casus bespreekt"), "protection": _("bescherming")}
INTENSITIES = {"none": _("geen"), "light": _("licht"), "medium": _("middel"), "intensive": _("intensief")}
PROOFS = {
    "monotone": _("een zwaarder antwoord maakt het advies nooit lichter"),
    "escalation": _("zonder feit nooit meer dan lichte hulp"),
}
"""What the program proves of every case, as a reader would say it."""

TEST_ONLY = _("Dit testkader geeft geen advies.")
ALWAYS = _("“{outcome}”, in alle andere gevallen")
OPEN_KEYS = _(
    "Staan punten of een niveau nog open? Neem voor de beste plaats van een casus haar gunstigste uitkomst en van alle andere de minst "
    "gunstige. Voor de slechtste plaats is het andersom."
)
WHEN = _("“{outcome}”, als {condition}")


def criteria(edition: Edition) -> Iterator[str]:
    """Each named statement as a list of its parts."""
    if not edition.framework.criteria:
        yield paragraph(edition.say(_("Dit kader heeft geen criteria.")))
    for criterion in edition.framework.criteria:
        yield heading(edition.say(_("Criterium: {name}", name=criterion.name)), 3)
        yield listed(edition.conditional(_("Voldaan als {condition}"), criterion.when))
        if criterion.evidence:
            yield labelled(edition.say(_("Bewijs")), edition.say(_("Waar dit criterium op rust:")))
            yield listed(cited(edition, criterion.evidence))


def advice(edition: Edition) -> Iterator[str]:
    """The outcomes with their texts, then the lines in the order in which they are walked."""
    table_of_advice, said = edition.framework.advice, edition.say
    if table_of_advice is None:
        yield paragraph(said(TEST_ONLY))
        return
    yield from _outcomes(edition, table_of_advice)
    yield heading(said(_("Bescherming gaat voor")), 3)
    if table_of_advice.protection:
        lines = [edition.conditional(_when(edition, line.then), line.when) for line in table_of_advice.protection]
        yield listed([entry for line in lines for entry in line], numbered=True)
    else:
        yield paragraph(said(_("Dit kader heeft geen regels voor bescherming.")))
    yield heading(said(_("Regels")), 3)
    yield paragraph(said(READ_DOWN))
    yield listed(_rules(edition, table_of_advice), numbered=True)
    yield from _exceptions(edition, table_of_advice)


def _when(edition: Edition, then: str) -> Message:
    return Message(WHEN.template, {"outcome": outcome_name(edition.framework, then)})


def _outcomes(edition: Edition, advice: Advice) -> Iterator[str]:
    said = edition.say
    yield heading(said(_("Adviezen die kunnen volgen")), 3)
    rows = [edition.row(outcome.name, *_weight(outcome), outcome.text) for outcome in advice.outcomes]
    yield table(edition.row(_("Advies"), _("Soort"), _("Zwaarte"), _("Wat het betekent")), rows)


def _weight(outcome: Outcome) -> tuple[Message, Message | None]:
    return KINDS[outcome.kind], None if outcome.intensity is None else INTENSITIES[outcome.intensity]


def _rules(edition: Edition, advice: Advice) -> Iterator[Entry]:
    for line in advice.rules:
        if line.when is None:
            yield 0, edition.say(Message(ALWAYS.template, {"outcome": outcome_name(edition.framework, line.then)}))
        else:
            yield from edition.conditional(_when(edition, line.then), line.when)


def _exceptions(edition: Edition, advice: Advice) -> Iterator[str]:
    """Lines about which a proof does not hold, with the reason."""
    if not advice.exceptions:
        return
    numbers = {line.id: number for number, line in enumerate(advice.rules, 1) if line.id is not None}
    yield labelled(edition.say(_("Uitzonderingen")), edition.say(_("Voor deze regels geldt een bewijs niet:")))
    yield listed(
        edition.entries(
            _("regel {number}, “{proof}”: {why}", number=str(numbers[part.rule]), proof=PROOFS[part.proof], why=part.why)
            for part in advice.exceptions
        )
    )


def places(edition: Edition) -> Iterator[str]:
    """The rules of a list with limited places."""
    rule = edition.framework.places
    if rule is None:
        yield paragraph(edition.say(_("Dit kader maakt geen lijst met beperkte plaatsen.")))
        return
    named = [_("“{outcome}”", outcome=outcome_name(edition.framework, outcome)) for outcome in rule.eligible]
    yield listed(
        edition.entries(
            (
                _("Aantal plaatsen: {places}.", places=rule.places),
                _("Wie meedoet: wie als advies {outcomes} heeft of nog kan krijgen.", outcomes=named),
                _("Bij gelijke stand: {words}", words=rule.at_equal or _("Wie gelijk eindigt, deelt de plaats.")),
                SAME_NUMBER,
                SURE_PLACE,
                OPEN_KEYS,
                keeps_its_place(rule),
            )
        )
    )
    if rule.order:
        yield labelled(edition.say(_("Volgorde")), edition.say(IN_TURN))
        yield listed(edition.entries(key_words(edition.framework, key) for key in rule.order), numbered=True)
    else:
        yield labelled(edition.say(_("Volgorde")), edition.say(_("Er is geen volgorde; iedereen eindigt gelijk.")))
    yield from _after(edition, rule)


def _after(edition: Edition, rule: LimitedPlaces) -> Iterator[str]:
    """What holds near the last place, and when somebody leaves or is looked at again."""
    said = edition.say
    if rule.margin is not None:
        yield labelled(said(_("Rond de grens")), said(around_the_line(rule.margin)))
    if rule.review_months is not None:
        yield labelled(said(_("Opnieuw bekijken")), said(_("Elke {months} maanden.", months=rule.review_months)))
    if rule.review_text is not None:
        yield labelled(said(_("Bij het opnieuw bekijken")), said(rule.review_text))
    if rule.leave_when is not None:
        yield labelled(said(_("Uitstroom")), said(_("Wanneer iemand de lijst verlaat:")))
        yield listed(edition.conditional(_("Een toets telt als uitstroom als {condition}"), rule.leave_when))


def goals(edition: Edition) -> Iterator[str]:
    """Which answers make a goal, and which say how help is given."""
    framework, said = edition.framework, edition.say
    yield heading(said(_("Doelen")), 3)
    if framework.needs:
        yield table(edition.row(_("Nr."), _("Antwoord"), _("Doel"), _("Leefgebied")), [_goal(edition, need) for need in framework.needs])
    else:
        yield paragraph(said(NOT_FILLED_IN))
    yield heading(said(_("Zo sluit de hulp aan")), 3)
    yield paragraph(said(_("Dit zegt hoe hulp wordt gegeven. Het zegt nooit of iemand hulp krijgt, en nooit hoeveel.")))
    if framework.responsivity:
        rows = [
            edition.row(edition.number(line.item), leading_to(framework.item_by_id[line.item], line), line.advice)
            for line in framework.responsivity
        ]
        yield table(edition.row(_("Nr."), _("Antwoord"), _("Aanwijzing")), rows)
    else:
        yield paragraph(said(NOT_FILLED_IN))


def _goal(edition: Edition, need: Need) -> tuple[str, ...]:
    item = edition.framework.item_by_id[need.item]
    domain = edition.framework.domain_by_id.get(need.domain or item.domain or "")
    return edition.row(edition.number(need.item), leading_to(item, need), need.goal, domain.name if domain else None)
