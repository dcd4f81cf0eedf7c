"""Verantwoording: the sheet of one case, as it will stand on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from triage.wording import TRIAL, _
from ui.places import Menu, Place, PlaceAction

if TYPE_CHECKING:
    from ui.context import Context
    from ui.view import View


def _build(context: Context) -> View:
    from ui.places.account.view import AccountView

    return AccountView(context, PLACE.title, PLACE.purpose)


def _save(view: View) -> None:
    from ui.places.account.view import AccountView

    assert isinstance(view, AccountView)
    view.save_sheet()


def _print(view: View) -> None:
    from ui.places.account.view import AccountView

    assert isinstance(view, AccountView)
    view.print_sheet()


PLACE = Place(
    id="account",
    number=6,
    title=_("Verantwoording"),
    icon="account",
    purpose=_("Het verantwoordingsblad van één casus. Wat u hier ziet, is precies wat op papier komt."),
    help=(
        _("Kies een casus. Het blad verschijnt vanzelf. Met Page Down bladert u, met de knoppen maakt u het groter of kleiner."),
        _("“Bewaar als PDF” bewaart het blad met de gegevens erin. Daarmee kan een toezichthouder alles narekenen."),
        _("“Afdrukken” (Ctrl+P) is voor papier. U kunt kiezen welke pagina’s u afdrukt."),
        _("Op elke pagina staat {trial}.", trial=TRIAL),
    ),
    build=_build,
    actions=(
        PlaceAction(Menu.FILE, _("Blad bewaren als PDF…"), "Ctrl+E", "account", _save),
        PlaceAction(Menu.FILE, _("Blad afdrukken…"), "Ctrl+P", "print", _print),
    ),
)
