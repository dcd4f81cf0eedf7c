"""An adopted framework was adopted by at least two people, each in another role."""

from __future__ import annotations

from collections.abc import Iterator

from triage.framework.model import Framework
from triage.framework.registry import Registry
from triage.framework.source import Fault
from triage.wording import _


def two_roles_adopt(framework: Framework, _registry: Registry) -> Iterator[Fault]:
    """Two different roles stand under an adopted framework. Reading sees to it that both dates are there."""
    if framework.status != "adopted" or framework.adoption is None:
        return
    if len({" ".join(role.split()).casefold() for role in framework.adoption.by}) < 2:
        yield Fault(
            ("adoption", "by"),
            _("Een vastgesteld kader noemt ten minste twee verschillende rollen."),
            _("Noem onder 'by' de tweede rol die het kader vaststelde, of schrijf 'status: draft'."),
        )
