"""What a new passphrase must be like. One that is already in use is only ever tried, never judged.

The rule is length before tricks: no sort of character is asked for, and nothing expires (NIST SP 800-63B, section 3.1.1.2).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from triage.errors import Defect, InputError
from triage.wording import Message, _

SHORTEST = 12
"""Characters, counted as a reader does: an é is one."""

FEWEST_DIFFERENT = 5

TOO_SHORT = _("De wachtzin heeft minder dan {least} tekens.", least=SHORTEST)
TOO_ALIKE = _("De wachtzin heeft minder dan {least} verschillende tekens.", least=FEWEST_DIFFERENT)
TOO_KNOWN = _("De wachtzin bestaat uit woorden of reeksen die iedereen als eerste probeert.")
HAS_ACCOUNT = _("De naam van een account of rol staat in de wachtzin.")

_PLACE = _("de wachtzin")
_FOUR_WORDS = _("Kies vier of vijf woorden die niets met elkaar en niets met uw werk te maken hebben.")

_KNOWN_WORDS = (
    *("wachtwoord", "wachtzin", "password", "passwort", "passphrase", "geheim", "secret", "welkom", "welcome", "hallo"),
    *("hello", "login", "inloggen", "letmein", "iloveyou", "ikhouvanjou", "qwertyuiop", "qwerty", "azerty", "asdfghjkl"),
    *("asdfgh", "asdf", "zxcvbnm", "admin", "administrator", "beheerder", "beheer", "account", "gebruiker", "test"),
    *("dossier", "casus", "weegwijzer", "zorg", "veiligheids", "veiligheid", "huis", "zvh", "gemeente", "jeugd", "kantoor"),
    *("nederland", "lente", "voorjaar", "zomer", "herfst", "winter", "januari", "februari", "maart", "april", "mei"),
    *("juni", "juli", "augustus", "september", "oktober", "november", "december", "maandag", "dinsdag", "woensdag"),
    *("donderdag", "vrijdag", "ajax", "feyenoord", "mijn", "het", "een", "de", "en", "is", "van", "op"),
)
_ONLY_KNOWN_WORDS = re.compile(f"(?:{'|'.join(_KNOWN_WORDS)})+")
_ROWS = (
    "012345678901234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "1q2w3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb6yhn",
)


def must_be_strong(passphrase: str, accounts: Iterable[str]) -> None:
    """Raises InputError with every reason why this cannot be a new passphrase beside these account ids."""
    reasons = list(reasons_against(passphrase, accounts))
    if reasons:
        *before, last = reasons
        raise InputError([*(Defect(_PLACE, reason, _("")) for reason in before), Defect(_PLACE, last, _FOUR_WORDS)])


def reasons_against(passphrase: str, accounts: Iterable[str]) -> Iterator[Message]:
    """Why this cannot be a new passphrase; nothing for one that can."""
    signs = unicodedata.normalize("NFC", passphrase)
    folded = "".join(sign for sign in unicodedata.normalize("NFKC", signs).casefold() if sign.isalnum())
    letters = "".join(sign for sign in folded if not sign.isdigit())
    if len(signs) < SHORTEST:
        yield TOO_SHORT
    if len(set(signs.casefold())) < FEWEST_DIFFERENT:
        yield TOO_ALIKE
    if _is_known(folded, letters):
        yield TOO_KNOWN
    if any(re.sub("[^a-z]", "", account) in letters for account in accounts):
        yield HAS_ACCOUNT


def _is_known(folded: str, letters: str) -> bool:
    """Nothing left but known words with digits around them, or a row of the keyboard, alphabet or digits, forward or backward."""
    rows = [*_ROWS, *(row[::-1] for row in _ROWS)]
    return _ONLY_KNOWN_WORDS.fullmatch(letters) is not None or (folded != "" and any(folded in row for row in rows))
