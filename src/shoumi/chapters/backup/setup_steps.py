"""The first copies, and the first drill: the data of a home without them are lost with its disk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from shoumi.base.messages.refusals import tell_code
from shoumi.base.registry import SetupStage, SetupStep
from shoumi.chapters.backup import queries
from shoumi.chapters.backup.services.setup import KEEPERS
from shoumi.core.handbook import demand
from shoumi.core.messages import Both
from shoumi.core.terms import ControlState


def steps(at: datetime) -> Iterator[SetupStep]:
    if not queries.is_kept_here():
        return
    held = [queries.check_policy(at), queries.check_places(at)]
    lacking = next((one.reason for one in held if not one.holds), "")
    yield SetupStep(
        SetupStage.SERVICES,
        (
            "设好备份：公钥、三份、两种介质、一份在异地",
            "Set up copies: a key, three, two media, one elsewhere",
        ),
        _words(lacking),
        (demand("13.1").accountable,),
        "backup",
        is_done=not lacking,
    )
    drilled = queries.check_recovery(at)
    whole = drilled.state is ControlState.PASS
    yield SetupStep(
        SetupStage.SERVICES,
        (
            "存档恢复方案，由没做过的人凭三张密钥单演练一次恢复",
            "File the recovery plan; somebody new drills a restore with three key sheets",
        ),
        _words("" if whole else drilled.reason),
        KEEPERS,
        "backup",
        is_done=whole,
    )


def _words(lacking: str) -> Both:
    if not lacking:
        return ("", "")
    return (tell_code(lacking, "zh").what, tell_code(lacking, "en").what)
