"""The check of a sheet: it holds for what the program made, and names whatever somebody changed."""

from __future__ import annotations

import io
import re
import unicodedata
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

import pikepdf
import pytest

from tests.documents.forger import (
    carried,
    carrying,
    contents,
    edited,
    page_of_points,
    page_showing,
    painted_over,
    shown,
    with_content,
    with_data,
    with_number_changed,
)
from tests.documents.papers import (
    case_of,
    example,
    full_case,
    full_sheet,
    half_known_sheet,
    long_framework,
    printed,
    random_case,
    shipped,
    weighed,
)
from triage import __version__
from triage.documents.archive import opened
from triage.documents.enclosure import Enclosure, parsed, short_code
from triage.documents.result_words import FIELDS, field_words
from triage.documents.sheet import drawn
from triage.documents.verify import Verdict, verify
from triage.errors import InputError
from triage.weighing.receipt import canonical
from triage.wording import DUTCH


def differences(sheet: bytes) -> list[str]:
    return [DUTCH.say(difference) for difference in verify(sheet).differences]


def saved_as_it_is(_pdf: pikepdf.Pdf) -> None:
    """No change at all."""


def said_of(sheet: bytes) -> tuple[list[str], list[str]]:
    """The differences and the notes of one check."""
    verdict = verify(sheet)
    return [DUTCH.say(difference) for difference in verdict.differences], [DUTCH.say(note) for note in verdict.notes]


@pytest.mark.parametrize(
    "case", [case_of(example) for example in shipped().framework.examples], ids=[e.name.nl for e in shipped().framework.examples]
)
def test_the_sheet_of_every_worked_example_holds(case: Any) -> None:
    assert differences(printed(case)) == []


def test_a_sheet_in_english_and_one_of_a_test_framework_hold() -> None:
    file = long_framework(9)
    assert verify(printed(full_case(), "en")).holds
    assert verify(printed(random_case(file.framework, 3), file=file)).holds


def test_the_verdict_says_what_it_proves_and_what_not() -> None:
    verdict = verify(full_sheet())
    (note,) = verdict.notes
    assert DUTCH.say(verdict.message()) == "Het blad klopt met zichzelf."
    assert DUTCH.say(note) == "De controle zegt niet wie het blad heeft uitgegeven en niet of de antwoorden waar zijn."
    changed = with_number_changed(full_sheet(), "24", "14")
    assert DUTCH.say(verify(changed).message()).startswith("Het blad klopt niet met zichzelf.")
    assert DUTCH.say(Verdict((verdict.notes[0],)).message()) == "Het blad klopt niet met zichzelf. Er is 1 verschil."


def test_one_changed_digit_on_a_page_is_named_with_page_and_line() -> None:
    found = differences(with_number_changed(full_sheet(), "9", "3"))
    page = page_of_points(full_sheet()) + 1
    assert len(found) == 2
    assert found[1].startswith(f"Bladzijde {page} ziet er anders uit dan hoort")
    assert re.fullmatch(rf"Bladzijde {page}, na “.+”: er staat “3 9 2”, het moet zijn “9 9 2”\.", found[0])


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
    found = differences(painted_over(full_sheet(), f"BT {font} 9 Tf 1 0 0 1 465 543 Tm <33> Tj ET"))
    assert found[0].endswith("“3” hoort er niet te staan.")
    assert found[1].startswith(f"Bladzijde {page_of_points(full_sheet()) + 1} ziet er anders uit dan hoort, ongeveer 16")


def test_a_number_drawn_as_lines_over_an_old_one_is_seen() -> None:
    found = differences(painted_over(full_sheet(), "1 w 464 543 m 464 551 l S"))
    assert len(found) == 1
    assert found[0].startswith(f"Bladzijde {page_of_points(full_sheet()) + 1} ziet er anders uit dan hoort, ongeveer 16")


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
        del pdf.pages[page_of_points(full_sheet()) + 1]

    page = page_of_points(full_sheet()) + 1
    assert differences(edited(full_sheet(), take_out)) == [f"Bladzijde {page + 1} ontbreekt."]
    both = with_number_changed(edited(full_sheet(), take_out), "9", "3")
    assert [line[:12] for line in differences(both)] == [f"Bladzijde {page},", f"Bladzijde {page} ", f"Bladzijde {page + 1} "]


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
        line.startswith("Onderdeel “Heeft de jongere schulden of geldzorgen?”, minste punten: in de bijlage staat 1, opnieuw")
        for line in found
    )
    assert any(line.startswith("Schaal “Zorgen”, minste punten: in de bijlage staat 6, opnieuw gewogen is het 7.") for line in found)
    assert any(line.startswith("Weegbewijs, SHA-256 van de casus:") for line in found)
    assert any(line.startswith("Op het blad staat controlecode") for line in found)


