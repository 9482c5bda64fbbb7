"""The papers of a deal for its dossier, each bound to the entry that stored it, and receipts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pypdfium2

from shoumi.base.documents import store
from shoumi.base.documents.events import Kind, Tag
from shoumi.base.documents.models import Document
from shoumi.base.dossier.export import Issued, Paper
from shoumi.base.ledger import reader
from shoumi.base.vault import keys
from shoumi.chapters.consent.models import Campaign, Consent
from shoumi.chapters.consent.receipts import issue_many
from shoumi.core.refs import Ref
from shoumi.core.terms import ConsentState
from shoumi.doors.carrying import proofs

ALL_UP_TO, SAMPLE = 500, 50

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


def receipts(campaign: Campaign, actor: Ref, at: datetime) -> Iterator[Issued]:
    """Receipts of the consents that stand and last their list, issued as one act.

    All of them up to ``ALL_UP_TO``; of more an even sample, and the list says so.
    """
    standing = Consent.objects.filter(campaign=campaign, state=ConsentState.GIVEN)
    found = list(standing.select_related("campaign__notice").order_by("position", "row"))
    chosen = found if len(found) <= ALL_UP_TO else found[:: -(-len(found) // SAMPLE)]
    return issue_many(
        campaign=Ref(campaign.ref), consents=chosen, actor=actor, at=at, of=len(found)
    )


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
