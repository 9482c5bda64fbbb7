"""What the house needs to know of the outbox."""

from shoumi.base.outbox import events, services
from shoumi.base.registry import Card

card = Card(
    slug="outbox",
    zh="发件箱",
    en="Outbox",
    events=events.Tag,
    holds=frozenset({"messages"}),
    destroyers={"messages": services.forget},
    remains={"messages": services.remaining},
)
