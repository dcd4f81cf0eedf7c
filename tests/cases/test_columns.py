from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases.making import DAY, framework, refusal, table, taken, xlsx
from triage.cases.columns import case_columns, fact_columns
from triage.cases.intake import take_in
from triage.cases.read_table import read_table
from triage.framework.registry import read_registry

ENCODINGS = Path(__file__).parent.parent / "data" / "import" / "encodings"
REGISTRY = Path(__file__).parent.parent.parent / "frameworks" / "evidence"
ROW = ["x-1", "1"]


def said(*header: str) -> str:
    return refusal(lambda: taken(header, ["x-1"] * len(header)))


def test_every_column_of_a_table_of_cases_is_known() -> None:
    columns = case_columns(
        table(["CASE ", "Peildatum", "facts@known", "age", "School", "school@status", "school@as_of", "school@source"]), framework()
    )
    assert (columns.case, columns.reference_date, columns.facts_known) == (0, 1, 2)
    assert columns.answers == {"age": 3, "school": 4}
    assert columns.beside == {("school", "status"): 5, ("school", "as_of"): 6, ("school", "source"): 7}


def test_facts_have_dutch_titles_too() -> None:
    assert fact_columns(table(["casus", "soort", "kwartaal", "status", "bron", "betwist"])) == {
        "case": 0,
        "kind": 1,
        "quarter": 2,
        "status": 3,
        "source": 4,
        "contested": 5,
    }


def test_a_table_without_codes_is_refused() -> None:
    assert said("age") == "casussen.csv: De kolom case ontbreekt. Voeg deze kolom toe, met precies dit woord als kop."


def test_a_header_that_stands_lower_is_pointed_out() -> None:
    message = refusal(lambda: taken(["Overzicht", ""], ["", ""], ["case", "age"], ["x-1", "15"]))
    assert message.splitlines()[0] == "casussen.csv: De kop staat niet bovenaan, maar op rij 3. Verwijder de rijen erboven."


def test_two_header_lines_are_pointed_out() -> None:
    data = xlsx(["Wie", "Hoe oud"], ["case", "age"], ["x-1", 15])
    message = refusal(lambda: take_in(read_table(data, "a.xlsx"), framework(), reference_date=DAY))
    assert message.splitlines()[0] == "a.xlsx: De kop staat niet bovenaan, maar op rij 2. Verwijder de rijen erboven."


def test_a_slip_of_the_pen_gets_a_suggestion() -> None:
    assert said("case", "schol") == (
        "casussen.csv, kolom 2 (B): Deze kolom hoort bij geen vraag van het kader. "
        "Bedoelt u school? Verander dan de kop; verwijder anders de kolom."
    )
    assert "Bedoelt u school@status?" in said("case", "school", "school@statuss")


def test_a_title_that_is_nothing_like_it_gets_none() -> None:
    assert said("case", "zzz") == (
        "casussen.csv, kolom 2 (B): Deze kolom hoort bij geen vraag van het kader. "
        "Verwijder deze kolom, of gebruik als kop de naam van een vraag uit het kader."
    )


def test_what_is_counted_or_derived_cannot_be_answered() -> None:
    assert said("case", "recent") == (
        "casussen.csv, kolom 2 (B): recent wordt geteld uit de feiten en heeft geen eigen antwoord. "
        "Verwijder deze kolom en geef de feiten in een eigen tabel."
    )
    assert "young volgt uit andere antwoorden en heeft geen eigen antwoord." in said("case", "young@status")


def test_a_status_without_its_answer_is_refused() -> None:
    assert "Deze kolom hoort bij school, maar die kolom ontbreekt." in said("case", "school@status")


def test_a_title_may_stand_there_once_in_all_its_languages() -> None:
    assert "Deze kolom staat er twee keer in." in said("case", "casus")


@pytest.mark.parametrize(
    "title",
    [
        *("naam", "Voornaam", "achternaam jongere", "naam_code", "BSN", "bsn-nummer", "geboortedatum", "geb.", "adres", "straat + nr"),
        *("telefoonnummer", "06 mobiel", "e-mail", "email", "IBAN", "kenteken", "dossier", "dossiernummer", "zaaknummer", "parketnummer"),
        *("naam_moeder", "broer", "zus_id", "surname", "name", "snapchat"),
        *(
            "woonadres",
            "e-mailadres",
            "verblijf adres",
            "GSM",
            "gsm-nummer",
            "Tel.nr.",
            "mobielnr",
            "BSNnummer",
            "BSN_nr",
            "V-nummer",
            "V nr",
        ),
        *("A-nummer", "cliëntnummer", "Clientnr.", "patiënt-id", "leerling nummer", "personeelsnummer", "SKN", "skn-nr", "VIP-nummer"),
        *("geb.dat.", "gebdatum", "Geboortejaar", "date of birth", "voorl.", "roepnaam", "bijnaam", "gebruikersnaam", "first name"),
        *(
            "ID-kaart",
            "identiteitsbewijs",
            "paspoortnr",
            "documentnummer",
            "bankrekening",
            "rekeningnr",
            "nummerbord",
            "PV-nummer",
            "kenteken(s)",
        ),
        *(
            "registratienummer",
            "contactpersoon",
            "gezinsvoogd",
            "pasfoto",
            "IMEI-nummer",
            "WhatsApp",
            "huisnr",
            "wettelijk vertegenwoordiger",
        ),
    ],
)
def test_a_column_that_identifies_somebody_is_refused_with_the_reason(title: str) -> None:
    assert "Aan deze kolom is iemand te herkennen. Zulke gegevens gaan dit programma niet in." in said("case", title)


