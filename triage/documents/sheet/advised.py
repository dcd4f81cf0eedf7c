"""Parts 5 and 6: strengths and needs, and the advice of the framework with the way that led to it."""

from __future__ import annotations

from collections.abc import Iterator

from triage.documents.blocks import Block, Column, Heading, Notice, Paragraph, Row, Table, Text
from triage.documents.marks import MM, ROOM
from triage.documents.sheet.subject import NOT_FILLED_IN, Subject
from triage.documents.typeface import NOTE
from triage.framework.vocabulary import Role
from triage.weighing.advice import PROTECTION, SCOPE
from triage.weighing.goals import Fit, Goal, fits, goals
from triage.weighing.reasons import strongest
from triage.weighing.result import ItemResult, LineResult, Truth, Use
from triage.weighing.sentences import advice_sentence, condition_words, line_sentence, outcome_name, scale_sentence
from triage.wording import Message, _


def strengths_and_needs(subject: Subject) -> Iterator[Block]:
    """What goes well, which goals follow from the answers, and how help fits."""
    yield from _strengths(subject)
    yield from _goals(subject)
    yield from _fit(subject)


def advised(subject: Subject) -> Iterator[Block]:
    """The advice in words, its limits, what is open, and the walk line by line."""
    weighing, said = subject.weighing, subject.say
    yield Notice(said(advice_sentence(weighing)))
    if weighing.outcome and weighing.outcome.text:
        yield Paragraph(Text(said(weighing.outcome.text)))
    if weighing.out_of_scope and subject.framework.scope and subject.framework.scope.outside:
        yield Paragraph(Text(said(subject.framework.scope.outside)))
    yield Paragraph(Text(said(NO_PREDICTION), lasting=True))
    yield from _open_questions(subject)
    yield Heading(said(_("Wat tegen zulke kaders bekend is")), 3)
    yield Paragraph(Text(said(subject.framework.limits or NOT_FILLED_IN), lasting=True))
    yield from _walk(subject)


NO_PREDICTION = _(
    "Dit kader is een hulpmiddel om geordend te wegen. Het is geen gevalideerd risico-instrument en het voorspelt niet wat een jongere "
    "gaat doen. Het geeft een advies om te bespreken; mensen besluiten."
)
"""The one sentence in which the sheet may speak of predicting (REQ-06, REQ-07)."""


def _strengths(subject: Subject) -> Iterator[Block]:
    yield Heading(subject.say(_("Sterke kanten")), 3)
    scales = [scale for scale in subject.weighing.scales if scale.scale.role is Role.PROTECTIVE]
    if not scales:
        yield Paragraph(Text(subject.say(_("Dit kader vraagt niet naar sterke kanten."))))
    for scale in scales:
        yield Paragraph(Text(subject.say(_("{name}: {sentence}", name=scale.scale.name, sentence=scale_sentence(scale)))))
        found = [result for tied in strongest(scale) for result in tied]
        if found:
            columns = (Column(subject.say(_("Wat helpt")), 0, 104 * MM), Column(subject.say(_("Antwoord")), 107 * MM, ROOM))
            rows = tuple(Row((subject.cell(_named(subject, result)), subject.cell(subject.answer(result)))) for result in found)
            yield Table(columns, rows)


def _goals(subject: Subject) -> Iterator[Block]:
    yield Heading(subject.say(_("Behoeften en doelen")), 3)
    every = goals(subject.weighing)
    found = [goal for goal in every if goal.truth is Truth.TRUE]
    if not every:
        yield Paragraph(Text(subject.say(NOT_FILLED_IN)))
        return
    if found:
        columns = (
            Column(subject.say(_("Doel")), 0, 62 * MM),
            Column(subject.say(_("Leefgebied")), 65 * MM, 101 * MM),
            Column(subject.say(_("Op grond van")), 104 * MM, ROOM),
        )
        yield Table(columns, tuple(_goal_row(subject, goal) for goal in found))
    else:
        yield Paragraph(Text(subject.say(_("Uit de antwoorden volgt nu geen doel."))))
    yield from _undecided(subject, [goal.result for goal in every if goal.truth is Truth.UNKNOWN])


