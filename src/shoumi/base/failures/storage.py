"""What a disk or a database says when it can do no more, as a refusal in words.

Nothing of the act was kept: what is not committed is gone with its transaction.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Mapping
from typing import ClassVar

from shoumi.base.failures.error_log import causes
from shoumi.core.errors import Unavailable


class StorageFull(Unavailable):
    """No room on the disk of data, keys or files."""

    code = "storage.full"
    status: ClassVar[int] = 507


class StorageReadOnly(Unavailable):
    """The data folder or the database can be read and not written."""

    code = "storage.read_only"


class StorageForbidden(Unavailable):
    """The account that runs this may not read or write a file or folder."""

    code = "storage.forbidden"


class StorageBusy(Unavailable):
    """Somebody else has held the database longer than anybody waits."""

    code = "storage.busy"


class StorageLost(Unavailable):
    """The database does not answer, or the disk fails."""

    code = "storage.lost"


_BY_NUMBER: Mapping[int, type[Unavailable]] = {
    errno.ENOSPC: StorageFull,
    errno.EDQUOT: StorageFull,
    errno.EROFS: StorageReadOnly,
    errno.EIO: StorageLost,
}
# Only of a file: a socket that a firewall forbids fails by the same numbers and is no disk.
_BY_NUMBER_OF_FILE: Mapping[int, type[Unavailable]] = {
    errno.EACCES: StorageForbidden,
    errno.EPERM: StorageForbidden,
}
# Primary result codes of SQLite.
_BY_SQLITE: Mapping[int, type[Unavailable]] = {
    sqlite3.SQLITE_FULL: StorageFull,
    sqlite3.SQLITE_READONLY: StorageReadOnly,
    sqlite3.SQLITE_BUSY: StorageBusy,
    sqlite3.SQLITE_LOCKED: StorageBusy,
    sqlite3.SQLITE_IOERR: StorageLost,
    sqlite3.SQLITE_CANTOPEN: StorageLost,
}
# SQLSTATE of PostgreSQL, by as much of it as counts.
_BY_STATE: tuple[tuple[str, type[Unavailable]], ...] = (
    ("53100", StorageFull),
    ("25006", StorageReadOnly),
    ("55P03", StorageBusy),
    ("53300", StorageBusy),  # too many connections
    ("57P0", StorageLost),  # it is being stopped, crashed, or starts
    ("08", StorageLost),  # the connection
    ("58030", StorageLost),  # an error of the disk
)


def refusal(error: BaseException) -> Unavailable | None:
    """What ``error``, or what it came of, says of the storage; None where it says nothing."""
    for one in (error, *causes(error)):
        if isinstance(one, Unavailable):
            return one
        if (kind := _kind(one)) is not None:
            return kind()
    return None


def _kind(error: BaseException) -> type[Unavailable] | None:
    if isinstance(error, sqlite3.Error):
        return _BY_SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if type(error).__module__.partition(".")[0] == "psycopg":
        state = getattr(error, "sqlstate", None)
        if state is None:  # it never came so far as to be told one
            return StorageLost if type(error).__name__ == "OperationalError" else None
        return next((kind for start, kind in _BY_STATE if state.startswith(start)), None)
    if not isinstance(error, OSError):
        return None
    number = error.errno or 0
    # A socket that breaks is no disk, and carries none of the first numbers.
    return _BY_NUMBER.get(number) or (error.filename and _BY_NUMBER_OF_FILE.get(number)) or None
