"""From an earlier form of the tables to the present one, step by step, in the one transaction of the caller (Alembic)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text

from triage.dossier.schema import REVISION

if TYPE_CHECKING:
    from alembic.config import Config

STEPS = Path(__file__).parent / "steps"
NOTHING_YET = ""


def revision_of(connection: Connection) -> str:
    """The last step a database went through; empty for a new one. Does not load Alembic."""
    there = connection.execute(text("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")).first()
    if there is None:
        return NOTHING_YET
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def migrate(connection: Connection, to: str = REVISION, step: Callable[[str], None] = lambda _revision: None) -> None:
    """Brings the tables to a form, inside the open transaction of the connection; `step` hears of each step when it was taken.

    Raises `alembic.util.CommandError` for a form that this program does not know; ask `known` first.
    """
    from alembic import command

    configuration = _configuration()
    configuration.attributes["connection"] = connection
    for revision in _steps(revision_of(connection), to):
        command.upgrade(configuration, revision)
        step(revision)


def known() -> tuple[str, ...]:
    """Every form this program can read, oldest first."""
    from alembic.script import ScriptDirectory

    return tuple(script.revision for script in reversed(list(ScriptDirectory.from_config(_configuration()).walk_revisions())))


def _steps(start: str, to: str) -> tuple[str, ...]:
    every = known()
    first = 0 if start == NOTHING_YET else every.index(start) + 1
    return every[first : every.index(to) + 1]


def _configuration() -> Config:
    from alembic.config import Config

    configuration = Config()
    configuration.set_main_option("script_location", str(STEPS).replace("%", "%%"))
    configuration.set_main_option("path_separator", "os")
    return configuration