def test_a_changed_result_is_named_as_what_it_is() -> None:
    def change(data: Any) -> None:
        data["result"]["advice"]["advice"] = "regular"
        data["result"]["criteria"]["recent_fact"] = "false"

    found = differences(with_data(full_sheet(), change))
    assert found == [
        "Criterium “Ten minste één feit in de laatste 12 maanden”: in de bijlage staat nee, opnieuw gewogen is het ja.",
        "Advies, uitkomst: in de bijlage staat “Reguliere hulp”, opnieuw gewogen is het “Plaats op de lijst bespreken”.",
        *found[2:],
    ]


def test_a_changed_result_is_said_in_dutch_and_never_in_the_words_of_the_file() -> None:
    def change(data: Any) -> None:
        result, receipt = data["result"], data["receipt"]
        result["criteria"]["recent_fact"] = "unknown"
        result["items"]["money"]["use"] = "signal"
        result["items"]["incidents_24m"]["count"] = None
        result["scales"]["seriousness"] |= {"sufficient": False, "band": "low", "possible": [], "domains": {}, "share_known": "2/3"}
        result["advice"] |= {"scope": "unknown", "lines": [], "withheld": ["need"], "possible": ["out_of_scope"], "deciding": ["money"]}
        receipt["unknown"] = ["money"]

    question, scale = "“Heeft de jongere schulden of geldzorgen?”", "Schaal “Ernst en herhaling van feiten”"
    found = [line for line in differences(with_data(full_sheet(), change)) if "bijlage staat" in line]
    assert found[0].startswith(f"Weegbewijs, wat nog open is: in de bijlage staat {question}, het moet zijn “")
    assert found[1].endswith("aantal feiten: in de bijlage staat niets, opnieuw gewogen is het 4.")
    assert found[2:] == [
        f"Onderdeel {question}, wat met het antwoord is gedaan: in de bijlage staat “signaal, telt als onbekend”, opnieuw gewogen is het "
        "“telt mee”.",
        f"{scale}, aandeel dat bekend is: in de bijlage staat “2/3”, opnieuw gewogen is het 1.",
        f"{scale}, of er genoeg bekend is: in de bijlage staat nee, opnieuw gewogen is het ja.",
        f"{scale}, niveau: in de bijlage staat “Weinig of lichte feiten”, opnieuw gewogen is het “Veel en ernstige feiten”.",
        f"{scale}, wat nog mogelijk is: in de bijlage staat niets, opnieuw gewogen is het “Veel en ernstige feiten”.",
        f"{scale}, punten per leefgebied: wat in de bijlage staat, komt niet overeen met de weging.",
        "Criterium “Ten minste één feit in de laatste 12 maanden”: in de bijlage staat nog niet te zeggen, opnieuw gewogen is het ja.",
        "Advies, wat nog mogelijk is: in de bijlage staat “valt buiten dit kader”, opnieuw gewogen is het “Plaats op de lijst bespreken”.",
        "Advies, of de casus binnen dit kader valt: in de bijlage staat nog niet te zeggen, opnieuw gewogen is het ja.",
        "Advies, schalen waarover te weinig bekend is: in de bijlage staat “Zorgen”, opnieuw gewogen is het niets.",
        f"Advies, de vragen waarvan het afhangt: in de bijlage staat {question}, opnieuw gewogen is het niets.",
        "Advies, de regels: wat in de bijlage staat, komt niet overeen met de weging.",
    ]


PLANTED = "Jan, 06-12345678, bsn 123456782, j.devries@voorbeeld.nl"


@pytest.mark.parametrize(
    "where",
    ["advice", "use", "low", "key", "question", "number", "kind", "page"],
)
def test_what_could_lead_to_a_person_is_never_repeated_from_an_attachment(where: str) -> None:
    def plant(data: Any) -> None:
        result = data["result"]
        match where:
            case "advice":
                result["advice"]["advice"] = PLANTED
            case "use":
                result["items"]["money"]["use"] = PLANTED
            case "low":
                result["items"]["money"]["low"] = {PLANTED: [PLANTED]}
            case "key":
                data["receipt"]["unknown"] = [PLANTED]
            case "question":
                data["case"]["answers"][PLANTED] = {**data["case"]["answers"]["money"]}
            case "number":
                result["items"]["money"] |= {"low": 123456782, "high": "123456782", "count": [123456782, 1]}
            case "kind":
                data["framework"]["text"] = data["framework"]["text"].replace("Heeft de jongere schulden of geldzorgen?", PLANTED)
            case "page":
                data["case"]["answers"]["money"]["note"] = PLANTED

    found, notes = said_of(with_data(full_sheet(), plant))
    said = " ".join([*found, *notes])
    for piece in ("123456782", "123.456.782", "12345678", "devries"):
        assert piece not in said


