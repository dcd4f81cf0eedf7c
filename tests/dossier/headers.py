"""A header with an account of every role and a proposal, made once, at the least cost that is read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

from triage.casework.roles import AccountRole
from triage.dossier.accounts import admit, first_header, propose
from triage.dossier.header import Header
from triage.dossier.keys import LEAST
from triage.dossier.unlock import Unlocked

PASSPHRASES = {
    "procesregisseur-1": "paard batterij nietje",
    "voorzitter-1": "lantaarn kaas ezelsoor",
    "kaderbeheerder-1": "grutto fietspomp laken",
    "toezichthouder-1": "kapstok zeehond anijs",
    "technisch_beheerder-1": "molen trompet wollen das",
}
PROPOSED = ("procesregisseur-2", "wolk schroevendraaier tij")
KEYED = [account for account in PASSPHRASES if account != "technisch_beheerder-1"]


@dataclass(frozen=True)
class House:
    """A header, the director who opened it, and the text of the recovery key."""

    header: Header
    by: Unlocked
    recovery: str

    @property
    def key(self) -> bytes:
        """The data key."""
        return self.by.key()


def role_of(account: str) -> AccountRole:
    """The role in an account id."""
    return AccountRole(account.rpartition("-")[0])


@cache
def house(seed: int = 1) -> House:
    """The same seed gives the same header, another one gives another dossier."""
    random = Random(seed).randbytes
    header, by, recovery = first_header(PASSPHRASES["procesregisseur-1"], LEAST, random)
    for account in list(PASSPHRASES)[1:]:
        header = admit(propose(header, role_of(account), PASSPHRASES[account], LEAST, random), by, account, random)
    return House(propose(header, AccountRole.DIRECTOR, PROPOSED[1], LEAST, random), by, recovery)
