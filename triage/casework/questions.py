"""A question as it is put to whoever answers: an answer to it is offered again only where it is asked in the same words."""

from __future__ import annotations

from triage.framework.model import ChoiceItem, Item, LevelItem, NumericItem
from triage.weighing.receipt import Json, canonical, fingerprint


def wording_of(item: Item) -> str:
    """SHA-256 over all that whoever answers reads: the question, what counts, and the answers to choose from; not the points."""
    return fingerprint(canonical(_as_read(item)))


def _as_read(item: Item) -> Json:
    texts = (item.question, item.counts, item.does_not_count)
    return {
        "kind": item.kind,
        "texts": [None if text is None else text.model_dump(mode="json") for text in texts],
        "answers": _answers(item),
    }


def _answers(item: Item) -> Json:
    match item:
        case ChoiceItem() | LevelItem():
            return [[option.id, option.name.model_dump(mode="json")] for option in item.options]
        case NumericItem():
            return [item.decimals]
    return []
