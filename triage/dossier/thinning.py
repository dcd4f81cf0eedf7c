"""Which backups may go: many of the last day, then ever fewer, after the way Anki thins its own (`reading/anchors-desktop.md` 3).

Kept are the last twelve of the past day, and the last one of each of the last 12 days, 10 weeks and 9 months in which a backup was made.
Days, weeks (from Monday) and months are those of UTC. A backup from after `now` stays, for then a clock is wrong and nobody knows which.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from datetime import UTC, datetime, timedelta

RECENT, DAILY, WEEKLY, MONTHLY = 12, 12, 10, 9
"""Of each kind so many are kept; one backup may be of several kinds."""

_A_DAY = timedelta(days=1)


def to_remove(made: Collection[datetime], now: datetime) -> set[datetime]:
    """Of backups made at these moments, those that may go; all moments with a time zone.

    The newest is never among them. What is kept now may go later, and what may go now may go at any later moment.
    """
    past = sorted({moment for moment in made if moment <= now}, reverse=True)
    kept = {moment for moment in past[:RECENT] if now - moment < _A_DAY}
    for most, period in ((DAILY, _day), (WEEKLY, _week), (MONTHLY, _month)):
        kept |= _last_of_each(past, period, most)
    return set(past) - kept


def _last_of_each(newest_first: Collection[datetime], period: Callable[[datetime], Hashable], most: int) -> set[datetime]:
    """The last moment in each of the `most` last periods that have one."""
    last: dict[Hashable, datetime] = {}
    for moment in newest_first:
        last.setdefault(period(moment.astimezone(UTC)), moment)
    return set(list(last.values())[:most])


def _day(moment: datetime) -> Hashable:
    return moment.date()


def _week(moment: datetime) -> Hashable:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> Hashable:
    return moment.year, moment.month
