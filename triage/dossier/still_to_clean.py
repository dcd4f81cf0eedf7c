"""Which deleted cases are still to be taken out of backups and copies: kept in the dossier itself, in its table `meta`.

A row is made in the transaction that deletes a case, so a break before the backups were cleaned is finished at the next opening; it stays
while a backup is out of reach, and goes when none is. As long as it stays, the header keeps the code. A case that was taken out of a backup
that was put back has a row without backups: where else it may be is not known.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from triage.dossier import schema
from triage.dossier.erasing import ErasingReason

PREFIX = "still_to_clean/"
"""How the names of these rows begin; the code of the case follows."""


@dataclass(frozen=True)
class ToClean:
    """A deleted case, why it was deleted, and the backups that were out of reach; None when the cleaning was not finished."""

    code: str
    reason: ErasingReason
    away: tuple[Path, ...] | None

    def can_be_tried(self) -> bool:
        """Whether trying again may help: it was not finished, or one of the backups is back."""
        return self.away is None or any(path.is_file() for path in self.away)


def remember(connection: Connection, code: str, reason: ErasingReason, away: Collection[Path] | None = None) -> None:
    """Keep that a case is still to be taken out of these backups, or of all of them."""
    said = json.dumps({"reason": reason.value, "away": None if away is None else [str(path) for path in away]})
    row = insert(schema.META).values(name=f"{PREFIX}{code}", value=said)
    connection.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": said}))


def forget(connection: Connection, code: str) -> None:
    """A case is out of every backup."""
    connection.execute(delete(schema.META).where(schema.META.c.name == f"{PREFIX}{code}"))


def remembered(connection: Connection) -> tuple[ToClean, ...]:
    """The deleted cases that are still to be taken out of a backup."""
    rows = connection.execute(
        select(schema.META).where(schema.META.c.name.startswith(PREFIX, autoescape=True)).order_by(schema.META.c.name)
    )
    return tuple(_read(row.name.removeprefix(PREFIX), json.loads(row.value)) for row in rows)


def _read(code: str, said: dict[str, Any]) -> ToClean:
    away = said["away"]
    return ToClean(code, ErasingReason(said["reason"]), None if away is None else tuple(map(Path, away)))
