"""Limits of age and IQ that a description names, held beside what is known of a case: a number, or only between which numbers it lies."""

from __future__ import annotations

from triage.weighing.result import Truth
from triage.wording import Message, _


def within(low: int, high: int | None, least: int | None, most: int | None) -> Truth:
    """Whether a number from `low` to `high` (None: no end) lies from `least` to `most` (None: no limit), all ends included.

    True when every such number does, false when none does.
    """
    if (least is not None and high is not None and high < least) or (most is not None and low > most):
        return Truth.FALSE
    ends = most is None or (high is not None and high <= most)
    return Truth.TRUE if ends and (least is None or low >= least) else Truth.UNKNOWN


def span(least: int | None, most: int | None) -> Message:
    """Limits in words: `12 tot en met 18`, `vanaf 18`, `tot en met 18`; never as a number with a point for thousands."""
    if least is None:
        return _("zonder grens") if most is None else _("tot en met {most}", most=str(most))
    return _("vanaf {least}", least=str(least)) if most is None else _("{least} tot en met {most}", least=str(least), most=str(most))
