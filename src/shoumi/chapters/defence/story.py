"""What chapter 12 brings to the story: a rule set that is drafted and approved.

No host of a demo is changed, so it is never in force, and 12.1 is stated in a demo home.
"""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.base.registry import StoryContext, StoryNote, StoryStep
from shoumi.base.registry.story import moment
from shoumi.chapters.defence.services import rulesets
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

OPENED = "443 | tcp | * | 控制台和门户网页\n22 | tcp | 192.0.2.0/24 | 运维管理"


def _draft(story: StoryContext, note: StoryNote) -> None:
    keeper, officer = story.person(Role.OPS), story.person(Role.SEC)
    made = rulesets.draft(openings=OPENED, is_routing=False, actor=keeper, at=story.go_on())
    rulesets.approve(ruleset=Ref(made.ref), actor=officer, at=story.go_on())


def steps() -> Sequence[StoryStep[StoryContext]]:
    return [StoryStep("listed", moment(8, 28, 9, 30), tell=_draft)]
