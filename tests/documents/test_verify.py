"""The check of a sheet: it holds for what the program made, and names whatever somebody changed."""

from __future__ import annotations

import io
import re
import unicodedata
import zlib
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

import pikepdf
import pytest

from tests.documents.forger import (
    PAGE_OF_POINTS,
    carried,
    carrying,
    contents,
    edited,
    page_showing,
    painted_over,
    shown,
    with_content,
    with_data,
    with_number_changed,
)
from tests.documents.papers import (
    PRINTED,
    ROOT,
    case_of,
    example,
    full_case,
    full_sheet,
    half_known_sheet,
    long_framework,
    printed,
    random_case,
    registry,
    shipped,
    weighed,
)
from triage.cases.intake import take_in
from triage.cases.read_table import read_table
from triage.cases.table import CaseTable
from triage.documents.archive import opened
from triage.documents.enclosure import Enclosure, parsed, short_code
from triage.documents.sheet import drawn
from triage.documents.verify import Verdict, verify
from triage.errors import InputError
from triage.weighing.receipt import canonical
from triage.wording import DUTCH


def differences(sheet: bytes) -> list[str]:
    return [DUTCH.say(difference) for difference in verify(sheet).differences]


def saved_as_it_is(_pdf: pikepdf.Pdf) -> None:
    """No change at all."""


def notes(sheet: bytes) -> list[str]:
    return [DUTCH.say(note) for note in verify(sheet).notes]


@pytest.mark.parametrize(
    "case", [case_of(example) for example in shipped().framework.examples], ids=[e.name.nl for e in shipped().framework.examples]
)
def test_the_sheet_of_every_worked_example_holds(case: Any) -> None:
    assert differences(printed(case)) == []


@cache
def example_cases() -> CaseTable:
    """The sixty invented cases that come with the program, taken in as a user would."""
    cases, facts = (read_table(ROOT / "examples" / name) for name in ("cases.csv", "facts.csv"))
    return take_in(cases, shipped().framework, facts=facts, reference_date=PRINTED, registry=registry()).cases


@pytest.mark.parametrize("number", range(60))
def test_the_sheet_of_every_example_case_holds(number: int) -> None:
    assert len(example_cases()) == 60
    assert differences(printed(example_cases().case(number))) == []


def test_a_sheet_in_english_and_one_of_a_test_framework_hold() -> None:
    file = long_framework(9)
    assert verify(printed(full_case(), "en")).holds
    assert verify(printed(random_case(file.framework, 3), file=file)).holds


def test_the_verdict_says_what_it_proves_and_what_not() -> None:
    verdict = verify(full_sheet())
    assert DUTCH.say(verdict.message()) == "Het blad klopt met zichzelf."
    assert notes(full_sheet()) == ["De controle zegt niet wie het blad heeft uitgegeven en niet of de antwoorden waar zijn."]
    changed = with_number_changed(full_sheet(), "24", "14")
    assert DUTCH.say(verify(changed).message()).startswith("Het blad klopt niet met zichzelf.")
    assert DUTCH.say(Verdict((verdict.notes[0],)).message()) == "Het blad klopt niet met zichzelf. Er is 1 verschil."


def test_one_changed_digit_on_a_page_is_named_with_page_and_line() -> None:
    found = differences(with_number_changed(full_sheet(), "9", "3"))
    assert len(found) == 2
    assert found[1].startswith("Bladzijde 4 ziet er anders uit dan hoort")
    assert re.fullmatch(r"Bladzijde 4, na “.+”: er staat “3 9 2”, het moet zijn “9 9 2”\.", found[0])


@pytest.mark.parametrize("seed", range(12))
def test_any_changed_printed_number_is_named(seed: int) -> None:
    random, sheet = Random(seed), half_known_sheet()
    alone = [(page, figure) for page, content in enumerate(contents(sheet)) for figure in re.findall(rb"<(3[0-9])> Tj", content)]
    page, code = random.choice(alone)
    old = bytes.fromhex(code.decode()).decode()
    new = random.choice([figure for figure in "0123456789" if figure != old])
    found = differences(with_number_changed(sheet, old, new, page))
    assert found
    assert all(line.startswith(f"Bladzijde {page + 1}") for line in found)


