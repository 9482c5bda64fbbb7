"""What this chapter writes in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    OPENED = "chapter_slug.opened"  # facts: topic, due
    CLOSED = "chapter_slug.closed"  # facts: topic, late


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.OPENED: Sentence(
        ("登记了事项（{topic}），限 {due} 办完", "opened an item ({topic}), due {due}"),
        {"topic": "chapter_slug.Topic"},
    ),
    Tag.CLOSED: Sentence(
        ("办完了事项（{topic}），{late}", "closed an item ({topic}), {late}"),
        {"topic": "chapter_slug.Topic", "late": (("按期", "in time"), ("逾期", "late"))},
    ),
}