def test_no_quote_is_longer_than_about_eighty_characters() -> None:
    def change(data: Any) -> None:
        data["result"]["advice"]["advice"] = "lang " * 1000
        data["result"]["advice"]["deciding"] = ["x" * 500] * 500

    found = differences(with_data(full_sheet(), change))
    assert any("lang lang" in line for line in found)
    for line in found:
        assert all(len(quote) <= 82 for quote in re.findall("“([^“”]*)”", line))
        assert len(line) < 1500


def test_every_field_of_a_result_and_a_receipt_has_a_name_a_reader_knows() -> None:
    data = parsed(carried(full_sheet()))
    for part in (data["receipt"], *data["result"]["items"].values(), *data["result"]["scales"].values(), data["result"]["advice"]):
        for key in part:
            assert field_words([key]) is FIELDS[key]
    assert {DUTCH.say(field_words(["framework", key])) for key in data["result"]["framework"]} == {
        "naam van het kader",
        "versie van het kader",
    }


def test_a_changed_point_in_the_framework_text_is_named() -> None:
    def change(data: Any) -> None:
        data["framework"]["text"] = data["framework"]["text"].replace('version: "0.1.1"', 'version: "0.1.2"', 1)

    found = differences(with_data(full_sheet(), change))
    assert any(line.startswith("Weegbewijs, SHA-256 van het kader:") for line in found)
    assert any("versie 0.1.1" in line for line in found)


def test_a_framework_text_that_no_longer_reads_or_adds_up_is_named() -> None:
    def spoil(data: Any) -> None:
        data["framework"]["text"] += "\nonzin: 1\n"

    found, notes = said_of(with_data(full_sheet(), spoil))
    assert found[0].startswith("Het kader in de bijlage is niet te gebruiken. ")
    assert notes[0] == "De weging en de tekst zijn daarom niet vergeleken."
    assert found[-1].startswith("Op het blad staat controlecode ")


def test_an_answer_that_no_longer_fits_still_shows_that_the_data_are_not_those_of_the_pages() -> None:
    def spoil(data: Any) -> None:
        data["case"]["answers"]["school_work"]["value"] = "iets"

    found = differences(with_data(full_sheet(), spoil))
    assert found[0] == "De bijlage heeft een antwoord of datum die niet past bij het kader."
    assert found[1].startswith("Op het blad staat controlecode ")
    assert ", maar bij de bijlage hoort " in found[1]


@pytest.mark.parametrize("seed", range(16))
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
    found, notes = said_of(saved)
    assert found == []
    assert notes[0] == "Dit bestand is na het maken opnieuw opgeslagen, of met andere programma's gemaakt. Dat verandert de uitkomst niet."


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
    found, notes = said_of(other)
    assert notes[0].startswith("Dit blad is gemaakt met programmaversie 9.9.9;")
    assert any("9.9.9" in line for line in found)


def of_version(version: str) -> bytes:
    """A sheet that somebody drew with the program itself, under another version."""
    enclosure = Enclosure.from_data(parsed(carried(full_sheet())))
    claimed = replace(enclosure, receipt={**enclosure.receipt, "program_version": version})
    return drawn(weighed(full_case()), shipped(), claimed, claimed.content())


def test_a_sheet_that_claims_another_version_and_is_painted_over_does_not_hold() -> None:
    other = of_version("0.0.9")
    found, notes = said_of(other)
    assert found == []
    assert notes == [
        f"Dit blad is gemaakt met programmaversie 0.0.9; deze controle is versie {__version__}. De bijlage is gecontroleerd en de weging "
        f"is opnieuw gedaan, met de regels van versie {__version__}.",
        f"Tekst, beeld, eigenschappen en bladwijzers zijn vergeleken met een blad zoals versie {__version__} het maakt.",
        "De controle zegt niet wie het blad heeft uitgegeven en niet of de antwoorden waar zijn.",
    ]
    found = differences(painted_over(other, "1 1 1 rg 0 0 595 842 re f"))
    assert len(found) == 1
    assert found[0].startswith(f"Bladzijde {page_of_points(other) + 1} ziet er anders uit dan hoort")


