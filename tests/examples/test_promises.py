"""What the sixty example cases promise to show, weighed by the framework they were made for, through the true intake."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from examples.invent import CASES, FACTS, FOLDER, NUMBER, invent
from examples.lives import QUESTIONS
from examples.records import REFERENCE_DATE
from triage import review
from triage.cases.intake import Intake, take_in
from triage.cases.read_table import read_table
from triage.framework.model import LimitedPlaces
from triage.framework.vocabulary import OUT_OF_SCOPE, AnswerStatus, FactStatus
from triage.review import OpenFramework
from triage.weighing.places import PlaceList, PlaceState, place_list
from triage.weighing.result import Truth, Use, Weighing
from triage.weighing.weigh import Weighed, weigh

FRAMEWORK = Path(__file__).parent.parent.parent / "frameworks" / "top60-ranking.yaml"
AT_THE_TIE, AT_THE_OPEN_ANSWERS = 8, 12
"""The two numbers of places that examples/README.md explains."""


@cache
def opened() -> OpenFramework:
    return review.open(FRAMEWORK)


@cache
def intake() -> Intake:
    facts = read_table(FOLDER / FACTS)
    return take_in(read_table(FOLDER / CASES), opened().framework, facts=facts, reference_date=REFERENCE_DATE)


@cache
def weighed() -> Weighed:
    return weigh(opened().tables, intake().cases)


@cache
def weighings() -> tuple[Weighing, ...]:
    return tuple(weighed().weighings())


def rule() -> LimitedPlaces:
    places = opened().framework.places
    assert places is not None
    return places


def listed(places: int) -> PlaceList:
    return place_list(weighed(), rule(), places)


def that_shows(beginning: str) -> list[Weighing]:
    """The weighed cases whose note begins so."""
    codes = {case.code for case in invent(NUMBER) if case.life.note.startswith(beginning)}
    assert codes, beginning
    return [weighing for weighing in weighings() if weighing.case.code in codes]


def only(beginning: str) -> Weighing:
    (weighing,) = that_shows(beginning)
    return weighing


def advice(weighing: Weighing) -> str | None:
    assert weighing.advice is not None
    return weighing.advice.advice


def possible(weighing: Weighing) -> set[str]:
    assert weighing.advice is not None
    return set(weighing.advice.possible)


def band(weighing: Weighing, scale: str = "seriousness") -> str | None:
    found = weighing.scale(scale).band
    return found.id if found else None


# the way in


def test_the_questions_are_those_of_the_framework() -> None:
    assert tuple(item.id for item in opened().framework.questions) == QUESTIONS


def test_no_question_of_the_framework_may_be_answered_with_not_applicable() -> None:
    """If one may, the examples should show it, and examples/README.md should no longer say that none does."""
    assert [item.id for item in opened().framework.questions if item.allow_not_applicable] == []


def test_intake_takes_every_row() -> None:
    assert intake().refused == ()
    assert (intake().rows_read, intake().rows_refused, intake().facts_refused) == (NUMBER, 0, 0)
    assert intake().facts_read == sum(len(case.life.facts) for case in invent(NUMBER))


def test_intake_reads_what_was_invented() -> None:
    for case, weighing in zip(invent(NUMBER), weighings(), strict=True):
        read = weighing.case
        assert (read.code, read.reference_date, read.facts) == (case.code, REFERENCE_DATE, case.life.facts)
        assert {item: (str(a.value), a.status, a.as_of, a.source) for item, a in read.answers.items()} == {
            item: (str(a.value), a.status, a.as_of, a.source) for item, a in case.life.answers.items()
        }


# the spread


def test_bands_are_spread_with_some_low_many_medium_and_enough_high() -> None:
    bands = Counter(map(band, weighings()))
    assert bands["medium"] >= 18
    assert bands["medium"] >= bands["low"] >= 10
    assert 12 <= bands["high"] <= 20
    assert bands[None] >= 4


def test_every_band_of_every_scale_and_every_advice_occurs() -> None:
    for scale in opened().framework.scales:
        assert {band(weighing, scale.id) for weighing in weighings()} == {*scale.band_ids, None}
    outcomes = opened().framework.advice
    assert outcomes is not None
    assert {advice(weighing) for weighing in weighings()} == {*(outcome.id for outcome in outcomes.outcomes), OUT_OF_SCOPE, None}


def test_about_a_third_of_the_cases_has_an_open_question_and_a_few_are_half_empty() -> None:
    unanswered = [len(QUESTIONS) - len(weighing.case.answers) for weighing in weighings()]
    assert 15 <= sum(count > 0 for count in unanswered) <= 27
    assert 3 <= sum(count >= len(QUESTIONS) * 0.45 for count in unanswered) <= 6


def test_every_criterion_holds_for_somebody_and_not_for_somebody_else() -> None:
    for criterion in opened().framework.criteria:
        truths = {result.truth for weighing in weighings() for result in weighing.criteria if result.criterion == criterion}
        assert truths >= {Truth.TRUE, Truth.FALSE}, criterion.id


# the places


def test_with_eight_places_six_are_certain_three_share_two_and_the_rest_is_below() -> None:
    found = listed(AT_THE_TIE)
    assert Counter(place.state for place in found.candidates) == {PlaceState.CERTAIN: 6, PlaceState.SHARED: 3, PlaceState.BELOW: 5}
    sharing = [place for place in found.candidates if place.state is PlaceState.SHARED]
    assert {(place.best, place.worst, place.share) for place in sharing} == {(7, 7, Fraction(2, 3))}
    assert len({place.keys for place in sharing}) == 1


def test_with_twelve_places_nine_are_certain_four_unsure_and_one_is_below() -> None:
    found = listed(AT_THE_OPEN_ANSWERS)
    assert Counter(place.state for place in found.candidates) == {PlaceState.CERTAIN: 9, PlaceState.UNSURE: 4, PlaceState.BELOW: 1}


def test_with_the_places_of_the_framework_nobody_is_below() -> None:
    assert PlaceState.BELOW not in {place.state for place in listed(rule().places).candidates}


def test_one_candidate_is_not_surely_eligible_and_one_has_a_best_and_a_worst_place() -> None:
    candidates = listed(AT_THE_TIE).candidates
    assert [place.case for place in candidates if not place.surely_eligible] == [only("Triage K2 is nog open").case.code]
    (ranged,) = [place.case for place in candidates if any(key.low < key.high for key in place.keys)]
    assert ranged == only("Eén sterke kant is nog open").case.code


# what each special case shows


def test_a_signal_of_exploitation_is_enough_to_protect_first() -> None:
    weighing = only("Er is een signaal")
    assert weighing.item("exploited").use is Use.SIGNAL
    assert advice(weighing) == "protect"
    assert weighing.case.answer("age").value in range(14, 18)


def test_an_open_question_about_force_leaves_protection_possible() -> None:
    weighing = only("De vraag over dwang is nog open")
    assert "protect" in possible(weighing)
    assert advice(weighing) is None


def test_somebody_of_24_is_out_of_scope_however_serious_the_facts() -> None:
    weighing = only("24 jaar")
    assert weighing.case.answer("age").value == 24
    assert (advice(weighing), band(weighing)) == (OUT_OF_SCOPE, "high")


def test_many_serious_facts_without_triage_k2_or_without_a_conviction_give_no_place() -> None:
    refused, suspected = only("Veel en ernstige feiten, maar de triage"), only("Vijf of meer verdenkingen")
    assert (band(refused), advice(refused)) == ("high", "local")
    facts = suspected.case.facts or ()
    assert len(facts) >= 5
    assert {fact.status for fact in facts} == {FactStatus.SUSPECTED}
    assert "list" not in possible(suspected)


def test_strong_hold_makes_the_approach_as_light_as_possible() -> None:
    weighing = only("Een zwaar feit, maar veel houvast")
    assert (band(weighing, "protective"), advice(weighing)) == ("high", "local_light")


def test_dismissed_and_acquitted_facts_count_for_nothing() -> None:
    weighing = only("Alle feiten zijn geseponeerd")
    assert {fact.status for fact in weighing.case.facts or ()} == {FactStatus.DISMISSED, FactStatus.ACQUITTED}
    assert weighing.item("incidents_24m").count == (0, 0)
    assert weighing.item("heaviest_24m").high == 0


def test_after_an_acquittal_of_the_heaviest_fact_only_the_others_count() -> None:
    weighing = only("Vrijgesproken van het zwaarste feit")
    facts = weighing.case.facts or ()
    standing = [fact for fact in facts if fact.status not in (FactStatus.DISMISSED, FactStatus.ACQUITTED)]
    count = weighing.item("incidents_24m").count
    assert any(fact.status is FactStatus.ACQUITTED for fact in facts)
    assert count is not None
    assert count[1] <= len(standing) < len(facts)


def test_a_contested_fact_counts_in_the_upper_end_only() -> None:
    weighing = only("Eén feit is betwist")
    result = weighing.item("incidents_24m")
    assert sum(fact.contested for fact in weighing.case.facts or ()) == 1
    assert result.count is not None
    assert result.count[1] == result.count[0] + 1
    assert result.low < result.high


def test_a_fact_on_the_border_of_24_months_may_count() -> None:
    result = only("Eén feit ligt op de grens van 24 maanden").item("incidents_24m")
    assert result.count is not None
    assert result.count[1] == result.count[0] + 1
    assert result.low < result.high


def test_a_last_fact_on_the_border_of_12_months_leaves_open_whether_it_is_recent() -> None:
    weighing = only("Het laatste feit ligt op de grens van 12 maanden")
    recent = next(result for result in weighing.criteria if result.criterion.id == "recent_fact")
    assert recent.truth is Truth.UNKNOWN


def test_few_facts_and_none_for_over_a_year_surely_meet_the_rule_for_leaving() -> None:
    weighing = only("Weinig feiten en al ruim een jaar niets nieuws")
    assert band(weighing) == "low"
    assert weighing.scale("seriousness").score is not None
    leaving = rule().leave_when
    assert leaving is not None
    truths = weighed().counted.truth(leaving)
    assert Truth(int(truths[[one.case.code for one in weighings()].index(weighing.case.code)])) is Truth.TRUE


def test_older_violence_still_counts() -> None:
    assert only("Ouder geweld telt nog mee").item("violence_before").low > 0


@pytest.mark.parametrize(
    ("beginning", "item", "use"),
    [
        ("Het antwoord over vrienden is ouder", "peers_serious", Use.OUTDATED),
        ("De triage is ouder dan een jaar", "triage_k1", Use.OUTDATED),
        ("De triage is ouder dan een jaar", "triage_k2", Use.OUTDATED),
        ("De vaste vriendengroep is een signaal", "peers_serious", Use.SIGNAL),
        ("De jongere betwist het antwoord", "attitude", Use.CONTESTED),
        ("Triage K2 is nog open", "triage_k2", Use.NO_ANSWER),
    ],
)
def test_an_answer_that_does_not_count_stays_visible_as_what_it_is(beginning: str, item: str, use: Use) -> None:
    assert only(beginning).item(item).use is use


def test_answers_confirmed_by_two_sources_count() -> None:
    confirmed = [weighing.item("peers_serious") for weighing in weighings()]
    confirmed = [result for result in confirmed if result.answer.status is AnswerStatus.CONFIRMED]
    assert confirmed
    assert {result.use for result in confirmed} == {Use.COUNTED}


def test_a_half_empty_case_has_a_range_and_no_band() -> None:
    for weighing in that_shows("De helft van de vragen is nog open"):
        scale = weighing.scale("seriousness")
        assert (scale.sufficient, scale.band, scale.score) == (False, None, None)
        assert advice(weighing) is None


def test_concerns_without_facts_give_no_more_than_ordinary_help() -> None:
    weighing = only("Geen feiten, wel zorgen")
    assert weighing.case.facts == ()
    assert (advice(weighing), band(weighing, "need")) == ("regular", "high")


def test_a_first_fact_with_halt_and_school_needs_no_extra_effort() -> None:
    weighing = only("Eerste feit, afgedaan met Halt")
    assert {fact.status for fact in weighing.case.facts or ()} == {FactStatus.SETTLED_OUT_OF_COURT}
    assert advice(weighing) == "none"


# the page that tells it


def test_the_page_names_every_special_case_with_what_it_shows() -> None:
    page = (FOLDER / "README.md").read_text("utf-8")
    told = re.findall(r"^\| ([0-9A-Z]{2}-[0-9A-Z]{3}) \| (.+) \|$", page, re.MULTILINE)
    assert told == [(case.code, case.life.note) for case in invent(NUMBER) if case.life.note]
