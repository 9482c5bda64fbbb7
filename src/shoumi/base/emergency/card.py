"""What the house needs to know of emergencies: what they write to the ledger."""

from shoumi.base.emergency.events import Tag
from shoumi.base.registry import Card

card = Card(slug="emergency", zh="紧急开启", en="Emergencies", events=Tag)
