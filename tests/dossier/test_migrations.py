"""The tables: the steps lead to what the program uses, and each earlier form is brought along with all it holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from tests.dossier.making import KEY
from triage.dossier import schema
from triage.dossier.connection import engine_for, transaction
from triage.dossier.kinds import KINDS
from triage.dossier.migrations import known, migrate, revision_of


def tables_of(connection: Connection) -> set[str]:
    """The names of all tables."""
    return {name for (name,) in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))}


def test_the_steps_lead_to_the_tables_the_program_uses(tmp_path: Path) -> None:
    engine = engine_for(tmp_path / "nieuw.dossier", KEY, mode="rwc")
    with transaction(engine, writes=True) as connection:
        migrate(connection)
        names = tables_of(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, schema.METADATA)
        differences = [
            one for one in found if not (isinstance(one, tuple) and one[0] == "remove_table" and one[1].name.startswith("search"))
        ]
        revision = revision_of(connection)
    engine.dispose()
    assert differences == []
    assert revision == schema.REVISION == known()[-1]
    assert schema.SEARCH in names
    assert {kind.name for kind in KINDS} <= set(schema.RECORD_TABLES)


@pytest.mark.parametrize("revision", known())
def test_a_dossier_of_every_earlier_form_comes_along_whole(tmp_path: Path, revision: str) -> None:
    engine = engine_for(tmp_path / "oud.dossier", KEY, mode="rwc")
    with transaction(engine, writes=True) as connection:
        migrate(connection, revision)
        connection.execute(text("INSERT INTO view(id, \"case\", body) VALUES ('a', '7K-4Q2', '{}')"))
    heard: list[str] = []
    with transaction(engine, writes=True) as connection:
        migrate(connection, step=heard.append)
        kept = connection.execute(text("SELECT id, body FROM view")).all()
        now = revision_of(connection)
    engine.dispose()
    assert [tuple(row) for row in kept] == [("a", "{}")]
    assert (now, heard) == (schema.REVISION, list(known()[known().index(revision) + 1 :]))


def test_a_step_that_fails_halfway_leaves_the_earlier_form(tmp_path: Path) -> None:
    engine = engine_for(tmp_path / "oud.dossier", KEY, mode="rwc")
    with transaction(engine, writes=True) as connection:
        migrate(connection, known()[0])

    def fails(_revision: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), transaction(engine, writes=True) as connection:
        migrate(connection, step=fails)
    with transaction(engine, writes=False) as connection:
        assert revision_of(connection) == known()[0]
        assert "draft" not in tables_of(connection)
    engine.dispose()
