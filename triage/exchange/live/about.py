"""The sheet to read first: which framework, who computes, and how to fill in and read the other sheets."""

from __future__ import annotations

from collections.abc import Iterator

from triage import __version__
from triage.exchange.live.answers import counts_facts
from triage.exchange.live.columns import FACTS, FIRST_ROW, Formula
from triage.framework.model import Framework
from triage.weighing.envelope import TRIAL
from triage.wording import _

WHO_COMPUTES = _(
    "Dit rekenblad rekent zelf. Elk getal op de bladen Weging en Berekening is een formule, tot en met de antwoorden; er staat geen "
    "uitkomst van het programma in. Ziet u lege cellen, open het dan in Excel of LibreOffice en laat het rekenen."
)
ANSWERS_SAID = _(
    "Een rij per casus, met een korte code zonder naam. Laat leeg wat u niet weet. Kies een antwoord uit de lijst; de woorden staan op het "
    "blad Punten. Leeg als status is vastgesteld. Een signaal of een betwist antwoord telt als onbekend; alleen maakt het een regel voor "
    "bescherming wel waar."
)
FACTS_SAID = _(
    "Een rij per feit, met de eerste en laatste dag van het kwartaal waarin het gebeurde. Bij twijfel over de datum, of een betwist feit, "
    "telt het feit alleen bij hoogstens. Vul op het blad Antwoorden in of de feiten zijn nagekeken; anders is het aantal onbekend."
)
RESULTS_SAID = _(
    "Dezelfde kolommen als de opdracht weigh met --points. Alleen de kolom deciding ontbreekt: welke open vragen de doorslag geven, is "
    "geen som maar een zoektocht door de regels."
)
STEPS_SAID = _(
    "Alle tussenstappen, in duizendsten van een punt: zo rondt niets af. Bij een voorwaarde is 2 waar, 1 onbekend en 0 onwaar. Moet alles "
    "kloppen, dan telt het kleinste van de delen; is één deel genoeg, dan het grootste; niet is 2 min het deel. Een vraagteken is "
    "onbekend, een streepje is niet van toepassing."
)
POINTS_SAID = _("De punten en grenzen uit het kader. Verandert u ze hier, dan rekent alles mee; het is dan niet meer dit kader.")
ERRORS_SAID = _("Zo'n cel zegt dat een antwoord, status, datum of code niet klopt of niet in de lijst staat. Verbeter wat is ingevuld.")


def about(framework: Framework, sha256: str, facts: int) -> Iterator[tuple[object, object]]:
    """The lines of the sheet below the reference date: what it is about, and what is said of it. `facts` are the rows for facts."""
    yield _("Proef"), TRIAL
    yield _("Kader"), framework.id
    yield _("Versie van het kader"), framework.version
    yield _("SHA-256 van het kaderbestand"), sha256
    yield _("Gemaakt met"), f"Weegwijzer {__version__}"
    yield _("Wie rekent"), WHO_COMPUTES
    yield _("Blad Antwoorden"), ANSWERS_SAID
    yield _("Kolom eerste dag"), _("De eerste dag van het kwartaal waarin het antwoord waar was, of de dag zelf. Leeg is de peildatum.")
    if counts_facts(framework):
        yield _("Blad Feiten"), FACTS_SAID
    yield _("Blad Weging"), RESULTS_SAID
    yield _("Blad Berekening"), STEPS_SAID
    yield _("Blad Punten"), POINTS_SAID
    yield _("Een cel met #N/B of #N/A"), ERRORS_SAID
    if counts_facts(framework):
        yield _("Feiten met een fout"), Formula(f"=SUMPRODUCT(ISERROR({FACTS}!$G${FIRST_ROW}:$G${FIRST_ROW + facts - 1})*1)")
