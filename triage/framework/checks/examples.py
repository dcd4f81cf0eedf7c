"""Worked examples: they answer questions that exist with answers that exist, and expect results that exist."""

from __future__ import annotations

from collections.abc import Iterator

from triage.framework.checks.common import CRITERIA, FACTS, ITEMS, OUTCOMES, SCALES, not_an_answer, undefined
from triage.framework.draft import Draft
from triage.framework.example import Example, ExampleAnswer, Expectation
from triage.framework.model import DerivedItem, Item, TallyItem
from triage.framework.shape_words import listed
from triage.framework.source import Fault, Path
from triage.framework.vocabulary import INSUFFICIENT, OUT_OF_SCOPE, AnswerStatus
from triage.wording import _

_WITHOUT_ANSWER = (AnswerStatus.UNKNOWN, AnswerStatus.NOT_APPLICABLE)


def check_examples(draft: Draft) -> Iterator[Fault]:
    """Faults of the worked examples. Whether they come true is review."""
    for path, example in draft.each(("examples",), draft.framework.examples):
        yield from _answers(draft, path, example)
        yield from _facts(draft, path, example)
        for scale in example.by_hand:
            yield from undefined(draft, (*path, "by_hand", scale), SCALES, scale, draft.framework.scale_by_id)
        yield from _expected(draft, (*path, "expect"), example.expect)
        yield from _claims(path, example)


def _claims(path: Path, example: Example) -> Iterator[Fault]:
    """An example that says nothing of what must come out would hold whatever comes out."""
    expect = example.expect
    if not (example.by_hand or expect.scales or expect.bands or expect.criteria or expect.advice or expect.possible_advice):
        problem = _("Dit voorbeeld zegt niet wat eruit moet komen: zo klopt het altijd.")
        yield Fault((*path, "expect"), problem, _("Schrijf onder 'expect' wat eruit moet komen, of een som onder 'by_hand'."))


def _answers(draft: Draft, path: Path, example: Example) -> Iterator[Fault]:
    for name, answer in example.answers.items():
        at = (*path, "answers", name)
        yield from undefined(draft, at, ITEMS, name, draft.framework.item_by_id)
        if item := draft.framework.item_by_id.get(name):
            yield from _answer(at, item, answer)
        if answer.as_of is not None and example.reference_date is None:
            problem = _("Dit antwoord heeft een datum, maar het voorbeeld heeft geen peildatum.")
            yield Fault((*at, "as_of"), problem, _("Voeg 'reference_date' toe aan het voorbeeld."))


def _answer(at: Path, item: Item, answer: ExampleAnswer) -> Iterator[Fault]:
    if isinstance(item, TallyItem | DerivedItem):
        problem = _("Onderdeel '{item}' wordt niet beantwoord: het volgt uit de feiten of uit andere antwoorden.", item=item.id)
        mend = _("Haal dit antwoord weg. Schrijf feiten onder 'facts'.") if isinstance(item, TallyItem) else _("Haal dit antwoord weg.")
        yield Fault(at, problem, mend)
        return
    if answer.status is AnswerStatus.NOT_APPLICABLE and not item.allow_not_applicable:
        problem = _("'{item}' kan niet 'niet van toepassing' zijn.", item=item.id)
        yield Fault(at, problem, _("Kies een ander antwoord, of voeg 'allow_not_applicable: true' toe aan de vraag."))
    elif answer.value is None and answer.status not in _WITHOUT_ANSWER:
        problem = _("Het antwoord op '{item}' ontbreekt.", item=item.id)
        yield Fault(at, problem, _("Schrijf een antwoord, of '{{status: unknown}}' als het onbekend is."))
    elif answer.value is not None and answer.status in _WITHOUT_ANSWER:
        problem = _("Bij '{item}' staat een antwoord, maar de status zegt dat er geen is.", item=item.id)
        yield Fault(at, problem, _("Haal 'value' weg, of kies een andere status."))
    elif answer.value is not None and (wrong := not_an_answer(item, answer.value)):
        yield Fault(at, *wrong)


def _facts(draft: Draft, path: Path, example: Example) -> Iterator[Fault]:
    for number, fact in enumerate(example.facts or ()):
        yield from undefined(draft, (*path, "facts", number, "kind"), FACTS, fact.kind, draft.framework.facts)
    if example.facts and example.reference_date is None:
        problem = _("Dit voorbeeld heeft feiten, maar geen peildatum.")
        yield Fault((*path, "facts"), problem, _("Voeg 'reference_date' toe aan het voorbeeld."))


def _expected(draft: Draft, path: Path, expect: Expectation) -> Iterator[Fault]:
    framework = draft.framework
    for scale, (low, high) in expect.scales.items():
        at = (*path, "scales", scale)
        yield from undefined(draft, at, SCALES, scale, framework.scale_by_id)
        if low > high:
            yield Fault(at, _("De verwachte punten lopen van hoog naar laag."), _("Schrijf eerst het laagste en dan het hoogste getal."))
    for scale, bands in expect.bands.items():
        yield from _bands(draft, (*path, "bands", scale), scale, bands)
    for criterion in expect.criteria:
        yield from undefined(draft, (*path, "criteria", criterion), CRITERIA, criterion, framework.criterion_by_id)
    outcomes = {*framework.outcome_by_id, OUT_OF_SCOPE}
    if expect.advice is not None:
        yield from undefined(draft, (*path, "advice"), OUTCOMES, expect.advice, outcomes)
    for number, outcome in enumerate(expect.possible_advice or ()):
        yield from undefined(draft, (*path, "possible_advice", number), OUTCOMES, outcome, outcomes)


def _bands(draft: Draft, at: Path, name: str, bands: str | tuple[str, ...]) -> Iterator[Fault]:
    yield from undefined(draft, at, SCALES, name, draft.framework.scale_by_id)
    if (scale := draft.framework.scale_by_id.get(name)) is None:
        return
    for number, band in enumerate([bands] if isinstance(bands, str) else bands):
        if band not in (*scale.band_ids, INSUFFICIENT):
            problem = _("Schaal '{scale}' heeft geen niveau '{band}'.", scale=name, band=band)
            choices = listed((*scale.band_ids, INSUFFICIENT))
            yield Fault(at if isinstance(bands, str) else (*at, number), problem, _("Kies uit: {choices}.", choices=choices))
