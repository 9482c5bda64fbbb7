"""Texts of long acts: refusals."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "intake.no_such_slip": Message(
        zh="等着的内容等得太久，已经删掉。",
        en="What was waiting waited too long and is gone.",
        remedy_zh="重新办理一次。",
        remedy_en="Start once more.",
    ),
}