def _goal_row(subject: Subject, goal: Goal) -> Row:
    domain = subject.framework.domain_by_id.get(goal.need.domain or goal.result.item.domain or "")
    ground = (*subject.cell(_named(subject, goal.result)), *subject.cell(subject.answer(goal.result), style=NOTE))
    return Row((subject.cell(goal.need.goal), subject.cell(domain.name) if domain else (), ground))


def _fit(subject: Subject) -> Iterator[Block]:
    yield Heading(subject.say(_("Zo sluit de hulp aan")), 3)
    every = fits(subject.weighing)
    if not every:
        yield Paragraph(Text(subject.say(NOT_FILLED_IN)))
        return
    found = [fit for fit in every if fit.truth is Truth.TRUE]
    for fit in found:
        yield Paragraph(Text(subject.say(_fit_words(subject, fit))))
    if not found:
        yield Paragraph(Text(subject.say(_("Uit de antwoorden volgt nu geen aanwijzing voor de hulp."))))
    yield from _undecided(subject, [fit.result for fit in every if fit.truth is Truth.UNKNOWN])


def _fit_words(subject: Subject, fit: Fit) -> Message:
    return _("{advice} (onderdeel {number})", advice=fit.line.advice, number=str(subject.numbers[fit.result.item.id]))


def _undecided(subject: Subject, results: list[ItemResult]) -> Iterator[Block]:
    if results:
        items = subject.items(result.item.id for result in results)
        yield Paragraph(Text(subject.say(_("Meer is nog niet te zeggen. Dat hangt af van {items}.", items=items)), NOTE))


def _named(subject: Subject, result: ItemResult) -> Message:
    return _("{number}. {question}", number=str(subject.numbers[result.item.id]), question=result.item.name)


def _open_questions(subject: Subject) -> Iterator[Block]:
    advice, said = subject.weighing.advice, subject.say
    if advice is None:
        return
    if advice.deciding:
        yield Heading(said(_("Van deze open vragen hangt het advies af")), 3)
        results = [subject.weighing.item(item) for item in advice.deciding]
        uncounted = [result.item.id for result in results if result.use is Use.NO_FACTS_LIST]
        rows = [Row((subject.cell(_named(subject, result)),)) for result in results if result.item.id not in uncounted]
        if uncounted:
            rows.append(Row((subject.cell(_("De lijst van feiten, voor {items}.", items=subject.items(uncounted))),)))
        yield Table((Column(said(_("Vraag")), 0, ROOM),), tuple(rows))
    elif not advice.certain:
        yield Paragraph(Text(said(_("Geen open vraag kan het advies nog veranderen."))))


def _walk(subject: Subject) -> Iterator[Block]:
    """Every line of the decision table in the order it is walked, also those that did not apply."""
    advice, said = subject.weighing.advice, subject.say
    if advice is None:
        return
    yield Heading(said(_("Zo is het advies gevonden")), 3)
    yield Paragraph(
        Text(said(_("De regels worden van boven naar beneden gelezen. De eerste regel die zeker opgaat, bepaalt het advies."))), stays=True
    )
    columns = (
        Column(said(_("Regel")), 0, 82 * MM),
        Column(said(_("In deze casus")), 85 * MM, ROOM),
    )
    yield Table(columns, tuple(Row((_rule(subject, line), subject.cell(line_sentence(line, subject.numbered)))) for line in advice.lines))


def _rule(subject: Subject, line: LineResult) -> tuple[Text, ...]:
    name = {
        PROTECTION: _("Bescherming {number}", number=line.number),
        SCOPE: _("Voor wie het kader is"),
    }.get(line.part, _("Regel {number}", number=line.number))
    if line.trace is None:
        when = _("Anders: “{outcome}”.", outcome=outcome_name(subject.framework, line.then))
    elif line.part == SCOPE:
        when = _("Valt buiten dit kader, als {condition}.", condition=condition_words(line.trace.condition, subject.numbered, denied=True))
    else:
        condition = condition_words(line.trace.condition, subject.numbered)
        when = _("“{outcome}”, als {condition}.", outcome=outcome_name(subject.framework, line.then), condition=condition)
    return (*subject.lasting(name), *subject.lasting(when, style=NOTE))
