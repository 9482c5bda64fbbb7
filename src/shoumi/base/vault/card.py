"""What the vault hands in: the state of the keys.  Demands rest on apps that stand above it."""

from __future__ import annotations

from shoumi.base.registry import Card
from shoumi.base.registry.replays import Replays
from shoumi.base.vault import queries
from shoumi.base.vault.events import Tag
from shoumi.core.gate import Fact


def _replays() -> Replays:
    from shoumi.base.vault import replays

    return replays.of_events()


card = Card(
    slug="vault",
    zh="密钥库",
    en="Vault",
    events=Tag,
    states=frozenset({Fact.KEYS_SOUND}),
    house_facts=queries.facts,
    replays=_replays,
)
