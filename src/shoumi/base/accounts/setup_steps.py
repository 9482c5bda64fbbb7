"""The roles without which no deal gets as far as its customers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from shoumi.base.accounts import queries
from shoumi.base.accounts.rules import STAFF_ROLES
from shoumi.base.messages import names
from shoumi.base.registry import SetupStage, SetupStep
from shoumi.base.row_authentication import verification
from shoumi.core.handbook import demands
from shoumi.core.milestones import milestone
from shoumi.core.terms import DealStage, Role

_DOOR = "staff_roles"
_STAGES = (DealStage.INTAKE, DealStage.MANDATE, DealStage.INVENTORY)


def needed() -> tuple[Role, ...]:
    """Who answers for a milestone up to the inventory, or supplies what it asks for; who states
    what staff need; who makes the copies.  In the order of the roles."""
    goals = [milestone(stage) for stage in _STAGES]
    asked = {one.accountable for one in demands() if any(d.name == _DOOR for d in one.closes)}
    asked |= {goal.accountable for goal in goals} | {
        need.who for goal in goals for need in goal.opens
    }
    return tuple(role for role in Role if role in (asked & STAFF_ROLES) | {Role.OPS})


def steps(at: datetime) -> Iterator[SetupStep]:
    held = {Role(one.role) for one in verification.authentic(queries.live_anywhere(at))}
    lacking = [role for role in needed() if role not in held]
    told = [names.pair(role) for role in lacking]
    zh, en = "、".join(zh for zh, _ in told), ", ".join(en for _, en in told)
    yield SetupStep(
        SetupStage.ROLES,
        ("登记人员，授予岗位", "Enrol people and grant roles"),
        (
            f"还没人担任：{zh}。一人申请，另一人批准",
            f"Nobody holds yet: {en}. One asks, another approves",
        ),
        (Role.HEAD, Role.DPO),
        "people",
        is_done=not lacking,
    )
