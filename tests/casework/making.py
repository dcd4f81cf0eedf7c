"""Help, goals, situations and instruments for the tests: plain ones that fit, to change one thing at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from hypothesis import strategies as st

from triage.casework.matching import Aspect, Check, Considered, PlanGoal, consider
from triage.casework.plan import Plan, plan_for
from triage.casework.situation import Advised, Situation
from triage.framework.instruments import Instrument
from triage.framework.interventions import Intervention
from triage.framework.model import Intensity, Need
from triage.weighing.result import Truth
from triage.wording import DUTCH

TODAY = date(2026, 11, 30)
INTENSITIES: tuple[Intensity, ...] = ("none", "light", "medium", "intensive")
FACTORS = ("self_control", "family", "school", "leisure")


def help_record(**changes: Any) -> Intervention:
    """Focused help that fits `situation()` and the goal `self_control`."""
    return Intervention.model_validate(
        {
            "id": "training",
            "title": {"nl": "Training"},
            "for_whom": {"nl": "Jongeren die willen oefenen."},
            "age_from": 12,
            "age_to": 23,
            "needs": ("self_control",),
            "intensity": "medium",
            "form": "individual",
            "recognition": {"level": "good_indications", "on": date(2025, 3, 1), "by": "databank"},
            "dose": {"nl": "10 gesprekken"},
            "verified": "found",
            **changes,
        }
    )


def goal(truth: Truth = Truth.TRUE, *factors: str) -> PlanGoal:
    """A goal with the factors it is worked on by; self-control when none are named."""
    words = " en ".join(factors or ("self_control",))
    return PlanGoal(_need(f"Verder met {words}", factors or ("self_control",)), truth)


def _need(words: str, factors: Sequence[str]) -> Need:
    return Need.model_validate({"item": "question", "from_points": 1, "goal": {"nl": words}, "factors": tuple(factors)})


def situation(intensity: Intensity = "medium", heaviest: Intensity | None = None, **changes: Any) -> Situation:
    """Sixteen years, screened and no LVB, and the advice, certain unless a heaviest one is given too."""
    return Situation(**{"age": 16, "advised": Advised(intensity, heaviest or intensity), "lvb": Truth.FALSE, "screened": True, **changes})


def considered(record: Intervention, of: Situation | None = None, *goals: PlanGoal) -> Considered:
    """One kind of help beside a situation and goals."""
    return consider(record, of or situation(), goals or (goal(),), TODAY)


def plan(of: Situation, *records: Intervention) -> Plan:
    """A plan for the goal `self_control`."""
    return plan_for(of, (goal(),), records, TODAY)


def check(option: Considered, aspect: Aspect) -> Check:
    """What was said of one aspect."""
    return next(one for one in option.checks if one.aspect is aspect)


def truth(option: Considered, aspect: Aspect) -> Truth:
    """Whether one aspect fits."""
    return check(option, aspect).truth


def said(option: Considered) -> list[str]:
    """All that must be said of an option, in Dutch."""
    return [DUTCH.say(words) for words in (*option.cautions, option.recognition, option.dose)]


def instrument(**changes: Any) -> Instrument:
    """An instrument for 12 to 18 with two versions, of five and of three levels."""
    words = ("very_low", "low", "middle", "high", "very_high")
    levels = [{"id": word, "label": {"nl": word}} for word in words]
    return Instrument.model_validate(
        {
            "id": "lijst",
            "title": {"nl": "Lijst"},
            "measures": {"nl": "Iets."},
            "age_from": 12,
            "age_to": 18,
            "used_by": {"nl": "Reclassering"},
            "outcomes": (
                {"id": "new", "label": {"nl": "Nieuw"}, "since": date(2022, 2, 15), "levels": tuple(levels)},
                {"id": "old", "label": {"nl": "Oud"}, "until": date(2022, 2, 14), "levels": tuple(levels[1:4])},
            ),
            "allowed": True,
            "licence": {"nl": "Beschermd."},
            "verified": "found",
            **changes,
        }
    )


def usually(usual: st.SearchStrategy[Any], rare: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Nine times in ten the usual, so that not everything is ruled out by chance."""
    return st.integers(0, 9).flatmap(lambda number: rare if number == 5 else usual)


