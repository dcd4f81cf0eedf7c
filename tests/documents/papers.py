"""What the tests of papers share: the shipped framework, cases, odd frameworks, and reading a PDF back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

from pypdfium2 import PdfDocument
from ruamel.yaml import YAML

from tests.weighing.invent import invent_case
from triage.cases.case import Answer, Case, Fact
from triage.documents.sheet import sheet
from triage.framework.example import Example
from triage.framework.model import Framework
from triage.framework.read import FrameworkFile, read, read_path
from triage.framework.registry import Registry, read_registry
from triage.weighing.outlook import Outlooks
from triage.weighing.result import Weighing
from triage.weighing.tables import Tables
from triage.weighing.weigh import weigh_case
from triage.wording import language

ROOT = Path(__file__).resolve().parent.parent.parent
PRINTED = date(2026, 11, 24)
CODE = "7K-4Q2"


@cache
def shipped() -> FrameworkFile:
    """The framework that comes with the program."""
    return read_path(ROOT / "frameworks" / "top60-ranking.yaml")


@cache
def registry() -> Registry:
    """The registry that comes with the program."""
    return read_registry(ROOT / "frameworks" / "evidence")


@cache
def tables() -> Tables:
    """The tables of the shipped framework."""
    return Tables.of(shipped().framework)


def case_of(example: Example, code: str = CODE) -> Case:
    """The case of a worked example."""
    answers = {item: Answer(answer.value, answer.status, answer.as_of) for item, answer in example.answers.items()}
    facts = None if example.facts is None else tuple(Fact(f.kind, f.quarter, f.status, None, f.contested) for f in example.facts)
    return Case(code, example.reference_date or PRINTED, answers, facts)


def example(start: str) -> Case:
    """The case of the worked example whose Dutch name starts so."""
    return next(case_of(found) for found in shipped().framework.examples if found.name.nl.startswith(start))


def full_case() -> Case:
    """Every scored question answered, five facts: the heaviest level."""
    return example("Veel en ernstige feiten, weinig houvast")


def half_known_case() -> Case:
    """No list of facts, a signal, a contested answer and unknown ones."""
    return example("De helft")


def weighed(case: Case) -> Weighing:
    """The case weighed by the shipped framework, with its outlook."""
    return outlooks().of(weigh_case(tables(), case))


@cache
def outlooks() -> Outlooks:
    """What adds the outlook to weighings by the shipped framework."""
    return Outlooks(tables())


def printed(case: Case, code: str = "nl", file: FrameworkFile | None = None) -> bytes:
    """The sheet of a case, by the shipped framework or another one."""
    file = file or shipped()
    weighing = weigh_case(Tables.of(file.framework), case) if file is not shipped() else weighed(case)
    return sheet(weighing, file, registry(), printed=PRINTED, language=language(code))


@cache
def full_sheet() -> bytes:
    """The sheet of the full case."""
    return printed(full_case())


@cache
def half_known_sheet() -> bytes:
    """The sheet of the half known case."""
    return printed(half_known_case())


def pages(pdf: bytes) -> list[str]:
    """The text of every page, with single blanks."""
    document = PdfDocument(pdf)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def text(pdf: bytes) -> str:
    """The text of all pages."""
    return " ".join(pages(pdf))


def framework_file(data: dict[str, Any]) -> FrameworkFile:
    """A framework file with this content, read the way any other is."""
    target = BytesIO()
    YAML().dump(_plain(data), target)
    return read(target.getvalue(), "kader.yaml")


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, list | tuple) else value


def long_framework(items: int, words: str = "Komt dit voor bij de jongere, en zo ja hoe vaak?") -> FrameworkFile:
    """A test framework with so many questions on one scale, in four areas of which two have a cap; some points have three decimals."""
    options = [{"id": f"o{k}", "label": {"nl": f"{words} Antwoord {k}"}, "points": [0, 0.125, -1, 2.5][k]} for k in range(4)]
    questions = [
        {
            "id": f"item{k}",
            "kind": "choice",
            "question": {"nl": f"Vraag {k}: {words}"},
            "scale": "s",
            "domain": "abcd"[k % 4],
            "options": options,
            "changeable": "dynamic" if k % 2 else "static",
        }
        for k in range(items)
    ]
    bands = [{"id": "low", "label": {"nl": words}}, {"id": "high", "label": {"nl": words}, "from": 10}]
    return framework_file(
        {
            "format": 1,
            "id": "lang",
            "version": "1.0.0",
            "use": "test",
            "title": {"nl": words},
            "purpose": {"nl": words},
            "domains": [{"id": domain, "label": {"nl": f"{words} Gebied {domain}"}} for domain in "abcd"],
            "scales": [
                {"id": "s", "label": {"nl": words}, "role": "risk", "domain_caps": {"a": 3, "b": 1.5}, "min_known": 0.5, "bands": bands}
            ],
            "items": questions,
            "advice": {
                "outcomes": [
                    {"id": "none", "kind": "help", "intensity": "none", "label": {"nl": words}, "text": {"nl": words}},
                    {"id": "much", "kind": "help", "intensity": "medium", "label": {"nl": words}, "text": {"nl": words}},
                ],
                "rules": [{"when": {"band": "s", "is": "high"}, "then": "much"}, {"then": "none"}],
            },
        }
    )


def random_case(framework: Framework, seed: int, open_share: float = 0.3) -> Case:
    """A case with answers of every status, outdated and later ones, and facts over every border."""
    return invent_case(framework, Random(seed), code=CODE, open_share=open_share)
