"""What the check quotes of a stranger is short, steers nothing, and never leads to a person."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.documents.foreign_words import MOST_LISTED, MOST_QUOTED, harmless, quotable
from triage.framework.values import Text
from triage.framework.vocabulary import AnswerStatus
from triage.guard import find
from triage.wording import DUTCH, _, language


@given(st.text(max_size=300))
def test_any_text_is_short_and_has_no_sign_that_steers_or_hides(text: str) -> None:
    shown = DUTCH.say(quotable(text))
    assert len(shown) <= MOST_QUOTED + 2
    assert not [sign for sign in shown if unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp")]


@given(st.text(max_size=60), st.sampled_from(["123456782", "06-12345678", "NL91 ABNA 0417 1643 00", "a@b.nl", "1\u200b23456782"]))
def test_any_text_with_identifying_data_is_not_shown(before: str, planted: str) -> None:
    text = f"{before} {planted}"
    shown = DUTCH.say(quotable(text))
    assert planted not in shown
    assert not find(shown) or not find(text)


def test_a_number_across_the_end_of_a_quote_is_found() -> None:
    text = "x" * (MOST_QUOTED - 5) + " 123456782"
    assert DUTCH.say(quotable(text)) == "(niet getoond: een burgerservicenummer (BSN))"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (3, "3"),
        (Decimal("1.5"), "1,5"),
        (AnswerStatus.SIGNAL, "signaal"),
        (Text(nl="hier\u001b[2J", en="there"), "hier\ufffd[2J"),
        (Text(nl="hier", en="06-12345678"), "(niet getoond: een telefoonnummer)"),
        (_("in {word}", word="\u202ezin"), "in \ufffdzin"),
        (["a\u0007", "b"], "a\ufffd en b"),
    ],
)
def test_values_of_every_kind_are_made_harmless_inside_a_message(value: object, said: str) -> None:
    assert DUTCH.say(harmless(_("{value}", value=value))) == said


def test_a_text_keeps_both_its_languages() -> None:
    assert language("en").say(harmless(_("{value}", value=Text(nl="hier", en="there")))) == "there"


def test_a_long_list_is_cut_and_says_so() -> None:
    assert DUTCH.say(harmless(_("{value}", value=["a"] * (MOST_LISTED + 2)))).endswith("a en nog 2")