@pytest.mark.parametrize(
    "title",
    ["nationaliteit", "Geboorteland", "etniciteit", "geloof", "geslacht", "postcode", "woonplaats", "inkomen", "uitkering", "moedertaal"],
)
def test_a_column_about_a_refused_attribute_is_refused_with_the_reason(title: str) -> None:
    assert "Dit kenmerk mag in geen enkel kader meewegen." in said("case", title)


@pytest.mark.parametrize("title", ["score", "aantal opnames", "omgang met vrienden", "zaterdag", "valt op", "v", "a", "nummer", "gebruik"])
def test_an_ordinary_title_gets_the_ordinary_message(title: str) -> None:
    assert "Deze kolom hoort bij geen vraag van het kader." in said("case", title)


def test_the_registry_gives_the_reason_why_an_attribute_is_refused() -> None:
    registry = read_registry(REGISTRY)
    message = refusal(lambda: taken(["case", "nationaliteit"], ROW, registry=registry))
    record = registry.attributes["nationaliteit"]
    assert f"Dit kenmerk mag in geen enkel kader meewegen: {record.label.nl}. {record.why.nl}" in message


@pytest.mark.parametrize("title", ["opmerking", "Toelichting", "notities", "comments"])
def test_free_text_is_refused_with_the_reason(title: str) -> None:
    assert "Vrije tekst wordt niet ingelezen: daarin kan staan wie iemand is." in said("case", title)


def test_a_question_of_the_framework_may_have_any_name() -> None:
    own = framework([{"id": "naam", "kind": "yes_no"}], [])
    intake = take_in(table(["case", "naam"], ["x-1", "ja"]), own, reference_date=DAY)
    assert len(intake.cases) == 1


def test_every_wrong_title_is_named_at_once_and_none_is_repeated() -> None:
    message = said("case", "Jan Jansen", "249566758", "recent", "schol")
    assert [line.partition(":")[0] for line in message.splitlines()] == [
        f"casussen.csv, kolom {place}" for place in ("2 (B)", "3 (C)", "4 (D)", "5 (E)")
    ]
    assert "Jansen" not in message
    assert "249566758" not in message


def test_a_hidden_column_that_would_count_must_be_shown() -> None:
    data = xlsx(["case", "exploited", "exploited@status"], ["x-1", "ja", "signaal"], then=lambda book: hide(book.worksheets[0]))
    assert "De kolom exploited@status is verborgen." in refusal(
        lambda: take_in(read_table(data, "a.xlsx"), framework(), reference_date=DAY)
    )


def test_another_hidden_column_is_passed_over() -> None:
    data = xlsx(["case", "exploited", "eigen aantekening"], ["x-1", "ja", "geheim"], then=lambda book: hide(book.worksheets[0]))
    assert len(take_in(read_table(data, "a.xlsx"), framework(), reference_date=DAY).cases) == 1


def hide(sheet: object) -> None:
    sheet.column_dimensions["C"].hidden = True  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", sorted(path for path in ENCODINGS.iterdir() if path.name not in {"empty.csv", "duplicate-header.csv"}))
def test_the_tables_of_real_life_are_refused_for_their_columns(path: Path) -> None:
    raw = read_table(path)
    message = refusal(lambda: take_in(raw, framework(), reference_date=DAY))
    lines = message.splitlines()
    assert lines[0] == f"{path.name}: De kolom case ontbreekt. Voeg deze kolom toe, met precies dit woord als kop."
    assert [line.partition(": ")[2].partition(".")[0] for line in lines[1:]] == [
        "Aan deze kolom is iemand te herkennen",
        "Aan deze kolom is iemand te herkennen",
        "Deze kolom hoort bij geen vraag van het kader",
        "Deze kolom hoort bij geen vraag van het kader",
        "Deze kolom hoort bij geen vraag van het kader",
        "Vrije tekst wordt niet ingelezen: daarin kan staan wie iemand is",
    ]


def test_a_table_of_facts_has_its_own_columns() -> None:
    message = refusal(lambda: taken(["case"], ["x-1"], facts=table(["case", "kind", "quater", "status"], name="feiten.csv")))
    assert message.splitlines() == [
        "feiten.csv: De kolom quarter ontbreekt. Voeg deze kolom toe, met precies dit woord als kop.",
        "feiten.csv, kolom 3 (C): Deze kolom hoort niet in een tabel met feiten. "
        "Bedoelt u quarter? Verander dan de kop; verwijder anders de kolom.",
    ]
