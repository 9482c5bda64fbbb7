"""Which entries are evidence of reading: they tell of an act that changed nothing.

A closed list.  Only these may wait for others to be committed together (``group_commit``);
everything else commits with the change it describes.  The head counts them apart, so the number of
the other entries stands still exactly as long as nothing was changed.
"""

from __future__ import annotations

from collections.abc import Iterable

from shoumi.core.ledger.leaf import Event

READS = frozenset({"gate.revealed", "gate.decided", "gate.searched", "room.page_seen"})


class NotDeferrable(ValueError):
    """A bug: an act was handed in as evidence of reading."""


def count(events: Iterable[Event]) -> int:
    """How many of ``events`` are evidence of reading."""
    return sum(event.tag in READS for event in events)
