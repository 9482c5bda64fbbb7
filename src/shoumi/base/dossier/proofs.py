"""Proofs for strangers: the entry, the log's key and the path, in one file beside the document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from shoumi.base import clock
from shoumi.base.anchoring import services as anchoring
from shoumi.base.documents.events import Kind, Tag
from shoumi.base.documents.models import Document
from shoumi.base.dossier.standalone_proofs import standing
from shoumi.base.ledger import reader
from shoumi.base.vault import logkey
from shoumi.core.ledger import proof
from shoumi.core.ledger.leaf import Digest
from shoumi.core.refs import Ref


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


def of_paper(content: bytes) -> str | None:
    """The proof of a paper that this house made and still has on record; None where there is no
    such paper.  Without a cosignature: whoever asks is told by this house alone.

    Raises:
        NoSigningKey, WeakKey, NotSetUp
    """
    made = Document.objects.filter(sha256=Digest.of(content).hex(), kind__in=_MADE_HERE)
    document = made.order_by("pk").values_list("ref", flat=True).first()
    stored = document and reader.latest(1, about=Ref(document), tag=Tag.STORED)
    if not stored:
        return None
    (entry,) = stored
    proved = logkey.proved([entry.position])
    plain = proved.texts[0]
    return standing(plain, body=entry.body, vkey=proved.vkey, log_keys=proved.log_keys)


# What people bring is kept as well, and is nobody's to ask about.
_MADE_HERE = (
    Kind.NDA,
    Kind.PIPIA_REPORT,
    Kind.DESTRUCTION_CERTIFICATE,
    Kind.RECIPIENT_CERTIFICATE,
    Kind.HANDOVER_RECORD,
    Kind.CLOSING_REPORT,
)


def beside(document: Path, content: bytes, position: int) -> None:
    """Write ``content`` and, beside it, the proof of the entry that holds its digest."""
    document.write_bytes(content)
    document.with_suffix(".tlog-proof").write_text(text(position), "utf-8")
