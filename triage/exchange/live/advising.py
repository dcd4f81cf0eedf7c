"""The walk through the advice table as formulas: protection, scope, rules; which outcomes are left, and whether one stands.

Framework format 1, *Exact meaning*, *Advice*; see `weighing/advice.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from triage.exchange.live.columns import Columns, joined
from triage.exchange.live.reading import FALSE, TRUE, Reading
from triage.framework.model import Framework
from triage.framework.vocabulary import OUT_OF_SCOPE, Role
from triage.weighing.advice import PROTECTION, RULE, TableLine, table_lines
from triage.weighing.sentences import outcome_name
from triage.wording import _


@dataclass(frozen=True)
class AdviceFormulas:
    """The formulas of the advice that stands (or empty) and of those that are not excluded."""

    advice: str
    possible: str


def advising(framework: Framework, steps: Columns, counted: Reading, given: Reading) -> AdviceFormulas:
    """The columns of the walk, and what comes of it; both empty for a framework without an advice table."""
    if framework.advice is None:
        return AdviceFormulas('""', '""')
    lines = table_lines(framework, framework.advice)
    truths = [_truth(line, counted, given) for line in lines]
    watched = [counted.sums(scale).sufficient for scale in framework.scales if scale.role in (Role.NEED, Role.PROTECTIVE)]
    places = [
        steps.append(truth, about=_called(line), name="waarheid", says=outcome_name(framework, line.then))
        for line, truth in zip(lines, truths, strict=True)
    ]
    kept = [
        steps.append(_kept(places, number), about=_called(line), name="mogelijk", says=outcome_name(framework, line.then))
        for number, line in enumerate(lines)
    ]
    outcomes = {}
    for outcome in (*framework.outcome_by_id, OUT_OF_SCOPE):
        leading = [column for line, column in zip(lines, kept, strict=True) if line.then == outcome]
        if leading:
            formula = steps.folded("MAX", leading, about=outcome, name="niet uitgesloten")
            outcomes[outcome] = steps.append(formula, about=outcome, name="niet uitgesloten", says=outcome_name(framework, outcome))
    possible = steps.append(
        joined([(f"{column}=1", outcome) for outcome, column in outcomes.items()]), about="advies", name="niet uitgesloten"
    )
    by_rule = _ends_by_rule(lines, places)
    number = steps.folded("SUM", list(outcomes.values()), about="advies", name="aantal")
    short = f"AND({by_rule},MIN({','.join(watched)})=0)" if watched else "FALSE"
    certain = steps.append(
        f"IF({number}=1,IF({short},0,1),0)",
        about="advies",
        name="staat vast",
        says=_("1 als er één advies over is en van elke hulpvraag en beschermende schaal genoeg bekend is"),
    )
    return AdviceFormulas(f'IF({certain}=1,{possible},"")', possible)


def _truth(line: TableLine, counted: Reading, given: Reading) -> str:
    """For protection a signal or contested answer is enough to make a line true, never to make it false."""
    if line.when is None:
        return TRUE
    truth = counted.truth(line.when)
    if line.part == PROTECTION:
        return f"IF({given.truth(line.when)}={TRUE},{TRUE},{truth})"
    return f"{TRUE}-{truth}" if line.denied else truth


def _kept(places: list[str], number: int) -> str:
    """1 where no line before it is true and the line itself is not false."""
    here = f"{places[number]}>{FALSE}"
    return f"IF({here},1,0)" if number == 0 else f"IF(AND(MAX({places[0]}:{places[number - 1]})<{TRUE},{here}),1,0)"


def _ends_by_rule(lines: tuple[TableLine, ...], places: list[str]) -> str:
    """Whether a rule that is true ends the walk, not protection or the scope."""
    rules = [place for line, place in zip(lines, places, strict=True) if line.part == RULE]
    before = places[: len(places) - len(rules)]
    ends = f"MAX({rules[0]}:{rules[-1]})={TRUE}"
    return f"AND(MAX({before[0]}:{before[-1]})<{TRUE},{ends})" if before else ends


def _called(line: TableLine) -> str:
    return {PROTECTION: f"bescherming {line.number}", RULE: f"regel {line.number}"}.get(line.part, "afbakening")
