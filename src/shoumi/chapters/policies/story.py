"""What chapter 1 brings to the story: the policy is in force when the house opens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from shoumi.base.registry import StoryContext, StoryNote, StoryStep
from shoumi.base.registry.story import moment
from shoumi.chapters.policies import rules, services
from shoumi.core import handler_duties
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import HandlerTier, Role

_TIERS: dict[HandlerTier, Both] = {
    HandlerTier.SMALL: ("小型处理者，简式政策", "a small handler, short policy"),
    HandlerTier.ORDINARY: ("全式政策", "full policy"),
    HandlerTier.GE_1M: ("百万人以上，全式政策", "a million people or more, full policy"),
    HandlerTier.GE_10M: ("千万人以上，全式政策", "ten million people or more, full policy"),
}


def tier(story: StoryContext) -> HandlerTier:
    """By number of people; that of a reader's files is not known yet, so the full form."""
    return HandlerTier.ORDINARY if story.is_own_data else handler_duties.tier(story.customers)


def publish(of: HandlerTier, officer: Ref, legal: Ref, at: datetime, register: str = "") -> None:
    """What a handler of this tier must tell, with a field register or the built-in one."""
    version = services.draft(
        items=rules.required(of),
        register=register or rules.built_in_register(),
        tier=of,
        actor=officer,
        at=at,
    )
    ref = Ref(version.ref)
    services.approve(version=ref, role=Role.DPO, actor=officer, at=at)
    services.approve(version=ref, role=Role.LEG, actor=legal, at=at)
    services.publish(version=ref, actor=officer, at=at)


def _publish(story: StoryContext, note: StoryNote) -> None:
    of = tier(story)
    publish(of, story.person(Role.DPO), story.person(Role.LEG), story.now())
    note.add(*_TIERS[of])


def steps() -> Sequence[StoryStep[StoryContext]]:
    return [StoryStep("open_house", moment(8, 24, 9, 1), tell=_publish)]
