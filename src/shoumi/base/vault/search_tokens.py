"""Search tokens of indexed fields.  Each field has its own key, wrapped by ``index``."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from shoumi.base.vault import keyring
from shoumi.base.vault.errors import NoIndexKey
from shoumi.base.vault.models import IndexKey as Row
from shoumi.core.vault import suites
from shoumi.core.vault.batches import Index
from shoumi.core.vault.blind_index import IndexKey


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
    """

    def read(held: keyring.Ring) -> dict[int, IndexKey]:
        rows = Row.objects.select_related("kek").filter(field=field)
        return {
            row.epoch: IndexKey(
                keyring.open_secret(
                    row, by=held.kek(row.kek), name=("index", held.tenant, row.field)
                ).reveal(),
                suites.suite(row.suite),
            )
            for row in rows
        }

    found = keyring.steadily(read)
    if not found:
        raise NoIndexKey(field=field)
    return found


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
