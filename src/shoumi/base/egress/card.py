"""What the house needs to know of calls out: what changes to the list write to the ledger."""

from shoumi.base.egress.events import Tag
from shoumi.base.registry import Card

card = Card(slug="egress", zh="外呼名单", en="Calls out", events=Tag)
