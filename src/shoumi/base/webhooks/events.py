"""What this app writes to the ledger, about the endpoint.  Single deliveries are no entries: they
follow from entries, and would be told in turn.

webhook.made         facts: url (digest), tags (count)
webhook.rotated      a new secret; the one before counts until the fact ``until``
webhook.pinged       a test was sent
webhook.paused       facts: cause
webhook.resumed
webhook.redelivered  facts: delivery
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    MADE = "webhook.made"
    ROTATED = "webhook.rotated"
    PINGED = "webhook.pinged"
    PAUSED = "webhook.paused"
    RESUMED = "webhook.resumed"
    REDELIVERED = "webhook.redelivered"


class Cause(StrEnum):
    """Why an endpoint is paused."""

    BY_HAND = "by_hand"
    FAILING = "failing"
    GONE = "gone"  # the receiver answered 410


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.MADE: Sentence(
        (
            "接入了一个接收系统，推送 {tags} 种事件",
            "had a system told of {tags:kind of event|kinds of event}",
        )
    ),
    Tag.ROTATED: Sentence(
        (
            "更换了接收系统的签名密钥，旧的用到 {until}",
            "gave a receiver a new secret; the old one counts until {until}",
        )
    ),
    Tag.PINGED: Sentence(("给接收系统发了一条测试", "sent a receiver a test")),
    Tag.PAUSED: Sentence(
        ("暂停了事件推送：{cause}", "stopped telling a receiver: {cause}"),
        {"cause": "webhooks.Cause"},
    ),
    Tag.RESUMED: Sentence(("恢复了事件推送", "took up telling a receiver again")),
    Tag.REDELIVERED: Sentence(("重新推送了 {delivery}", "sent {delivery} to a receiver once more")),
}
