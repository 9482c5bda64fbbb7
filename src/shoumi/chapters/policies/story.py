"""What chapter 1 brings to the story: the policy is in force when the house opens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from importlib import resources

from shoumi.base.registry import StoryContext, StoryNote, StoryStep
from shoumi.base.registry.story import moment
from shoumi.chapters.policies import rules, services, texts
from shoumi.chapters.policies.texts import PolicyText
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
    """What a handler of this tier must tell, with a field register or the built-in one, and the
    text of the story's company."""
    version = services.draft(
        items=rules.required(of),
        register=register or rules.built_in_register(),
        tier=of,
        actor=officer,
        at=at,
        text=text(),
    )
    ref = Ref(version.ref)
    services.approve(version=ref, role=Role.DPO, actor=officer, at=at)
    services.approve(version=ref, role=Role.LEG, actor=legal, at=at)
    services.publish(version=ref, actor=officer, at=at)


def text() -> PolicyText:
    """What the company of the story says; the file is laid out for people to edit."""
    folder = resources.files("shoumi.chapters.policies") / "data"
    return texts.read((folder / "story.toml").read_text("utf-8"))


def _publish(story: StoryContext, note: StoryNote) -> None:
    of = tier(story)
    publish(of, story.person(Role.DPO), story.person(Role.LEG), story.now())
    note.add(*_TIERS[of])


def steps() -> Sequence[StoryStep[StoryContext]]:
    return [StoryStep("open_house", moment(8, 24, 9, 5), tell=_publish)]
