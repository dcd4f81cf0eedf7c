from __future__ import annotations

from tests.cases.making import table, taken
from triage.cases.refusals import Part, Refusal
from triage.wording import DUTCH


def test_every_kind_of_problem_has_words() -> None:
    said = [DUTCH.say(kind.message()) for kind in Refusal]
    assert len(set(said)) == len(said)


def test_a_refused_row_can_be_said_as_a_defect() -> None:
    (one,) = taken(["case", "age"], ["x-1", "oud"]).refused
    assert one.defect("a.csv").in_words(DUTCH) == ("a.csv, rij 2, kolom age: geen getal. Vul alleen een getal in, zonder tekst of eenheid.")


def test_a_whole_row_has_no_column_in_its_place() -> None:
    raw = table(["case", "age"])
    assert len(raw) == 0
    (one,) = taken(["case", "age", "school"], ["x-1"]).refused
    assert one.column == ""
    assert one.defect("a.csv").in_words(DUTCH).startswith("a.csv, rij 2: te veel of te weinig cellen in de rij.")


def test_both_tables_have_a_name() -> None:
    assert [DUTCH.say(part.message()) for part in Part] == ["casussen", "feiten"]
