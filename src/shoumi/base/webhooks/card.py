"""What the house needs to know of pushing events: what it writes to the ledger."""

from shoumi.base.registry import Card
from shoumi.base.webhooks.events import Tag

card = Card(slug="webhooks", zh="事件推送", en="Webhooks", events=Tag)
