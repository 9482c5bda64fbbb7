"""Search tokens of indexed fields.  Each field has its own key, wrapped by ``index``."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from shoumi.base.vault import ring
from shoumi.base.vault.errors import NoIndexKey
from shoumi.base.vault.models import IndexKey as Row
from shoumi.core.vault import suites
from shoumi.core.vault.blind_index import IndexKey


def tokens(field: str, values: Iterable[str]) -> list[int]:
    """A signed 64-bit token for each value, in order.  Confirm every hit by opening the record.

    Raises:
        NoIndexKey: the field is not indexed here; ``ensure`` makes its key.
    """
    row = Row.objects.select_related("kek").filter(field=field).order_by("-epoch").first()
    if row is None:
        raise NoIndexKey(field=field)
    opened = ring.unlock()
    secret = ring.open_secret(row, by=opened.kek(row.kek), name=("index", opened.tenant, row.field))
    return IndexKey(secret.reveal(), suites.suite(row.suite)).tokens(values)


def ensure(fields: Iterable[str], *, at: datetime, opened: ring.Ring | None = None) -> None:
    """Make the index keys that are not there yet."""
    opened = opened or ring.unlock()
    wanted = set(fields)
    missing = wanted - set(Row.objects.filter(field__in=wanted).values_list("field", flat=True))
    for field in sorted(missing):
        _make(field, at, opened)


def _make(field: str, at: datetime, opened: ring.Ring) -> None:
    kek_row, kek = opened.newest_kek(ring.INDEX)
    suite = ring.suite()
    wrapped = kek.wrap(
        IndexKey.generate(suite), name=("index", opened.tenant, field), epoch=1, suite=suite
    )
    try:
        with transaction.atomic(using="keyring"):
            Row.objects.create(
                field=field,
                kek=kek_row,
                suite=wrapped.suite,
                wrapped=wrapped.sealed,
                commit=wrapped.commit,
                created_at=at,
            )
    except IntegrityError:
        # Another process was faster, and its key serves as well.
        return
