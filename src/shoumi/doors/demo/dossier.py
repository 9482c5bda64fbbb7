"""The end of the story: a dossier that a stranger checks offline, and the trust file apart from it."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from shoumi.base.documents import store
from shoumi.base.documents.models import Document
from shoumi.base.documents.signatures import root_pem
from shoumi.base.dossier import export
from shoumi.base.dossier.standalone_proofs import standing
from shoumi.base.ledger import reader
from shoumi.base.registry import Issued
from shoumi.base.vault import logkey
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.demo import consent_receipts
from shoumi.doors.demo.closing import closing_report
from shoumi.doors.demo.story import Story

STORED = "document.stored"


def tell(story: Story) -> tuple[Path, Path]:
    """Write dossier and trust file into the home; returns both paths."""
    with story.step("dossier", "卷宗与信任锚", "dossier and trust file") as note:
        _report(story)
        papers, certificates = _papers(story)
        receipts = consent_receipts.receipts(story)
        done = export.export(
            story.home / "dossier",
            story.deal,
            papers=papers,
            receipts=receipts,
            certificates=certificates,
            signer=logkey.signer(),
            origin=logkey.origin(),
            at=story.now(),
        )
        trust = story.home / "trust.txt"
        trust.write_text(
            export.trust_text(logkey.vkey(), story.seen, [root_pem(at=story.now())]),
            encoding="utf-8",
        )
        note.add(
            f"{len(papers)} 份文书，{len(receipts)} 张回执，账本 {done.size} 条",
            f"{len(papers)} papers, {len(receipts)} receipts, {done.size} ledger entries",
        )
    return done.folder, trust


def _report(story: Story) -> None:
    """The closing report, signed and stored like every other paper."""
    at = story.go_on()
    report = closing_report(story, at)
    document = store.put(
        report,
        kind="closing_report",
        deal=story.deal,
        actor=story.cast[people.DPO],
        at=story.go_on(),
    )
    story.papers.append(("CL-2026-001", Ref(document.ref)))


def _papers(story: Story) -> tuple[list[export.Paper], list[Issued]]:
    """Each paper bound to the entry that stored it; certificates also with a proof of their own."""
    positions = _positions(story)
    papers, certificates = [], []
    for name, ref in story.papers:
        content = store.get(ref)
        document = Document.objects.get(ref=ref)
        papers.append(
            export.Paper(
                name=f"{name}.pdf",
                content=content,
                position=positions[ref],
                fact="document",
                kind=document.kind,
                pages=len(pypdfium2.PdfDocument(content)),
            )
        )
        if document.kind == "destruction_certificate":
            certificates.append(_issued(f"{name}.pdf", content, positions[ref]))
    return papers, certificates


def _positions(story: Story) -> dict[Ref, int]:
    """Where in the ledger each stored document of the deal stands."""
    return {
        entry.line().about: entry.position for entry in reader.entries(deal=story.deal, tag=STORED)
    }


def _issued(name: str, content: bytes, position: int) -> Issued:
    body = reader.entry(position).body
    return Issued(name, content, standing(logkey.proof(position), body=body, vkey=logkey.vkey()))
