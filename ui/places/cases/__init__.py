"""Casussen: the table of all cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from triage.wording import _
from ui.places import Place

if TYPE_CHECKING:
    from ui.context import Context
    from ui.view import View


def _build(context: Context) -> View:
    from ui.places.cases.view import CasesView

    return CasesView(context, PLACE.title, PLACE.purpose)


PLACE = Place(
    id="cases",
    number=2,
    title=_("Casussen"),
    icon="cases",
    purpose=_("Alle casussen met hun uitkomst. Enter of dubbelklikken opent een casus: dan ziet u de antwoorden en de uitleg."),
    help=(
        _("Met de pijltoetsen gaat u door de tabel. Enter opent de casus. Delete verwijdert de casus; dat kunt u ongedaan maken."),
        _("Klik op een kolomtitel om te sorteren. Met Ctrl+F zoekt u op code of op advies."),
        _("Een uitkomst als 11–15 betekent dat er nog antwoorden open zijn: de score ligt ergens daartussen."),
        _("Staat er “79 % bekend”, dan is dat het deel van de punten dat vaststaat. Bij te weinig is er geen niveau."),
        _("F2 of de knop “Waarom?” zegt in het kort waarom de casus deze uitkomst heeft."),
        _("“Tabel kopiëren” zet onder de rijen ook welk kader, welke versie en welke vingerafdruk het zijn."),
    ),
    build=_build,
)
