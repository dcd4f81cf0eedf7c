"""Special turns: in every sixty cases each is given to one life it fits, so that a small table shows everything.

A turn never changes an age, the kind of a fact, or whether somebody was registered for the first time this year: the published totals
stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from examples.lives import NEEDS, STANDS, STRENGTHS, Life, convicted, said
from examples.records import HEAVY_KINDS, LIGHT_KINDS, Course, in_order, made, quarters_back
from triage.cases.case import Fact
from triage.framework.vocabulary import AnswerStatus, FactStatus, Partner

TOO_OLD = 24
"""From this age the framework does not apply."""

BORDER_12, BORDER_24 = 4, 8
"""The quarters that lie partly inside the last 12 and 24 months."""

REVIEW_DUE = 3
"""A place given so many quarters back is more than half a year old."""

VIOLENT = ("violence", "serious_violence", "robbery", "street_robbery")

STEPS = (1, 2, 4, 6)
"""Numbers of facts at which one fact less gives fewer points."""


@dataclass(frozen=True)
class Turn:
    """What happens to one life: which it `fits`, which of those first (`prefer`, highest first), and how it `bends`."""

    note: str
    fits: Callable[[Life], bool]
    bend: Callable[[Life], Life]
    prefer: Callable[[Life], Any] = lambda _: 0


def with_turns(lives: Sequence[Life]) -> list[Life]:
    """The lives, in the same order, each turn given to one that had none yet. A turn that fits nobody is left out."""
    turned = list(lives)
    for turn in TURNS:
        fitting = [place for place, life in enumerate(turned) if not life.note and turn.fits(life)]
        if fitting:
            place = max(fitting, key=lambda place: turn.prefer(turned[place]))
            turned[place] = turn.bend(turned[place]).noted(turn.note)
    return turned


def _in_scope(life: Life) -> bool:
    return life.age < TOO_OLD


def _lighter(life: Life) -> bool:
    """Not one of those the places are about."""
    return _in_scope(life) and life.course in (Course.QUIET, Course.REPEATED)


def _back(life: Life) -> list[int]:
    return [quarters_back(fact) for fact in life.facts]


def _standing(facts: Sequence[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact.status in STANDS]


def _recent_conviction(life: Life, kinds: frozenset[str] | None = None) -> bool:
    return any(quarters_back(fact) < BORDER_24 and (kinds is None or fact.kind in kinds) for fact in convicted(life.facts))


def _many_and_serious(life: Life) -> bool:
    """Enough for the highest band whatever else is open."""
    standing = [quarters_back(fact) for fact in _standing(life.facts) if quarters_back(fact) < BORDER_24]
    beside = (life.value("peers_serious") != "none", life.value("custody_probation") == "now", life.value("pace") == "rising")
    many = len(standing) >= 6 and min(standing) < BORDER_12 and sum(beside) >= 2
    return _in_scope(life) and _recent_conviction(life, HEAVY_KINDS) and many


def _may_be_listed(life: Life) -> bool:
    return _many_and_serious(life) and _triage_met(life)


def _one_strength_open(life: Life) -> Life:
    return life.answered(**{next(strength for strength in STRENGTHS if life.value(strength) != "absent"): None})


def _triage_met(life: Life) -> bool:
    return life.value("triage_k1") == life.value("triage_k2") == "yes"


def _moved(life: Life, place: Callable[[int], int]) -> Life:
    """The same facts in other quarters."""
    return life.with_facts(in_order([made(fact.kind, place(quarters_back(fact)), fact.status) for fact in life.facts]))


def _judged(life: Life, status: Callable[[Fact], FactStatus]) -> Life:
    """The same facts with another ending."""
    return life.with_facts(in_order([made(fact.kind, quarters_back(fact), status(fact)) for fact in life.facts]))


def _off_the_borders(life: Life) -> bool:
    """No other fact with a doubtful date beside what the turn shows."""
    return not {BORDER_12, BORDER_24} & set(_back(life))


def _is_minor(life: Life) -> bool:
    return 14 <= life.age < 18 and _lighter(life)


def _deals(life: Life) -> bool:
    return any(fact.kind == "drugs" for fact in life.facts)


def _signal_of_force(life: Life) -> Life:
    return life.answered(exploited=said("yes", AnswerStatus.SIGNAL, 0, Partner.YOUTH_CARE))


def _has_contestable_fact(life: Life) -> bool:
    standing = [fact for fact in _standing(life.facts) if quarters_back(fact) < BORDER_24]
    return _lighter(life) and len(standing) in STEPS and max(_back(life)) < BORDER_24 and _suspicion(life) is not None


def _suspicion(life: Life) -> Fact | None:
    return next((fact for fact in reversed(life.facts) if fact.status is FactStatus.SUSPECTED), None)


def _contest(life: Life) -> Life:
    suspicion = _suspicion(life)
    return life.with_facts(tuple(replace(fact, contested=fact is suspicion) for fact in life.facts))


def _oldest_can_straddle(life: Life) -> bool:
    """Whether the number of facts takes a step when the oldest one counts."""
    if not _lighter(life) or life.first or life.age < 16 or not life.facts:
        return False
    rest = [fact for fact in _standing(life.facts[1:]) if quarters_back(fact) < BORDER_24]
    return bool(rest) and len(rest) + 1 in STEPS and max(_back(life)[1:]) < BORDER_24


def _straddle_24(life: Life) -> Life:
    oldest = life.facts[0]
    return life.with_facts((made(oldest.kind, BORDER_24, FactStatus.CONVICTED), *life.facts[1:]))


def _heaviest(life: Life) -> Fact:
    return max(life.facts, key=lambda fact: (fact.kind in HEAVY_KINDS, fact.kind not in LIGHT_KINDS, quarters_back(fact)))


def _can_be_acquitted(life: Life) -> bool:
    if not _lighter(life) or len(life.facts) < 2:
        return False
    heaviest = _heaviest(life)
    return heaviest.kind not in LIGHT_KINDS and 2 <= quarters_back(heaviest) < BORDER_24


def _acquit_heaviest(life: Life) -> Life:
    heaviest = _heaviest(life)
    return life.with_facts(tuple(made(f.kind, quarters_back(f), FactStatus.ACQUITTED) if f is heaviest else f for f in life.facts))


def _can_have_hold(life: Life) -> bool:
    recent = any(quarters_back(fact) < BORDER_12 for fact in _standing(life.facts))
    return _lighter(life) and recent and _recent_conviction(life, HEAVY_KINDS)


def _with_hold(life: Life) -> Life:
    hold = dict.fromkeys(STRENGTHS, said("clear")) | {"moral_insight": said("partly")}
    calm = dict.fromkeys(("school_work", "attitude"), said("fine")) | dict.fromkeys(("low_motivation", "low_trust"), said("no"))
    return life.answered(**hold, **calm, peers_serious=said("none"))


def _with_concerns(life: Life) -> Life:
    school = "serious" if life.age >= 16 else "concern"
    needs = dict.fromkeys(NEEDS, said("concern")) | {"school_work": said(school), "home": said("serious")}
    if life.age < 14:
        needs |= {"money": said("fine"), "substance": said("fine")}
    return life.answered(**needs, school_or_work_now=said("absent"), triage_k1=replace(life.answers["triage_k1"], value="yes"))


def _first_fact(life: Life) -> Life:
    no = said("no", AnswerStatus.ESTABLISHED, 0, Partner.MUNICIPALITY)
    calm = dict.fromkeys(NEEDS, said("fine")) | {"school_or_work_now": said("clear"), "triage_k1": no, "triage_k2": no}
    return _judged(life, lambda _: FactStatus.SETTLED_OUT_OF_COURT).answered(**calm)


def _light_and_settled(life: Life) -> bool:
    return all(fact.kind in LIGHT_KINDS for fact in life.facts)


def _few_and_light(life: Life) -> bool:
    return _lighter(life) and not life.first and all(fact.kind in LIGHT_KINDS for fact in life.facts)


def _circle_as_signal(life: Life) -> Life:
    return life.answered(peers_serious=said("main_circle", AnswerStatus.SIGNAL, 0, Partner.SCHOOL))


def _old_circle(life: Life) -> Life:
    return life.answered(peers_serious=said("some", AnswerStatus.ESTABLISHED, 4, Partner.POLICE))


def _old_triage(life: Life) -> Life:
    source = life.answers["triage_k1"].source
    old = said("yes", AnswerStatus.ESTABLISHED, 5, source)
    return life.answered(triage_k1=old, triage_k2=old)


TURNS = (
    Turn(
        "Er is een signaal dat iemand de jongere gebruikt: Eerst beschermen. Een signaal is daarvoor genoeg.",
        _is_minor,
        _signal_of_force,
        _deals,
    ),
    Turn(
        "De vraag over dwang is nog open. Daarom is Eerst beschermen nog niet uitgesloten.",
        _is_minor,
        lambda life: life.answered(exploited=None),
        _deals,
    ),
    Turn(
        "Triage K2 is nog open. Daarom is een plaats op de lijst niet zeker.",
        _may_be_listed,
        lambda life: life.answered(triage_k2=None),
        Life.hold,
    ),
    Turn(
        "Eén sterke kant is nog open. Daarom heeft deze casus een beste en een slechtste plaats.",
        lambda life: _may_be_listed(life) and life.hold() > 0,
        _one_strength_open,
        Life.hold,
    ),
    Turn(
        "Weinig feiten en al ruim een jaar niets nieuws. Heeft een plaats en de toetsing is aan de beurt: uitstroom bespreken.",
        lambda life: _few_and_light(life) and life.since_twelve > BORDER_12 + 1,
        lambda life: _moved(life, lambda back: max(back, BORDER_12 + 1)).holding(REVIEW_DUE),
        lambda life: (life.course is Course.QUIET, -len(life.facts)),
    ),
    Turn(
        "Veel en ernstige feiten, maar de triage zegt nee op K2: geen plaats op de lijst.",
        _many_and_serious,
        lambda life: life.answered(triage_k2=replace(life.answers["triage_k2"], value="no")),
        lambda life: life.value("triage_k2") == "no",
    ),
    Turn(
        "24 jaar: dit kader geldt niet meer, hoe ernstig de feiten ook zijn.",
        lambda life: life.age >= TOO_OLD,
        lambda life: life,
        lambda life: list(Course).index(life.course),
    ),
    Turn(
        "Een zwaar feit, maar veel houvast: de aanpak is zo licht mogelijk.",
        _can_have_hold,
        _with_hold,
        Life.hold,
    ),
    Turn(
        "Vijf of meer verdenkingen en geen veroordeling: geen plaats op de lijst.",
        lambda life: _in_scope(life) and life.course is Course.HEAVY and len(life.facts) >= 5 and max(_back(life)) < BORDER_24,
        lambda life: _judged(life, lambda _: FactStatus.SUSPECTED),
        lambda life: len(life.facts),
    ),
    Turn(
        "Eerste feit, afgedaan met Halt, en gewoon op school: geen extra inzet.",
        lambda life: life.age < 18 and life.course is Course.QUIET and life.first and _light_and_settled(life),
        _first_fact,
        lambda life: -len(life.facts),
    ),
    Turn(
        "Alle feiten zijn geseponeerd of eindigden in vrijspraak. Ze tellen nergens mee.",
        lambda life: _lighter(life) and len(life.facts) >= 2 and min(_back(life)) >= 1 and max(_back(life)) >= 2,
        lambda life: _judged(life, lambda fact: FactStatus.ACQUITTED if fact == life.facts[0] else FactStatus.DISMISSED),
        lambda life: life.course is Course.REPEATED,
    ),
    Turn(
        "Vrijgesproken van het zwaarste feit. Alleen de andere feiten tellen.",
        _can_be_acquitted,
        _acquit_heaviest,
        _off_the_borders,
    ),
    Turn(
        "Eén feit is betwist. Het telt alleen mee in de bovenkant van de marge.",
        _has_contestable_fact,
        _contest,
        _off_the_borders,
    ),
    Turn(
        "Eén feit ligt op de grens van 24 maanden. Of het meetelt, hangt af van de dag. Heeft een plaats; de toetsing is aan de beurt.",
        _oldest_can_straddle,
        lambda life: _straddle_24(life).holding(REVIEW_DUE),
        lambda life: BORDER_12 not in _back(life),
    ),
    Turn(
        "Het laatste feit ligt op de grens van 12 maanden. Of er een recent feit is, staat niet vast.",
        lambda life: _lighter(life) and not life.first and life.age >= 16 and bool(_standing(life.facts)),
        lambda life: _moved(life, lambda back: max(back, BORDER_12)),
    ),
    Turn(
        "Het antwoord over vrienden is ouder dan een half jaar en telt als onbekend.",
        lambda life: _lighter(life) and life.value("peers_serious") == "some",
        _old_circle,
        _off_the_borders,
    ),
    Turn(
        "De triage is ouder dan een jaar en telt als onbekend.",
        lambda life: _lighter(life) and _triage_met(life),
        _old_triage,
        _off_the_borders,
    ),
    Turn(
        "De vaste vriendengroep is een signaal van school. Dat telt niet mee en blijft zichtbaar.",
        lambda life: _lighter(life) and life.age >= 14 and life.value("prosocial_friends") != "clear",
        _circle_as_signal,
        lambda life: (_off_the_borders(life), life.value("peers_serious") == "none"),
    ),
    Turn(
        "De jongere betwist het antwoord over houding. Het telt als onbekend.",
        lambda life: _lighter(life) and life.value("attitude") != "fine",
        lambda life: life.answered(attitude=said(life.value("attitude"), AnswerStatus.CONTESTED)),
        lambda life: life.value("attitude") == "serious",
    ),
    Turn(
        "Geen feiten, wel zorgen: hooguit reguliere hulp.",
        lambda life: life.course is Course.WITHOUT and _in_scope(life),
        _with_concerns,
        lambda life: life.load,
    ),
    Turn(
        "Ouder geweld telt nog mee, met weinig punten. Heeft een plaats en houdt die tot de toetsing.",
        lambda life: _in_scope(life) and bool(life.facts) and life.facts[0].kind in VIOLENT and _back(life)[0] > BORDER_24,
        lambda life: life.with_facts((made(life.facts[0].kind, _back(life)[0], FactStatus.CONVICTED), *life.facts[1:])).holding(1),
        lambda life: life.course is not Course.HEAVY,
    ),
)
"""In the order in which they choose their life: the rarest first."""
