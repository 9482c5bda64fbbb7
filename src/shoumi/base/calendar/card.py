"""What the house needs to know of the calendar: its events."""

from shoumi.base.calendar import events
from shoumi.base.registry import Card

card = Card(slug="calendar", zh="期限", en="Deadlines", events=events.Tag)
