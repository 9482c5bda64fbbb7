"""What is done again and again in the story: filing, opening and finishing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from shoumi.base.deals import services as deals
from shoumi.chapters.compliance.models import Assessment
from shoumi.core.milestones import FilingKind
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, RiskGrade
from shoumi.doors.demo import cast as people
from shoumi.doors.demo.story import Note, Story

RISKS = dict(zip(RiskGrade, ("low", "medium", "high", "severe"), strict=True))


def file(
    story: Story, kind: FilingKind, who: str, *, party: Ref | None = None, on: date | None = None
) -> None:
    """File a document of the story.  It is made up, so its bytes are its name."""
    at = story.go_on()
    sha256 = hashlib.sha256(f"made-up document {kind} of {story.deal}".encode()).digest()
    deals.file(
        deal=story.deal,
        kind=kind,
        sha256=sha256,
        actor=story.cast[who],
        at=at,
        party=party,
        on=on,
    )


def advance(story: Story, stage: DealStage, who: str = people.CONSULTANT) -> None:
    deals.advance(deal=story.deal, stage=stage, actor=story.cast[who], at=story.go_on())


def finish(story: Story, stage: DealStage, who: str = people.CONSULTANT) -> None:
    deals.finish(deal=story.deal, stage=stage, actor=story.cast[who], at=story.go_on())


def told_risk(note: Note, found: Assessment) -> None:
    note.add(f"剩余风险 {found.residual}", f"what is left: {RISKS[RiskGrade(found.residual)]}")
    note.add(f"保存至 {found.keep_until}", f"kept until {found.keep_until}")


def parties(story: Story) -> Sequence[str]:
    """The two who sign for the sides, in the order the agreement numbers its signers."""
    return sorted((people.SELLER, people.BUYER), key=lambda name: story.cast[name])
