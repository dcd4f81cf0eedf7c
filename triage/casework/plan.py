"""From a weighing to a plan of help: its needs make goals, its goals meet the help that exists, the lightest that fits stands first.

A plan proposes; people choose (`choice.py`). It weighs nothing and changes no advice. Low means ordinary services first and never an
intensive programme; there is no rule about hours, only what a programme says of itself. Source: reading/rnr.md sections 3 and 4, *What
the app must do* 17 to 21.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from triage.casework.matching import NO_INTENSITY, PROTECT_FIRST, UNDER_TWELVE, Considered, PlanGoal, Standing, consider
from triage.casework.situation import Situation, situation_of, weight
from triage.framework.interventions import FIRST_AGE, Intervention, RecognitionLevel
from triage.weighing.goals import Fit, fits, goals
from triage.weighing.result import Truth, Weighing
from triage.wording import Message, _

NOTHING_EXTRA = _("Geen extra inzet. Wat al loopt, blijft lopen.")
ORDINARY_FIRST = _("Begin met gewone voorzieningen, zoals school, wijkteam of sportclub. Alleen als dat niet genoeg is, past lichte hulp.")
LIGHTEST_FIRST = _("Vraag eerst of extra hulp nodig is. Kies dan de lichtste hulp die genoeg is. Een zwaardere keuze vraagt een reden.")
NOT_SETTLED = _("Het advies staat nog niet vast. Tot die tijd past alleen wat bij elk mogelijk advies past.")
OUT_OF_SCOPE_FIRST = _("Deze casus valt buiten dit kader. Kijk in het kader wat dan wel te doen is.")
SAFETY_FIRST = _("Misschien heeft de jongere last van iets ergs van eerder. Veiligheid en rust gaan voor: vraag een deskundige om raad.")
SCREEN = _("Vraag om een korte screening op LVB (licht verstandelijke beperking).")
EASY_LANGUAGE = _("Maak ook een plan in eenvoudige taal.")

_BY_RECOGNITION = (
    RecognitionLevel.STRONG,
    RecognitionLevel.GOOD,
    RecognitionLevel.FIRST,
    RecognitionLevel.WELL_FOUNDED,
    RecognitionLevel.UNKNOWN,
    RecognitionLevel.NOT_RECOGNISED,
)


@dataclass(frozen=True)
class Plan:
    """What can be offered in one case. `first` is what to do before any option is looked at, `notes` how to go about it.

    `options` holds every kind of help of the registry with its reasons, lightest first; `fits` the framework's own lines on how help is
    given. `today` is the day against which recognitions were held.
    """

    situation: Situation
    today: date
    first: Message
    notes: tuple[Message, ...]
    goals: tuple[PlanGoal, ...]
    fits: tuple[Fit, ...]
    options: tuple[Considered, ...]

    def standing(self, standing: Standing) -> tuple[Considered, ...]:
        """The options that stand so, lightest first."""
        return tuple(option for option in self.options if option.standing is standing)

    @property
    def proposed(self) -> tuple[Considered, ...]:
        """What fits throughout."""
        return self.standing(Standing.PROPOSED)

    @property
    def lightest(self) -> tuple[Considered, ...]:
        """The proposals than which none is lighter: what is chosen without a reason."""
        return tuple(option for option in self.proposed if option.help.intensity == self.proposed[0].help.intensity)

    @property
    def unreached(self) -> tuple[PlanGoal, ...]:
        """Goals that surely go up and that no proposal works on: for ordinary services, or for people to find."""
        reached = {goal for option in self.proposed for goal in option.reaches}
        return tuple(goal for goal in self.goals if goal.truth is Truth.TRUE and goal not in reached)

    def option(self, help_id: str) -> Considered:
        """One kind of help by its id. Raises KeyError for one that is not in the registry."""
        return {option.help.id: option for option in self.options}[help_id]


def plan_of(weighing: Weighing, records: Iterable[Intervention], today: date) -> Plan:
    """The plan of a weighed case. A need of the framework without `factors` makes a goal that no help reaches."""
    wanted = tuple(PlanGoal(goal.need, goal.truth) for goal in goals(weighing))
    return plan_for(situation_of(weighing), wanted, records, today, fits(weighing))


def plan_for(
    situation: Situation, wanted: tuple[PlanGoal, ...], records: Iterable[Intervention], today: date, lines: tuple[Fit, ...] = ()
) -> Plan:
    """The same from its parts: a situation, goals, the help that exists, and the day."""
    options = sorted((consider(record, situation, wanted, today) for record in records), key=_order)
    return Plan(situation, today, _first(situation), _notes(situation), wanted, lines, tuple(options))


def _order(option: Considered) -> tuple[int, bool, int, int]:
    """Lightest first; among equals what is recognised, then what reaches more goals, then the stronger recognition."""
    level = option.help.recognition.level
    return weight(option.help.intensity), not level.recognised, -len(option.reaches), _BY_RECOGNITION.index(level)


def _first(situation: Situation) -> Message:
    advised = situation.advised
    if situation.age is not None and situation.age < FIRST_AGE:
        return UNDER_TWELVE
    if advised.scope is Truth.FALSE:
        return OUT_OF_SCOPE_FIRST
    if advised.protection is Truth.TRUE:
        return PROTECT_FIRST
    if not advised.sets_intensity:
        return NO_INTENSITY
    if not advised.certain:
        return NOT_SETTLED
    return {"none": NOTHING_EXTRA, "light": ORDINARY_FIRST}.get(advised.heaviest, LIGHTEST_FIRST)


def _notes(situation: Situation) -> tuple[Message, ...]:
    """Safety before everything else, then LVB: a suspicion and not knowing both ask for a screening and for plain language."""
    notes = [SAFETY_FIRST] if situation.trauma_signal else []
    if situation.lvb is not Truth.FALSE:
        notes += [EASY_LANGUAGE] if situation.screened else [SCREEN, EASY_LANGUAGE]
    return tuple(notes)
