"""How a case is weighed by hand: the exact meaning of the format in plain words, as far as this framework uses it."""

from __future__ import annotations

from collections.abc import Iterator

from triage.documents.booklet.edition import Edition
from triage.documents.booklet.markdown import labelled, paragraph
from triage.framework.model import DerivedItem, Scale, TallyItem
from triage.framework.vocabulary import Role
from triage.wording import Message, _

START = _(
    "Neem een blad papier. Zet per onderdeel de laagste en de hoogste punten die nu mogelijk zijn. Is een antwoord bekend, dan zijn die "
    "gelijk."
)
WITHOUT_POINTS = _(
    "Dit kader geeft geen punten. Neem een blad papier. Zet per onderdeel het antwoord of de aantallen die nu mogelijk zijn, en ga daarmee "
    "van boven naar beneden langs de criteria en de regels."
)

ANSWERS = _(
    "Alleen een antwoord dat is vastgesteld, of dat twee bronnen bevestigen, telt. Een signaal, een betwist antwoord en een vraag zonder "
    "antwoord tellen als onbekend. Een antwoord van een dag na de peildatum, of uit een kwartaal na dat van de "
    "peildatum, is ook onbekend."
)
VALIDITY = _(
    "Staat bij een onderdeel hoe lang een antwoord geldt? Trek die maanden dan af van de peildatum. Begint het kwartaal (of de dag) van "
    "het antwoord vóór die datum, dan is het verouderd en telt het als onbekend. Een antwoord zonder kwartaal telt als gegeven op de "
    "peildatum. Vul het kwartaal daarom altijd in bij een onderdeel met zo'n termijn."
)
POINTS = _(
    "Een bekend antwoord geeft de punten die erachter staan. Een onbekend antwoord kan alles geven van de minste tot de meeste punten "
    "van het onderdeel. Een getal krijgt de punten van de rij waar het in valt."
)
NOT_APPLICABLE = _(
    "“Niet van toepassing” geeft 0 punten en is een bekend antwoord. Elke voorwaarde over dat antwoord is niet waar. Mag een onderdeel "
    "niet van toepassing zijn, dan is 0 punten ook mogelijk zolang het antwoord onbekend is."
)
FACTS = _(
    "Een feit telt als de soort, de status en de termijn alle drie passen. Een termijn van 24 maanden begint 24 maanden vóór de "
    "peildatum. Ligt het hele kwartaal van het feit op of na dat begin, dan telt het zeker. Ligt het begin midden in het kwartaal, dan "
    "telt het misschien. “Meer dan 24 maanden geleden” is het omgekeerde: zeker is wat er helemaal vóór ligt. Een betwist feit telt "
    "hoogstens misschien. Wat misschien telt, zit in het hoogste aantal en niet in het laagste. Het kwartaal van de peildatum telt "
    "helemaal mee; een later kwartaal telt niet. Is er geen lijst van feiten, dan is het aantal onbekend. De punten lopen van die bij het "
    "laagste tot die bij het hoogste aantal."
)
DERIVED = _(
    "Lees de regels van zo'n onderdeel van boven naar beneden. Een regel die niet waar is, slaat u over. Een regel die onbekend is, "
    "onthoudt u. Bij de eerste regel die waar is, stopt u. De punten lopen van de minste tot de meeste van de regels die u onthield en "
    "de regel waar u stopte."
)
SUM = _("Tel per schaal de laagste punten op, en apart de hoogste. Schalen worden nooit bij elkaar opgeteld.")
CAPS = _(
    "Heeft een leefgebied op een schaal een bovengrens? Tel dan eerst dat leefgebied op, apart voor laag en voor hoog. Wat boven de "
    "bovengrens komt, telt niet."
)
KNOWN = _(
    "Tel per schaal de meeste punten min de minste op van de onderdelen waarvan laag en hoog gelijk zijn. Deel dat door dezelfde som "
    "over alle onderdelen van de schaal, zonder naar een bovengrens te kijken. Is dat minder dan wat nodig is, dan is over de schaal te "
    "weinig bekend. Zij heeft dan geen niveau, en elke voorwaarde over haar punten of niveau is onbekend. Voor een voorwaarde over losse "
    "onderdelen van de schaal maakt dit niet uit. Een percentage op papier is naar beneden afgerond."
)
REASONS = _(
    "Een reden is een onderdeel met zekere punten voorbij zijn uitgangspunt. Waar meer punten zwaarder wegen, is dat het minste aantal "
    "punten van het onderdeel; waar minder punten zwaarder wegen, het meeste. Staat bij een onderdeel een ander uitgangspunt, dan "
    "geldt dat. Het grootste verschil is de sterkste reden. Bij een gelijk verschil staan de onderdelen naast elkaar, in de volgorde van "
    "het kader. Een bovengrens is geen reden, en redenen veranderen het advies niet."
)
LEVEL = _(
    "Het niveau is het laatste niveau waarvan de ondergrens is gehaald. Geven laag en hoog een ander niveau, dan zijn die twee en alles "
    "ertussen mogelijk."
)
CONDITIONS = _(
    "Een voorwaarde is waar, niet waar of onbekend. Zij is onbekend als de open antwoorden haar nog beide kanten op kunnen laten gaan. "
    "Moet het allemaal zo zijn, dan is één deel dat niet waar is genoeg voor niet waar; anders maakt één onbekend deel het geheel "
    "onbekend. Moet ten minste één deel zo zijn, dan is één waar deel genoeg voor waar; anders maakt één onbekend deel het geheel "
    "onbekend. Bij een aantal is het waar als genoeg delen zeker waar zijn, en niet waar als ook met alle onbekende erbij te weinig."
)
ADVICE = _(
    "Loop eerst de regels voor bescherming langs, dan de vraag voor wie het kader is, dan de regels. Is een regel niet waar, ga dan "
    "verder. Is een regel onbekend, dan is die uitkomst niet uitgesloten; ga verder. Is een regel waar, dan stopt u. Blijft er één "
    "uitkomst over, dan is dat het advies. Blijven er meer over, dan is er nog geen advies. Valt een casus zeker buiten het kader, dan "
    "stopt u ook. Is dat onbekend, dan is “valt buiten dit kader” niet uitgesloten."
)
PROTECTION = _(
    "Voor bescherming is een signaal of een betwist antwoord genoeg om een regel waar te maken. Het is nooit genoeg om een regel niet "
    "waar te maken."
)


