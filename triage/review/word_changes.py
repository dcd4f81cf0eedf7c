"""Two versions of a text: the words that changed, with a few around them."""

from __future__ import annotations

from triage.wording import Message, _

AROUND = 3
"""Words kept on either side of what changed."""

LONGEST = 30
"""Words shown of what changed."""


def changed_words(old: str | None, new: str | None) -> Message:
    """`“… tot 18 jaar …” werd “… tot 21 jaar …”`; a text that was not there is new, one that is not there now is gone."""
    if old is None:
        return _("nieuw: “{new}”", new=_short((new or "").split()))
    if new is None:
        return _("weg: “{old}”", old=_short(old.split()))
    before, after = old.split(), new.split()
    if before == after:
        return _("alleen witruimte")
    start = _same(before, after)
    end = _same(before[start:][::-1], after[start:][::-1])
    return _("“{old}” werd “{new}”", old=_span(before, start, end), new=_span(after, start, end))


def _same(one: list[str], other: list[str]) -> int:
    """How many words two lists begin with in common."""
    return next((place for place, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), min(len(one), len(other)))


def _span(words: list[str], start: int, end: int) -> str:
    first, last = max(0, start - AROUND), min(len(words), len(words) - end + AROUND)
    inside = _short(words[first:last])
    return f"{'… ' if first else ''}{inside}{' …' if last < len(words) else ''}"


def _short(words: list[str]) -> str:
    return " ".join(words) if len(words) <= LONGEST else f"{' '.join(words[: LONGEST // 2])} … {' '.join(words[-LONGEST // 2 :])}"
