"""Make and compare the codes of rows.

The input is one line of JSON: the table, the names of the columns, the position, and the value of
each column.  Times are in UTC with six decimals, bytes in hex.  The code is the epoch of its key in
two bytes and 32 bytes of HMAC-SHA256.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from operator import attrgetter
from typing import TypeVar

from shoumi.base.row_authentication.models import AuthenticatedRow
from shoumi.base.vault import row_keys
from shoumi.core.vault import hkdf

_EPOCH_BYTES = 2
STORED = ("entry_position", "mac")
_BATCH = 500

Row = TypeVar("Row", bound=AuthenticatedRow)


def put(row: AuthenticatedRow, position: int) -> None:
    """Give ``row`` the position of its newest entry and the code that goes with it; whoever calls
    saves it, in the transaction of the entry.

    In a home without a keyring there is no code.

    Raises:
        NoRowKey: the home is to be upgraded.
    """
    row.entry_position = position
    row.mac = None
    if row_keys.is_set_up():
        epoch, key = row_keys.newest()
        row.mac = epoch.to_bytes(_EPOCH_BYTES) + hkdf.mac(key, _told(row))


def put_and_save(rows: Iterable[Row], position: int) -> None:
    """The same for rows that are stored: nothing but position and code is written."""
    found = list(rows)
    for row in found:
        put(row, position)
    if found:
        type(found[0])._default_manager.bulk_update(found, STORED, batch_size=_BATCH)


def matches(row: AuthenticatedRow) -> bool:
    """Whether the code is that of the row as it stands."""
    if row.mac is None or row.entry_position is None:
        return False
    code = bytes(row.mac)
    key = row_keys.of(int.from_bytes(code[:_EPOCH_BYTES]))
    return key is not None and hmac.compare_digest(
        code[_EPOCH_BYTES:], hkdf.mac(key, _told(row))
    )


def _told(row: AuthenticatedRow) -> bytes:
    columns: Sequence[str] = row.coverage.columns
    values = attrgetter(*columns)(row)
    return _encode([row._meta.db_table, columns, row.entry_position, values]).encode()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).hex()
    raise TypeError(type(value).__name__)


_encode = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain
).encode