def test_a_white_box_with_a_new_number_over_an_old_one_is_named() -> None:
    with pikepdf.open(io.BytesIO(full_sheet())) as pdf:
        font = next(iter(pdf.pages[0].Resources.Font.keys()))
    found = differences(painted_over(full_sheet(), PAGE_OF_POINTS, f"BT {font} 9 Tf 1 0 0 1 465 543 Tm <33> Tj ET"))
    assert found[0].endswith("“3” hoort er niet te staan.")
    assert found[1].startswith("Bladzijde 4 ziet er anders uit dan hoort, ongeveer 16")


def test_a_number_drawn_as_lines_over_an_old_one_is_seen() -> None:
    found = differences(painted_over(full_sheet(), PAGE_OF_POINTS, "1 w 464 543 m 464 551 l S"))
    assert len(found) == 1
    assert found[0].startswith("Bladzijde 4 ziet er anders uit dan hoort, ongeveer 16")


def test_other_shapes_for_the_same_letters_are_seen() -> None:
    def swap_fonts(pdf: pikepdf.Pdf) -> None:
        files = [
            thing.FontDescriptor.FontFile2 for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/FontDescriptor" in thing
        ]
        first, second = files[0].read_bytes(), files[1].read_bytes()
        files[0].write(second)
        files[1].write(first)

    assert any("ziet er anders uit dan hoort" in line for line in differences(edited(full_sheet(), swap_fonts)))


