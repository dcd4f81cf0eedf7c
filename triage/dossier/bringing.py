"""A dossier in an earlier form of the tables becomes one in the present form: at opening, and in every copy that is to be changed."""

from __future__ import annotations

from collections.abc import Callable

from triage.dossier import migrations, schema, search
from triage.dossier.actions import Action
from triage.dossier.connection import transaction
from triage.dossier.store import Dossier
from triage.errors import InputError
from triage.files import place_of
from triage.wording import _

_NEWER = (
    _("Dit dossier is gemaakt met een nieuwere versie van Weegwijzer."),
    _("Werk Weegwijzer bij en open het dossier opnieuw."),
)
_OLD_AND_NOT_YOURS = (
    _("Dit dossier is van een eerdere versie en moet eerst worden bijgewerkt. Dat kan nu niet: het is alleen om te lezen."),
    _("Open het op een schijf waarop u mag schrijven, als niemand anders erin werkt."),
)


def bring_along(dossier: Dossier, first: Callable[[Dossier], object] = lambda _dossier: None) -> None:
    """An earlier form of the tables becomes the present one, in one transaction; `first` is done before, such as putting a copy aside.

    Raises InputError for a form of a newer program, and for an earlier one in a dossier that is open for reading only.
    """
    with dossier.reading() as records:
        revision = migrations.revision_of(records.connection)
    if revision == schema.REVISION:
        return
    if revision not in migrations.known():
        raise InputError.at(place_of(dossier.places.path), *_NEWER)
    if not dossier.alters:
        raise InputError.at(place_of(dossier.places.path), *_OLD_AND_NOT_YOURS)
    first(dossier)
    with transaction(dossier.engine, writes=True) as connection:
        migrations.migrate(connection)
        search.refill(connection)
    dossier.note(Action.MIGRATED, about=f"{revision}/{schema.REVISION}")
