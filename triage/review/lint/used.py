"""Every item serves something. A question that serves nothing is data about a young person that nobody needs."""

from __future__ import annotations

from collections.abc import Iterator

from triage.framework.conditions import ItemAnswer, ItemNumber, ItemPoints, walk
from triage.framework.contents import conditions
from triage.framework.model import Framework
from triage.framework.registry import Registry
from triage.framework.source import Fault
from triage.wording import _


def items_are_used(framework: Framework, _registry: Registry) -> Iterator[Fault]:
    """An item is used by a scale, the scope, a criterion, a derived item, a line of advice, the list, a need or a responsivity line."""
    unused = unused_items(framework)
    for number, item in enumerate(framework.items):
        if item.id in unused:
            yield Fault(
                ("items", number),
                _("Onderdeel '{item}' wordt nergens gebruikt: het telt niet mee en geen regel kijkt ernaar.", item=item.id),
                _("Haal '{item}' weg, zet het op een schaal, of gebruik het in een regel.", item=item.id),
            )


def unused_items(framework: Framework) -> frozenset[str]:
    """The ids of the items that nothing in the file uses."""
    named = {
        part.item
        for _path, condition in conditions(framework)
        for part in walk(condition)
        if isinstance(part, ItemAnswer | ItemNumber | ItemPoints)
    }
    named |= {line.item for line in framework.needs} | {line.item for line in framework.responsivity}
    return frozenset(item.id for item in framework.items if item.scale is None and item.id not in named)
