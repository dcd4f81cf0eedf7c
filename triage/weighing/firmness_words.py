"""Firmness in sentences: counts of recalculations, never more than that. Sheet, window and command line say it in the same words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from triage.framework.model import Framework
from triage.framework.vocabulary import OUT_OF_SCOPE
from triage.weighing.place_firmness import PlaceCount
from triage.weighing.robustness import AdviceFirmness, AdviceReading, Left
from triage.weighing.sentences import item_name
from triage.wording import Message, _, n_

WHAT_IT_IS = _(
    "Bij een herberekening bewegen de punten van elk onderdeel: een beetje bij sterk bewijs, verder bij zwak bewijs. "
    "Geteld is hoe vaak de uitkomst dan gelijk blijft. Dat zegt hoe stevig dit kader rekent, en niets over wat iemand gaat doen."
)


def times(count: int, draws: int) -> Message:
    """`870 van 1.000 herberekeningen`."""
    return n_("{times} van {count} herberekening", "{times} van {count} herberekeningen", draws, times=count)


def advice_lines(firmness: AdviceFirmness, framework: Framework) -> Iterator[Message]:
    """How firm the advice of one case is, in both readings when they differ."""
    if firmness.low == firmness.high:
        yield from _reading(firmness.low, firmness.draws, framework)
    else:
        for where, reading in ((_LEAST, firmness.low), (_GREATEST, firmness.high)):
            for line in _reading(reading, firmness.draws, framework):
                yield _("{where}. {line}", where=where, line=line)
    if any(_leaves_more_open(reading) for reading in (firmness.low, firmness.high)):
        yield LINE_BY_LINE


def _leaves_more_open(reading: AdviceReading) -> bool:
    return any(len(outcomes) > 1 for outcomes, _stands in ((reading.possible, reading.certain), *(left for left, _count in reading.others)))


LINE_BY_LINE = _("Wat nog open is, is hier regel voor regel gelezen. Daardoor kan er iets meer staan dan precies nog kan.")
"""A recalculation walks the lines; the exact search of what is possible is not done for each of them."""

_LEAST = _("Open onderdelen op hun laagste punten")
_GREATEST = _("Open onderdelen op hun hoogste punten")


def _reading(reading: AdviceReading, draws: int, framework: Framework) -> Iterator[Message]:
    now = _left((reading.possible, reading.certain), framework)
    yield _("{advice}; dat blijft zo in {times}.", advice=now, times=times(reading.kept, draws))
    for left, count in reading.others:
        yield _("In {times}: {advice}.", times=times(count, draws), advice=_instead(left, framework))
    if reading.alone:
        names = [item_name(framework.item_by_id[item]) for item in reading.matters_most]
        yield n_(
            "Het meest hangt af van {items}: beweegt alleen dat onderdeel, dan verandert dit in {times}.",
            "Het meest hangt af van {items}: beweegt een van die onderdelen alleen, dan verandert dit steeds in {times}.",
            len(names),
            items=names,
            times=times(reading.alone[0][1], draws),
        )


def _left(left: Left, framework: Framework) -> Message:
    """What a walk leaves: the advice, or the advices that are not excluded."""
    names = _names(left, framework)
    if left[1]:
        return _("Het advies is {name}", name=names[0])
    if len(names) == 1:
        return _("Het advies zou {name} zijn, maar er is te weinig bekend om het te geven", name=names[0])
    return _("Het advies staat nog open: {names}", names=names)


def _instead(left: Left, framework: Framework) -> Message:
    """The same after a colon, as what else a recalculation leaves."""
    names = _names(left, framework)
    if left[1]:
        return names[0]
    if len(names) == 1:
        return _("{name}, maar er is te weinig bekend om het te geven", name=names[0])
    return _("nog open tussen {names}", names=names)


def _names(left: Left, framework: Framework) -> list[Message]:
    return [_("buiten dit kader") if one == OUT_OF_SCOPE else _("“{name}”", name=framework.outcome_by_id[one].name) for one in left[0]]


def matters_lines(alone: Sequence[tuple[str, int]], draws: int, framework: Framework) -> Iterator[Message]:
    """On which items a list hangs most: all that do so equally often."""
    names = [_("“{item}”", item=framework.item_by_id[item].name) for item, count in alone if count == alone[0][1]]
    if names:
        yield n_(
            "De lijst hangt het meest af van {items}: beweegt alleen dat onderdeel, dan verandert in {times} wie een plaats heeft.",
            "De lijst hangt het meest af van {items}: beweegt een daarvan alleen, dan verandert steeds in {times} wie een plaats heeft.",
            len(names),
            items=names,
            times=times(alone[0][1], draws),
        )


def place_lines(low: PlaceCount, high: PlaceCount, draws: int) -> Iterator[Message]:
    """How often one case gets a free place, in both readings when they differ."""
    if low == high:
        yield _("Deze casus heeft {said}.", said=place_words(low, draws))
        return
    yield _("{where}: {said}.", where=_LEAST, said=place_words(low, draws))
    yield _("{where}: {said}.", where=_GREATEST, said=place_words(high, draws))


def place_words(count: PlaceCount, draws: int) -> Message:
    """`een plaats in 870 van 1.000 herberekeningen, een gedeelde plaats in 55`."""
    if not count.shared:
        return _("een plaats in {times}", times=times(count.held, draws))
    return _("een plaats in {times}, een gedeelde plaats in {shared}", times=times(count.held, draws), shared=count.shared)
