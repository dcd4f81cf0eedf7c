"""Start: what this program is and is not, and the ways to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from triage.wording import _
from ui.places import Place

if TYPE_CHECKING:
    from ui.context import Context
    from ui.view import View


def _build(context: Context) -> View:
    from ui.places.start.view import StartView

    return StartView(context, PLACE.title, PLACE.purpose)


PLACE = Place(
    id="start",
    number=1,
    title=_("Start"),
    icon="start",
    purpose=_("Weegwijzer helpt u een casusoverleg voor te bereiden. Het adviseert; mensen besluiten."),
    help=(
        _("Kies hoe u begint: met de voorbeelden, met een tabel van uzelf, of met een casus die u hier intypt."),
        _("Een casus die u intypt, komt nooit bij de voorbeelden. Wel bij een tabel van uzelf die open is."),
        _("Een tabel mag u ook op het venster slepen. Een rij die niet klopt, wordt geweigerd en u ziet waarom."),
        _("U probeert hier een kader uit. Gebruik de uitkomst niet om over een jongere te besluiten."),
        _("F6 brengt u naar het volgende deel van het scherm. Met Ctrl+1 tot en met Ctrl+6 gaat u naar een plaats."),
    ),
    build=_build,
)
