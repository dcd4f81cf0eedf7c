"""The first form: records, entries with their payloads, the head.

Names stand here as they were then; this file does not change when `schema.py` does.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

KINDS = (
    *("case", "answer", "facts", "view", "notice", "contest", "inspection", "assessment", "help", "instrument", "decision"),
    *("minutes", "task", "review", "conference", "framework", "suspension", "readiness", "instruction", "settings", "paper", "backup"),
    *("extension", "retired_key"),
)
ENTRY_TEXTS = ("at", "account", "role", "device", "action", "case", "object", "result")


def upgrade() -> None:
    """Makes the tables."""
    op.create_table("meta", sa.Column("name", sa.Text, primary_key=True), sa.Column("value", sa.Text, nullable=False))
    op.create_table(
        "entry",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("operation", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ENTRY_TEXTS),
        sa.Column("undoes", sa.Integer),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("payload", "previous", "hash")),
    )
    op.create_index("entry_case", "entry", ["case"])
    op.create_index("entry_operation", "entry", ["operation"])
    op.create_table(
        "payload",
        sa.Column("entry", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("case", "salt", "body")),
    )
    op.create_index("payload_case", "payload", ["case"])
    op.create_table(
        "head",
        sa.Column("only", sa.Integer, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("mac", sa.Text, nullable=False),
    )
    for kind in KINDS:
        op.create_table(
            kind,
            sa.Column("number", sa.Integer, primary_key=True),
            sa.Column("id", sa.Text, nullable=False, unique=True),
            *(sa.Column(name, sa.Text, nullable=False) for name in ("case", "body")),
        )
        op.create_index(f"{kind}_case", kind, ["case"])
