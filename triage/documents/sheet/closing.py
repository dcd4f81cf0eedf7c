"""Parts 7 to 15: what people decide and owe the youth (filled in a dossier only), equal treatment, and the check of the sheet itself."""

from __future__ import annotations

from collections.abc import Iterator

from triage.documents.blocks import Beside, Block, Cell, Facts, Heading, Paragraph, Text
from triage.documents.enclosure import FILE_NAME, grouped
from triage.documents.pictures import qr_code
from triage.documents.sheet.subject import NOT_FILLED_IN, Framed, Subject, lasting
from triage.documents.typeface import SMALL, STRONG
from triage.framework.model import Item
from triage.weighing.sentences import Line, condition_lines
from triage.wording import Message, _

NOT_IN_A_TRIAL = _("niet ingevuld. Dit blad is een proef. Dit deel wordt alleen ingevuld in een dossier.")
NO_REUSE = _("Gebruik dit blad alleen voor dit doel. Neem de uitkomst niet over in een ander dossier.")


def left_to_people(subject: Subject) -> Iterator[Block]:
    """A part that a trial cannot have."""
    yield from lasting(_left_to_people, subject.framed)


def duration(subject: Subject) -> Iterator[Block]:
    """How long it lasts: for people to fill in, with what the framework says about leaving a list."""
    yield from lasting(_duration, subject.framed)


def equal_treatment(subject: Subject) -> Iterator[Block]:
    """Attributes with a written justification, and what else an overseer asks about equal treatment."""
    yield from lasting(_equal_treatment, subject.framed)


def _left_to_people(framed: Framed) -> Iterator[Block]:
    yield Paragraph(Text(framed.say(NOT_IN_A_TRIAL), lasting=True))


def _duration(framed: Framed) -> Iterator[Block]:
    yield from _left_to_people(framed)
    rule, said = framed.framework.places, framed.say
    if rule is None or (rule.leave_when is None and rule.review_text is None):
        return
    rows: list[tuple[str, Cell]] = []
    if rule.review_text is not None:
        rows.append((said(_("Wat het kader vraagt")), framed.lasting(rule.review_text)))
    if rule.leave_when is not None:
        first, *more = condition_lines(rule.leave_when, framed.numbered)
        leaving = Line(0, _("Een toets telt als uitstroom als {condition}", condition=first.said))
        rows.append((said(_("Uitstroom")), framed.listed([leaving, *more])))
    yield Facts((*rows, (said(_("Door het programma")), framed.lasting(BY_THE_PROGRAM))))


BY_THE_PROGRAM = _(
    "Het programma zegt op een lijst wanneer de toetsing aan de beurt is en of de regel voor uitstroom klopt. Het besluit niets."
)


def _equal_treatment(framed: Framed) -> Iterator[Block]:
    justified = [item for item in framed.framework.items if item.justification]
    if not justified:
        yield Paragraph(Text(framed.say(_("Geen onderdeel van dit kader heeft een schriftelijke motivering nodig."))))
    for attribute in dict.fromkeys(item.attribute for item in justified):
        yield from _justified(framed, attribute, [item for item in justified if item.attribute == attribute])
    yield Facts(
        (
            (framed.say(_("Laatste vergelijking van groepen")), framed.lasting(NOT_FILLED_IN)),
            (framed.say(_("Verklaring geweigerde kenmerken")), framed.lasting(NOT_FILLED_IN)),
        )
    )


def _justified(framed: Framed, attribute: str | None, items: list[Item]) -> Iterator[Block]:
    name = framed.names.attributes.get(attribute or "", attribute or NOT_FILLED_IN)
    yield Heading(framed.say(name), 3)
    for justification in dict.fromkeys(item.justification for item in items):
        assert justification is not None
        where = framed.items(item.id for item in items if item.justification == justification)
        said: tuple[tuple[Message, object], ...] = (
            (_("Geldt voor"), where),
            (_("Doel"), justification.aim),
            (_("Geschikt"), justification.suitable),
            (_("Nodig"), justification.necessary),
            (_("In verhouding"), justification.proportionate),
            (_("Controle op omweg"), justification.proxy_check),
            (_("Eigenaar en datum"), _("{owner}, {day}", owner=justification.owner, day=justification.on)),
        )
        yield Facts(tuple((framed.say(label), framed.lasting(value)) for label, value in said))


def control(subject: Subject) -> Iterator[Block]:
    """Receipt, QR code, what the check proves and what it does not, and the ban on reuse."""
    said, of = subject.say, subject.cell
    yield Beside(
        qr_code(subject.code.upper(), said(_("QR-code met de SHA-256 van de bijlage"))),
        (
            *of(_("Controlecode {code}", code=grouped(subject.code[:16])), style=STRONG),
            *of(WHAT_IT_PROVES),
            *of(_("De QR-code bevat de hele SHA-256 van de bijlage."), style=SMALL),
        ),
    )
    yield Facts(
        (
            (said(_("Bijlage")), of(WHAT_IT_CARRIES)),
            (said(_("Verwijzing naar het logboek")), of(NOT_FILLED_IN)),
            (said(_("Wie dit blad mag zien")), of(NOT_FILLED_IN)),
            (said(_("Geen hergebruik")), of(NO_REUSE)),
        )
    )


WHAT_IT_PROVES = _(
    "De controle (verify) weegt opnieuw met de bijlage en vergelijkt elke bladzijde: zo blijkt of dit blad klopt met zichzelf, niet of een "
    "organisatie het heeft uitgegeven en niet of de antwoorden waar zijn."
)
WHAT_IT_CARRIES = _(
    "In dit bestand zit {name}: de antwoorden en feiten zoals ingevuld (ook de leeftijd in jaren en de peildatum, anders is "
    "het blad niet na te rekenen), de tekst van het kader en het resultaat.",
    name=FILE_NAME,
)
