"""The rows of what is open and of what would change the advice, for frameworks and cases that the shipped one does not have."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.weighing.test_outlook import ASKED, SUSPECTED, framework, looked
from triage.framework.model import Framework
from triage.weighing.result import Weighing
from triage.weighing.tables import Tables
from triage.weighing.weigh import weigh_case
from triage.wording import DUTCH
from ui.places.weighing.explanation import how_sure
from ui.places.weighing.still_open import Matters, open_rows, open_words, order_words
from ui.places.weighing.what_if import change_rows, rest_rows

EXPLOITED: dict[str, Any] = {"id": "exploited", "kind": "yes_no", "question": {"nl": "Gedwongen?"}}


def many() -> list[dict[str, Any]]:
    """Eight questions of a point each."""
    return [{**ASKED[1], "id": f"q{n}", "question": {"nl": f"Vraag {n}?"}, "points": {"yes": 1, "no": 0}} for n in range(8)]


def words(weighing: Weighing) -> str:
    """How much the open questions matter."""
    return DUTCH.say(open_words(weighing, open_rows(weighing)))


def test_more_than_twenty_ways_are_a_row_per_question_with_its_share() -> None:
    made = framework(items=[*many(), *ASKED[2:], EXPLOITED])
    weighing = looked(0, made, violence="no", **{f"q{n}": "yes" if n < 7 else "no" for n in range(8)})
    assert weighing.outlook is not None
    rows = change_rows(made, weighing.outlook)
    assert [(row.item, DUTCH.say(row.way), DUTCH.say(row.words)) for row in rows] == [
        (f"q{n}", "20 van de 35", f"“Vraag {n}?”") for n in range(7)
    ]


def test_changes_that_only_work_together_are_rows_of_one_way() -> None:
    made = framework(items=[*many(), *ASKED[2:], EXPLOITED])
    weighing = looked(0, made, violence="no", **{f"q{n}": "yes" if n < 5 else "no" for n in range(8)})
    assert weighing.outlook is not None
    rows = change_rows(made, weighing.outlook)
    assert len(rows) == 20
    assert [(row.item, row.way) for row in rows[:4]] == [("q0", "1"), ("q1", "1"), ("q0", "2"), ("q2", "2")]
    assert DUTCH.say(rows[0].words) == "“Vraag 0?”: “nee”"


def test_fewer_facts_lead_to_the_facts_and_facts_that_only_together_carry_the_advice_to_the_first_answer() -> None:
    weighing = looked(3, school="no", money="yes", violence="yes")
    assert weighing.outlook is not None
    (row,) = rest_rows(weighing.framework, weighing.outlook.rests_on, str)
    assert (row.item, DUTCH.say(row.words)) == ("violence", f"het antwoord bij “Geweld?”, {SUSPECTED} en {SUSPECTED}")
    two = looked(2, school="no", money="yes", violence="no")
    assert two.outlook is not None
    assert [row.item for row in rest_rows(two.framework, two.outlook.rests_on, str)] == [""]


def test_facts_that_nobody_looked_for_decide_as_one_row_with_its_rank() -> None:
    weighing = looked(None, school="no", money="no", violence="no")
    (row,) = open_rows(weighing)
    assert (row.item, DUTCH.say(row.name), row.rank, row.matters) == ("facts", "De feiten", 1, Matters.DECIDES)
    assert [DUTCH.say(line) for line in row.does] == ["Wat er dan overblijft, hangt af van welke feiten het zijn."]
    assert words(weighing) == "1 open vraag kan het advies nog veranderen."


def test_questions_that_settle_as_much_share_a_rank_and_stand_in_the_order_of_the_file() -> None:
    made = framework(items=[*many(), *ASKED[2:], EXPLOITED])
    weighing = looked(0, made, violence="no", **{f"q{n}": "yes" for n in range(3)})
    assert [(row.item, row.rank) for row in open_rows(weighing)] == [(f"q{n}", 1) for n in range(3, 8)]


def test_an_open_question_that_changes_nothing_stands_below_and_says_so() -> None:
    weighing = looked(0, school="yes", money="no")
    (row,) = open_rows(weighing)
    assert (row.matters, [DUTCH.say(line) for line in row.does]) == (Matters.NOT, ["Verandert het advies niet."])
    assert words(weighing) == "Wat nog open is, kan het advies niet meer veranderen."
    assert DUTCH.say(order_words([row])) == "Enter brengt u naar de vraag."


def violence_alone(**more: Any) -> Framework:
    """Violence alone gives the heavy advice, if enough is known of the concerns."""
    base = framework()
    assert base.advice is not None
    rules = [{"when": {"item": "violence", "is": "yes"}, "then": "heavy"}, {"then": "none"}]
    scale = base.scales[0].model_dump(by_alias=True, exclude_none=True) | {"min_known": Decimal("0.9")}
    advice = base.advice.model_dump(by_alias=True, exclude_none=True) | {"rules": rules}
    return framework(scales=[scale], advice=advice, **more)


def test_what_follows_from_other_answers_is_never_what_must_be_known_but_the_questions_under_it_are() -> None:
    """Nobody can answer what follows from an answer; the row is the question that it follows from."""
    lines = [{"when": {"item": "money", "is": "yes"}, "points": 4}, {"points": 0}]
    derived = {"id": "follows", "kind": "derived", "question": {"nl": "Volgt"}, "scale": "s", "points": lines}
    plain = {key: value for key, value in ASKED[1].items() if key not in ("scale", "points")}
    weighing = looked(0, violence_alone(items=[ASKED[0], plain, *ASKED[2:], derived, EXPLOITED]), violence="yes", school="no")
    assert weighing.outlook is not None
    assert [item.item.id for _scale, items in weighing.outlook.missing for item in items] == ["follows"]
    assert [(row.item, row.matters) for row in open_rows(weighing)] == [("money", Matters.NEEDED)]


def test_an_advice_that_is_withheld_is_not_said_to_change_with_an_outlook_or_without() -> None:
    exact = looked(0, violence_alone(), violence="yes", school="no")
    walked = weigh_case(Tables.of(exact.framework), exact.case)
    assert walked.advice is not None
    assert walked.advice.withheld == ("s",)
    for weighing in (exact, walked):
        (row,) = open_rows(weighing)
        assert (row.item, row.matters, row.rank) == ("money", Matters.NEEDED, None)
        assert words(weighing) == "Over 1 open vraag moet meer bekend zijn voordat er een advies is."


def test_without_an_outlook_the_questions_of_the_walk_come_first_without_a_rank() -> None:
    exact = looked(0)
    walked = weigh_case(Tables.of(exact.framework), exact.case)
    assert walked.advice is not None
    rows = open_rows(walked)
    assert [row.item for row in rows if row.decides] == list(walked.advice.deciding)
    assert not any(row.rank for row in rows)
    assert DUTCH.say(rows[0].does[0]) == "Kan het advies veranderen."
    assert DUTCH.say(order_words(rows)) == "Wat voor het advies van belang is, staat bovenaan. Enter brengt u naar de vraag."


@pytest.mark.parametrize(("folded", "said"), [(False, "Deze opsomming is ruim"), (True, "Dit kader is te verweven")])
def test_how_sure_the_list_is_depends_on_whether_anybody_could_look(folded: bool, said: str) -> None:
    exact = looked(0)
    walked = weigh_case(Tables.of(exact.framework), exact.case)
    found = how_sure(walked, folded=folded)
    assert said in DUTCH.say(found)
    assert DUTCH.say(how_sure(exact, folded=folded)).startswith("Deze opsomming is precies")
    certain = weigh_case(Tables.of(exact.framework), looked(0, school="yes", money="no", violence="no").case)
    assert how_sure(certain, folded=False) is None


def test_every_answered_case_says_so_and_nothing_of_outcomes() -> None:
    weighing = looked(0, school="yes", money="no", violence="no")
    assert words(weighing) == "Alle vragen zijn beantwoord."
    assert how_sure(weighing, folded=True) is None
