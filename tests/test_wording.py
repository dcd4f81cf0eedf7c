"""Sentences, numbers, dates and lists as a reader sees them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.framework.values import Text
from triage.framework.vocabulary import AnswerStatus, FactStatus, Role, Strength
from triage.periods import Period
from triage.weighing.result import Truth
from triage.wording import DUTCH, TRIAL, Language, Message, _, language, n_


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0"),
        (7, "7"),
        (1234, "1.234"),
        (Decimal("1234.5"), "1.234,5"),
        (Decimal("-1234.50"), "−1.234,5"),
        (Decimal("0.125"), "0,125"),
        (Decimal("-0.0001"), "0"),
        (Decimal("2.000"), "2"),
        (Decimal("1E+6"), "1.000.000"),
        (-5, "−5"),
    ],
)
def test_numbers_are_dutch(number: int | Decimal, said: str) -> None:
    assert DUTCH.number(number) == said
    assert DUTCH.say(number) == said


def test_numbers_in_english_have_a_decimal_point() -> None:
    assert language("en").number(Decimal("-1234.5")) == "−1,234.5"


@given(st.decimals(-1_000_000, 1_000_000, places=3))
def test_every_number_of_points_can_be_read_back(number: Decimal) -> None:
    said = DUTCH.number(number)
    assert Decimal(said.replace(".", "").replace(",", ".").replace("−", "-")) == number


@pytest.mark.parametrize(("day", "said"), [(date(2026, 11, 23), "23 november 2026"), (date(2026, 1, 3), "3 januari 2026")])
def test_dates_are_written_out(day: date, said: str) -> None:
    assert DUTCH.say(day) == said


@pytest.mark.parametrize(("parts", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (("a", "b", "c"), "a, b en c")])
def test_lists_end_with_and(parts: Sequence[str], said: str) -> None:
    assert DUTCH.say(parts) == said


def test_the_parts_of_a_list_are_said_too() -> None:
    assert DUTCH.say([Decimal("2.5"), date(2026, 1, 3), Text(nl="leeftijd"), _("dat")]) == "2,5, 3 januari 2026, leeftijd en dat"


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 vragen zijn open."), (1, "1 vraag is open."), (2, "2 vragen zijn open."), (1200, "1.200 vragen zijn open.")]
)
def test_a_number_chooses_singular_or_plural(count: int, said: str) -> None:
    assert DUTCH.say(n_("{count} vraag is open.", "{count} vragen zijn open.", count)) == said


def test_a_message_says_its_values_in_the_same_language() -> None:
    message = _("{item}: {points} punten op {day}", item=Text(nl="leeftijd", en="age"), points=Decimal("1.5"), day=date(2026, 3, 1))
    assert DUTCH.say(message) == "leeftijd: 1,5 punten op 1 maart 2026"
    assert language("en").say(message).startswith("age: 1.5 ")


def test_a_message_may_stand_in_a_message() -> None:
    assert DUTCH.say(_("Er staat {what}.", what=_("een getal"))) == "Er staat een getal."


def test_a_sentence_begins_with_a_capital_and_nothing_else_changes() -> None:
    assert DUTCH.sentence(_("een BSN hoort hier niet")) == "Een BSN hoort hier niet"
    assert DUTCH.sentence("") == ""


def test_braces_in_a_value_are_left_alone() -> None:
    assert DUTCH.say(_("Schrijf {{nl: …}} en niet {value}.", value="{x}")) == "Schrijf {nl: …} en niet {x}."


@pytest.mark.parametrize("kind", [AnswerStatus, FactStatus, Strength, Role, Truth])
def test_a_word_of_a_fixed_list_is_said_in_dutch_and_not_by_its_id(kind: type[Enum]) -> None:
    for word in kind:
        assert DUTCH.say(word) == DUTCH.say(word.message())  # type: ignore[attr-defined]  # every kind in the list has one
        assert DUTCH.say(word) != str(word.value)


def test_yes_no_and_quarters_are_said() -> None:
    assert (DUTCH.say(True), DUTCH.say(False)) == ("ja", "nee")
    assert DUTCH.say(Period.parse("2026-Q3")) == "3e kwartaal 2026"


def test_what_cannot_be_said_is_a_mistake_of_ours() -> None:
    with pytest.raises(TypeError, match="object"):
        DUTCH.say(object())


def test_there_are_two_languages() -> None:
    assert language("nl") is DUTCH
    with pytest.raises(ValueError, match="fr"):
        Language("fr")


def test_messages_are_equal_when_they_say_the_same() -> None:
    assert _("{a}", a=1) == _("{a}", a=1)
    assert _("{a}", a=1) != _("{a}", a=2)
    assert len({_("{a}", a=1), _("{a}", a=1), Message("{a}", {"a": 2})}) == 2


def test_the_words_on_everything_that_is_a_trial_stand_in_one_place() -> None:
    house = Path(__file__).resolve().parent.parent
    sources = [path for room in ("triage", "ui") for path in (house / room).rglob("*.py")]
    holding = [path.relative_to(house).as_posix() for path in sources if DUTCH.say(TRIAL) in path.read_text(encoding="utf-8")]
    assert holding == ["triage/wording.py"]
