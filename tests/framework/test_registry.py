"""The registry: the shipped one reads, what is wrong is said in Dutch with its place, and what rests on memory never reaches paper."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

import pytest
from pydantic import ValidationError

from triage.errors import InputError
from triage.framework.contents import texts
from triage.framework.records import CheckedRecord, Record
from triage.framework.registry import AttributeClass, Instrument, Intervention, Registry, Source, Verified, printable, read_registry
from triage.framework.vocabulary import Strength
from triage.wording import DUTCH

EVIDENCE = Path(__file__).resolve().parents[2] / "frameworks" / "evidence"
FACT_KINDS = [
    "robbery",
    "street_robbery",
    "burglary",
    "serious_violence",
    "violence",
    "threat",
    "explosive",
    "firearm",
    "weapon",
    "drugs",
    "property",
    "sexual",
    "other",
]


@pytest.fixture(scope="module")
def registry() -> Registry:
    """The registry that is shipped."""
    return read_registry(EVIDENCE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped registry, to break."""
    return Path(shutil.copytree(EVIDENCE, tmp_path / "evidence"))


def broken(folder: Path, file: str, old: str, new: str) -> list[str]:
    """The messages after one change in one file."""
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8", newline="\n")
    with pytest.raises(InputError) as caught:
        read_registry(folder)
    return [DUTCH.say(defect.problem) for defect in caught.value.defects]


def test_every_source_of_the_three_studies_is_there(registry: Registry) -> None:
    assert {"do-or-dont-2022", "calderoni-2022", "assink_2015", "wgs_zvh", "ak_bias"} <= registry.sources.keys()
    assert {"meldcode-triage", "regioburgemeesters-zvh"} <= registry.sources.keys()
    assert len(registry.sources) == 64 + 71 + 126 + 2


def test_the_attributes_keep_their_class(registry: Registry) -> None:
    by_class = {kind: {name for name, attribute in registry.attributes.items() if attribute.class_ is kind} for kind in AttributeClass}
    assert {"geslacht", "postcode_buurt", "broer_zus_lijst", "laaggeletterd", "feiten_voor_twaalf"} <= by_class[AttributeClass.REFUSED]
    assert {"schulden", "lvb", "slachtoffer_getuige", "houding_normen", "onderwijssoort", "steun_gezondheid"} <= by_class[
        AttributeClass.NEED_ONLY
    ]
    assert {"vrienden", "verdenking", "veroordeling", "leeftijd"} <= by_class[AttributeClass.JUSTIFIED]
    assert [len(names) for names in by_class.values()] == [21, 10, 8]


def test_only_refused_attributes_have_words_that_give_them_away(registry: Registry) -> None:
    assert {attribute.class_ for attribute in registry.attributes.values() if attribute.words} == {AttributeClass.REFUSED}


def test_there_is_one_list_of_fact_kinds(registry: Registry) -> None:
    assert list(registry.fact_kinds) == FACT_KINDS


def test_every_word_for_strength_has_a_meaning(registry: Registry) -> None:
    assert list(registry.strengths) == [word.value for word in Strength]


def test_everything_a_user_may_read_is_in_dutch_and_english(registry: Registry) -> None:
    kinds: tuple[Mapping[str, Record], ...] = (
        registry.sources,
        registry.attributes,
        registry.fact_kinds,
        registry.strengths,
        registry.factors,
        registry.interventions,
        registry.instruments,
    )
    for records in kinds:
        found = [text for record in records.values() for text in texts(record)]
        assert found
        assert [text.nl for text in found if not text.en] == []


def test_a_source_from_memory_is_never_printed(registry: Registry) -> None:
    from_memory = {name for name, source in registry.sources.items() if source.verified is Verified.MEMORY}
    assert {"cottle_2001", "dawes_1979", "basanta_2018", "wgs_text", "avg"} <= from_memory
    assert {name for name, source in registry.sources.items() if printable(source) is None} == from_memory


def test_a_part_nobody_has_checked_is_never_printed(registry: Registry) -> None:
    shown = printable(registry.sources["olver_2014"])
    assert shown is not None
    assert (shown.title, shown.doi, shown.issue) == ("Thirty years of research on the Level of Service scales", None, None)
    records: list[CheckedRecord] = [*registry.sources.values(), *registry.interventions.values(), *registry.instruments.values()]
    assert sum(bool(record.unverified) for record in records) >= 50
    for record in records:
        left = printable(record)
        assert left is None or [part for part in record.unverified if getattr(left, part)] == [], record.id


def test_every_part_that_may_be_called_unchecked_may_be_left_out() -> None:
    for kind in (Source, Intervention, Instrument):
        (words, _more) = get_args(kind.model_fields["unverified"].annotation)
        assert [name for name in get_args(words) if kind.model_fields[name].is_required()] == []


def test_a_source_that_was_checked_is_printed_as_it_is(registry: Registry) -> None:
    source = registry.sources["wodc-top600-2023"]
    assert printable(source) == source


def test_a_factor_found_in_two_studies_keeps_both_findings(registry: Registry) -> None:
    assert [finding.about for finding in registry.factors["lvb"].findings] == ["organised_crime", "reoffending"]


def test_a_figure_from_memory_keeps_that_mark(registry: Registry) -> None:
    assert [finding.verified for finding in registry.factors["self_control"].findings] == [Verified.FOUND, Verified.MEMORY]
    findings = registry.factors["delinquent_peers"].findings
    assert [finding.verified for finding in findings] == [Verified.FOUND, Verified.MEMORY, Verified.MEMORY, Verified.MEMORY]


def test_a_record_cannot_be_changed_after_reading(registry: Registry) -> None:
    with pytest.raises(ValidationError):
        registry.sources["avg"].verified = Verified.FOUND  # type: ignore[misc]


