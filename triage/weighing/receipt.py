"""The receipt of a weighing: enough to do it again and see that nothing was changed.

Case and result are written as canonical JSON (keys sorted, no spaces, UTF-8), so that the same content always gives the same SHA-256.
Replaying is: read the framework text, read the case, weigh, compare. `documents/verify.py` does it from a sheet alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from triage import __version__
from triage.cases.case import Answer, Case, Fact
from triage.framework.conditions import All, AnyOf, Count, Not
from triage.framework.values import MAX_POINTS, as_points, decimals_in
from triage.framework.vocabulary import AnswerStatus, FactStatus, Partner
from triage.periods import Period
from triage.weighing.reasons import Reason, reasons
from triage.weighing.result import ItemResult, ScaleResult, Trace, Weighing

Json = Any
"""What the json module reads and writes."""

MOST_FACTS = 10_000
"""Of one case that is read back."""


@dataclass(frozen=True)
class Receipt:
    """What made a result: framework (id, version, SHA-256 of the file), program version, SHA-256 of the case, and its reference date.

    `draws` and `seed` are those of the recalculations for its firmness; None where it was not recalculated.
    """

    framework: str
    version: str
    framework_sha256: str
    program_version: str
    case_sha256: str
    reference_date: date
    unknown: tuple[str, ...]
    draws: int | None = None
    seed: int | None = None

    def data(self) -> Json:
        """As JSON; without `draws` and `seed` where nothing was recalculated."""
        kept = {name: value for name, value in self.__dict__.items() if value is not None}
        return {**kept, "reference_date": self.reference_date.isoformat(), "unknown": list(self.unknown)}


def receipt(weighing: Weighing, framework_sha256: str) -> Receipt:
    """The receipt of a weighing by the framework file with that hash, and of its firmness when that was worked out."""
    firmness = weighing.firmness
    return Receipt(
        framework=weighing.framework.id,
        version=weighing.framework.version,
        framework_sha256=framework_sha256,
        program_version=__version__,
        case_sha256=fingerprint(canonical(case_data(weighing.case))),
        reference_date=weighing.case.reference_date,
        unknown=tuple(result.item.id for result in weighing.unknown),
        draws=None if firmness is None else firmness.draws,
        seed=None if firmness is None else firmness.seed,
    )


def canonical(data: Json) -> bytes:
    """JSON with one possible writing: sorted keys, no spaces, UTF-8. Raises ValueError for NaN."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def fingerprint(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def case_data(case: Case) -> Json:
    """A case as JSON. Numbers stand as text, so that none is rounded."""
    return {
        "case": case.code,
        "reference_date": case.reference_date.isoformat(),
        "answers": {item: _answer_data(answer) for item, answer in case.answers.items()},
        "facts": None if case.facts is None else [_fact_data(fact) for fact in case.facts],
    }


def case_from(data: Json) -> Case:
    """The case that `case_data` wrote. Raises KeyError, TypeError, ValueError or ArithmeticError when it is something else.

    What no case has and would keep a check of it busy for ever is that too: a number that no answer can be, too many facts.
    """
    facts = data["facts"]
    if facts is not None and len(facts) > MOST_FACTS:
        raise ValueError("too many facts")
    return Case(
        code=_text(data["case"]),
        reference_date=date.fromisoformat(data["reference_date"]),
        answers={_text(item): _answer_from(answer) for item, answer in data["answers"].items()},
        facts=None if facts is None else tuple(_fact_from(fact) for fact in facts),
    )


def result_data(weighing: Weighing) -> Json:
    """A whole result as JSON, with points as exact decimal text."""
    return {
        "framework": {"id": weighing.framework.id, "version": weighing.framework.version},
        "items": {result.item.id: _item_data(result) for result in weighing.items},
        "scales": {result.scale.id: _scale_data(result) for result in weighing.scales},
        "criteria": {result.criterion.id: result.truth.word for result in weighing.criteria},
        "advice": _advice_data(weighing),
    }


def reasons_data(weighing: Weighing) -> Json:
    """What made each score, criterion and line of the advice table what it is.

    Of a score the items beyond their baseline, strongest first, with those that are equally strong together; of a criterion or line every
    condition as the framework writes it, with its truth. A line names the criteria it rests on; their own parts stand once, with the
    criterion.
    """
    lines = weighing.advice.lines if weighing.advice else ()
    return {
        "scales": {scale.scale.id: [_reason_data(reason) for reason in reasons(scale)] for scale in weighing.scales},
        "criteria": {result.criterion.id: _trace_data(result.trace) for result in weighing.criteria},
        "lines": [{"part": line.part, "number": line.number, "when": _trace_data(line.trace) if line.trace else None} for line in lines],
    }


