"""Lijst: who gets one of the limited places, as the framework orders them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from triage.wording import _
from ui.places import Menu, Place, PlaceAction

if TYPE_CHECKING:
    from ui.context import Context
    from ui.view import View


def _build(context: Context) -> View:
    from ui.places.ranking.view import RankingView

    return RankingView(context, PLACE.title, PLACE.purpose)


def _save(view: View) -> None:
    from ui.places.ranking.view import RankingView

    assert isinstance(view, RankingView)
    view.save_list()


PLACE = Place(
    id="ranking",
    number=4,
    title=_("Lijst"),
    icon="ranking",
    purpose=_("Wie komt in aanmerking voor een van de beperkte plaatsen? Het overleg kiest; hier gebeurt niets vanzelf."),
    help=(
        _("De volgorde komt uit het kader. Wie gelijk eindigt, staat als “gedeeld”: er is geen verborgen tweede volgorde."),
        _("“2e of 3e” betekent dat er nog antwoorden open zijn, hier of bij andere casussen. Daarom staat de volgorde nog niet vast."),
        _("“Deelt een plaats: 2 plaatsen voor 5 casussen” betekent dat vijf casussen gelijk eindigen en er nog twee plaatsen zijn."),
        _("Wie al een plaats heeft, staat bovenaan en houdt die tot de toetsing. Alleen vrije plaatsen staan open."),
        _("“Rond de grens” betekent dat de casus weinig punten van de laatste plaats af staat. Hoe weinig, zegt het kader."),
        _("“Herberekend” telt in hoeveel van 1.000 herberekeningen de casus een plaats voor zichzelf heeft. “Waarom?” zegt meer."),
        _("De streep laat zien waar de plaatsen op zijn. Wat eronder staat, is niet afgewezen: het is onder de grens."),
        _("U kunt een ander aantal plaatsen proberen. Dat verandert het kader niet."),
        _("Enter opent de casus. F2 of de knop “Waarom?” zegt waarom de casus hier staat."),
        _("“Tabel kopiëren” en “Lijst bewaren als tabel” nemen de lijst mee zoals die hier staat, met het aantal plaatsen dat u probeert."),
    ),
    build=_build,
    actions=(PlaceAction(Menu.FILE, _("Lijst bewaren als tabel…"), "", "save", _save),),
)
