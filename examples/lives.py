"""An invented young person: age, course of life, facts, and answers that fit together.

Every answer could be told as part of one story: school fits the age, the first established fact and the pace follow from the facts,
nobody without a conviction is on probation. How the answers hang together is chosen, not published.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from random import Random

from examples.marginals import Shares, pick
from examples.records import FOURTEEN, HEAVY_KINDS, LIGHT_KINDS, QUARTERS, SIXTEEN, Course, age_at, draw_facts, quarters_back
from triage.cases.case import Answer, Fact
from triage.framework.vocabulary import AnswerStatus, FactStatus, Partner

NEEDS = ("school_work", "money", "substance", "home", "attitude", "leisure")
STRENGTHS = ("support_person", "school_or_work_now", "prosocial_friends", "moral_insight", "running_help")
FITTING = ("lvb", "psych", "low_motivation", "low_trust")
QUESTIONS = (
    "age",
    "exploited",
    "triage_k1",
    "triage_k2",
    "onset",
    "peers_serious",
    "pace",
    "custody_probation",
    *NEEDS,
    *STRENGTHS,
    *FITTING,
)
"""The questions of the framework *Top 60: prioritering*, in its order."""

CONCERN = ("fine", "concern", "serious")
HOLD = ("absent", "partly", "clear")
STANDS = frozenset({FactStatus.SUSPECTED, FactStatus.SETTLED_OUT_OF_COURT, FactStatus.CONVICTED})
"""What counts as having happened for the question of pace; a dismissed or acquitted fact does not."""

_LOAD: Mapping[Course, tuple[float, float]] = {
    Course.WITHOUT: (0.20, 0.65),
    Course.QUIET: (0.10, 0.50),
    Course.REPEATED: (0.25, 0.50),
    Course.HEAVY: (0.30, 0.55),
}
_PEERS: Mapping[Course, Shares[str]] = {
    Course.WITHOUT: {"none": 0.75, "some": 0.25},
    Course.QUIET: {"none": 0.80, "some": 0.20},
    Course.REPEATED: {"none": 0.45, "some": 0.43, "main_circle": 0.12},
    Course.HEAVY: {"none": 0.15, "some": 0.50, "main_circle": 0.35},
}
_SUPERVISION: Mapping[Course, Shares[str]] = {
    Course.WITHOUT: {"none": 1.0},
    Course.QUIET: {"none": 0.80, "before": 0.15, "now": 0.05},
    Course.REPEATED: {"none": 0.40, "before": 0.25, "now": 0.35},
    Course.HEAVY: {"none": 0.10, "before": 0.25, "now": 0.65},
}
_STUCK: Mapping[Course, float] = {Course.WITHOUT: 0.15, Course.QUIET: 0.20, Course.REPEATED: 0.45, Course.HEAVY: 0.95}
"""How often triage found several chains needed (K2), where it found problems in several areas of life (K1)."""

_TRIAGED_BY = (Partner.MUNICIPALITY, Partner.YOUTH_CARE, Partner.POLICE)
_SEEN_BY = (Partner.POLICE, Partner.YOUTH_CARE, Partner.SCHOOL)


@dataclass(frozen=True)
class Life:
    """One invented young person. `since_twelve` is in whole quarters; `load` (0 to 1) is how much weighs on the young person.

    `note` says in one Dutch line what the case shows, where it shows something special. `place_since` is the quarter, counted back, in
    which a place on the list was given.
    """

    age: int
    course: Course
    first: bool
    since_twelve: int
    load: float
    facts: tuple[Fact, ...]
    answers: Mapping[str, Answer]
    note: str = ""
    place_since: int | None = None

    def value(self, question: str) -> str:
        """The answer, empty when there is none."""
        value = self.answers[question].value if question in self.answers else None
        return "" if value is None else str(value)

    def hold(self) -> int:
        """How much the young person has to hold on to: strengths counted 0, 1 or 2."""
        return sum(HOLD.index(self.value(strength)) for strength in STRENGTHS if self.value(strength))

    def answered(self, **answers: Answer | None) -> Life:
        """The same life with other answers; None takes an answer away."""
        kept = {**self.answers, **answers}
        return replace(self, answers={question: answer for question, answer in kept.items() if answer is not None})

    def noted(self, note: str) -> Life:
        """The same life with what it shows."""
        return replace(self, note=note)

    def holding(self, back: int) -> Life:
        """The same life with a place on the list since a quarter."""
        return replace(self, place_since=back)

    def with_facts(self, facts: tuple[Fact, ...]) -> Life:
        """The same life with other facts and the answers that follow from them."""
        changed = replace(self, facts=facts).answered(onset=said(onset(facts, self.since_twelve)), pace=said(pace(facts)))
        return changed if convicted(facts) else changed.answered(custody_probation=said("none"))


@cache
def said(value: str, status: AnswerStatus = AnswerStatus.ESTABLISHED, back: int | None = None, source: Partner | None = None) -> Answer:
    """An answer, true in the quarter `back` before that of the reference date; undated where None."""
    return Answer(value, status, None if back is None else QUARTERS[back], source)


def draw_life(age: int, course: Course, first: bool, random: Random) -> Life:
    """A life of this age and course, everything about it known."""
    since_twelve = 4 * (age - 12) + 1 + int(random.random() * 4)
    least, spread = _LOAD[course]
    load = least + spread * random.random()
    facts = draw_facts(course, first, age, since_twelve, random)
    life = Life(age, course, first, since_twelve, load, facts, {"age": said(str(age)), "exploited": said("no")})
    for draw in (_surroundings, _needs, _strengths, _fitting, _triage):
        life = life.answered(**draw(life, random))
    return life.with_facts(facts)


def convicted(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts with a conviction."""
    return tuple(fact for fact in facts if fact.status is FactStatus.CONVICTED)


