"""Parts 11 and 15: equal treatment, and the check of the sheet itself."""

from __future__ import annotations

from collections.abc import Iterator

from triage.documents.blocks import Beside, Block, Facts, Heading, Paragraph, Text
from triage.documents.casework import Casework
from triage.documents.enclosure import FILE_NAME, grouped
from triage.documents.pictures import qr_code
from triage.documents.sheet.people import facts
from triage.documents.sheet.subject import NOT_FILLED_IN, Framed, Subject, lasting
from triage.documents.typeface import SMALL, STRONG
from triage.framework.model import Item
from triage.wording import Message, _

NO_REUSE = _("Gebruik dit blad alleen voor dit doel. Neem de uitkomst niet over in een ander dossier.")


def equal_treatment(subject: Subject) -> Iterator[Block]:
    """Attributes with a written justification, and what else an overseer asks about equal treatment."""
    yield from lasting(_equal_treatment, subject.framed)


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
    if subject.casework is None:
        yield Facts(
            (
                (said(_("Bijlage")), of(WHAT_IT_CARRIES)),
                (said(_("Verwijzing naar het logboek")), of(NOT_FILLED_IN)),
                (said(_("Wie dit blad mag zien")), of(NOT_FILLED_IN)),
                (said(_("Geen hergebruik")), of(NO_REUSE)),
            )
        )
    else:
        yield from _of_a_dossier(subject, subject.casework)


def _of_a_dossier(subject: Subject, casework: Casework) -> Iterator[Block]:
    """The end of the list of the dossier, who made this sheet and who may see it, and what the check can and cannot show."""
    of, head = subject.cell, casework.head
    yield Paragraph(Text(subject.say(ISSUED), lasting=True))
    yield facts(
        subject,
        (_("Bijlage"), of(WHAT_IT_CARRIES, OF_PEOPLE_TOO)),
        (_("Laatste regel van het logboek"), (*of(_("regel {number}", number=head.number)), *of(grouped(head.hash), style=SMALL))),
        (_("Waarvoor die regel dient"), of(WHY_THE_HEAD)),
        (_("Nummers in het logboek"), of(*_references(casework), style=SMALL)),
        (_("SHA-256 van wat is vastgelegd"), of(grouped(casework.sealed), style=SMALL) if casework.sealed else ()),
        (_("Blad gemaakt door"), of(casework.printed_by)),
        (_("Wie dit blad mag zien"), of(WHO_MAY_SEE)),
        (_("Geen hergebruik"), of(NO_REUSE)),
    )


ISSUED = _(
    "“Klopt met zichzelf” wil zeggen dat alles op dit blad volgt uit zijn eigen bijlage; “uitgegeven” wil zeggen dat het dossier precies "
    "dit bestand heeft uitgegeven, en dat is alleen met het dossier na te gaan."
)
OF_PEOPLE_TOO = _("Ook zit erin wat mensen in het dossier schreven, voor zover dat op dit blad staat.")
WHY_THE_HEAD = _(
    "Het dossier schrijft elke handeling in zijn logboek, en dat wordt alleen langer. Staat deze regel later niet meer zo in het logboek, "
    "dan is er iets uit gehaald of in veranderd."
)
WHO_MAY_SEE = _("De procesregisseur, de voorzitter en de toezichthouder. Voor de jongere en de ouders geldt wat in deel 13 staat.")


def _references(casework: Casework) -> Iterator[Message]:
    """What the records of this sheet are called in the list of the dossier, and which earlier ones they put right."""
    assessment, decision = casework.assessment, casework.decision
    yield _("beoordeling {id}, account {account}", id=assessment.id, account=assessment.account)
    if assessment.second_of is not None:
        yield _("tweede blik op beoordeling {id}", id=assessment.second_of)
    if assessment.corrects is not None:
        yield _("verbetert beoordeling {id}", id=assessment.corrects)
    if decision is not None:
        yield _("besluit {id}", id=decision.id)
        if decision.conference is not None:
            yield _("casusoverleg {id}", id=decision.conference)
        if decision.corrects is not None:
            yield _("verbetert besluit {id}", id=decision.corrects)
    for name, part in _numbered(casework):
        if part:
            yield _("{name}: {ids}", name=name, ids=list(part))


def _numbered(casework: Casework) -> Iterator[tuple[Message, tuple[str, ...]]]:
    yield _("informeren"), tuple(one.id for one in casework.notices)
    yield _("betwisting"), tuple(one.id for one in casework.contests)
    yield _("inzage"), tuple(one.id for one in casework.inspections)
    yield _("afspraken"), tuple(one.id for one in casework.tasks)
    yield _("buiten gebruik"), tuple(one.id for one in casework.suspensions)


WHAT_IT_PROVES = _(
    "De controle (verify) weegt opnieuw met de bijlage en vergelijkt elke bladzijde: zo blijkt of dit blad klopt met zichzelf, niet of een "
    "organisatie het heeft uitgegeven en niet of de antwoorden waar zijn."
)
WHAT_IT_CARRIES = _(
    "In dit bestand zit {name}: de antwoorden en feiten zoals ingevuld (ook de leeftijd in jaren en de peildatum, anders is "
    "het blad niet na te rekenen), de tekst van het kader en het resultaat.",
    name=FILE_NAME,
)
