"""One difference between two versions of a framework, and how heavy it is for the version number.

Framework format 1: an item added or removed asks for a new first number, points, a border or a meaning for a new second, words for a new
third.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from triage.wording import Message, _


class Weight(IntEnum):
    """How heavy a change is for the version number; the heaviest decides."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3

    def message(self) -> Message:
        """The heading of such changes."""
        return {
            Weight.NONE: _("Wat geen nieuw versienummer vraagt"),
            Weight.PATCH: _("Woorden (derde nummer omhoog)"),
            Weight.MINOR: _("Punten, grenzen en betekenis (tweede nummer omhoog)"),
            Weight.MAJOR: _("Vragen erbij of weg (eerste nummer omhoog)"),
        }[self]


@dataclass(frozen=True)
class Change:
    """A difference in words. `part` names what changed as keys of the file, such as `items.school`; `reads` is a text that may mean more.

    `part` is also the unit in which changes are taken back one by one to see who moves by which.
    """

    part: str
    weight: Weight
    said: Message
    reads: bool = False


def part_words(part: str) -> Message:
    """A part as a reader calls it: `vraag school`, `de niveaus van schaal need`, `regel 3`."""
    names = part.split(".")
    match names:
        case ["items", item]:
            return _("vraag {item}", item=item)
        case ["scales", scale]:
            return _("schaal {scale}", scale=scale)
        case ["scales", scale, field]:
            return _("{what} van schaal {scale}", what=field_words(field), scale=scale)
        case ["criteria", criterion]:
            return _("criterium {criterion}", criterion=criterion)
        case ["advice", section, line]:
            return _line_words(section, line)
        case ["scope"]:
            return _("voor wie het kader geldt")
        case ["advice"]:
            return _("de beslistabel")
    return _("{part}", part=part)


def _line_words(section: str, line: str) -> Message:
    gone, number = line.startswith("old-"), line.removeprefix("old-")
    if section == "protection":
        return _("oude beschermingsregel {number}", number=number) if gone else _("beschermingsregel {number}", number=number)
    if section == "rules":
        return _("oude regel {number}", number=number) if gone else _("regel {number}", number=number)
    return _("{section} {number}", section=field_words(section), number=line)


_FIELDS = {
    "title": _("de titel"),
    "purpose": _("het doel"),
    "misuse": _("waarvoor het kader niet mag worden gebruikt"),
    "limits": _("de grenzen"),
    "legal_basis": _("de grondslag"),
    "text": _("de tekst"),
    "outside": _("wat te doen buiten het kader"),
    "label": _("de naam"),
    "meaning": _("de betekenis"),
    "question": _("de vraag"),
    "counts": _("wat telt"),
    "does_not_count": _("wat niet telt"),
    "points_why": _("waarom deze punten"),
    "why": _("de reden"),
    "note": _("de toelichting"),
    "none": _("waarom er geen bron is"),
    "goal": _("het doel van de hulp"),
    "advice": _("het advies over de hulp"),
    "at_equal": _("wat geldt bij een gelijke stand"),
    "review_text": _("de tekst over herziening"),
    "role": _("de rol"),
    "worse": _("welke kant zwaarder is"),
    "min_known": _("hoeveel bekend moet zijn"),
    "domain_caps": _("het meeste aantal punten per leefgebied"),
    "bands": _("de niveaus"),
    "from": _("waar het begint"),
    "to": _("waar het eindigt"),
    "rechecked": _("wanneer het is nagekeken"),
    "kind": _("de soort vraag"),
    "range": _("de laagste en hoogste waarde"),
    "decimals": _("het aantal decimalen"),
    "instrument": _("het instrument"),
    "domain": _("het leefgebied"),
    "scale": _("de schaal"),
    "attribute": _("het kenmerk"),
    "established_fact": _("of een antwoord een vastgesteld feit is"),
    "no_fact": _("welke antwoorden geen feit zijn"),
    "heavier": _("welk antwoord zwaarder is"),
    "baseline": _("vanaf hoeveel punten het onderdeel een reden is"),
    "changeable": _("of het antwoord kan veranderen"),
    "valid_months": _("hoeveel maanden een antwoord geldig is"),
    "allow_not_applicable": _("of “niet van toepassing” mag"),
    "provided_by": _("wie het antwoord geeft"),
    "facts": _("welke feiten tellen"),
    "statuses": _("welke status van een feit telt"),
    "within_months": _("binnen hoeveel maanden een feit telt"),
    "before_months": _("van vóór hoeveel maanden een feit telt"),
    "intensity": _("hoe zwaar de hulp is"),
    "places": _("het aantal plaatsen"),
    "eligible": _("welk advies een plaats kan geven"),
    "order": _("de volgorde van de lijst"),
    "margin": _("de marge rond de laatste plaats"),
    "leave_when": _("wanneer iemand de lijst verlaat"),
    "review_months": _("na hoeveel maanden de plaats wordt herzien"),
    "status": _("de status van het kader"),
    "adoption": _("de vaststelling"),
    "use": _("het gebruik van het kader"),
    "justification": _("de onderbouwing"),
    "robustness": _("hoeveel punten mogen bewegen"),
    "examples": _("de voorbeelden"),
    "sources": _("de bronnen"),
    "words_ok": _("de toegelaten woorden"),
    "not_used": _("wat bewust is weggelaten"),
    "exceptions": _("de uitzonderingen bij de bewijzen"),
    "needs": _("de doelen"),
    "responsivity": _("hoe hulp wordt gegeven"),
    "aim": _("het doel"),
    "suitable": _("waarom het geschikt is"),
    "necessary": _("waarom het nodig is"),
    "proportionate": _("waarom het in verhouding is"),
    "proxy_check": _("hoe op omwegen wordt gelet"),
    "owner": _("wie ervoor zorgt"),
    "evidence": _("het bewijs"),
    "options": _("antwoord"),
    "outcomes": _("advies"),
    "points": _("de punten"),
    "domains": _("leefgebied"),
    "of": _("welke feiten tellen"),
    "scope": _("voor wie het kader geldt"),
    "list": _("de lijst"),
}
"""What the keys of a framework file are called in a sentence."""


def field_words(field: str) -> Message:
    """A key of the file in words; the key itself where it has none."""
    return _FIELDS.get(field, _("{field}", field=field))
