"""A policy that is in force: without one nothing of a customer is read or written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from shoumi.base.registry import SetupStage, SetupStep
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.policies import queries
from shoumi.chapters.policies.queries import group
from shoumi.core.handbook import demand
from shoumi.core.messages import Both
from shoumi.core.terms import Role

_WHAT: Both = ("起草、批准、发布隐私政策", "Draft, approve and publish the privacy policy")


def steps(at: datetime) -> Iterator[SetupStep]:
    """In a real home the group comes first: without it nothing can be published."""
    is_done = queries.check_policy(at).holds
    if not is_done and _is_group_lacking(at):
        lacks: Both = (
            "先由公司负责人任命政策起草小组：保护负责人、法务、安全、业务",
            "First the head appoints the working group: officer, legal, security, business",
        )
        yield SetupStep(
            SetupStage.POLICY, _WHAT, lacks, (Role.HEAD,), "working-group", is_done=False
        )
        return
    yield SetupStep(
        SetupStage.POLICY,
        _WHAT,
        (
            "还没有生效的政策；保护负责人和法务各自批准",
            "None is in force; the protection officer and legal each approve it",
        ),
        (demand("1.1").accountable,),
        "policies",
        is_done=is_done,
    )


def _is_group_lacking(at: datetime) -> bool:
    """Where a row of the group is not as the ledger says, publishing says so."""
    with suppress(NotAuthentic):
        return group.is_asked() and bool(group.seats_lacking(at))
    return False
