"""The demonstration: everything the program can write, made of the sixty invented cases that come with it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest
from openpyxl import load_workbook

from triage import review
from triage.cases.form import write_form
from triage.demo import FORM, PLACES, House, make_demo
from triage.documents.verify import Verdict
from triage.errors import InputError
from triage.wording import DUTCH, _

HOUSE = Path(__file__).resolve().parent.parent


def small_house(folder: Path, cases: int) -> House:
    """The same frameworks with only the first of the example cases."""
    (folder / "examples").mkdir(parents=True)
    shutil.copytree(HOUSE / "frameworks", folder / "frameworks")
    kept = House(HOUSE).cases.read_text("utf-8").splitlines(keepends=True)[: cases + 1]
    codes = {line.partition(",")[0] for line in kept}
    facts = [line for line in House(HOUSE).facts.read_text("utf-8").splitlines(keepends=True) if line.partition(",")[0] in codes]
    House(folder).cases.write_text("".join(kept), "utf-8")
    House(folder).facts.write_text("".join(facts), "utf-8")
    return House(folder)


def test_the_demonstration_writes_what_it_says_and_the_sheet_of_every_example_case_holds(tmp_path: Path) -> None:
    """One test and not three, because it takes as long as sixty sheets and tests are dealt over several processes."""
    out, told = tmp_path / "uit", list[float]()
    said = [DUTCH.say(message) for message in make_demo(House(HOUSE), out, DUTCH, date(2026, 11, 24), told.append)]
    assert said[-1] == "Verantwoordingsbladen: 60 in de map bladen; 60 kloppen met zichzelf."
    assert len(list((out / "bladen").glob("*.pdf"))) == 60
    lists = [f"lijst-{places}-plaatsen" for places in PLACES]
    tables = {f"{name}.{ending}" for name in ("weging", *lists) for ending in ("csv", "xlsx", "json")}
    files = ("formulier.xlsx", "rekenblad.xlsx", "kaderboekje.md", "kader.schema.json", "kader.pmml")
    assert {path.name for path in out.iterdir()} == {*files, "bladen", *tables}
    assert [name for name in ("weging.json", *files, *(f"{name}.csv" for name in lists)) if name not in " ".join(said)] == []
    assert told == sorted(told)
    assert told[-1] == 1


def test_a_sheet_that_does_not_hold_makes_the_demonstration_fail(tmp_path: Path) -> None:
    """A sheet of ours that does not hold is our own fault, never a thing to pass over in a line of text."""
    small = small_house(tmp_path / "huis", cases=3)
    wrong = Verdict((_("Het totaal klopt niet."),))
    every = make_demo(small, tmp_path / "uit", DUTCH, date(2026, 11, 24), lambda _part: None)
    with (
        patch("triage.demo.sheet", return_value=b"%PDF-1.7"),
        patch("triage.demo.verify", return_value=wrong),
        pytest.raises(RuntimeError, match="3 sheets do not hold"),
    ):
        list(every)


def test_a_form_that_somebody_filled_in_is_not_replaced_by_an_empty_one(tmp_path: Path) -> None:
    opened = review.open(House(HOUSE).framework)
    write_form(opened.framework, tmp_path / FORM, DUTCH)
    book = load_workbook(tmp_path / FORM)
    book["Casussen"].cell(2, 1, "A-1")
    book.save(tmp_path / FORM)
    before = (tmp_path / FORM).read_bytes()
    with pytest.raises(InputError, match="Dit formulier is ingevuld of veranderd"):
        next(make_demo(House(HOUSE), tmp_path, DUTCH, date(2026, 11, 24), lambda _part: None))
    assert (tmp_path / FORM).read_bytes() == before


def test_an_empty_form_of_an_earlier_demonstration_may_be_made_again(tmp_path: Path) -> None:
    opened = review.open(House(HOUSE).framework)
    write_form(opened.framework, tmp_path / FORM, DUTCH)
    first = next(make_demo(House(HOUSE), tmp_path, DUTCH, date(2026, 11, 24), lambda _part: None))
    assert DUTCH.say(first).startswith("Kader: ")
