"""A policy that is in force: without one nothing of a customer is read or written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from shoumi.base.registry import SetupStage, SetupStep
from shoumi.chapters.policies import queries
from shoumi.core.handbook import demand


def steps(at: datetime) -> Iterator[SetupStep]:
    yield SetupStep(
        SetupStage.POLICY,
        ("起草、批准、发布隐私政策", "Draft, approve and publish the privacy policy"),
        (
            "还没有生效的政策；保护负责人和法务各自批准",
            "None is in force; the protection officer and legal each approve it",
        ),
        (demand("1.1").accountable,),
        "policies",
        is_done=queries.check_policy(at).holds,
    )
