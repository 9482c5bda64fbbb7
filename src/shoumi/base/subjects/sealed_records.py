"""Store what belongs to people, sealed under their own keys."""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.base import bulk
from shoumi.base.subjects.models import Record
from shoumi.base.vault import keys


def insert(items: Sequence[keys.Item], opened: keys.Keys) -> None:
    """Seal each of ``items`` and write its record: person, compartment, epoch, envelope."""
    sealed = keys.seal_many(items, opened=opened)
    bulk.insert(
        Record,
        ("subject", "compartment", "epoch", "blob"),
        (
            (item[0], item[2], opened.of(item[0]).epoch, blob)
            for item, blob in zip(items, sealed, strict=True)
        ),
    )
