"""The end of the story: a dossier that a stranger checks offline, and the trust file apart from it."""

from __future__ import annotations

from shoumi.base import registry
from shoumi.base.documents.signatures import root_pem
from shoumi.base.dossier import evidence, export
from shoumi.base.registry import StoryNote, StoryStep
from shoumi.base.registry.story import moment
from shoumi.base.vault import logkey
from shoumi.core.terms import Role
from shoumi.doors.demo.story import Story


def _export(story: Story, note: StoryNote) -> None:
    """Write dossier and trust file into the home."""
    papers, certificates = evidence.of_deal(story.deal)
    receipts = registry.receipts(story.deal, story.person(Role.DPO), story.go_on())
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
    story.dossier, story.trust = done.folder, story.home / "trust.txt"
    story.trust.write_text(
        export.trust_text(logkey.vkey(), story.seen, [root_pem(at=story.now())]),
        encoding="utf-8",
    )
    note.add(
        f"{len(papers)} 份文书，{len(receipts)} 张回执，账本 {done.size} 条",
        f"{len(papers)} papers, {len(receipts)} receipts, {done.size} ledger entries",
    )


STEPS: tuple[StoryStep[Story], ...] = (
    StoryStep("dossier", moment(12, 2, 11), ("卷宗与信任锚", "dossier and trust file"), _export),
)
