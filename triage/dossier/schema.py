"""The tables of a dossier as the program uses them now. The steps that led here stand in `migrations/steps/`, and a test compares both.

A record of casework (`records.KINDS`) is a row with its id, its case and its body as canonical JSON, in a table of its own per kind.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text

REVISION = "0002"
"""The last step in `migrations/steps/versions/`."""

METADATA = MetaData()

META = Table("meta", METADATA, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

ENTRY = Table(
    "entry",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("operation", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("case", Text, nullable=False),
    Column("object", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("undoes", Integer),
    Column("payload", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
)
Index("entry_case", ENTRY.c.case)
Index("entry_operation", ENTRY.c.operation)

PAYLOAD = Table(
    "payload",
    METADATA,
    Column("entry", Integer, primary_key=True),
    Column("case", Text, nullable=False),
    Column("salt", Text, nullable=False),
    Column("body", Text, nullable=False),
)
Index("payload_case", PAYLOAD.c.case)

HEAD = Table(
    "head",
    METADATA,
    Column("only", Integer, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("mac", Text, nullable=False),
)

DRAFT = Table(
    "draft",
    METADATA,
    Column("account", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("case", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Text, nullable=False),
)

RECORD_TABLES = (
    *("case", "answer", "facts", "view", "notice", "contest", "inspection", "assessment", "help", "instrument", "decision"),
    *("minutes", "task", "review", "conference", "framework", "suspension", "readiness", "instruction", "settings", "paper", "backup"),
    *("extension", "retired_key"),
)
"""A table for every kind of record, in the order in which a case is gone through."""


def _record_table(name: str) -> Table:
    table = Table(
        name,
        METADATA,
        Column("number", Integer, primary_key=True),
        Column("id", Text, nullable=False, unique=True),
        Column("case", Text, nullable=False),
        Column("body", Text, nullable=False),
    )
    Index(f"{name}_case", table.c.case)
    return table


RECORDS = {name: _record_table(name) for name in RECORD_TABLES}

SEARCH = "search"
"""The index for searching: a virtual table (FTS5) with the number of the case as its row. `secure-delete` makes it take words out of the
index itself instead of marking them as gone (REQ-59)."""
