"""The activity record: what was done, by which account, when and from where, in plain Dutch sentences (REQ-46 to REQ-48).

Under each sentence stands what changed, from the payload of its entry. After a case is deleted the sentence stays and what changed is gone.
Whoever reads the record leaves a line in it as well.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, select

from triage.casework.assessing import hidden_from, is_blind
from triage.casework.assessment import Assessment, GivenUpReason
from triage.dossier import schema
from triage.dossier.action_words import REFUSED, REFUSED_IN, TITLES, TOLD
from triage.dossier.actions import Action
from triage.dossier.activity_words import Lexicon, Words, moment, unlike
from triage.dossier.chain import NO_PAYLOAD, Entry, Result
from triage.dossier.erasing import ErasingReason
from triage.dossier.field_words import FIELD_WORDS, KIND_WORDS
from triage.dossier.holdings import AnswerGiven, FrozenFramework, Minutes
from triage.dossier.kinds import KIND_NAMED
from triage.dossier.records import read
from triage.dossier.store import THIS_DOSSIER, Dossier, Records, entry_of
from triage.errors import InputError
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
        every = records.of_case(Assessment, case) if case else records.every(Assessment)
        hidden = _hidden(records, dossier.actor.account, case, every)
        lexicon = Lexicon(records, {one.id: one.framework_sha256 for one in every}, fact_kinds or {})
        return tuple(_lines(records.connection, case, lexicon, hidden))


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


def _hidden(records: Records, account: str, case: str, every: Sequence[Assessment]) -> Hidden:
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


def _must_be_known(dossier: Dossier, case: str) -> None:
    """Raises InputError for what is no case of the list: it would stay in it for ever. What was asked for is not repeated."""
    entry = schema.ENTRY
    with dossier.reading() as records:
        known = case == "" or records.connection.execute(select(entry.c.number).where(entry.c.case == case).limit(1)).first()
    if not known:
        raise InputError.at(THIS_DOSSIER, _("Over deze casus staat niets in de lijst van handelingen."), _("Controleer de code."))


def _lines(connection: Connection, case: str, lexicon: Lexicon, hidden: Hidden) -> Iterator[Line]:
    entry, payload = schema.ENTRY, schema.PAYLOAD
    query = select(entry, payload.c.body).outerjoin(payload, payload.c.entry == entry.c.number).order_by(entry.c.number)
    actions = {row.number: row.action for row in connection.execute(select(entry.c.number, entry.c.action))}
    for row in connection.execute(query.where(entry.c.case == case) if case else query):
        told = entry_of(row)
        yield Line(told, _sentence(told, actions), _changes(told, row.body, lexicon, hidden))


def _sentence(entry: Entry, actions: Mapping[int, str]) -> Message:
    action, who = Action(entry.action), entry.account
    if entry.result == Result.REFUSED and action is not Action.FAILED_UNLOCK:
        refused = REFUSED_IN if entry.case else REFUSED
        return Message(refused.template, {"who": who, "title": TITLES[action], "case": entry.case})
    undone = actions.get(entry.undoes or 0)
    values = {
        "who": who,
        "case": entry.case,
        "undone": TITLES[Action(undone)] if undone else _("een stap"),
        "undoes": str(entry.undoes),
        "reason": _REASONS[action](entry.object) if action in _REASONS else "",
        "about": entry.object,
        "tried": moment(datetime.fromisoformat(entry.object).astimezone()) if action is Action.FAILED_UNLOCK else "",
    }
    return Message(TOLD[action].template, values)


_REASONS: Mapping[Action, Callable[[str], Enum]] = {Action.CASE_DELETED: ErasingReason, Action.ASSESSMENT_GIVEN_UP: GivenUpReason}
"""The actions of which the entry says why, from a list."""


def _changes(entry: Entry, body: str | None, lexicon: Lexicon, hidden: Hidden) -> tuple[Message, ...]:
    if entry.payload == NO_PAYLOAD:
        return ()
    if body is None:
        return (_("Wat er veranderde, is gewist."),)
    changes = json.loads(body)
    if hidden.hides(entry, changes):
        return (_("Wat er veranderde, hoort bij een blinde tweede blik en is nu niet voor u."),)
    alone = len(changes) == 1
    told = [line for changed in changes for line in _told(changed, lexicon, entry.number, alone=alone)]
    if len(told) > MOST_LINES_UNDER:
        more = len(told) - MOST_LINES_UNDER
        told[MOST_LINES_UNDER:] = [n_("en nog {count} verandering", "en nog {count} veranderingen", more)]
    return tuple(told)


def _told(changed: Mapping[str, Any], lexicon: Lexicon, entry: int, *, alone: bool) -> Iterator[Message]:
    """What changed in one record: each field that became another, or that it went. Kind and question are named where it is not `alone`, or
    where nothing else says which question it is about.
    """
    kind = KIND_NAMED[changed["kind"]]
    try:
        old, new = (None if changed[side] is None else read(kind.type, changed[side]) for side in ("old", "new"))
    except ValidationError:
        yield _("{kind}: niet meer te lezen", kind=KIND_WORDS[kind.name])
        return
    was, now = lexicon.of(old, entry), lexicon.of(old if new is None else new, entry)
    called = _called(kind.name, old if new is None else new, now)
    if new is None:
        yield _("{kind}: weggehaald", kind=called)
        return
    became = tuple(unlike(old, new))
    says_question = any(name in ("item", "value") for name, _before, _after in became) or not getattr(new, "item", None)
    if isinstance(new, AnswerGiven) and (old is None or old.answer.value != new.answer.value):
        yield _became(called, None if old is None else was.answer(old), now.answer(new))
    for name, before, after in became:
        if name not in _TOLD_OTHERWISE.get(type(new), ()):
            label = FIELD_WORDS[name] if alone and says_question else _("{kind}, {field}", kind=called, field=FIELD_WORDS[name])
            yield _became(label, was.said(name, before), now.said(name, after) or _("niets"))


_TOLD_OTHERWISE: Mapping[type, frozenset[str]] = {
    AnswerGiven: frozenset({"value", "item", "framework", "given_on"}),
    FrozenFramework: frozenset({"text"}),
    Minutes: frozenset({"conference"}),
}
"""What is not told field by field: of an answer what its first line tells, of a framework its whole text, which its hash stands for, and of
minutes their conference, which has lines of its own.
"""


def _became(label: Message, before: object | None, after: object) -> Message:
    if before is None:
        return _("{label}: {after}", label=label, after=after)
    return _("{label}: van {before} naar {after}", label=label, before=before, after=after)


def _called(kind: str, record: Any, words: Words) -> Message:
    """The kind of a record, with the question where it is about one."""
    item = getattr(record, "item", None)
    return _("{kind} op “{item}”", kind=KIND_WORDS[kind], item=words.question(item)) if item else KIND_WORDS[kind]
