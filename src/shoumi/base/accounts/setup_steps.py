"""The roles without which no deal gets as far as its customers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from shoumi.base.accounts import queries
from shoumi.base.accounts.models import Ask
from shoumi.base.accounts.rules import REQUEST_VALID, STAFF_ROLES
from shoumi.base.messages import names
from shoumi.base.registry import SetupStage, SetupStep
from shoumi.base.row_authentication import verification
from shoumi.core.handbook import demands
from shoumi.core.messages import Both
from shoumi.core.milestones import milestone
from shoumi.core.terms import DealStage, Role

_DOOR = "staff_roles"
_MISSING: Both = (
    "还没人担任：{roles}。一人申请，另一人批准",
    "Nobody holds yet: {roles}. One asks, another approves",
)
_WAITING: Both = ("已申请，等另一人批准：{roles}", "Asked for, another approves: {roles}")
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
    live = Ask.objects.filter(used_at=None, requested_at__gt=at - REQUEST_VALID)
    asked = set(live.values_list("role", flat=True))
    waiting = _listed(role for role in lacking if role in asked)
    missing = _listed(role for role in lacking if role not in asked)
    told = [(words, found) for words, found in ((_MISSING, missing), (_WAITING, waiting)) if found]
    zh = "；".join(words[0].format(roles=found[0]) for words, found in told)
    en = "; ".join(words[1].format(roles=found[1]) for words, found in told)
    yield SetupStep(
        SetupStage.ROLES,
        ("登记人员，授予岗位", "Enrol people and grant roles"),
        (zh, en),
        (Role.HEAD, Role.DPO),
        "people",
        is_done=not lacking,
        is_waiting=bool(waiting) and not missing,
        button=("去看", "See them") if waiting and not missing else ("去做", "Do it"),
    )


def _listed(roles: Iterable[Role]) -> Both | None:
    told = [names.pair(role) for role in roles]
    return ("、".join(zh for zh, _ in told), ", ".join(en for _, en in told)) if told else None
