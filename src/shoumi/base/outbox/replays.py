"""Messages that went out, or were not to go out, after the copy do not go a second time."""

from __future__ import annotations

from shoumi.base.outbox.events import Tag
from shoumi.base.outbox.models import Message
from shoumi.base.outbox.rules import State
from shoumi.base.registry.replays import Replays, Told, replays


def _settled(told: Told) -> bool:
    for row in told.rows():
        queued = Message.objects.filter(ref=row["message"], state=State.QUEUED)
        queued.update(state=State(row["state"]), settled_at=told.line.at, body="")
    return True


def of_events() -> Replays:
    return replays(widens=[Tag.QUEUED], narrows={Tag.SETTLED: _settled})
