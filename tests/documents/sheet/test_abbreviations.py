"""What the abbreviations in the texts of every shipped framework mean."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from tests.documents.papers import registry
from triage.cases.case import Case
from triage.documents.blocks import Facts, Text
from triage.documents.enclosure import Names
from triage.documents.sheet.abbreviations import MEANINGS, abbreviations
from triage.documents.sheet.subject import Framed
from triage.framework.contents import texts
from triage.framework.read import read_path
from triage.wording import DUTCH

FRAMEWORKS = Path(__file__).resolve().parents[3] / "frameworks"
UPPER = re.compile(r"\b(?:[A-Z]{2,}[0-9]?|[A-Z][0-9])\b")
KNOWN = {word for name in MEANINGS for word in (name, *re.split(r"[-/: ]", name))}


def explained(name: str) -> dict[str, str]:
    """What the last annex of a sheet by a framework explains."""
    file = read_path(FRAMEWORKS / f"{name}.yaml")
    framed = Framed(file, Names.of(file.framework, Case("7K-4Q2", date(2026, 11, 30)), registry()), DUTCH)
    (facts,) = abbreviations(framed)
    assert isinstance(facts, Facts)
    return {label: "".join(text.words for text in value if isinstance(text, Text)) for label, value in facts.rows}


@pytest.mark.parametrize("path", sorted(FRAMEWORKS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_abbreviation_in_the_dutch_texts_of_a_framework_has_a_meaning(path: Path) -> None:
    met = {found for text in texts(read_path(path).framework) for found in UPPER.findall(text.nl)}
    assert met
    assert met - KNOWN == set()


def test_the_criteria_of_the_triage_and_the_bureaus_it_cites_are_explained() -> None:
    said = explained("zvh-triage")
    assert {"K1", "K2", "K3", "K4", "BMC", "DSP", "LIJ", "CCV", "BSN"} <= said.keys()
    assert said["K4"] == "vierde criterium van de triage van een Zorg- en Veiligheidshuis"
    assert said["LIJ"] == "Landelijk Instrumentarium Jeugdstrafrechtketen"


def test_the_newspapers_and_organisations_of_the_other_frameworks_are_explained() -> None:
    assert {"NRC", "PILP", "OM"} <= explained("top600-criteria").keys()
    assert {"CCV", "EPIC"} <= explained("ingroei").keys()
    assert {"LIJ", "SAVRY", "START:AV", "YLS/CMI", "SAPROF-YV", "RISC", "JenV"} <= explained("wat-werkt").keys()
    assert explained("ingroei")["CCV"] == "Centrum voor Criminaliteitspreventie en Veiligheid"
