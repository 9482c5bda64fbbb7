"""The card chapter 8 hands to the registry."""

from __future__ import annotations

from shoumi.base.registry import Card
from shoumi.chapters.destruction import events, messages, queries
from shoumi.core.messages import Messages

card = Card(
    slug="destruction",
    zh="客户信息删除与销毁",
    en="Deletion and destruction",
    events=events.Tag,
    checks={
        "8.1": queries.check_unprompted,
        "8.2": queries.check_for_good,
        "8.3": queries.check_recorded,
    },
    conditions={"destruction.recipients": queries.recipients},
    messages=Messages(
        refusals=messages.MESSAGES,
        names=messages.NAMES,
        conditions=messages.CONDITIONS,
        sentences=events.SENTENCES,
    ),
)
