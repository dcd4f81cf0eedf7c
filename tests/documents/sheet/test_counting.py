"""From facts to counts: the reason that is printed is the one that decided, for all facts, and the printed terms are those of the count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.papers import PRINTED, example, half_known_case, random_case, registry, shipped, weighed
from triage.cases.case import Case, Fact
from triage.documents.enclosure import Names
from triage.documents.sheet.counting import Counted, Standing, Term, standing, window_words
from triage.documents.sheet.subject import Framed, Subject
from triage.framework.model import TallyItem, TallyOf
from triage.framework.vocabulary import FactStatus
from triage.periods import Period
from triage.weighing.coding import count_of
from triage.weighing.receipt import receipt
from triage.wording import DUTCH

TODAY = date(2026, 11, 23)
OF = TallyOf(facts=("drugs",), statuses=(FactStatus.CONVICTED,), within_months=24)

days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
quarters = st.builds(Period.quarter, st.integers(1995, 2105), st.integers(1, 4))
facts = st.builds(
    Fact,
    st.sampled_from(["drugs", "other"]),
    quarters | st.builds(Period.day, days),
    st.sampled_from(FactStatus),
    st.none(),
    st.booleans(),
)
windows = st.sampled_from([{}, {"within_months": 12}, {"within_months": 24}, {"before_months": 24}, {"before_months": 0}])


def subject(case: Case) -> Subject:
    framed = Framed(shipped(), Names.of(shipped().framework, case, registry()), DUTCH)
    return Subject(weighed(case), framed, receipt(weighed(case), shipped().sha256), PRINTED, "0" * 64)


def fact(kind: str = "drugs", quarter: str = "2026-Q1", status: FactStatus = FactStatus.CONVICTED, contested: bool = False) -> Fact:
    return Fact(kind, Period.parse(quarter), status, None, contested)


@pytest.mark.parametrize(
    ("given_fact", "expected"),
    [
        (fact(), Standing.COUNTS),
        (fact(contested=True), Standing.CONTESTED),
        (fact(quarter="2024-Q4"), Standing.STRADDLES),
        (fact(quarter="2024-Q4", contested=True), Standing.STRADDLES),
        (fact(kind="other"), Standing.OTHER_KIND),
        (fact(status=FactStatus.DISMISSED), Standing.OTHER_STATUS),
        (fact(quarter="2024-Q3"), Standing.OTHER_TIME),
        (fact(quarter="2027-Q1"), Standing.LATER),
    ],
)
def test_a_fact_counts_or_the_reason_is_given(given_fact: Fact, expected: Standing) -> None:
    assert standing(given_fact, OF, TODAY) is expected


@given(given_fact=facts, window=windows, day=days)
def test_the_reason_never_says_other_than_the_count(given_fact: Fact, window: dict[str, int], day: date) -> None:
    of = TallyOf.model_validate({"facts": ("drugs",), "statuses": ("convicted", "suspected"), **window})
    how = standing(given_fact, of, day)
    assert count_of(given_fact, of, day) == ((1, 1) if how is Standing.COUNTS else (0, 1) if how.possible else (0, 0))


@given(months=st.integers(1, 120), day=days, quarter=quarters)
def test_the_printed_term_is_the_term_of_the_count(months: int, day: date, quarter: Period) -> None:
    one = Fact("drugs", quarter, FactStatus.CONVICTED)
    within, before = (OF.model_copy(update={"within_months": w, "before_months": b}) for w, b in ((months, None), (None, months)))
    past = quarter.first <= day
    term = Term.within(months, day)
    assert (count_of(one, within, day) == (1, 1)) == (past and quarter >= term.surely)
    assert (count_of(one, within, day) == (0, 1)) == (quarter == term.across)
    term = Term.before(months, day)
    assert (count_of(one, before, day) == (1, 1)) == (quarter <= term.surely)
    assert (count_of(one, before, day) == (0, 1)) == (quarter == term.across)


def test_on_the_first_day_of_a_quarter_no_quarter_lies_across_the_border() -> None:
    assert Term.within(12, date(2026, 10, 1)) == Term(Period.quarter(2025, 4), None)
    assert Term.within(12, date(2026, 10, 1) + timedelta(1)) == Term(Period.quarter(2026, 1), Period.quarter(2025, 4))
    assert Term.before(12, date(2026, 10, 1)) == Term(Period.quarter(2025, 3), None)


@given(seed=st.integers(0, 2**32))
def test_the_facts_named_at_a_count_are_as_many_as_the_count(seed: int) -> None:
    found = subject(random_case(shipped().framework, seed))
    for result in found.weighing.items:
        if isinstance(result.item, TallyItem) and result.count is not None:
            counted = found.counted[result.item.id]
            assert (len(counted.surely), len(counted.surely) + len(counted.perhaps)) == result.count


def test_facts_are_numbered_in_the_order_of_time() -> None:
    case = replace(half_known_case(), facts=(fact(quarter="2026-Q3"), fact(kind="other", quarter="2026-Q1"), fact(quarter="2026-Q1")))
    assert [(one.kind, str(one.when)) for one in subject(case).facts] == [("drugs", "2026-Q1"), ("other", "2026-Q1"), ("drugs", "2026-Q3")]


def test_which_facts_a_count_holds_is_said_with_what_is_unsure_apart() -> None:
    said = [DUTCH.say(part) for part in Counted.of(OF, (fact(), fact(contested=True), fact(quarter="2026-Q2")), TODAY).words()]
    assert said == ["telt: F1 en F3", "misschien: F2"]
    assert [DUTCH.say(part) for part in Counted.of(OF, (fact(kind="other"),), TODAY).words()] == ["geen feit telt hier mee"]


@pytest.mark.parametrize(
    ("window", "words"),
    [
        ({"within_months": 12}, "laatste 12 maanden"),
        ({"before_months": 24}, "meer dan 24 maanden geleden"),
        ({}, "alle jaren"),
    ],
)
def test_a_window_in_words(window: dict[str, int], words: str) -> None:
    of = TallyOf.model_validate({"facts": ("drugs",), "statuses": ("convicted",), **window})
    assert DUTCH.say(window_words(of)) == words


def test_each_count_of_a_worked_example_can_be_followed_to_its_facts() -> None:
    counted = subject(example("Veel en ernstige feiten, weinig houvast")).counted
    assert counted["recent_12m"].surely == (3, 4, 5)
    assert counted["convicted_24m"].surely == (2, 3, 4)
    assert counted["violence_before"].surely == (1,)
    assert counted["drugs_convicted_24m"].surely == ()
