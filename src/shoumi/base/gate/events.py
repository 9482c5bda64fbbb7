"""What the gate writes in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    TASK_OPENED = "task.opened"  # facts: purpose, acts, fields (digest), actors (count)
    TASK_CONFIRMED = "task.confirmed"  # facts: opener
    TASK_CLOSED = "task.closed"
    DECIDED = "gate.decided"  # facts: allowed, act, purpose, policy, reasons (mask), why, level
    REVEALED = "gate.revealed"  # facts: act, purpose, policy, fields (digest); rows when several
    SEARCHED = "gate.searched"  # facts: hits (rounded up to ten)
    MINORS_MARKED = "minors.marked"  # rows: whose age was looked at for the first time
    MINORS_EXAMINED = "minors.examined"  # rows: whose age was looked at again


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.TASK_OPENED: Sentence(
        (
            "开出任务，用于{purpose}，共 {actors} 人",
            "opened a task for {actors:person|people}: {purpose}",
        ),
        {"purpose": "terms.Purpose"},
    ),
    Tag.TASK_CONFIRMED: Sentence(
        ("确认了 {opener} 为自己开的任务", "confirmed a task that {opener} opened for itself")
    ),
    Tag.TASK_CLOSED: Sentence(("结束了任务", "closed a task")),
    Tag.DECIDED: Sentence(
        ("获准{act}，用于{purpose}", "was allowed to {act}: {purpose}"),
        {"act": "gate.Act", "purpose": "terms.Purpose", "why": "gate.Code"},
        asks="allowed",
        otherwise=(
            "想{act}，用于{purpose}，闸门没有放行：{why}",
            "asked to {act} for {purpose}; the gate said no: {why}",
        ),
    ),
    Tag.REVEALED: Sentence(
        (
            "经闸门{act}，用于{purpose}[，共 {rows} 人]",
            "passed the gate to {act}: {purpose}[, {rows:person|people}]",
        ),
        {"act": "gate.Act", "purpose": "terms.Purpose"},
    ),
    Tag.SEARCHED: Sentence(
        ("检索了客户，命中不超过 {hits} 人", "searched the customers; at most {hits:hit|hits}")
    ),
    Tag.MINORS_MARKED: Sentence(
        ("核对 {rows} 人是否未成年", "looked whether {rows:person is a minor|people are minors}")
    ),
    Tag.MINORS_EXAMINED: Sentence(
        (
            "再次核对 {rows} 名未成年人是否已成年",
            "looked again whether {rows:minor has|minors have} come of age",
        )
    ),
}
