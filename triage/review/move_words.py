"""A comparison of two versions said in lines: what changed by weight, the version number due, and who moves by which change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from triage.review.change import Weight, part_words
from triage.review.compare import Comparison
from triage.review.moves import Move, Movement
from triage.weighing.aspects import About, given_words, ways_words
from triage.wording import Message, _, n_

MOST_MOVES_SAID = 60
"""Moves said on a screen; all of them stand in the table."""

HEAVIEST_FIRST = tuple(sorted(Weight, reverse=True))


def comparison_lines(found: Comparison) -> Iterator[Message]:
    """What changed, heaviest first, and the version number that asks for."""
    if not found.same_framework:
        yield _(
            "Dit zijn twee verschillende kaders: {old} en {new}. Ze zijn naast elkaar gelegd als twee versies van één kader.",
            old=found.old.id,
            new=found.new.id,
        )
    yield _("{id}: van versie {old} naar {new}", id=found.new.id, old=found.old.version, new=found.new.version)
    if not found.changes:
        yield _("Er is niets veranderd.")
    for weight in HEAVIEST_FIRST:
        if changes := found.of_weight(weight):
            yield _("{weight}: {count}", weight=weight, count=len(changes))
            yield from (_("- {change}", change=change.said) for change in changes)
    if found.may_mean_more:
        yield _(
            "Let op: woorden van een vraag, antwoord of uitspraak zijn anders. Verandert de betekenis, dan gaat het tweede nummer omhoog."
        )
    if found.same_framework:
        yield _(
            "Nodig versienummer: {due}. Het tweede bestand heeft {new}: {verdict}.",
            due=found.due,
            new=found.new.version,
            verdict=found.verdict,
        )


def movement_lines(found: Movement, comparison: Comparison) -> Iterator[Message]:
    """Who moves: totals, totals per change, then the moves one by one, advice first."""
    if not found.moves:
        yield n_("{count} casus gewogen. Er verschuift niets.", "{count} casussen gewogen. Er verschuift niemand.", found.weighed)
        return
    yield n_(
        "{count} van {weighed} casussen verschuift: {advice} van advies, {band} van niveau, {score} van score.",
        "{count} van {weighed} casussen verschuiven: {advice} van advies, {band} van niveau, {score} van score.",
        len(found.cases),
        weighed=found.weighed,
        **{about.value: len({move.case for move in found.about(about)}) for about in About},
    )
    for about in About:
        yield from _per_part(found, about)
    said = [move for about in About for move in found.about(about)]
    yield from (_("- {move}", move=move_sentence(move, comparison)) for move in said[:MOST_MOVES_SAID])
    if len(said) > MOST_MOVES_SAID:
        yield _("En nog {count}. Met --out staan ze allemaal in een bestand.", count=len(said) - MOST_MOVES_SAID)


def _per_part(found: Movement, about: About) -> Iterator[Message]:
    counted = found.by_part(about)
    if counted:
        parts = [_("{part} ({count})", part=part_words(part), count=count) for part, count in counted.items()]
        yield _("Oorzaken voor {about}: {parts}.", about=about, parts=parts)


def move_sentence(move: Move, comparison: Comparison) -> Message:
    """`A-1: advies was “Reguliere hulp”, wordt “Lokale aanpak bespreken”, door regel 3.`"""
    about = move.aspect.about.message() if not move.aspect.scale else _("{about} {scale}", about=move.aspect.about, scale=move.aspect.scale)
    return _(
        "{case}: {about} was {before}, wordt {after}, {because}.",
        case=move.case,
        about=about,
        before=given_words(move.aspect, move.before, comparison.old),
        after=given_words(move.aspect, move.after, comparison.new),
        because=because_words(move),
    )


def because_words(move: Move) -> Message:
    """The changes that do it: one, several together, or one as well as another."""
    if not move.because:
        return _("door meer wijzigingen samen; welke is niet uitgezocht, want het zijn er te veel")
    return ways_words([_together(parts) for parts in move.because], move.smallest)


def _together(parts: Sequence[str]) -> Message:
    if len(parts) == 1:
        return part_words(parts[0])
    return _("{parts} samen", parts=[part_words(part) for part in parts])
