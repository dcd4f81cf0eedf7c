"""The last annex: what the abbreviations on a sheet mean: those of every sheet, and those in the texts of its framework."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import BaseModel

from triage.documents.blocks import Block, Facts
from triage.documents.sheet.subject import Framed
from triage.documents.typeface import NOTE
from triage.framework.values import Text
from triage.wording import Message, _

MEANINGS: dict[str, Message] = {
    "AI Act": _("Europese wet over kunstmatige intelligentie"),
    "ARIJ": _("actuarieel risicotaxatie-instrument voor jeugdbescherming: over veiligheid thuis, niet over delicten"),
    "AT5": _("nieuwszender van Amsterdam"),
    "AVG": _("Algemene verordening gegevensbescherming, de Europese privacywet"),
    "BMC": _("bureau dat voor de regioburgemeesters onderzoek deed naar de persoonsgerichte aanpak"),
    "BSN": _("burgerservicenummer"),
    "CBS": _("Centraal Bureau voor de Statistiek"),
    "CCV": _("Centrum voor Criminaliteitspreventie en Veiligheid"),
    "DPIA": _("data protection impact assessment: onderzoek vooraf naar de gevolgen voor de privacy"),
    "DRIO": _("Dienst Regionale Informatieorganisatie van de politie"),
    "DSP": _("DSP-groep, een bureau dat onderzoek doet, ook voor het WODC"),
    "EARL": _("naam van een instrument voor kinderen jonger dan 12 jaar"),
    "EPIC": _("project van het NSCR dat onderzoek op een rij zet"),
    "EU": _("Europese Unie"),
    "FG": _("functionaris gegevensbescherming, de privacytoezichthouder binnen een organisatie"),
    "HIC": _("high impact crime: feiten met grote gevolgen voor slachtoffers, zoals een overval"),
    "Halt": _("afdoening voor jongeren buiten de rechter om, met een leer- of werkopdracht"),
    "IAMA": _("Impact Assessment Mensenrechten en Algoritmes: onderzoek vooraf naar de gevolgen voor mensenrechten"),
    "JenV": _("Justitie en Veiligheid, het ministerie"),
    "K1": _("eerste criterium van de triage van een Zorg- en Veiligheidshuis"),
    "K2": _("tweede criterium van de triage van een Zorg- en Veiligheidshuis"),
    "K3": _("derde criterium van de triage van een Zorg- en Veiligheidshuis"),
    "K4": _("vierde criterium van de triage van een Zorg- en Veiligheidshuis"),
    "LIJ": _("Landelijk Instrumentarium Jeugdstrafrechtketen"),
    "LVB": _("licht verstandelijke beperking"),
    "NH": _("Noord-Holland"),
    "NRC": _("krant"),
    "NSCR": _("Nederlands Studiecentrum Criminaliteit en Rechtshandhaving"),
    "OM": _("Openbaar Ministerie"),
    "OxRec": _("rekenhulp van de reclassering"),
    "PGA": _("persoonsgerichte aanpak"),
    "PILP": _("Public Interest Litigation Project"),
    "PONT": _("kennisplatform over recht en gegevens"),
    "ProKid": _("instrument van de politie voor kinderen"),
    "QR": _("vierkante code die een telefoon kan lezen"),
    "RISC": _("naam van een instrument van de reclassering voor volwassenen"),
    "RNR": _("risico, behoefte en responsiviteit: de drie beginselen van What Works"),
    "SAPROF-YV": _("naam van een instrument over beschermende factoren bij jongeren"),
    "SAVRY": _("naam van een instrument over geweld door jongeren"),
    "SHA-256": _("rekenregel die van een bestand een vingerafdruk maakt"),
    "START:AV": _("naam van een instrument over risico's van jongeren op korte termijn"),
    "Stb.": _("Staatsblad: daarin staan alle Nederlandse wetten"),
    "Top X": _("lijst met beperkte plaatsen voor een persoonsgerichte aanpak; ook Top60, Top400 en Top600"),
    "UvA": _("Universiteit van Amsterdam"),
    "VHRU": _("Veiligheidshuis Regio Utrecht"),
    "VNG": _("Vereniging van Nederlandse Gemeenten"),
    "WGS": _("Wet gegevensverwerking door samenwerkingsverbanden"),
    "WODC": _("Wetenschappelijk Onderzoek- en Datacentrum, van het ministerie van Justitie en Veiligheid"),
    "YLS/CMI": _("naam van een instrument over risico en hulpvragen van jongeren"),
    "ZVH": _("Zorg- en Veiligheidshuis"),
    "e.a.": _("en anderen"),
    "nr.": _("nummer"),
}

ON_EVERY_SHEET = {"AVG", "DPIA", "FG", "Halt", "IAMA", "QR", "SHA-256"}
"""In the words of the program itself."""

ANY = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in MEANINGS))


def abbreviations(framed: Framed) -> Iterator[Block]:
    """What they mean, in the order of the alphabet."""
    met = ON_EVERY_SHEET.union(*(ANY.findall(words) for words in _words(framed)))
    yield Facts(tuple((word, framed.lasting(MEANINGS[word], style=NOTE)) for word in sorted(met, key=str.casefold)))


def _words(framed: Framed) -> Iterator[str]:
    """Every text of the framework, and what the registry calls the publications, attributes and kinds of fact it names."""
    names = framed.names
    definitions = (part for kind in names.definitions.values() for part in (kind.counts, kind.does_not_count))
    for text in (*_texts(framed.framework), *names.attributes.values(), *names.fact_kinds.values(), *definitions):
        yield framed.say(text)
    for source in names.sources.values():
        yield from (source.short, source.full)


def _texts(part: object) -> Iterator[Text]:
    if isinstance(part, Text):
        yield part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from _texts(getattr(part, name))
    elif isinstance(part, tuple):
        for inside in part:
            yield from _texts(inside)
