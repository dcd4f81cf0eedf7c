"""Firmness of an advice: how factors are drawn, that nothing is rounded, and what keeping an advice means."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
import pytest

from tests.weighing.invent import invent_case, invent_framework
from tests.weighing.test_exact_meaning import COMPLETE, DAY, answer, framework
from triage.cases.case import Case
from triage.cases.table import CaseTable
from triage.framework.model import Framework
from triage.framework.vocabulary import Strength
from triage.weighing.firmness_words import advice_lines
from triage.weighing.moved import MovedTable
from triage.weighing.robustness import case_firmness
from triage.weighing.scores import STEPS, MovedScale, exact_type, factors, spreads
from triage.weighing.tables import Tables
from triage.weighing.weigh import Weighed, weigh
from triage.wording import DUTCH

ONE = 1


def moving(plain: Framework, percent: int = 50) -> Framework:
    """The same framework, with points that may move; items without evidence count as having none."""
    return plain.model_copy(update={"robustness": dict.fromkeys(Strength, percent)})


def unmoved(of: Framework) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    return np.full((1, len(of.items)), STEPS, np.int64)


def invented(seed: int, cases: int = 6, open_share: float = 0.3) -> Weighed:
    of, random = moving(invent_framework(seed)), Random(seed)
    table = [invent_case(of, random, code=f"A-{k}", open_share=open_share) for k in range(cases)]
    return weigh(Tables.of(of), CaseTable.of(table))


# the factors


def test_a_factor_stays_within_the_percentage_of_its_strength_and_reaches_both_ends() -> None:
    of = moving(framework(), 1)
    drawn = factors(of, 20_000, 3)
    assert (drawn.min(), drawn.max()) == (STEPS - 100, STEPS + 100)
    assert set(spreads(of).tolist()) == {100}


def test_every_step_of_a_factor_is_as_likely_as_another() -> None:
    """Uniform over 201 steps: the mean is 1 and the variance n(n + 1)/3 steps; 100,000 draws come within four standard errors."""
    drawn = factors(moving(framework(), 1), 100_000, 1)[:, 0] - STEPS
    variance = Fraction(100 * 101, 3)
    assert abs(drawn.mean()) < 4 * float(variance) ** 0.5 / 100_000**0.5
    assert drawn.var() == pytest.approx(float(variance), rel=0.02)
    counts = np.bincount(drawn + 100, minlength=201)
    assert abs(counts - 100_000 / 201).max() < 5 * (100_000 / 201) ** 0.5


def test_strong_evidence_moves_less_than_weak() -> None:
    of = framework()
    percents = {strength: number for number, strength in enumerate(Strength, 1)}
    assert spreads(of.model_copy(update={"robustness": percents})).tolist() == [percents[item.strength] * 100 for item in of.items]


def test_a_seed_always_gives_the_same_factors_and_more_draws_begin_with_the_same() -> None:
    """The first numbers of PCG64(1), scaled by hand from its raw stream, which numpy keeps the same in all versions (NEP 19)."""
    of = moving(framework(), 50)
    raw = [int(word) >> 32 for word in np.random.PCG64(1).random_raw(len(of.items))]
    assert factors(of, 1, 1)[0].tolist() == [word * 10_001 // 2**32 - 5_000 + STEPS for word in raw]
    assert factors(of, 5, 1).tolist() == factors(of, 50, 1)[:5].tolist()
    assert factors(of, 5, 1).tolist() != factors(of, 5, 2).tolist()
    assert int(np.random.PCG64(1).random_raw()) == 9441442522235856127


def test_nothing_moves_where_the_percentage_is_nothing() -> None:
    assert set(factors(moving(framework(), 0), 100, 1).ravel().tolist()) == {STEPS}


# the scores


@pytest.mark.parametrize("seed", range(80))
def test_with_all_factors_one_every_score_and_band_is_that_of_the_weighing(seed: int) -> None:
    weighed = invented(seed)
    of, unit = weighed.tables.framework, weighed.tables.unit
    for scale in of.scales:
        sums = weighed.counted.sums(scale.id)
        for side, (ends, bands) in enumerate(((sums.low, sums.band_low), (sums.high, sums.band_high))):
            (scores,) = MovedScale(weighed, scale.id, side).scores(unmoved(of))
            assert scores.astype(np.int64).tolist() == [int(end) * STEPS for end in ends]
            table = MovedTable(weighed, side, also=[scale.id])
            cells = table.cells_of(scale.id, scores)
            assert [table.band_of(scale.id)[cell] for cell in cells] == bands.tolist(), unit


@pytest.mark.parametrize("seed", range(60))
def test_moved_scores_are_the_exact_sums_of_moved_points(seed: int) -> None:
    """Beside Python's whole numbers: per domain the sum of points times factor, clipped by the cap."""
    weighed = invented(seed)
    of, tables = weighed.tables.framework, weighed.tables
    drawn = factors(of, 7, seed)
    for scale in of.scales:
        moved = MovedScale(weighed, scale.id, 1)
        found = moved.scores(drawn)
        for draw in range(len(drawn)):
            for case in range(len(weighed)):
                domains: dict[str, int] = {}
                for item in of.items_of(scale.id):
                    points = int(weighed.counted.points(item.id)[1][case]) * int(drawn[draw, tables.place[item.id]])
                    domains[item.domain or ""] = domains.get(item.domain or "", 0) + points
                caps = {domain: cap // tables.unit * STEPS for domain, cap in scale.domain_caps.items()}
                expected = sum(min(total, caps.get(domain, total)) for domain, total in domains.items())
                assert int(found[draw, case]) == expected
                assert moved.bounds[0] <= expected <= moved.bounds[1]


def test_numbers_are_kept_in_a_type_that_holds_all_of_them() -> None:
    assert [exact_type(n) for n in (2**24 - 1, 2**24, 2**53 - 1, 2**53)] == [np.float32, np.float64, np.float64, np.int64]
    with pytest.raises(OverflowError):
        exact_type(2**62)


# the advice


@pytest.mark.parametrize("seed", range(150))
def test_a_complete_case_that_does_not_move_has_the_advice_of_the_weighing(seed: int) -> None:
    weighed = invented(seed, open_share=0)
    assert weighed.walk is not None
    for number in range(len(weighed)):
        result = weighed.weighing(number)
        complete = all(item.low == item.high for item in result.items)
        firm = case_firmness(weighed.tables, result.case, draws=3, seed=1)
        assert firm is not None
        assert result.advice is not None
        for reading in (firm.low, firm.high):
            assert set(reading.possible) <= set(result.advice.possible)
            if complete:
                assert (reading.possible, reading.certain) == (result.advice.possible, result.advice.certain)


@pytest.mark.parametrize("seed", range(60))
def test_without_movement_every_advice_stays_in_every_recalculation_and_no_item_matters(seed: int) -> None:
    of = moving(invent_framework(seed), 0)
    firm = case_firmness(Tables.of(of), invent_case(of, Random(seed)), draws=20, seed=seed)
    assert firm is not None
    for reading in (firm.low, firm.high):
        assert (reading.kept, reading.others, reading.alone, reading.matters_most) == (20, (), (), ())


@pytest.mark.parametrize("seed", range(60))
def test_every_recalculation_is_counted_once(seed: int) -> None:
    of = moving(invent_framework(seed))
    firm = case_firmness(Tables.of(of), invent_case(of, Random(seed)), draws=50, seed=seed)
    assert firm is not None
    for reading in (firm.low, firm.high):
        assert reading.kept + sum(count for _left, count in reading.others) == 50
        assert all(0 < count <= 50 for _item, count in reading.alone)
        assert [count for _item, count in reading.alone] == sorted((count for _item, count in reading.alone), reverse=True)


def card(cut: int, percents: dict[str, int], points: tuple[int, int] = (4, 4), source: str = "strong") -> Framework:
    """Two questions and one level; the second has the given strength of evidence."""
    return Framework.model_validate(
        {
            "format": 1,
            "id": "card",
            "version": "1.0.0",
            "use": "test",
            "title": {"nl": "Kaart"},
            "scales": [{"id": "risk", "role": "risk", "min_known": 0, "bands": [{"id": "low"}, {"id": "high", "from": cut}]}],
            "items": [
                {
                    "id": name,
                    "kind": "yes_no",
                    "scale": "risk",
                    "points": {"yes": number, "no": 0},
                    "evidence": [{"source": "study", "strength": strength}],
                }
                for name, number, strength in (("first", points[0], "strong"), ("second", points[1], source))
            ],
            "advice": {
                "outcomes": [{"id": "none", "intensity": "none"}, {"id": "help", "intensity": "light"}],
                "rules": [{"when": {"band": "risk", "is": "high"}, "then": "help"}, {"then": "none"}],
            },
            "robustness": percents,
        }
    )


YES = Case("A-1", DAY, {"first": answer("yes"), "second": answer("yes")})


def test_a_score_just_on_a_border_stays_there_in_half_of_the_recalculations() -> None:
    """Eight points and a level from eight: the sum of two even movements is as often up as down, and just as many stay on the border."""
    firm = case_firmness(Tables.of(card(8, {"strong": 10})), YES, draws=20_000, seed=1)
    assert firm is not None
    assert firm.low == firm.high
    assert firm.low.kept == pytest.approx(10_000, abs=4 * 71)
    assert firm.low.others == (((("none",), True), 20_000 - firm.low.kept),)


def test_a_score_far_from_a_border_always_stays() -> None:
    firm = case_firmness(Tables.of(card(4, {"strong": 10})), YES, draws=1_000, seed=1)
    assert firm is not None
    assert (firm.low.possible, firm.low.kept) == (("help",), 1_000)


def test_the_item_with_the_weakest_evidence_matters_most() -> None:
    firm = case_firmness(Tables.of(card(7, {"strong": 10, "weak": 50}, source="weak")), YES, draws=1_000, seed=1)
    assert firm is not None
    assert firm.low.matters_most == ("second",)
    assert [item for item, _count in firm.low.alone] == ["second"], "4 × 0,9 + 4 is above 7"


def test_items_that_matter_equally_are_all_named() -> None:
    firm = case_firmness(Tables.of(card(8, {"strong": 0, "weak": 0})), YES, draws=10, seed=1)
    assert firm is not None
    assert firm.low.matters_most == ()
    of = card(8, {"strong": 10})
    for seed in range(200):
        drawn = factors(of, 3, seed) - STEPS
        if all(((drawn[:, k] < 0).sum() == 2) for k in (0, 1)):
            equal = case_firmness(Tables.of(of), YES, draws=3, seed=seed)
            assert equal is not None
            assert equal.low.matters_most == ("first", "second")
            return
    raise AssertionError("no such draws")


def test_open_items_stand_at_their_least_and_at_their_greatest_points() -> None:
    half = Case("A-1", DAY, {"first": answer("yes")})
    firm = case_firmness(Tables.of(card(5, {"strong": 10})), half, draws=100, seed=1)
    assert firm is not None
    assert (firm.low.possible, firm.high.possible) == (("none",), ("help",))
    assert (firm.low.kept, firm.high.kept) == (100, 100)


def test_a_framework_without_advice_or_movement_has_no_firmness() -> None:
    assert case_firmness(Tables.of(framework()), Case("A-1", DAY, {i: answer(v) for i, v in COMPLETE.items()}, ())) is None
    assert case_firmness(Tables.of(card(5, {}).model_copy(update={"advice": None, "robustness": {Strength.STRONG: 10}})), YES) is None


def said(of: Framework, case: Case, draws: int = 1_000) -> list[str]:
    firm = case_firmness(Tables.of(of), case, draws=draws, seed=1)
    assert firm is not None
    return [DUTCH.sentence(line) for line in advice_lines(firm, of)]


def test_firmness_is_said_as_a_count_of_recalculations_and_never_as_a_chance() -> None:
    firm = case_firmness(Tables.of(card(8, {"strong": 10})), YES, seed=1)
    assert firm is not None
    kept = firm.low.kept
    lines = said(card(8, {"strong": 10}), YES)
    assert lines[0] == f"Het advies is “help”; dat blijft zo in {kept} van 1.000 herberekeningen."
    assert lines[1] == f"In {1000 - kept} van 1.000 herberekeningen: “none”."
    assert lines[2].startswith("Het meest hangt af van “")
    half = said(card(5, {"strong": 10}), Case("A-1", DAY, {"first": answer("yes")}))
    assert half == [
        "Open onderdelen op hun laagste punten: het advies is “none”; dat blijft zo in 1.000 van 1.000 herberekeningen.",
        "Open onderdelen op hun hoogste punten: het advies is “help”; dat blijft zo in 1.000 van 1.000 herberekeningen.",
    ]
    assert not any(word in line.lower() for line in [*lines, *half] for word in ("kans", "%", "waarschijnlijk", "voorspel"))
