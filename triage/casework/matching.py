"""Whether one kind of help fits one case, aspect by aspect, each with its reason.

Every aspect is true, false or unknown, as everything in a weighing. False anywhere rules the help out; unknown anywhere leaves it open;
only what is true throughout is proposed. Recognition rules nothing out: it orders, and it is always said.
Source: reading/rnr.md sections 1.3, 3 and 4, *What the app must do* 3 and 17 to 21.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from triage.casework.limits import span, within
from triage.casework.situation import Advised, Risk, Situation, intensity_words, weight
from triage.framework.interventions import FIRST_AGE, Intervention, RecognitionLevel
from triage.framework.model import Need
from triage.framework.records import Verified, printable
from triage.weighing.result import Truth
from triage.wording import Message, _

ONE_STEP = 1
"""Help may be so many steps lighter than the advice, and be chosen so many steps heavier; further needs more than a look (our choice)."""

UNSEEN_FORM = _("Of dit in een groep gebeurt, is niet gevonden. Vraag het na: in een groep kunnen jongeren elkaar slecht beïnvloeden.")
LVB_VARIANT = _("Er is een vorm voor LVB (licht verstandelijke beperking). Kies die.")
ONLY_MEMORY = _("Over deze hulp is geen openbare tekst gelezen. Daarom is zij geen voorstel.")
NOT_FOR_ONE = _("Voorlichting aan hele klassen is geen hulp voor één jongere en kan averechts werken.")
PROTECT_FIRST = _("Het advies is eerst beschermen. Andere hulp wacht tot dat is geregeld.")
PROTECTION_OPEN = _("Het is nog niet uitgesloten dat bescherming voorgaat. Zoek dat eerst uit.")
NO_INTENSITY = _("Dit kader zegt niet hoeveel hulp past. Gebruik daarvoor een kader dat dat wel zegt.")
OUTSIDE = _("Deze casus valt buiten dit kader, dus er is geen advies over hulp.")
UNDER_TWELVE = _("Onder de twaalf jaar is er geen weging en geen voorstel.")


class Aspect(StrEnum):
    """What is looked at, in the order in which it is said."""

    SOURCE = "source"
    AGE = "age"
    NEED = "need"
    INTENSITY = "intensity"
    RISK = "risk"
    RESPONSIVITY = "responsivity"
    FORM = "form"

    def message(self) -> Message:
        """The word on screen and paper."""
        return {
            Aspect.SOURCE: _("bron"),
            Aspect.AGE: _("leeftijd"),
            Aspect.NEED: _("doel"),
            Aspect.INTENSITY: _("zwaarte"),
            Aspect.RISK: _("voor wie"),
            Aspect.RESPONSIVITY: _("aansluiting van de hulp"),
            Aspect.FORM: _("vorm"),
        }[self]


class Standing(StrEnum):
    """What becomes of an option. `information`: for children under twelve, who are never weighed."""

    PROPOSED = "proposed"
    OPEN = "open"
    RULED_OUT = "ruled_out"
    INFORMATION = "information"

    def message(self) -> Message:
        """The word on screen and paper."""
        return {
            Standing.PROPOSED: _("past"),
            Standing.OPEN: _("nog niet te zeggen"),
            Standing.RULED_OUT: _("past niet"),
            Standing.INFORMATION: _("alleen ter informatie"),
        }[self]


@dataclass(frozen=True)
class PlanGoal:
    """A goal of the plan: the need of the framework, with the factors that help can work on for it, and whether it goes up."""

    need: Need
    truth: Truth


@dataclass(frozen=True)
class Check:
    """One aspect: whether it fits, and why in one or two sentences."""

    aspect: Aspect
    truth: Truth
    why: Message


@dataclass(frozen=True)
class Considered:
    """A kind of help beside a case. `help` holds only what may be printed; `reaches` are the goals that surely go up and that it works on.

    `cautions` are what must be said of it whatever becomes of it, first for whom it is in its own words, which only people can check.
    `recognition` and `dose` say when nothing was found.
    """

    help: Intervention
    standing: Standing
    checks: tuple[Check, ...]
    reaches: tuple[PlanGoal, ...]
    recognition: Message
    dose: Message
    cautions: tuple[Message, ...]

    @property
    def against(self) -> tuple[Check, ...]:
        """What rules it out."""
        return tuple(check for check in self.checks if check.truth is Truth.FALSE)

    @property
    def unsettled(self) -> tuple[Check, ...]:
        """What must be found out first."""
        return tuple(check for check in self.checks if check.truth is Truth.UNKNOWN)


def consider(record: Intervention, situation: Situation, goals: Sequence[PlanGoal], today: date) -> Considered:
    """Look at one record of the registry for one case on a day."""
    shown = _shown(record)
    checks = (
        _source(record),
        _age(shown, situation.age),
        _need(shown, goals),
        Check(Aspect.INTENSITY, *_intensity(shown, situation.advised)),
        _risk(shown, situation.advised),
        _responsivity(shown, situation),
        _form(shown),
    )
    return Considered(
        help=shown,
        standing=_standing(shown, situation.age, checks),
        checks=checks,
        reaches=tuple(goal for goal in goals if goal.truth is Truth.TRUE and set(goal.need.factors) & set(shown.needs)),
        recognition=_recognition(shown),
        dose=_("De duur is niet gevonden.") if shown.dose is None else _("Eigen duur van het programma: {dose}", dose=shown.dose),
        cautions=_cautions(shown, situation, today),
    )


def _shown(record: Intervention) -> Intervention:
    """What may be said of it; of a record from memory its name, its needs and how heavy it is, for it is never proposed."""
    found = printable(record)
    if found is not None:
        return found
    unseen = dict.fromkeys(("age_from", "age_to", "iq_from", "iq_to", "lvb", "form", "dose", "studied"))
    unknown = record.recognition.model_copy(update={"level": RecognitionLevel.UNKNOWN, "on": None, "note": None})
    return record.model_copy(update={**unseen, "risk": (), "not_for": (), "recognition": unknown})


def _standing(shown: Intervention, age: int | None, checks: tuple[Check, ...]) -> Standing:
    against = {check.aspect for check in checks if check.truth is Truth.FALSE}
    of_this_age = age is not None and age < FIRST_AGE and within(age, age, shown.age_from, shown.age_to) is Truth.TRUE
    if of_this_age and _for_children(shown) and not against & {Aspect.SOURCE, Aspect.FORM}:
        return Standing.INFORMATION
    if against:
        return Standing.RULED_OUT
    return Standing.OPEN if any(check.truth is Truth.UNKNOWN for check in checks) else Standing.PROPOSED


def _for_children(shown: Intervention) -> bool:
    """Made for primary school age: help up to and including twelve years is never a proposal here, also not for somebody of twelve."""
    return shown.age_to is not None and shown.age_to <= FIRST_AGE


def _source(record: Intervention) -> Check:
    if record.verified is Verified.MEMORY:
        return Check(Aspect.SOURCE, Truth.FALSE, ONLY_MEMORY)
    return Check(Aspect.SOURCE, Truth.TRUE, _("De beschrijving is gelezen op het adres dat erbij staat."))


def _age(shown: Intervention, age: int | None) -> Check:
    ages = span(shown.age_from, shown.age_to)
    if age is not None and age < FIRST_AGE:
        return Check(Aspect.AGE, Truth.FALSE, UNDER_TWELVE)
    if _for_children(shown):
        return Check(Aspect.AGE, Truth.FALSE, _("Deze hulp is voor kinderen op de basisschool: {ages} jaar.", ages=ages))
    if shown.age_from is None and shown.age_to is None:
        return Check(Aspect.AGE, Truth.UNKNOWN, _("Voor welke leeftijd deze hulp is, is niet gevonden. Vraag het na."))
    if age is None:
        return Check(Aspect.AGE, Truth.UNKNOWN, _("De leeftijd staat nog niet vast. Deze hulp is voor {ages} jaar.", ages=ages))
    fits = within(age, age, shown.age_from, shown.age_to)
    if fits is Truth.FALSE:
        return Check(Aspect.AGE, fits, _("Deze hulp is voor {ages} jaar; de jongere is {age}.", ages=ages, age=str(age)))
    if shown.age_from is None or shown.age_to is None:
        return Check(Aspect.AGE, Truth.UNKNOWN, _("Alleen gevonden: {ages} jaar. Vraag de andere grens na.", ages=ages))
    return Check(Aspect.AGE, fits, _("Deze hulp is voor {ages} jaar.", ages=ages))


def _need(shown: Intervention, goals: Sequence[PlanGoal]) -> Check:
    touched = [goal for goal in goals if set(goal.need.factors) & set(shown.needs)]
    sure = [goal.need.goal for goal in touched if goal.truth is Truth.TRUE]
    maybe = [goal.need.goal for goal in touched if goal.truth is Truth.UNKNOWN]
    if sure:
        return Check(Aspect.NEED, Truth.TRUE, _("Werkt aan: {goals}.", goals=_quoted(sure)))
    if maybe:
        return Check(Aspect.NEED, Truth.UNKNOWN, _("Of dit een doel is, staat nog niet vast: {goals}.", goals=_quoted(maybe)))
    return Check(Aspect.NEED, Truth.FALSE, _("Deze hulp werkt aan geen van de doelen."))


def _intensity(shown: Intervention, advised: Advised) -> tuple[Truth, Message]:
    own = intensity_words(shown.intensity)
    if advised.scope is Truth.FALSE:
        return Truth.FALSE, OUTSIDE
    if advised.protection is Truth.TRUE:
        return Truth.UNKNOWN, PROTECT_FIRST
    if not advised.sets_intensity:
        return Truth.UNKNOWN, NO_INTENSITY
    if weight(shown.intensity) > weight(advised.heaviest):
        return Truth.FALSE, _("Zwaarder dan het advies: dit is {own}, het advies is {advised}.", own=own, advised=advised)
    if advised.protection is Truth.UNKNOWN:
        return Truth.UNKNOWN, PROTECTION_OPEN
    if weight(shown.intensity) > weight(advised.lightest):
        return Truth.UNKNOWN, _("Het advies staat nog niet vast: {advised}. Dit is {own}.", own=own, advised=advised)
    if weight(advised.heaviest) - weight(shown.intensity) > ONE_STEP and not (shown.risk and advised.risks <= set(shown.risk)):
        return Truth.UNKNOWN, _("Veel lichter dan het advies: dit is {own}. Ga eerst na of het genoeg is.", own=own)
    if shown.intensity == advised.lightest:
        return Truth.TRUE, _("Even zwaar als het advies: {own}.", own=own)
    return Truth.TRUE, _("Lichter dan het advies: dit is {own}. Kijk of het genoeg is voor de doelen.", own=own)


def _risk(shown: Intervention, advised: Advised) -> Check:
    """Whether the level that the description names is the one that goes with the advice."""
    if not shown.risk:
        return Check(Aspect.RISK, Truth.TRUE, _("De beschrijving noemt geen niveau van risico."))
    named, meant = set(shown.risk), advised.risks
    fits = Truth.TRUE if meant <= named else Truth.UNKNOWN if meant & named else Truth.FALSE
    said = _(
        "De beschrijving noemt als niveau van risico {named}; bij dit advies hoort {meant}.",
        named=[_risk_words(risk) for risk in shown.risk],
        meant=[_risk_words(risk) for risk in ("low", "medium", "high") if risk in meant],
    )
    return Check(Aspect.RISK, fits, said)


def _responsivity(shown: Intervention, situation: Situation) -> Check:
    """LVB and the limits of the IQ that the help names. Nobody's IQ is known here, only what the answers about LVB say of it."""
    if shown.lvb == "variant":
        return Check(Aspect.RESPONSIVITY, Truth.TRUE, _("Er is ook een vorm voor LVB."))
    fits = min(_for_lvb(shown, situation.lvb), within(*situation.iq, shown.iq_from, shown.iq_to))
    return Check(Aspect.RESPONSIVITY, fits, _responsivity_words(shown, fits))


