"""Proofs that stand alone: the ``.tlog-proof`` of a receipt or certificate carries its entry.

The ``extra`` line of the proof is canonical JSON: ``body`` (the entry's text), ``vkey`` (the log's
key, for a reader without a trust file), where that key replaced others ``log_keys`` (the notes that
lead to it) and, where the document is one row of a bulk act, ``row`` {index, proof, text}.  Nothing
in it is believed: the leaf hash and the rows root bind all of it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from shoumi.core.ledger import note, proof


@dataclass(frozen=True, slots=True)
class Row:
    """Row ``index`` of a bulk act: its canonical bytes and its audit path under the rows root."""

    index: int
    content: bytes
    path: Sequence[bytes]


def standing(
    plain: str, *, body: bytes, vkey: str, log_keys: Sequence[str] = (), row: Row | None = None
) -> str:
    """The tlog-proof ``plain`` with everything a stranger needs to check the document with it.

    Raises:
        ProofRefused: ``plain`` is no proof.
    """
    extra: dict[str, object] = {"body": body.decode(), "vkey": vkey}
    if log_keys:
        extra["log_keys"] = list(log_keys)
    if row is not None:
        path = [note.encode64(step) for step in row.path]
        extra["row"] = {"index": row.index, "proof": path, "text": row.content.decode()}
    first, rest = _parted(plain)
    return f"{first}\nextra {note.encode64(canonical(extra))}\n{rest}"


# Hundreds of receipts rest on one entry, so on one proof.
@lru_cache(maxsize=64)
def _parted(plain: str) -> tuple[str, str]:
    """The first line of a proof, which the extra one follows, and the rest."""
    first, _, rest = replace(proof.read(plain), extra=None).text().partition("\n")
    return first, rest


def canonical(value: object) -> bytes:
    """JSON with sorted keys, no spaces, nothing escaped that need not be."""
    return _encode(value).encode()


_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode
