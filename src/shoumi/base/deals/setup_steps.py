"""The first deal, until its inventory is open and files can be brought in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from shoumi.base.deals import queries, rules
from shoumi.base.deals.models import Deal, MilestoneState
from shoumi.base.deals.rules import Overlay
from shoumi.base.messages.conditions import condition
from shoumi.base.messages.core.course import STATIONS
from shoumi.base.registry import SetupStage, SetupStep
from shoumi.core.milestones import milestone
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage

_STAGES = (DealStage.INTAKE, DealStage.MANDATE, DealStage.INVENTORY)
_AT_ONCE = 3  # conditions named in one line


def is_under_way() -> bool:
    """Whether a deal of the house ever got as far as its customers."""
    return MilestoneState.objects.filter(
        code=DealStage.INVENTORY, state__in=[state.value for state in rules.REACHED]
    ).exists()


def steps(at: datetime) -> Iterator[SetupStep]:
    going_on = Deal.objects.exclude(overlay=Overlay.TERMINATED)
    first = going_on.order_by("created_at", "number").first()
    yield SetupStep(
        SetupStage.DEAL,
        ("新建第一笔转让", "Create the first deal"),
        ("写明方式、转让方和受让方", "Say its type and who transfers"),
        rules.CREATORS,
        "deals",
        is_done=first is not None,
    )
    for stage in _STAGES:
        yield _opened(first, stage, at)


def _opened(deal: Deal | None, stage: DealStage, at: datetime) -> SetupStep:
    goal, (zh, en) = milestone(stage), STATIONS[stage.value]
    is_done, lacks = False, ("", "")
    if deal:
        stored = queries.stored_milestones(Ref(deal.ref))
        is_done = stage in stored and stored[stage].state in rules.REACHED
        if not is_done:
            wants = queries.to_open(Ref(deal.ref), stage, at)
            todo = [condition(one.condition, one.reason).todo for one in wants[:_AT_ONCE]]
            lacks = "；".join(one for one, _ in todo), "; ".join(one for _, one in todo)
    return SetupStep(
        SetupStage.DEAL,
        (f"打开里程碑“{zh}”", f"Open the milestone “{en}”"),
        lacks,
        (goal.accountable,),
        "deal" if deal else "",
        is_done=is_done,
        of={"deal": deal.ref} if deal else {},
    )
