"""Delete rows so that their bytes leave the files of the keyring.

SQLite.  ``secure_delete`` overwrites deleted cells and freed pages.  It is not enough: when the
engine moves cells between pages that are split or joined, a copy can, rarely, stay behind in the
unused middle of a page (a test shows it).  So VACUUM writes the whole file anew from what lives,
about two seconds for 500,000 people, and a TRUNCATE checkpoint then empties the write-ahead log,
where older pages stand.  A reader with an old snapshot stops the checkpoint; it is tried again
until ``PATIENCE_SECONDS`` are over, and success is not reported.  Erase many people in one call.

PostgreSQL.  The row is overwritten, deleted, and VACUUM FULL writes the table anew without it.
Then a checkpoint and a switch of the log segment, where the role may do so.  **What remains**: the
old versions of the row stand in log segments until these are recycled, in every archived segment
and on standbys until theirs are, and in the blocks the operating system freed but did not
overwrite.  This is reported as ``Residue.WRITE_AHEAD_LOG``.

Either engine.  **What remains**: backups of the keyring made before, until they expire
(``Residue.KEYRING_BACKUPS``); blocks that the file system or the drive has moved; memory of
processes that had opened the key.  A backup holds the key only wrapped, under the deal's key: it
becomes worthless when the survivors are moved to a new deal key and the old one is destroyed,
root included.  Until then, erasure rests on the expiry of those backups.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db import OperationalError, ProgrammingError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from shoumi.base.vault.errors import InsideTransaction, StillOnDisk

PATIENCE_SECONDS = 10.0
_PAUSE_SECONDS = 0.05


class Residue(StrEnum):
    """Where the bytes may still be."""

    KEYRING_BACKUPS = "keyring_backups"
    WRITE_AHEAD_LOG = "write_ahead_log"


@dataclass(frozen=True, slots=True)
class Erased:
    """``count`` rows deleted by this call; ``residues`` is what a certificate has to say."""

    count: int
    residues: tuple[Residue, ...]


def erase(table: str, column: str, chunks: Sequence[Sequence[str]]) -> Erased:
    """Delete the rows whose ``column`` is one of the values and scrub the files.

    Raises:
        InsideTransaction: of either database.
        StillOnDisk: deleted, but bytes remain in the files; call again.
    """
    if any(connections[alias].in_atomic_block for alias in ("default", "keyring")):
        raise InsideTransaction
    connection = connections["keyring"]
    if connection.vendor == "sqlite":
        return _erase_sqlite(connection, table, column, chunks)
    return _erase_postgresql(connection, table, column, chunks)


def _delete(
    connection: BaseDatabaseWrapper, table: str, column: str, chunks: Sequence[Sequence[str]]
) -> int:
    count = 0
    with transaction.atomic(using="keyring"), connection.cursor() as cursor:
        for chunk in chunks:
            marks = ",".join(["%s"] * len(chunk))
            where = f"WHERE {column} IN ({marks})"
            if connection.vendor == "postgresql":
                blank = f"UPDATE {table} SET wrapped = '', \"commit\" = '' {where}"  # noqa: S608
                cursor.execute(blank, chunk)
            cursor.execute(f"DELETE FROM {table} {where}", chunk)  # noqa: S608
            count += cursor.rowcount
    return count


def _erase_sqlite(
    connection: BaseDatabaseWrapper, table: str, column: str, chunks: Sequence[Sequence[str]]
) -> Erased:
    with connection.cursor() as cursor:
        # Whatever the connection was opened with.  FAST would leave what stands on freed pages.
        cursor.execute("PRAGMA secure_delete = ON")
    count = _delete(connection, table, column, chunks)
    try:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
    except OperationalError as error:
        raise StillOnDisk(cause="writer") from error
    _truncate_log(connection)
    return Erased(count, (Residue.KEYRING_BACKUPS,))


def _truncate_log(connection: BaseDatabaseWrapper) -> None:
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        usual = int(cursor.fetchall()[0][0])
        # The engine's own waiting would hold the writers' lock all the while.
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            while not _truncated(cursor):
                if time.monotonic() >= give_up_at:
                    raise StillOnDisk(cause="reader")
                time.sleep(_PAUSE_SECONDS)
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")


def _truncated(cursor: CursorWrapper) -> bool:
    """One try.  Busy is 0 and the log has no frames when every reader let it happen."""
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    busy, frames, _ = cursor.fetchall()[0]
    return bool(busy == 0 and frames == 0)


def _erase_postgresql(
    connection: BaseDatabaseWrapper, table: str, column: str, chunks: Sequence[Sequence[str]]
) -> Erased:
    count = _delete(connection, table, column, chunks)
    with connection.cursor() as cursor:
        before = _file_of(cursor, table)
        cursor.execute(f"VACUUM (FULL) {table}")
        # Without the right to do it PostgreSQL warns and goes on.
        if _file_of(cursor, table) == before:
            raise StillOnDisk(cause="vacuum")
    for statement in ("CHECKPOINT", "SELECT pg_switch_wal()"):
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement)
        except ProgrammingError:
            # Only some roles may; the residue below says what that leaves.
            continue
    return Erased(count, (Residue.KEYRING_BACKUPS, Residue.WRITE_AHEAD_LOG))


def _file_of(cursor: CursorWrapper, table: str) -> object:
    cursor.execute("SELECT pg_relation_filenode(%s::regclass)", [table])
    return cursor.fetchone()
