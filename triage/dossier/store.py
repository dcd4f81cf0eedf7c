"""One open dossier: reading records, and changing them in one transaction with the entries that tell of it.

Every change goes through `Dossier.writing`: the block puts and removes records, and at its end the entries (one per case that was
touched), their payloads, the index and the head are written in the same transaction. When anything fails, nothing happened.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Row, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from triage.casework.instruction import Confirmation, instruction_defects
from triage.casework.record import CaseRecord
from triage.casework.roles import AccountRole
from triage.casework.texts import refuse
from triage.dossier import chain, last_saved, schema, search
from triage.dossier.actions import LOG_ONLY, NOT_YOURS, WITHOUT_INSTRUCTION, Action, may, whose
from triage.dossier.chain import Entry, Result
from triage.dossier.connection import said_plainly, transaction
from triage.dossier.keys import subkey
from triage.dossier.kinds import KIND_OF
from triage.dossier.places import Places
from triage.dossier.records import Kind, read, written
from triage.errors import InputError
from triage.review import OpenFramework
from triage.weighing.receipt import canonical
from triage.wording import Message, _

T = TypeVar("T")

THIS_DOSSIER = _("het dossier")
HEAD_PURPOSE = "head of the list"

LATEST = "latest_moment"
"""The name in the table `meta` of the latest moment that is trusted."""

LONGEST_PAUSE = timedelta(days=92)
"""A clock that is farther on than this since the last work is asked about before anything is deleted because of it."""

READ_ONLY = _("Dit dossier is nu alleen om te lezen: iemand anders werkt erin, of de schijf laat geen wijzigingen toe.")
READ_ONLY_MEND = _("Wacht tot de ander klaar is, of open het dossier op een schijf waarop u mag schrijven.")


@dataclass(frozen=True)
class Actor:
    """Who does it: an account by its id, in a role, at a computer."""

    account: str
    role: AccountRole
    device: str


@dataclass(frozen=True)
class Change:
    """What an operation changed: the kinds of records, the sentence about it, its number in the list, and whether it can be undone.

    `about` is the one record it is about as `kind/id`, or empty.
    """

    kinds: frozenset[str]
    text: Message
    operation: int
    undo: bool
    about: str = ""

    @property
    def id(self) -> str:
        """The id of that record."""
        return self.about.partition("/")[2]


class Records:
    """Reading records over one connection."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def get(self, of: type[T], id_: str) -> T | None:
        """The record with this id, or None."""
        table = schema.RECORDS[KIND_OF[of].name]
        body = self.connection.execute(select(table.c.body).where(table.c.id == id_)).scalar()
        return None if body is None else read(of, body)

    def of_case(self, of: type[T], code: str) -> tuple[T, ...]:
        """The records of a case, in the order in which they were first put."""
        table = schema.RECORDS[KIND_OF[of].name]
        rows = self.connection.execute(select(table.c.body).where(table.c.case == code).order_by(table.c.number))
        return tuple(read(of, body) for (body,) in rows)

    def every(self, of: type[T]) -> tuple[T, ...]:
        """All records of a kind, in the order in which they were first put."""
        table = schema.RECORDS[KIND_OF[of].name]
        return tuple(read(of, body) for (body,) in self.connection.execute(select(table.c.body).order_by(table.c.number)))

    def where(self, of: type[T], name: str, value: str) -> tuple[T, ...]:
        """The records of a kind in which this field has this value, in the order in which they were first put."""
        table = schema.RECORDS[KIND_OF[of].name]
        rows = select(table.c.body).where(func.json_extract(table.c.body, f"$.{name}") == value).order_by(table.c.number)
        return tuple(read(of, body) for (body,) in self.connection.execute(rows))

    def taken(self, id_: str, of: type[Any]) -> bool:
        """Whether there is a record with this id."""
        table = schema.RECORDS[KIND_OF[of].name]
        return self.connection.execute(select(table.c.number).where(table.c.id == id_)).first() is not None


@dataclass
class _Changed:
    """One record, before and after, as JSON text; None where it was not there. `told_as` is the action of an entry of its own."""

    kind: str
    id: str
    case: str
    old: str | None
    new: str | None
    told_as: Action | None = None

    def data(self) -> Mapping[str, str | None]:
        return {"kind": self.kind, "id": self.id, "old": self.old, "new": self.new}


