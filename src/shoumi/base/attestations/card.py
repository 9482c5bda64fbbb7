"""What the house needs to know of the attestations."""

from shoumi.base.attestations import events
from shoumi.base.registry import Card

card = Card(slug="attestations", zh="声明", en="Attestations", events=events.Tag)