def test_a_page_taken_out_is_named_and_the_others_are_still_compared() -> None:
    def take_out(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[5]

    assert differences(edited(full_sheet(), take_out)) == ["Bladzijde 6 ontbreekt."]
    both = with_number_changed(edited(full_sheet(), take_out), "9", "3")
    assert [line[:12] for line in differences(both)] == ["Bladzijde 4,", "Bladzijde 4 ", "Bladzijde 6 "]


def test_a_page_put_in_or_shown_twice_is_named() -> None:
    def show_twice(pdf: pikepdf.Pdf) -> None:
        pdf.pages.insert(3, pdf.pages[2])

    def put_in(pdf: pikepdf.Pdf) -> None:
        pdf.add_blank_page()

    assert differences(edited(full_sheet(), show_twice)) == ["Bladzijde 3 van het bestand hoort niet bij het blad."]
    assert differences(edited(full_sheet(), put_in))[-1].endswith("van het bestand hoort niet bij het blad.")


def test_attachments_swapped_between_two_sheets_are_named() -> None:
    ours, theirs = full_sheet(), printed(replace(example("Eerste feit"), code="4F-5G6"))
    for sheet, other in ((ours, theirs), (theirs, ours)):
        found = differences(carrying(sheet, carried(other)))
        expected = f"Op het blad staat controlecode {short_code(carried(sheet))}, maar bij de bijlage hoort {short_code(carried(other))}."
        assert found[0] == expected
        assert any("7K-4Q2" in line and "4F-5G6" in line for line in found)


def test_a_changed_answer_is_named_by_question_and_scale() -> None:
    def change(data: Any) -> None:
        data["case"]["answers"]["money"]["value"] = "serious"

    found = differences(with_data(full_sheet(), change))
    assert any(
        line.startswith('Onderdeel “Heeft de jongere schulden of geldzorgen?”, minste punten: in de bijlage staat "1"') for line in found
    )
    assert any(line.startswith('Schaal “Zorgen”, minste punten: in de bijlage staat "6", opnieuw gewogen is het "7"') for line in found)
    assert any(line.startswith("Weegbewijs, SHA-256 van de casus:") for line in found)
    assert any(line.startswith("Op het blad staat controlecode") for line in found)


def test_a_changed_result_is_named_as_what_it_is() -> None:
    def change(data: Any) -> None:
        data["result"]["advice"]["advice"] = "regular"
        data["result"]["criteria"]["recent_fact"] = "false"

    found = differences(with_data(full_sheet(), change))
    assert 'Advies, uitkomst: in de bijlage staat "regular", opnieuw gewogen is het "list".' in found
    assert any(line.startswith("Criterium “Ten minste één feit in de laatste 12 maanden”: in de bijlage staat") for line in found)


def test_a_changed_point_in_the_framework_text_is_named() -> None:
    def change(data: Any) -> None:
        data["framework"]["text"] = data["framework"]["text"].replace('version: "0.1.0"', 'version: "0.1.1"', 1)

    found = differences(with_data(full_sheet(), change))
    assert any(line.startswith("Weegbewijs, SHA-256 van het kader:") for line in found)
    assert any("versie 0.1.1" in line for line in found)


def test_a_framework_text_that_no_longer_reads_or_adds_up_is_named() -> None:
    def spoil(data: Any) -> None:
        data["framework"]["text"] += "\nonzin: 1\n"

    found = differences(with_data(full_sheet(), spoil))
    assert found[0].startswith("Het kader in de bijlage is niet te gebruiken. ")
    assert notes(with_data(full_sheet(), spoil))[0] == "De weging en de tekst zijn daarom niet vergeleken."


@pytest.mark.parametrize("seed", range(40))
def test_one_changed_byte_of_the_data_never_passes(seed: int) -> None:
    random, content = Random(seed), bytearray(carried(full_sheet()))
    place = random.randrange(len(content)) if seed % 2 else random.randrange(content.find(b'"framework"'))
    content[place] = random.choice([byte for byte in range(32, 127) if byte != content[place]])
    changed = carrying(full_sheet(), bytes(content))
    try:
        verdict = verify(changed)
    except InputError:
        return
    assert verdict.differences


def test_a_sheet_saved_again_by_another_program_holds_and_says_so() -> None:
    saved = edited(full_sheet(), saved_as_it_is, object_stream_mode=pikepdf.ObjectStreamMode.disable, linearize=True, recompress_flate=True)
    assert saved != full_sheet()
    assert differences(saved) == []
    assert (
        notes(saved)[0]
        == "Dit bestand is na het maken opnieuw opgeslagen, of met andere programma's gemaakt. Dat verandert de uitkomst niet."
    )


def test_a_note_stuck_on_a_page_is_named() -> None:
    def stick(pdf: pikepdf.Pdf) -> None:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Square, Rect=[460, 540, 480, 554], IC=[1, 1, 1], C=[1, 1, 1], F=4
        )
        pdf.pages[3].obj.Annots = pikepdf.Array([pdf.make_indirect(note)])

    assert "Op bladzijde 4 is iets geplakt (een notitie, stempel of koppeling); dat hoort er niet." in differences(
        edited(full_sheet(), stick)
    )


def test_scripts_layers_forms_and_second_files_are_named() -> None:
    def add(pdf: pikepdf.Pdf) -> None:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        pdf.Root.OpenAction = pdf.make_indirect(script)
        pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([]), D=pikepdf.Dictionary())
        pdf.attachments["nog-een.json"] = pikepdf.AttachedFileSpec(pdf, b"{}", filename="nog-een.json")

    found = differences(edited(full_sheet(), add))
    assert "Aan het blad zitten 2 bijlagen; het hoort er één te zijn." in found
    assert "In het blad zit iets wat er niet hoort: /OpenAction (een formulier, actie of laag)." in found
    assert "In het blad zit iets wat er niet hoort: /OCProperties (een formulier, actie of laag)." in found


def test_a_page_shown_turned_or_cut_off_is_named() -> None:
    def turn(pdf: pikepdf.Pdf) -> None:
        pdf.pages[3].rotate(90, relative=True)

    def cut_off(pdf: pikepdf.Pdf) -> None:
        pdf.pages[3].obj.CropBox = [0, 0, 595, 500]

    assert "Bladzijde 4 heeft een andere maat dan hoort." in differences(edited(full_sheet(), turn))
    assert "Bladzijde 4 heeft een andere maat dan hoort." in differences(edited(full_sheet(), cut_off))