def test_a_class_that_does_not_exist_is_refused(folder: Path) -> None:
    assert broken(folder, "attributes.yaml", "class: N", "class: X") == ["Bij 'class' staat 'X', maar dat kan hier niet."]


def test_a_key_that_does_not_exist_is_refused(folder: Path) -> None:
    assert broken(folder, "fact_kinds.yaml", "  does_not_count:", "  not_counted:") == [
        "De sleutel 'does_not_count' ontbreekt.",
        "De sleutel 'not_counted' bestaat hier niet.",
    ]


def test_an_id_used_twice_is_refused(folder: Path) -> None:
    assert broken(folder, "fact_kinds.yaml", "id: street_robbery", "id: robbery") == ["De id 'robbery' staat er twee keer."]


def test_a_source_that_does_not_exist_is_refused(folder: Path) -> None:
    assert broken(folder, "attributes.yaml", "[sv486, ivrk]", "[sv486, wetboek]") == [
        "'feiten_voor_twaalf' noemt de bron 'wetboek', maar die staat niet in sources.yaml."
    ]


def test_a_publication_points_to_its_first_record(folder: Path) -> None:
    assert broken(folder, "sources.yaml", "same_as: ccv-vier-lessen", "same_as: seed_ccv") == [
        "'ccv_vier_lessen' verwijst met 'same_as' naar 'seed_ccv', maar die verwijst zelf verder."
    ]
    assert broken(folder, "sources.yaml", "same_as: seed_ccv", "same_as: nergens") == [
        "'ccv_vier_lessen' noemt de bron 'nergens', maar die staat niet in sources.yaml."
    ]


def test_a_requirement_is_named_by_its_number(registry: Registry, folder: Path) -> None:
    assert registry.sources["wgs_rijk"].requirements == ("REQ-01", "REQ-23")
    assert broken(folder, "sources.yaml", "[REQ-01, REQ-23]", "[REQ-01, art. 23]") == [
        "Bij 'requirements' staat 'art. 23', maar dat is geen nummer van een eis."
    ]


def test_a_part_called_unchecked_must_be_there(folder: Path) -> None:
    text = (folder / "sources.yaml").read_text("utf-8")
    record = text[text.index("- id: olver_2014") :]
    without = record.replace(record[record.index("  doi:") :].split("\n")[0] + "\n", "", 1)
    assert broken(folder, "sources.yaml", record, without) == ["'doi' heet niet nagekeken, maar die sleutel staat er niet."]


def test_a_comma_that_breaks_a_text_is_said_as_such_at_any_depth(folder: Path) -> None:
    path = folder / "instruments.yaml"
    path.write_text(path.read_text("utf-8").replace("{nl: Eindoordeel, en", "{nl: Eindoordeel, zie boven, en", 1), "utf-8", newline="\n")
    with pytest.raises(InputError) as caught:
        read_registry(folder)
    (defect,) = caught.value.defects
    assert DUTCH.say(defect.problem) == "Een komma breekt deze tekst af: 'zie boven' wordt gelezen als een nieuwe sleutel."


def test_a_key_that_does_not_exist_inside_a_part_comes_with_the_keys_that_do(folder: Path) -> None:
    path = folder / "interventions.yaml"
    path.write_text(path.read_text("utf-8").replace("level: well_founded, on:", "level: well_founded, day:", 1), "utf-8", newline="\n")
    with pytest.raises(InputError) as caught:
        read_registry(folder)
    (defect,) = caught.value.defects
    assert DUTCH.say(defect.problem) == "De sleutel 'day' bestaat hier niet."
    assert DUTCH.say(defect.mend) == "Haal de sleutel weg. Hier mogen staan: level, on, by, note."


def test_a_file_of_sources_that_cannot_be_read_brings_no_complaint_about_every_source(folder: Path) -> None:
    assert len(broken(folder, "sources.yaml", "sources:\n- id", "sources:\n- [id")) == 1


def test_a_word_for_strength_that_does_not_exist_is_refused(folder: Path) -> None:
    assert broken(folder, "strength.yaml", "id: weak", "id: flimsy") == ["Bij 'strength' staat geen woord dat hier kan."]


def test_a_word_for_strength_without_a_meaning_is_missed(folder: Path) -> None:
    text = (folder / "strength.yaml").read_text("utf-8")
    last = text.index("- id: none")
    assert broken(folder, "strength.yaml", text[last:], "") == ["Het woord 'none' ontbreekt."]


def test_a_file_without_its_list_is_refused(folder: Path) -> None:
    assert broken(folder, "fact_kinds.yaml", "fact_kinds:", "kinds:") == [
        "De lijst 'fact_kinds' ontbreekt.",
        "De sleutel 'kinds' bestaat hier niet.",
    ]


def test_a_later_format_is_refused(folder: Path) -> None:
    assert broken(folder, "factors.yaml", "format: 1", "format: 2") == ["Dit programma leest alleen bestanden met 'format: 1'."]


def test_defects_of_all_files_come_at_once_each_with_its_line(folder: Path) -> None:
    for file in ("attributes.yaml", "factors.yaml"):
        path = folder / file
        path.write_text(path.read_text("utf-8").replace("label:", "labels:", 1), "utf-8", newline="\n")
    with pytest.raises(InputError) as caught:
        read_registry(folder)
    places = [str(defect.place) for defect in caught.value.defects]
    assert places == ["attributes.yaml:10", "attributes.yaml:12", "factors.yaml:10", "factors.yaml:11"]


def test_a_missing_file_is_said_without_the_folder(folder: Path) -> None:
    (folder / "sources.yaml").unlink()
    with pytest.raises(InputError) as caught:
        read_registry(folder)
    assert [defect.place for defect in caught.value.defects] == ["sources.yaml"]
