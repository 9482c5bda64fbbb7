"""The whole log as a folder of tiles (c2sp.org/tlog-tiles) that a static web server can publish."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from shoumi.base.dossier import publishing
from shoumi.base.ledger import tiling
from shoumi.core.ledger import checkpoint as heads
from shoumi.core.ledger import note


@dataclass(frozen=True, slots=True)
class Exported:
    folder: Path
    size: int
    root: bytes


def export(folder: Path, signed: str, vkey: str, source: tiling.Source | None = None) -> Exported:
    """Write checkpoint, tiles and entry bundles of ``signed``, a checkpoint under ``vkey``.

    Every entry is in it: references, numbers and digests of all deals.

    Raises:
        DossierExists: something is at ``folder``.
        DossierBroken: the entries do not give the root that was signed.
        Broken: entries are gone.
    """
    publishing.require_free(folder)
    head = heads.read(note.read(signed).text)
    with publishing.whole(folder) as partial:
        store = tiling.Store(partial, source or tiling.Ledger())
        store.grow(head.size)
        store.forget()
        (partial / "checkpoint").write_text(signed, "utf-8")
        for path in partial.rglob("*"):
            publishing.sync(path)
        publishing.verify(partial, vkey)
    return Exported(folder, head.size, head.root)
