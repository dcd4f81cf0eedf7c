"""What a sheet carries: one way of writing it, read back to the same, and nothing but what was checked about a source."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.documents.papers import PRINTED, full_case, registry, shipped, weighed
from triage.documents.enclosure import Enclosure, Names, grouped, parsed, short_code
from triage.weighing.receipt import receipt, result_data


def enclosure() -> Enclosure:
    weighing = weighed(full_case())
    return Enclosure(
        PRINTED,
        "nl",
        "kader.yaml",
        shipped().content.decode("utf-8"),
        weighing.case,
        Names.of(shipped().framework, weighing.case, registry()),
        result_data(weighing),
        receipt(weighing, shipped().sha256).data(),
    )


def test_what_is_written_is_read_back_the_same() -> None:
    assert Enclosure.from_data(parsed(enclosure().content())) == enclosure()
    assert Enclosure.from_data(parsed(enclosure().content())).content() == enclosure().content()


@pytest.mark.parametrize("key", ["format", "printed", "language", "framework", "case", "names", "result", "receipt"])
def test_an_enclosure_with_a_part_missing_is_not_one(key: str) -> None:
    data = parsed(enclosure().content())
    del data[key]
    with pytest.raises((ValueError, KeyError)):
        Enclosure.from_data(data)


@pytest.mark.parametrize("text", ['{"a":1,"a":2}', '{"a":NaN}', '{"a":Infinity}', "", "{"])
def test_json_that_this_program_never_writes_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parsed(text.encode())


def test_only_names_that_stand_on_the_sheet_are_carried() -> None:
    names = enclosure().names
    cited = {evidence.source for item in shipped().framework.items for evidence in item.evidence if evidence.source}
    cited |= {evidence.source for part in shipped().framework.criteria for evidence in part.evidence if evidence.source}
    assert set(names.sources) <= cited | set(shipped().framework.sources)
    assert len(names.sources) < len(registry().sources)
    assert names.fact_kinds["drugs"].nl == "Drugshandel"
    assert names.attributes["geslacht"].nl == "Geslacht"


def test_a_source_is_named_by_its_first_author_and_year_and_in_full_without_unchecked_parts() -> None:
    names = enclosure().names.sources
    assert names["calderoni-2022"].short == "Calderoni e.a. (2022)"
    assert names["calderoni-2022"].full.startswith(
        "Calderoni, Comunale, Campedelli, Marchesi, Manzi, Frualdo (2022). Organized crime groups"
    )
    assert names["wodc-top600-2023"].short == "WODC (2023)"
    unsure = registry().sources["calderoni-2022"].model_copy(update={"unverified": ("authors",)})
    changed = Names.of(shipped().framework, full_case(), replace(registry(), sources={**registry().sources, "calderoni-2022": unsure}))
    assert "Comunale" not in changed.sources["calderoni-2022"].full


def test_the_sources_of_the_texts_about_law_and_limits_are_carried_too() -> None:
    names = enclosure().names.sources
    assert set(shipped().framework.sources) <= set(names)
    assert names["handvat-2019"].full.startswith("Werkgroep gegevensuitwisseling in het zorg- en veiligheidsdomein (2019). Handvat")


def test_a_source_without_authors_is_named_by_its_title_and_year() -> None:
    assert enclosure().names.sources["wgs_zvh"].full.startswith("VNG via PONT Data&Privacy: WGS is grondslag voor PGA en")


def test_a_code_is_shown_in_groups_of_four() -> None:
    assert grouped("3f2a91bc") == "3F2A 91BC"
    assert grouped("0" * 64).count("\n") == 1
    assert short_code(b"") == "E3B0 C442 98FC 1C14"


def test_what_a_kind_of_fact_means_is_carried_for_every_kind_on_the_sheet() -> None:
    names = enclosure().names
    assert names.definitions.keys() == names.fact_kinds.keys()
    assert names.definitions["drugs"].does_not_count.nl == "Drugs voor eigen gebruik."
    data = parsed(enclosure().content())
    del data["names"]["definitions"]
    with pytest.raises(KeyError):
        Enclosure.from_data(data)
