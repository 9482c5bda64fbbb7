"""What the house needs to know of transport: demand 3.2."""

from shoumi.base.registry import Card
from shoumi.base.transport import events, queries

card = Card(
    slug="transport",
    zh="传输加密",
    en="Encrypted transport",
    events=events.Tag,
    checks={"3.2": queries.holding},
)
