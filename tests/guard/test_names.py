"""Names of files: what leads to a person is never shown, and nothing moves the cursor."""

from __future__ import annotations

import pytest

from triage.guard.names import leads_to_a_person, shown


@pytest.mark.parametrize(
    "name",
    [
        *(
            "249566758.csv",
            "bsn 2495.66758.xlsx",
            "12345_6782.csv",
            "casus-06-12345678.xlsx",
            "0612_345678.csv",
            "NL91ABNA_04171_64300.csv",
        ),
        *("geboren 3 mei 2008.csv", "03-05-2008.csv", "2008-05-03.xlsx", "lijst_20080503.csv", "Mohamed 12mei2009.csv"),
        *("1234_AB.xlsx", "AB_12_34.csv", "jan@voorbeeld.nl.csv", "PL0900-2026123456.csv", "Dorpsstraat 12.xlsx"),
    ],
)
def test_a_name_with_a_number_or_address_of_a_person_leads_to_one(name: str) -> None:
    assert leads_to_a_person(name)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "casussen.csv",
            "top60-ranking.yaml",
            "casussen-2026-11-23.xlsx",
            "export_20261123.csv",
            "export_2026_11_23_v2.csv",
            "7K-4Q2.pdf",
        ),
        *("7K-4Q2_2026-11-23.pdf", "lijst-8-plaatsen.csv", "kader 1.2.0.yaml", "out-geweigerd.csv", "casussen 23-11-2026.csv", ".", "…"),
    ],
)
def test_an_ordinary_name_leads_to_nobody(name: str) -> None:
    assert not leads_to_a_person(name)


def test_signs_that_cannot_be_seen_are_written_out() -> None:
    assert shown("a\x1b[31m\n\u202eb\udc80.csv") == "a\\x1b[31m\\n\\u202eb\\udc80.csv"
    assert shown("zoë – één.csv") == "zoë – één.csv"


@pytest.mark.parametrize("name", ["brief-1012AB.pdf", "casus_1012AB.csv", "brief.1012AB.pdf", "brief-1012 AB.pdf"])
def test_a_postcode_behind_a_word_leads_to_a_person(name: str) -> None:
    assert leads_to_a_person(name)
