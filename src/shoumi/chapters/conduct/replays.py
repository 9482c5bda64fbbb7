"""What is newer than a copy is made anew: rule books, checks and cases stand in the ledger, their
rows do not come back.  That an account stops is said by an entry of its own."""

from __future__ import annotations

from shoumi.base.registry.replays import Replays, replays
from shoumi.chapters.conduct.events import Tag

_WIDENS = (Tag.PUBLISHED, Tag.LIFTED)


def of_events() -> Replays:
    return replays(tells=[one for one in Tag if one not in _WIDENS], widens=[*_WIDENS])
