"""How the parts of people are said on a sheet: who by role, when, what an outcome or fact is called, and a text somebody wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from triage.documents.blocks import Block, Cell, Facts, Paragraph, Text
from triage.documents.casework import Casework
from triage.documents.sheet.counting import called
from triage.documents.sheet.subject import NOT_FILLED_IN, Framed, Subject, answer_cell, in_a_row, lasting
from triage.documents.typeface import NOTE
from triage.weighing.sentences import outcome_name
from triage.wording import Message, _

Part = Callable[[Subject], Iterator[Block]]
PartOfPeople = Callable[[Subject, Casework], Iterator[Block]]


def of_people(fill: PartOfPeople) -> Part:
    """A part that only a dossier fills; a trial says why it is empty."""

    def part(subject: Subject) -> Iterator[Block]:
        yield from left_to_people(subject) if subject.casework is None else fill(subject, subject.casework)

    return part


def left_to_people(subject: Subject) -> Iterator[Block]:
    """A part that a trial cannot have."""
    yield from lasting(_left_to_people, subject.framed)


NOT_IN_A_TRIAL = _("niet ingevuld. Dit blad is een proef. Dit deel wordt alleen ingevuld in een dossier.")


def _left_to_people(framed: Framed) -> Iterator[Block]:
    yield Paragraph(Text(framed.say(NOT_IN_A_TRIAL), lasting=True))


def moment(at: datetime) -> Message:
    """`1 december 2026, 13.05 uur`, by the clock of the dossier."""
    return _("{day}, {time} uur", day=at.date(), time=f"{at:%H.%M}")


def account(role: object, name: str) -> Message:
    """Who: the role, and the account where there is one. An account is called after its role, never after a person."""
    return _("{role}, account {account}", role=role, account=name) if name else _("{role}", role=role)


def written(subject: Subject, text: str) -> Cell:
    """What somebody wrote, or `niet ingevuld`."""
    return subject.or_not(text.strip() or None)


def facts(subject: Subject, *rows: tuple[Message, Cell]) -> Facts:
    """Labels with what stands beside them; an empty cell says `niet ingevuld`."""
    return Facts(tuple((subject.say(label), cell or subject.or_not(None)) for label, cell in rows))


def note(subject: Subject, words: object) -> Paragraph:
    """A short remark of the program, kept with what follows."""
    return Paragraph(Text(subject.say(words), NOTE, lasting=True), stays=True)


def outcomes(subject: Subject, ids: Iterable[str]) -> list[Message]:
    """Outcomes by their names, in quotes."""
    return [_("“{outcome}”", outcome=outcome_name(subject.framework, one)) for one in ids]


def named(subject: Subject, fact: str) -> tuple[Cell, Cell]:
    """What a reason rests on, spelled out: a question with its answer, or a fact of the list with its quarter and status."""
    if fact in subject.numbers:
        result = subject.weighing.item(fact)
        question = _("{number}. {question}", number=str(subject.numbers[fact]), question=result.item.name)
        return subject.cell(question), answer_cell(subject, result)
    number = subject.place_of_fact[int(fact)]
    found = subject.facts[number - 1]
    kind = subject.names.fact_kinds.get(found.kind, found.kind)
    about = [found.status, found.source or _("bron niet ingevuld"), *([_("betwist")] if found.contested else [])]
    return subject.cell(_("{fact}. {kind}", fact=called(number), kind=kind)), (
        *subject.cell(found.when.as_quarter),
        *in_a_row(subject, about),
    )


def nothing(subject: Subject) -> Paragraph:
    """The part says that it is empty."""
    return Paragraph(Text(subject.say(NOT_FILLED_IN), lasting=True))
