"""Closing a dossier: first a backup of what changed, and only when that is good the file is let go.

When the backup fails the dossier stays open, so that somebody can choose another folder or make room; closing without one is a choice.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, select

from triage.dossier import schema
from triage.dossier.actions import Action, may
from triage.dossier.backups import back_up
from triage.dossier.chain import NO_PAYLOAD
from triage.dossier.store import Dossier


def changed_since_backup(dossier: Dossier) -> bool:
    """Whether anything was changed after the last backup was made."""
    entry = schema.ENTRY
    changed = select(func.max(entry.c.number)).where(entry.c.payload != NO_PAYLOAD, entry.c.action != Action.BACKED_UP.value)
    backed_up = select(func.max(entry.c.number)).where(entry.c.action == Action.BACKED_UP.value)
    with dossier.reading() as records:
        last, made = (records.connection.execute(query).scalar() for query in (changed, backed_up))
    return last is not None and (made is None or last > made)


def leave(dossier: Dossier, *, backup: bool = True) -> Path | None:
    """Close a dossier; the backup that was made first, or None where none was needed, or this account makes none.

    Raises InputError when the backup fails; then the dossier is still open.
    """
    wanted = backup and dossier.alters and may(dossier.actor.role, Action.BACKED_UP) and changed_since_backup(dossier)
    made = back_up(dossier)[1] if wanted else None
    dossier.note(Action.CLOSED)
    dossier.close()
    return made
