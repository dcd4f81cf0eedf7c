"""Closing a dossier: first a backup of what changed, and only when that is good the file is let go.

When the backup fails the dossier stays open, so that somebody can choose another folder or make room; closing without one is a choice.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, or_, select

from triage.dossier import schema
from triage.dossier.actions import Action, may
from triage.dossier.backups import back_up
from triage.dossier.chain import NO_PAYLOAD, Result
from triage.dossier.store import Dossier

WITHOUT_PAYLOAD = frozenset(
    {
        *(Action.CASE_DELETED, Action.ACCOUNT_PROPOSED, Action.ACCOUNT_ADMITTED, Action.ACCOUNT_REMOVED, Action.ACCOUNT_LOCKED),
        *(Action.ACCOUNT_UNLOCKED, Action.PASSPHRASE_CHANGED, Action.RECOVERY_KEY_MADE, Action.REKEYED, Action.HEADER_CAUGHT_UP),
    }
)
"""What changes a dossier without a record that is new or other: a deletion, and what changes the header."""


def changed_since_backup(dossier: Dossier) -> bool:
    """Whether anything was changed after the last backup was made, in the records or in the header."""
    entry = schema.ENTRY
    done, a_backup = entry.c.result == Result.DONE.value, entry.c.action == Action.BACKED_UP.value
    changes = or_(entry.c.payload != NO_PAYLOAD, entry.c.action.in_([action.value for action in WITHOUT_PAYLOAD]))
    changed = select(func.max(entry.c.number)).where(done, changes, ~a_backup)
    backed_up = select(func.max(entry.c.number)).where(done, a_backup)
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
