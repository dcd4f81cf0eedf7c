"""What backups are called and which there are: the name says of which dossier, and when it was made, to the second in UTC."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from triage.files import cannot_read

ENDING = ".reserve"

_STAMP = "%Y-%m-%dT%H-%M-%SZ"
_NAME = re.compile(
    r"(?P<stem>.+)-(?P<made>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}-[0-9]{2}-[0-9]{2}Z)(?:-(?P<number>[2-9]|[1-9][0-9]{1,4}))?",
    re.DOTALL,
)


def name_for(stem: str, now: datetime, number: int = 1, ending: str = ENDING) -> str:
    """The name of a backup of `STEM.dossier`: `STEM-2026-12-01T12-00-00Z.reserve`; the second one in that second ends in `Z-2.reserve`."""
    again = "" if number == 1 else f"-{number}"
    return f"{stem}-{whole_second(now):{_STAMP}}{again}{ending}"


def free_place(folder: Path, stem: str, now: datetime, ending: str = ENDING) -> Path:
    """Where the next backup, or a copy with another ending, can be put without taking the place of another."""
    places = (folder / name_for(stem, now, number, ending) for number in count(1))
    return next(place for place in places if not os.path.lexists(place))


def made_at(path: Path, ending: str = ENDING) -> datetime | None:
    """When a backup, or a copy with another ending, was made, by its name; None when it is not named as one.

    The second one in a second counts as a millionth of a second later, and so on, so that no two of one dossier are the same.
    """
    named = _named(path, ending)
    if named is None:
        return None
    try:
        moment = datetime.strptime(named["made"], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return moment.replace(microsecond=int(named["number"] or 1) - 1)


def backups_in(folder: Path, stem: str) -> tuple[Path, ...]:
    """The backups of `STEM.dossier` in a folder, by their names, newest first; none when there is no folder.

    Raises InputError when the folder is closed to us.
    """
    try:
        there = [path for path in folder.iterdir() if path.is_file() and not path.is_symlink()]
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise cannot_read(folder, error) from None
    made = {path: moment for path in there if (moment := made_at(path)) is not None and stem_of(path) == stem}
    return tuple(sorted(made, key=made.__getitem__, reverse=True))


def whole_second(moment: datetime) -> datetime:
    """The same moment in UTC, without what is less than a second. Raises ValueError for one without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment has a time zone")
    return moment.astimezone(UTC).replace(microsecond=0)


def stem_of(path: Path, ending: str = ENDING) -> str | None:
    """What stands before the moment in the name of a backup, or of a copy with another ending; None when it is not named as one."""
    named = _named(path, ending)
    return None if named is None or made_at(path, ending) is None else named["stem"]


def _named(path: Path, ending: str) -> re.Match[str] | None:
    return _NAME.fullmatch(path.name.removesuffix(ending)) if path.name.endswith(ending) else None
