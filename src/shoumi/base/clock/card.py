"""What the house needs to know of the clock: its events."""

from shoumi.base.clock import events
from shoumi.base.registry import Card

card = Card(slug="clock", zh="时钟", en="Clock", events=events.Tag)
