"""A paper that takes its proof along, in its own metadata.

The proof is put in by one incremental update that replaces the XMP packet and nothing else, which
readers and ISO 32000-2 (12.8.2.2) allow after a signature.  The bytes before it are the paper as it
was stored, so their digest is the one in the ledger.  What the update looks like is said by
``core/verify/embedded_proof.py``; pyHanko writes it here, and it goes out only where the verifier
makes the same of it.
"""

from __future__ import annotations

from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError

from shoumi.base.documents.errors import NotAPdf
from shoumi.base.documents.signature_fields import empty_fields, open_writer
from shoumi.base.documents.validation import MALFORMED
from shoumi.core.verify import embedded_proof
from shoumi.core.verify.embedded_proof import Parted
from shoumi.core.verify.report import Bad

__all__ = ["Parted", "proof_of", "with_proof"]


def with_proof(pdf: bytes, proof: str) -> bytes:
    """``pdf`` with its proof inside; as it is where it waits for a signature or has no room.

    A signature made behind the proof would be of another file than the one in the ledger.
    """
    try:
        if empty_fields(pdf):
            return pdf
        made = _written(pdf, proof.encode())
    except (Bad, NotAPdf, PdfError, *MALFORMED):
        # Somebody else's program wrote it: its proof lies beside it, or is made by ``/check``.
        return pdf
    return made if proof_of(made) == Parted(pdf, proof.encode()) else pdf


def proof_of(pdf: bytes) -> Parted | None:
    """The paper as it was stored, and its proof.  None: there is no proof in it, or the file is
    anything else than those two."""
    try:
        return embedded_proof.parted(pdf)
    except Bad:
        return None


def _written(pdf: bytes, proof: bytes) -> bytes:
    # An object that follows the end mark of a typesetter at once would stand in a comment.
    writer = open_writer(pdf if pdf.endswith(b"\n") else pdf + b"\n")
    place = writer.root.raw_get("/Metadata")
    packet = embedded_proof.with_description(place.get_object().data, size=len(pdf), proof=proof)
    kinds = {"/Type": "/Metadata", "/Subtype": "/XML"}
    names = {generic.pdf_name(key): generic.pdf_name(kind) for key, kind in kinds.items()}
    stream = generic.StreamObject(names, stream_data=packet)
    writer.objects[(place.generation, place.idnum)] = stream
    out = BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()
