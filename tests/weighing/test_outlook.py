"""The outlook of a case and its words: what is possible, what decides, what would make it lighter and what it rests on."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.weighing.completions import TODAY
from triage.cases.case import Answer, Case, Fact
from triage.framework.model import Framework
from triage.framework.vocabulary import AnswerStatus, FactStatus
from triage.periods import Period
from triage.weighing.changes import Found
from triage.weighing.exact import ExactTable
from triage.weighing.fold import Folding
from triage.weighing.limits import Bound, TooLargeError
from triage.weighing.outlook import MOST_SETS, Chosen, Outlooks, chosen
from triage.weighing.outlook_words import (
    EXPLAINS_ONLY,
    asked_words,
    chosen_words,
    lighter_lines,
    lighter_sentence,
    reliance_lines,
    reliance_sentence,
    settles_words,
)
from triage.weighing.result import Weighing
from triage.weighing.sentences import advice_sentence
from triage.weighing.tables import Tables
from triage.weighing.weigh import weigh_case
from triage.wording import DUTCH

ASKED: list[dict[str, Any]] = [
    {
        "id": "school",
        "kind": "choice",
        "question": {"nl": "Naar school?"},
        "scale": "s",
        "changeable": "dynamic",
        "options": [
            {"id": "yes", "label": {"nl": "Gaat"}, "points": 0},
            {"id": "some", "label": {"nl": "Soms"}, "points": 2},
            {"id": "no", "label": {"nl": "Gaat niet"}, "points": 4},
        ],
    },
    {
        "id": "money",
        "kind": "yes_no",
        "question": {"nl": "Schulden?"},
        "scale": "s",
        "changeable": "dynamic",
        "points": {"yes": 2, "no": 0},
    },
    {"id": "violence", "kind": "yes_no", "question": {"nl": "Geweld?"}, "established_fact": True},
    {
        "id": "facts",
        "kind": "tally",
        "question": {"nl": "Feiten?"},
        "established_fact": True,
        "of": {"facts": ["hic"], "statuses": ["suspected"], "within_months": 24},
    },
]


def framework(**more: Any) -> Framework:
    """Heavy from 4 points with violence or two facts; protection for whoever is exploited."""
    base: dict[str, Any] = {
        "format": 1,
        "id": "x",
        "version": "1.0.0",
        "use": "test",
        "title": {"nl": "x"},
        "facts": ["hic"],
        "scales": [
            {
                "id": "s",
                "label": {"nl": "Zorgen"},
                "role": "need",
                "min_known": Decimal("0.5"),
                "bands": [{"id": "low"}, {"id": "high", "from": 4}],
            }
        ],
        "items": [*ASKED, {"id": "exploited", "kind": "yes_no", "question": {"nl": "Gedwongen?"}}],
        "advice": {
            "outcomes": [
                {"id": "protect", "kind": "protection", "label": {"nl": "Eerst beschermen"}},
                {"id": "none", "intensity": "none", "label": {"nl": "Geen extra inzet"}},
                {"id": "light", "intensity": "light", "label": {"nl": "Reguliere hulp"}},
                {"id": "heavy", "intensity": "intensive", "label": {"nl": "Zwaar"}},
            ],
            "protection": [{"when": {"item": "exploited", "is": "yes"}, "then": "protect"}],
            "rules": [
                {
                    "when": {
                        "all": [
                            {"band": "s", "is": "high"},
                            {"any": [{"item": "violence", "is": "yes"}, {"item": "facts", "at_least": 2}]},
                        ]
                    },
                    "then": "heavy",
                },
                {"when": {"band": "s", "is": "high"}, "then": "light"},
                {"then": "none"},
            ],
        },
    }
    return Framework.model_validate(base | more)


def looked(facts: int | None = 0, made: Framework | None = None, **answers: str | Answer) -> Weighing:
    tables = Tables.of(made or framework())
    told = {item: value if isinstance(value, Answer) else Answer(value) for item, value in ({"exploited": "no"} | answers).items()}
    dated = None if facts is None else tuple(Fact("hic", Period.day(TODAY), FactStatus.SUSPECTED) for _ in range(facts))
    return Outlooks(tables).of(weigh_case(tables, Case("A-1", TODAY, told, dated)))


SUSPECTED = "“hic, 2e kwartaal 2025, geregistreerd door politie (verdenking)”"


def said(lines: Any) -> list[str]:
    return [DUTCH.say(line) for line in lines]


def test_a_certain_advice_says_what_would_make_it_lighter_and_what_it_rests_on() -> None:
    weighing = looked(school="no", money="no", violence="yes")
    assert weighing.outlook is not None
    assert weighing.possible == ("heavy",)
    assert (
        DUTCH.say(lighter_sentence(weighing, weighing.outlook))
        == "Het kader zou een lichter advies geven als één antwoord anders was. Dat kan op 1 manier:"
    )
    assert said(lighter_lines(weighing.framework, weighing.outlook)) == ["“Naar school?”: “Soms”"]
    sentence = reliance_sentence(weighing.outlook.rests_on)
    assert DUTCH.say(sentence) == "Op dit ene feit rust het advies. Klopt het niet, dan verandert het advies:"
    assert said(reliance_lines(weighing.framework, weighing.outlook.rests_on, str)) == ["het antwoord bij “Geweld?”: dan “Reguliere hulp”"]


def test_two_facts_are_named_with_what_is_then_possible_and_three_as_one_set() -> None:
    two = looked(2, school="no", money="yes", violence="no")
    assert two.outlook is not None
    assert said(reliance_lines(two.framework, two.outlook.rests_on, lambda kind: f"soort {kind}")) == [
        "soort hic, 2e kwartaal 2025, geregistreerd door politie (verdenking): dan “Reguliere hulp”"
    ]
    more = looked(3, school="no", money="yes", violence="yes")
    assert more.outlook is not None
    assert DUTCH.say(reliance_sentence(more.outlook.rests_on)).endswith("Pas als 3 feiten samen niet kloppen, kan het veranderen:")
    assert said(reliance_lines(more.framework, more.outlook.rests_on, str)) == [f"het antwoord bij “Geweld?”, {SUSPECTED} en {SUSPECTED}"]
    assert said(lighter_lines(more.framework, more.outlook)) == ["“Naar school?”: “Gaat”"]


def test_a_way_is_a_group_of_questions_and_shows_one_choice_of_answers_while_the_text_says_that_others_may_do() -> None:
    friends = {**ASKED[0], "id": "friends", "question": {"nl": "Vrienden?"}}
    scale = {
        "id": "s",
        "label": {"nl": "Zorgen"},
        "role": "need",
        "min_known": Decimal("0.5"),
        "bands": [{"id": "low"}, {"id": "high", "from": 3}],
    }
    made = framework(items=[ASKED[0], friends, *ASKED[2:], {"id": "exploited", "kind": "yes_no"}], scales=[scale])
    weighing = looked(0, made, school="no", friends="no", violence="no")
    assert weighing.outlook is not None
    assert (weighing.outlook.lighter.least, weighing.outlook.lighter.number) == (2, 1)
    assert said(lighter_lines(made, weighing.outlook)) == ["“Naar school?”: “Gaat” en “Vrienden?”: “Soms”"]
    other = looked(0, made, school="some", friends="yes", violence="no")
    assert other.possible == ("none",)
    assert "andere lichtere antwoorden op dezelfde vragen kunnen ook genoeg zijn" in DUTCH.say(EXPLAINS_ONLY)


def test_an_open_question_says_what_each_answer_leaves_or_takes_away() -> None:
    weighing = looked(0, school="some", violence="yes")
    assert weighing.outlook is not None
    assert weighing.possible == ("none", "heavy")
    assert DUTCH.say(advice_sentence(weighing)) == "Er is nog geen advies. Niet uitgesloten: “Geen extra inzet” en “Zwaar”."
    (decider,) = weighing.outlook.deciding
    assert said(settles_words(weighing.framework, weighing.outlook, decider)) == [
        "“ja”: dan alleen “Zwaar”",
        "“nee”: dan alleen “Geen extra inzet”",
    ]
    assert DUTCH.say(lighter_sentence(weighing, weighing.outlook)).startswith("Er zijn nog meer adviezen mogelijk.")
    assert reliance_sentence(weighing.outlook.rests_on) is None


def test_facts_that_nobody_looked_for_are_one_question() -> None:
    weighing = looked(None, school="no", money="no", violence="no")
    assert weighing.outlook is not None
    (decider,) = weighing.outlook.deciding
    assert DUTCH.say(asked_words(weighing.framework, decider.items)) == "de feiten"
    assert said(settles_words(weighing.framework, weighing.outlook, decider)) == [
        "Wat er dan overblijft, hangt af van welke feiten het zijn."
    ]


def test_an_answer_that_takes_one_outcome_away_says_which_and_one_that_takes_none_says_so() -> None:
    weighing = looked(0)
    assert weighing.outlook is not None
    assert weighing.possible == ("none", "light", "heavy")
    words = {decider.items[0]: said(settles_words(weighing.framework, weighing.outlook, decider)) for decider in weighing.outlook.deciding}
    assert words["violence"] == ["“ja”: dan valt “Reguliere hulp” af", "“nee”: dan valt “Zwaar” af"]
    assert words["school"] == [
        "“Gaat”: dan alleen “Geen extra inzet”",
        "“Soms”: dan valt er niets af",
        "“Gaat niet”: dan valt “Geen extra inzet” af",
    ]
    assert words["money"] == ["Dit antwoord alleen sluit nog niets uit; samen met andere antwoorden wel."]


def test_one_possible_advice_of_which_too_little_is_known_says_both() -> None:
    weighing = looked(
        0,
        violence="yes",
        school=Answer("no", AnswerStatus.SIGNAL),
        money="yes",
        made=framework(
            items=[*ASKED[:1], ASKED[1] | {"points": {"yes": 4, "no": 0}}, *ASKED[2:], {"id": "exploited", "kind": "yes_no"}],
            scales=[framework().scales[0].model_dump(by_alias=True, exclude_none=True) | {"min_known": Decimal("0.9")}],
        ),
    )
    assert weighing.outlook is not None
    assert weighing.possible == ("heavy",)
    assert weighing.advice is not None
    assert not weighing.advice.certain
    assert DUTCH.say(advice_sentence(weighing)) == (
        "Er is nog geen advies. Wat de open antwoorden ook zijn, het zou “Zwaar” worden. "
        "Over “Zorgen” is te weinig bekend om dat advies te geven."
    )
    assert [[item.item.id for item in items] for _scale, items in weighing.outlook.missing] == [["school"]]


def test_protection_and_the_lightest_advice_say_why_nothing_lighter_is_sought() -> None:
    protected = looked(0, exploited=Answer("yes", AnswerStatus.SIGNAL))
    assert protected.outlook is not None
    assert DUTCH.say(lighter_sentence(protected, protected.outlook)).startswith("“Eerst beschermen” is niet lichter of zwaarder")
    assert reliance_sentence(protected.outlook.rests_on) is None
    light = looked(0, school="yes", money="no", violence="no")
    assert light.outlook is not None
    assert DUTCH.say(lighter_sentence(light, light.outlook)) == "Dit is al het lichtste advies van het kader."
    assert (
        DUTCH.say(reliance_sentence(light.outlook.rests_on))
        == "Dit advies rust niet op feiten: ook als er geen enkel feit klopt, blijft het zo."
    )


def test_what_cannot_change_is_said_to_be_out_of_reach() -> None:
    fixed = framework(items=[*({**item, "changeable": "static"} for item in ASKED), {"id": "exploited", "kind": "yes_no"}])
    weighing = looked(0, fixed, school="no", money="yes", violence="yes")
    assert weighing.outlook is not None
    assert DUTCH.say(lighter_sentence(weighing, weighing.outlook)) == (
        "Geen van de antwoorden die kunnen veranderen, maakt het advies lichter, ook niet samen. De leeftijd en wat gebeurd is zijn "
        "daarbij gelijk gebleven."
    )


def test_more_than_twenty_sets_are_counted_with_how_often_each_question_stands_in_one() -> None:
    many = [
        {
            "id": f"q{n}",
            "kind": "yes_no",
            "question": {"nl": f"Vraag {n}?"},
            "scale": "s",
            "changeable": "dynamic",
            "points": {"yes": 1, "no": 0},
        }
        for n in range(8)
    ]
    made = framework(items=[*many, *ASKED[2:], {"id": "exploited", "kind": "yes_no"}])
    weighing = looked(0, made, violence="no", **{f"q{n}": "yes" if n < 7 else "no" for n in range(8)})
    assert weighing.outlook is not None
    lighter = weighing.outlook.lighter
    assert (lighter.found, lighter.least, lighter.number, lighter.sets) == (Found.SETS, 4, 35, ())
    assert lighter.number > MOST_SETS
    assert DUTCH.say(lighter_sentence(weighing, weighing.outlook)) == (
        "Het kader zou een lichter advies geven als 4 antwoorden samen anders waren. Dat kan op 35 manieren. "
        "Hoe vaak elk onderdeel daarin voorkomt:"
    )
    assert said(lighter_lines(made, weighing.outlook)) == [f"“Vraag {n}?”: 20 keer" for n in range(7)]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Chosen("n", low=Decimal(0), high=Decimal(0)), "0"),
        (Chosen("n", low=Decimal(1), high=Decimal(3)), "1 tot en met 3"),
        (Chosen("n", low=Decimal(4), high=None), "4 of meer"),
        (Chosen("n"), "niet van toepassing"),
    ],
)
def test_numbers_that_nothing_tells_apart_are_one_answer(answer: Chosen, words: str) -> None:
    data = {
        "id": "n",
        "kind": "count",
        "scale": "s",
        "allow_not_applicable": True,
        "points": [{"points": 0}, {"at_least": 1, "points": 1}, {"at_least": 4, "points": 2}],
    }
    made = framework(items=[*ASKED, data, {"id": "exploited", "kind": "yes_no"}])
    assert DUTCH.say(chosen_words(made.item_by_id["n"], answer)) == words
    table = Tables.of(made).items["n"]
    assert answer in [chosen(table, cell) for cell in range(table.width + 1)]


def test_ages_are_said_in_years() -> None:
    made = framework(items=[*ASKED, {"id": "age", "kind": "age", "range": [8, 40]}, {"id": "exploited", "kind": "yes_no"}])
    words = chosen_words(made.item_by_id["age"], Chosen("age", low=Decimal(12), high=Decimal(17)))
    assert DUTCH.say(words) == "12 tot en met 17 jaar"


def test_a_framework_too_tangled_to_settle_gives_no_outlook_and_is_tried_once(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def too_large(self: ExactTable, case: Case) -> None:
        tried.append(case)
        raise TooLargeError(Bound.STATES, 1)

    monkeypatch.setattr(ExactTable, "read", too_large)
    tables = Tables.of(framework())
    outlooks, weighing = Outlooks(tables), weigh_case(tables, Case("A-1", TODAY))
    assert outlooks.of(weighing) is weighing
    assert outlooks.of(weighing) is weighing
    assert len(tried) == 1
    assert weighing.advice is not None
    assert weighing.possible == weighing.advice.possible


def test_a_framework_without_advice_has_no_outlook() -> None:
    tables = Tables.of(framework(advice=None))
    weighing = weigh_case(tables, Case("A-1", TODAY))
    assert Outlooks(tables).of(weighing) is weighing
    assert weighing.possible == ()


def test_once_all_is_folded_no_case_folds_anything_more(monkeypatch: pytest.MonkeyPatch) -> None:
    past = {"facts": ["hic"], "statuses": ["suspected"], "before_months": 24}
    more = [
        {"id": "age", "kind": "age", "range": [8, 12]},
        {"id": "past", "kind": "tally", "scale": "s", "of": past, "points": [{"points": 0}, {"at_least": 1, "points": 1}]},
    ]
    tables = Tables.of(framework(items=[*ASKED, *more, {"id": "exploited", "kind": "yes_no"}]))
    folded, lazy = Outlooks(tables), Outlooks(tables)
    early = (Fact("hic", Period.day(TODAY - timedelta(days=900)), FactStatus.SUSPECTED),)
    cases = [
        Case("A-1", TODAY),
        Case("A-2", TODAY, {"exploited": Answer("yes", AnswerStatus.SIGNAL)}),
        Case("A-3", TODAY, {"exploited": Answer("no", AnswerStatus.CONTESTED), "school": Answer("no")}, early),
        Case("A-4", TODAY, {"age": Answer(Decimal(12)), "exploited": Answer("no")}, early),
    ]
    expected = [lazy.of(weigh_case(tables, case)) for case in cases]
    assert not folded.folded
    folded.fold_all()
    assert folded.folded
    monkeypatch.setattr(Folding, "fold", _no_more)
    assert [folded.of(weigh_case(tables, case)) for case in cases] == expected
    assert all(weighing.outlook is not None for weighing in expected)


def _no_more(*_arguments: object) -> None:
    raise AssertionError("folded while a case was looked at")


def test_a_table_of_which_only_a_part_can_be_folded_gives_no_outlook(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_large(self: ExactTable) -> None:
        raise TooLargeError(Bound.STATES, 1)

    monkeypatch.setattr(ExactTable, "fold_all", too_large)
    tables = Tables.of(framework())
    outlooks, weighing = Outlooks(tables), weigh_case(tables, Case("A-1", TODAY))
    outlooks.fold_all()
    assert outlooks.folded
    assert outlooks.of(weighing) is weighing


def test_a_weighing_that_has_its_outlook_keeps_it() -> None:
    weighing = looked(0, school="no", money="no", violence="yes")
    assert Outlooks(Tables.of(weighing.framework)).of(weighing) is weighing
