"""What is done again and again in the story: filing, opening and finishing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from shoumi.base.deals import queries
from shoumi.base.deals import services as deals
from shoumi.chapters.compliance.models import Assessment
from shoumi.core.calendar import day_in_china
from shoumi.core.ledger.leaf import Value
from shoumi.core.milestones import FilingKind
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, RiskGrade, Role
from shoumi.doors.demo import cast as people
from shoumi.doors.demo import made_up_papers, sample_files
from shoumi.doors.demo.story import Note, Story

RISKS = dict(zip(RiskGrade, ("low", "medium", "high", "severe"), strict=True))


def file(
    story: Story,
    kind: FilingKind,
    who: str,
    *,
    party: Ref | None = None,
    on: date | None = None,
    facts: Mapping[str, Value] | None = None,
) -> None:
    """File a document of the story.  It is made up, and names the company it is about."""
    at = story.go_on()
    lines = (f"Made-up document {kind} of {story.deal}", f"Company: {sample_files.USCC}")
    deals.file_paper(
        deal=story.deal,
        new=deals.NewPaper(
            kind=kind,
            paper=made_up_papers.looked_at(*lines, today=day_in_china(at)),
            party=party,
            on=on,
            facts=facts or {},
        ),
        actor=story.cast[who],
        at=at,
    )


def confirm(story: Story, side: Role, who: str) -> None:
    """A side confirms what was filed on its behalf."""
    for one in queries.waiting(story.deal, [side]):
        deals.confirm(filing=Ref(one.ref), actor=story.cast[who], at=story.go_on())


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
