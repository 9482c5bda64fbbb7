"""What the doctor says of the examination: how far it is, and whom it found wanting."""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.base.registry import Health, HealthFinding
from shoumi.base.subjects import examination, soundness
from shoumi.base.subjects.models import Finding
from shoumi.core.messages import Both
from shoumi.core.terms import ControlState

_CHECK = "examination"
_SHOWN = 9
_STALE: Both = (
    "存量数据没有在 72 小时内全部核对一遍，读写已关",
    "what is stored was not examined as a whole for 72 hours; reads and writes are shut",
)
_ALTERED: Both = (
    "核对结果被人从系统外改动过，读写已关",
    "what the examination found was changed from outside; reads and writes are shut",
)
_AGAIN: Both = (
    "运行 shoumi doctor --examine，或在“存量核对”页选择“立即核对”",
    "run shoumi doctor --examine, or have it examined on the page of the examination",
)


def findings() -> Sequence[HealthFinding]:
    return [*_standing(), *_wrong()]


def _standing() -> Sequence[HealthFinding]:
    held = soundness.standing()
    if held is not None:
        words = _STALE if held.state is ControlState.STALE else _ALTERED
        return [HealthFinding(_CHECK, Health.FAIL, words, _AGAIN)]
    told = examination.progress()
    facts = {"of": told.of, "visited": told.visited, "ended": told.ended_at}
    if told.visited is not None:
        words = (
            "正在核对存量数据：{visited} / {of}；上次全部核对完：{ended}",
            "examining what is stored: {visited} of {of}; last whole pass: {ended}",
        )
    else:
        words = (
            "存量数据 {of} 项，上次全部核对完：{ended}",
            "{of} stored records and keys; last whole pass: {ended}",
        )
    return [HealthFinding(_CHECK, Health.OK, words, facts=facts)]


def _wrong() -> Sequence[HealthFinding]:
    found = list(Finding.objects.order_by("found_at", "subject")[: _SHOWN + 1])
    if not found:
        return []
    what = (
        "{count} 人的记录或密钥没有按规定加密保存，只关这些人：{named}",
        "{count} records or keys are not as they should be; these people alone are shut: {named}",
    )
    mend = (
        "在客户页提出销毁此人的记录，再重新导入；或从备份恢复",
        "propose to destroy the record on the customer's page and import it again; or restore",
    )
    named = [f"{one.subject} ({one.demand})" for one in found[:_SHOWN]]
    facts = {"count": Finding.objects.count(), "named": named}
    return [HealthFinding(_CHECK, Health.FAIL, what, mend, facts)]