def onset(facts: tuple[Fact, ...], since_twelve: int) -> str:
    """The age at the first fact with a conviction, as the framework groups it."""
    ages = [age_at(quarters_back(fact), since_twelve) for fact in convicted(facts)]
    if not ages or min(ages) >= SIXTEEN:
        return "none_or_16_up"
    return "from_14" if min(ages) >= FOURTEEN else "from_12"


def pace(facts: tuple[Fact, ...]) -> str:
    """Whether the last four quarters hold more facts than the four before, or heavier ones; one fact alone is no increase."""
    standing = [fact for fact in facts if fact.status in STANDS]
    now = [fact for fact in standing if quarters_back(fact) < 4]
    before = [fact for fact in standing if 4 <= quarters_back(fact) < 8]
    more = len(now) > max(1, len(before))
    heavier = bool(now and before) and max(map(_gravity, now)) > max(map(_gravity, before))
    return "rising" if more or heavier else "not_rising"


def _gravity(fact: Fact) -> int:
    return 2 if fact.kind in HEAVY_KINDS else 0 if fact.kind in LIGHT_KINDS else 1


def _level(tilt: float, random: Random, highest: int = 2) -> int:
    """0, 1 or 2, higher with `tilt` (0 to 1)."""
    value = tilt + 0.7 * (random.random() - 0.5)
    return min(highest, (value >= 0.45) + (value >= 0.75))


def _needs(life: Life, random: Random) -> dict[str, Answer]:
    """Concerns; debts, daily use and having no school at all are left out below the ages where they would be odd."""
    highest = {
        "school_work": 1 if life.age < SIXTEEN else 2,
        "money": 0 if life.age < FOURTEEN else 1 if life.age < SIXTEEN else 2,
        "substance": 0 if life.age < FOURTEEN else 1 if life.age < SIXTEEN else 2,
    }
    return {need: said(CONCERN[_level(life.load, random, highest.get(need, 2))]) for need in NEEDS}


def _strengths(life: Life, random: Random) -> dict[str, Answer]:
    """What the young person can hold on to, never at odds with a concern or with the circle of friends."""
    levels = {strength: _level(1.0 - life.load, random) for strength in STRENGTHS}
    school = CONCERN.index(life.value("school_work"))
    levels["school_or_work_now"] = (max(1, levels["school_or_work_now"]), min(1, levels["school_or_work_now"]), 0)[school]
    if life.value("peers_serious") == "main_circle":
        levels["prosocial_friends"] = min(1, levels["prosocial_friends"])
    if life.value("attitude") == "serious":
        levels["moral_insight"] = min(1, levels["moral_insight"])
    return {strength: said(HOLD[level]) for strength, level in levels.items()}


def _surroundings(life: Life, random: Random) -> dict[str, Answer]:
    """Company and supervision: no circle of serious offenders and no custody or probation under fourteen."""
    peers, supervision = pick(_PEERS[life.course], random), pick(_SUPERVISION[life.course], random)
    judged = convicted(life.facts)
    if life.age < FOURTEEN:
        peers = "none" if peers == "none" else "some"
    if life.age < FOURTEEN or not judged or (supervision == "before" and all(quarters_back(fact) < 4 for fact in judged)):
        supervision = "none"
    seen_by = None if peers == "none" else pick(dict.fromkeys(_SEEN_BY, 1.0), random)
    confirmed = peers != "none" and random.random() < 0.2
    status = AnswerStatus.CONFIRMED if confirmed else AnswerStatus.ESTABLISHED
    return {"peers_serious": said(peers, status, None, seen_by), "custody_probation": said(supervision)}


def _fitting(life: Life, random: Random) -> dict[str, Answer]:
    """What help must allow for."""
    motivated = life.value("running_help") == "clear"
    return {
        "lvb": _yes(random.random() < 0.2),
        "psych": _yes(random.random() < 0.1 + 0.3 * life.load),
        "low_motivation": _yes(not motivated and random.random() < 0.6 * life.load),
        "low_trust": _yes(random.random() < 0.6 * life.load),
    }


def _triage(life: Life, random: Random) -> dict[str, Answer]:
    """What triage found, by whom and in which quarter of the last year."""
    concerns = sum(life.value(need) != "fine" for need in NEEDS)
    several = random.random() < (0.0, 0.15, 0.97)[min(concerns, 2)]
    stuck = several and random.random() < _STUCK[life.course]
    source, back = pick(dict.fromkeys(_TRIAGED_BY, 1.0), random), int(random.random() * 4)
    return {"triage_k1": _yes(several, back, source), "triage_k2": _yes(stuck, back, source)}


def _yes(true: bool, back: int | None = None, source: Partner | None = None) -> Answer:
    return said("yes" if true else "no", AnswerStatus.ESTABLISHED, back, source)
