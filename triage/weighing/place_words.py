"""What is said of a list as a whole, on the command line and in the window."""

from __future__ import annotations

from collections.abc import Iterator

from triage.weighing.places import PlaceList, PlaceState
from triage.weighing.sentences import points
from triage.wording import Message, _, n_


def counted_states(found: PlaceList) -> list[Message]:
    """How many cases stand in each state, those without any left out."""
    counts = {state: sum(place.state is state for place in found.rows) for state in PlaceState}
    return [_counted(state, count) for state, count in counts.items() if count]


def held_words(found: PlaceList) -> Iterator[Message]:
    """How many places are held and how many are free, when any are held; and that more are held than there are."""
    if not found.holders:
        return
    held = n_("{count} plaats is bezet", "{count} plaatsen zijn bezet", found.held)
    yield n_("{held}; {count} plaats is vrij.", "{held}; {count} plaatsen zijn vrij.", found.free, held=held)
    if found.held > found.places:
        yield _("Er hebben meer casussen een plaats dan er plaatsen zijn. Niemand verliest daardoor een plaats.")
    due = sum(place.review_due for place in found.holders)
    if due:
        yield n_("Bij {count} plaats is de toetsing aan de beurt.", "Bij {count} plaatsen is de toetsing aan de beurt.", due)


def tie_words(found: PlaceList) -> Iterator[Message]:
    """What the framework says about a tie, when somebody shares a place."""
    if found.rule.at_equal is not None and any(place.state is PlaceState.SHARED for place in found.candidates):
        yield _("Bij gelijke stand zegt het kader: {rule}", rule=found.rule.at_equal)


def near_words(found: PlaceList) -> Iterator[Message]:
    """How many stand around the line, and what that means in this framework."""
    near = sum(place.near for place in found.candidates)
    if near and found.rule.margin is not None:
        yield n_(
            "{count} casus staat rond de grens: per vergelijking hoogstens {margin} verschil met de laatste plaats.",
            "{count} casussen staan rond de grens: per vergelijking hoogstens {margin} verschil met de laatste plaats.",
            near,
            margin=points(found.rule.margin),
        )


def _counted(state: PlaceState, count: int) -> Message:
    match state:
        case PlaceState.SHARED:
            return n_("{count} deelt een plaats", "{count} delen een plaats", count)
        case PlaceState.HOLDS:
            return n_("{count} heeft een plaats", "{count} hebben een plaats", count)
    return _("{count} {state}", count=count, state=state)