def test_a_sheet_of_another_version_with_the_same_text_holds_and_names_the_version() -> None:
    def change(data: Any) -> None:
        data["receipt"]["program_version"] = "9.9.9"

    other = with_data(full_sheet(), change)
    assert notes(other)[0].startswith("Dit blad is gemaakt met programmaversie 9.9.9;")
    assert any("9.9.9" in line for line in differences(other))


def of_version(version: str) -> bytes:
    """A sheet that somebody drew with the program itself, under another version."""
    enclosure = Enclosure.from_data(parsed(carried(full_sheet())))
    claimed = replace(enclosure, receipt={**enclosure.receipt, "program_version": version})
    return drawn(weighed(full_case()), shipped(), claimed, claimed.content())


def test_a_sheet_that_claims_another_version_and_is_painted_over_does_not_hold() -> None:
    other = of_version("0.0.9")
    assert differences(other) == []
    assert len(notes(other)) == 2
    assert notes(other)[0].startswith("Dit blad is gemaakt met programmaversie 0.0.9;")
    found = differences(painted_over(other, PAGE_OF_POINTS, "1 1 1 rg 0 0 595 842 re f"))
    assert len(found) == 1
    assert found[0].startswith("Bladzijde 4 ziet er anders uit dan hoort")


def test_only_an_earlier_layout_that_was_really_issued_is_compared_by_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def change(content: bytes) -> bytes:
        return content.replace(shown("9"), shown("3"), 1)

    other = of_version("0.0.9")
    changed = with_content(other, page_showing(other, "9"), change)
    assert any(line.startswith("Bladzijde 4") for line in differences(changed))
    monkeypatch.setattr("triage.documents.verify.EARLIER_LAYOUTS", frozenset({"0.0.9"}))
    assert differences(other) == []
    assert [line.partition("” ")[2] for line in differences(changed)] == ["staat “3”, het moet zijn “9”."]
    assert notes(changed)[1].startswith("De opmaak is anders.")


def test_control_characters_from_an_attachment_never_reach_the_reader() -> None:
    def change(data: Any) -> None:
        data["case"]["answers"]["bij\u001b[2Jnaam\u009b"] = {**data["case"]["answers"]["money"]}

    assert "De bijlage heeft antwoorden op vragen die het kader niet stelt: bij\ufffd[2Jnaam\ufffd." in differences(
        with_data(full_sheet(), change)
    )

    def claim(data: Any) -> None:
        data["result"]["advice"]["advice"] = "list\u007f\u009b31m"
        data["receipt"]["program_version"] = "9\u001b]0;x\u0007"
        data["framework"]["text"] = data["framework"]["text"].replace("Heeft de jongere schulden of geldzorgen?", "Heeft \\e[2J de")

    verdict = verify(with_data(full_sheet(), claim))
    said = [DUTCH.say(line) for line in (*verdict.differences, *verdict.notes)]
    assert any("list\ufffd\ufffd31m" in line for line in said)
    assert not [line for line in said if any(unicodedata.category(character) == "Cc" for character in line)]


def test_a_mistake_of_our_own_is_not_called_damage() -> None:
    for mistake in (AttributeError, KeyError, TypeError, ValueError):
        with pytest.raises(mistake, match="ours"), opened(full_sheet()):
            raise mistake("ours")


def test_an_answer_to_a_question_the_framework_does_not_ask_is_named() -> None:
    def add(data: Any) -> None:
        data["case"]["answers"]["bijnaam"] = {**data["case"]["answers"]["money"]}

    assert "De bijlage heeft antwoorden op vragen die het kader niet stelt: bijnaam." in differences(with_data(full_sheet(), add))


