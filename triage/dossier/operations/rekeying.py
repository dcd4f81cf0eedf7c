"""Another data key for the whole dossier: what really shuts out an account that was removed, for all that is written from then on.

The steps and what a break in each leaves are told in `unlock.py`; the next opening finishes or gives up (`opening`). Backups made before
stay under the old key, which the new dossier keeps (`RetiredKey`), so that a deletion still reaches them.
"""

from __future__ import annotations

from contextlib import closing, suppress
from pathlib import Path

import sqlcipher3.dbapi2

from triage.dossier.actions import Action
from triage.dossier.backups import inside, key_id, opens
from triage.dossier.connection import BUSY, LOCKED, bring_into_one_file, code_of, engine_for, raw_key, said_plainly, side_files, transaction
from triage.dossier.copying import copy_apart
from triage.dossier.disk import refuse_full
from triage.dossier.header import Header, write_header
from triage.dossier.holdings import RetiredKey
from triage.dossier.kept_out import IN_USE
from triage.dossier.operations.accounts import header_of, opener, remember_counter
from triage.dossier.places import settle_folder
from triage.dossier.store import THIS_DOSSIER, Change, Dossier, Writing, file_at, head_under_another_key
from triage.dossier.unlock import Unlocked, abandon_re_key, begin_re_key, finish_re_key
from triage.errors import InputError
from triage.files import replacing
from triage.wording import _


def re_key(dossier: Dossier) -> Change:
    """Encrypt the dossier under a new data key, while nobody else has it open. Raises InputError when that cannot be: nothing changed."""
    dossier.must_may(Action.REKEYED)
    refuse_full(dossier.places.path.parent, 2 * dossier.places.database.stat().st_size)
    header, by = begin_re_key(header_of(dossier), opener(dossier), dossier.random.randbytes)
    new_key = by.candidates()[-1]
    try:
        _keep(dossier, header)
        writing = _rewrite(dossier, new_key)
    except BaseException:
        _settle(dossier, header, by)
        raise
    _settle(dossier, header, by)
    dossier.remember_saved()
    return writing.change(_("Het dossier is opnieuw versleuteld."), undo=False)


def _settle(dossier: Dossier, header: Header, by: Unlocked) -> None:
    """Finish when the file is under the new key, otherwise give up; the header first, for on a full disk the number may not be kept."""
    dossier.engine.dispose()
    done = opens(dossier.places.database, by.candidates()[-1])
    header, by = (finish_re_key if done else abandon_re_key)(header, by)
    _open_with(dossier, by.key())
    write_header(dossier.places, header)
    with suppress(InputError):
        _keep(dossier, header)


def _rewrite(dossier: Dossier, new_key: bytes) -> Writing:
    """The same file under the new key, made beside it and put in its place while nobody else can get in."""
    path = dossier.places.database
    dossier.engine.dispose()
    with said_plainly(path), closing(_alone(path, dossier.data_key)), replacing(path) as beside:
        copy_apart(path, beside)
        writing = _put_under(beside, dossier, new_key)
    settle_folder(path.parent)
    return writing


def _alone(path: Path, key: bytes) -> sqlcipher3.dbapi2.Connection:
    """A connection that keeps everybody out until it is closed, with everything in the one file. Raises InputError when others are in."""
    connection = _connected(path, key)
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("BEGIN EXCLUSIVE")
    except sqlcipher3.dbapi2.OperationalError as error:
        connection.close()
        if code_of(error) in (BUSY, LOCKED):
            raise InputError.at(THIS_DOSSIER, *IN_USE) from None
        raise
    return connection


def _put_under(path: Path, dossier: Dossier, new: bytes) -> Writing:
    """A copy of the file from one key to the other, with the entry that says so and the old key in it: so these are there only when it
    really takes the place of the dossier.
    """
    with closing(_connected(path, dossier.data_key)) as connection:
        connection.execute(f"PRAGMA rekey = {raw_key(new)}")
    try:
        with closing(inside(path, new, dossier)) as copy:
            with transaction(copy.engine, writes=True) as connection:
                head_under_another_key(connection, dossier.head_key, copy.head_key)
            with copy.writing(Action.REKEYED, about=key_id(new)) as writing:
                writing.put(RetiredKey(key_id(dossier.data_key), dossier.data_key.hex()))
            bring_into_one_file(copy.engine)
    finally:
        for left in side_files(path):
            left.unlink(missing_ok=True)
    return writing


def _connected(path: Path, key: bytes) -> sqlcipher3.dbapi2.Connection:
    connection = sqlcipher3.dbapi2.connect(str(path), isolation_level=None, timeout=0)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = {raw_key(key)}")
    return connection


def _open_with(dossier: Dossier, key: bytes) -> None:
    dossier.engine.dispose()
    dossier.engine, dossier.data_key = engine_for(dossier.places.database, key), key
    dossier.file = file_at(dossier.places.database)


def _keep(dossier: Dossier, header: Header) -> None:
    """The header and the number by which the dossier knows it."""
    with said_plainly(dossier.places.database), transaction(dossier.engine, writes=True) as connection:
        remember_counter(connection, header.counter)
        write_header(dossier.places, header)
