"""Where a dossier is on disk: the encrypted file and what stands beside it, each under a name that says what it belongs to.

A dossier is reached by its real place, wherever a link to it stands: two names of one dossier share one header and one lock.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from triage.errors import Defect, InputError
from triage.files import cannot_read, named_after_a_person
from triage.guard.names import leads_to_a_person, shown
from triage.wording import Message, _

ENDING = ".dossier"

LONGEST_NAME = 200
"""Bytes, with the ending. The longest name beside it, of a backup, adds less than forty, and no common disk takes more than 255."""

_NAME_PLACE = _("de naam van het dossier")
_OTHER_NAME = _("Kies een andere naam, bijvoorbeeld jeugd-noord.dossier.")
_BARRED_SIGNS = '<>:"/\\|?*'
_BARRED_ON_WINDOWS = frozenset({"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))})


@dataclass(frozen=True)
class Places:
    """The places of one dossier, from the path of its encrypted file (`NAME.dossier`), which becomes absolute and free of links.

    Nothing needs to be there yet. Raises InputError when the name leads to a person (REQ-54) or cannot be used on Linux and Windows alike.
    """

    path: Path

    def __post_init__(self) -> None:
        _must_be_usable(self.path.name)
        real = _without_links(self.path)
        _must_be_usable(real.name)
        object.__setattr__(self, "path", real)

    @property
    def name(self) -> str:
        """The name on screen, without the ending."""
        return _stem(self.path.name)

    @property
    def database(self) -> Path:
        """The encrypted file itself."""
        return self.path

    @property
    def header(self) -> Path:
        """Accounts and sealed keys; without it nobody opens the encrypted file."""
        return self._beside("-sleutels")

    @property
    def lock(self) -> Path:
        """What the operating system holds locked while somebody may write."""
        return self._beside("-slot")

    @property
    def occupied(self) -> Path:
        """Who has the dossier open, for the message to the next one."""
        return self._beside("-bezet")

    @property
    def attempts(self) -> Path:
        """Failed unlocks that the dossier itself does not know of yet."""
        return self._beside("-pogingen")

    @property
    def last_saved(self) -> Path:
        """Up to where the list was saved, so that a spoilt journal takes nothing away unseen."""
        return self._beside("-stand")

    @property
    def backups(self) -> Path:
        """The folder of backups, unless another one was chosen."""
        return self._beside("-reservekopieen")

    def remove_new(self) -> None:
        """Take a dossier away that was only just made and that nobody can ever open: its recovery key was never seen."""
        for path in (self.database, self.header, self.lock, self.occupied, self.last_saved):
            path.unlink(missing_ok=True)

    def _beside(self, ending: str) -> Path:
        return self.path.with_name(self.path.name + ending)


def settle_folder(folder: Path) -> None:
    """Have the disk keep what was just made, renamed or taken away in a folder, also when the power fails.

    Where a file system cannot be asked this (Windows, some shares), nothing happens: there the order of renames is all there is.
    """
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _without_links(path: Path) -> Path:
    try:
        return Path(os.path.realpath(path))
    except OSError as error:  # the folder we stand in is gone
        raise cannot_read(path, error) from None
    except ValueError:
        raise InputError.at(_("de map van het dossier"), _("Deze naam van een map kan niet."), _("Kies een andere map.")) from None


def _stem(name: str) -> str:
    return name[: -len(ENDING)] if name.lower().endswith(ENDING) else name


def _must_be_usable(name: str) -> None:
    if leads_to_a_person(name):
        raise named_after_a_person()
    problems = list(_problems(name))
    if problems:
        raise InputError([Defect(_NAME_PLACE, problem, _OTHER_NAME) for problem in problems])


def _problems(name: str) -> list[Message]:
    stem = _stem(name)
    barred = sorted({sign for sign in name if sign in _BARRED_SIGNS or not sign.isprintable()})
    found = (
        (not name.lower().endswith(ENDING), _("De naam moet eindigen op {ending}.", ending=ENDING)),
        (not stem.strip(" .") or stem != stem.strip(), _("Voor de punt moet een naam staan, zonder spatie aan het begin of eind.")),
        (bool(barred), _("Deze tekens kunnen niet in de naam: {signs}", signs=" ".join(shown(sign) for sign in barred))),
        (len(name.encode(errors="replace")) > LONGEST_NAME, _("De naam is langer dan {limit} tekens.", limit=LONGEST_NAME)),
        (stem.partition(".")[0].strip().lower() in _BARRED_ON_WINDOWS, _("Windows gebruikt deze naam zelf.")),
    )
    return [problem for wrong, problem in found if wrong]
