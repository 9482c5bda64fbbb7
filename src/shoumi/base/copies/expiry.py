"""Take away what expired, where the house may.

At a place where the house cannot delete, whoever keeps the place does it (``docs/backup.md``).
Ages are counted from the newest copy and not from now: what is no longer copied is not thrown away
while nobody looks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from shoumi.base.copies.places import Place
from shoumi.base.copies.reassembly import chained
from shoumi.core.backup.manifest import Signed, Store
from shoumi.core.ledger.note import Verifier

# Data stays for a week after another whole copy followed; of the keyring nothing is older than a
# day.  Copies that stand on one another go together.
KEPT: Mapping[Store, timedelta] = {
    Store.DATA: timedelta(days=14),
    Store.KEYRING: timedelta(hours=24),
}


def expired(ordered: Sequence[Signed], store: Store) -> list[Signed]:
    """Those of a chain that go: of a whole copy and what stands on it all, once the whole one is
    too old; never those that the newest stands on."""
    newest = ordered[-1].manifest
    old = {
        one.manifest.first
        for one in ordered
        if one.manifest.number == one.manifest.first and newest.at - one.manifest.at > KEPT[store]
    }
    there = {one.manifest.number for one in ordered}
    return [
        one
        for one in ordered
        if one.manifest.first != newest.first
        and (one.manifest.first in old or one.manifest.first not in there)
    ]


def prune(place: Place, store: Store, *, trusted: Sequence[Verifier]) -> int:
    """Take expired copies away; how many.

    Raises:
        CopyRefused, PlaceUnreachable, ProgramMissing
    """
    with place.reading(store, packs=False, trusted=trusted) as folder:
        ordered = chained(folder, store, trusted)
    going = expired(ordered, store)
    if going:
        names = {pack.name for one in going for pack in one.manifest.packs}
        place.forget(store, {one.manifest.number for one in going}, names)
    return len(going)
