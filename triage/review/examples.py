"""Worked examples: the cases a framework file carries, weighed each time the file is opened.

An example says what must come out, and writes the sum of a scale by hand (`"1+0+3"`; a range as two sums, `"1+0 .. 1+3"`). Both must be
right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from triage.cases.case import Answer, Case, Fact, before_twelve
from triage.cases.table import CaseTable
from triage.framework.example import Example
from triage.framework.values import as_points
from triage.framework.vocabulary import INSUFFICIENT
from triage.weighing.result import ScaleResult, Weighing
from triage.weighing.sentences import bare_range, outcome_name
from triage.weighing.tables import Tables
from triage.weighing.weigh import weigh
from triage.wording import Message, _

UNDATED = date(2000, 1, 1)
"""The reference date of an example in which nothing has a date, so that no date can matter."""

_NUMBER = r"[0-9]+(?:[.,][0-9]+)?"
_TERM = re.compile(rf"[+-]?\s*{_NUMBER}")
_SUM = re.compile(rf"\s*[+-]?\s*{_NUMBER}(?:\s*[+-]\s*{_NUMBER})*\s*")


@dataclass(frozen=True)
class ExampleRun:
    """An example and its result; `differences` is empty when everything came out as written."""

    number: int
    example: Example
    weighing: Weighing
    differences: tuple[Message, ...]

    @property
    def holds(self) -> bool:
        """Whether the example came out as written."""
        return not self.differences


def example_case(number: int, example: Example) -> Case:
    """The case an example describes; `number` counts from 1."""
    return Case(
        code=f"voorbeeld-{number}",
        reference_date=example.reference_date or UNDATED,
        answers={item: Answer(answer.value, answer.status, answer.as_of) for item, answer in example.answers.items()},
        facts=None if example.facts is None else tuple(Fact(f.kind, f.quarter, f.status, None, f.contested) for f in example.facts),
    )


def run_examples(tables: Tables) -> tuple[ExampleRun, ...]:
    """Weigh every example of a framework, all of them as one table, and compare."""
    numbered = list(enumerate(tables.framework.examples, 1))
    weighed = weigh(tables, CaseTable.of([example_case(number, example) for number, example in numbered]))
    return tuple(_run(number, example, weighing) for (number, example), weighing in zip(numbered, weighed.weighings(), strict=True))


def _run(number: int, example: Example, weighing: Weighing) -> ExampleRun:
    differences = [
        *_early_facts(weighing),
        *_scale_differences(weighing, example),
        *_band_differences(weighing, example),
        *_criterion_differences(weighing, example),
        *_advice_differences(weighing, example),
        *_by_hand_differences(weighing, example),
    ]
    return ExampleRun(number, example, weighing, tuple(differences))


def _early_facts(weighing: Weighing) -> list[Message]:
    """Facts that no case may have, counted from 1 (format, *Answers and facts*)."""
    case, question = weighing.case, weighing.framework.age_question
    if question is None:
        return []
    return [
        _("feit {number} ligt bij deze leeftijd vóór de twaalfde verjaardag, en zo'n feit wordt geweigerd", number=number)
        for number, fact in enumerate(case.facts or (), 1)
        if before_twelve(fact, case.answer(question.id), case.reference_date)
    ]


def _scale_differences(weighing: Weighing, example: Example) -> list[Message]:
    found = []
    for scale, (low, high) in example.expect.scales.items():
        result = weighing.scale(scale)
        if (result.low, result.high) != (low, high):
            found.append(
                _(
                    "schaal {scale}: het voorbeeld zegt {expected}, de weging geeft {given}",
                    scale=scale,
                    expected=bare_range(low, high),
                    given=bare_range(result.low, result.high),
                )
            )
    return found


def _band_differences(weighing: Weighing, example: Example) -> list[Message]:
    found = []
    for scale, expected in example.expect.bands.items():
        result = weighing.scale(scale)
        given = result.possible if result.sufficient else (INSUFFICIENT,)
        wanted = (expected,) if isinstance(expected, str) else tuple(expected)
        if given != wanted:
            found.append(
                _("niveau van {scale}: het voorbeeld zegt {expected}, de weging geeft {given}", scale=scale, expected=wanted, given=given)
            )
    return found


def _criterion_differences(weighing: Weighing, example: Example) -> list[Message]:
    found = []
    truths = {result.criterion.id: result.truth.word for result in weighing.criteria}
    for criterion, expected in example.expect.criteria.items():
        wanted = expected if isinstance(expected, str) else str(expected).lower()
        if truths[criterion] != wanted:
            found.append(
                _(
                    "criterium {criterion}: het voorbeeld zegt {expected}, de weging geeft {given}",
                    criterion=criterion,
                    expected=wanted,
                    given=truths[criterion],
                )
            )
    return found


def _advice_differences(weighing: Weighing, example: Example) -> list[Message]:
    expect, advice = example.expect, weighing.advice
    possible = advice.possible if advice else ()
    certain = advice.advice if advice else None
    given = [outcome_name(weighing.framework, outcome) for outcome in possible]
    if expect.advice is not None and certain != expect.advice:
        wanted = outcome_name(weighing.framework, expect.advice)
        return [_("advies: het voorbeeld zegt {expected}, niet uitgesloten is {given}", expected=wanted, given=given)]
    if expect.possible_advice is not None and set(possible) != set(expect.possible_advice):
        wanted_all = [outcome_name(weighing.framework, outcome) for outcome in expect.possible_advice]
        return [_("niet uitgesloten: het voorbeeld zegt {expected}, de weging geeft {given}", expected=wanted_all, given=given)]
    return []


def _by_hand_differences(weighing: Weighing, example: Example) -> list[Message]:
    found = []
    for scale, written in example.by_hand.items():
        result = weighing.scale(scale)
        sums = _sums(written)
        if sums is None:
            found.append(_("som met de hand bij {scale}: schrijf getallen met plustekens, zoals 1+0+3", scale=scale))
        elif sums != _ends(result):
            found.append(
                _("som met de hand bij {scale}: {sums}, de weging geeft {given}", scale=scale, sums=list(sums), given=list(_ends(result)))
            )
    return found


def _ends(result: ScaleResult) -> tuple[Decimal, ...]:
    low, high = as_points(result.low), as_points(result.high)
    return (low,) if low == high else (low, high)


def _sums(written: str) -> tuple[Decimal, ...] | None:
    """The value of each sum in `1+0` or `1+0 .. 1+3`; None when it is not a sum."""
    sums = written.replace("−", "-").split("..")
    if not all(_SUM.fullmatch(text) for text in sums):
        return None
    return tuple(
        sum((Decimal(re.sub(r"\s", "", part).replace(",", ".")) for part in _TERM.findall(text)), start=Decimal(0)) for text in sums
    )
