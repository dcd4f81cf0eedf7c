from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dossier.headers import PASSPHRASES, PROPOSED
from triage.dossier.passphrases import HAS_ACCOUNT, SHORTEST, TOO_ALIKE, TOO_KNOWN, TOO_SHORT, must_be_strong, reasons_against
from triage.errors import InputError
from triage.wording import Message

ACCOUNTS = ("procesregisseur-1", "technisch_beheerder-2")


def against(passphrase: str) -> list[Message]:
    """Every reason against a passphrase."""
    return list(reasons_against(passphrase, ACCOUNTS))


@pytest.mark.parametrize(
    ("passphrase", "reasons"),
    [
        ("", [TOO_SHORT, TOO_ALIKE]),
        ("paardbatter", [TOO_SHORT]),
        ("aaaaaaaaaaaaaaaa", [TOO_ALIKE]),
        ("abababababABAB", [TOO_ALIKE]),
        ("            ", [TOO_ALIKE]),
        ("wachtwoord", [TOO_SHORT, TOO_KNOWN]),
        ("Wachtwoord2026!", [TOO_KNOWN]),
        ("Welkom Welkom 01", [TOO_KNOWN]),
        ("mijn wachtwoord is geheim", [TOO_KNOWN]),
        ("Zorg- en Veiligheidshuis", [TOO_KNOWN]),
        ("1234567890123", [TOO_KNOWN]),
        ("098-765-432-109", [TOO_KNOWN]),
        ("qwertyuiopasdf", [TOO_KNOWN]),
        ("ZYXWVUTSRQPO", [TOO_KNOWN]),
        ("1q2w3e4r5t6y7u8i", [TOO_KNOWN]),
        ("１２３４５６７８９０１２３", [TOO_KNOWN]),
        ("procesregisseur-1 is mijn account", [HAS_ACCOUNT]),
        ("Ik ben Proces-Regisseur 7", [HAS_ACCOUNT]),
        ("technisch beheerder met een fiets", [HAS_ACCOUNT]),
        ("abc 1 def", [TOO_SHORT]),
    ],
)
def test_every_reason_is_said_at_once(passphrase: str, reasons: list[Message]) -> None:
    assert against(passphrase) == reasons
    with pytest.raises(InputError) as refused:
        must_be_strong(passphrase, ACCOUNTS)
    assert [defect.problem for defect in refused.value.defects] == reasons


@pytest.mark.parametrize(
    "passphrase",
    [
        *(*PASSPHRASES.values(), PROPOSED[1]),
        *(
            "correct horse battery",
            "één zwaluw maakt",
            "het huis van mijn tante brandt",
            "x7$kPq!9zLm2",
            "пароль из четырёх слов",
            "🐎🔋📎✅🚲🧀🎈🎻🦩🌧️🧦🪁",
        ),
    ],
)
def test_a_good_passphrase_is_left_alone(passphrase: str) -> None:
    assert against(passphrase) == []
    must_be_strong(passphrase, ACCOUNTS)


def test_length_counts_what_a_reader_sees() -> None:
    eleven, twelve = "éüïöäëñçàè1", "éüïöäëñçàè12"
    for form in ("NFC", "NFD"):
        assert TOO_SHORT in against(unicodedata.normalize(form, eleven))
        assert against(unicodedata.normalize(form, twelve)) == []


@given(st.text(max_size=11))
def test_nothing_short_passes(passphrase: str) -> None:
    if len(unicodedata.normalize("NFC", passphrase)) < SHORTEST:
        assert TOO_SHORT in against(passphrase)


@given(st.text(max_size=60))
def test_any_text_is_judged_without_ado(passphrase: str) -> None:
    assert set(against(passphrase)) <= {TOO_SHORT, TOO_ALIKE, TOO_KNOWN, HAS_ACCOUNT}


def test_a_very_long_one_is_judged_at_once() -> None:
    assert against("welkomwachtwoordeen" * 20_000) == [TOO_KNOWN]
    assert against("welkomwachtwoordeen" * 20_000 + "zwaluw") == []


def test_the_passphrase_is_in_no_message() -> None:
    with pytest.raises(InputError) as refused:
        must_be_strong("welkomkrokodil", ["krokodil-1"])
    assert "krokodil" not in str(refused.value)