@pytest.mark.parametrize(
    ("damaged", "said"),
    [
        (b"", "Dit is geen PDF."),
        (b"%PDF-1.7 nothing more", "Deze PDF is beschadigd of niet compleet."),
        (b"PK\x03\x04" + b"0" * 4000, "Dit is geen PDF."),
        (full_sheet()[: len(full_sheet()) // 2], "Deze PDF is beschadigd of niet compleet."),
        (full_sheet()[:-400], "Deze PDF is beschadigd of niet compleet."),
        (b"%PDF-" + b"0" * (21 * 1024 * 1024), "Dit bestand is te groot voor een verantwoordingsblad."),
    ],
    ids=["empty", "header only", "zip", "half", "no end", "too large"],
)
def test_what_is_no_sound_pdf_is_refused_with_what_to_do(damaged: bytes, said: str) -> None:
    with pytest.raises(InputError) as refused:
        verify(damaged)
    assert said in str(refused.value)
    assert str(refused.value).startswith("het blad: ")


def test_a_locked_pdf_is_refused() -> None:
    for password in ("", "geheim"):
        locked = edited(full_sheet(), saved_as_it_is, encryption=pikepdf.Encryption(owner="eigenaar", user=password))
        with pytest.raises(InputError, match="Deze PDF is versleuteld"):
            verify(locked)


def test_a_pdf_without_data_or_with_data_of_another_kind_is_refused() -> None:
    def take_away(pdf: pikepdf.Pdf) -> None:
        del pdf.attachments["weging.json"]

    with pytest.raises(InputError, match=r"Aan deze PDF zit geen bijlage weging\.json"):
        verify(edited(full_sheet(), take_away))
    for content, said in (
        (b"{}", "niet van een blad dat dit programma kent"),
        (b'{"format":2}', "niet van een blad dat dit programma kent"),
        (b'{"format":1}', "niet de vorm van een weging"),
        (b"[" * 100_000, "niet te lezen"),
        (b'{"format":1,"format":1}', "niet te lezen"),
        (b'{"format":NaN}', "niet te lezen"),
        (b"\xff\xfe", "niet te lezen"),
        (b" " * (5 * 1024 * 1024), "te groot"),
    ):
        with pytest.raises(InputError, match=said):
            verify(carrying(full_sheet(), content))


@pytest.mark.parametrize(
    "result",
    ['"\\ud800"', "1e999", "[" * 990 + "]" * 990, "[" * 400 + "]" * 400],
    ids=["half a character", "infinite", "deep", "less deep"],
)
def test_a_result_that_cannot_be_written_again_is_refused(result: str) -> None:
    content = carried(full_sheet())
    data = parsed(content)
    spoilt = content.replace(canonical(data["result"]), result.encode())
    assert spoilt != content
    with pytest.raises(InputError, match=r"niet de vorm van een weging|niet te lezen"):
        verify(carrying(full_sheet(), spoilt))


def test_a_number_or_list_that_would_keep_the_check_busy_is_refused() -> None:
    def huge(data: Any) -> None:
        data["case"]["answers"]["age"]["value"] = "1e999999"

    def many(data: Any) -> None:
        data["case"]["facts"] = data["case"]["facts"][:1] * 10_001

    for change in (huge, many):
        with pytest.raises(InputError, match="niet de vorm van een weging"):
            verify(with_data(full_sheet(), change))


def test_a_stream_that_would_fill_the_memory_is_refused() -> None:
    def flood(pdf: pikepdf.Pdf) -> None:
        bomb = pdf.make_stream(zlib.compress(b"0" * (32 * 1024 * 1024), 9))
        bomb.write(bomb.read_raw_bytes(), filter=pikepdf.Name.FlateDecode)
        pdf.Root.Bomb = bomb

    with pytest.raises(InputError, match="niet veilig kan worden uitgepakt"):
        verify(edited(full_sheet(), flood, compress_streams=False))


@pytest.mark.parametrize("seed", range(24))
def test_any_damage_to_the_file_ends_in_a_verdict_or_a_message(seed: int) -> None:
    random, broken = Random(seed), bytearray(half_known_sheet())
    for _ in range(random.randint(1, 4)):
        broken[random.randrange(len(broken))] = random.randrange(256)
    with suppress(InputError):
        assert isinstance(verify(bytes(broken)), Verdict)


def test_points_of_an_answer_are_exact_numbers_in_the_data() -> None:
    case = replace(full_case(), answers={**full_case().answers, "age": replace(full_case().answers["age"], value=Decimal("17.0"))})
    assert verify(printed(case)).holds
