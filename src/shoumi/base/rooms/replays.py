"""Rooms that were shut after the copy are shut again; what they showed is destroyed again by
``content_erasure``, which the start asks."""

from __future__ import annotations

from shoumi.base.registry.replays import Replays, Told, replays
from shoumi.base.rooms.events import Tag
from shoumi.base.rooms.models import Room
from shoumi.base.rooms.rules import State


def _shut(told: Told) -> bool:
    found = Room.objects.filter(ref=told.line.about).exclude(state=State.SHUT)
    found.update(state=State.SHUT, shut_at=told.line.at)
    return True


def _emptied(told: Told) -> bool:
    for row in told.rows():
        found = Room.objects.filter(ref=row["room"])
        found.exclude(state=State.SHUT).update(state=State.SHUT, shut_at=told.line.at)
        found.filter(emptied_at=None).update(emptied_at=told.line.at)
    return True


def of_events() -> Replays:
    return replays(
        tells=[Tag.PAGE_SEEN, Tag.PAGE_CHECKED, Tag.TRACED, Tag.REFUSED],
        widens=[
            Tag.TEASER_SCANNED,
            Tag.PREPARED,
            Tag.APPROVED,
            Tag.OPENED,
            Tag.PAPER_PUT,
            Tag.ASKED,
            Tag.ANSWERED,
        ],
        narrows={Tag.SHUT: _shut, Tag.EMPTIED: _emptied},
    )
