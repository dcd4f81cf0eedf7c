"""What a framework of the right shape must still keep: ids exist and are used once, forms fit, steps join, nothing runs in a circle.

The registry (sources, attributes, kinds of fact, instruments), the wording and the proofs are review, not reading.
Source: framework format 1, *Refused at reading*.
"""

from __future__ import annotations

from itertools import chain, islice

from triage.framework.checks.advice import check_advice, check_list, check_plan_lines
from triage.framework.checks.casework import check_adoption, check_casework
from triage.framework.checks.circles import check_circles
from triage.framework.checks.conditions import check_conditions
from triage.framework.checks.examples import check_examples
from triage.framework.checks.items import check_items, check_scales
from triage.framework.checks.names import check_names
from triage.framework.checks.steps import check_steps
from triage.framework.draft import Draft
from triage.framework.source import MAX_DEFECTS, Fault

_CHECKS = (
    check_names,
    check_scales,
    check_items,
    check_steps,
    check_conditions,
    check_circles,
    check_advice,
    check_list,
    check_plan_lines,
    check_examples,
    check_adoption,
    check_casework,
)


def check(draft: Draft) -> list[Fault]:
    """Every fault in a draft, subject by subject; no more than can be shown, and one."""
    return list(islice(chain.from_iterable(one(draft) for one in _CHECKS), MAX_DEFECTS + 1))
