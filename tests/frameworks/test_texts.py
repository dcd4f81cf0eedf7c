"""The words of every shipped framework: plain, polite, and never about what somebody is or is going to do.

That every text is there in English too is a rule of lint. What the limits of one framework must say besides stands with that framework.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import mean
from typing import Any

import pytest

from tests.frameworks.pencil import document
from tests.frameworks.shipped import advice_of, every, framework_of, texts_of
from triage.framework.model import TallyItem
from triage.framework.vocabulary import FactStatus

NEVER = {
    "nl": re.compile(r"\b(kans(en)?|voorspel\w*|gevaarlijk\w*|crimine(el|le|len)|waarschijnlijk\w*|risico\w*)\b", re.IGNORECASE),
    "en": re.compile(r"\b(chances?|predict\w*|dangerous\w*|criminals?|probab\w*|likel\w*|risks?)\b", re.IGNORECASE),
}
FAMILIAR = re.compile(r"\b(jij|jou|jouw|je)\b", re.IGNORECASE)
SENTENCE_END = re.compile(r"(?<=[.?!:;])\s+")
DECIDES = re.compile(r"\b(casusoverleg|procesregisseur) besluit|besluit (het casusoverleg|de procesregisseur)\b")
languages = pytest.mark.parametrize("language", ["nl", "en"])


def sentence_lengths(text: str) -> list[int]:
    """Words per sentence."""
    return [len(sentence.split()) for sentence in SENTENCE_END.split(text)]


def written(data: Any) -> Iterator[str]:
    """Every Dutch text of a file, looked up without the model."""
    if isinstance(data, dict) and "nl" in data:
        yield data["nl"]
    elif isinstance(data, dict | list):
        for part in data.values() if isinstance(data, dict) else data:
            yield from written(part)


@every
def test_no_text_of_the_file_is_overlooked(name: str) -> None:
    assert len(texts_of(name)) > 200
    assert sorted(text.nl for _path, text in texts_of(name)) == sorted(written(document(name)))


@languages
@every
def test_no_text_speaks_of_what_somebody_will_do_or_is(name: str, language: str) -> None:
    assert [path for path, text in texts_of(name) if NEVER[language].search(text.in_language(language))] == []


@every
def test_the_reader_is_addressed_politely(name: str) -> None:
    assert [path for path, text in texts_of(name) if FAMILIAR.search(text.nl)] == []


@languages
@every
def test_a_question_has_at_most_25_words_and_is_one_question(name: str, language: str) -> None:
    for item in framework_of(name).items:
        assert item.question is not None
        question = item.question.in_language(language)
        assert len(question.split()) <= 25, item.id
        assert (question[-1], question.count("?")) == ("?", 1), item.id


@every
def test_dutch_sentences_are_short(name: str) -> None:
    lengths = {path: sentence_lengths(text.nl) for path, text in texts_of(name)}
    assert [path for path, words in lengths.items() if max(words) > 18] == []
    assert mean(mean(words) for words in lengths.values()) <= 10


@every
def test_what_a_young_person_may_read_has_sentences_of_at_most_12_words_on_average(name: str) -> None:
    framework = framework_of(name)
    read = [framework.purpose, framework.misuse, framework.limits, *(outcome.text for outcome in advice_of(framework).outcomes)]
    assert None not in read
    assert [text.nl for text in read if text and mean(sentence_lengths(text.nl)) > 12] == []


@every
def test_a_suspicion_is_called_registered_by_the_police(name: str) -> None:
    for item in framework_of(name).items:
        if isinstance(item, TallyItem) and item.question:
            assert ("geregistreerd door politie" in item.question.nl) == (FactStatus.SUSPECTED in item.of.statuses), item.id


@every
def test_each_advice_says_who_decides(name: str) -> None:
    for outcome in advice_of(framework_of(name)).outcomes:
        assert outcome.text is not None
        assert DECIDES.search(outcome.text.nl), outcome.id


@every
def test_the_limits_name_the_finding_against_such_lists_and_what_is_our_own_choice(name: str) -> None:
    limits = framework_of(name).limits
    assert limits is not None
    for said in ("WODC", "Top600", "averechts", "eigen keuze"):
        assert said in limits.nl, said
    for said in ("WODC", "adverse", "our own choice"):
        assert said in limits.in_language("en"), said
