"""Is this dossier whole? Named checks, each saying in plain words what it found and what can be done about it.

At opening a fast look (`at_opening`), on request everything (`run`). Nothing is changed here: repairs stand in `repair.py`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any

import sqlcipher3.dbapi2
from pydantic import ValidationError
from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from triage.dossier import chain, last_saved, schema, search
from triage.dossier.actions import Action
from triage.dossier.chain import Result
from triage.dossier.connection import CORRUPT, NOT_A_DATABASE, code_of, transaction
from triage.dossier.field_words import KIND_WORDS
from triage.dossier.kinds import KIND_NAMED
from triage.dossier.migrations import revision_of
from triage.dossier.records import read
from triage.dossier.store import Dossier, entry_of, is_head_of, last_entry
from triage.weighing.receipt import fingerprint
from triage.wording import Message, _, n_

MOST_NAMED = 20
"""So many faults of one check are named one by one; of the rest the number."""

LOOKED_AT_WHEN_OPENING = 100
"""The last entries of the list, of which the links are followed at every opening."""


class Check(StrEnum):
    """What is looked at."""

    SAVED = "saved"
    PAGES = "pages"
    DATABASE = "database"
    FORM = "form"
    LIST = "list"
    HEAD = "head"
    END = "end"
    CONTENTS = "contents"
    RECORDS = "records"
    READABLE = "readable"
    INDEX = "index"

    def message(self) -> Message:
        """What it is called."""
        return {
            Check.SAVED: _("wat het laatst is opgeslagen, staat erin"),
            Check.PAGES: _("elke bladzijde van het bestand is onveranderd"),
            Check.DATABASE: _("het bestand is goed opgebouwd"),
            Check.FORM: _("het bestand heeft de vorm van deze versie van het programma"),
            Check.LIST: _("elke regel van de lijst van handelingen sluit aan op de vorige"),
            Check.HEAD: _("de lijst van handelingen is heel tot en met de laatste regel"),
            Check.END: _("er is nooit gebleken dat iemand het einde van de lijst had veranderd"),
            Check.CONTENTS: _("wat bij elke regel hoort, is onveranderd"),
            Check.RECORDS: _("elk gegeven is wat de lijst van handelingen zegt"),
            Check.READABLE: _("elk gegeven is te lezen"),
            Check.INDEX: _("het zoekregister klopt"),
        }[self]


class Mend(StrEnum):
    """What can be done about it."""

    RESTORE = "restore"
    REBUILD_RECORDS = "rebuild_records"
    REFILL_INDEX = "refill_index"
    LOOK = "look"
    TELL = "tell"

    def message(self) -> Message:
        """In words."""
        return {
            Mend.RESTORE: _("Zet de laatste goede reservekopie terug."),
            Mend.REBUILD_RECORDS: _("Het gegeven kan uit de lijst van handelingen worden hersteld."),
            Mend.REFILL_INDEX: _("Het zoekregister kan opnieuw worden gemaakt."),
            Mend.LOOK: _(
                "Kijk na wat u het laatst invoerde en voer opnieuw in wat ontbreekt. "
                "Staat er in de laatste reservekopie meer, zet die dan terug met 'dossier restore'."
            ),
            Mend.TELL: _("Dit kan het programma niet herstellen. Meld het aan de procesregisseur en de toezichthouder."),
        }[self]


_NUMBER = re.compile(r"[0-9]{1,15}")
"""A number that an entry could have."""

OF_THE_FILE = (Check.PAGES, Check.DATABASE, Check.FORM, Check.LIST, Check.HEAD)
"""The checks of the file and the list, without looking at each record: enough to say of a copy that it is the same and whole."""


@dataclass(frozen=True)
class Finding:
    """One fault: by which check, what is wrong, and what can be done."""

    check: Check
    problem: Message
    mend: Mend

    def message(self) -> Message:
        """One line."""
        return _("{problem} {mend}", problem=self.problem, mend=self.mend)


Looked = Callable[[Connection, Dossier], Iterator[Finding]]


def run(
    dossier: Dossier, told: Callable[[float], None] = lambda _share: None, checks: Collection[Check] = tuple(Check)
) -> tuple[Finding, ...]:
    """Every check, or only these, in order. Where the file itself cannot be read any further it ends there."""
    found: list[Finding] = [*lost(dossier)]
    chosen = [(check, look) for check, look in _CHECKS if check in checks]
    for number, (check, look) in enumerate(chosen, 1):
        try:
            with transaction(dossier.engine, writes=False) as connection:
                found += _named(list(look(connection, dossier)), check)
        except (DBAPIError, sqlcipher3.dbapi2.Error) as error:
            if code_of(error) not in (CORRUPT, NOT_A_DATABASE):
                raise
            found += [] if found else [Finding(check, _("Het bestand is beschadigd."), Mend.RESTORE)]
        told(number / len(chosen))
        if any(finding.mend is Mend.RESTORE for finding in found):
            break
    return tuple(found)


def at_opening(dossier: Dossier) -> tuple[Finding, ...]:
    """The fast look: the form, the head, whether an earlier one was found changed, and the links of the last entries."""
    with dossier.reading() as records:
        connection = records.connection
        return (*_form(connection, dossier), *_head(connection, dossier), *_end(connection, dossier), *_last_links(connection))


def lost(dossier: Dossier) -> tuple[Finding, ...]:
    """Whether the list still has the entry up to which it was last reported as saved (`last_saved.py`)."""
    known = None if dossier.last_saved is None else last_saved.remembered(dossier.last_saved, dossier.head_key)
    if known is None:
        return ()
    number, hash_ = known
    with dossier.reading() as records:
        there = records.connection.execute(select(schema.ENTRY.c.hash).where(schema.ENTRY.c.number == number)).scalar()
    if there == hash_:
        return ()
    problem = _("Regel {number} van de lijst van handelingen was opgeslagen en is er niet meer: het laatste werk ontbreekt.", number=number)
    return (Finding(Check.SAVED, problem, Mend.LOOK),)


def earlier_losses(dossier: Dossier) -> tuple[int, ...]:
    """The numbers of the entries that tell that work was missing that was saved: nobody can see whether it was all done again."""
    entry = schema.ENTRY
    with dossier.reading() as records:
        told = records.connection.execute(select(entry.c.number).where(entry.c.action == Action.LOSS_FOUND.value).order_by(entry.c.number))
        return tuple(told.scalars())


def head(dossier: Dossier) -> tuple[int, str]:
    """The number of the last entry and the first 16 signs of its hash, in groups of four: what stands on paper."""
    with dossier.reading() as records:
        last = last_entry(records.connection)
    assert last is not None, "a dossier has entries from its making on"
    return last.number, short(last.hash)


def short(hash_: str) -> str:
    """The first 16 signs of a hash in groups of four."""
    return " ".join(hash_[start : start + 4].upper() for start in range(0, 16, 4))


def head_missing(dossier: Dossier, said: str) -> tuple[Finding, ...]:
    """Whether the list still has the entry that a paper names, as `12 3F2A 91BC 0D44 7E10`: cutting off the end shows there."""
    number, _blank, code = said.strip().partition(" ")
    with dossier.reading() as records:
        of_number = select(schema.ENTRY.c.hash).where(schema.ENTRY.c.number == (int(number) if _NUMBER.fullmatch(number) else 0))
        there = records.connection.execute(of_number).scalar()
    if there is not None and short(there).replace(" ", "") == "".join(code.split()).upper():
        return ()
    return (Finding(Check.HEAD, _("De regel die op het blad staat, is niet in de lijst van handelingen te vinden."), Mend.TELL),)


def _named(found: list[Finding], check: Check) -> list[Finding]:
    if len(found) <= MOST_NAMED:
        return found
    more = Finding(check, _("En nog {count} keer.", count=len(found) - MOST_NAMED), found[-1].mend)
    return [*found[:MOST_NAMED], more]


def _pages(connection: Connection, _dossier: Dossier) -> Iterator[Finding]:
    for (said,) in connection.exec_driver_sql("PRAGMA cipher_integrity_check"):
        page = "".join(sign for sign in str(said) if sign.isdigit())
        yield Finding(Check.PAGES, _("Bladzijde {page} van het bestand is veranderd.", page=page), Mend.RESTORE)


def _database(connection: Connection, _dossier: Dossier) -> Iterator[Finding]:
    said = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
    if said != ["ok"]:
        yield Finding(
            Check.DATABASE,
            n_("Het bestand is beschadigd op {count} plaats.", "Het bestand is beschadigd op {count} plaatsen.", len(said)),
            Mend.RESTORE,
        )


def _form(connection: Connection, _dossier: Dossier) -> Iterator[Finding]:
    if revision_of(connection) != schema.REVISION:
        yield Finding(Check.FORM, _("Het bestand heeft een andere vorm dan deze versie van het programma kent."), Mend.RESTORE)


def _list(connection: Connection, dossier: Dossier) -> Iterator[Finding]:
    rows = connection.execute(select(schema.ENTRY).order_by(schema.ENTRY.c.number))
    for number in chain.broken_links(map(entry_of, rows), chain.first_link(dossier.file_id)):
        yield _broken(number)


def _last_links(connection: Connection) -> Iterator[Finding]:
    table = schema.ENTRY
    rows = connection.execute(select(table).order_by(table.c.number.desc()).limit(LOOKED_AT_WHEN_OPENING + 1))
    entries = [entry_of(row) for row in rows][::-1]
    for before, entry in pairwise(entries):
        if entry != chain.linked(entry) or entry.previous != before.hash or entry.number != before.number + 1:
            yield _broken(entry.number)


def _broken(number: int) -> Finding:
    return Finding(
        Check.LIST, _("Regel {number} van de lijst van handelingen is veranderd, of er ontbreekt een regel vóór.", number=number), Mend.TELL
    )


def _head(connection: Connection, dossier: Dossier) -> Iterator[Finding]:
    head = connection.execute(select(schema.HEAD)).first()
    last = last_entry(connection)
    if head is None or last is None:
        yield Finding(Check.HEAD, _("De lijst van handelingen is leeg of heeft geen slot."), Mend.TELL)
    elif head.number > last.number:
        cut = n_(
            "De laatste regel van de lijst van handelingen ontbreekt.",
            "De laatste {count} regels van de lijst van handelingen ontbreken.",
            head.number - last.number,
        )
        yield Finding(Check.HEAD, cut, Mend.TELL)
    elif not is_head_of(head.mac, last, dossier.head_key):
        yield Finding(Check.HEAD, _("De laatste regel van de lijst van handelingen is niet wat zij was."), Mend.TELL)


def _end(connection: Connection, _dossier: Dossier) -> Iterator[Finding]:
    """The entries that tell of a head that was not right when the next entry came. They stay, so this is found from then on."""
    told = select(schema.ENTRY.c.number).where(schema.ENTRY.c.action == Action.END_CHANGED.value).order_by(schema.ENTRY.c.number)
    for number in connection.execute(told).scalars():
        problem = _("Bij regel {number} bleek dat iemand het einde van de lijst van handelingen had veranderd of afgeknipt.", number=number)
        yield Finding(Check.END, problem, Mend.TELL)


def _contents(connection: Connection, _dossier: Dossier) -> Iterator[Finding]:
    """The payloads against the hashes in their entries; of a deleted case they are gone, and all of them."""
    entry, payload = schema.ENTRY, schema.PAYLOAD
    rows = connection.execute(
        select(entry.c.number, entry.c.payload, entry.c.case, payload.c.salt, payload.c.body, payload.c.case.label("of"))
        .outerjoin(payload, payload.c.entry == entry.c.number)
        .where(entry.c.payload != "")
        .order_by(entry.c.number)
    )
    deleted = _deleted(connection)
    for row in rows:
        if row.body is None:
            if row.case not in deleted:
                yield Finding(Check.CONTENTS, _("Wat bij regel {number} hoort, ontbreekt.", number=row.number), Mend.TELL)
        elif row.of != row.case or chain.payload_hash(row.salt, row.body) != row.payload:
            yield Finding(Check.CONTENTS, _("Wat bij regel {number} hoort, is veranderd.", number=row.number), Mend.TELL)
    loose = select(payload.c.entry).where(payload.c.entry.not_in(select(entry.c.number).where(entry.c.payload != "")))
    for number in connection.execute(loose).scalars():
        yield Finding(Check.CONTENTS, _("Bij regel {number} staat iets dat er niet bij hoort.", number=number), Mend.TELL)


def cases_lacking(connection: Connection) -> frozenset[str]:
    """The codes of cases of which the list lacks what belongs to an entry, though they were not deleted; "" for what is of no case."""
    entry, payload = schema.ENTRY, schema.PAYLOAD
    bare = select(entry.c.case).where(entry.c.payload != "", entry.c.number.not_in(select(payload.c.entry)))
    return frozenset(connection.execute(bare).scalars()) - _deleted(connection)


def _deleted(connection: Connection) -> frozenset[str]:
    """The codes of cases that were really deleted; a deletion that was refused has an entry too."""
    entry = schema.ENTRY
    done = select(entry.c.case).where(entry.c.action == Action.CASE_DELETED.value, entry.c.result == Result.DONE.value)
    return frozenset(connection.execute(done).scalars())


def _records(connection: Connection, _dossier: Dossier) -> Iterator[Finding]:
    """Every record against what the list of actions last made of it."""
    should = {key: (said.case, fingerprint(said.body.encode())) for key, said in said_by_the_list(connection).items()}
    for name, table in schema.RECORDS.items():
        for row in connection.execute(select(table.c.id, table.c.body, table.c.case).order_by(table.c.number)):
            expected, record = should.pop((name, row.id), None), _record(name, row.case)
            if expected is None:
                yield _unlike(_("{record} staat niet in de lijst van handelingen.", record=record))
            elif expected != (row.case, fingerprint(row.body.encode())):
                yield _unlike(_("{record} is niet wat de lijst van handelingen zegt.", record=record))
    for (name, _id), (case, _hash) in should.items():
        yield _unlike(_("{record} ontbreekt, maar staat in de lijst van handelingen.", record=_record(name, case)))


def _record(kind: str, case: str) -> Message:
    said = KIND_WORDS[kind]
    return _("Een gegeven van casus {case} ({kind})", case=case, kind=said) if case else _("Een gegeven ({kind})", kind=said)


def _unlike(problem: Message) -> Finding:
    return Finding(Check.RECORDS, problem, Mend.REBUILD_RECORDS)


@dataclass(frozen=True)
class Said:
    """What a record should be: the code of its case or nothing, and its body."""

    case: str
    body: str


def said_by_the_list(connection: Connection) -> dict[tuple[str, str], Said]:
    """What every record should be, by kind and id: what the last payload about it says."""
    payload, said = schema.PAYLOAD, dict[tuple[str, str], Said]()
    for row in connection.execute(select(payload.c.case, payload.c.body).order_by(payload.c.entry)):
        for changed in json.loads(row.body):
            key = changed["kind"], changed["id"]
            if changed["new"] is None:
                said.pop(key, None)
            else:
                said[key] = Said(row.case, changed["new"])
    return said


def _readable(connection: Connection, _dossier: Dossier) -> Iterator[Finding]:
    for name, kind in KIND_NAMED.items():
        table = schema.RECORDS[name]
        for row in connection.execute(select(table.c.id, table.c.case, table.c.body)):
            if not _reads(kind.type, row.body):
                yield Finding(Check.READABLE, _("Een gegeven ({kind}) is niet te lezen.", kind=KIND_WORDS[name]), Mend.REBUILD_RECORDS)


def _reads(of: type[Any], body: str) -> bool:
    try:
        read(of, body)
    except ValidationError:
        return False
    return True


def _index(connection: Connection, _dossier: Dossier) -> Iterator[Finding]:
    for code in search.unlike(connection):
        place = _("van casus {case}", case=code) if code else _("van een casus die er niet meer is")
        yield Finding(Check.INDEX, _("Het zoekregister {place} klopt niet.", place=place), Mend.REFILL_INDEX)


_CHECKS: tuple[tuple[Check, Looked], ...] = (
    (Check.PAGES, _pages),
    (Check.DATABASE, _database),
    (Check.FORM, _form),
    (Check.LIST, _list),
    (Check.HEAD, _head),
    (Check.END, _end),
    (Check.CONTENTS, _contents),
    (Check.RECORDS, _records),
    (Check.READABLE, _readable),
    (Check.INDEX, _index),
)
"""In this order: what a later check rests on comes first."""
