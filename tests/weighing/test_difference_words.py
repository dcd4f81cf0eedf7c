"""The difference between two weighings in Dutch: the exact sentences, and for any pair of cases no word that does not belong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.weighing.test_difference import BEFORE, DAY, SEEDS, SMALL, drugs, found, small_difference
from tests.weighing.test_sentences import FORBIDDEN
from triage.cases.case import NOT_APPLICABLE, Answer, Case, Fact
from triage.framework.model import Framework
from triage.framework.vocabulary import AnswerStatus, FactStatus
from triage.periods import Period
from triage.weighing.case_changes import AnswerChanged
from triage.weighing.difference import Difference, difference
from triage.weighing.difference_words import MOST_WAYS_SAID, NOTHING_CHANGED, DifferenceWords
from triage.weighing.tables import Tables
from triage.wording import DUTCH


def words(said: Difference) -> DifferenceWords:
    return DifferenceWords(said, said.framework, {"drugs": "Drugshandel"}.get)


def changes(before: Case, after: Case) -> list[str]:
    said = small_difference(before, after)
    return [DUTCH.sentence(words(said).change(did.change)) for did in said.changes]


def alone(before: Case, after: Case) -> list[list[str]]:
    said = small_difference(before, after)
    return [[DUTCH.say(line.said) for line in words(said).alone(did)] for did in said.changes]


def undone(before: Case, after: Case) -> list[list[str]]:
    said = small_difference(before, after)
    return [[DUTCH.say(line.said) for line in words(said).undone(did)] for did in said.changes]


def moves(before: Case, after: Case) -> list[str]:
    return [DUTCH.sentence(line) for line in words(small_difference(before, after)).moves()]


def school(value: str | None, status: AnswerStatus = AnswerStatus.ESTABLISHED, as_of: str | None = None) -> Case:
    return replace(BEFORE, answers={**BEFORE.answers, "school": Answer(value, status, Period.parse(as_of) if as_of else None)})


def test_an_answer_that_changed_is_told_with_what_it_did_and_how_it_was_without_it() -> None:
    pair = school("goes"), school("skips")
    assert changes(*pair) == ["“Verzuim”: van “gaat naar school” naar “verzuimt veel”"]
    assert alone(*pair) == [["+2 punten op “Zorgen”"]]
    assert undone(*pair) == [["Dan was dit anders:", "score op “Zorgen”: 0 punten"]]
    assert moves(*pair) == ["Score op “Zorgen”: was 0 punten, is nu 2 punten, door verandering 1."]


CONTESTED, UNKNOWN = AnswerStatus.CONTESTED, AnswerStatus.UNKNOWN
ONE_DAY, NEXT_DAY = school("goes", as_of="2026-01-08"), school("goes", as_of="2026-01-09")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (school(None), school("skips"), "van onbekend naar “verzuimt veel” (vastgesteld)"),
        (school("skips", UNKNOWN), school("skips", as_of="2026-Q1"), "van onbekend naar “verzuimt veel” (vastgesteld en 1e kwartaal 2026)"),
        (school("skips"), school("skips", CONTESTED), "van “verzuimt veel” (vastgesteld) naar “verzuimt veel” (betwist)"),
        (school("skips", as_of="2025-Q4"), school("skips"), "van “verzuimt veel” (4e kwartaal 2025) naar “verzuimt veel” (zonder datum)"),
        (ONE_DAY, NEXT_DAY, "“gaat naar school” (1e kwartaal 2026) (anders, maar in dezelfde groep of hetzelfde kwartaal)"),
    ],
)
def test_status_and_quarter_of_an_answer_are_said_where_they_differ(before: Case, after: Case, said: str) -> None:
    assert changes(before, after) == [f"“Verzuim”: {said}"]


def test_an_answer_that_no_longer_counts_says_so() -> None:
    assert alone(school("skips"), school("skips", AnswerStatus.CONTESTED)) == [
        ["dit antwoord: betwist, telt als onbekend", "score op “Zorgen”: van 2 punten naar 0–2 punten"]
    ]


def test_not_applicable_is_an_answer() -> None:
    items = [{"id": "job", "kind": "yes_no", "question": {"nl": "Werk"}, "allow_not_applicable": True}]
    framework = Framework.model_validate({**SMALL, "items": [*SMALL["items"], *items]})
    said = difference(Tables.of(framework), BEFORE, replace(BEFORE, answers={**BEFORE.answers, "job": NOT_APPLICABLE}))
    assert [DUTCH.say(words(said).change(did.change)) for did in said.changes] == ["“Werk”: van onbekend naar “niet van toepassing”"]
    assert [DUTCH.say(line.said) for line in words(said).alone(said.changes[0])] == [
        "dit antwoord: niet van toepassing",
        "Dit veranderde op zichzelf niets aan de uitkomst.",
    ]


def test_a_dismissed_fact_a_new_one_and_one_that_is_gone() -> None:
    before = replace(BEFORE, facts=(drugs("2026-Q1"),))
    dismissed = replace(before, facts=(drugs("2026-Q1", FactStatus.DISMISSED),))
    assert changes(before, dismissed) == [
        "Feit (Drugshandel, 1e kwartaal 2026): van “geregistreerd door politie (verdenking)” naar “geseponeerd”"
    ]
    assert alone(before, dismissed) == [["“Feiten met drugs”: van 1 feit naar 0 feiten", "−1 punt op “Zorgen”"]]
    assert changes(BEFORE, before) == ["Nieuw feit: Drugshandel, 1e kwartaal 2026, geregistreerd door politie (verdenking)"]
    assert changes(before, BEFORE) == ["Feit staat er niet meer: Drugshandel, 1e kwartaal 2026, geregistreerd door politie (verdenking)"]
    contested = replace(before, facts=(drugs("2026-Q1", contested=True),))
    assert changes(before, contested)[0].endswith(
        "van “geregistreerd door politie (verdenking)” naar “geregistreerd door politie (verdenking), betwist”"
    )
    day = replace(before, facts=(drugs("2026-02-03"),))
    assert changes(before, day)[0].endswith("“geregistreerd door politie (verdenking)” (een andere dag in hetzelfde kwartaal)")


def test_a_list_of_facts_that_is_there_now_or_no_longer() -> None:
    listed = replace(BEFORE, facts=(drugs("2026-Q1"),))
    assert changes(replace(BEFORE, facts=None), listed) == ["Er is nu een lijst van feiten, met 1 feit"]
    assert alone(replace(BEFORE, facts=None), listed) == [["“Feiten met drugs”: 1 feit", "score op “Zorgen”: van 0–1 punten naar 1 punt"]]
    assert changes(listed, replace(BEFORE, facts=None)) == ["Er is geen lijst van feiten meer"]
    assert alone(listed, replace(BEFORE, facts=None))[0][0] == "“Feiten met drugs”: onbekend: er is geen lijst van feiten"


def test_only_another_date_says_what_is_outdated_and_what_fell_out() -> None:
    before = replace(school("goes", as_of="2026-Q1"), facts=(drugs("2026-Q1"),))
    after = replace(before, reference_date=date(2027, 6, 1))
    assert changes(before, after) == ["Peildatum: van 1 mei 2026 naar 1 juni 2027"]
    assert alone(before, after) == [
        [
            "“Verzuim”: verouderd, telt als onbekend",
            "“Feiten met drugs”: van 1 feit naar 0 feiten",
            "score op “Zorgen”: van 1 punt naar 0–2 punten",
        ]
    ]


def test_a_fact_of_after_the_old_date_says_that_it_was_tried_on_the_new_one() -> None:
    after = replace(BEFORE, reference_date=date(2026, 11, 1), facts=(drugs("2026-Q3"),))
    assert alone(BEFORE, after)[1][-1] == "Dit is van na de vorige peildatum. Daarom is bekeken wat het op de nieuwe peildatum toevoegde."
    assert undone(BEFORE, after)[0][0] == "Met de vorige peildatum, en zonder wat van daarna is, was dit anders:"
    assert moves(BEFORE, after) == ["Score op “Zorgen”: was 0 punten, is nu 1 punt, door de veranderingen 1 en 2 samen."]


def test_changes_that_only_together_move_the_advice_and_points_that_do_not_add_up() -> None:
    after = replace(BEFORE, answers={"school": Answer("skips"), "debts": Answer("yes")})
    assert moves(BEFORE, after) == [
        "Advies: was “Reguliere hulp”, is nu “Intensieve hulp”, door de veranderingen 1 en 2 samen.",
        "Niveau van “Zorgen”: was “weinig”, is nu “veel”, door de veranderingen 1 en 2 samen.",
        "Score op “Zorgen”: was 0 punten, is nu 3 punten, door de veranderingen 1 en 2 samen.",
        "De punten op “Zorgen” tellen hier niet gewoon op: elk apart opgeteld is het +4 punten, samen is het +3 punten. Dat komt door een "
        "grens, een regel of een telling waar meer veranderingen in meetellen.",
    ]


def test_changes_that_do_it_as_well_as_another_are_all_counted_and_some_named() -> None:
    after = replace(BEFORE, facts=tuple(drugs(f"{year}-Q{quarter}") for year, quarter in ((2025, 3), (2025, 4), (2026, 1))))
    assert moves(BEFORE, after)[0] == (
        "Score op “Zorgen”: was 0 punten, is nu 1 punt, door verandering 1, of net zo goed door verandering 2, of net zo goed door "
        "verandering 3."
    )
    more = replace(after, facts=(*(after.facts or ()), *(drugs(day) for day in ("2026-01-01", "2026-01-02", "2025-12-30"))))
    assert moves(BEFORE, more)[0].endswith("of net zo goed door verandering 4, of door nog 2 andere combinaties.")
    assert MOST_WAYS_SAID == 4


def test_an_advice_that_stays_open_says_only_what_is_no_longer_possible_or_is_again() -> None:
    bands = [{"id": "low", "label": {"nl": "weinig"}}, *({"id": f"b{k}", "label": {"nl": f"niveau {k}"}, "from": k} for k in (1, 3))]
    framework = Framework.model_validate({**SMALL, "scales": [{**SMALL["scales"][0], "bands": bands}], "advice": None})
    fewer = replace(BEFORE, answers={"school": Answer("skips")})
    pair = replace(BEFORE, answers={}), fewer
    for (before, after), said in ((pair, "“weinig” is niet meer mogelijk"), (pair[::-1], "“weinig” is nu ook mogelijk")):
        found_moves = words(difference(Tables.of(framework), before, after)).moves()
        assert DUTCH.sentence(found_moves[0]) == f"Niveau van “Zorgen”: {said}, door verandering 1."


def test_nothing_is_said_in_words() -> None:
    assert moves(BEFORE, BEFORE) == [NOTHING_CHANGED.template]
    assert undone(BEFORE, replace(BEFORE, facts=(drugs("2020-Q1"),))) == [["Dan was de uitkomst dezelfde."]]
    assert moves(BEFORE, replace(BEFORE, facts=(drugs("2020-Q1"),))) == ["Advies, niveaus en scores zijn gelijk gebleven."]


def test_outside_the_scope_no_points_levels_or_criteria_are_said() -> None:
    items = [*SMALL["items"], {"id": "age", "kind": "age", "question": {"nl": "Leeftijd"}, "range": [0, 30]}]
    scope = {"text": {"nl": "x"}, "when": {"item": "age", "at_least": 12}}
    criteria = [{"id": "old", "label": {"nl": "Oud genoeg"}, "when": {"item": "age", "at_least": 12}}]
    framework = Framework.model_validate({**SMALL, "items": items, "scope": scope, "criteria": criteria})
    before = replace(BEFORE, answers={**BEFORE.answers, "age": Answer(Decimal(13))})
    after = replace(before, answers={**BEFORE.answers, "school": Answer("skips"), "age": Answer(Decimal(11))})
    said = difference(Tables.of(framework), before, after)
    every = [line for did in said.changes for line in (*words(said).alone(did), *words(said).undone(did))]
    assert [DUTCH.sentence(move) for move in words(said).moves()] == [
        "Advies: was “Reguliere hulp”, is nu “valt buiten dit kader”, door verandering 2."
    ]
    assert isinstance(said.changes[0].change, AnswerChanged)
    assert [DUTCH.say(line.said) for line in words(said).undone(said.changes[1])] == [
        "Dan was dit anders:",
        "advies: “Reguliere hulp”",
    ]
    assert not [line for line in every if any(word in DUTCH.say(line.said) for word in ("punt", "niveau", "criterium"))]


@pytest.mark.parametrize("seed", SEEDS)
def test_no_word_appears_that_does_not_belong(seed: int) -> None:
    _framework, said = found(seed)
    named = DifferenceWords(said, said.framework, str)
    lines = [line.said for did in said.changes for line in (*named.alone(did), *named.undone(did))]
    for line in (*named.moves(), *lines, *(named.change(did.change) for did in said.changes)):
        assert not FORBIDDEN.search(DUTCH.say(line)), DUTCH.say(line)


def test_a_fact_of_a_kind_that_nobody_names_is_said_by_its_id() -> None:
    said = small_difference(BEFORE, replace(BEFORE, facts=(Fact("other", Period.quarter_of(DAY), FactStatus.CONVICTED),)))
    assert DUTCH.say(DifferenceWords(said, said.framework, str).change(said.changes[0].change)) == (
        "nieuw feit: other, 2e kwartaal 2026, veroordeeld"
    )
