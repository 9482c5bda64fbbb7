"""Search tokens of indexed fields.  Each field has its own key, wrapped by ``index``."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from shoumi.base.vault import keyring
from shoumi.base.vault.errors import NoIndexKey
from shoumi.base.vault.models import IndexKey as Row
from shoumi.core.vault import suites
from shoumi.core.vault.batches import Index
from shoumi.core.vault.blind_index import IndexKey
from shoumi.core.vault.errors import UnknownSuite, WillNotOpen


def tokens(field: str, values: Iterable[str]) -> list[int]:
    """A signed 64-bit token for each value, in order.  Confirm every hit by opening the record.

    Raises:
        NoIndexKey: the field is not indexed here; ``ensure`` makes its key.
    """
    return _newest(field).tokens(values)


def dated(field: str, values: Iterable[str]) -> tuple[int, list[int]]:
    """The epoch of the field's newest key, and ``tokens``.  Raises NoIndexKey."""
    epochs = opened(field)
    newest = max(epochs)
    return newest, epochs[newest].tokens(values)


def newest(field: str) -> Index:
    """The field's newest key, to be passed on.  Raises NoIndexKey."""
    epochs = opened(field)
    epoch = max(epochs)
    return Index(epochs[epoch].reveal(), epochs[epoch].suite.number, epoch)


def opened(field: str) -> dict[int, IndexKey]:
    """Epoch to key.  More than one while the field's tokens move to a new key.

    Raises:
        NoIndexKey: the field is not indexed here; ``ensure`` makes its key.
        WillNotOpen, UnknownSuite: one is damaged; it is replaced like one that is old.
    """
    found = keyring.steadily(
        lambda held: {row.epoch: _open(held, row) for row in _rows().filter(field=field)}
    )
    if not found:
        raise NoIndexKey(field=field)
    return found


def openable(field: str) -> dict[int, IndexKey]:
    """As ``opened``, without those that are damaged: for who replaces them."""
    found: dict[int, IndexKey] = {}
    for epoch in epochs(field):
        row = _rows().get(field=field, epoch=epoch)
        with suppress(WillNotOpen, UnknownSuite):
            found[epoch] = keyring.steadily(partial(_open, row=row))
    return found


def _rows() -> QuerySet[Row]:
    return Row.objects.select_related("kek")


def _open(held: keyring.Ring, row: Row) -> IndexKey:
    secret = keyring.open_secret(row, by=held.kek(row.kek), name=("index", held.tenant, row.field))
    return IndexKey(secret.reveal(), suites.suite(row.suite))


def epochs(field: str) -> frozenset[int]:
    """The epochs of the field's keys, without opening them."""
    return frozenset(Row.objects.filter(field=field).values_list("epoch", flat=True))


def _newest(field: str) -> IndexKey:
    epochs = opened(field)
    return epochs[max(epochs)]


def ensure(fields: Iterable[str], *, at: datetime, held: keyring.Ring | None = None) -> None:
    """Make the index keys that are not there yet."""
    held = held or keyring.unlock()
    wanted = set(fields)
    missing = wanted - set(Row.objects.filter(field__in=wanted).values_list("field", flat=True))
    for field in sorted(missing):
        make(field, at, held)


def make(field: str, at: datetime, held: keyring.Ring, *, epoch: int = 1) -> None:
    """Make the key of that epoch, where it is not there yet."""
    kek_row, kek = held.newest_kek(keyring.INDEX)
    suite = keyring.suite()
    wrapped = kek.wrap(
        IndexKey.generate(suite), name=("index", held.tenant, field), epoch=epoch, suite=suite
    )
    try:
        with transaction.atomic(using="keyring"):
            Row.objects.create(
                field=field,
                epoch=epoch,
                kek=kek_row,
                suite=wrapped.suite,
                wrapped=wrapped.sealed,
                commit=wrapped.commit,
                created_at=at,
            )
    except IntegrityError:
        # Another process was faster, and its key serves as well.
        return
