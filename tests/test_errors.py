"""What a user can mend: place, problem and mend of every defect, in order."""

from __future__ import annotations

import pytest

from triage.errors import Defect, InputError
from triage.wording import DUTCH, _

LEEG = Defect("kader.yaml:3", _("De sleutel '{key}' is leeg.", key="id"), _("Schrijf een id."), "id:   ")
MIST = Defect(_("rij {row}", row=4), _("Het antwoord ontbreekt."), _("Vul een antwoord in."))


def test_a_defect_is_one_line_with_its_source_line_under_it() -> None:
    assert LEEG.in_words(DUTCH) == "kader.yaml:3: De sleutel 'id' is leeg. Schrijf een id.\n    | id:"


def test_a_defect_without_quote_is_one_line() -> None:
    assert MIST.in_words(DUTCH) == "rij 4: Het antwoord ontbreekt. Vul een antwoord in."


def test_an_error_carries_every_defect_in_order() -> None:
    error = InputError(iter([LEEG, MIST]))
    assert error.defects == (LEEG, MIST)
    assert error.in_words(DUTCH) == f"{LEEG.in_words(DUTCH)}\n{MIST.in_words(DUTCH)}"
    assert str(error) == error.in_words(DUTCH)


def test_an_error_of_one_defect_is_made_in_one_go() -> None:
    error = InputError.at("a.csv", _("Dit klopt niet."), _("Herstel het."), "a;b")
    assert error.defects == (Defect("a.csv", _("Dit klopt niet."), _("Herstel het."), "a;b"),)


def test_an_error_can_be_caught_by_its_own_name_only() -> None:
    with pytest.raises(InputError):
        raise InputError([MIST])
    assert not issubclass(InputError, ValueError | OSError)