def limits(usual: tuple[int, int], least: int, most: int) -> st.SearchStrategy[Any]:
    """Usually near these limits, else any, also open at one end or both."""
    end = st.one_of(st.none(), st.integers(least, most))
    near = st.tuples(st.integers(usual[0] - 2, usual[0] + 3), st.integers(usual[1] - 3, usual[1] + 2))
    return usually(near, st.tuples(end, end)).filter(lambda pair: None in pair or pair[0] <= pair[1])


# Each strategy is made once: to make one anew for every draw costs many times the draw itself.
NUMBERS = st.integers(0, 10**9)
AGES = limits((12, 23), 4, 30)
IQ = usually(st.just((None, None)), limits((50, 85), 40, 120))
NEEDS = usually(st.lists(st.sampled_from(FACTORS), unique=True).filter(bool), st.lists(st.sampled_from(FACTORS), unique=True))
WEIGHTS = st.sampled_from(INTENSITIES[1:])
RISKS = usually(st.just([]), st.lists(st.sampled_from(["low", "medium", "high"]), unique=True))
LVB = usually(st.none(), st.sampled_from(["made_for", "variant", "not_for"]))
FORMS = usually(st.sampled_from([None, "individual", "family", "group"]), st.just("class"))
VERIFIED = usually(st.just("found"), st.just("memory"))
UNVERIFIED = usually(st.just(()), st.sampled_from([("age_from", "age_to"), ("age_to",), ("dose",)]))
RECOGNISED = st.sampled_from(["unknown", "not_recognised", "well_founded", "first_indications", "good_indications", "strong_indications"])
DAYS = st.one_of(st.none(), st.dates(date(2010, 1, 1), TODAY))
LIGHTEST = st.sampled_from((0, 1, 2, 3, 3))
HEAVIEST = tuple(usually(st.just(low), st.integers(low, 3)) for low in range(4))
TRUTHS = st.sampled_from(list(Truth))
PROTECTION, MOSTLY_TRUE, MOSTLY = (
    usually(st.just(Truth.FALSE), TRUTHS),
    usually(st.just(Truth.TRUE), TRUTHS),
    usually(st.just(True), st.booleans()),
)
AGE = usually(st.integers(10, 26), st.one_of(st.none(), st.integers(8, 12)))
GOAL_FACTORS = st.lists(st.sampled_from(FACTORS), unique=True, min_size=1, max_size=3)
GOALS = usually(st.lists(st.tuples(MOSTLY_TRUE, GOAL_FACTORS), min_size=1, max_size=4), st.just([]))


@st.composite
def help_records(draw: st.DrawFn) -> Intervention:
    """Any help: with or without limits, of any weight, form, recognition and firmness."""
    ages, iq = draw(AGES), draw(IQ)
    return help_record(
        id=f"help{draw(NUMBERS)}",
        age_from=ages[0],
        age_to=ages[1],
        iq_from=iq[0],
        iq_to=iq[1],
        needs=tuple(draw(NEEDS)),
        intensity=draw(WEIGHTS),
        risk=tuple(draw(RISKS)),
        lvb=draw(LVB),
        form=draw(FORMS),
        verified=draw(VERIFIED),
        unverified=draw(UNVERIFIED),
        recognition={"level": draw(RECOGNISED), "on": draw(DAYS), "by": "databank"},
    )


def helps() -> st.SearchStrategy[list[Intervention]]:
    """One to four kinds of help with ids of their own."""
    return st.lists(help_records(), min_size=1, max_size=4, unique_by=lambda record: record.id)


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """Any situation: every pair of intensities, every truth of protection, scope and LVB, every age from 8 to 26 or none."""
    low = draw(LIGHTEST)
    high = draw(HEAVIEST[low])
    advised = Advised(
        INTENSITIES[low], INTENSITIES[high], protection=draw(PROTECTION), scope=draw(MOSTLY_TRUE), sets_intensity=draw(MOSTLY)
    )
    return Situation(draw(AGE), advised, draw(TRUTHS), draw(st.booleans()), draw(st.booleans()))


@st.composite
def goal_lists(draw: st.DrawFn) -> tuple[PlanGoal, ...]:
    """Up to four goals, most of them up, each with some factors."""
    return tuple(PlanGoal(_need("Verder", names), one) for one, names in draw(GOALS))
