"""One table of cases for two versions of a framework: read with the questions of both, and weighed with what each version understands.

An answer that a version does not know (the question is not in it, or this answer is not) counts there as unknown; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from triage.cases.case import UNKNOWN, Answer
from triage.cases.table import CaseTable, Column
from triage.framework.model import ChoiceItem, Framework, Item, LevelItem, NumericItem
from triage.framework.vocabulary import AnswerStatus
from triage.weighing.tables import ItemTable, Tables


def questions_of_both(old: Framework, new: Framework) -> Framework:
    """A framework to read a table with: every question of either version, with every answer of either. Never to weigh with.

    Where a question is of another kind in the new version, the new one is asked.
    """
    was, now = old.item_by_id, new.item_by_id
    items = tuple(_united(was.get(name), now.get(name)) for name in dict.fromkeys([*now, *was]))
    scales = tuple(({scale.id: scale for scale in old.scales} | {scale.id: scale for scale in new.scales}).values())
    fields: dict[str, Any] = {name: getattr(new, name) for name in ("format", "id", "version", "title")}
    kinds = tuple(dict.fromkeys([*old.facts, *new.facts]))
    return Framework.model_validate({**fields, "use": "test", "items": items, "scales": scales, "facts": kinds})


def fitted(cases: CaseTable, tables: Tables) -> CaseTable:
    """The cases with only the answers that a framework understands; the others are unknown."""
    answers = {
        item: Column(tuple(answer if understood(tables.items[item], answer) else UNKNOWN for answer in column.distinct), column.index)
        for item, column in cases.answers.items()
        if item in tables.items and tables.items[item] in tables.answered
    }
    return CaseTable(cases.codes, cases.reference_dates, answers, cases.facts)


def not_understood(cases: CaseTable, framework: Framework) -> int:
    """How many given answers a framework does not understand, of questions that it asks."""
    tables = Tables.of(framework)
    return sum(
        sum(not understood(tables.items[item.id], column[number]) for number in range(len(cases)))
        for item in framework.questions
        if (column := cases.answers.get(item.id)) is not None
    )


def understood(table: ItemTable, answer: Answer) -> bool:
    """Whether a question knows this answer."""
    if answer.status is AnswerStatus.NOT_APPLICABLE:
        return table.item.allow_not_applicable
    if answer.value is None or answer.status is AnswerStatus.UNKNOWN:
        return True
    try:
        table.cell_of(answer.value)
    except ValueError:
        return False
    return True


def _united(old: Item | None, new: Item | None) -> Item:
    """A question with the answers of both versions."""
    if new is None or old is None or old.kind != new.kind:
        found = new or old
        assert found is not None
        return found
    return type(new).model_construct(**{name: getattr(new, name) for name in type(new).model_fields} | dict(_wider(old, new)))


def _wider(old: Item, new: Item) -> Iterator[tuple[str, Any]]:
    """What of a question must be wider to let the answers of the other version through."""
    yield "allow_not_applicable", old.allow_not_applicable or new.allow_not_applicable
    match old, new:
        case (ChoiceItem() | LevelItem(), ChoiceItem() | LevelItem()):
            known = {option.id for option in new.options}
            yield "options", (*new.options, *(option for option in old.options if option.id not in known))
        case NumericItem(), NumericItem():
            ranges = [one.range for one in (old, new) if one.range is not None]
            yield "range", (min(low for low, _high in ranges), max(high for _low, high in ranges)) if len(ranges) == 2 else None
            yield "decimals", max(old.decimals, new.decimals)