def test_only_an_earlier_layout_that_was_really_issued_is_compared_by_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def change(content: bytes) -> bytes:
        return content.replace(shown("9"), shown("3"), 1)

    other = of_version("0.0.9")
    changed = with_content(other, page_showing(other, "9"), change)
    assert any(line.startswith(f"Bladzijde {page_of_points(other) + 1}") for line in differences(changed))
    monkeypatch.setattr("triage.documents.verify.EARLIER_LAYOUTS", frozenset({"0.0.9"}))
    assert differences(other) == []
    found, notes = said_of(changed)
    assert [line.partition("” ")[2] for line in found] == ["staat “3”, het moet zijn “9”."]
    assert notes[1:3] == [
        "De opmaak van versie 0.0.9 was anders. Daarom is de tekst woord voor woord vergeleken. Niet vergeleken is hoe de bladzijden "
        "eruitzien, en ook de bladwijzers niet.",
        "Een verschil in tekst of beeld kan ook van de andere versie komen. Controleer het blad dan met programmaversie 0.0.9.",
    ]


def test_control_characters_from_an_attachment_never_reach_the_reader() -> None:
    def change(data: Any) -> None:
        data["case"]["answers"]["bij\u001b[2Jnaam\u009b"] = {**data["case"]["answers"]["money"]}

    assert "De bijlage heeft antwoorden op vragen die het kader niet stelt: bij\ufffd[2Jnaam\ufffd." in differences(
        with_data(full_sheet(), change)
    )

    def claim(data: Any) -> None:
        data["result"]["advice"]["advice"] = "list\u007f\u009b31m"
        data["result"]["advice"]["scope"] = "\u202etrue\u200b"
        data["framework"]["text"] = data["framework"]["text"].replace("Heeft de jongere schulden of geldzorgen?", "Heeft \\e[2J de")

    verdict = verify(with_data(full_sheet(), claim))
    said = [DUTCH.say(line) for line in (*verdict.differences, *verdict.notes)]
    assert any("list\ufffd\ufffd31m" in line for line in said)
    assert any("\ufffdtrue\ufffd" in line for line in said)
    assert not [line for line in said if any(unicodedata.category(character) in ("Cc", "Cf") for character in line)]


@pytest.mark.parametrize("version", ["", "een versie", "9\u001b]0;x\u0007", "0.1.0 van Jan de Vries", "1" * 40, 1, None, ["0.1.0"]])
def test_what_is_no_program_version_is_refused_and_not_repeated(version: object) -> None:
    def claim(data: Any) -> None:
        data["receipt"]["program_version"] = version

    with pytest.raises(InputError) as refused:
        verify(with_data(full_sheet(), claim))
    assert str(refused.value) == (
        "de bijlage weging.json: De bijlage heeft niet de vorm van een weging. Vraag het blad opnieuw op bij wie het heeft gemaakt."
    )


def test_a_mistake_of_our_own_is_not_called_damage() -> None:
    for mistake in (AttributeError, KeyError, TypeError, ValueError):
        with pytest.raises(mistake, match="ours"), opened(full_sheet()):
            raise mistake("ours")


def test_an_answer_to_a_question_the_framework_does_not_ask_is_named() -> None:
    def add(data: Any) -> None:
        data["case"]["answers"]["bijnaam"] = {**data["case"]["answers"]["money"]}

    assert "De bijlage heeft antwoorden op vragen die het kader niet stelt: bijnaam." in differences(with_data(full_sheet(), add))


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda _sheet: b"", "Dit is geen PDF."),
        (lambda _sheet: b"%PDF-1.7 nothing more", "Deze PDF is beschadigd of niet compleet."),
        (lambda _sheet: b"PK\x03\x04" + b"0" * 4000, "Dit is geen PDF."),
        (lambda sheet: sheet[: len(sheet) // 2], "Deze PDF is beschadigd of niet compleet."),
        (lambda sheet: sheet[:-400], "Deze PDF is beschadigd of niet compleet."),
        (lambda _sheet: b"%PDF-" + b"0" * (21 * 1024 * 1024), "Dit bestand is te groot voor een verantwoordingsblad."),
    ],
    ids=["empty", "header only", "zip", "half", "no end", "too large"],
)
def test_what_is_no_sound_pdf_is_refused_with_what_to_do(damage: Callable[[bytes], bytes], said: str) -> None:
    with pytest.raises(InputError) as refused:
        verify(damage(full_sheet()))
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


@pytest.mark.parametrize("seed", range(12))
def test_any_damage_to_the_file_ends_in_a_verdict_or_a_message(seed: int) -> None:
    random, broken = Random(seed), bytearray(half_known_sheet())
    for _ in range(random.randint(1, 4)):
        broken[random.randrange(len(broken))] = random.randrange(256)
    with suppress(InputError):
        assert isinstance(verify(bytes(broken)), Verdict)


def test_points_of_an_answer_are_exact_numbers_in_the_data() -> None:
    case = replace(full_case(), answers={**full_case().answers, "age": replace(full_case().answers["age"], value=Decimal("17.0"))})
    assert verify(printed(case)).holds
