"""What questions, answers and outcomes in the activity record are called: in the words of the version of the framework they were about.

An assessment says its version, and what rests on it has the same. An answer was given to a question in certain words. Where neither is
known it is the version that was adopted then: never one that was only proposed, and never a question or outcome of another framework.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import Connection, select

from triage.casework.assessment import Assessment
from triage.casework.conference import Conference
from triage.casework.contest import Contest
from triage.casework.decision import Decision
from triage.casework.questions import wording_of
from triage.casework.suspension import Suspension
from triage.dossier import schema
from triage.dossier.actions import Action
from triage.dossier.chain import Result
from triage.dossier.field_words import UNTOLD
from triage.dossier.holdings import AnswerGiven, FrozenFramework
from triage.dossier.store import Records
from triage.framework.model import Framework, Item
from triage.framework.read import read as read_framework
from triage.framework.vocabulary import OUT_OF_SCOPE
from triage.periods import Period
from triage.weighing.sentences import answer_words
from triage.wording import Message, _

_OUTCOMES = frozenset({"outcome", "chosen", "option", "advice"})
"""The fields that hold the id of an outcome."""


@dataclass(frozen=True)
class Words:
    """How one record is said: by its framework, where it has one, with the labels of the registry and the days of conferences by id."""

    framework: Framework | None
    fact_kinds: Mapping[str, object]
    conferences: Mapping[str, date]

    def question(self, item: str) -> object:
        """A question by its id; the id itself where its framework is not known."""
        known = self._item(item)
        return known.name if known else item

    def answer(self, given: AnswerGiven) -> object:
        """An answer as the question puts it."""
        known = self._item(given.item)
        return answer_words(known, given.answer) if known else given.answer.value or _("onbekend")

    def outcome(self, id_: str) -> object:
        """An outcome by its id."""
        if id_ == OUT_OF_SCOPE:
            return _("valt buiten het kader")
        known = self.framework.outcome_by_id.get(id_) if self.framework else None
        return known.name if known else id_

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
                return moment(value)
            case str():
                return self._text(name, value)
        if is_dataclass(value):
            return _("({parts})", parts=[self.said(field, after) for field, _before, after in unlike(None, value)])
        plain: object = value
        return plain

    def _text(self, name: str, value: str) -> object:
        if name in _OUTCOMES:
            return self.outcome(value)
        if name == "conference":
            return self.conferences.get(value, _("een overleg dat er niet meer is"))
        if name == "kind" and value in self.fact_kinds:
            return self.fact_kinds[value]
        if name == "facts" and value.isdigit():
            return _("feit {number}", number=value)
        return _("“{text}”", text=self.question(value) if name in ("item", "facts") else value)

    def _item(self, item: str) -> Item | None:
        return self.framework.item_by_id.get(item) if self.framework else None


class Lexicon:
    """The words of a dossier. Frameworks are read when first needed.

    Records are asked for in the order of the list, each with the number of its entry.
    """

    def __init__(self, records: Records, versions: Mapping[str, str], fact_kinds: Mapping[str, object]) -> None:
        """`versions` is the SHA-256 of the framework of each assessment, by id."""
        self._frozen = {one.sha256: one for one in records.every(FrozenFramework)}
        self._adoptions = dict(_adoptions(records.connection))
        self._conferences = {one.id: one.on for one in records.every(Conference)}
        self._versions, self._fact_kinds = versions, fact_kinds
        self._frameworks: dict[str, Framework] = {}
        self._asked: dict[tuple[str, str, str], str | None] = {}
        self._answered: dict[tuple[str, str], Framework | None] = {}

    def of(self, record: object, entry: int) -> Words:
        """The words of a record that an entry changed."""
        return Words(self._framework_of(record, entry), self._fact_kinds, self._conferences)

    def _framework_of(self, record: object, entry: int) -> Framework | None:
        match record:
            case Assessment() | Suspension():
                return self._framework(record.framework_sha256)
            case Decision():
                return self._framework(self._versions.get(record.assessment))
            case AnswerGiven():
                found = self._framework(self._version_asked(record)) or self._adopted(record.framework.partition("#")[0], entry)
                self._answered[record.case_code, record.item] = found
                return found
            case Contest(item=str(item)):
                return self._answered.get((record.case_code, item)) or self._only_one_that_asks(item, entry)
        return None

    def _framework(self, sha256: str | None) -> Framework | None:
        frozen = self._frozen.get(sha256 or "")
        if frozen is None:
            return None
        if frozen.sha256 not in self._frameworks:
            self._frameworks[frozen.sha256] = read_framework(frozen.text.encode("utf-8"), frozen.name).framework
        return self._frameworks[frozen.sha256]

    def _version_asked(self, given: AnswerGiven) -> str | None:
        """A version of the framework in which the question stood in the words in which it was answered."""
        framework_id = given.framework.partition("#")[0]
        key = framework_id, given.item, given.wording
        if key not in self._asked:
            versions = (sha256 for sha256, one in self._frozen.items() if one.id == framework_id)
            self._asked[key] = next((sha256 for sha256 in versions if self._asks(sha256, given)), None)
        return self._asked[key]

    def _asks(self, sha256: str, given: AnswerGiven) -> bool:
        framework = self._framework(sha256)
        item = framework.item_by_id.get(given.item) if framework else None
        return item is not None and wording_of(item) == given.wording

    def _adopted(self, framework_id: str, entry: int) -> Framework | None:
        """The version of a framework that was adopted last before an entry."""
        versions = (sha256 for sha256, one in self._frozen.items() if one.id == framework_id)
        before = [sha256 for sha256 in versions if self._adoptions.get(sha256, entry) < entry]
        return self._framework(max(before, key=self._adoptions.__getitem__)) if before else None

    def _only_one_that_asks(self, item: str, entry: int) -> Framework | None:
        """The framework that asked this then, if one alone did."""
        adopted = (self._adopted(id_, entry) for id_ in dict.fromkeys(one.id for one in self._frozen.values()))
        asking = [one for one in adopted if one is not None and item in one.item_by_id]
        return asking[0] if len(asking) == 1 else None


def _adoptions(connection: Connection) -> Iterator[tuple[str, int]]:
    """The frameworks that were adopted, by SHA-256, each with the number of that entry. Not the time: a clock may be put back."""
    entry = schema.ENTRY.c
    adopted = entry.action == Action.FRAMEWORK_ADOPTED.value
    for row in connection.execute(select(entry.number, entry.object).where(adopted, entry.result == Result.DONE.value)):
        yield row.object.partition("/")[2], row.number


def moment(at: datetime) -> Message:
    """A day and a time."""
    return _("{day} {time} uur", day=at.date(), time=f"{at:%H.%M}")


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
