"""What the parts of a framework file are, in Dutch, for the schema. In English the model says it itself, in its docstrings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from triage.wording import Message, _


class About(NamedTuple):
    """Title and explanation of the schema as a whole."""

    title: Message
    text: Message


ABOUT = About(
    _("Wegingskader, formaat 1"),
    _("De vorm van een kaderbestand van Weegwijzer. De opdracht check toetst meer: verwijzingen, grenzen, voorbeelden en inhoud."),
)

MEANING_OF_CONDITION = "A condition as data: exactly one of the forms, each of which may hold conditions itself where it says so."

DUTCH_MEANINGS: Mapping[str, Message] = {
    "Adoption": _("Wie het kader heeft vastgesteld (rollen), wanneer, en vóór welke datum het wordt geëvalueerd."),
    "Advice": _("Uitkomsten en de regels die ertussen kiezen, in volgorde: de eerste die opgaat, telt."),
    "All": _("Elk deel is waar."),
    "AnswerStatus": _("Hoe vast een antwoord staat. Alleen vastgesteld en bevestigd tellen; al het andere telt als onbekend."),
    "AnyItemOf": _("Een onderdeel van de schaal heeft ten minste zo veel punten. Hoeveel bekend is, speelt hier niet mee."),
    "AnyOf": _("Ten minste één deel is waar."),
    "Band": _("Een niveau van een schaal: vanaf `from` tot het volgende niveau. Het eerste heeft geen `from`."),
    "BandIs": _("Het niveau van de schaal is er één van deze, in de volgorde van het bestand."),
    "Bin": _("Punten voor een getal vanaf `at_least`, tot de volgende regel. `at_most` wordt alleen gecontroleerd."),
    "ChoiceItem": _("Een vraag met een lijst van antwoorden."),
    "Condition": _("Een voorwaarde als gegevens: precies één van deze vormen. Sommige vormen bevatten zelf voorwaarden."),
    "Count": _("Ten minste zo veel delen zijn waar."),
    "Criterion": _("Een uitspraak met een naam: waar, niet waar of onbekend."),
    "CriterionHolds": _("Het genoemde criterium is waar."),
    "DerivedItem": _("Punten uit voorwaarden, zonder eigen antwoord. De eerste regel die opgaat, telt."),
    "DerivedLine": _("Punten als de voorwaarde waar is. De laatste regel heeft geen voorwaarde."),
    "Domain": _("Een leefgebied."),
    "Evidence": _("Waar een onderdeel op rust: een bron uit het register met de sterkte, of in woorden dat er geen bron is."),
    "Example": _("Een uitgewerkt voorbeeld. Het wordt nagerekend telkens als het kader wordt geopend."),
    "ExampleAnswer": _("Een antwoord in een voorbeeld, met de status als die niet `established` is."),
    "ExampleFact": _("Een feit met datum in een voorbeeld: een kwartaal of een dag."),
    "Expectation": _("Wat er uit een voorbeeld moet komen."),
    "FactStatus": _("Wat er van een geregistreerd feit is geworden."),
    "ItemAnswer": _("Het antwoord is (één van) deze waarden."),
    "ItemNumber": _("Het getal of aantal is zo groot. Meer vergelijkingen moeten allemaal opgaan."),
    "ItemPoints": _("Het onderdeel heeft ten minste zo veel punten. De enige vorm voor afgeleide onderdelen."),
    "Justification": _("De zeven antwoorden waarom een kenmerk van klasse M in het kader mag staan."),
    "LevelItem": _("De uitkomst van een gevalideerd instrument: vastgelegd, hier nooit nagerekend."),
    "LimitedPlaces": _("De regels van een lijst met beperkte plaatsen."),
    "Need": _("Welke antwoorden een doel maken: vanaf zo veel punten, of één van deze antwoorden."),
    "Not": _("Het deel is niet waar."),
    "NotUsed": _("Een kenmerk dat met opzet is weggelaten, met de reden."),
    "NumericItem": _("Een vraag met een getal als antwoord. Een aantal, leeftijd of aantal maanden is een heel getal vanaf nul."),
    "Option": _("Eén antwoord van een keuzevraag of niveau."),
    "OrderKey": _("Waarop de lijst wordt geordend: punten of niveau van een schaal, hoog of laag eerst."),
    "Outcome": _("Een advies dat het kader kan geven. Hulp en lijst staan van licht naar zwaar."),
    "Partner": _("De soorten partners die een antwoord kunnen geven. Nooit een naam."),
    "Period": _("Een kwartaal (2026-Q3) of een dag (2026-08-14)."),
    "ProtectionLine": _("Wordt als eerste gelezen. Een signaal of een betwist antwoord is hier genoeg."),
    "ResponsivityLine": _("Hoe hulp wordt gegeven bij dit antwoord; nooit of en hoeveel."),
    "Role": _("Waar een schaal over gaat. Schalen worden nooit bij elkaar opgeteld."),
    "RuleException": _("Een regel die een bewijs overslaat, met de reden."),
    "RuleLine": _("Een regel van de adviestabel. De laatste heeft geen voorwaarde."),
    "Scale": _("Onderdelen waarvan de punten worden opgeteld, per leefgebied. Nooit opgeteld bij een andere schaal."),
    "ScaleScore": _("De score op de schaal is zo groot."),
    "Scope": _("Voor wie het kader mag worden gebruikt, en wat anders te doen."),
    "Strength": _("Hoe sterk het bewijs voor een onderdeel is."),
    "TallyItem": _("Een aantal feiten met datum, geteld uit de feiten van de casus."),
    "TallyOf": _("Welke feiten worden geteld. Zonder termijn telt elke datum."),
    "Text": _("Een tekst in het Nederlands en, als die er is, in het Engels."),
    "WordsOk": _("Antwoord op een waarschuwing dat een vraag een geweigerd kenmerk noemt."),
    "YesNoItem": _("Een vraag met als antwoord `yes` of `no`."),
    "YesNoPoints": _("Punten van een ja/nee-vraag op een schaal."),
}
