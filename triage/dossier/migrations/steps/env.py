"""Runs the steps from one form of the tables to the next, on the connection that `migrate` hands over."""

from __future__ import annotations

from alembic import context

from triage.dossier.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"], target_metadata=METADATA, render_as_batch=True, transactional_ddl=True
)
context.run_migrations()
