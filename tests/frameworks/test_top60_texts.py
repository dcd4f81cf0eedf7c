"""The words of the shipped Top 60: Dutch and English everywhere, plain, and never a word about what somebody is going to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from statistics import mean

import pytest
from pydantic import BaseModel

from triage.framework.model import TallyItem
from triage.framework.read import read_path
from triage.framework.values import Text
from triage.framework.vocabulary import FactStatus

FRAMEWORK = read_path(Path(__file__).resolve().parents[2] / "frameworks" / "top60-ranking.yaml").framework

NEVER = {
    "nl": r"kans(en)?|voorspel\w*|gevaarlijk\w*|crimine(el|le|len)|waarschijnlijk\w*|risico\w*",
    "en": r"chances?|predict\w*|dangerous\w*|criminals?|probab\w*|likel\w*|risks?",
}
SENTENCE_END = re.compile(r"(?<=[.?!:;])\s+")


def texts(part: object, path: str = "") -> Iterator[tuple[str, Text]]:
    """Every text of the framework with the way to it."""
    if isinstance(part, Text):
        yield path, part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from texts(getattr(part, name), f"{path}.{name}")
    elif isinstance(part, tuple):
        for place, inside in enumerate(part):
            yield from texts(inside, f"{path}.{getattr(inside, 'id', place)}")


ALL = tuple(texts(FRAMEWORK))


def sentence_lengths(text: str) -> list[int]:
    """Words per sentence."""
    return [len(sentence.split()) for sentence in SENTENCE_END.split(text)]


def test_there_are_texts_to_look_at() -> None:
    assert len(ALL) > 400
    assert {".purpose", ".items.peers_serious.justification.proxy_check", ".advice.outcomes.list.text"} <= {path for path, _text in ALL}


def test_every_text_is_in_dutch_and_in_english() -> None:
    assert [path for path, text in ALL if not text.en] == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_text_speaks_of_what_somebody_will_do_or_is(language: str) -> None:
    never = re.compile(rf"\b({NEVER[language]})\b", re.IGNORECASE)
    assert [path for path, text in ALL if never.search(text.in_language(language))] == []


def test_the_reader_is_addressed_politely() -> None:
    assert [path for path, text in ALL if re.search(r"\b(jij|jou|jouw|je)\b", text.nl, re.IGNORECASE)] == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_question_has_at_most_25_words_and_is_one_question(language: str) -> None:
    for item in FRAMEWORK.items:
        assert item.question is not None
        question = item.question.in_language(language)
        assert len(question.split()) <= 25, item.id
        assert question.endswith("?"), item.id
        assert question.count("?") == 1, item.id


def test_dutch_sentences_are_short() -> None:
    assert mean(mean(sentence_lengths(text.nl)) for _path, text in ALL) <= 10
    assert [(path, text.nl) for path, text in ALL if max(sentence_lengths(text.nl)) > 18] == []


def test_what_a_young_person_may_read_has_sentences_of_at_most_12_words_on_average() -> None:
    assert FRAMEWORK.advice is not None
    read = [FRAMEWORK.purpose, FRAMEWORK.misuse, FRAMEWORK.limits, *(outcome.text for outcome in FRAMEWORK.advice.outcomes)]
    assert None not in read
    assert [text.nl for text in read if text and mean(sentence_lengths(text.nl)) > 12] == []


def test_a_suspicion_is_called_registered_by_the_police_and_a_conviction_established() -> None:
    for item in FRAMEWORK.items:
        if isinstance(item, TallyItem) and item.question:
            assert ("geregistreerd door politie" in item.question.nl) == (FactStatus.SUSPECTED in item.of.statuses), item.id


def test_each_advice_says_who_decides() -> None:
    assert FRAMEWORK.advice is not None
    for outcome in FRAMEWORK.advice.outcomes:
        assert outcome.text is not None
        assert re.search(r"[Hh]et casusoverleg besluit|besluit het casusoverleg", outcome.text.nl), outcome.id


def test_the_limits_name_what_is_known_against_such_lists() -> None:
    assert FRAMEWORK.limits is not None
    for said in ("WODC", "averechts", "volwassenen", "eigen keuze", "eigen juridische basis", "niet gelezen", "niet gevalideerd"):
        assert said in FRAMEWORK.limits.nl, said


def test_an_item_that_looks_at_the_same_facts_as_another_says_so() -> None:
    for name in ("heaviest_24m", "incidents_24m", "versatile", "pace", "onset"):
        limits = FRAMEWORK.item_by_id[name].limits
        assert limits is not None
        assert "hier telt alleen" in limits.nl, name
