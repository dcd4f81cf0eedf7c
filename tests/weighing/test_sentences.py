"""Results in words: the exact Dutch where it matters, and no word that does not belong, for any case."""

from __future__ import annotations

import re
from collections.abc import Mapping
from random import Random

import pytest

from tests.weighing.invent import invent_case, invent_framework
from tests.weighing.test_exact_meaning import BASIS, answer, fact, framework, weigh
from triage.cases.case import Answer
from triage.framework.model import ChoiceItem, Need, ResponsivityLine
from triage.framework.vocabulary import AnswerStatus
from triage.weighing.result import Weighing
from triage.weighing.sentences import (
    Called,
    advice_sentence,
    condition_lines,
    condition_words,
    criterion_sentence,
    fact_words,
    item_answer,
    item_sentence,
    known_points,
    leading_to,
    level_words,
    line_lines,
    line_sentence,
    points_rule,
    scale_sentence,
)
from triage.weighing.tables import Tables
from triage.weighing.weigh import weigh_case
from triage.wording import DUTCH, Message

FORBIDDEN = re.compile(r"kans|voorspel|gevaarlijk|crimineel|[{}]|None|Decimal|Message|status|True|False", re.IGNORECASE)


def everything_said(weighing: Weighing) -> list[str]:
    framework_ = weighing.framework
    messages: list[Message] = [advice_sentence(weighing)]
    messages += [scale_sentence(scale) for scale in weighing.scales]
    messages += [item_sentence(item, framework_) for item in weighing.items]
    messages += [rule for item in weighing.items for rule in points_rule(item.item, framework_)]
    messages += [criterion_sentence(criterion, framework_) for criterion in weighing.criteria]
    lines = weighing.advice.lines if weighing.advice else ()
    messages += [line_sentence(line, framework_) for line in lines]
    messages += [part.said for line in lines for part in line_lines(line, framework_)]
    messages += [part.said for line in lines if line.trace for part in condition_lines(line.trace.condition, framework_)]
    messages += [known_points(scale) for scale in weighing.scales]
    messages += [fact_words(fact_, fact_.kind) for fact_ in weighing.case.facts or ()]
    return [DUTCH.say(message) for message in messages]


@pytest.mark.parametrize("seed", range(150))
def test_every_result_can_be_said_without_a_word_that_does_not_belong(seed: int) -> None:
    framework_, random = invent_framework(seed), Random(seed)
    for case in (invent_case(framework_, random) for _ in range(4)):
        for sentence in everything_said(weigh_case(Tables.of(framework_), case)):
            assert not FORBIDDEN.search(sentence), sentence


def said(message: Message) -> str:
    return DUTCH.say(message)


def test_the_advice_when_it_is_certain() -> None:
    assert said(advice_sentence(weigh())) == "Advies van het kader: regular."


def test_the_advice_when_more_is_possible() -> None:
    assert said(advice_sentence(weigh((fact("2026-Q1"),), peers=None))) == "Er is nog geen advies. Niet uitgesloten: “regular” en “local”."


def test_the_advice_when_it_is_withheld_says_both() -> None:
    assert said(advice_sentence(weigh(support=None))) == (
        "Er is nog geen advies. Wat de open antwoorden ook zijn, het zou “regular” worden. "
        "Over “strength” is te weinig bekend om dat advies te geven."
    )


def test_the_last_line_promises_nothing_while_a_line_above_it_is_open() -> None:
    weighing = weigh((fact("2026-Q1"),), peers=None)
    assert weighing.advice is not None
    assert not weighing.advice.certain
    assert said(line_sentence(weighing.advice.lines[-1], weighing.framework)) == "Gaat geen regel hierboven op, dan geldt “regular”."


def test_the_answer_that_makes_a_goal_or_a_line_about_help_is_said() -> None:
    school = ChoiceItem.model_validate(
        {"id": "school", "kind": "choice", "options": [{"id": name, "label": {"nl": name}} for name in ("wel", "deels", "niet")]}
    )
    goal = {"item": "school", "goal": {"nl": "Naar school"}}
    assert said(leading_to(school, Need.model_validate(goal | {"from_points": 1}))) == "ten minste 1 punt"
    assert said(leading_to(school, Need.model_validate(goal | {"in": ["deels", "niet"]}))) == "het antwoord “deels” of “niet”"
    help_ = ResponsivityLine.model_validate({"item": "school", "is": "niet", "advice": {"nl": "Vraag waarom"}})
    assert said(leading_to(school, help_)) == "het antwoord “niet”"


