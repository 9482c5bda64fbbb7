"""Make and compare the codes of rows.

The input is one line of JSON: the table, the names of the columns, the position, and the value of
each column.  Times are in UTC with six decimals, bytes in hex.  The code is the epoch of its key in
two bytes and 32 bytes of HMAC-SHA256.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from cryptography.hazmat.primitives.hmac import HMAC

from shoumi.base.row_authentication.models import AuthenticatedRow
from shoumi.base.vault import row_keys
from shoumi.core.vault import hkdf

_EPOCH_BYTES = 2
STORED = ("entry_position", "mac")
_BATCH = 500
_CODE = (bytes, memoryview)

Row = TypeVar("Row", bound=AuthenticatedRow)
Made = Callable[[int, Sequence[object]], bytes | None]
Judged = Callable[[object, object, Sequence[object]], bool]


def put(row: AuthenticatedRow, position: int) -> None:
    """Give ``row`` the position of its newest entry and the code that goes with it; whoever calls
    saves it, in the transaction of the entry.

    In a home without a keyring there is no code.

    Raises:
        NoRowKey: the home is to be upgraded.
    """
    row.entry_position = position
    row.mac = maker(type(row))(position, values(row))


def put_and_save(rows: Iterable[Row], position: int) -> None:
    """The same for rows that are stored: nothing but position and code is written."""
    found = list(rows)
    for row in found:
        put(row, position)
    if found:
        type(found[0])._default_manager.bulk_update(found, STORED, batch_size=_BATCH)


def matches(row: AuthenticatedRow) -> bool:
    """Whether the code is that of the row as it stands."""
    return judge(type(row))(row.entry_position, row.mac, values(row))


def values(row: AuthenticatedRow) -> tuple[Any, ...]:
    """What the code covers, in the order of the columns."""
    found: tuple[Any, ...] = attrgetter(*row.coverage.columns)(row)
    return found


def maker(table: type[AuthenticatedRow]) -> Made:
    """Makes the codes of many rows of one act, from their position and the values that are covered;
    None in a home without a keyring.

    Raises:
        NoRowKey: the home is to be upgraded.
    """
    if not row_keys.is_set_up():
        return lambda position, covered: None
    epoch, key = row_keys.newest()
    head, prefix = epoch.to_bytes(_EPOCH_BYTES), _prefix(table)
    encode = table.coverage.in_words or _encode

    def made(position: int, covered: Sequence[object]) -> bytes:
        return head + hkdf.mac(key, f"{prefix}{position},{encode(covered)}]".encode())

    return made


def judge(table: type[AuthenticatedRow]) -> Judged:
    """Says of position, code and covered values whether they belong together; ``everything`` does
    in a home without a keyring, where nothing can be opened."""
    known = row_keys.known()
    if known is None:
        return everything
    prefix, encode = _prefix(table), table.coverage.in_words or _encode
    keys: dict[bytes, HMAC | None] = {e.to_bytes(_EPOCH_BYTES): key for e, key in known.items()}

    def judged(position: object, mac: object, covered: Sequence[object]) -> bool:
        if position is None or not isinstance(mac, _CODE):
            return False
        code = bytes(mac)
        epoch = code[:_EPOCH_BYTES]
        if epoch not in keys:
            keys[epoch] = row_keys.of(int.from_bytes(epoch))
        key = keys[epoch]
        told = f"{prefix}{position},{encode(covered)}]".encode()
        return key is not None and hmac.compare_digest(code[_EPOCH_BYTES:], hkdf.mac(key, told))

    return judged


def everything(position: object, mac: object, covered: Sequence[object]) -> bool:
    return True


@cache
def _prefix(table: type[AuthenticatedRow]) -> str:
    return f"[{_encode([table._meta.db_table, *table.coverage.columns])},"


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
