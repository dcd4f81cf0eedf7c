"""The claims of a framework as plain keys, so that each prover of the tests can say of every claim whether it holds, in its own way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from triage.framework.model import Framework, Item, TallyItem
from triage.review import proof_words as words
from triage.review.proofs import Proof, Prover
from triage.weighing.advice import SCOPE
from triage.wording import Message

Claim = tuple[str | bool | frozenset[str], ...]
"""What is claimed and of what: `("band", scale, band)`, `("monotone", items)`, …"""


class Oracle(Protocol):
    """Whatever can say whether a claim holds."""

    def holds(self, claim: Claim) -> bool: ...


def proofs_by_claim(prover: Prover) -> Iterator[tuple[Claim, Proof]]:
    """Every claim of the prover with its key."""
    keys = _keys(prover)
    for proof in prover.claims():
        yield keys.pop(next(number for number, (message, _key) in enumerate(keys) if message == proof.claim))[1], proof
    assert not keys, "a claim was left out"


def _keys(prover: Prover) -> list[tuple[Message, Claim]]:
    """The sentence of each claim that must be made, with its key."""
    framework, advice = prover.framework, prover.advice
    found: list[tuple[Message, Claim]] = [(words.COMPLETE, ("complete",)), (words.NO_ESCALATION, ("escalation",))]
    found += [(words.row_reached(line, framework), ("row", line.part, str(line.number))) for line in prover.rows if line.part != SCOPE]
    found += [(words.outcome_given(outcome), ("outcome", outcome.id)) for outcome in advice.outcomes]
    found += [(words.band_occurs(scale, band), ("band", scale.id, band.id)) for scale in framework.scales for band in scale.bands]
    found += [(words.criterion_occurs(one, holds), ("criterion", one.id, holds)) for one in framework.criteria for holds in (True, False)]
    class_n = {name for name, attribute in prover.registry.attributes.items() if attribute.class_ == "N"}
    for group in groups(framework):
        (question,) = [question for question in prover.space.questions if set(question.items) == {item.id for item in group}]
        items = frozenset(question.items)
        if sign(framework, group):
            found.append((words.monotone(question), ("monotone", items)))
        if any(item.attribute in class_n or _fits_help(framework, item) for item in group):
            found.append((words.no_weight(question), ("no weight", items)))
    return found


def groups(framework: Framework) -> list[list[Item]]:
    """The questions: each answered item by itself, and tallies together when some fact could count for both, directly or through others."""
    found: list[list[Item]] = []
    for item in framework.items:
        if not isinstance(item, TallyItem):
            if item.kind != "derived":
                found.append([item])
            continue
        shared = [group for group in found if any(isinstance(other, TallyItem) and _share(item, other) for other in group)]
        found = [group for group in found if group not in shared] + [[*(other for group in shared for other in group), item]]
    return found


def sign(framework: Framework, group: list[Item]) -> int:
    """1 when heavier means more, -1 when it means less; 0 when nothing is compared."""
    signs = set()
    for item in group:
        if item.scale is not None:
            signs.add(1 if framework.scale_by_id[item.scale].worse == "higher" else -1)
        elif item.heavier is not None:
            signs.add(1 if item.heavier == "higher" else -1)
        elif isinstance(item, TallyItem):
            signs.add(1)
    return signs.pop() if len(signs) == 1 else 0


def _share(one: TallyItem, other: TallyItem) -> bool:
    return any(kind in other.of.facts and status in other.of.statuses for kind in one.of.facts for status in one.of.statuses)


def _fits_help(framework: Framework, item: Item) -> bool:
    """Whether an item says how help is given: by a line or by its scale."""
    by_line = any(line.item == item.id for line in framework.responsivity)
    return by_line or (item.scale is not None and framework.scale_by_id[item.scale].role == "responsivity")
