"""Drafts of what is being typed, and an index for searching."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Makes both tables; the index is filled by the program when it finds it empty (`search.refill`)."""
    op.create_table(
        "draft",
        sa.Column("account", sa.Text, primary_key=True),
        sa.Column("field", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("case", "text", "at")),
    )
    op.execute("CREATE VIRTUAL TABLE search USING fts5(text, tokenize='unicode61 remove_diacritics 2')")
    op.execute("INSERT INTO search(search, rank) VALUES ('secure-delete', 1)")
