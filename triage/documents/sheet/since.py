"""The end of part 4, on a sheet that carries an earlier weighing: what changed since, and what each change did."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from triage.cases.age_bands import age_band
from triage.cases.case import Answer
from triage.documents.blocks import Block, Cell, Column, Facts, Heading, Paragraph, Row, Table, Text
from triage.documents.enclosure import grouped
from triage.documents.marks import MM, ROOM
from triage.documents.sheet.subject import Subject, is_age
from triage.documents.typeface import NOTE, SMALL
from triage.framework.model import Item
from triage.periods import Period
from triage.weighing.case_changes import AnswerChanged
from triage.weighing.difference import Did, Difference
from triage.weighing.difference_words import DifferenceWords
from triage.weighing.receipt import canonical, case_data, fingerprint
from triage.weighing.sentences import answer_words
from triage.wording import _


def since_the_last(subject: Subject) -> Iterator[Block]:
    """What changed since the weighing the sheet carries as the earlier one; nothing on a sheet without one."""
    if subject.difference is None:
        return
    found, said, of = subject.difference, subject.say, subject.cell
    words = _words(subject, found)
    yield Heading(said(_("Wat er veranderde sinds de vorige weging")), 3)
    yield Paragraph(Text(said(HOW_TO_READ), lasting=True))
    yield Facts(
        (
            (said(_("Peildatum toen")), of(Period.quarter_of(found.before.reference_date))),
            (said(_("SHA-256 van de casus toen")), of(grouped(fingerprint(canonical(case_data(found.before)))), style=SMALL)),
        )
    )
    for line in words.moves():
        yield Paragraph(Text(subject.language.sentence(line)))
    if found.changes:
        columns = (
            Column(said(_("Nr.")), 0, 8 * MM),
            Column(said(_("Wat er veranderde")), 10 * MM, 65 * MM),
            Column(said(_("Wat dit alleen deed")), 68 * MM, 118 * MM),
            Column(said(_("Zonder deze verandering")), 121 * MM, ROOM),
        )
        yield Table(columns, tuple(_row(subject, words, number, did) for number, did in enumerate(found.changes, 1)))


HOW_TO_READ = _(
    "De vorige weging is opnieuw gedaan met dit kader. De antwoorden en feiten van toen zitten ook in de bijlage. Elke verandering heeft "
    "een nummer. “Wat dit alleen deed” is de vorige weging met alleen deze verandering. “Zonder deze verandering” is deze weging zonder "
    "die ene. Bron en toelichting wegen niet mee en staan er daarom niet bij. Met de SHA-256 is te zien of de vorige weging dezelfde is "
    "als die op een eerder blad."
)


def _words(subject: Subject, found: Difference) -> DifferenceWords:
    """Named as elsewhere on the sheet: items by number, ages as a group, days as a quarter."""
    kinds = subject.names.fact_kinds
    return DifferenceWords(found, subject.numbered, lambda kind: kinds.get(kind, kind), _printed_answer, Period.quarter_of)


def _printed_answer(item: Item, answer: Answer) -> object:
    return age_band(answer.value) if is_age(item) and isinstance(answer.value, Decimal) else answer_words(item, answer)


def _row(subject: Subject, words: DifferenceWords, number: int, did: Did) -> Row:
    change = did.change
    what: Cell = (Text(subject.language.sentence(words.change(change))),)
    if isinstance(change, AnswerChanged):
        what += subject.lasting(subject.framework.item_by_id[change.item].name, style=NOTE)
    effects = (subject.framed.listed(lines, lasting=False) for lines in (words.alone(did), words.undone(did)))
    return Row((subject.cell(str(number)), what, *effects))
