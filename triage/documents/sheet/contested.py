"""In part 3, of a dossier: what is contested, with what held before and what holds now, and which questions are out of use (REQ-32)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from triage.cases.case import Answer, Case
from triage.casework.contest import Contest, with_contests
from triage.casework.suspension import Suspension
from triage.documents.blocks import Block, Cell, Column, Heading, Paragraph, Row, Table, Text
from triage.documents.casework import Casework
from triage.documents.marks import MM, ROOM
from triage.documents.sheet.counting import called
from triage.documents.sheet.people import facts, outcomes, written
from triage.documents.sheet.subject import Subject
from triage.documents.typeface import NOTE, SMALL
from triage.framework.vocabulary import AnswerStatus
from triage.weighing.result import Weighing
from triage.weighing.sentences import level_words, points_range
from triage.weighing.tables import Tables
from triage.weighing.weigh import weigh_case
from triage.wording import Message, _

FROM_BEFORE = frozenset({AnswerStatus.ESTABLISHED, AnswerStatus.CONFIRMED, AnswerStatus.SIGNAL})
"""What an answer can have been called before somebody contested it."""


def contested(subject: Subject) -> Iterator[Block]:
    """Each contest and what came of it, and what the open ones do to the weighing. Nothing on a trial sheet."""
    casework = subject.casework
    if casework is None or not casework.contests:
        return
    yield Heading(subject.say(_("Wat de jongere of de ouders betwisten")), 3)
    yield Paragraph(Text(subject.say(HOW_IT_COUNTS), lasting=True), stays=True)
    for contest in casework.contests:
        yield facts(subject, *_contest_rows(subject, contest))
    yield from _before_and_after(subject, casework)


HOW_IT_COUNTS = _("Wat is betwist, geeft geen zeker punt tot iemand het heeft nagegaan. Wat eerst gold, blijft hier zichtbaar.")


def out_of_use(subject: Subject) -> Iterator[Block]:
    """The questions of this framework, or all of it, that were set out of use. Nothing on a trial sheet."""
    if subject.casework is None or not subject.casework.suspensions:
        return
    yield Heading(subject.say(_("Buiten gebruik gesteld")), 3)
    for suspension in subject.casework.suspensions:
        yield facts(subject, *_suspension_rows(subject, suspension))


def _contest_rows(subject: Subject, contest: Contest) -> Iterator[tuple[Message, Cell]]:
    of, before = subject.cell, contest.before_status
    yield _("Wat is betwist"), of(_what(subject, contest))
    yield _("Door"), of(_("{who}, {day}", who=contest.by or _("een ingelezen tabel"), day=contest.on))
    yield _("Wat er niet klopt"), of(_("“{words}”", words=contest.text.strip())) if contest.text.strip() else ()
    yield _("Wat eerst gold"), subject.or_not(before)
    settled = contest.settled
    if settled is None:
        yield _("Wat nu geldt"), of(_("betwist, nog niet nagegaan; geeft geen zeker punt"))
        return
    yield _("Wat nu geldt"), subject.or_not(settled.outcome)
    yield _("Wat is nagegaan"), written(subject, settled.text)
    yield _("Nagegaan door"), of(_("{role}, {day}", role=settled.role, day=settled.on))


def _what(subject: Subject, contest: Contest) -> object:
    """A question by its number and words; a fact as it is called on this sheet, or when it was settled by its number of then."""
    if contest.item is not None:
        if contest.item not in subject.numbers:
            return _("een vraag die dit kader niet stelt")
        item = subject.framework.item_by_id[contest.item]
        return _("{number}. {question}", number=str(subject.numbers[contest.item]), question=item.name)
    if not contest.open or contest.fact not in subject.place_of_fact:
        return _("feit {number} in de lijst van toen", number=contest.fact or 0)
    number = subject.place_of_fact[contest.fact]
    fact = subject.facts[number - 1]
    kind = subject.names.fact_kinds.get(fact.kind, fact.kind)
    return _("{fact}. {kind}, {quarter}", fact=called(number), kind=kind, quarter=fact.when.as_quarter)


def _before_and_after(subject: Subject, casework: Casework) -> Iterator[Block]:
    """The whole weighing twice: as if the open contests were not there, and with them."""
    still = tuple(contest for contest in casework.contests if contest.open)
    if not still:
        return
    case, tables = subject.weighing.case, Tables.of(subject.framework)
    before, after = (weigh_case(tables, each) for each in (_uncontested(case, still), with_contests(case, still)))
    said = subject.say
    yield Heading(said(_("Wat de betwisting met de weging doet")), 3)
    columns = (
        Column(said(_("Onderdeel van de weging")), 0, 56 * MM),
        Column(said(_("Zonder de betwisting")), 59 * MM, 113 * MM),
        Column(said(_("Met de betwisting")), 116 * MM, ROOM),
    )
    yield Table(columns, tuple(_rows(subject, before, after)))
    if case != after.case:
        yield Paragraph(Text(said(SEALED_BEFORE), NOTE, lasting=True))


SEALED_BEFORE = _("De rest van dit blad gaat over de weging zoals die is vastgelegd, dus van voor de betwisting.")


def _rows(subject: Subject, before: Weighing, after: Weighing) -> Iterator[Row]:
    for old, new in zip(before.scales, after.scales, strict=True):
        cells = ((*subject.cell(points_range(one.low, one.high)), *subject.cell(level_words(one), style=SMALL)) for one in (old, new))
        yield Row((subject.lasting(old.scale.name), *cells))
    yield Row((subject.cell(_("Advies")), *(_advice(subject, one) for one in (before, after))))


def _advice(subject: Subject, weighing: Weighing) -> Cell:
    possible = subject.framed.outlooks.of(weighing).possible
    named = outcomes(subject, possible)
    return subject.cell(named[0] if len(named) == 1 else _("niet uitgesloten: {outcomes}", outcomes=named) if named else _("geen advies"))


def _uncontested(case: Case, contests: tuple[Contest, ...]) -> Case:
    """The case as it was called before it was contested."""
    before = {contest.item: contest.before_status for contest in contests if contest.before_status in FROM_BEFORE}
    answers = {item: _as_before(answer, before.get(item)) for item, answer in case.answers.items()}
    numbers = {contest.fact for contest in contests}
    facts_of_then = tuple(replace(fact, contested=False) if number in numbers else fact for number, fact in enumerate(case.facts or (), 1))
    return replace(case, answers=answers, facts=None if case.facts is None else facts_of_then)


def _as_before(answer: Answer, status: object) -> Answer:
    contested_now = answer.status is AnswerStatus.CONTESTED
    return replace(answer, status=status) if contested_now and isinstance(status, AnswerStatus) else answer


def _suspension_rows(subject: Subject, suspension: Suspension) -> Iterator[tuple[Message, Cell]]:
    of = subject.cell
    if suspension.item is None:
        yield _("Wat"), of(_("het hele kader"))
    elif suspension.item in subject.numbers:
        name = subject.framework.item_by_id[suspension.item].name
        yield _("Wat"), of(_("{number}. {question}", number=str(subject.numbers[suspension.item]), question=name))
        yield _("Gevolg"), of(_("telt als onbekend") if suspension.lasts else _("telde in die tijd als onbekend"))
    yield _("Sinds"), of(_("{day}, door {role}", day=suspension.on, role=suspension.by))
    yield _("Waarom"), written(subject, suspension.reason)
    yield _("Weer in gebruik"), of(_("nog niet") if suspension.lifted_on is None else suspension.lifted_on)
