"""What is still open in a case, a row per question that somebody can do something about, and what its answer would do. No Qt.

Counts follow from the facts: while nobody looked for facts, all of them together are one thing to find out. Which questions decide is exact
where the weighing has its outlook; otherwise it is what the walk through the decision table leaves, and that may be too much.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from triage.cases.case import Case
from triage.documents.sheet.counting import Standing, standing
from triage.framework.model import DerivedItem, TallyItem
from triage.framework.vocabulary import Partner
from triage.weighing.outlook import Decider
from triage.weighing.outlook_words import settles_words
from triage.weighing.result import ItemResult, Use, Weighing
from triage.weighing.sentences import item_answer
from triage.wording import Message, _, n_
from ui.explaining import SHOWN_ONLY, protecting, use_words


class Matters(Enum):
    """How an open question matters to the advice, in the order in which the questions stand."""

    DECIDES = "decides"
    CARRIES = "carries"
    NEEDED = "needed"
    NOT = "not"


@dataclass(frozen=True)
class OpenRow:
    """What is open, why, who may know it, and what the answer would do. `item` says where to go; a count leads to the facts.

    `rank` is 1 for the question that settles most; equal questions share it, and without an exact answer there is none.
    """

    item: str
    name: object
    reason: Message
    partners: tuple[Partner, ...]
    matters: Matters
    does: tuple[Message, ...] = ()
    rank: int | None = None

    @property
    def decides(self) -> bool:
        """Whether the answer can change the advice."""
        return self.matters is Matters.DECIDES


def open_rows(weighing: Weighing) -> list[OpenRow]:
    """The rows of a case: what settles most first, then what else matters, else in the order of the file."""
    found = _Matter(weighing)
    uncounted = [result for result in weighing.unknown if result.use is Use.NO_FACTS_LIST]
    groups = [[result] for result in weighing.unknown if result.use is not Use.NO_FACTS_LIST]
    asked = sorted([uncounted, *groups] if uncounted else groups, key=found.order)
    return [_row(results, weighing, found) for results in asked]


def open_words(weighing: Weighing, rows: Sequence[OpenRow]) -> Message:
    """How much the open questions matter to the advice."""
    advice, unanswered = weighing.advice, len(rows)
    counts = {matters: sum(row.matters is matters for row in rows) for matters in Matters}
    if not unanswered:
        return _("Alle vragen zijn beantwoord.")
    if advice is None:
        return _("Deze vragen zijn nog open.")
    if counts[Matters.CARRIES] == unanswered:
        return _("Wat nog niet vaststaat, is genoeg om eerst te beschermen.")
    if advice.certain:
        more = _("Wat verder nog open is, kan het advies niet meer veranderen.")
        return more if counts[Matters.CARRIES] else _("Wat nog open is, kan het advies niet meer veranderen.")
    if counts[Matters.DECIDES]:
        return _can_change(counts[Matters.DECIDES], unanswered)
    if counts[Matters.NEEDED]:
        return n_(
            "Over {count} open vraag moet meer bekend zijn voordat er een advies is.",
            "Over {count} open vragen moet meer bekend zijn voordat er een advies is.",
            counts[Matters.NEEDED],
        )
    return _("Geen open vraag kan het advies nog veranderen.") if len(weighing.possible) == 1 else _("Deze vragen zijn nog open.")


def _can_change(count: int, unanswered: int) -> Message:
    if count == unanswered:
        return n_("{count} open vraag kan het advies nog veranderen.", "{count} open vragen kunnen het advies nog veranderen.", count)
    return n_(
        "Van de {all} open vragen kan er {count} het advies nog veranderen.",
        "Van de {all} open vragen kunnen er {count} het advies nog veranderen.",
        count,
        all=unanswered,
    )


def order_words(rows: Sequence[OpenRow]) -> Message:
    """In which order the open questions stand."""
    if any(row.rank for row in rows):
        return _(
            "Bovenaan staat de vraag die het meeste duidelijk maakt, welk antwoord er ook komt. Vragen met hetzelfde nummer maken evenveel "
            "duidelijk. Enter brengt u naar de vraag."
        )
    if any(row.matters is not Matters.NOT for row in rows):
        return _("Wat voor het advies van belang is, staat bovenaan. Enter brengt u naar de vraag.")
    return _("Enter brengt u naar de vraag.")


class _Matter:
    """How each open item of a case matters."""

    def __init__(self, weighing: Weighing) -> None:
        self.weighing = weighing
        walked = weighing.advice.deciding if weighing.advice else ()
        self.carries = [item for item in protecting(weighing) if weighing.item(item).use in SHOWN_ONLY]
        self.deciders: dict[str, Decider] = {}
        self.decides, self.needed = walked, list[str]()
        if weighing.outlook is not None:
            self.deciders = {item: decider for decider in weighing.outlook.deciding for item in decider.items}
            certain = weighing.advice is not None and weighing.advice.certain
            missing = () if certain else weighing.outlook.missing
            lacking = [result.item for _scale, results in missing for result in results]
            asked = walked if any(isinstance(item, DerivedItem) for item in lacking) else ()  # nobody can answer what follows from others
            self.decides, self.needed = (), [*(item.id for item in lacking), *asked]
        elif weighing.advice is not None and weighing.advice.withheld:
            self.decides, self.needed = (), list(walked)

    def of(self, items: Sequence[str]) -> Matters:
        """How items that are open together matter."""
        for matters, found in (
            (Matters.CARRIES, self.carries),
            (Matters.DECIDES, self.deciders or self.decides),
            (Matters.NEEDED, self.needed),
        ):
            if any(item in found for item in items):
                return matters
        return Matters.NOT

    def rank(self, items: Sequence[str]) -> int | None:
        """The rank of the question that decides."""
        return min((self.deciders[item].rank for item in items if item in self.deciders), default=None)

    def does(self, items: Sequence[str], matters: Matters) -> tuple[Message, ...]:
        """What the answer would do."""
        outlook = self.weighing.outlook
        decider = next((self.deciders[item] for item in items if item in self.deciders), None)
        match matters:
            case Matters.CARRIES:
                return (_("Is genoeg om eerst te beschermen."),)
            case Matters.DECIDES if outlook is not None and decider is not None:
                return tuple(settles_words(self.weighing.framework, outlook, decider))
            case Matters.DECIDES:
                return (_("Kan het advies veranderen."),)
            case Matters.NEEDED:
                return (_("Verandert het advies niet, wel of er genoeg bekend is."),)
        return () if self.weighing.advice is None else (_("Verandert het advies niet."),)

    def order(self, results: Sequence[ItemResult]) -> tuple[int, int]:
        """Where a row stands: rows that are equal in this stand in the order of the file."""
        items = [result.item.id for result in results]
        matters, place = self.of(items), 0
        if matters is Matters.DECIDES:
            place = self.rank(items) or 0
        elif matters is Matters.NEEDED:
            place = min(self.needed.index(item) for item in items if item in self.needed)
        return list(Matters).index(matters), place


def _row(results: Sequence[ItemResult], weighing: Weighing, found: _Matter) -> OpenRow:
    """One question, or all counts of facts that nobody looked for."""
    first, items = results[0], [result.item.id for result in results]
    matters = found.of(items)
    partners = tuple(dict.fromkeys(partner for result in results for partner in result.item.provided_by))
    name: object = first.item.name
    reason = use_words(first, weighing)
    if first.use is Use.NO_FACTS_LIST:
        name, reason = _("De feiten"), _("nog niet nagegaan")
    elif first.use is Use.FROM_FACTS:
        reason = _count_reason(first, weighing.case)
    return OpenRow(first.item.id, name, reason, partners, matters, found.does(items, matters), found.rank(items))


def _count_reason(result: ItemResult, case: Case) -> Message:
    """Why a count is a range: facts that may count and may not."""
    assert isinstance(result.item, TallyItem)
    found = {standing(fact, result.item.of, case.reference_date) for fact in case.facts or ()}
    said = {Standing.CONTESTED: _("een feit is betwist"), Standing.STRADDLES: _("een kwartaal ligt op de grens van de periode")}
    reasons = [words for how, words in said.items() if how in found]
    return _("{count}: {reasons}", count=item_answer(result), reasons=reasons)
