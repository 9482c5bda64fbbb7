"""What the house needs to know of transport: demand 3.2."""

from shoumi.base.registry import Card, Remedy
from shoumi.base.registry.replays import Replays, replays
from shoumi.base.transport import events, queries


def _replays() -> Replays:
    return replays(tells=events.Tag)


card = Card(
    slug="transport",
    zh="传输加密",
    en="Encrypted transport",
    events=events.Tag,
    checks={"3.2": queries.holding},
    remedies={
        "3.2": Remedy(("传输加密", "Encrypted transport"), "transport", "transport try"),
    },
    replays=_replays,
)
