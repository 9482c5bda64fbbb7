"""Proofs for strangers: the entry, the log's key and the path, in one file beside the document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from shoumi.base import clock
from shoumi.base.anchoring import services as anchoring
from shoumi.base.dossier.standalone_proofs import standing
from shoumi.base.ledger import reader
from shoumi.base.vault import logkey
from shoumi.core.ledger import proof


def text(position: int) -> str:
    """The entry at ``position`` under the head of now, complete in itself.

    Raises:
        NoSuchEntry, Empty, Shortened, Forked, MarkMissing, MarkUnreadable
        WitnessSilent, WitnessRefused, WitnessUnfit: a witness is configured and did not cosign.
    """
    proved = logkey.proved([position])
    plain = proof.read(proved.texts[0])
    seen = replace(plain, signed=anchoring.cosigned(at=clock.now(), signed=plain.signed))
    body = reader.entry(position).body
    return standing(seen.text(), body=body, vkey=proved.vkey, log_keys=proved.log_keys)


def beside(document: Path, content: bytes, position: int) -> None:
    """Write ``content`` and, beside it, the proof of the entry that holds its digest."""
    document.write_bytes(content)
    document.with_suffix(".tlog-proof").write_text(text(position), "utf-8")
