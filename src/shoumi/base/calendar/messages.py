"""Texts of calendar: refusals."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "deadline.already_running": Message(
        zh="这项期限（{key}）已在计算中。",
        en="This deadline ({key}) runs already.",
        remedy_zh="完成后才能重新起算。",
        remedy_en="It can start again once it is met.",
    ),
    "deadline.not_running": Message(
        zh="没有正在计算的期限（{key}）。",
        en="No such deadline ({key}) is running.",
        remedy_zh="请核对事项，或先登记起算的文件。",
        remedy_en="Check what it is about, or file what starts it.",
    ),
}
