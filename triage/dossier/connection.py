"""One encrypted connection: SQLCipher through SQLAlchemy, with the data key as a raw key, and what the system refuses said in Dutch.

Nothing is ever written in clear: temporary tables stay in memory, and what is taken out is overwritten (`secure_delete`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, StaticPool, create_engine, event
from sqlalchemy.exc import DBAPIError

from triage.dossier.disk import free_bytes
from triage.errors import InputError
from triage.files import MEBIBYTE, Fault, place_of
from triage.wording import _

BEGIN = "dossier_begin"
NEARLY_FULL = MEBIBYTE
"""With less room than this, an error of the disk is for lack of it: SQLite says so when it cannot make the memory that processes share."""

PATIENCE_MS = 10_000
"""How long one process waits for the other to finish a transaction."""

_BETWEEN_TRIES = 0.05

BUSY, LOCKED, READ_ONLY, IO_ERROR, CORRUPT, FULL, CANNOT_OPEN, NOT_A_DATABASE = 5, 6, 8, 10, 11, 13, 14, 26
"""Primary result codes of SQLite (sqlite.org/rescode.html)."""

DAMAGED: Fault = (
    _("Het dossier is beschadigd."),
    _("Zet de laatste goede reservekopie terug met 'dossier restore'. Wat er staat, blijft ernaast bewaard."),
)
_FAULTS: dict[int, Fault] = {
    BUSY: (_("Een ander programma houdt het dossier bezet."), _("Sluit dat programma of wacht even, en probeer het opnieuw.")),
    LOCKED: (_("Een ander programma houdt het dossier bezet."), _("Sluit dat programma of wacht even, en probeer het opnieuw.")),
    READ_ONLY: (_("Het dossier kan hier alleen worden gelezen."), _("Zet het op een schijf waarop u mag schrijven.")),
    IO_ERROR: (_("De schijf geeft een fout."), _("Controleer de schijf. Wat al was opgeslagen, is bewaard.")),
    CORRUPT: DAMAGED,
    NOT_A_DATABASE: DAMAGED,
    FULL: (
        _("Er is geen ruimte meer op de schijf. Wat al was opgeslagen, is bewaard; de laatste stap niet."),
        _("Maak ruimte vrij en probeer het opnieuw."),
    ),
    CANNOT_OPEN: (_("Het dossier kan niet worden geopend."), _("Controleer de naam, de map en uw rechten daarop.")),
}


def engine_for(path: Path, key: bytes, *, mode: str = "rw", immutable: bool = False) -> Engine:
    """An engine with one connection to the database at `path`, opened at its first use.

    `mode` is `rw`, `rwc` (make it when it is not there) or `ro`; `immutable` is for a medium on which nothing can be written at all.
    """
    where = f"{path.absolute().as_uri()}?mode={mode}{'&immutable=1' if immutable else ''}"

    def connect() -> Any:
        return _opened(where, key, writes=mode != "ro")

    engine = create_engine("sqlite://", creator=connect, module=sqlcipher3.dbapi2, poolclass=StaticPool, hide_parameters=True)
    event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def transaction(engine: Engine, *, writes: bool) -> Iterator[Connection]:
    """One transaction: done as a whole when the block ends well, otherwise not at all.

    Raises DatabaseError of sqlcipher3 when a damaged page was met, also one of which nothing was said: what was read may then be wrong.
    """
    with engine.connect().execution_options(**{BEGIN: "BEGIN IMMEDIATE" if writes else "BEGIN"}) as connection, connection.begin():
        try:
            yield connection
        finally:
            must_have_met_no_damage(connection.connection.driver_connection)


def must_have_met_no_damage(connection: Any) -> None:
    """Raises DatabaseError of sqlcipher3 when this connection ever met a page that fails its check.

    SQLCipher hands out such a page as zeros, and refuses only the next one that is not in memory: so one is asked for.
    """
    connection.execute("PRAGMA shrink_memory")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def bring_into_one_file(engine: Engine) -> None:
    """Everything in the journal comes into the file, and no journal stands beside it, so that the file can be moved.

    Closing does that too, but where there is no room it leaves the journal there and says nothing. Raises the error of SQLite.
    """
    with engine.connect() as connection:
        connection.rollback()
        driver = connection.connection.driver_connection
        assert driver is not None, "the engine keeps one connection"
        driver.execute("PRAGMA journal_mode = DELETE").fetchall()


def side_files(path: Path) -> tuple[Path, ...]:
    """What SQLite may leave beside a database."""
    return tuple(Path(f"{path}{ending}") for ending in ("-wal", "-shm", "-journal"))


def opens_with(engine: Engine) -> bool:
    """Whether the key of an engine is that of the file."""
    try:
        with transaction(engine, writes=False) as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    except (DBAPIError, sqlcipher3.dbapi2.Error) as error:
        if code_of(error) == NOT_A_DATABASE:
            return False
        raise
    return True


@contextmanager
def said_plainly(path: Path) -> Iterator[None]:
    """Whatever the disk or a damaged file makes go wrong becomes an InputError about this dossier; our own mistakes pass."""
    try:
        yield
    except (DBAPIError, sqlcipher3.dbapi2.Error) as error:
        code = code_of(error)
        fault = _FAULTS.get(FULL if code == IO_ERROR and free_bytes(path.parent) < NEARLY_FULL else code)
        if fault is None:
            raise
        raise InputError.at(place_of(path), *fault) from None


def code_of(error: BaseException) -> int:
    """The primary result code of SQLite in an error of it; -1 when there is none."""
    inner = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(inner, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else -1


def raw_key(key: bytes) -> str:
    """The key as SQLCipher takes it, without a derivation of its own."""
    if len(key) != 32:
        raise ValueError("a data key has 32 bytes")
    return f"\"x'{key.hex()}'\""


def _opened(where: str, key: bytes, *, writes: bool) -> Any:
    """A connection to the file. When others keep us out, it is opened anew each time and not waited for: another file may stand there once
    they let us in, and whoever waited would have the one before, with the journal of the new one.
    """
    until = monotonic() + PATIENCE_MS / 1000
    while True:
        try:
            return _opened_at_once(where, key, writes=writes)
        except sqlcipher3.dbapi2.OperationalError as error:
            if code_of(error) not in (BUSY, LOCKED) or monotonic() > until:
                raise
        sleep(_BETWEEN_TRIES)


def _opened_at_once(where: str, key: bytes, *, writes: bool) -> Any:
    connection = sqlcipher3.dbapi2.connect(where, uri=True, isolation_level=None, check_same_thread=False, timeout=0)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = {raw_key(key)}")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA foreign_keys = ON")
        if writes:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")
        connection.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
    except BaseException:
        connection.close()
        raise
    return connection


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(BEGIN, "BEGIN"))
