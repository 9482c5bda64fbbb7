"""What the house needs to know of the jobs."""

from shoumi.base.jobs import events
from shoumi.base.registry import Card

card = Card(slug="jobs", zh="后台任务", en="Background work", events=events.Tag)
