"""Every invented case could be told as one story: its answers fit its age, its facts and each other."""

from __future__ import annotations

from functools import cache

import pytest

from examples.invent import CASES, COLUMNS, FACTS, FOLDER, Invented, invent
from examples.lives import QUESTIONS
from examples.records import HEAVY_KINDS, LIGHT_KINDS, QUARTERS, REFERENCE_DATE
from triage.cases.case import Fact, certainly_before_twelve
from triage.cases.codes import is_code
from triage.framework.vocabulary import AnswerStatus, FactStatus
from triage.guard import find

NUMBER = 3_000
STANDING = (FactStatus.SUSPECTED, FactStatus.SETTLED_OUT_OF_COURT, FactStatus.CONVICTED)


@cache
def cases() -> tuple[Invented, ...]:
    return tuple(invent(NUMBER))


def codes(*answers: tuple[str, str], oldest: int = 99, youngest: int = 0) -> list[str]:
    """The cases with all of these answers, of these ages."""
    return [
        case.code
        for case in cases()
        if youngest <= case.life.age <= oldest and all(case.life.value(question) == value for question, value in answers)
    ]


def back(fact: Fact) -> int:
    return QUARTERS.index(fact.when)


def test_nobody_has_a_fact_from_before_the_twelfth_birthday() -> None:
    early = [
        case.code
        for case in cases()
        if any(
            certainly_before_twelve(fact, case.life.age, REFERENCE_DATE) or back(fact) >= case.life.since_twelve for fact in case.life.facts
        )
    ]
    assert early == []


def test_since_twelve_fits_the_age() -> None:
    assert [case.code for case in cases() if not 0 < case.life.since_twelve - 4 * (case.life.age - 12) <= 4] == []


def test_no_fact_lies_after_the_reference_date_and_none_of_this_quarter_has_a_judgment() -> None:
    facts = [fact for case in cases() for fact in case.life.facts if back(fact) == 0]
    assert facts
    assert {fact.status for fact in facts} <= {FactStatus.SUSPECTED, FactStatus.SETTLED_OUT_OF_COURT}


def test_only_light_facts_are_settled_out_of_court() -> None:
    settled = [fact.kind for case in cases() for fact in case.life.facts if fact.status is FactStatus.SETTLED_OUT_OF_COURT]
    assert settled
    assert set(settled) <= set(LIGHT_KINDS)


def test_nobody_has_a_heavy_fact_from_before_fourteen() -> None:
    """`since_twelve` counts whole quarters, so the first eight of them lie before the fourteenth birthday."""
    young = [
        case.code for case in cases() for fact in case.life.facts if fact.kind in HEAVY_KINDS and case.life.since_twelve - back(fact) <= 8
    ]
    assert young == []


def test_the_first_conviction_and_the_answer_about_it_agree() -> None:
    wrong = []
    for case in cases():
        ages = [12 + (case.life.since_twelve - 1 - back(fact)) // 4 for fact in case.life.facts if fact.status is FactStatus.CONVICTED]
        right = "none_or_16_up" if min(ages, default=16) >= 16 else "from_14" if min(ages) >= 14 else "from_12"
        wrong += [case.code] if case.life.value("onset") != right else []
    assert wrong == []


def test_facts_only_rise_where_the_last_year_has_more_or_heavier_ones() -> None:
    wrong = []
    for case in cases():
        if not case.life.value("pace"):
            continue
        now, before = ([f for f in case.life.facts if f.status in STANDING and year * 4 <= back(f) < year * 4 + 4] for year in (0, 1))
        weights = [max((2 if f.kind in HEAVY_KINDS else f.kind not in LIGHT_KINDS for f in facts), default=-1) for facts in (now, before)]
        rising = (len(now) > len(before) and len(now) >= 2) or (before and weights[0] > weights[1])
        wrong += [case.code] if (case.life.value("pace") == "rising") != bool(rising) else []
    assert wrong == []


def test_nobody_without_a_conviction_or_under_fourteen_is_on_probation() -> None:
    supervised = [case for case in cases() if case.life.value("custody_probation") in ("now", "before")]
    assert supervised
    assert [case.code for case in supervised if case.life.age < 14] == []
    assert [case.code for case in supervised if all(fact.status is not FactStatus.CONVICTED for fact in case.life.facts)] == []


@pytest.mark.parametrize(
    ("question", "value", "youngest"),
    [
        ("school_work", "serious", 16),
        ("money", "serious", 16),
        ("money", "concern", 14),
        ("substance", "serious", 16),
        ("substance", "concern", 14),
        ("peers_serious", "main_circle", 14),
    ],
)
def test_nobody_is_too_young_for_an_answer(question: str, value: str, youngest: int) -> None:
    assert codes((question, value), oldest=youngest - 1) == []
    assert codes((question, value), youngest=youngest)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("school_work", "serious"), ("school_or_work_now", "partly")),
        (("school_work", "serious"), ("school_or_work_now", "clear")),
        (("school_work", "fine"), ("school_or_work_now", "absent")),
        (("attitude", "serious"), ("moral_insight", "clear")),
        (("running_help", "clear"), ("low_motivation", "yes")),
        (("triage_k1", "no"), ("triage_k2", "yes")),
    ],
)
def test_answers_do_not_contradict_each_other(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert codes(one)
    assert codes(other)
    assert codes(one, other) == []


def test_who_has_serious_offenders_for_friends_has_few_other_friends() -> None:
    established = [
        case for case in cases() if case.life.value("peers_serious") == "main_circle" and case.life.answers["peers_serious"].status.counts
    ]
    assert established
    assert [case.code for case in established if case.life.value("prosocial_friends") == "clear"] == []


def test_both_outcomes_of_triage_come_from_one_talk() -> None:
    both = [case.life.answers for case in cases() if {"triage_k1", "triage_k2"} <= case.life.answers.keys()]
    assert both
    assert all((said["triage_k1"].as_of, said["triage_k1"].source) == (said["triage_k2"].as_of, said["triage_k2"].source) for said in both)


def test_every_status_of_an_answer_and_of_a_fact_occurs() -> None:
    answers = {answer.status for case in cases() for answer in case.life.answers.values()}
    assert answers == set(AnswerStatus) - {AnswerStatus.UNKNOWN, AnswerStatus.NOT_APPLICABLE}
    assert {fact.status for case in cases() for fact in case.life.facts} == set(FactStatus)


def test_codes_are_of_our_own_making_and_never_the_same() -> None:
    made = [case.code for case in cases()]
    assert all(map(is_code, made))
    assert len(set(made)) == NUMBER


def test_no_table_asks_for_sex_or_origin() -> None:
    assert {column.partition("@")[0] for column in COLUMNS} == {"case", "reference_date", "place_since", *QUESTIONS}


@pytest.mark.parametrize("name", [CASES, FACTS])
def test_the_guard_finds_nothing_in_the_files_but_the_reference_date(name: str) -> None:
    cells = [cell for line in (FOLDER / name).read_text("utf-8").splitlines() for cell in line.split(",")]
    assert [cell for cell in set(cells) - {REFERENCE_DATE.isoformat()} if find(cell)] == []