def _for_lvb(shown: Intervention, lvb: Truth) -> Truth:
    """Help made for LVB fits a suspicion of it; help that is not for LVB fits where there is none; other help fits both."""
    if shown.lvb == "made_for":
        return lvb
    return Truth(2 - lvb) if shown.lvb == "not_for" else Truth.TRUE


def _responsivity_words(shown: Intervention, fits: Truth) -> Message:
    limits = span(shown.iq_from, shown.iq_to)
    unlimited = shown.iq_from is None and shown.iq_to is None
    if unlimited and shown.lvb is None:
        return _("Een grens voor IQ of LVB is niet gevonden.")
    for_whom = {"made_for": _("voor jongeren met LVB"), "not_for": _("niet voor jongeren met LVB"), None: _("IQ {limits}", limits=limits)}
    said = for_whom[shown.lvb] if unlimited or shown.lvb is None else _("{whom}, IQ {limits}", whom=for_whom[shown.lvb], limits=limits)
    return {
        Truth.TRUE: _("Past bij wat over LVB bekend is ({said}).", said=said),
        Truth.UNKNOWN: _("Nog niet te zeggen ({said}). Vraag het na bij de aanbieder of vraag om een screening.", said=said),
        Truth.FALSE: _("Past niet bij wat over LVB bekend is ({said}).", said=said),
    }[fits]


