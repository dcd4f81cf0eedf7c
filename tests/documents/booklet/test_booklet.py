"""The booklet holds the whole framework, says nothing it may not, and is the same text each time."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.booklet.markdown_page import Page, plain
from tests.documents.booklet.test_recomputed import EVERY, SHIPPED, TESTED, TOP60, book, opened, text
from tests.documents.papers import ROOT, framework_file, registry
from tests.documents.sheet.test_annexes import UPPER
from triage import review
from triage.documents.booklet import booklet
from triage.documents.booklet.edition import Edition
from triage.documents.booklet.markdown import document, escaped, heading, listed, paragraph, table
from triage.framework.contents import texts
from triage.framework.model import ChoiceItem, DerivedItem, Framework, Item, LevelItem, NumericItem, TallyItem, YesNoItem
from triage.framework.registry import printable
from triage.framework.values import Text
from triage.wording import DUTCH, language

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1).filter(str.strip)


def unprinted(framework: Framework) -> set[Text]:
    """Notes at a source that rests on memory: what such a source says is not printed either."""
    cited = [
        evidence for part in (*framework.items, *framework.criteria) for evidence in part.evidence if evidence.source and evidence.note
    ]
    known = registry().sources
    return {part.note for part in cited if part.note and (part.source not in known or printable(known[part.source or ""]) is None)}


@EVERY
@pytest.mark.parametrize("code", ["nl", "en"])
def test_every_text_of_the_framework_stands_in_the_booklet(path: Path, code: str) -> None:
    said = booklet(opened(path), registry(), language(code))
    framework = opened(path).framework
    missing = [part.nl for part in texts(framework) if escaped(part.in_language(code)) not in said and part not in unprinted(framework)]
    assert missing == []


@EVERY
def test_every_number_of_points_and_every_item_is_printed(path: Path) -> None:
    framework = opened(path).framework
    assert list(book(path).items) == list(range(1, len(framework.items) + 1))
    for number, item in enumerate(framework.items, 1):
        printed = book(path).items[number]
        assert printed.scale == (item.scale and DUTCH.say(framework.scale_by_id[item.scale].name))
        assert printed.valid == item.valid_months
        rows = [points for points, _when in printed.rules] if item.kind == "derived" else [points for _words, points in printed.rows]
        assert rows == [None if points is None else Fraction(points, 1000) for points in points_of(item)], item.id


def points_of(item: Item) -> list[int | None]:
    """The points of each answer, bin or line, in the order of the file."""
    match item:
        case YesNoItem(points=given):
            return [given.yes, given.no] if given else [None, None]
        case ChoiceItem(options=options) | LevelItem(options=options):
            return [option.points for option in options]
        case NumericItem(points=bins) | TallyItem(points=bins):
            return [step.points for step in bins]
        case DerivedItem(points=lines):
            return [line.points for line in lines]


@EVERY
def test_every_level_is_printed_with_the_points_it_starts_at(path: Path) -> None:
    printed = {name: scale.levels for name, scale in book(path).scales.items()}
    assert printed == {
        DUTCH.say(scale.name): tuple(
            (DUTCH.say(band.name), None if band.from_ is None else Fraction(band.from_, 1000)) for band in scale.bands
        )
        for scale in opened(path).framework.scales
    }


@EVERY
def test_a_booklet_says_of_which_file_it_is_by_id_version_and_hash(path: Path) -> None:
    about = {row[0]: row[1] for row in Page.of(text(path)).tables()[0]}
    framework, sha256 = opened(path).framework, hashlib.sha256(path.read_bytes()).hexdigest()
    assert about["Kader en versie"] == f"{framework.id}, versie {framework.version}"
    assert re.sub(r"[^0-9a-f]", "", about["SHA-256 van het kaderbestand"].lower()) == sha256


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_nothing_that_rests_on_memory_is_printed(path: Path) -> None:
    said = re.sub(r"[^a-z0-9]", "", plain(text(path)).lower())
    recalled = [source for source in registry().sources.values() if source.verified != "found"]
    assert len(recalled) > 10
    assert [source.id for source in recalled if re.sub(r"[^a-z0-9]", "", source.title.lower()) in said] == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_cited_source_that_was_read_is_in_the_list(path: Path) -> None:
    listed_sources = "\n".join(entry.words for entry in Page.of(text(path)).parts(2)["Bronnen"].lists()[0])
    for name in opened(path).framework.sources:
        source = printable(registry().sources[name])
        assert source is None or source.title.rstrip(".") in listed_sources, name


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_abbreviation_in_the_booklet_is_explained_once(path: Path) -> None:
    before, explained = text(path).split("\n## Afkortingen\n")
    shown = [row[0] for row in Page.of(explained).tables()[0][1:]]
    assert shown == sorted(set(shown), key=str.casefold)
    said = re.sub(r"(?:[0-9A-F]{4} ){3,}[0-9A-F]{4}", " ", plain(before.split("\n## Bronnen\n")[0]))
    for source in Edition(opened(path), registry(), DUTCH).framed.names.sources.values():
        said = said.replace(source.short, " ")
    known = {word for name in shown for word in (name, *re.split(r"[-:/ .]", name))}
    met = {found for found in UPPER.findall(said) if not re.fullmatch(r"F[0-9]+", found)}
    assert met - known == {"CONCEPTKADER"}


def test_it_is_the_same_text_in_another_process(tmp_path: Path) -> None:
    out = tmp_path / "boekje.md"
    command = [sys.executable, str(ROOT / "main.py"), "export", str(TOP60), "--to", "booklet", "--out", str(out)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": "7"})
    assert out.read_bytes() == text(TOP60).encode("utf-8") == booklet(opened(TOP60), registry(), DUTCH).encode("utf-8")


def test_the_standing_of_a_framework_is_seen_at_once() -> None:
    start = {path.stem: Page.of(text(path)).blocks[:2] for path in (TOP60, *TESTED)}
    assert start["top60-ranking"] == ("# Kaderboekje: Top 60: prioritering", "**CONCEPTKADER – nog niet vastgesteld**")
    assert start["psa"][1] == "**TESTKADER – nooit voor een casus**"
    assert "KADER" not in start["complete"][1]


def test_what_a_framework_has_not_is_not_explained() -> None:
    top600, wat_werkt = (text(ROOT / "frameworks" / f"{name}.yaml") for name in ("top600-criteria", "wat-werkt"))
    for words in ("Optellen.**", "Genoeg bekend.**", "Niveau.**", "Bovengrens.**"):
        assert words not in top600
    assert "Dit kader heeft geen schalen. Er wordt niets opgeteld." in top600
    assert "Dit kader maakt geen lijst met beperkte plaatsen." in wat_werkt
    assert "Niet van toepassing.**" in wat_werkt


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_how_reasons_follow_is_said_wherever_there_are_points(path: Path) -> None:
    explained = "Een reden is een onderdeel met zekere punten voorbij zijn uitgangspunt." in text(path)
    assert explained == bool(opened(path).framework.scales)


def test_every_level_is_printed_with_its_meaning_where_the_framework_gives_one() -> None:
    said = text(ROOT / "frameworks" / "wat-werkt.yaml")
    rows = [row for page in Page.of(said).parts(2)["Schalen en niveaus"].parts(3).values() for table in page.tables() for row in table]
    framework = opened(ROOT / "frameworks" / "wat-werkt.yaml").framework
    given = [(band.name.nl, band.meaning.nl) for scale in framework.scales for band in scale.bands if band.meaning]
    assert len(given) == 8
    assert [pair for pair in given if pair not in [(row[0], row[-1]) for row in rows]] == []


def test_a_source_that_was_not_read_is_counted_and_not_named() -> None:
    evidence = [{"source": name, "strength": "weak", "note": {"nl": "Zegt iets."}} for name in ("bestaat-niet",)]
    item = {"id": "a", "kind": "yes_no", "question": {"nl": "Is dit zo?"}, "evidence": evidence}
    data = {"format": 1, "id": "x", "version": "1.0.0", "use": "test", "title": {"nl": "Kader"}, "items": [item]}
    said = booklet(review.look(framework_file(data)), registry(), DUTCH)
    assert "- Een bron die nog niet is nagelezen; die staat daarom niet in dit boekje." in said
    assert "Zegt iets." not in said
    assert "bestaat-niet" not in said


@given(st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=1, max_size=4))
def test_whatever_stands_in_a_cell_comes_out_of_the_table_again(rows: list[list[str]]) -> None:
    ((first, *rest),) = Page.of(document([table(("a", "b", "c"), rows)])).tables()
    assert first == ["a", "b", "c"]
    assert rest == [[" ".join(cell.split()) for cell in row] for row in rows]


@given(WORDS, WORDS)
def test_words_never_become_a_heading_a_list_or_another_block(first: str, second: str) -> None:
    said = document([heading(first, 2), paragraph(second), listed([(0, first), (1, second)], numbered=True)])
    page = Page.of(said)
    assert len(page.blocks) == 3
    assert not re.match(r"#{1,6}\s|[>+-]\s|[0-9]+[.)]\s|\|", page.blocks[1])
    assert [entry.words for entry in page.lists()[0]] == [" ".join(first.split()), " ".join(second.split())]


def test_a_row_that_is_too_short_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="another length"):
        table(("a", "b"), [("c",)])
