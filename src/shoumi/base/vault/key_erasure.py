"""Destroy keys so that their bytes leave the files of the keyring.

SQLite.  **A deleted row leaves copies.**  When pages are split or joined the engine moves rows and
does not blank where they stood, ``secure_delete`` or not; a test shows it, also for rows that were
overwritten first.  So a key is *overwritten where it stands and its row stays*: same length, so the
engine changes the bytes in place; and since rows are only ever added at the end of the table and
never taken out, no page of it is ever split or joined, so no copy was ever made elsewhere.  A
TRUNCATE checkpoint then empties the write-ahead log, where older pages stand.  That takes about a
millisecond and is durable.  A reader with an old snapshot stops the checkpoint; it is tried again
until ``PATIENCE_SECONDS`` are over, and success is not reported.

Whatever does move rows (rotation, taking out blanked rows) says so first, in ``Setup.is_loose``,
and ends with ``compact``: VACUUM writes the whole file anew from what lives, about two seconds for
500,000 people.  While the flag stands, erasing does it as well.

PostgreSQL.  The row is overwritten, deleted, and VACUUM FULL writes the table anew without it, once
nobody reads as of before: for such a reader it would keep the row.
Then a checkpoint and a switch of the log segment, where the role may do so.  **What remains**: the
old versions of the row stand in log segments until these are recycled, in every archived segment
and on standbys until theirs are, and in the blocks the operating system freed but did not
overwrite.  This is reported as ``Residue.WRITE_AHEAD_LOG``.

Either engine.  **What remains**: backups of the keyring made before, until the next epoch step
(``Residue.KEYRING_BACKUPS``): it moves the survivors to a new deal key, that to a new
key-encryption key, and that to a new root, and destroys the old ones, whereupon nobody can open
what such a backup holds.  Further: blocks that the file system or the drive has moved; memory of
processes that had opened the key.
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
from shoumi.base.vault.models import Setup

_SUBJECTS, _NEXT = "vault_subjectkey", "vault_nextkey"
_DEALS, _SETUP = "vault_compartmentkey", "vault_setup"
# Every table whose rows a rotation changes or takes out.
_MOVED = (_SUBJECTS, _NEXT, _DEALS, "vault_kek", "vault_indexkey", "vault_signingkey", _SETUP)

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


def erase(chunks: Sequence[Sequence[str]]) -> Erased:
    """Destroy the keys of the subjects.

    Raises:
        InsideTransaction: of either database.
        StillOnDisk: destroyed, but bytes remain in the files; call again.
    """
    if any(connections[alias].in_atomic_block for alias in ("default", "keyring")):
        raise InsideTransaction
    connection = connections["keyring"]
    if connection.vendor == "sqlite":
        return _erase_sqlite(connection, chunks)
    return _erase_postgresql(connection, chunks)


def compact() -> None:
    """Write the keyring's files anew from what lives; blanked rows go.  Outside transactions.

    Raises:
        StillOnDisk: somebody reads or writes; call again.
    """
    connection = connections["keyring"]
    if connection.vendor == "sqlite":
        with transaction.atomic(using="keyring"), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {_SETUP} SET is_loose = 1")  # noqa: S608
            cursor.execute(f"DELETE FROM {_SUBJECTS} WHERE is_erased")  # noqa: S608
        _vacuum(connection)
        _truncate_log(connection)
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {_SETUP} SET is_loose = 0")  # noqa: S608
        return
    for table in _MOVED:
        _rewrite(connection, table)
    _flush(connection)
    Setup.objects.update(is_loose=False)


def rewrite_secrets() -> None:
    """Write anew what small secrets were deleted from: a deleted row leaves copies.  Outside
    transactions.

    Raises:
        StillOnDisk: somebody reads or writes; call again.
    """
    connection = connections["keyring"]
    if connection.vendor == "sqlite":
        _vacuum(connection)
        _truncate_log(connection)
    else:
        _rewrite(connection, "vault_keptsecret")
        _flush(connection)


def loosen() -> None:
    """Say that rows are about to be moved.  In the transaction that begins it."""
    Setup.objects.filter(is_loose=False).update(is_loose=True)


def _vacuum(connection: BaseDatabaseWrapper) -> None:
    try:
        with connection.cursor() as cursor:
            # Whatever the connection was opened with.
            cursor.execute("PRAGMA secure_delete = ON")
            cursor.execute("VACUUM")
    except OperationalError as error:
        raise StillOnDisk(cause="writer") from error


def _erase_sqlite(connection: BaseDatabaseWrapper, chunks: Sequence[Sequence[str]]) -> Erased:
    count = 0
    with transaction.atomic(using="keyring"), connection.cursor() as cursor:
        for chunk in chunks:
            # The same length, or the engine would move the row instead of writing over it.
            count += _take(
                cursor,
                chunk,
                'SET wrapped = zeroblob(length(wrapped)), "commit" = zeroblob(length("commit")),'
                " is_erased = 1",
            )
            _take_next(cursor, chunk)
        cursor.execute(f"SELECT is_loose FROM {_SETUP}")  # noqa: S608
        is_loose = any(row[0] for row in cursor.fetchall())
    if is_loose:
        _vacuum(connection)
    _truncate_log(connection)
    return Erased(count, (Residue.KEYRING_BACKUPS,))


def _take(cursor: CursorWrapper, chunk: Sequence[str], change: str) -> int:
    """Blank the keys of the living among ``chunk`` and count them on their deals."""
    named = f"subject IN ({','.join(['%s'] * len(chunk))})"
    where = f"WHERE {named} AND NOT is_erased"
    cursor.execute(
        f"SELECT compartment_id, count(*) FROM {_SUBJECTS} {where} GROUP BY compartment_id",  # noqa: S608
        chunk,
    )
    counts = cursor.fetchall()
    for compartment, count in counts:
        cursor.execute(
            f"UPDATE {_DEALS} SET erased = erased + %s WHERE id = %s",  # noqa: S608
            [count, compartment],
        )
    cursor.execute(f"UPDATE {_SUBJECTS} {change} {where}", chunk)  # noqa: S608
    return sum(count for _, count in counts)


def _take_next(cursor: CursorWrapper, chunk: Sequence[str]) -> int:
    """Take out keys to come, which are there while data moves; the file is loose then."""
    marks = ",".join(["%s"] * len(chunk))
    cursor.execute(f"DELETE FROM {_NEXT} WHERE subject IN ({marks})", chunk)  # noqa: S608
    count: int = cursor.rowcount
    return count


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


def _erase_postgresql(connection: BaseDatabaseWrapper, chunks: Sequence[Sequence[str]]) -> Erased:
    count, tables = 0, {_SUBJECTS}
    with transaction.atomic(using="keyring"), connection.cursor() as cursor:
        for chunk in chunks:
            if _take_next(cursor, chunk):
                tables.add(_NEXT)
            count += _take(cursor, chunk, "SET wrapped = '', \"commit\" = '', is_erased = true")
            marks = ",".join(["%s"] * len(chunk))
            cursor.execute(f"DELETE FROM {_SUBJECTS} WHERE subject IN ({marks})", chunk)  # noqa: S608
    for table in sorted(tables):
        _rewrite(connection, table)
    _flush(connection)
    return Erased(count, (Residue.KEYRING_BACKUPS, Residue.WRITE_AHEAD_LOG))


def _rewrite(connection: BaseDatabaseWrapper, table: str) -> None:
    with connection.cursor() as cursor:
        _await_older(cursor)
        before = _file_of(cursor, table)
        cursor.execute(f"VACUUM (FULL) {table}")
        # Without the right to do it PostgreSQL warns and goes on.
        if _file_of(cursor, table) == before:
            raise StillOnDisk(cause="vacuum")


# For whom VACUUM FULL keeps rows that were deleted before this moment: who may still see them, and
# who began to write before, in whatever database: its own snapshot begins with the oldest of those.
# Not who only reads in another database, such as a copy of the data that is being made.
_OLDER = (
    "SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    " AND (age(backend_xid) > age(%s::text::xid)"
    " OR (age(backend_xmin) > age(%s::text::xid)"
    " AND (datname = current_database() OR datname IS NULL)))"
)


def _await_older(cursor: CursorWrapper) -> None:
    """Wait until nobody reads as of before now.  Raises StillOnDisk."""
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint % 4294967296")
    now = cursor.fetchone()[0]
    while True:
        cursor.execute(_OLDER, [str(now), str(now)])
        if not cursor.fetchone()[0]:
            return
        if time.monotonic() >= give_up_at:
            raise StillOnDisk(cause="reader")
        time.sleep(_PAUSE_SECONDS)


def _flush(connection: BaseDatabaseWrapper) -> None:
    for statement in ("CHECKPOINT", "SELECT pg_switch_wal()"):
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement)
        except ProgrammingError:
            # Only some roles may; the residue says what that leaves.
            continue


def _file_of(cursor: CursorWrapper, table: str) -> object:
    cursor.execute("SELECT pg_relation_filenode(%s::regclass)", [table])
    return cursor.fetchone()