def _reason_data(reason: Reason) -> Json:
    return {"difference": str(as_points(reason.difference)), "items": [result.item.id for result in reason.items]}


def weighing_data(weighing: Weighing, framework_sha256: str) -> Json:
    """A whole weighing as JSON: the case, its receipt, the result, and what made it so. With the framework it can be done again."""
    return {
        "case": weighing.case.code,
        "data": case_data(weighing.case),
        "receipt": receipt(weighing, framework_sha256).data(),
        "result": result_data(weighing),
        "reasons": reasons_data(weighing),
    }


def _trace_data(trace: Trace) -> Json:
    parts = [_trace_data(part) for part in trace.parts]
    match trace.condition:
        case All():
            return {"all": parts, "truth": trace.truth.word}
        case AnyOf():
            return {"any": parts, "truth": trace.truth.word}
        case Not():
            return {"not": parts[0], "truth": trace.truth.word}
        case Count(at_least=needed):
            return {"count": parts, "at_least": needed, "truth": trace.truth.word}
    return {"condition": trace.condition.model_dump(mode="json", by_alias=True, exclude_none=True), "truth": trace.truth.word}


def _answer_data(answer: Answer) -> Json:
    number = isinstance(answer.value, Decimal)
    return {
        "value": str(answer.value) if number else answer.value,
        "kind": "number" if number else "text",
        "status": answer.status.value,
        "as_of": str(answer.as_of) if answer.as_of else None,
        "source": answer.source.value if answer.source else None,
        "note": answer.note,
    }


def _answer_from(data: Mapping[str, Json]) -> Answer:
    value = data["value"]
    return Answer(
        value=None if value is None else _number(value) if data["kind"] == "number" else _text(value),
        status=AnswerStatus(data["status"]),
        as_of=Period.parse(data["as_of"]) if data["as_of"] else None,
        source=Partner(data["source"]) if data["source"] else None,
        note=_text(data["note"]),
    )


def _fact_data(fact: Fact) -> Json:
    return {
        "kind": fact.kind,
        "when": str(fact.when),
        "status": fact.status.value,
        "source": fact.source.value if fact.source else None,
        "contested": fact.contested,
    }


def _fact_from(data: Mapping[str, Json]) -> Fact:
    if not isinstance(data["contested"], bool):
        raise TypeError("contested is true or false")
    return Fact(
        kind=_text(data["kind"]),
        when=Period.parse(data["when"]),
        status=FactStatus(data["status"]),
        source=Partner(data["source"]) if data["source"] else None,
        contested=data["contested"],
    )


def _item_data(result: ItemResult) -> Json:
    return {
        "use": result.use.value,
        "low": str(as_points(result.low)),
        "high": str(as_points(result.high)),
        "count": list(result.count) if result.count else None,
    }


def _scale_data(result: ScaleResult) -> Json:
    return {
        "low": str(as_points(result.low)),
        "high": str(as_points(result.high)),
        "share_known": str(result.share_known),
        "sufficient": result.sufficient,
        "band": result.band.id if result.band else None,
        "possible": list(result.possible),
        "static": [str(as_points(result.static_low)), str(as_points(result.static_high))],
        "counted_0_1_2": [result.unit_low, result.unit_high],
        "domains": {domain.domain: [str(as_points(domain.low)), str(as_points(domain.high))] for domain in result.domains},
    }


def _advice_data(weighing: Weighing) -> Json:
    advice = weighing.advice
    if advice is None:
        return None
    return {
        "advice": advice.advice,
        "possible": list(advice.possible),
        "scope": advice.scope.word,
        "withheld": list(advice.withheld),
        "deciding": list(advice.deciding),
        "lines": [{"part": line.part, "number": line.number, "then": line.then, "walked": line.walked.value} for line in advice.lines],
    }


def _number(value: Json) -> Decimal:
    number = Decimal(value)
    if not number.is_finite() or abs(number) > MAX_POINTS or decimals_in(number) > 3:
        raise ValueError("not a number an answer can have")
    return number


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value
