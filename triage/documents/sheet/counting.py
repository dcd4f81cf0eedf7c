"""From facts to counts, so that a reader can follow each fact to every count with the paper alone.

`count_of` decides what a fact adds; here only the reason is found, in the order in which the framework format gives it (*Tally*).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from triage.cases.case import Fact
from triage.framework.model import TallyOf
from triage.periods import Period, months_before
from triage.weighing.coding import count_of
from triage.wording import Message, _


class Standing(Enum):
    """How a fact stands towards one count."""

    COUNTS = "counts"
    CONTESTED = "contested"
    STRADDLES = "straddles"
    OTHER_KIND = "other_kind"
    OTHER_STATUS = "other_status"
    LATER = "later"
    OTHER_TIME = "other_time"

    @property
    def possible(self) -> bool:
        """Whether it may count, but not surely."""
        return self in (Standing.CONTESTED, Standing.STRADDLES)


def standing(fact: Fact, of: TallyOf, reference_date: date) -> Standing:
    """How a fact stands towards a count, and why."""
    match count_of(fact, of, reference_date):
        case 1, _high:
            return Standing.COUNTS
        case 0, 1:
            settled = count_of(replace(fact, contested=False), of, reference_date)
            return Standing.CONTESTED if settled == (1, 1) else Standing.STRADDLES
    if fact.kind not in of.facts:
        return Standing.OTHER_KIND
    if fact.status not in of.statuses:
        return Standing.OTHER_STATUS
    return Standing.LATER if fact.when.first > reference_date else Standing.OTHER_TIME


@dataclass(frozen=True)
class Counted:
    """Which facts a tally counts, by their number from 1: surely, and perhaps with the reason."""

    surely: tuple[int, ...]
    perhaps: tuple[tuple[int, Standing], ...]

    @classmethod
    def of(cls, of: TallyOf, facts: Sequence[Fact], reference_date: date) -> Counted:
        """Of these facts, in this order."""
        found = [(number, standing(fact, of, reference_date)) for number, fact in enumerate(facts, 1)]
        return cls(
            tuple(number for number, how in found if how is Standing.COUNTS),
            tuple((number, how) for number, how in found if how.possible),
        )

    def words(self) -> list[object]:
        """`F1 en F3`, and `misschien F4`."""
        if not self.surely and not self.perhaps:
            return [_("geen feit telt hier mee")]
        said: list[object] = [_("telt: {facts}", facts=[called(number) for number in self.surely])] if self.surely else []
        perhaps = [called(number) for number, _how in self.perhaps]
        return [*said, _("misschien: {facts}", facts=perhaps)] if perhaps else said


def called(number: int) -> str:
    """What a fact is called on the sheet."""
    return f"F{number}"


@dataclass(frozen=True)
class Term:
    """From (or up to) which quarter facts surely count on one day, and the quarter that lies across the border, if any."""

    surely: Period
    across: Period | None

    @classmethod
    def within(cls, months: int, reference_date: date) -> Term:
        """The last so many months."""
        border = months_before(reference_date, months)
        quarter = Period.quarter_of(border)
        return cls(quarter, None) if quarter.first == border else cls(_next(quarter), quarter)

    @classmethod
    def before(cls, months: int, reference_date: date) -> Term:
        """More than so many months ago."""
        border = months_before(reference_date, months)
        quarter = Period.quarter_of(border)
        return cls(_previous(quarter), None if quarter.first == border else quarter)


def window_words(of: TallyOf) -> Message:
    """The time a fact must lie in."""
    if of.within_months is not None:
        return _("laatste {months} maanden", months=of.within_months)
    if of.before_months is not None:
        return _("meer dan {months} maanden geleden", months=of.before_months)
    return _("alle jaren")


def _next(quarter: Period) -> Period:
    return Period.quarter_of(date.fromordinal(quarter.last.toordinal() + 1))


def _previous(quarter: Period) -> Period:
    return Period.quarter_of(date.fromordinal(max(1, quarter.first.toordinal() - 1)))
