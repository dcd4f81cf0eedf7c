"""The plan with the help, the instruments and the framework that are shipped, for every advice. Rule numbers: reading/rnr.md."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from tests.casework.making import INTENSITIES, TODAY, goal
from triage import review
from triage.casework.instruments import record_outcome
from triage.casework.matching import Considered, Standing, consider
from triage.casework.plan import plan_of
from triage.casework.situation import Advised, Situation, situation_of, weight
from triage.errors import InputError
from triage.framework.records import Verified
from triage.framework.registry import Registry, read_registry
from triage.framework.vocabulary import Partner
from triage.weighing.result import Truth
from triage.wording import DUTCH

FRAMEWORKS = Path(__file__).resolve().parents[2] / "frameworks"
AGES = (8, 11, 12, 14, 16, 18, 19, 23, 25)


@pytest.fixture(scope="module")
def registry() -> Registry:
    """The registry that is shipped."""
    return read_registry(FRAMEWORKS / "evidence")


@pytest.fixture(scope="module")
def considered(registry: Registry) -> list[tuple[Situation, Considered]]:
    """Every kind of help for every certain advice, several ages, and LVB or not, with a goal for each factor at once."""
    return list(_each(registry))


def _each(registry: Registry) -> Iterator[tuple[Situation, Considered]]:
    needs = sorted({need for record in registry.interventions.values() for need in record.needs})
    goals = tuple(goal(Truth.TRUE, need) for need in needs)
    for intensity, age, lvb in product(INTENSITIES, AGES, Truth):
        of = Situation(age, Advised(intensity, intensity), lvb)
        for record in registry.interventions.values():
            yield of, consider(record, of, goals, TODAY)


def proposals(considered: list[tuple[Situation, Considered]], help_id: str) -> list[Situation]:
    """Where one kind of help is proposed."""
    return [of for of, option in considered if option.help.id == help_id and option.standing is Standing.PROPOSED]


def test_no_shipped_help_is_proposed_outside_its_limits(registry: Registry, considered: list[tuple[Situation, Considered]]) -> None:
    """Rules 17 and 18, for all advices, ages and LVB."""
    proposed = [(of, registry.interventions[option.help.id]) for of, option in considered if option.standing is Standing.PROPOSED]
    assert len({record.id for _of, record in proposed}) >= 12
    for of, record in proposed:
        assert of.age is not None
        assert (record.age_from or 99) <= of.age <= (record.age_to or 0)
        assert weight(record.intensity) <= weight(of.advised.heaviest)
        assert not (of.advised.heaviest in ("none", "light") and record.intensity == "intensive")
        assert record.lvb in (None, "variant") or (record.lvb == "made_for") is (of.lvb is Truth.TRUE)


def test_all_shipped_help_that_is_ruled_out_says_why(considered: list[tuple[Situation, Considered]]) -> None:
    """Rule 17: show why each was ruled out."""
    against = [option.against for _of, option in considered if option.standing is Standing.RULED_OUT]
    assert against
    assert all(against)


def test_so_cool_is_for_lvb_at_a_medium_level_and_tools4u_for_others(considered: list[tuple[Situation, Considered]]) -> None:
    """Rule 17: in practice 9 % met all conditions of So-Cool; matching is the weak link (rnr.md 3.2)."""
    assert {(of.advised.heaviest, of.lvb) for of in proposals(considered, "so_cool")} == {("medium", Truth.TRUE)}
    assert {(of.advised.heaviest, of.lvb) for of in proposals(considered, "tools4u")} == {("medium", Truth.FALSE)}


def test_basta_is_information_for_children_and_lessons_are_never_a_proposal(considered: list[tuple[Situation, Considered]]) -> None:
    """Rule 19."""
    basta = {(of.age, option.standing) for of, option in considered if option.help.id == "basta"}
    assert {age for age, standing in basta if standing is Standing.INFORMATION} == {8, 11}
    assert {standing for _age, standing in basta} == {Standing.INFORMATION, Standing.RULED_OUT}
    assert {option.standing for _of, option in considered if option.help.id == "awareness_lessons"} == {Standing.RULED_OUT}


def test_nothing_from_memory_is_proposed_or_given_a_dose(registry: Registry, considered: list[tuple[Situation, Considered]]) -> None:
    """Rules 3 and 21."""
    from_memory = {name for name, record in registry.interventions.items() if record.verified is Verified.MEMORY}
    assert "equip" in from_memory
    seen = [option for _of, option in considered if option.help.id in from_memory]
    assert {option.standing for option in seen} == {Standing.RULED_OUT}
    assert {DUTCH.say(option.dose) for option in seen} == {"De duur is niet gevonden."}


def test_a_recognition_of_before_december_2021_is_called_old(considered: list[tuple[Situation, Considered]]) -> None:
    """Rule 19: held against the day of the plan."""
    old = {option.help.id for _of, option in considered if any("vijf jaar" in DUTCH.say(words) for words in option.cautions)}
    assert {"ajb", "rgt_fft", "so_cool", "arop_jovo"} <= old
    assert not {"mst", "mdft", "tools4u"} & old


@pytest.mark.parametrize(
    ("name", "reason"),
    [("oxrec", "Formules waren verwisseld"), ("arij", "veiligheid thuis"), ("prokid", "jonger dan 12"), ("earl", "jonger dan 12")],
)
def test_four_instruments_are_refused_with_the_reason(registry: Registry, name: str, reason: str) -> None:
    """Rule 13."""
    instrument = registry.instruments[name]
    version = instrument.outcomes[0]
    with pytest.raises(InputError) as caught:
        record_outcome(instrument, version.id, version.levels[0].id, TODAY, Partner.POLICE, age=16, today=TODAY)
    assert reason in DUTCH.say(caught.value.defects[0].problem)


def test_every_other_instrument_takes_each_of_its_levels_at_a_fitting_age(registry: Registry) -> None:
    """Rule 12."""
    allowed = [instrument for instrument in registry.instruments.values() if instrument.allowed]
    assert {"ritax2", "savry", "start_av", "risc", "zrm", "scil"} <= {instrument.id for instrument in allowed}
    for instrument in allowed:
        for version in instrument.outcomes:
            on = version.until or TODAY
            for level in version.levels:
                age = (instrument.age_from or 14) + (TODAY.year - on.year)
                assert record_outcome(instrument, version.id, level.id, on, Partner.PROBATION, age=age, today=TODAY).level == level


def test_the_worked_examples_of_what_works_become_plans_no_heavier_than_their_advice(registry: Registry) -> None:
    """Rules 17 to 21 from answers to options: the whole road, on the shipped file."""
    opened = review.open(FRAMEWORKS / "wat-werkt.yaml")
    made = []
    for run in opened.examples:
        plan = plan_of(run.weighing, registry.interventions.values(), TODAY)
        assert all(weight(option.help.intensity) <= weight(situation_of(run.weighing).advised.lightest) for option in plan.proposed)
        made.append(plan)
    assert {len(plan.options) for plan in made} == {len(registry.interventions)}
    assert any(plan.proposed for plan in made)