class Writing(Records):
    """Changing records inside one transaction. Nothing is kept unless the block it belongs to ends well.

    Once the block has ended, `first` is the first entry that tells of it.
    """

    first: Entry

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._changed: dict[tuple[str, str], _Changed] = {}

    def put(self, record: object, *, told_as: Action | None = None) -> None:
        """Keep a record, new or in the place of the one with its id.

        With `told_as` this change has an entry of its own, with that action, behind the entry of the operation.
        """
        kind = KIND_OF[type(record)]
        self.put_body(kind, kind.id(record), kind.case(record), written(record), told_as=told_as)

    def remove(self, record: object, *, told_as: Action | None = None) -> None:
        """Take a record away; `told_as` as in `put`."""
        kind = KIND_OF[type(record)]
        self.put_body(kind, kind.id(record), kind.case(record), None, told_as=told_as)

    def put_body(self, kind: Kind, id_: str, case: str, new: str | None, *, told_as: Action | None = None) -> None:
        """The same for a record that is already written; None takes it away."""
        table = schema.RECORDS[kind.name]
        row = self.connection.execute(select(table.c.number, table.c.body).where(table.c.id == id_)).first()
        old = None if row is None else row.body
        if new is None:
            self.connection.execute(delete(table).where(table.c.id == id_))
        elif row is None:
            self.connection.execute(insert(table).values(id=id_, case=case, body=new))
        else:
            self.connection.execute(update(table).where(table.c.number == row.number).values(case=case, body=new))
        self._note(_Changed(kind.name, id_, case, old, new, told_as))

    def add_all(self, records: Sequence[object]) -> None:
        """Keep many new records at once. Raises IntegrityError, a mistake of ours, when one is there already."""
        rows: dict[str, list[dict[str, str]]] = {}
        for record in records:
            kind = KIND_OF[type(record)]
            row = {"id": kind.id(record), "case": kind.case(record), "body": written(record)}
            rows.setdefault(kind.name, []).append(row)
            self._note(_Changed(kind.name, row["id"], row["case"], None, row["body"]))
        for name, of_kind in rows.items():
            self.connection.execute(insert(schema.RECORDS[name]), of_kind)

    def change(self, text: Message, *, undo: bool) -> Change:
        """What an operation gives back, once its block has ended."""
        kinds = frozenset(changed.kind for changed in self.changes)
        return Change(kinds, text, self.first.operation, undo, self.first.object)

    @property
    def changes(self) -> tuple[_Changed, ...]:
        """What was really changed so far, in order."""
        return tuple(changed for changed in self._changed.values() if changed.old != changed.new)

    def _note(self, changed: _Changed) -> None:
        key = changed.kind, changed.id
        earlier = self._changed.get(key)
        if earlier is None:
            self._changed[key] = changed
        else:
            earlier.new = changed.new


