"""The reasons of a score in words: which items count heaviest, with items that count equally heavy named together."""

from __future__ import annotations

from triage.framework.model import Framework
from triage.weighing.reasons import Reason, reasons
from triage.weighing.result import ScaleResult
from triage.weighing.sentences import item_name, points
from triage.wording import Message, _, n_

HOW_COUNTED = _(
    "Meer of minder dan de lichtste punten van elk onderdeel, of dan het uitgangspunt dat het kader noemt. Alleen zekere punten tellen."
)


def reason_lines(scale: ScaleResult, framework: Framework) -> list[Message]:
    """A line per reason, strongest first; ties are one line, in the order of the file."""
    heavier = scale.scale.worse == "higher"
    found = [_reason(reason, framework, heavier) for reason in reasons(scale)]
    return found or [_("Geen onderdeel weegt zeker zwaarder dan zijn lichtste punten.")]


def _reason(reason: Reason, framework: Framework, heavier: bool) -> Message:
    more = _("{points} meer", points=points(reason.difference)) if heavier else _("{points} minder", points=points(reason.difference))
    return n_(
        "{items}: {more}",
        "{items}: elk {more}, even zwaar",
        len(reason.items),
        items=[item_name(framework.item_by_id[result.item.id]) for result in reason.items],
        more=more,
    )
