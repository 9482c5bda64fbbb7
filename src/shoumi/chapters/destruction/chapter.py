"""The card chapter 8 hands to the registry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from shoumi.base.approvals.events import Action
from shoumi.base.registry import Card, ControlledBy, DualControl, HealthFinding, Operation
from shoumi.chapters.destruction import events, messages, queries
from shoumi.core.messages import Messages


def _operations() -> Sequence[Operation]:
    from shoumi.chapters.destruction.jobs import OPERATIONS

    return OPERATIONS


def _health() -> Sequence[HealthFinding]:
    from shoumi.chapters.destruction import health

    return list(health.findings())


def _resume(at: datetime) -> int:
    from shoumi.chapters.destruction import services

    return len(services.resume(at=at))


card = Card(
    slug="destruction",
    zh="客户信息删除与销毁",
    en="Deletion and destruction",
    events=events.Tag,
    messages=Messages(
        refusals=messages.MESSAGES,
        names=messages.NAMES,
        conditions=messages.CONDITIONS,
        sentences=events.SENTENCES,
    ),
    checks={
        "8.1": queries.check_unprompted,
        "8.2": queries.check_for_good,
        "8.3": queries.check_recorded,
    },
    conditions={"destruction.recipients": queries.recipients},
    dual_control={
        Action.DESTRUCTION: DualControl(
            ControlledBy.RECORD,
            "个人信息保护负责人提出，另两人见证同一份销毁单，24 小时内执行",
            "the protection officer proposes, two others witness the very order; within 24 hours",
            ("shoumi.chapters.destruction.services.carry_out",),
        ),
    },
    operations=_operations,
    health=_health,
    resume=_resume,
)