def test_the_advice_outside_the_scope() -> None:
    assert said(advice_sentence(weigh(age=30))) == "Deze casus valt buiten dit kader. Er is geen advies."


def test_a_scale_with_a_range_names_the_levels_it_may_have() -> None:
    assert said(scale_sentence(weigh((fact("2026-Q1"),), peers=None).scale("risk"))) == (
        "1–4 punten van hoogstens 9,3. Het niveau is nog niet te zeggen: “low” of “medium”."
    )


def test_a_scale_about_which_too_little_is_known_says_how_much_is_needed() -> None:
    assert said(scale_sentence(weigh(None).scale("risk"))) == (
        "0–6 punten van hoogstens 9,3. Er is te weinig bekend voor een niveau: bekend is 5,3 van de 11,3 punten (46 %), nodig is 50 %."
    )


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("some", "some geeft 2 punten."),
        (None, "onbekend. Daarom 0–5 punten."),
        (Answer("main", AnswerStatus.SIGNAL), "main: signaal, telt als onbekend. Daarom 0–5 punten."),
        (Answer(None, AnswerStatus.NOT_APPLICABLE), "niet van toepassing geeft 0 punten."),
    ],
)
def test_an_item_says_why_it_has_its_points(given: object, sentence: str) -> None:
    weighing = weigh(peers=None if given is None else answer(given))
    assert said(item_sentence(weighing.item("peers"), weighing.framework)) == sentence


def test_a_derived_item_says_which_line_gave_its_points() -> None:
    weighing = weigh((fact("2026-Q1"), fact("2026-Q2")), age=15)
    assert said(item_sentence(weighing.item("young_and_busy"), weighing.framework)) == (
        "2 punten, omdat “age” minder dan 16 is en “incidents” ten minste 2 is."
    )


def test_bins_are_said_so_that_no_number_falls_between_them() -> None:
    rules = points_rule(framework().item_by_id["incidents"], framework())
    assert [said(rule) for rule in rules] == ["0: 0 punten", "1: 1 punt", "2 of meer: 4 punten"]


@pytest.mark.parametrize(
    ("when", "straight", "denied"),
    [
        ({"item": "age", "at_least": 12}, "“age” ten minste 12 is", "“age” minder dan 12 is"),
        (
            {"item": "age", "at_least": 12, "below": 16},
            "“age” ten minste 12 en minder dan 16 is",
            "“age” minder dan 12 of ten minste 16 is",
        ),
        ({"item": "pace", "is": "yes"}, "“pace” “ja” is", "“pace” niet “ja” is"),
        ({"item": "peers", "in": ["some", "main"]}, "“peers” “some” of “main” is", "“peers” niet “some” of “main” is"),
        ({"item": "peers", "points_at_least": 2}, "“peers” ten minste 2 punten heeft", "“peers” minder dan 2 punten heeft"),
        (
            {"band": "risk", "at_least": "medium"},
            "het niveau van “risk” “medium” of “high” is",
            "het niveau van “risk” niet “medium” of “high” is",
        ),
        ({"scale": "risk", "above": 4}, "de score op “risk” meer dan 4 is", "de score op “risk” hoogstens 4 is"),
        (
            {"any": [{"item": "pace", "is": "yes"}, {"all": [{"item": "support", "is": "no"}, {"item": "exploited", "is": "no"}]}]},
            "“pace” “ja” is of (“support” “nee” is en “exploited” “nee” is)",
            "“pace” niet “ja” is en (“support” niet “nee” is of “exploited” niet “nee” is)",
        ),
        (
            {"count": [{"item": "pace", "is": "yes"}, {"item": "support", "is": "no"}], "at_least": 1},
            "ten minste 1 hiervan: “pace” “ja” is en “support” “nee” is",
            "minder dan 1 hiervan: “pace” “ja” is en “support” “nee” is",
        ),
    ],
)
def test_a_condition_and_its_denial_in_words(when: dict[str, object], straight: str, denied: str) -> None:
    basis = framework(criteria=[{"id": "c", "when": when}])
    condition = basis.criteria[0].when
    assert said(condition_words(condition, basis)) == straight
    assert said(condition_words(condition, basis, denied=True)) == denied