@dataclass(eq=False)
class Dossier:
    """An open dossier. One thread at a time uses it.

    `data_key` has 32 bytes. `clock` gives the present moment with a time zone and `random` chance (a secure source outside tests). `alters`
    is false for the second who opens it and on a medium that cannot be written; `logs` is false only on such a medium. `frameworks`
    are those that were opened already, by SHA-256 (`operations.frameworks.opened`). `last_saved` is the file that knows up to which entry
    the list was saved (`last_saved.py`); None for a copy of a dossier, which has none. `file` is the file that was opened, for who asks
    whether it still stands under its name; None when that is not known.
    """

    engine: Engine
    places: Places
    actor: Actor
    file_id: str
    data_key: bytes = field(repr=False)
    clock: Callable[[], datetime]
    random: Random
    alters: bool = True
    logs: bool = True
    frameworks: dict[str, OpenFramework] = field(default_factory=dict)
    last_saved: Path | None = None
    file: tuple[int, int] | None = None
    _appended: Entry | None = None
    _closing: list[Callable[[], None]] = field(default_factory=list)
    _writes_on: Connection | None = None

    @property
    def head_key(self) -> bytes:
        """The key under which the head of the list is authenticated."""
        return subkey(self.data_key, HEAD_PURPOSE)

    def now(self) -> datetime:
        """The present moment; never before the latest one this dossier trusts, so that a clock that was put back prolongs nothing."""
        with self.reading() as records:
            return self.now_in(records)

    def now_in(self, records: Records) -> datetime:
        """The same inside a transaction."""
        latest, present = latest_moment(records.connection), self.clock()
        return present if latest is None else max(present, latest.astimezone(present.tzinfo))

    def date_in_doubt(self) -> bool:
        """Whether the clock is farther on than a pause in the work explains: then nothing happens by itself because of the date."""
        with self.reading() as records:
            latest = latest_moment(records.connection)
        return latest is not None and self.clock() > latest + LONGEST_PAUSE

    def today(self) -> date:
        """The day of `now`, as the clock on the wall has it."""
        return self.now().date()

    @contextmanager
    def reading(self) -> Iterator[Records]:
        """Read, at one moment of the dossier; inside a block that writes, what that block has made of it."""
        if self._writes_on is not None:
            yield Records(self._writes_on)
            return
        with said_plainly(self.places.database), transaction(self.engine, writes=False) as connection:
            yield Records(connection)

    @contextmanager
    def writing(self, action: Action, *, case: str = "", about: str = "", undoes: int | None = None) -> Iterator[Writing]:
        """Change records; at the end of the block it is all there, with its entries, or nothing is.

        `about` says which record or thing the entry is about. Raises InputError when this account may not do it, or not now.
        """
        self.must_may(action, case=case)
        with said_plainly(self.places.database), transaction(self.engine, writes=True) as connection:
            writing = Writing(connection)
            self._writes_on = connection
            try:
                yield writing
            finally:
                self._writes_on = None
            writing.first = self._tell(connection, action, writing.changes, case=case, about=about, undoes=undoes)
        self.remember_saved()

    def note(self, action: Action, *, case: str = "", about: str = "", result: Result = Result.DONE, account: str = "") -> None:
        """Write down what changes no record, such as reading. On a medium that cannot be written nothing is noted."""
        if not self.logs:
            return
        with said_plainly(self.places.database), transaction(self.engine, writes=True) as connection:
            told = self._told(action, case=case, about=about, result=result)
            self._append(connection, [replace(told, account=account) if account else told])
        self.remember_saved()

    def remember_saved(self) -> None:
        """Before a change is reported as saved: up to which entry the list is on the disk now. Of another file nothing is said."""
        if self.last_saved is not None and self._appended is not None and self.file in (None, file_at(self.places.database)):
            last_saved.remember(self.last_saved, self._appended.number, self._appended.hash, self.head_key)

    def must_may(self, action: Action, *, case: str = "") -> None:
        """Raises InputError when this role may not do this, which is written down, when this dossier is open for reading only, or when the
        account has not confirmed the instruction this year (REQ-28).
        """
        self.must_have_role(action, case=case)
        if not self.alters and action not in LOG_ONLY:
            raise InputError.at(THIS_DOSSIER, READ_ONLY, READ_ONLY_MEND)
        if action not in WITHOUT_INSTRUCTION:
            self._must_be_instructed()

    def must_have_role(self, action: Action, *, case: str = "") -> None:
        """Raises InputError when this role may not do this, which is written down. For reading that is enough."""
        if not may(self.actor.role, action):
            self.note(action, case=case if self._knows(case) else "", result=Result.REFUSED)
            raise InputError.at(THIS_DOSSIER, NOT_YOURS, whose(action))

    def _knows(self, case: str) -> bool:
        """Whether this is the code of a case: what is kept in the list may be nothing else."""
        with self.reading() as records:
            return records.taken(case, CaseRecord)

    def _must_be_instructed(self) -> None:
        today = self.today()
        with self.reading() as records:
            confirmed = records.get(Confirmation, self.actor.account)
        refuse(instruction_defects(self.actor.account, () if confirmed is None else (confirmed,), today))

    def close(self) -> None:
        """Let go of the file and of the lock. What was still in the journal goes into the file."""
        self.engine.dispose()
        for step in reversed(self._closing):
            step()
        self._closing.clear()

    def when_closed(self, step: Callable[[], None]) -> None:
        """Something to do at closing, after the file was let go; the last named first."""
        self._closing.append(step)

    def _tell(
        self, connection: Connection, action: Action, changes: Sequence[_Changed], *, case: str, about: str, undoes: int | None
    ) -> Entry:
        """The entries of one operation, one per case that was touched and per change with an entry of its own, with their payloads; and the
        index of those cases. Gives the first entry.
        """
        by_line: dict[tuple[str, Action | None], list[_Changed]] = {} if changes else {(case, None): []}
        for changed in sorted(changes, key=lambda one: one.told_as is not None):
            by_line.setdefault((changed.case, changed.told_as), []).append(changed)
        told, payloads = [], []
        for (code, told_as), of_line in by_line.items():
            payload = _payload(code, of_line, self.random) if of_line else None
            hash_ = chain.NO_PAYLOAD if payload is None else chain.payload_hash(payload["salt"], payload["body"])
            name = _about(of_line) if told_as else about or _about(of_line)
            told.append(replace(self._told(told_as or action, case=code, about=name), undoes=undoes, payload=hash_))
            payloads.append(payload)
        entries = self._append(connection, told)
        rows = [{**payload, "entry": entry.number} for entry, payload in zip(entries, payloads, strict=True) if payload is not None]
        if rows:
            connection.execute(insert(schema.PAYLOAD), rows)
        said = [changed.case for changed in changes if changed.case and search.says_otherwise(changed.old, changed.new)]
        search.index(connection, list(dict.fromkeys(said)))
        return entries[0]

    def _told(self, action: Action, *, case: str, about: str, result: Result = Result.DONE) -> Entry:
        """An entry that is not in the list yet."""
        actor, at = self.actor, self.clock().astimezone(UTC).isoformat(timespec="milliseconds")
        return Entry(0, 0, at, actor.account, actor.role.value, actor.device, action.value, case, about, result.value, None, "", "")

    def _append(self, connection: Connection, told: Sequence[Entry]) -> list[Entry]:
        """Puts the entries of one operation at the end of the list; gives them as they stand there.

        A head that is not that of the list is never replaced without a word: an entry that stays tells of it first.
        """
        last = last_entry(connection)
        if not _ends_as_it_did(connection, last, self.head_key):
            last = self._put_at_end(connection, last, [self._told(Action.END_CHANGED, case="", about="")])[-1]
        entries = self._put_at_end(connection, last, told)
        self._appended = entries[-1]
        write_head(connection, entries[-1], self.head_key)
        _trust(connection, datetime.fromisoformat(entries[-1].at), within=LONGEST_PAUSE)
        return entries

    def _put_at_end(self, connection: Connection, last: Entry | None, told: Sequence[Entry]) -> list[Entry]:
        previous, first = (chain.first_link(self.file_id), 1) if last is None else (last.hash, last.number + 1)
        entries: list[Entry] = []
        for number, entry in enumerate(told, first):
            entries.append(chain.linked(replace(entry, number=number, operation=first, previous=previous)))
            previous = entries[-1].hash
        connection.execute(insert(schema.ENTRY), [asdict(entry) for entry in entries])
        return entries


