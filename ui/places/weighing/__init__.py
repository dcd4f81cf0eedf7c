"""Weging: one case, its answers and facts on the left, the explanation on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from triage.wording import _
from ui.places import Place

if TYPE_CHECKING:
    from ui.context import Context
    from ui.view import View


def _build(context: Context) -> View:
    from ui.places.weighing.view import WeighingView

    return WeighingView(context, PLACE.title, PLACE.purpose)


PLACE = Place(
    id="weighing",
    number=3,
    title=_("Weging"),
    icon="weighing",
    purpose=_("Eén casus: links de antwoorden en de feiten, rechts wat het kader ervan maakt en waarom."),
    help=(
        _(
            "Beantwoord links de vragen. De uitleg rechts verandert meteen mee. U hoeft niet te bewaren om de uitkomst te zien. "
            "In een smal venster staan de vragen en de uitleg elk achter een tabblad."
        ),
        _("“Onbekend” is een antwoord. Een onbekend antwoord telt niet als nul: de score blijft dan een bereik, zoals 11–15."),
        _(
            "Alleen een antwoord dat is vastgesteld of door twee bronnen bevestigd, telt mee. "
            "Een signaal of een betwist antwoord blijft zichtbaar en telt als onbekend. "
            "Alleen om eerst te beschermen is een signaal genoeg."
        ),
        _("Feiten hebben een eigen tabel. “Geen feiten” is een antwoord. “Nog niet nagegaan” is iets anders: dan weet niemand het."),
        _(
            "“Wat het advies anders zou maken” noemt elke kleinste verandering die het advies lichter maakt, en de feiten waarop het rust. "
            "Bij “Wat nog open is” staat bovenaan de vraag die het meeste duidelijk maakt. Enter brengt u naar de vraag."
        ),
        _("Staat u op een getal of een regel rechts? F2 vertelt waarom: de zin, de regel, de bron en hoe sterk die bron is."),
        _(
            "Zet geen namen of nummers in een toelichting. Het programma let op wat het herkent, maar ziet niet alles. "
            "Een toelichting die niet mag blijven, staat nog in het veld en wordt niet bewaard."
        ),
        _(
            "Ctrl+Page Down brengt u naar de volgende casus. Met Ctrl+pijl omlaag gaat u naar de volgende vraag, "
            "met F6 naar de uitleg en terug."
        ),
    ),
    build=_build,
)