def test_a_criterion_says_what_made_it_so() -> None:
    basis = framework(criteria=[{"id": "c", "when": {"all": [{"item": "pace", "is": "yes"}, {"item": "support", "is": "yes"}]}}])
    assert said(criterion_sentence(weigh(basis=basis, pace="no").criteria[0], basis)) == "Niet voldaan, omdat “pace” niet “ja” is."
    assert said(criterion_sentence(weigh(basis=basis, pace="yes").criteria[0], basis)) == (
        "Voldaan, omdat “pace” “ja” is en “support” “ja” is."
    )
    assert (
        said(criterion_sentence(weigh(basis=basis, pace=None).criteria[0], basis)) == "Nog niet te zeggen. Nog open is of “pace” “ja” is."
    )


def test_lines_that_did_not_apply_are_said_too() -> None:
    weighing = weigh((fact("2026-Q1"), fact("2026-Q2")), age=17)
    assert weighing.advice is not None
    assert [said(line_sentence(line, weighing.framework)) for line in weighing.advice.lines] == [
        "“protect”: gaat niet op, omdat “exploited” niet “ja” is.",
        "“valt buiten dit kader”: gaat niet op, omdat “age” ten minste 12 is en “age” minder dan 24 is.",
        "“local”: gaat op, omdat het niveau van “risk” “medium” of “high” is.",
        "“regular”: niet meer aan de beurt.",
    ]


def test_what_is_unknown_is_listed_in_the_order_of_the_file() -> None:
    weighing = weigh((fact("2024-Q4"),), peers=None, pace=Answer("yes", AnswerStatus.CONTESTED))
    assert [result.item.id for result in weighing.unknown] == ["incidents", "peers", "pace"]


def test_a_counted_part_names_only_what_is_so() -> None:
    parts = [{"item": "pace", "is": "yes"}, {"item": "support", "is": "yes"}, {"item": "exploited", "is": "yes"}]
    items = [
        *BASIS["items"],
        {
            "id": "counted",
            "kind": "derived",
            "scale": "risk",
            "points": [{"when": {"count": parts, "at_least": 2}, "points": 1}, {"points": 0}],
        },
    ]
    weighing = weigh(basis=framework(items=items), pace="yes", support="yes", exploited="no")
    assert said(item_sentence(weighing.item("counted"), weighing.framework)) == "1 punt, omdat “pace” “ja” is en “support” “ja” is."


def test_protection_by_a_signal_does_not_read_as_established() -> None:
    weighing = weigh(exploited=Answer("yes", AnswerStatus.SIGNAL))
    assert weighing.advice is not None
    assert said(line_sentence(weighing.advice.lines[0], weighing.framework)) == (
        "“protect”: gaat op, omdat “exploited” “ja” is. Voor bescherming is een signaal genoeg; het antwoord hoeft niet vast te staan."
    )


def test_more_open_questions_are_each_said_as_a_question() -> None:
    basis = framework(criteria=[{"id": "c", "when": {"any": [{"item": "pace", "is": "yes"}, {"item": "support", "is": "yes"}]}}])
    assert said(criterion_sentence(weigh(basis=basis, pace=None, support=None).criteria[0], basis)) == (
        "Nog niet te zeggen. Nog open is of “pace” “ja” is en of “support” “ja” is."
    )


@pytest.mark.parametrize(
    ("contested", "words"),
    [
        ((), "0 feiten"),
        ((False,), "1 feit"),
        ((True,), "0 of 1 feit"),
        ((False, True), "1 of 2 feiten"),
        ((True, True), "0 tot en met 2 feiten"),
    ],
)
def test_a_count_that_is_a_range_is_said_as_people_say_it(contested: tuple[bool, ...], words: str) -> None:
    result = weigh(tuple(fact("2026-Q1", contested=unsure) for unsure in contested)).item("incidents")
    assert DUTCH.say(item_answer(result)) == words


def test_how_much_is_known_is_points_first() -> None:
    assert said(known_points(weigh(None).scale("risk"))) == "5,3 van de 11,3 punten (46 %)"


def test_a_level_in_a_few_words() -> None:
    assert DUTCH.say(level_words(weigh().scale("risk"))) == "low"
    assert DUTCH.say(level_words(weigh((fact("2026-Q1"),), peers=None).scale("risk"))) == "“low” of “medium”"
    assert DUTCH.say(level_words(weigh(None).scale("risk"))) == "te weinig bekend: 5,3 van de 11,3 punten (46 %), nodig is 50 %"


