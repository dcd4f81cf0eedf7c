"""Why a fact does not count in a framework, in a few words. No Qt."""

from __future__ import annotations

from datetime import date

from triage.cases.case import Fact
from triage.documents.sheet.counting import Standing, standing
from triage.framework.model import Framework, TallyItem
from triage.wording import Message, _

_WORDS = (
    (Standing.CONTESTED, _("misschien: betwist")),
    (Standing.STRADDLES, _("misschien: kwartaal op de grens")),
    (Standing.LATER, _("telt niet mee: van na de peildatum")),
    (Standing.OTHER_TIME, _("telt niet mee: valt buiten de periode")),
    (Standing.OTHER_STATUS, _("telt niet mee: door de status")),
)
"""What a fact is to the count that it comes nearest to."""


def counting_doubt(fact: Fact, framework: Framework, reference_date: date) -> Message | None:
    """Why a fact counts nowhere in this framework, or only perhaps, at the count that it comes nearest to; None when it counts."""
    found = {standing(fact, item.of, reference_date) for item in framework.items if isinstance(item, TallyItem)}
    if Standing.COUNTS in found:
        return None
    return next((words for how, words in _WORDS if how in found), _("telt niet mee in dit kader"))
