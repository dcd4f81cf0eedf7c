"""What the list says: the order of the cases, where each stands beside the line, and why. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from triage.framework.model import Framework, OrderKey
from triage.framework.vocabulary import OUT_OF_SCOPE
from triage.weighing.firmness_words import WHAT_IT_IS, place_lines, place_words
from triage.weighing.place_firmness import PlaceCount, PlaceFirmness
from triage.weighing.place_words import counted_states, held_words, near_words
from triage.weighing.places import KeyRange, Place, PlaceList, PlaceState
from triage.weighing.scores import moves
from triage.weighing.sentences import bare_range
from triage.weighing.weigh import Weighed
from triage.wording import Language, Message, _, n_
from ui.explaining import Block, Explanation
from ui.widgets.tables import Column


@dataclass(frozen=True)
class PlaceRow:
    """A case on the list. `level` is how many cases stand exactly where it stands, itself included; `last`: the line is under it.

    `counts` is how often it gets a free place in `draws` recalculations, in both readings; None for who is not ordered, or without.
    """

    place: Place
    level: int
    last: bool
    counts: tuple[PlaceCount, PlaceCount] | None = None
    draws: int = 0


def place_rows(found: PlaceList, firmness: PlaceFirmness | None = None) -> list[PlaceRow]:
    """A row per holder and candidate. The line stands under the last one that has or may still get a place."""
    inside = [place.state is not PlaceState.BELOW for place in found.rows]
    border = max((number for number, kept in enumerate(inside) if kept), default=None)
    below = not all(inside)
    standings = [(place.best, place.worst) for place in found.rows]
    return [
        PlaceRow(
            place,
            standings.count((place.best, place.worst)),
            below and number == border,
            (firmness.low[place.number], firmness.high[place.number]) if firmness is not None and place.state.ordered else None,
            firmness.draws if firmness is not None else 0,
        )
        for number, place in enumerate(found.rows)
    ]


def columns(framework: Framework, language: Language) -> tuple[Column, ...]:
    """Order, case, where it stands beside the line, and the keys of the order."""
    say = language.say
    keys = [
        Column(say(_key_title(key, framework)), partial(_key_cell, language, framework, number), width=24, numeric=key.band is None)
        for number, key in enumerate(framework.places.order if framework.places else ())
    ]
    return (
        Column(say(_("Volgorde")), partial(_standing_words, language), width=20),
        Column(say(_("Casus")), _case, width=12),
        Column(say(_("Plaats op de lijst")), partial(_state_words, language)),
        *keys,
        *((Column(say(_("Herberekend: een plaats in")), partial(_counted_words, language), width=24),) if moves(framework) else ()),
    )


def sentence(row: PlaceRow, framework: Framework) -> Message:
    """The whole row in words."""
    place = row.place
    keys = [_key_sentence(value, framework) for value in place.keys]
    told = _("{place}: casus {code}, {state}. {keys}.", place=_standing(row), code=place.case, state=_state(row), keys=keys)
    if row.counts is None:
        return told
    return _("{told} Herberekend: {counts}.", told=told, counts=_counted(row))


def summary(found: PlaceList, weighed: Weighed) -> Message:
    """How many cases stand where, why the others are not there, and how many places stay free."""
    parts = counted_states(found)
    told = [_("Stand: {parts}.", parts=parts) if parts else _("Geen enkele casus komt in aanmerking voor een plaats.")]
    if found.not_eligible:
        told.append(_not_eligible(found, weighed))
    told += held_words(found)
    free = found.free - len(found.candidates)
    if parts and free > 0:
        told.append(_free(free, surely=all(place.surely_eligible for place in found.candidates)))
    said, *others = told
    for other in others:
        said = _("{said} {other}", said=said, other=other)
    return said


def _not_eligible(found: PlaceList, weighed: Weighed) -> Message:
    """Why so many cases are not on the list: the advice it is for is excluded; some lie outside the framework altogether."""
    framework = weighed.tables.framework
    names = [_("“{outcome}”", outcome=framework.outcome_by_id[outcome].name) for outcome in found.rule.eligible]
    wanted = names[0] if len(names) == 1 else _("een van deze: {names}", names=names)
    said = n_(
        "{count} casus komt niet in aanmerking: het advies kan niet {wanted} zijn",
        "{count} casussen komen niet in aanmerking: hun advies kan niet {wanted} zijn",
        found.not_eligible,
        wanted=wanted,
    )
    walk = weighed.walk
    outside = int((walk.certain & walk.possible[walk.outcomes.index(OUT_OF_SCOPE)]).sum()) if walk is not None else 0
    if not outside:
        return _("{said}.", said=said)
    return n_("{said}. {count} daarvan valt buiten dit kader.", "{said}. {count} daarvan vallen buiten dit kader.", outside, said=said)


def _free(count: int, *, surely: bool) -> Message:
    """How many places stay free: more than that when it is not sure that every case on the list is eligible."""
    if surely:
        return n_("{count} plaats blijft vrij.", "{count} plaatsen blijven vrij.", count)
    return n_("Minstens {count} plaats blijft vrij.", "Minstens {count} plaatsen blijven vrij.", count)


def places_words(found: PlaceList) -> Message:
    """For how many places the list is; beside another number that of the framework."""
    if found.places == found.rule.places:
        return _("Aantal plaatsen: {places}, zoals in het kader.", places=found.places)
    return _("Aantal plaatsen: {places}. Het kader noemt er {rule}.", places=found.places, rule=found.rule.places)


def meanings(found: PlaceList, firmness: PlaceFirmness | None = None) -> list[Message]:
    """What each state on the list means, and the count of recalculations beside it."""
    used = dict.fromkeys(place.state for place in found.rows)
    told = [_("{state}: {meaning}", state=state, meaning=_meaning(state, found)) for state in PlaceState if state in used]
    return [*told, *near_words(found), *([RECALCULATED] if firmness is not None else [])]


RECALCULATED = _(
    "Herberekend: hoe vaak een casus een vrije plaats krijgt als de punten zelf een beetje bewegen. “Zeker” en “onder "
    "de grens” gelden met de punten van het kader. F2 legt dit uit."
)


def order_words(framework: Framework) -> Message:
    """By what the framework orders, and what it says about cases that end level."""
    rule = framework.places
    if rule is None:
        return _("Dit kader kent geen lijst met beperkte plaatsen.")
    keys = [_key_words(key, framework) for key in rule.order]
    order = _("Volgorde: {keys}.", keys=keys) if keys else _("Het kader geeft geen volgorde.")
    return _("{order} {text}", order=order, text=rule.at_equal) if rule.at_equal is not None else order


def why_here(row: PlaceRow, found: PlaceList, framework: Framework) -> Explanation:
    """Why a case stands where it stands."""
    place = row.place
    stands = _("In de volgorde: {place}.", place=_standing(row)) if place.state.ordered else _("Deze casus staat niet in de volgorde.")
    state = _("Plaats op de lijst: {state}. {meaning}", state=_state(row), meaning=_meaning(place.state, found))
    level = n_(
        "Nog {count} casus eindigt gelijk met deze.",
        "Nog {count} casussen eindigen gelijk met deze.",
        row.level - 1,
    )
    return Explanation(
        _("Waarom staat casus {code} hier?", code=place.case),
        (
            Block(_("Waar deze casus staat"), (stands, *((level,) if _is_tied(row) else ()), state)),
            Block(_("Waar het kader naar kijkt"), tuple(_("{key}.", key=_key_sentence(value, framework)) for value in place.keys)),
            Block(_("De volgorde van het kader"), (order_words(framework),)),
            *((Block(_("Hoe stevig"), (*place_lines(*row.counts, row.draws), WHAT_IT_IS)),) if row.counts is not None else ()),
        ),
    )


def _is_tied(row: PlaceRow) -> bool:
    return row.level > 1 and row.place.state.ordered and row.place.best == row.place.worst


def _standing(row: PlaceRow) -> Message:
    """`2e`, `gedeeld 2e`, `2e of 3e`, `10e tot en met 13e`."""
    if row.place.best is None or row.place.worst is None:
        return _("bezet") if row.place.state is PlaceState.HOLDS else _("bezet, uitstroom")
    best, worst = str(row.place.best), str(row.place.worst)
    if row.place.best == row.place.worst:
        return _("gedeeld {best}e", best=best) if _is_tied(row) else _("{best}e", best=best)
    if row.place.worst == row.place.best + 1:
        return _("{best}e of {worst}e", best=best, worst=worst)
    return _("{best}e tot en met {worst}e", best=best, worst=worst)


def _state(row: PlaceRow) -> Message:
    """Where the case stands beside the line, whether around it, and since when and until what a place is held."""
    place, state = row.place, _bare_state(row)
    if place.since is not None:
        since = _("heeft een plaats sinds {quarter}", quarter=place.since)
        if place.state is PlaceState.LEAVES:
            return _("{since}; {state}", since=since, state=state)
        return _("{since}; de toetsing is aan de beurt", since=since) if place.review_due else since
    return _("{state}, rond de grens", state=state) if place.near else state


def _bare_state(row: PlaceRow) -> Message:
    """Where the case stands beside the line; of shared places how many there are for how many cases."""
    share = row.place.share
    if row.place.state is not PlaceState.SHARED or share is None:
        return row.place.state.message()
    free = int(share * row.level)
    places = n_("{count} plaats", "{count} plaatsen", free)
    return _("{state}: {places} voor {cases} casussen", state=row.place.state, places=places, cases=row.level)


def _meaning(state: PlaceState, found: PlaceList) -> Message:
    if state is PlaceState.BELOW and not found.places:
        return _("Met 0 plaatsen is er voor geen enkele casus een plaats.")
    if state is PlaceState.BELOW and not found.free:
        return _("Alle plaatsen zijn bezet.")
    return state.explanation()


def _counted(row: PlaceRow) -> Message:
    """In how many recalculations the case gets a place, in both readings when they differ."""
    assert row.counts is not None
    low, high = (place_words(count, row.draws) for count in row.counts)
    return low if row.counts[0] == row.counts[1] else _("{low}; met de open onderdelen op hun hoogste punten {high}", low=low, high=high)


def _counted_words(language: Language, row: PlaceRow) -> str:
    """`612 van 1.000`, or `480 tot 612 van 1.000` when the readings differ; shared places are said in the explanation."""
    if row.counts is None:
        return ""
    least, most = sorted(count.held for count in row.counts)
    if least == most:
        return language.say(_("{count} van {draws}", count=most, draws=row.draws))
    return language.say(_("{least} tot {most} van {draws}", least=least, most=most, draws=row.draws))


def _standing_words(language: Language, row: PlaceRow) -> str:
    return language.say(_standing(row))


def _state_words(language: Language, row: PlaceRow) -> str:
    return language.say(_state(row))


def _case(row: PlaceRow) -> str:
    return row.place.case


def _key_title(key: OrderKey, framework: Framework) -> Message:
    scale = framework.scale_by_id[key.of]
    return _("{scale}: niveau", scale=scale.name) if key.band else _("{scale}: punten", scale=scale.name)


def _key_words(key: OrderKey, framework: Framework) -> Message:
    scale = framework.scale_by_id[key.of]
    if key.band:
        first = scale.bands[-1] if key.first == "high" else scale.bands[0]
        return _("niveau van “{scale}” (eerst “{band}”)", scale=scale.name, band=first.name)
    if key.first == "high":
        return _("punten op “{scale}” (hoog eerst)", scale=scale.name)
    return _("punten op “{scale}” (laag eerst)", scale=scale.name)


def _key_cell(language: Language, framework: Framework, number: int, row: PlaceRow) -> str:
    return language.say(_key_value(row.place.keys[number], framework))


def _key_value(value: KeyRange, framework: Framework) -> Message:
    if not value.key.band:
        return bare_range(value.low, value.high)
    bands = framework.scale_by_id[value.key.band].bands
    if not value.sufficient:
        return _("te weinig bekend")
    if value.low == value.high:
        return _("{band}", band=bands[value.low].name)
    return _("van “{low}” tot “{high}”", low=bands[value.low].name, high=bands[value.high].name)


def _key_sentence(value: KeyRange, framework: Framework) -> Message:
    scale, said = framework.scale_by_id[value.key.of].name, _key_value(value, framework)
    if value.key.band:
        return _("Niveau van “{scale}”: {value}", scale=scale, value=said)
    return _("Punten op “{scale}”: {value}", scale=scale, value=said)
