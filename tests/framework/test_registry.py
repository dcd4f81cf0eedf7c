"""The registry: the shipped one reads, what is wrong is said in Dutch with its place, and what rests on memory never reaches paper."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pydantic import ValidationError

from triage.errors import InputError
from triage.framework.registry import AttributeClass, Registry, Verified, printable, read_registry
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
    assert len(registry.sources) == 64 + 71 + 126


def test_the_attributes_keep_their_class(registry: Registry) -> None:
    by_class = {kind: {name for name, attribute in registry.attributes.items() if attribute.class_ is kind} for kind in AttributeClass}
    assert {"geslacht", "postcode_buurt", "broer_zus_lijst", "laaggeletterd", "feiten_voor_twaalf"} <= by_class[AttributeClass.REFUSED]
    assert {"schulden", "lvb", "slachtoffer_getuige", "houding_normen", "onderwijssoort"} <= by_class[AttributeClass.NEED_ONLY]
    assert {"vrienden", "verdenking", "veroordeling", "leeftijd"} <= by_class[AttributeClass.JUSTIFIED]
    assert [len(names) for names in by_class.values()] == [21, 9, 8]


def test_only_refused_attributes_have_words_that_give_them_away(registry: Registry) -> None:
    assert {attribute.class_ for attribute in registry.attributes.values() if attribute.words} == {AttributeClass.REFUSED}


def test_there_is_one_list_of_fact_kinds(registry: Registry) -> None:
    assert list(registry.fact_kinds) == FACT_KINDS


def test_every_word_for_strength_has_a_meaning(registry: Registry) -> None:
    assert list(registry.strengths) == [word.value for word in Strength]


def test_everything_a_user_may_read_is_in_dutch_and_english(registry: Registry) -> None:
    texts = [
        *(text for attribute in registry.attributes.values() for text in (attribute.label, attribute.why)),
        *(text for kind in registry.fact_kinds.values() for text in (kind.label, kind.counts, kind.does_not_count)),
        *(text for word in registry.strengths.values() for text in (word.label, word.meaning)),
        *(factor.label for factor in registry.factors.values()),
        *(source.summary for source in registry.sources.values() if source.summary),
    ]
    assert texts
    assert [text.nl for text in texts if not text.en] == []


def test_a_source_from_memory_is_never_printed(registry: Registry) -> None:
    from_memory = {name for name, source in registry.sources.items() if source.verified is Verified.MEMORY}
    assert {"cottle_2001", "dawes_1979", "basanta_2018", "wgs_text", "avg"} <= from_memory
    assert {name for name, source in registry.sources.items() if printable(source) is None} == from_memory


def test_a_part_nobody_has_checked_is_never_printed(registry: Registry) -> None:
    shown = printable(registry.sources["olver_2014"])
    assert shown is not None
    assert (shown.title, shown.doi, shown.issue) == ("Thirty years of research on the Level of Service scales", None, None)
    for source in registry.sources.values():
        left = printable(source)
        assert left is None or [getattr(left, part) for part in source.unverified] == [None] * len(source.unverified)


def test_a_source_that_was_checked_is_printed_as_it_is(registry: Registry) -> None:
    source = registry.sources["wodc-top600-2023"]
    assert printable(source) == source


def test_a_factor_found_in_two_studies_keeps_both_findings(registry: Registry) -> None:
    assert [finding.about for finding in registry.factors["lvb"].findings] == ["organised_crime", "reoffending"]


def test_a_figure_from_memory_keeps_that_mark(registry: Registry) -> None:
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