def file_at(path: Path) -> tuple[int, int] | None:
    """Which file stands under a name, however it is called later; None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def latest_moment(connection: Connection) -> datetime | None:
    """The latest moment this dossier trusts, in UTC: of an entry, unless the clock had jumped ahead, or confirmed by somebody."""
    said = connection.execute(select(schema.META.c.value).where(schema.META.c.name == LATEST)).scalar()
    return None if said is None else datetime.fromisoformat(said)


def trust_clock(connection: Connection, moment: datetime) -> None:
    """Somebody says that the date is right, however long ago the last work was."""
    _trust(connection, moment, within=timedelta.max)


def _trust(connection: Connection, moment: datetime, *, within: timedelta) -> None:
    latest = latest_moment(connection)
    if latest is None or (latest < moment and moment - latest <= within):
        row = upsert(schema.META).values(name=LATEST, value=moment.isoformat())
        connection.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": moment.isoformat()}))


def last_entry(connection: Connection) -> Entry | None:
    """The last entry of the list."""
    row = connection.execute(select(schema.ENTRY).order_by(schema.ENTRY.c.number.desc()).limit(1)).first()
    return None if row is None else entry_of(row)


def entry_of(row: Row[Any]) -> Entry:
    """An entry from its row; the row may hold more."""
    return Entry(**{field.name: row._mapping[field.name] for field in fields(Entry)})


def write_head(connection: Connection, last: Entry, head_key: bytes) -> None:
    """Says, authenticated, that the list ends at this entry."""
    connection.execute(delete(schema.HEAD))
    mac = chain.head_mac(head_key, last.number, last.hash)
    connection.execute(insert(schema.HEAD).values(only=1, number=last.number, mac=mac))


def is_head_of(mac: str, last: Entry, head_key: bytes) -> bool:
    """Whether a head says, authenticated, that the list ends at this entry."""
    return hmac.compare_digest(mac.encode(), chain.head_mac(head_key, last.number, last.hash).encode())


def head_under_another_key(connection: Connection, old: bytes, new: bytes) -> None:
    """Authenticates the head of the list anew, under the head key of another data key. One that is not right stays as it is, and shows."""
    last = last_entry(connection)
    if last is not None and _ends_as_it_did(connection, last, old):
        write_head(connection, last, new)


def _ends_as_it_did(connection: Connection, last: Entry | None, head_key: bytes) -> bool:
    """Whether nobody cut off the end of the list or took its head away since the last entry was put there."""
    mac = connection.execute(select(schema.HEAD.c.mac)).scalar()
    if last is None:
        return mac is None and latest_moment(connection) is None
    return mac is not None and is_head_of(mac, last, head_key)


def _payload(case: str, changes: Sequence[_Changed], random: Random) -> dict[str, Any]:
    body = canonical([changed.data() for changed in changes]).decode()
    return {"case": case, "salt": random.randbytes(chain.SALT_BYTES).hex(), "body": body}


def _about(changes: Sequence[_Changed]) -> str:
    """The one record that an operation is about, or nothing where it is about several."""
    if len(changes) != 1:
        return ""
    return changes[0].kind if "/" in changes[0].id else f"{changes[0].kind}/{changes[0].id}"
