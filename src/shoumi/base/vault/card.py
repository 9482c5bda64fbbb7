"""What the vault hands in: chapter 3's technical demands and the state of the keys."""

from __future__ import annotations

from shoumi.base.registry import Card
from shoumi.base.vault import queries
from shoumi.base.vault.events import Tag
from shoumi.core.gate import Fact

card = Card(
    slug="vault",
    zh="密钥库",
    en="Vault",
    events=Tag,
    checks={
        "3.4": queries.keys_in_date,
    },
    partial={
        "3.4": "vault.missing_3_4",
    },
    states=frozenset({Fact.KEYS_SOUND}),
    house_facts=queries.facts,
)