def _form(shown: Intervention) -> Check:
    if shown.form == "class":
        return Check(Aspect.FORM, Truth.FALSE, NOT_FOR_ONE)
    words = {
        "individual": _("Dit is hulp voor één jongere."),
        "family": _("Dit is hulp voor het gezin."),
        "group": _("Dit gebeurt in een groep."),
        None: _("De vorm is niet gevonden."),
    }
    return Check(Aspect.FORM, Truth.TRUE, words[shown.form])


def _recognition(shown: Intervention) -> Message:
    given = shown.recognition
    if given.level is RecognitionLevel.UNKNOWN:
        return _("Erkenning: niet nagegaan.")
    if given.on is not None:
        return _("Erkenning: {level}, {day}.", level=given.level, day=given.on)
    return _("Erkenning: {level}, datum niet gevonden.", level=given.level)


def _cautions(shown: Intervention, situation: Situation, today: date) -> tuple[Message, ...]:
    read = shown.verified is Verified.FOUND
    found = [_("Ga na of dit klopt. Deze hulp is voor: {whom}", whom=shown.for_whom)] if read else []
    found += [caution.message() for caution in shown.cautions(today)]
    if shown.form is None:
        found.append(UNSEEN_FORM)
    if shown.lvb == "variant" and situation.lvb is not Truth.FALSE:
        found.append(LVB_VARIANT)
    found += [_("Niet voor: {whom}", whom=line.text) for line in shown.not_for]
    return tuple(found)


def _risk_words(risk: Risk) -> Message:
    return {"low": _("laag"), "medium": _("midden"), "high": _("hoog")}[risk]


def _quoted(goals: Sequence[object]) -> list[Message]:
    return [_("“{goal}”", goal=goal) for goal in goals]