def method(edition: Edition) -> Iterator[str]:
    """The steps, each with its name."""
    yield paragraph(edition.say(START if edition.framework.scales else WITHOUT_POINTS))
    for number, (name, text) in enumerate(_steps(edition), 1):
        yield labelled(f"{number}. {edition.say(name)}", edition.say(text))


def _steps(edition: Edition) -> Iterator[tuple[Message, Message]]:
    items, scales = edition.framework.items, edition.framework.scales
    steps = (
        (True, _("Antwoorden"), ANSWERS),
        (any(item.valid_months for item in items), _("Verouderd"), VALIDITY),
        (bool(scales), _("Punten"), POINTS),
        (any(item.allow_not_applicable for item in items), _("Niet van toepassing"), NOT_APPLICABLE),
        (any(isinstance(item, TallyItem) for item in items), _("Feiten tellen"), FACTS),
        (any(isinstance(item, DerivedItem) for item in items), _("Onderdelen die volgen uit andere"), DERIVED),
        (bool(scales), _("Optellen"), SUM),
        (any(scale.domain_caps for scale in scales), _("Bovengrens"), CAPS),
        (bool(scales), _("Redenen"), REASONS),
        (any(scale.min_known for scale in scales), _("Genoeg bekend"), KNOWN),
        (any(scale.bands for scale in scales), _("Niveau"), LEVEL),
        (True, _("Voorwaarden"), CONDITIONS),
    )
    yield from ((name, text) for used, name, text in steps if used)
    yield from _advice(edition)


def _advice(edition: Edition) -> Iterator[tuple[Message, Message]]:
    advice, scales = edition.framework.advice, edition.framework.scales
    if advice is None:
        return
    yield _("Advies"), ADVICE
    if advice.protection:
        yield _("Bescherming"), PROTECTION
    if watched := [scale for scale in scales if scale.role in (Role.NEED, Role.PROTECTIVE) and scale.min_known]:
        yield _("Wanneer een advies zeker is"), _sure(watched)


def _sure(watched: list[Scale]) -> Message:
    """The scales about which enough must be known before a rule gives advice."""
    return _(
        "Een regel geeft pas advies als over {scales} genoeg bekend is. Tot dan is er geen advies, ook als er maar één uitkomst "
        "overblijft. Voor bescherming geldt dit niet.",
        scales=[_("“{scale}”", scale=scale.name) for scale in watched],
    )
