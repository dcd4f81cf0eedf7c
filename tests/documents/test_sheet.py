"""The verantwoordingsblad: complete, honest about what is open, to be added up by hand, and leading to nobody."""

from __future__ import annotations

import functools
import gc
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import FunctionType, ModuleType

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdfium2 import PdfDocument, PdfPage

from tests.documents.papers import (
    CODE,
    PRINTED,
    ROOT,
    example,
    framework_file,
    full_case,
    full_sheet,
    half_known_case,
    half_known_sheet,
    long_framework,
    pages,
    printed,
    random_case,
    registry,
    shipped,
    text,
    weighed,
)
from triage.cases.age_bands import age_band
from triage.cases.case import Answer, Case, Fact
from triage.documents import typeface
from triage.documents.marks import MARGIN, MM, PAGE_HEIGHT, PAGE_WIDTH
from triage.documents.sheet import file_name, sheet
from triage.documents.sheet.paper import parts
from triage.documents.verify import verify
from triage.errors import InputError
from triage.framework.read import FrameworkFile
from triage.framework.registry import Verified
from triage.framework.vocabulary import AnswerStatus, FactStatus, Partner
from triage.periods import Period
from triage.weighing.tables import Tables
from triage.weighing.weigh import weigh_case
from triage.wording import DUTCH

SECTIONS = (
    "Casus, kader en programma",
    "Doel en grondslag",
    "Wat is gebruikt",
    "Hoe is gewogen",
    "Sterke kanten en behoeften",
    "Advies van het kader",
    "Eigen oordeel vooraf",
    "Besluit van het overleg",
    "Evenredigheid",
    "Subsidiariteit",
    "Gelijke behandeling",
    "Kindtoets",
    "Informeren en rechten",
    "Looptijd",
    "Controle",
)
"""The parts an overseer asks for (oversight requirements, `verantwoordingsblad_sections`; the first is called "Kop" there)."""

NO_PREDICTION = "het voorspelt niet wat een jongere gaat doen"
BANNED = ("kans op", "voorspel", "waarschijnlijk", "gevaarlijk", "crimineel", "% risico")
BSN = "111222333"
"""Nine digits that pass the eleven test; given to nobody."""

NOTHING_KNOWN = Case(CODE, date(2026, 11, 23))


def with_note(note: str) -> Case:
    case = full_case()
    return replace(case, answers={**case.answers, "money": replace(case.answers["money"], note=note)})


