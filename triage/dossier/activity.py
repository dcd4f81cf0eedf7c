"""The activity record: what was done, by which account, when and from where, in plain Dutch sentences (REQ-46 to REQ-48).

Under each sentence stands what changed, from the payload of its entry. After a case is deleted the sentence stays and what changed is gone.
Whoever reads the record leaves a line in it as well.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cached_property
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, select

from triage.casework.assessing import hidden_from, is_blind
from triage.casework.assessment import Assessment, GivenUpReason
from triage.dossier import schema
from triage.dossier.action_words import REFUSED, TITLES, TOLD
from triage.dossier.actions import Action
from triage.dossier.chain import NO_PAYLOAD, Entry, Result
from triage.dossier.erasing import ErasingReason
from triage.dossier.field_words import FIELD_WORDS, KIND_WORDS, UNTOLD
from triage.dossier.holdings import AnswerGiven, FrozenFramework
from triage.dossier.kinds import KIND_NAMED
from triage.dossier.records import read
from triage.dossier.store import THIS_DOSSIER, Dossier, Records, entry_of
from triage.errors import InputError
from triage.framework.model import Framework, Outcome
from triage.framework.read import read as read_framework
from triage.framework.vocabulary import OUT_OF_SCOPE
from triage.periods import Period
from triage.weighing.sentences import answer_words
from triage.wording import Message, _, n_

MOST_LINES_UNDER = 40
"""So many changes are told under one sentence; of the rest the number."""


@dataclass(frozen=True)
class Line:
    """One entry, told: the entry itself, the sentence, and what changed under it."""

    entry: Entry
    sentence: Message
    changes: tuple[Message, ...]

    @property
    def at(self) -> datetime:
        """When it was, in UTC."""
        return datetime.fromisoformat(self.entry.at)


def read_activity(dossier: Dossier, *, case: str = "", fact_kinds: Mapping[str, object] | None = None) -> tuple[Line, ...]:
    """The whole record in order, or that of one case. Reading it is written down first, so the last line is about this reading.

    `fact_kinds` are the labels of the registry by id; without them a kind of fact is told by its id. What this account must stay blind to
    is not told (REQ-26).
    """
    _must_be_known(dossier, case)
    dossier.must_may(Action.ACTIVITY_READ, case=case)
    dossier.note(Action.ACTIVITY_READ, case=case)
    with dossier.reading() as records:
        hidden = _hidden(records, dossier.actor.account, case)
        return tuple(_lines(records.connection, case, Words(records.every(FrozenFramework), fact_kinds or {}), hidden))


@dataclass(frozen=True)
class Hidden:
    """What an account must stay blind to: all of these cases, and what belongs to these assessments."""

    cases: frozenset[str]
    assessments: frozenset[str]

    def hides(self, entry: Entry, changes: Sequence[Mapping[str, Any]]) -> bool:
        """Whether what an entry changed is not for this account yet."""
        return entry.case in self.cases or any(self._about(changed) for changed in changes)

    def _about(self, changed: Mapping[str, Any]) -> bool:
        if not self.assessments or changed["kind"] not in _OF_ASSESSMENT:
            return False
        record = json.loads(changed["new"] or changed["old"] or "{}")
        of = {changed["id"], record.get("assessment"), str(record.get("framework", "")).partition("#")[2]}
        return not of.isdisjoint(self.assessments)


_OF_ASSESSMENT = frozenset({"assessment", "answer", "help", "decision"})
"""The kinds of records that belong to one assessment; the answers of a second look carry its id behind the framework."""


def _hidden(records: Records, account: str, case: str) -> Hidden:
    every = records.of_case(Assessment, case) if case else records.every(Assessment)
    by_case: dict[str, list[Assessment]] = {}
    for one in every:
        by_case.setdefault(one.case_code, []).append(one)
    blind = frozenset(code for code, of_case in by_case.items() if is_blind(account, code, of_case))
    of_pairs = (hidden_from(account, of_case) for of_case in by_case.values())
    return Hidden(blind, _given_up_looks(records, account, case, every).union(*of_pairs))


def _given_up_looks(records: Records, account: str, case: str, every: Sequence[Assessment]) -> frozenset[str]:
    """The second looks that were given up at an assessment of this account, until its own assessment cannot change any more."""
    given_up = tuple(_given_up(records.connection, case))
    firsts = {one.id: one for one in (*given_up, *every)}
    looks = [(one.id, firsts.get(one.second_of)) for one in given_up if one.second_of is not None]
    return frozenset(id_ for id_, first in looks if first is None or (first.account == account and first.outcome_seen_at is None))


def _given_up(connection: Connection, case: str) -> Iterator[Assessment]:
    """The assessments that were given up, as they were then."""
    entry, payload = schema.ENTRY.c, schema.PAYLOAD.c
    query = select(payload.body).where(payload.entry == entry.number, entry.action == Action.ASSESSMENT_GIVEN_UP.value)
    for body in connection.execute(query.where(entry.case == case) if case else query).scalars():
        yield from (read(Assessment, changed["old"]) for changed in json.loads(body) if changed["kind"] == "assessment")


class Words:
    """What questions, outcomes and kinds of fact are called: from the frozen frameworks of the dossier, read when first needed, and from
    the labels of the registry.
    """

    def __init__(self, frozen: Sequence[FrozenFramework], fact_kinds: Mapping[str, object]) -> None:
        self._frozen, self._fact_kinds = frozen, fact_kinds

    @cached_property
    def _frameworks(self) -> Mapping[str, Framework]:
        """The latest text of each framework, by id."""
        return {frozen.id: read_framework(frozen.text.encode("utf-8"), frozen.name).framework for frozen in self._frozen}

    @cached_property
    def _outcomes(self) -> Mapping[str, Outcome]:
        return {id_: outcome for framework in self._frameworks.values() for id_, outcome in framework.outcome_by_id.items()}

    def question(self, framework: str, item: str) -> object:
        """A question by its id; the id itself where its framework is not known."""
        known = self._frameworks.get(framework.partition("#")[0])
        return known.item_by_id[item].name if known and item in known.item_by_id else item

    def answer(self, given: AnswerGiven) -> object:
        """An answer as the question puts it."""
        known = self._frameworks.get(given.framework.partition("#")[0])
        item = known.item_by_id.get(given.item) if known else None
        return answer_words(item, given.answer) if item else given.answer.value or _("onbekend")

    def outcome(self, id_: str) -> object:
        """An outcome by its id."""
        if id_ == OUT_OF_SCOPE:
            return _("valt buiten het kader")
        return self._outcomes[id_].name if id_ in self._outcomes else id_

    def _named(self, fact: str) -> object:
        """What a reason names: a question by its id in whichever framework has it, or a fact by its number."""
        known = next((one.item_by_id[fact] for one in self._frameworks.values() if fact in one.item_by_id), None)
        return _("“{item}”", item=known.name) if known else _("feit {number}", number=fact)

    def said(self, name: str, value: Any) -> object | None:
        """The value of a field as a reader sees it; None where there was nothing."""
        match value:
            case None:
                return None
            case "" | ():
                return _("niets")
            case tuple():
                return [self.said(name, one) for one in value]
            case Period() | Enum():
                return value
            case datetime():
                return _moment(value)
            case str():
                return self._text(name, value)
        if is_dataclass(value):
            return _("({parts})", parts=[self.said(field, after) for field, _before, after in unlike(None, value)])
        plain: object = value
        return plain

    def _text(self, name: str, value: str) -> object:
        if name in _OUTCOMES:
            return self.outcome(value)
        if name == "facts":
            return self._named(value)
        return self._fact_kinds[value] if name == "kind" and value in self._fact_kinds else _("“{text}”", text=value)


_OUTCOMES = frozenset({"outcome", "chosen", "option", "advice"})
"""The fields that hold the id of an outcome."""


def _moment(at: datetime) -> Message:
    return _("{day} {time} uur", day=at.date(), time=f"{at:%H.%M}")


def _must_be_known(dossier: Dossier, case: str) -> None:
    """Raises InputError for what is no case of the list: it would stay in it for ever. What was asked for is not repeated."""
    entry = schema.ENTRY
    with dossier.reading() as records:
        known = case == "" or records.connection.execute(select(entry.c.number).where(entry.c.case == case).limit(1)).first()
    if not known:
        raise InputError.at(THIS_DOSSIER, _("Over deze casus staat niets in de lijst van handelingen."), _("Controleer de code."))


def _lines(connection: Connection, case: str, words: Words, hidden: Hidden) -> Iterator[Line]:
    entry, payload = schema.ENTRY, schema.PAYLOAD
    query = select(entry, payload.c.body).outerjoin(payload, payload.c.entry == entry.c.number).order_by(entry.c.number)
    actions = {row.number: row.action for row in connection.execute(select(entry.c.number, entry.c.action))}
    for row in connection.execute(query.where(entry.c.case == case) if case else query):
        told = entry_of(row)
        yield Line(told, _sentence(told, actions), _changes(told, row.body, words, hidden))


def _sentence(entry: Entry, actions: Mapping[int, str]) -> Message:
    action, who = Action(entry.action), entry.account
    if entry.result == Result.REFUSED and action is not Action.FAILED_UNLOCK:
        return Message(REFUSED.template, {"who": who, "title": TITLES[action]})
    undone = actions.get(entry.undoes or 0)
    values = {
        "who": who,
        "case": entry.case,
        "undone": TITLES[Action(undone)] if undone else _("een stap"),
        "undoes": str(entry.undoes),
        "reason": _REASONS[action](entry.object) if action in _REASONS else "",
        "about": entry.object,
        "tried": _moment(datetime.fromisoformat(entry.object).astimezone()) if action is Action.FAILED_UNLOCK else "",
    }
    return Message(TOLD[action].template, values)


_REASONS: Mapping[Action, Callable[[str], Enum]] = {Action.CASE_DELETED: ErasingReason, Action.ASSESSMENT_GIVEN_UP: GivenUpReason}
"""The actions of which the entry says why, from a list."""


def _changes(entry: Entry, body: str | None, words: Words, hidden: Hidden) -> tuple[Message, ...]:
    if entry.payload == NO_PAYLOAD:
        return ()
    if body is None:
        return (_("Wat er veranderde, is gewist."),)
    changes = json.loads(body)
    if hidden.hides(entry, changes):
        return (_("Wat er veranderde, hoort bij een blinde tweede blik en is nu niet voor u."),)
    told = [line for changed in changes for line in _told(changed, words, alone=len(changes) == 1)]
    if len(told) > MOST_LINES_UNDER:
        more = len(told) - MOST_LINES_UNDER
        told[MOST_LINES_UNDER:] = [n_("en nog {count} verandering", "en nog {count} veranderingen", more)]
    return tuple(told)


def _told(changed: Mapping[str, Any], words: Words, *, alone: bool) -> Iterator[Message]:
    """What changed in one record: each field that became another, or that it went. The kind is named where it is not `alone`."""
    kind = KIND_NAMED[changed["kind"]]
    try:
        old, new = (None if changed[side] is None else read(kind.type, changed[side]) for side in ("old", "new"))
    except ValidationError:
        yield _("{kind}: niet meer te lezen", kind=KIND_WORDS[kind.name])
        return
    called = _called(kind.name, old if new is None else new, words)
    if new is None:
        yield _("{kind}: weggehaald", kind=called)
        return
    if isinstance(new, AnswerGiven) and (old is None or old.answer.value != new.answer.value):
        yield _became(called, None if old is None else words.answer(old), words.answer(new))
    for name, before, after in unlike(old, new):
        if name not in _TOLD_OTHERWISE.get(type(new), ()):
            label = FIELD_WORDS[name] if alone else _("{kind}, {field}", kind=called, field=FIELD_WORDS[name])
            yield _became(label, words.said(name, before), words.said(name, after) or _("niets"))


_TOLD_OTHERWISE: Mapping[type, frozenset[str]] = {
    AnswerGiven: frozenset({"value", "item", "framework", "given_on"}),
    FrozenFramework: frozenset({"text"}),
}
"""What is not told field by field: of an answer what its first line tells, of a framework its whole text, which its hash stands for."""


def _became(label: Message, before: object | None, after: object) -> Message:
    if before is None:
        return _("{label}: {after}", label=label, after=after)
    return _("{label}: van {before} naar {after}", label=label, before=before, after=after)


def _called(kind: str, record: Any, words: Words) -> Message:
    """The kind of a record, with the question where it is about one."""
    item, framework = getattr(record, "item", None), getattr(record, "framework", getattr(record, "framework_id", ""))
    return _("{kind} op “{item}”", kind=KIND_WORDS[kind], item=words.question(framework, item)) if item else KIND_WORDS[kind]


def unlike(old: Any, new: Any) -> Iterator[tuple[str, Any, Any]]:
    """The fields in which two records differ, by the innermost name that can be told; of a new record those that say something."""
    for field in fields(new):
        before, after = getattr(old, field.name, None), getattr(new, field.name)
        if field.name in UNTOLD or before == after or (old is None and after in (None, "", (), False)):
            continue
        if is_dataclass(after) and not isinstance(after, Period):
            yield from unlike(before, after)
        else:
            yield field.name, before, after
