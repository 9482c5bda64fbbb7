"""The papers of a deal for its dossier, each bound to the entry that stored it."""

from __future__ import annotations

import pypdfium2

from shoumi.base.documents import store
from shoumi.base.documents.events import Kind, Tag
from shoumi.base.documents.models import Document
from shoumi.base.dossier import proofs
from shoumi.base.dossier.export import Paper
from shoumi.base.ledger import reader
from shoumi.base.registry import Issued
from shoumi.base.vault import keys
from shoumi.core.refs import Ref

# What a stranger may see.  Room content and packages hold people's data; evidence may.
PAPERS = (
    Kind.NDA,
    Kind.PIPIA_REPORT,
    Kind.NOTICE,
    Kind.SEPARATE_CONSENT,
    Kind.DESTRUCTION_CERTIFICATE,
    Kind.RECIPIENT_CERTIFICATE,
    Kind.HANDOVER_RECORD,
    Kind.CLOSING_REPORT,
    Kind.TEASER,
)


def of_deal(deal: Ref) -> tuple[list[Paper], list[Issued]]:
    """Papers, and the certificates of destruction with a proof of their own each.

    A document whose key is gone was destroyed and stays out; what is no readable PDF does too.
    """
    positions = {
        entry.line().about: entry.position for entry in reader.entries(deal=deal, tag=Tag.STORED)
    }
    found = Document.objects.filter(deal=deal, kind__in=PAPERS).order_by("id")
    held = keys.existing(Ref(document.ref) for document in found)
    papers, certificates = [], []
    for document in found:
        ref = Ref(document.ref)
        content = store.get(ref) if ref in held else b""
        pages = _pages(content)
        if not pages:
            continue
        name = f"{document.kind.replace('_', '-')}-{ref.removeprefix('doc-')}.pdf"
        papers.append(
            Paper(
                name=name,
                content=content,
                position=positions[ref],
                fact="document",
                kind=document.kind,
                pages=pages,
            )
        )
        if document.kind == Kind.DESTRUCTION_CERTIFICATE:
            certificates.append(Issued(name, content, proofs.text(positions[ref])))
    return papers, certificates


def _pages(content: bytes) -> int:
    """How many pages; none of what is no PDF, or one that its sender broke."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return 0
    try:
        return len(document)
    finally:
        document.close()
