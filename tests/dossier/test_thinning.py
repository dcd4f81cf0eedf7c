from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from triage.dossier.thinning import DAILY, MONTHLY, RECENT, WEEKLY, to_remove

NOW = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
MOST = RECENT + DAILY + WEEKLY + MONTHLY

ages = st.integers(-60 * 24 * 90, 60 * 24 * 800) | st.integers(-60, 60 * 24 * 3)
moments = st.lists(ages, max_size=60).map(lambda minutes: [NOW - timedelta(minutes=age) for age in minutes])
laters = st.timedeltas(timedelta(0), timedelta(days=500))


def every(step: timedelta, number: int, *, until: datetime = NOW) -> list[datetime]:
    return [until - step * place for place in range(number)]


def kept(made: list[datetime], now: datetime = NOW) -> list[datetime]:
    return sorted(set(made) - to_remove(made, now), reverse=True)


@given(moments)
def test_the_newest_is_never_removed(made: list[datetime]) -> None:
    removed = to_remove(made, NOW)
    assert removed <= set(made)
    assert not made or max(made) not in removed
    past = [moment for moment in made if moment <= NOW]
    assert not past or max(past) not in removed


@given(moments)
def test_no_more_than_the_sum_of_the_kinds_is_kept(made: list[datetime]) -> None:
    assert len([moment for moment in kept(made) if moment <= NOW]) <= MOST


@given(moments)
def test_thinning_twice_is_thinning_once(made: list[datetime]) -> None:
    assert to_remove(kept(made), NOW) == set()


@given(moments, laters)
def test_what_may_go_now_may_go_at_any_later_moment(made: list[datetime], later: timedelta) -> None:
    assert to_remove(made, NOW) <= to_remove(made, NOW + later)


@given(moments, moments)
def test_another_backup_saves_none_that_may_go(made: list[datetime], more: list[datetime]) -> None:
    assert to_remove(made, NOW) <= to_remove(made + more, NOW)


@given(moments, laters)
def test_a_clock_that_was_set_back_removes_nothing_of_the_future(made: list[datetime], back: timedelta) -> None:
    now = NOW - back
    assert all(moment <= now for moment in to_remove(made, now))
    assert to_remove(made, now) == to_remove([moment for moment in made if moment <= now], now)


@given(moments)
def test_thinning_at_every_backup_leaves_what_thinning_once_leaves(made: list[datetime]) -> None:
    left: list[datetime] = []
    past = sorted(moment for moment in made if moment <= NOW)
    for moment in past:
        left = kept([*left, moment], moment)
    assert kept(left) == kept(past)


@given(moments, st.integers(-12, 14))
def test_the_time_zone_in_which_a_moment_is_given_is_no_matter(made: list[datetime], hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    assert to_remove([moment.astimezone(zone) for moment in made], NOW.astimezone(zone)) == to_remove(made, NOW)


def test_two_at_one_moment_count_as_one() -> None:
    made = [*[NOW] * 12, NOW - timedelta(minutes=1)]
    assert to_remove(made, NOW) == set()


def test_nothing_to_thin() -> None:
    assert to_remove([], NOW) == set()
    assert to_remove([NOW], NOW) == set()


def test_of_the_past_day_the_last_twelve_stay() -> None:
    made = every(timedelta(minutes=30), 24)
    assert kept(made) == made[:12]


def test_of_earlier_days_the_last_one_of_each_stays() -> None:
    made = every(timedelta(hours=1), 24 * 20)
    days = [moment.date() for moment in kept(made)[12:]]
    assert days[:11] == [(NOW - timedelta(days=day)).date() for day in range(1, 12)]
    assert all(moment.hour == 23 for moment in kept(made)[12:])


def test_two_years_of_work_leave_twelve_days_ten_weeks_and_nine_months() -> None:
    made = every(timedelta(hours=7), 365 * 24 // 7 * 2)
    left = kept(made)
    assert left == sorted(left, reverse=True)
    days, weeks, months = (
        {of(moment) for moment in left} for of in (datetime.date, lambda m: m.isocalendar()[:2], lambda m: (m.year, m.month))
    )
    assert {(NOW - timedelta(days=day)).date() for day in range(12)} <= days
    assert {(NOW - timedelta(weeks=week)).isocalendar()[:2] for week in range(10)} <= weeks
    assert months == {(2026, month) for month in range(4, 13)}
    assert min(left) == max(moment for moment in made if (moment.year, moment.month) == (2026, 4))


def test_a_long_holiday_costs_no_backup() -> None:
    made = every(timedelta(days=1), 12, until=NOW - timedelta(days=300))
    assert kept(made) == made
