"""What is still open in a case, a row per question that somebody can do something about. No Qt.

Counts follow from the facts: while nobody looked for facts, all of them together are one thing to find out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from triage.cases.case import Case
from triage.documents.sheet.counting import Standing, standing
from triage.framework.model import TallyItem
from triage.framework.vocabulary import Partner
from triage.weighing.result import ItemResult, Use, Weighing
from triage.weighing.sentences import item_answer
from triage.wording import Message, _
from ui.explaining import use_words


@dataclass(frozen=True)
class OpenRow:
    """What is open, why, who may know it, and whether the advice rests on it. `item` says where to go; a count leads to the facts."""

    item: str
    name: object
    reason: Message
    partners: tuple[Partner, ...]
    decides: bool


def open_rows(weighing: Weighing) -> list[OpenRow]:
    """The rows of a case: what the advice rests on first, else in the order of the file."""
    deciding = weighing.advice.deciding if weighing.advice else ()
    uncounted = [result for result in weighing.unknown if result.use is Use.NO_FACTS_LIST]
    rows = [_row(result, weighing, deciding) for result in weighing.unknown if result.use is not Use.NO_FACTS_LIST]
    if uncounted:
        rows.insert(0, _facts_row(uncounted, deciding))
    return sorted(rows, key=_passed_by)


def _row(result: ItemResult, weighing: Weighing, deciding: Sequence[str]) -> OpenRow:
    reason = _count_reason(result, weighing.case) if result.use is Use.FROM_FACTS else use_words(result, weighing)
    return OpenRow(result.item.id, result.item.name, reason, result.item.provided_by, result.item.id in deciding)


def _facts_row(uncounted: Sequence[ItemResult], deciding: Sequence[str]) -> OpenRow:
    partners = tuple(dict.fromkeys(partner for result in uncounted for partner in result.item.provided_by))
    decides = any(result.item.id in deciding for result in uncounted)
    return OpenRow(uncounted[0].item.id, _("De feiten"), _("nog niet nagegaan"), partners, decides)


def _count_reason(result: ItemResult, case: Case) -> Message:
    """Why a count is a range: facts that may count and may not."""
    assert isinstance(result.item, TallyItem)
    found = {standing(fact, result.item.of, case.reference_date) for fact in case.facts or ()}
    said = {Standing.CONTESTED: _("een feit is betwist"), Standing.STRADDLES: _("een kwartaal ligt op de grens van de periode")}
    reasons = [words for how, words in said.items() if how in found]
    return _("{count}: {reasons}", count=item_answer(result), reasons=reasons)


def _passed_by(row: OpenRow) -> bool:
    return not row.decides