def condition_list(when: Mapping[str, object], *, denied: bool = False) -> list[tuple[int, str]]:
    basis = framework(criteria=[{"id": "c", "when": dict(when)}])
    return [(line.depth, said(line.said)) for line in condition_lines(basis.criteria[0].when, basis, denied=denied)]


PACE, SUPPORT, EXPLOITED = ({"item": item, "is": "yes"} for item in ("pace", "support", "exploited"))


def test_a_condition_of_one_part_is_a_list_of_one_line() -> None:
    assert condition_list(PACE) == [(0, "“pace” “ja” is")]
    assert condition_list({"all": [PACE]}) == [(0, "“pace” “ja” is")]
    assert condition_list({"not": PACE}) == [(0, "“pace” niet “ja” is")]


def test_a_condition_of_more_parts_is_a_list_in_a_list() -> None:
    assert condition_list({"all": [PACE, {"any": [SUPPORT, EXPLOITED]}]}) == [
        (0, "dit allemaal klopt, namelijk dat:"),
        (1, "“pace” “ja” is"),
        (1, "ten minste één hiervan klopt, namelijk dat:"),
        (2, "“support” “ja” is"),
        (2, "“exploited” “ja” is"),
    ]


def test_the_denial_of_a_list_denies_its_parts_and_turns_all_into_one() -> None:
    assert condition_list({"all": [PACE, {"any": [SUPPORT, EXPLOITED]}]}, denied=True) == [
        (0, "ten minste één hiervan klopt, namelijk dat:"),
        (1, "“pace” niet “ja” is"),
        (1, "dit allemaal klopt, namelijk dat:"),
        (2, "“support” niet “ja” is"),
        (2, "“exploited” niet “ja” is"),
    ]


def test_a_count_keeps_its_parts_and_says_how_many() -> None:
    counted = {"count": [PACE, SUPPORT, EXPLOITED], "at_least": 2}
    assert condition_list(counted)[0] == (0, "ten minste 2 hiervan kloppen, namelijk dat:")
    assert condition_list({"not": counted})[:2] == [(0, "minder dan 2 hiervan kloppen, namelijk dat:"), (1, "“pace” “ja” is")]


def test_more_reasons_of_a_line_are_a_list_and_one_is_a_sentence() -> None:
    basis = framework(
        advice={
            "outcomes": [{"id": "none", "intensity": "none"}, {"id": "some", "intensity": "light"}],
            "rules": [{"when": {"all": [PACE, SUPPORT]}, "then": "some"}, {"then": "none"}],
        }
    )
    both = weigh(basis=basis, pace="yes", support="yes").advice
    one = weigh(basis=basis, pace="no", support="yes").advice
    assert both is not None
    assert one is not None
    assert [(line.depth, said(line.said)) for line in line_lines(both.lines[-2], basis)] == [
        (0, "“some”: gaat op, omdat:"),
        (1, "“pace” “ja” is"),
        (1, "“support” “ja” is"),
    ]
    assert [(line.depth, said(line.said)) for line in line_lines(one.lines[-2], basis)] == [
        (0, "“some”: gaat niet op, omdat “pace” niet “ja” is.")
    ]


def test_an_item_that_is_called_by_a_number_has_no_quotation_marks() -> None:
    basis = framework(criteria=[{"id": "c", "when": {"item": "pace", "is": "yes"}}])
    items = tuple(item.model_copy(update={"question": Called(nl=f"onderdeel {n}")}) for n, item in enumerate(basis.items, 1))
    numbered = basis.model_copy(update={"items": items})
    number = next(n for n, item in enumerate(basis.items, 1) if item.id == "pace")
    assert said(condition_words(basis.criteria[0].when, numbered)) == f"onderdeel {number} “ja” is"


def test_where_too_little_is_known_of_a_scale_the_reason_says_that_and_no_level_that_cannot_be() -> None:
    """A range of 0 to 4 cannot reach the highest level; what is open is whether enough is known, not whether it is that level."""
    rules = [{"when": {"band": "risk", "is": "high"}, "then": "local"}, {"when": {"band": "risk", "is": "medium"}, "then": "local"}]
    basis = framework(advice={**BASIS["advice"], "rules": [*rules, {"then": "regular"}]})
    weighing = weigh(None, basis, peers=None, pace=None)
    assert weighing.advice is not None
    lines = [line for line in weighing.advice.lines if line.part == "rule"]
    assert DUTCH.say(line_sentence(lines[0], basis)) == "“local”: niet uitgesloten. Nog open is of er genoeg bekend is over “risk”."
