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
    """How firm the advice of one case is, in both readings when they differ; and that what is open is not listed exactly here."""
    if firmness.low == firmness.high:
        yield from _reading(firmness.low, firmness.draws, framework)
    else:
        for where, reading in ((_LEAST, firmness.low), (_GREATEST, firmness.high)):
            first, *others = _reading(reading, firmness.draws, framework)
            yield _("{where}: {line}", where=where, line=first)
            yield from others
    if any(_leaves_more_open(reading) for reading in (firmness.low, firmness.high)):
        yield MAY_NAME_TOO_MANY


MAY_NAME_TOO_MANY = _("Wat na een herberekening nog open is, is ruim geteld: er kan een advies te veel staan, nooit een te weinig.")
"""Recalculations walk through the table with ranges; only the list of what is possible now is exact."""


def kept_line(firmness: AdviceFirmness) -> Message | None:
    """The one figure for who reads no further: how often it stays so in the reading that moves most; None when it always does."""
    reading = min(firmness.low, firmness.high, key=lambda one: one.kept)
    said = times(reading.kept, firmness.draws)
    if reading.kept == firmness.draws:
        return None
    if _open((reading.possible, reading.certain)):
        return _("Met iets andere punten blijft wat er nog kan gelijk in {times}; zie deel 6.", times=said)
    return _("Met iets andere punten blijft dit zo in {times}; zie deel 6.", times=said)


def _leaves_more_open(reading: AdviceReading) -> bool:
    return any(map(_open, ((reading.possible, reading.certain), *(left for left, _count in reading.others))))


_LEAST = _("Open onderdelen op hun laagste punten")
_GREATEST = _("Open onderdelen op hun hoogste punten")


def _reading(reading: AdviceReading, draws: int, framework: Framework) -> Iterator[Message]:
    now, kept = (reading.possible, reading.certain), times(reading.kept, draws)
    if _open(now):
        yield _("het advies staat nog open; wat er nog kan, blijft gelijk in {times}.", times=kept)
    else:
        yield _("{advice}; dat blijft zo in {times}.", advice=_left(now, framework), times=kept)
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


def _open(left: Left) -> bool:
    """Whether a walk leaves more than one advice."""
    return not left[1] and len(left[0]) > 1


def _left(left: Left, framework: Framework) -> Message:
    """The one advice that a walk leaves."""
    name = _names(left, framework)[0]
    if left[1]:
        return _("het advies is {name}", name=name)
    return _("het advies zou {name} zijn, maar er is te weinig bekend om het te geven", name=name)


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
