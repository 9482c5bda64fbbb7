"""The first copies: the data of a home without them are lost with its disk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from shoumi.base.messages.refusals import tell_code
from shoumi.base.registry import SetupStage, SetupStep
from shoumi.chapters.backup import queries
from shoumi.core.handbook import demand
from shoumi.core.messages import Both


def steps(at: datetime) -> Iterator[SetupStep]:
    if not queries.is_kept_here():
        return
    held = [queries.check_policy(at), queries.check_places(at)]
    lacking = next((one.reason for one in held if not one.holds), "")
    lacks: Both = ("", "")
    if lacking:
        lacks = (tell_code(lacking, "zh").what, tell_code(lacking, "en").what)
    yield SetupStep(
        SetupStage.SERVICES,
        (
            "设好备份：公钥、三份、两种介质、一份在异地",
            "Set up copies: a key, three, two media, one elsewhere",
        ),
        lacks,
        (demand("13.1").accountable,),
        "backup",
        is_done=not lacking,
    )
