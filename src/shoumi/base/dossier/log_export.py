"""The whole log as a folder of tiles (c2sp.org/tlog-tiles) that a static web server can publish."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from shoumi.base.dossier import publication
from shoumi.base.ledger import tile_store
from shoumi.core.ledger import checkpoint as heads
from shoumi.core.ledger import note


@dataclass(frozen=True, slots=True)
class Exported:
    folder: Path
    size: int
    root: bytes


def export(
    folder: Path,
    signed: str,
    vkey: str,
    source: tile_store.Source | None = None,
    log_keys: Sequence[str] = (),
) -> Exported:
    """Write checkpoint, tiles and entry bundles of ``signed``, a checkpoint under ``vkey``.

    ``log_keys``  the notes by which that key took the place of earlier ones

    Every entry is in it: references, numbers and digests of all deals.

    Raises:
        DossierExists: something is at ``folder``.
        DossierBroken: the entries do not give the root that was signed.
        Broken: entries are gone.
    """
    publication.require_free(folder)
    head = heads.read(note.read(signed).text)
    with publication.whole(folder) as partial:
        store = tile_store.Store(partial, source or tile_store.Ledger())
        store.grow(head.size)
        store.forget()
        (partial / "checkpoint").write_text(signed, "utf-8")
        for number, told in enumerate(log_keys, start=2):
            (partial / "log-keys").mkdir(exist_ok=True)
            (partial / "log-keys" / f"{number}.note").write_text(told, "utf-8")
        for path in partial.rglob("*"):
            publication.sync(path)
        publication.verify(partial, vkey)
    return Exported(folder, head.size, head.root)
