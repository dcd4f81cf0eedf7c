"""Kader: the framework to read, with its evidence and its worked examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from triage.wording import _
from ui.places import Place

if TYPE_CHECKING:
    from ui.context import Context
    from ui.view import View


def _build(context: Context) -> View:
    from ui.places.framework.view import FrameworkView

    return FrameworkView(context, PLACE.title, PLACE.purpose)


PLACE = Place(
    id="framework",
    number=5,
    title=_("Kader"),
    icon="framework",
    purpose=_("Het wegingskader zelf: de vragen, de punten, waar ze op rusten, en wat bewust is weggelaten."),
    help=(
        _("Alles wat het programma weet over wegen, staat in dit kader. Het programma zelf heeft geen punten of regels."),
        _("Kies links een vraag. Rechts staat wat meetelt, hoe het telt, en op welk bewijs dat rust."),
        _("De voorbeelden rekent het programma na, elke keer dat het kader opengaat. De som staat er met de hand bij."),
        _("Een ander kader opent u met “Ander kader openen…”. De casussen die nu open zijn, gaan dan dicht."),
    ),
    build=_build,
)
