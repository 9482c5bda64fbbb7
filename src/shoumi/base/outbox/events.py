"""What this app writes to the ledger.

messages.queued   about the batch; facts: count; rows: message and SHA-256 of its body
messages.settled  about the batch; facts: via, count; rows: message and how it ended
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    QUEUED = "messages.queued"
    SETTLED = "messages.settled"


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.QUEUED: Sentence(("把 {count} 封信放入发件箱", "queued {count:message|messages}")),
    Tag.SETTLED: Sentence(
        ("办结了 {count} 封信，经由{via}", "settled {count:message|messages} by {via}"),
        {"via": "outbox.Via"},
    ),
}
