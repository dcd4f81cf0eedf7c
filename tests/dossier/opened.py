"""A dossier as it is really opened: with its keys, lock and door."""

from __future__ import annotations

from atexit import register
from contextlib import closing
from functools import cache
from pathlib import Path
from random import Random
from shutil import copyfile, rmtree
from tempfile import mkdtemp

from tests.dossier.making import Clock
from triage.casework.instruction import Confirmation, Topic
from triage.casework.roles import AccountRole
from triage.dossier.actions import Action
from triage.dossier.keys import LEAST
from triage.dossier.opening import Here, Opened, make, open_dossier
from triage.dossier.operations import accounts
from triage.dossier.places import Places

PASSPHRASES = {
    "procesregisseur-1": "een lange wachtzin hier",
    "voorzitter-1": "nog zo een lange wachtzin",
    "toezichthouder-1": "kijken maar niet aankomen",
    "kaderbeheerder-1": "kaders zijn mensenwerk",
}


def here(clock: Clock | None = None, seed: int = 8) -> Here:
    """A computer with a clock and chance that a test knows."""
    return Here(clock or Clock(), Random(seed), "balie-3", 4711)


@cache
def _made() -> tuple[Path, str]:
    """A dossier with an account of each role that opens it, made once, and its recovery key."""
    folder = Path(mkdtemp(prefix="made-dossier-"))
    register(rmtree, folder)
    places = Places(folder / "proef.dossier")
    opened, recovery = make(places, PASSPHRASES["procesregisseur-1"], LEAST, here(seed=7))
    with closing(opened.dossier) as dossier:
        for role in (AccountRole.CHAIR, AccountRole.OVERSEER, AccountRole.KEEPER):
            accounts.propose(dossier, role, PASSPHRASES[f"{role.value}-1"], LEAST)
            accounts.admit(dossier, f"{role.value}-1")
        with dossier.writing(Action.INSTRUCTION_CONFIRMED) as writing:
            for account in PASSPHRASES:
                writing.put(Confirmation(account, dossier.today(), tuple(Topic)))
    return places.path, recovery


def new_dossier(folder: Path) -> Places:
    """A copy of it in a folder."""
    made, _recovery = _made()
    for ending in ("", "-sleutels"):
        copyfile(f"{made}{ending}", folder / f"proef.dossier{ending}")
    return Places(folder / "proef.dossier")


def recovery_key() -> str:
    """The recovery key of these dossiers."""
    return _made()[1]


def entered(places: Places, account: str = "procesregisseur-1", clock: Clock | None = None, *, alters: bool = True) -> Opened:
    """Open it as somebody does."""
    return open_dossier(places, account, PASSPHRASES[account], here(clock), alters=alters)
