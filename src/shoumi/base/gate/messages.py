"""Texts of gate: refusals."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    # What the live check leaves out of the handbook's rule: told in tables, so half a sentence.
    "gate.missing_1_5": Message(
        zh="还缺：批量操作与未成年人信息没有逐次批准，岗位分离只提示不拦截",
        en=(
            "bulk acts and minors' records take no approval each time; separation of "
            "roles only warns"
        ),
    ),
    "task.missing": Message(zh="没有这项任务。", en="There is no such task."),
    "task.without_end": Message(
        zh="任务的结束时间必须在开始之后。", en="A task must end after it begins."
    ),
    # Why a condition or a demand does not hold: told in tables, so half a sentence.
    "gate.lets_strangers_in": Message(
        zh="闸门自检没有拒绝陌生人", en="the gate's self-test did not refuse a stranger"
    ),
}