def headings(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        return [str(entry.title) for entry in outline.root]


def rows_of_points(pdf: bytes) -> list[tuple[str, list[Decimal]]]:
    """Every line of the points tables, top down: the words at its left, and its points, read back from the PDF."""
    document = PdfDocument(pdf)
    found = [row for page in document for line in lines_of(page) if len((row := row_of(line))[1]) >= 2]
    document.close()
    return found


def lines_of(page: PdfPage) -> list[list[tuple[float, float, str]]]:
    """The pieces of text of a page, line by line, each with its left and right edge."""
    words = page.get_textpage()
    pieces: list[tuple[float, float, float, str]] = []
    for number in range(words.count_rects()):
        left, bottom, right, top = words.get_rect(number)
        said = words.get_text_bounded(left - 1, bottom - 0.5, right + 1, top + 0.5).strip()
        pieces.append(((top + bottom) / 2, left, right, said))
    lines: list[list[tuple[float, float, str]]] = []
    last = 0.0
    for height, left, right, said in sorted(pieces, reverse=True):
        if not lines or last - height > 2.5:
            lines.append([])
        last = height
        lines[-1].append((left, right, said))
    return [sorted(line) for line in lines]


def row_of(line: list[tuple[float, float, str]]) -> tuple[str, list[Decimal]]:
    label = " ".join(said for left, _, said in line if left < MARGIN + 84 * MM)
    if not re.match(r"\d+ [^\d]|Totaal|Er af", label):
        return label, []
    figures = [said for left, right, said in line if left > MARGIN + 100 * MM and right < PAGE_WIDTH - MARGIN - 5 * MM]
    return label, [number_of(said) for said in figures if re.fullmatch(r"−?[0-9.]+(,[0-9]+)?", said)]


def number_of(figure: str) -> Decimal:
    return Decimal(figure.replace(".", "").replace(",", ".").replace("−", "-"))


@pytest.mark.parametrize(
    "case", [full_case(), half_known_case(), NOTHING_KNOWN, example("Meisje van 15")], ids=["full", "half", "bare", "signal"]
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_all_fifteen_parts_are_there_in_order(case: Case, language: str) -> None:
    expected = [f"{number}. {name}" for number, name in enumerate(SECTIONS, 1)]
    found = headings(printed(case, language))
    assert found[0] == "In het kort"
    assert found[1:16] == expected
    assert found[16:] == [
        "Overzicht A. Bewijs per onderdeel",
        "Overzicht B. Bronnen",
        "Overzicht C. Wat per onderdeel telt",
        "Overzicht D. Afkortingen",
    ]


def test_a_part_that_belongs_to_a_dossier_says_that_it_is_not_filled_in() -> None:
    said = text(full_sheet())
    for before, after in (("7. Eigen oordeel vooraf", "8. Besluit"), ("12. Kindtoets", "13. Informeren"), ("14. Looptijd", "15. Controle")):
        part = said[said.index(before) : said.index(after)]
        assert "niet ingevuld" in part
        assert "Dit blad is een proef. Dit deel wordt alleen ingevuld in een dossier." in part
    assert len(parts()) == 15


@settings(deadline=None, max_examples=12)
@given(seed=st.integers(0, 2**32), share=st.sampled_from([0.0, 0.3, 0.8]))
def test_the_points_column_adds_up_to_the_printed_total(seed: int, share: float) -> None:
    case = random_case(shipped().framework, seed, share)
    scales = () if weighed(case).out_of_scope else weighed(case).scales
    assert_columns_add_up(printed(case), [(scale.low, scale.high, scale.greatest) for scale in scales])


@settings(deadline=None, max_examples=10)
@given(seed=st.integers(0, 2**32), share=st.sampled_from([0.0, 0.5]))
def test_caps_and_decimals_are_lines_of_the_sum(seed: int, share: float) -> None:
    file = long_framework(12, "Komt dit voor?")
    case = random_case(file.framework, seed, share)
    scales = weigh_case(Tables.of(file.framework), case).scales
    assert_columns_add_up(printed(case, file=file), [(scale.low, scale.high, scale.greatest) for scale in scales])


def assert_columns_add_up(pdf: bytes, expected: list[tuple[int, int, int]]) -> None:
    sums: list[list[Decimal]] = []
    running: list[list[Decimal]] = []
    for label, figures in rows_of_points(pdf):
        if label.startswith("Totaal"):
            columns = 3 if expected[len(sums)][0] != expected[len(sums)][1] else 2
            assert [sum(row[column] for row in running) for column in range(columns)] == figures[:columns], label
            sums.append(figures[:columns])
            running = []
        else:
            running.append(figures)
    wanted = [[low, high, most] if low != high else [low, most] for low, high, most in expected]
    assert sums == [[Decimal(points).scaleb(-3) for points in row] for row in wanted]


def test_a_banned_word_stands_only_in_the_sentence_that_says_it_does_not_predict() -> None:
    for pdf in (full_sheet(), half_known_sheet(), printed(example("Meisje van 15")), printed(example("24 jaar"))):
        said = text(pdf).lower()
        assert said.count(NO_PREDICTION) == 1
        rest = said.replace(NO_PREDICTION, "")
        assert [word for word in BANNED if word in rest] == []


def test_every_page_says_that_it_is_a_trial_what_it_is_for_and_that_it_may_not_be_used_again() -> None:
    found = pages(full_sheet())
    for number, page in enumerate(found, 1):
        assert "PROEF – niet voor besluiten · CONCEPTKADER" in page
        assert "Doel: Dit kader helpt het casusoverleg kiezen." in page
        assert "Gebruik dit blad alleen voor dit doel. Neem de uitkomst niet over in een ander dossier." in page
        assert "geen gevalideerd risico-instrument" in page
        assert f"Bladzijde {number} van {len(found)}" in page


@pytest.mark.parametrize(
    ("change", "notice"),
    [
        ({"use": "test"}, "PROEF – niet voor besluiten · TESTKADER"),
        ({"status": "withdrawn"}, "PROEF – niet voor besluiten · INGETROKKEN KADER"),
        ({"status": "adopted"}, "PROEF – niet voor besluiten"),
    ],
)
def test_the_status_of_the_framework_is_said_on_every_page(change: dict[str, str], notice: str) -> None:
    framework = shipped().framework.model_copy(update=change)
    file = FrameworkFile(framework, shipped().content, "kader.yaml")
    found = pages(sheet(replace(weighed(full_case()), framework=framework), file, registry(), printed=PRINTED, language=DUTCH))
    assert all(page.startswith(notice) for page in found)
    assert "CONCEPTKADER" not in " ".join(found)


def test_ages_are_printed_as_bands_and_dates_as_quarters() -> None:
    case = replace(
        full_case(), reference_date=date(2026, 10, 5), facts=(Fact("drugs", Period.day(date(2026, 8, 14)), FactStatus.SUSPECTED),)
    )
    said = text(printed(case))
    assert "Leeftijdsgroep 16–17 jaar" in said
    assert "Peildatum 4e kwartaal 2026" in said
    assert "Drugshandel 3e kwartaal 2026" in said
    assert re.search(r"(?<!–)\b17 jaar", said) is None
    assert "oktober" not in said
    assert "augustus" not in said


@pytest.mark.parametrize(
    ("years", "band"),
    [
        (11, "jonger dan 12 jaar"),
        (12, "12–13 jaar"),
        (15, "14–15 jaar"),
        (17, "16–17 jaar"),
        (20, "18–20 jaar"),
        (23, "21–23 jaar"),
        (24, "24 jaar of ouder"),
    ],
)
def test_an_age_group_breaks_where_the_rules_change(years: int, band: str) -> None:
    assert DUTCH.say(age_band(Decimal(years))) == band


def test_what_does_not_count_is_as_visible_as_what_does() -> None:
    said = text(half_known_sheet())
    assert "signaal, telt als onbekend" in said
    assert "betwist, telt als onbekend" in said
    assert "Er is geen lijst van feiten." in said
    for result in weighed(half_known_case()).unknown:
        assert DUTCH.say(result.item.name).split("?")[0] in said


def test_a_dismissed_fact_is_shown_and_counts_nowhere() -> None:
    said = text(printed(example("Twee aanhoudingen")))
    assert said.count("geseponeerd bron niet ingevuld telt niet mee") == 2


def test_status_kind_of_source_and_quarter_stand_with_an_answer() -> None:
    answer = Answer("serious", AnswerStatus.CONFIRMED, Period.quarter(2026, 3), Partner.SCHOOL)
    case = replace(full_case(), answers={**full_case().answers, "school_work": answer})
    assert "bevestigd door twee bronnen · school · 3e kwartaal 2026" in text(printed(case))
    assert "vastgesteld · bron en kwartaal niet ingevuld" in text(printed(case))


def test_lines_of_the_advice_that_did_not_apply_are_printed_too() -> None:
    said = text(full_sheet())
    assert "Bescherming 1" in said
    assert "“Eerst beschermen”: gaat niet op" in said
    assert "“Reguliere hulp”: niet meer aan de beurt." in said
    assert "Advies van het kader: Plaats op de lijst bespreken." in said


def test_an_open_advice_names_what_is_not_excluded_and_the_questions_it_rests_on() -> None:
    said = text(half_known_sheet())
    assert "Er is nog geen advies. Niet uitgesloten:" in said
    assert "Van deze open vragen hangt het advies af" in said
    assert "De lijst van feiten, voor de onderdelen" in said


def test_out_of_scope_is_said_with_what_to_do_instead() -> None:
    said = text(printed(example("24 jaar")))
    assert "Deze casus valt buiten dit kader. Er is geen advies." in said
    assert "Gebruik dan de aanpak voor volwassenen." in said


def test_a_case_outside_the_scope_is_not_weighed_on_paper() -> None:
    """REQ-18: under twelve years there is no weighing, only the way to help; and no other case outside the scope is weighed either."""
    said = text(printed(example("24 jaar")))
    part_four = said[said.index("4. Hoe is gewogen") : said.index("5. Sterke kanten en behoeften")]
    assert "buiten dit kader en is daarom niet gewogen" in said[: said.index("1. Casus, kader en programma")]
    assert "Hoe oud is de jongere op de peildatum?" in part_four
    assert "Totaal" not in said
    assert "Niveau:" not in said
    assert "Nog open:" not in said
    assert "Dit deel is daarom niet uitgewerkt." in said
    assert verify(printed(example("24 jaar"))).holds


def test_the_same_input_gives_the_same_bytes_also_in_another_process() -> None:
    program = (
        "import hashlib; from tests.documents.papers import full_case, printed;"
        "print(hashlib.sha256(printed(full_case(), 'en')).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        )
        for seed in ("1", "2")
    ]
    assert len({run.stdout for run in runs}) == 1
    assert printed(full_case()) == full_sheet()


def test_a_weighing_that_already_has_its_outlook_gives_the_same_sheet() -> None:
    case = half_known_case()
    bare = sheet(weigh_case(Tables.of(shipped().framework), case), shipped(), registry(), printed=PRINTED, language=DUTCH)
    assert bare == half_known_sheet()


def test_the_pdf_has_language_title_metadata_and_nothing_that_acts() -> None:
    with pikepdf.open(io.BytesIO(full_sheet())) as pdf:
        assert pdf.pdf_version >= "1.7"
        assert str(pdf.Root.Lang) == "nl-NL"
        assert str(pdf.docinfo["/Title"]) == f"Verantwoordingsblad casus {CODE}"
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == f"Verantwoordingsblad casus {CODE}"
            assert list(metadata["dc:language"]) == ["nl"]
        keys = {key for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) for key in thing}
        assert keys & {"/JS", "/JavaScript", "/URI", "/OpenAction", "/AA", "/Annots", "/AcroForm", "/Trans"} == set()
        assert not pdf.is_encrypted
    with pikepdf.open(io.BytesIO(printed(full_case(), "en"))) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"


def test_all_fonts_are_embedded_and_are_dejavu_sans() -> None:
    with pikepdf.open(io.BytesIO(half_known_sheet())) as pdf:
        fonts = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font"]
        assert fonts
        for font in fonts:
            assert "DejaVuSans" in str(font.BaseFont)
            assert "/FontFile2" in font.FontDescriptor


@pytest.mark.parametrize("planted", [BSN, "bel 06-12345678", "mail jan@voorbeeld.nl", "NL91ABNA0417164300"])
def test_what_leads_to_a_person_bars_the_sheet_and_is_not_repeated(planted: str) -> None:
    with pytest.raises(InputError) as refused:
        printed(with_note(f"Zie {planted} hierover."))
    assert [DUTCH.say(defect.place) for defect in refused.value.defects] == [
        "de toelichting bij “Heeft de jongere schulden of geldzorgen?”"
    ]
    assert planted not in str(refused.value)
    with pytest.raises(InputError, match="de casuscode"):
        printed(replace(full_case(), code="1234 AB"))


@pytest.mark.parametrize("character", ["漢", "א", "\u202e", "\ue000", "\x07"])
def test_a_character_that_cannot_be_printed_is_named_and_not_drawn_as_a_box(character: str) -> None:
    with pytest.raises(InputError) as refused:
        printed(with_note(f"Dit {character} staat er."))
    assert f"U+{ord(character):04X}" in str(refused.value)
    assert "de toelichting bij “Heeft de jongere schulden of geldzorgen?”" in str(refused.value)


def test_a_character_in_the_framework_that_cannot_be_printed_names_the_part_of_the_sheet() -> None:
    file = long_framework(3, "Komt 漢 voor?")
    with pytest.raises(InputError, match="U\\+6F22"):
        printed(NOTHING_KNOWN, file=file)


def test_harmless_marks_and_composed_letters_are_printed() -> None:
    assert "Zorgen over geld: ≥ € 500 – café" in text(printed(with_note("Zor\u00adgen over geld: ≥ € 500 – cafe\u0301")))


@functools.cache
def four_hundred_questions() -> FrameworkFile:
    """Kept, for what can still come of so many questions takes longer to find than to print."""
    return long_framework(400)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_four_hundred_questions_and_a_note_of_five_thousand_words_stay_inside_the_page(language: str) -> None:
    file = four_hundred_questions()
    case = random_case(file.framework, 7)
    answers = dict(case.answers)
    first = next(iter(answers))
    answers[first] = replace(answers[first], note="woorden over deze casus die heel lang doorgaan " * 700 + "x" * 400)
    pdf = printed(replace(case, answers=answers), language, file)
    assert 40 < len(pages(pdf)) < 140
    assert_inside_the_page(pdf)


def test_the_longest_texts_stay_inside_the_page() -> None:
    assert_inside_the_page(printed(NOTHING_KNOWN, file=long_framework(6, "Een lange vraag met veel woorden. " * 30 + "Zonderspaties" * 20)))


def assert_inside_the_page(pdf: bytes) -> None:
    document = PdfDocument(pdf)
    for page in document:
        words = page.get_textpage()
        boxes = [words.get_rect(number) for number in range(words.count_rects())]
        foot = max(top for left, bottom, right, top in boxes if bottom < 27 * MM)
        assert all(left > MARGIN - 1 and right < PAGE_WIDTH - MARGIN + 2 for left, _, right, _ in boxes)
        assert all(bottom > 10 * MM and top < PAGE_HEIGHT - 10 * MM for _, bottom, _, top in boxes)
        assert not [bottom for _, bottom, _, top in boxes if top > foot + 1 and bottom < foot]
    document.close()


def test_only_the_answers_the_framework_asks_for_leave_with_the_sheet() -> None:
    case = replace(full_case(), answers={**full_case().answers, "elders_gevraagd": Answer("yes")})
    with pikepdf.open(io.BytesIO(printed(case))) as pdf:
        enclosed = json.loads(pdf.attachments["weging.json"].get_file().read_bytes())
    assert enclosed["case"]["answers"].keys() == full_case().answers.keys()
    assert enclosed["framework"]["text"].encode() == shipped().content
    assert enclosed["receipt"]["framework_sha256"] == shipped().sha256


def test_the_attached_file_is_marked_as_the_data_of_the_sheet() -> None:
    with pikepdf.open(io.BytesIO(full_sheet())) as pdf:
        assert list(pdf.attachments) == ["weging.json"]
        assert [str(part.AFRelationship) for part in pdf.Root.AF] == ["/Data"]
        assert str(pdf.Root.AF[0].UF) == "weging.json"


def test_a_source_known_from_memory_only_is_never_printed() -> None:
    source = registry().sources["calderoni-2022"].model_copy(update={"verified": Verified.MEMORY})
    memory = replace(registry(), sources={**registry().sources, "calderoni-2022": source})
    said = text(sheet(weighed(full_case()), shipped(), memory, printed=PRINTED, language=DUTCH))
    assert "Calderoni" in text(full_sheet())
    assert "Calderoni, Comunale, Campedelli, Marchesi, Manzi, Frualdo" not in said
    assert "Een bron die nog niet is nagelezen; die staat daarom niet op dit blad." in said


def test_a_framework_without_labels_advice_or_scales_still_gives_every_part() -> None:
    file = framework_file(
        {
            "format": 1,
            "id": "kaal",
            "version": "1.0.0",
            "use": "test",
            "title": {"nl": "Kaal"},
            "items": [{"id": "vraag", "kind": "yes_no"}],
        }
    )
    pdf = printed(replace(NOTHING_KNOWN, answers={"vraag": Answer("yes")}), file=file)
    assert [heading.split(". ")[1] for heading in headings(pdf)[1:16]] == list(SECTIONS)
    assert "Dit testkader geeft geen advies." in text(pdf)


def test_a_file_name_holds_only_code_and_date() -> None:
    assert file_name(CODE, PRINTED) == "7K-4Q2_2026-11-24.pdf"


def test_nothing_of_a_case_stays_in_memory_after_its_sheet() -> None:
    marker = "Zeldzaamwoord"
    case = full_case()
    answers = {**case.answers, "money": replace(case.answers["money"], note=f"{marker} in de toelichting")}
    assert marker in text(printed(replace(case, code="9Z-8Y7", answers=answers)))
    gc.collect()
    caches = [found for found in gc.get_objects() if isinstance(found, functools._lru_cache_wrapper)]
    ours = {found for found in caches if (found.__module__ or "").startswith("triage.documents")}
    assert {typeface.lines, typeface.lasting_lines} <= ours
    kept = " ".join(_everything_in(ours))
    assert "Dit kader is een hulpmiddel" in kept
    assert marker not in kept
    assert "9Z-8Y7" not in kept


def _everything_in(caches: Iterable[object]) -> Iterator[str]:
    """Every text that some caches hold, however deep."""
    seen: set[int] = set()
    todo: list[object] = [inner for cache in caches for inner in gc.get_referents(cache) if not callable(inner)]
    while todo:
        thing = todo.pop()
        if id(thing) in seen or isinstance(thing, type | ModuleType | FunctionType):
            continue
        seen.add(id(thing))
        if isinstance(thing, str):
            yield thing
        todo += gc.get_referents(thing)
