"""The registry beside the shipped frameworks: nothing is unused, dangling or stale, and each planted fault is found where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from triage.errors import Defect
from triage.framework.model import Framework, WordsOk
from triage.framework.read import read_path
from triage.framework.registry import Registry, read_registry
from triage.framework.values import Text
from triage.review.registry_check import RegistryCheck, check_registry
from triage.wording import DUTCH

FRAMEWORKS = Path(__file__).resolve().parents[2] / "frameworks"
ON = date(2026, 12, 1)
MONTHS = 12


@cache
def registry() -> Registry:
    """The shipped registry."""
    return read_registry(FRAMEWORKS / "evidence")


@cache
def frameworks() -> Mapping[str, Framework]:
    """All shipped frameworks by the name of their file."""
    return {path.name: read_path(path).framework for path in sorted(FRAMEWORKS.glob("*.yaml"))}


def checked(
    records: Registry | None = None, *, changed: Mapping[str, Framework] | None = None, on: date = ON, months: int = MONTHS
) -> RegistryCheck:
    """What is found with some frameworks changed."""
    return check_registry(records or registry(), {**frameworks(), **(changed or {})}, on=on, months=months)


def said(defects: tuple[Defect, ...]) -> list[str]:
    return [f"{DUTCH.say(defect.place)}: {DUTCH.say(defect.problem)}" for defect in defects]


def with_item(name: str, item: str, **change: object) -> dict[str, Framework]:
    """A framework in which one question is changed."""
    framework = frameworks()[name]
    items = tuple(found.model_copy(update=change) if found.id == item else found for found in framework.items)
    return {name: framework.model_copy(update={"items": items})}


def test_the_five_frameworks_are_looked_at() -> None:
    assert list(frameworks()) == ["ingroei.yaml", "top60-ranking.yaml", "top600-criteria.yaml", "wat-werkt.yaml", "zvh-triage.yaml"]


def test_nothing_in_the_shipped_registry_is_unused_dangling_or_stale() -> None:
    assert said(checked().defects) == []


def test_what_stays_unused_on_purpose_is_listed_by_file() -> None:
    kept = checked().kept
    assert {file: len(names) for file, names in kept.items()} == {
        "sources.yaml": 54,
        "attributes.yaml": 0,
        "fact_kinds.yaml": 1,
        "factors.yaml": 70,
        "instruments.yaml": 3,
    }
    assert kept["fact_kinds.yaml"] == ("sexual",)
    assert kept["instruments.yaml"] == ("lij_preselect", "scil", "zrm")


def test_a_record_nothing_names_and_that_does_not_say_why_is_unused() -> None:
    source = registry().sources["lopik-pga"].model_copy(update={"kept": None})
    assert said(checked(replace(registry(), sources={**registry().sources, "lopik-pga": source})).defects) == [
        "sources.yaml, lopik-pga: Niets noemt 'lopik-pga'."
    ]


def test_an_attribute_no_framework_asks_or_leaves_out_is_unused() -> None:
    attribute = registry().attributes["leeftijd"].model_copy(update={"id": "schoenmaat"})
    found = checked(replace(registry(), attributes={**registry().attributes, "schoenmaat": attribute}))
    assert said(found.defects) == ["attributes.yaml, schoenmaat: Niets noemt 'schoenmaat'."]


def test_a_factor_without_help_for_it_an_instrument_and_a_kind_of_fact_can_be_unused() -> None:
    now, unkept = registry(), {"kept": None}
    bare = replace(
        now,
        factors={**now.factors, "male": now.factors["male"].model_copy(update=unkept)},
        instruments={**now.instruments, "zrm": now.instruments["zrm"].model_copy(update=unkept)},
        fact_kinds={**now.fact_kinds, "sexual": now.fact_kinds["sexual"].model_copy(update=unkept)},
    )
    assert said(checked(bare).unused) == [
        "fact_kinds.yaml, sexual: Niets noemt 'sexual'.",
        "factors.yaml, male: Niets noemt 'male'.",
        "instruments.yaml, zrm: Niets noemt 'zrm'.",
    ]


def test_a_source_is_used_when_a_further_record_of_it_a_requirement_or_a_record_of_help_names_it() -> None:
    names = {name.split(", ")[1].split(":")[0] for name in said(check_registry(registry(), {}, on=ON, months=MONTHS).unused)}
    assert "calderoni-2022" not in names
    assert "rvs-bgs" not in names
    assert "ap_dpia" not in names
    assert "socool_wodc" not in names
    assert "zrm_2017" not in names
    assert {"advocatenblad-2012", "meldcode-triage"} <= names


def test_a_further_record_of_a_publication_and_a_refused_instrument_need_no_one_to_name_them() -> None:
    names = {name.split(", ")[1].split(":")[0] for name in said(check_registry(registry(), {}, on=ON, months=MONTHS).unused)}
    assert names & {"seed_ccv", "ccv_vier_lessen", "oxrec", "prokid", "arij", "earl", "baro"} == set()
    assert "savry" in names


def test_a_reason_to_stay_unused_is_needless_on_what_is_used() -> None:
    source = registry().sources["gouda-top60"].model_copy(update={"kept": Text(nl="Voor later")})
    assert said(checked(replace(registry(), sources={**registry().sources, "gouda-top60": source})).defects) == [
        "sources.yaml, gouda-top60: 'gouda-top60' zegt waarom het ongebruikt blijft staan, maar het wordt gebruikt."
    ]


def test_every_way_of_naming_what_does_not_exist_is_found_where_it_stands() -> None:
    framework = frameworks()["wat-werkt.yaml"]
    changed = {
        "wat-werkt.yaml": framework.model_copy(
            update={
                "sources": (*framework.sources, "nergens"),
                "facts": (*framework.facts, "roddel"),
                "needs": (framework.needs[0].model_copy(update={"factors": ("windkracht",)}),),
                "not_used": (*framework.not_used, framework.not_used[0].model_copy(update={"attribute": "schoenmaat"})),
            }
        )
    }
    assert said(checked(changed=changed).defects) == [
        "wat-werkt.yaml, sources: De bron 'nergens' staat niet in het register.",
        "wat-werkt.yaml, not_used: Het kenmerk 'schoenmaat' staat niet in het register.",
        "wat-werkt.yaml, facts: De soort feit 'roddel' staat niet in het register.",
        "wat-werkt.yaml, doel 'Meer tijd met vrienden die geen feiten plegen': De factor 'windkracht' staat niet in het register.",
    ]


def test_a_question_that_names_what_does_not_exist_is_named() -> None:
    age = frameworks()["wat-werkt.yaml"].item_by_id["savry"]
    evidence = age.evidence[0].model_copy(update={"source": "nergens"})
    changed = with_item("wat-werkt.yaml", "savry", attribute="schoenmaat", instrument="kompas", evidence=(evidence, *age.evidence[1:]))
    assert said(checked(changed=changed).dangling) == [
        "wat-werkt.yaml, vraag 'savry': De bron 'nergens' staat niet in het register.",
        "wat-werkt.yaml, vraag 'savry': Het kenmerk 'schoenmaat' staat niet in het register.",
        "wat-werkt.yaml, vraag 'savry': Het instrument 'kompas' staat niet in het register.",
    ]


def test_an_excuse_for_an_attribute_that_does_not_exist_is_named() -> None:
    excuse = WordsOk(attribute="schoenmaat", why=Text(nl="Een ander woord"))
    assert said(checked(changed=with_item("wat-werkt.yaml", "savry", words_ok=(excuse,))).defects) == [
        "wat-werkt.yaml, vraag 'savry': Het kenmerk 'schoenmaat' staat niet in het register."
    ]


def test_a_criterion_that_names_a_source_that_does_not_exist_is_named() -> None:
    framework = frameworks()["zvh-triage.yaml"]
    criteria = tuple(
        found.model_copy(update={"evidence": (found.evidence[0].model_copy(update={"source": "nergens"}),)})
        if found.id == "complex_separate"
        else found
        for found in framework.criteria
    )
    changed = {"zvh-triage.yaml": framework.model_copy(update={"criteria": criteria})}
    assert said(checked(changed=changed).defects) == [
        "zvh-triage.yaml, criterium 'complex_separate': De bron 'nergens' staat niet in het register."
    ]


def test_a_refused_instrument_is_found_with_the_reason() -> None:
    (found,) = checked(changed=with_item("wat-werkt.yaml", "start_av", instrument="oxrec")).dangling
    assert DUTCH.say(found.problem).startswith("Het instrument 'oxrec' mag niet worden gebruikt. Sinds februari 2026 gestopt")


def test_levels_that_no_version_of_the_instrument_gives_are_found() -> None:
    options = frameworks()["wat-werkt.yaml"].item_by_id["ritax2"].options  # type: ignore[union-attr]
    assert said(checked(changed=with_item("wat-werkt.yaml", "ritax2", options=options[1:])).defects) == [
        "wat-werkt.yaml, vraag 'ritax2': De antwoorden zijn niet de niveaus van een versie van 'ritax2'."
    ]


def test_evidence_is_stale_from_the_day_after_its_term() -> None:
    days = [
        evidence.rechecked
        for framework in frameworks().values()
        for part in (*framework.items, *framework.criteria)
        for evidence in part.evidence
        if evidence.source is not None
    ]
    older = sum(day == date(2026, 11, 23) for day in days)
    assert 0 < older < len(days)
    stale = [len(checked(on=on).stale) for on in (date(2027, 11, 23), date(2027, 11, 24), date(2027, 11, 30), date(2027, 12, 1))]
    assert stale == [0, older, older, len(days)]
    late = checked(on=date(2027, 12, 1))
    assert (late.unused, late.dangling, late.needless) == ((), (), ())


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2026, 12, 1), date(2031, 1, 1)), st.integers(1, 60))
def test_a_longer_term_never_makes_more_stale_and_a_later_day_never_less(on: date, months: int) -> None:
    shorter, longer = said(checked(on=on, months=months).stale), said(checked(on=on, months=months + 1).stale)
    later = said(checked(on=on.replace(year=on.year + 1, day=1), months=months).stale)
    assert set(longer) <= set(shorter) <= set(later)


def test_evidence_never_looked_up_or_looked_up_tomorrow_is_stale() -> None:
    item = frameworks()["wat-werkt.yaml"].item_by_id["savry"]
    never, tomorrow = (item.evidence[0].model_copy(update={"rechecked": day}) for day in (None, date(2026, 12, 2)))
    assert said(checked(changed=with_item("wat-werkt.yaml", "savry", evidence=(never, tomorrow))).stale) == [
        "wat-werkt.yaml, vraag 'savry': De bron 'lodewijks_2008a' is niet opnieuw opgezocht.",
        "wat-werkt.yaml, vraag 'savry': De bron 'lodewijks_2008a' is opgezocht op 2 december 2026; die dag is er nog niet.",
    ]
