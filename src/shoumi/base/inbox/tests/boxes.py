"""People with mail addresses, and what was sent to them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from shoumi.base.attestations import controls
from shoumi.base.inbox import mailboxes
from shoumi.base.outbox.models import Message

# Pages and links run out by the real clock, whatever the story's says.
NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
ADDRESS = "chen@house.example"


def give(person, at, *, address=ADDRESS, actor=None, real_at=NOW, **more):
    return mailboxes.give(
        person=person, address=address, actor=actor or person, at=at, real_at=real_at, **more
    )


def sent(to=None):
    found = Message.objects.order_by("queued_at", "position")
    return list(found.filter(to=to) if to else found)


def code():
    """That of the newest mail with one."""
    found = [re.search(r"^ {4}(\S+)$", one.body, re.M) for one in sent()]
    return [one[1] for one in found if one][-1]


def confirm(person, at, *, typed=None, real_at=NOW):
    return mailboxes.confirm(code=typed or code(), actor=person, at=at, real_at=real_at)


def confirmed(person, at, **more):
    give(person, at, **more)
    return confirm(person, at)


def told(person):
    """Mails about the inbox."""
    return sent(person)


def each_demand_holds(monkeypatch):
    """Nothing waits then but what a test puts there."""
    monkeypatch.setattr(controls, "survey", lambda *_: [])
