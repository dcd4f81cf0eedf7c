"""Interventions: all that were studied are there, a recognition is said with its date, and one broken file per rule is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.framework.test_registry import EVIDENCE, broken, folder
from triage.framework.interventions import Caution, Intervention, Recognition, RecognitionLevel
from triage.framework.record_checks import intervention_faults
from triage.framework.registry import Registry, Verified, printable, read_registry
from triage.framework.values import Text
from triage.wording import DUTCH

__all__ = ["folder"]

STUDIED = [
    "ajb",
    "basta",
    "mst",
    "mdft",
    "rgt_fft",
    "tools4u",
    "so_cool",
    "arop_jovo",
    "sova_op_maat",
    "tact",
    "npt",
    "np",
    "itb",
    "ifa",
    "credible_messengers",
    "hack_right",
    "halt_preventief",
    "pit",
    "leren_van_delict",
    "rots_water",
    "equip",
    "respect_limits",
    "stay_a_way",
    "awareness_lessons",
]
ON = date(2026, 11, 30)


@pytest.fixture(scope="module")
def registry() -> Registry:
    """The registry that is shipped."""
    return read_registry(EVIDENCE)


def invented(**given: object) -> Intervention:
    """An intervention of which only what matters is filled in."""
    plain = {"id": "invented", "title": Text(nl="Bedacht"), "for_whom": Text(nl="Niemand"), "intensity": "light", "verified": "found"}
    return Intervention.model_validate(plain | {"recognition": {"level": "unknown"}} | given)


def recognised(on: date | None) -> Intervention:
    return invented(recognition=Recognition(level=RecognitionLevel.GOOD, on=on, by="nji.nl"))


def test_every_intervention_of_the_study_is_there(registry: Registry) -> None:
    assert list(registry.interventions) == STUDIED


def test_every_recognition_has_the_date_and_the_place_that_were_found(registry: Registry) -> None:
    given = {name: found.recognition for name, found in registry.interventions.items() if found.recognition.level.recognised}
    assert {name: str(found.on) if found.on else "" for name, found in given.items()} == {
        "ajb": "2019-03-13",
        "basta": "2020-12-09",
        "mst": "2021-12-08",
        "mdft": "2021-12-08",
        "rgt_fft": "2016-02-12",
        "tools4u": "",
        "so_cool": "2019-03-13",
        "arop_jovo": "2020-06-24",
        "sova_op_maat": "2019-09-18",
    }
    assert all(found.by for found in given.values())


def test_help_made_for_people_with_a_mild_intellectual_disability_is_told_apart(registry: Registry) -> None:
    assert {name: found.lvb for name, found in registry.interventions.items() if found.lvb} == {
        "tools4u": "not_for",
        "so_cool": "made_for",
        "tact": "variant",
        "npt": "variant",
    }
    so_cool, tools4u = registry.interventions["so_cool"], registry.interventions["tools4u"]
    assert (so_cool.iq_from, so_cool.iq_to, tools4u.iq_from) == (50, 85, 86)


def test_whatever_is_intensive_is_not_for_a_low_risk_or_names_no_risk(registry: Registry) -> None:
    assert [name for name, found in registry.interventions.items() if found.intensity == "intensive" and "low" in found.risk] == []


def test_an_intervention_from_memory_is_never_printed(registry: Registry) -> None:
    from_memory = {name for name, found in registry.interventions.items() if found.verified is Verified.MEMORY}
    assert from_memory == {"equip", "respect_limits", "stay_a_way"}
    assert {name for name, found in registry.interventions.items() if printable(found) is None} == from_memory


def test_an_age_nobody_has_checked_is_kept_and_never_printed(registry: Registry) -> None:
    kept = registry.interventions["tact"]
    shown = printable(kept)
    assert shown is not None
    assert (kept.age_from, kept.age_to, shown.age_from, shown.age_to) == (12, 18, None, None)
    assert shown.for_whom == kept.for_whom


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2021, 11, 30), ()),
        (date(2021, 11, 29), (Caution.OLD,)),
        (date(2026, 11, 30), ()),
        (None, (Caution.UNDATED,)),
    ],
)
def test_a_recognition_of_more_than_five_years_ago_is_called_old(on: date | None, expected: tuple[Caution, ...]) -> None:
    assert recognised(on).cautions(ON) == expected


def test_what_was_not_recognised_or_not_looked_up_stays_visible_as_such(registry: Registry) -> None:
    said = {name: found.cautions(ON)[:1] for name, found in registry.interventions.items()}
    assert said["rots_water"] == (Caution.NOT_RECOGNISED,)
    assert said["npt"] == (Caution.UNKNOWN,)
    assert said["mst"] == ()
    assert {name for name, found in said.items() if found == (Caution.NOT_RECOGNISED,)} == {
        "rots_water",
        "credible_messengers",
        "awareness_lessons",
    }


def test_groups_classes_and_help_for_children_bring_a_warning(registry: Registry) -> None:
    said = {name: found.cautions(ON) for name, found in registry.interventions.items()}
    assert {name for name, found in said.items() if Caution.GROUP in found} == {"ajb", "equip"}
    assert {name for name, found in said.items() if Caution.CLASS in found} == {"awareness_lessons"}
    assert {name for name, found in said.items() if Caution.TOO_YOUNG in found} == {"basta"}
    assert invented(age_to=12).cautions(ON) == (Caution.UNKNOWN,)


def test_every_word_of_recognition_and_every_warning_is_said_in_its_own_words() -> None:
    words = [DUTCH.say(word) for word in (*RecognitionLevel, *Caution)]
    assert len(set(words)) == len(RecognitionLevel) + len(Caution)
    assert DUTCH.say(RecognitionLevel.FIRST) == "effectief volgens eerste aanwijzingen"


def test_a_source_that_does_not_exist_is_refused(folder: Path) -> None:
    assert broken(folder, "interventions.yaml", "sources: [socool_wodc]", "sources: [socool]") == [
        "'so_cool' noemt de bron 'socool', maar die staat niet in sources.yaml."
    ]


def test_a_need_that_is_no_factor_is_refused(folder: Path) -> None:
    assert broken(folder, "interventions.yaml", "needs: [substance_use]", "needs: [drugs]") == [
        "'stay_a_way' noemt de factor 'drugs', maar die staat niet in factors.yaml."
    ]


def test_ages_and_quotients_that_run_backward_are_refused(folder: Path) -> None:
    text = (folder / "interventions.yaml").read_text("utf-8")
    (folder / "interventions.yaml").write_text(text.replace("iq_to: 85", "iq_to: 49"), "utf-8", newline="\n")
    assert broken(folder, "interventions.yaml", "age_from: 12\n  age_to: 18", "age_from: 18\n  age_to: 12") == [
        "De ondergrens ligt boven de bovengrens.",
        "De ondergrens ligt boven de bovengrens.",
    ]


def test_help_for_one_age_may_begin_and_end_with_it() -> None:
    assert list(intervention_faults(invented(age_from=14, age_to=14))) == []
    assert len(list(intervention_faults(invented(age_from=15, age_to=14)))) == 1


def test_a_recognition_without_who_says_so_is_refused(folder: Path) -> None:
    assert broken(
        folder, "interventions.yaml", "{level: well_founded, on: 2020-12-09, by: nji.nl}", "{level: well_founded, on: 2020-12-09}"
    ) == ["Er staat een erkenning, maar niet wie dat zegt."]


def test_a_level_of_recognition_that_does_not_exist_is_refused(folder: Path) -> None:
    assert broken(folder, "interventions.yaml", "level: good_indications", "level: proven") == [
        "Bij 'level' staat 'proven', maar dat kan hier niet."
    ]


def test_a_part_called_unchecked_must_be_there(folder: Path) -> None:
    assert broken(folder, "interventions.yaml", "unverified: [age_from, age_to]", "unverified: [age_from, dose]") == [
        "'dose' heet niet nagekeken, maar die sleutel staat er niet."
    ]


def test_a_part_that_cannot_be_left_out_cannot_be_called_unchecked(folder: Path) -> None:
    assert broken(folder, "interventions.yaml", "unverified: [age_from, age_to]", "unverified: [title]") == [
        "Bij 'unverified' staat 'title', maar dat kan hier niet."
    ]


def test_a_date_that_does_not_exist_is_refused(folder: Path) -> None:
    assert broken(folder, "interventions.yaml", "on: 2020-12-09", "on: 2020-13-09") == ["Bij 'on' staat geen geldige datum."]
