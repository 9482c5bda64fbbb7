"""Look through what lies at a place: signatures, chain, and every byte of every pack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shoumi.base.copies.places import Place
from shoumi.base.copies.reassembly import Exists, Progress, chained, sealed_pack
from shoumi.core.backup import manifest
from shoumi.core.backup.manifest import Store
from shoumi.core.ledger.note import Verifier


@dataclass(frozen=True, slots=True)
class Verified:
    """Of one store: ``copies`` that can be put together, ``packs`` and ``bytes`` that were read,
    the number of the newest and of the oldest that can be put together, when the newest and the
    oldest that still lies there were made."""

    store: Store
    copies: int
    packs: int
    bytes: int
    newest: int
    oldest: int
    newest_at: datetime
    oldest_at: datetime


def verify(
    place: Place,
    store: Store,
    *,
    trusted: Sequence[Verifier],
    known: Sequence[Exists] = (),
    progress: Progress | None = None,
) -> Verified:
    """Read all that lies there of a store.

    It needs no identity: what the manifests name is the sealed bytes.

    Raises:
        CopyRefused, PlaceUnreachable, ProgramMissing
    """
    with place.reading(store) as folder:
        ordered = chained(folder, store, trusted, known)
        whole = manifest.whole(ordered)
        named = [(pack, one.manifest.number) for one in whole for pack in one.manifest.packs]
        size = 0
        for done, (pack, number) in enumerate(named, start=1):
            size += len(sealed_pack(folder, store, pack, number))
            if progress is not None:
                progress(done, len(named))
    newest, oldest = ordered[-1].manifest, ordered[0].manifest
    numbers = newest.number, whole[0].manifest.number if whole else newest.number
    return Verified(store, len(whole), len(named), size, *numbers, newest.at, oldest.at)
