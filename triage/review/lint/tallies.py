"""Tallies that count the same facts are one question: one more fact cannot be heavier for one of them and lighter for another."""

from __future__ import annotations

from collections.abc import Iterator

from triage.framework.model import Framework, TallyItem
from triage.framework.registry import Registry
from triage.framework.source import Fault
from triage.weighing.questions import direction, linked_tallies
from triage.wording import _


def linked_tallies_point_one_way(framework: Framework, _registry: Registry) -> Iterator[Fault]:
    """Tallies that share a kind and a status of fact point the same way; one that says nothing points upwards."""
    number = {item.id: place for place, item in enumerate(framework.items)}
    for first, *others in linked_tallies(framework):
        for other in others:
            if _points_up(framework, other) != _points_up(framework, first):
                yield Fault(
                    ("items", number[other.id]),
                    _(
                        "'{other}' telt feiten die '{first}' ook telt, maar bij de een wegen meer feiten zwaarder en bij de ander lichter.",
                        other=other.id,
                        first=first.id,
                    ),
                    _("Laat beide dezelfde kant op wijzen: pas 'heavier' aan, of kies een schaal met dezelfde 'worse'."),
                )


def _points_up(framework: Framework, item: TallyItem) -> bool:
    return direction(framework, item) >= 0
