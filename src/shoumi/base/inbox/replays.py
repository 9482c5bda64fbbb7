"""Addresses and links that ended after the copy are without use again."""

from __future__ import annotations

from shoumi.base.inbox.events import Tag
from shoumi.base.inbox.models import CalendarLink, Mailbox
from shoumi.base.inbox.rules import Digest, time_of
from shoumi.base.registry.replays import Replays, Told, replays


def _no_address(told: Told) -> bool:
    """The newer address is lost with the copy, and the older one is none any more."""
    Mailbox.objects.filter(person=told.line.about).delete()
    return True


def _chosen(told: Told) -> bool:
    """What was turned off stays off."""
    own = Mailbox.objects.filter(person=told.line.about)
    if not told.line.facts.get("at_once", False):
        own.update(at_once_since=None)
    if time_of(Digest(str(told.line.facts.get("digest", "none")))) is None:
        own.update(digest_at=None)
    return True


def _no_link(told: Told) -> bool:
    CalendarLink.objects.filter(person=told.line.about).delete()
    return True


def of_events() -> Replays:
    return replays(
        widens=[Tag.CONFIRMED],
        narrows={
            Tag.GIVEN: _no_address,
            Tag.REMOVED: _no_address,
            Tag.CHOSEN: _chosen,
            Tag.LINKED: _no_link,
            Tag.UNLINKED: _no_link,
        },
    )
