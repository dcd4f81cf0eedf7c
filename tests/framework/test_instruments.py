"""Instruments: all that were studied are there, versions are never mixed, what is refused says why, and each rule refuses a broken file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.framework.test_registry import EVIDENCE, broken, folder
from triage.framework.registry import Registry, Verified, printable, read_registry

__all__ = ["folder"]

STUDIED = [
    "lij_preselect",
    "ritax2",
    "savry",
    "saprof_yv",
    "yls_cmi_2",
    "start_av",
    "risc",
    "oxrec",
    "prokid",
    "arij",
    "earl",
    "baro",
    "scil",
    "zrm",
]


@pytest.fixture(scope="module")
def registry() -> Registry:
    """The registry that is shipped."""
    return read_registry(EVIDENCE)


def test_every_instrument_of_the_study_is_there(registry: Registry) -> None:
    assert list(registry.instruments) == STUDIED


def test_ritax_and_its_predecessor_have_lists_of_their_own(registry: Registry) -> None:
    versions = {version.id: [level.id for level in version.levels] for version in registry.instruments["ritax2"].outcomes}
    assert versions == {"ritax2": ["very_low", "low", "middle", "high", "very_high"], "lij_before_2022": ["low", "middle", "high"]}
    since = {version.id: (str(version.since), str(version.until)) for version in registry.instruments["ritax2"].outcomes}
    assert since == {"ritax2": ("2022-02-15", "None"), "lij_before_2022": ("None", "2022-02-14")}


def test_levels_fit_only_as_one_version_gives_them_from_low_to_high(registry: Registry) -> None:
    ritax = registry.instruments["ritax2"]
    assert ritax.gives(("low", "middle", "high"))
    assert not ritax.gives(("high", "middle", "low"))
    assert not ritax.gives(("very_low", "low", "middle", "high"))


def test_the_refused_instruments_are_refused_with_a_reason(registry: Registry) -> None:
    refused = {name: instrument.refused_because for name, instrument in registry.instruments.items() if not instrument.allowed}
    assert refused.keys() == {"oxrec", "arij", "prokid", "earl", "baro"}
    assert all(reason is not None and reason.nl and reason.en for reason in refused.values())


def test_only_a_limit_of_the_makers_themselves_is_recorded(registry: Registry) -> None:
    limits = {name: (found.valid_months, found.valid_days) for name, found in registry.instruments.items()}
    assert {name: limit for name, limit in limits.items() if limit != (None, None)} == {"start_av": (3, None), "zrm": (None, 30)}


def test_an_instrument_from_memory_is_never_printed(registry: Registry) -> None:
    from_memory = {name for name, found in registry.instruments.items() if found.verified is Verified.MEMORY}
    assert {name for name, found in registry.instruments.items() if printable(found) is None} == from_memory == {"baro"}


def test_levels_nobody_has_checked_are_kept_and_never_printed(registry: Registry) -> None:
    unchecked = {name for name, found in registry.instruments.items() if "outcomes" in found.unverified}
    assert unchecked == {"savry", "saprof_yv", "yls_cmi_2", "start_av", "risc", "oxrec"}
    for name in unchecked:
        shown = printable(registry.instruments[name])
        assert shown is not None
        assert (len(registry.instruments[name].outcomes), shown.outcomes) == (1, ())


def test_ages_are_those_of_the_study(registry: Registry) -> None:
    ages = {name: (found.age_from, found.age_to) for name, found in registry.instruments.items()}
    assert ages["ritax2"] == (12, 23)
    assert ages["risc"] == (18, None)
    assert ages["prokid"] == (None, 11)
    assert ages["arij"] == (0, 18)
    shown = printable(registry.instruments["start_av"])
    assert shown is not None
    assert (shown.age_from, shown.age_to, shown.valid_months) == (None, None, 3)


def test_a_source_that_does_not_exist_is_refused(folder: Path) -> None:
    assert broken(folder, "instruments.yaml", "sources: [zrm_2017]", "sources: [zrm_2018]") == [
        "'zrm' noemt de bron 'zrm_2018', maar die staat niet in sources.yaml."
    ]


def test_a_refusal_without_a_reason_is_refused(folder: Path) -> None:
    assert broken(folder, "instruments.yaml", "  refused_because: {nl: Vervangen door het LIJ., en: Replaced by the LIJ.}\n", "") == [
        "Dit instrument mag niet worden gebruikt, maar er staat niet waarom."
    ]


def test_a_reason_without_a_refusal_is_refused(folder: Path) -> None:
    assert broken(folder, "instruments.yaml", "allowed: false", "allowed: true") == [
        "Dit instrument mag worden gebruikt, maar er staat waarom niet."
    ]


def test_two_terms_for_one_outcome_are_refused(folder: Path) -> None:
    assert broken(folder, "instruments.yaml", "valid_days: 30", "valid_days: 30\n  valid_months: 1") == [
        "'valid_months' en 'valid_days' kunnen niet samen."
    ]


def test_ages_that_run_backward_are_refused(folder: Path) -> None:
    assert broken(folder, "instruments.yaml", "age_from: 6\n  age_to: 11", "age_from: 11\n  age_to: 6") == [
        "De ondergrens ligt boven de bovengrens."
    ]


def test_a_version_listed_twice_is_refused(folder: Path) -> None:
    assert broken(folder, "instruments.yaml", "id: lij_before_2022", "id: ritax2") == ["De id 'ritax2' staat er twee keer."]


def test_a_level_listed_twice_is_refused(folder: Path) -> None:
    assert broken(folder, "instruments.yaml", "id: orange", "id: yellow") == ["De id 'yellow' staat er twee keer."]


def test_a_version_of_one_level_is_refused(folder: Path) -> None:
    assert broken(folder, "instruments.yaml", "    - {id: suspected, label: {nl: Vermoeden, en: Suspected}}\n", "") == [
        "De lijst bij 'levels' is te kort."
    ]


def test_a_version_that_ends_before_it_begins_is_refused(folder: Path) -> None:
    assert broken(folder, "instruments.yaml", "until: 2022-02-14", "since: 2022-02-15\n    until: 2022-02-14") == [
        "Het begin ligt na het einde."
    ]


def test_a_part_called_unchecked_must_be_there(folder: Path) -> None:
    risc = "sources: [inspectie_oxrec_2026]\n  verified: found\n  unverified: "
    assert broken(folder, "instruments.yaml", f"{risc}[outcomes]", f"{risc}[studied]") == [
        "'studied' heet niet nagekeken, maar die sleutel staat er niet."
    ]
