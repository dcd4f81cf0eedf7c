"""JPMML and this program come to the same sums, levels and reasons (1,000 cases per framework)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, cached_property
from itertools import product
from pathlib import Path
from random import Random
from typing import Any
from xml.etree.ElementTree import parse

import numpy as np

from tests.exchange.pmml.jpmml import Evaluated, Job, evaluated, reasons_in
from tests.frameworks.crowd import crowd
from tests.oracles import JPMML, needs
from tests.weighing.invent import invent_case, invent_framework, with_baselines
from tests.weighing.test_instruments import case, everybody, instrument, table
from triage import review
from triage.cases.case import NOT_APPLICABLE, Answer, Case
from triage.cases.table import CaseTable
from triage.exchange.pmml import pmml
from triage.exchange.pmml.document import NAMESPACE
from triage.exchange.pmml.records import filled_in
from triage.framework.model import DerivedItem
from triage.framework.read import FrameworkFile
from triage.framework.values import as_points
from triage.framework.vocabulary import AnswerStatus
from triage.periods import Period
from triage.review import OpenFramework
from triage.weighing.coding import encode
from triage.weighing.reasons import baseline, reasons
from triage.weighing.result import ScaleResult, Weighing
from triage.weighing.tables import Tables
from triage.weighing.truth import Truthfinder
from triage.weighing.weigh import weigh
from triage.wording import DUTCH

ROOT = Path(__file__).resolve().parents[3]
SHIPPED = ("ingroei", "top60-ranking", "wat-werkt", "zvh-triage")
"""The frameworks with scales; the fifth has none, and its export is refused."""

CASES = 1_000
INVENTED, CASES_OF_INVENTED = 32, 40


@dataclass(frozen=True)
class Trial:
    """A framework with complete cases, weighed by the program."""

    name: str
    opened: OpenFramework
    cases: Sequence[Case]

    @cached_property
    def weighings(self) -> list[Weighing]:
        """Without advice, which PMML does not say; unfolding it takes half the time."""
        return list(replace(weigh(self.opened.tables, CaseTable.of(self.cases)), walk=None).weighings())

    def jobs(self, folder: Path) -> Iterator[tuple[str, Job]]:
        """A job per scale that PMML can say."""
        made, path = pmml(self.opened, DUTCH), folder / f"{self.name}.pmml"
        path.write_bytes(made.content)
        answered = [item for item in self.opened.framework.items if not isinstance(item, DerivedItem)]
        rows = [filled_in(weighing, answered) for weighing in self.weighings]
        yield from ((scale, Job(str(path), scale, rows)) for scale in made.scales)


@cache
def shipped(name: str) -> Trial:
    """Complete cases, in which what may be not applicable is so now and then."""
    opened, random = review.open(ROOT / "frameworks" / f"{name}.yaml"), Random(name)
    optional = [item.id for item in opened.framework.items if item.allow_not_applicable]
    cases = [
        replace(one, answers={**one.answers, **{item: NOT_APPLICABLE for item in optional if random.random() < 0.3}})
        for one in crowd(name, "pmml", CASES)
    ]
    return Trial(name, opened, cases)


def invented(seed: int) -> Trial:
    """A random framework, with every kind of item, condition, cap and baseline, and complete cases of it."""
    random = Random(seed)
    framework = with_baselines(invent_framework(seed), random)
    opened = OpenFramework(FrameworkFile(framework, b"invented", "invented.yaml"), Tables.of(framework), ())
    return Trial(f"invented-{seed}", opened, [_closed(invent_case(framework, random, open_share=0)) for _n in range(CASES_OF_INVENTED)])


def _closed(one: Case) -> Case:
    """The case with every answer established and undated, and every fact on a day of which nobody disputes anything."""
    answers = {
        item: NOT_APPLICABLE if answer.status is AnswerStatus.NOT_APPLICABLE else Answer(answer.value)
        for item, answer in one.answers.items()
    }
    facts = tuple(replace(fact, when=Period.day(fact.when.first), contested=False) for fact in one.facts or ())
    return replace(one, answers=answers, facts=facts)


def instruments() -> Iterator[Trial]:
    """Public instruments: people on both sides of every border, and the complete rows."""
    people = Random(1).sample(list(everybody()), 500)
    yield Trial("psa", instrument("psa"), [case("psa", person) for person in (*people, *_inputs("psa"))])
    flags = ("heart_failure", "hypertension", "diabetes", "stroke")
    patients = [{"age": age, **dict(zip(flags, said, strict=True))} for age in (74, 75) for said in product((0, 1), repeat=4)]
    yield Trial("chads2", instrument("chads2"), [case("chads2", patient) for patient in patients])
    words = {True: "yes", False: "no"}
    rows = [row for row in _inputs("lds") if None not in row.values()]
    day = crowd("zvh-triage")[0].reference_date
    yield Trial("lds", instrument("lds"), [Case("A-1", day, {i: Answer(words.get(v, v)) for i, v in row.items()}) for row in rows])
    for name in ("dmg-sample", "drools-simple"):
        given = [{item: str(value) for item, value in row.items()} for row in _inputs("pmml-scorecards", name.replace("-", "_"))]
        kinds = {item.id: item.kind for item in instrument(name).framework.items}
        said = [{item: Answer(value if kinds[item] == "choice" else Decimal(value)) for item, value in row.items()} for row in given]
        yield Trial(name, instrument(name), [Case("A-1", day, answers) for answers in said])


def _inputs(name: str, part: str | None = None) -> list[dict[str, Any]]:
    held = table(name) if part is None else table(name)[part]
    return [row["input"] for row in held["worked_examples"]]


def run(trials: Sequence[Trial], folder: Path) -> Iterator[tuple[Trial, str, Evaluated]]:
    """Every scale of every trial as JPMML evaluates it."""
    every = [(trial, scale, job) for trial in trials for scale, job in trial.jobs(folder)]
    found = evaluated([job for _trial, _scale, job in every], folder)
    yield from ((trial, scale, one) for (trial, scale, _job), one in zip(every, found, strict=True))


def differences(trial: Trial, scale: str, found: Evaluated) -> Iterator[str]:
    """Where the two disagree: sum, level, and the reasons by rank."""
    assert len(found.outputs) == len(trial.cases)
    if found.verified:
        yield f"{trial.name} {scale}: records: {found.verified}"
    for number, (weighing, outputs) in enumerate(zip(trial.weighings, found.outputs, strict=True)):
        result = weighing.scale(scale)
        assert result.score is not None
        ours = (float(as_points(result.score)), result.band.id if result.band else None)
        theirs = (outputs.get(scale), outputs.get(f"{scale}_band"))
        if ours != theirs:
            yield f"{trial.name} {scale} {number}: {ours} and {theirs}"
        said, given = [item.item.id for reason in reasons(result) for item in reason.items], reasons_in(outputs, scale)
        if said != given[: len(said)] or not _add_nothing(given[len(said) :], result):
            yield f"{trial.name} {scale} {number}: {said} and {given}"


def _add_nothing(codes: Sequence[str], result: ScaleResult) -> bool:
    """Whether the codes after the reasons are of items exactly at their baseline, in the order of the file, and of caps after them."""
    at_baseline = [item.item.id for item in result.items if item.low == baseline(item, result)]
    return [code for code in codes if not code.endswith("@cap")] == at_baseline


@needs(JPMML, "of JPMML dezelfde score, hetzelfde niveau en dezelfde redenen geeft, 1.000 casussen per kader.")
def test_jpmml_agrees_on_a_thousand_cases_of_every_framework(tmp_path: Path) -> None:
    trials = [shipped(name) for name in SHIPPED]
    seen = [(trial.name, scale, list(differences(trial, scale, found))) for trial, scale, found in run(trials, tmp_path)]
    assert [difference for _name, _scale, found in seen for difference in found] == []
    assert [(name, scale) for name, scale, _found in seen] == [
        (trial.name, scale.id) for trial in trials for scale in trial.opened.framework.scales
    ]
    assert len(seen) == 11
    assert {len(trial.cases) for trial in trials} == {CASES}


@needs(JPMML, "of JPMML dezelfde score en redenen geeft bij de gepubliceerde instrumenten.")
def test_jpmml_agrees_on_public_instruments_and_on_the_cards_of_the_standard(tmp_path: Path) -> None:
    found = list(run(list(instruments()), tmp_path))
    assert [difference for trial, scale, one in found for difference in differences(trial, scale, one)] == []
    assert [scale for _trial, scale, _one in found] == ["fta", "nca", "nvca", "chads2", "lds", "score", "score"]
    rows = {trial.name: one.outputs for trial, _scale, one in found}
    for name in ("dmg-sample", "drools-simple"):
        expected = [row["expected"]["score"] for row in table("pmml-scorecards")[name.replace("-", "_")]["worked_examples"]]
        assert [outputs["score"] for outputs in rows[name]] == expected


@needs(JPMML, "of JPMML dezelfde score en redenen geeft bij willekeurige kaders.")
def test_jpmml_agrees_on_random_frameworks(tmp_path: Path) -> None:
    trials = _random()
    found = list(run(trials, tmp_path))
    assert [difference for trial, scale, one in found for difference in differences(trial, scale, one)] == []
    assert len(found) > INVENTED
    assert any(trial.opened.framework.scale_by_id[scale].domain_caps for trial, scale, _one in found)
    documents = [(tmp_path / f"{trial.name}.pmml").read_text("utf-8") for trial in trials]
    for written in ("@cap", "@not_applicable", "@steps", "pointsBelow", 'baselineMethod="other"', "SimpleSetPredicate"):
        assert any(written in document for document in documents), written


@cache
def _random() -> list[Trial]:
    trials = [invented(seed) for seed in range(INVENTED)]
    return [trial for trial in trials if any(trial.opened.framework.items_of(scale.id) for scale in trial.opened.framework.scales)]


@needs(JPMML, "of een leeg of onmogelijk antwoord in PMML nooit stil een getal wordt.")
def test_without_an_answer_there_is_no_number_that_some_answer_could_change(tmp_path: Path) -> None:
    """A program may not look at a field that can no longer matter; then there is a number, and it is the certain one."""
    trials = [replace(one, cases=one.cases[:3]) for one in (*map(shipped, SHIPPED), *_random())]
    gaps = [_gaps(trial, scale, job) for trial in trials for scale, job in trial.jobs(tmp_path)]
    given = 0
    for gap, found in zip(gaps, evaluated([gap.job for gap in gaps], tmp_path), strict=True):
        for outputs, (low, high) in zip(found.outputs, gap.ranges, strict=True):
            score = outputs.get(gap.scale)
            assert score is None or score == low == high
            given += score is not None
    assert sum(low < high for gap in gaps for low, high in gap.ranges) > 500
    assert given > 50


@dataclass(frozen=True)
class Gaps:
    """A job whose rows leave a field empty or put something impossible in it, and the range of each score by the program."""

    scale: str
    job: Job
    ranges: list[tuple[float, float]]


def _gaps(trial: Trial, scale: str, job: Job) -> Gaps:
    """Each question of a scale left empty in turn, and answered with what cannot be, in every case."""
    fields, tables = _fields(Path(job.path), scale), trial.opened.tables
    states = encode(tables, CaseTable.of(trial.cases)).states
    rows: list[Mapping[str, str]] = []
    gone = []
    for number, row in enumerate(job.rows):
        for item in dict.fromkeys(field.partition("@")[0] for field in fields):
            gone.append(states[:, number].copy())
            gone[-1][tables.items[item].place] = tables.items[item].unknown
            left = {field: value for field, value in row.items() if field.partition("@")[0] != item}
            rows += [left, {**left, **{field: "bestaat niet" for field in fields if field.partition("@")[0] == item}}]
    if not gone:
        return Gaps(scale, replace(job, rows=[]), [])
    sums = Truthfinder(tables, np.stack(gone, axis=1)).sums(scale)
    ends = [(_points(int(low), tables), _points(int(high), tables)) for low, high in zip(sums.low, sums.high, strict=True)]
    return Gaps(scale, replace(job, rows=rows), [pair for pair in ends for _row in range(2)])


def _points(units: int, tables: Tables) -> float:
    return float(as_points(units * tables.unit))


def _fields(path: Path, scale: str) -> list[str]:
    """The fields a model asks for."""
    root = parse(path).getroot()  # noqa: S314 - made here
    (card,) = [model for model in root.iter(f"{{{NAMESPACE}}}Scorecard") if model.get("modelName") == scale]
    return [field.get("name", "") for field in card.iter(f"{{{NAMESPACE}}}MiningField")]
