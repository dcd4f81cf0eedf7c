"""Lijst: who gets one of the limited places, as the framework orders them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from triage.wording import _
from ui.places import Place

if TYPE_CHECKING:
    from ui.context import Context
    from ui.view import View


def _build(context: Context) -> View:
    from ui.places.ranking.view import RankingView

    return RankingView(context, PLACE.title, PLACE.purpose)


PLACE = Place(
    id="ranking",
    number=4,
    title=_("Lijst"),
    icon="ranking",
    purpose=_("Wie komt in aanmerking voor een van de beperkte plaatsen? Het overleg kiest; hier gebeurt niets vanzelf."),
    help=(
        _("De volgorde komt uit het kader. Wie gelijk eindigt, deelt een plaats: er is geen verborgen tweede volgorde."),
        _("De beste en de slechtste plaats verschillen als er nog antwoorden open zijn, hier of bij andere casussen."),
        _("De streep laat zien waar de plaatsen op zijn. Wat eronder staat, is niet afgewezen: het is onder de grens."),
        _("U kunt een ander aantal plaatsen proberen. Dat verandert het kader niet."),
        _("Enter opent de casus."),
    ),
    build=_build,
)
