"""Proofs for strangers: the entry, the log's key and the path, in one file beside the document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from shoumi.base import clock
from shoumi.base.anchoring import services as anchoring
from shoumi.base.documents import store
from shoumi.base.documents.events import Kind, Tag
from shoumi.base.documents.models import Document
from shoumi.base.dossier.standalone_proofs import standing
from shoumi.base.ledger import reader
from shoumi.base.vault import logkey
from shoumi.core.errors import DomainError
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
    return _of_stored(Ref(document)) if document else None


class Issued(NamedTuple):
    """``refused``  why no proof could be made of it, though one is due"""

    content: bytes
    refused: DomainError | None = None


def issued(document: Ref) -> Issued:
    """A paper as it leaves the house: as it was stored, with its proof inside.

    It stays as it was stored where it waits for a signature or a proof finds no room in it, and
    where none can be made: whatever keeps the house from signing a head holds no paper back, and
    who hands it out has to say so.

    Raises:
        NoSuchDocument, DocumentDamaged, NoKey
    """
    from shoumi.base.documents.proof_in_pdf import with_proof  # takes long to load

    content = store.get(document)
    try:
        found = _of_stored(document)
    except DomainError as refused:
        return Issued(content, refused)
    return Issued(with_proof(content, found) if found else content)


def _of_stored(document: Ref) -> str | None:
    stored = reader.latest(1, about=document, tag=Tag.STORED)
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
    """Write ``content`` with the proof of the entry that holds its digest, inside and beside it."""
    from shoumi.base.documents.proof_in_pdf import with_proof  # takes long to load

    proved = text(position)
    document.write_bytes(with_proof(content, proved))
    document.with_suffix(".tlog-proof").write_text(proved, "utf-8")
