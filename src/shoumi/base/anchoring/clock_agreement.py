"""Who says that a clock which leapt ahead is right: a time-stamp authority, or a person.

Until then the ledger takes nothing (``base.ledger.running_time``); the entry made here is the first
at the new time.
"""

from __future__ import annotations

import logging
import secrets
from datetime import UTC, datetime, timedelta

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.anchoring.errors import ClockDisputed, ClockSteady
from shoumi.base.anchoring.events import Tag
from shoumi.base.documents import signatures
from shoumi.base.documents.errors import TimestampFailed
from shoumi.base.ledger import running_time, writer
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role

log = logging.getLogger(__name__)

_MOST = timedelta(seconds=running_time.MOST)


def accept(*, actor: Ref, at: datetime) -> int:
    """A person has looked at the clock and it is right; by how many minutes it leapt.

    Where a time-stamp authority is configured it is asked as well, and one that says another time
    stands against the person; one that says nothing does not.

    Raises:
        NotPermitted: the actor is neither operations nor security.
        ClockSteady: there is nothing to accept.
        ClockDisputed: the authority says another time.
        TimeBehind: the ledger has entries later than ``at``.
    """
    accounts.require(actor, at, Role.OPS, Role.SEC)
    told = _authority_time()
    if told is not None and abs(told - at) > _MOST:
        raise ClockDisputed(told=told)
    return _agreed(actor, at)


def accept_by_stamp(*, at: datetime) -> bool:
    """The same without anybody, where the time-stamp authority says that it is ``at``.

    Raises:
        TimeBehind: the ledger has entries later than ``at``.
    """
    if not running_time.minutes_ahead():
        return False
    told = _authority_time()
    if told is None or abs(told - at) > _MOST:
        return False
    _agreed(SYSTEM, at)
    return True


def _agreed(actor: Ref, at: datetime) -> int:
    with transaction.atomic(durable=True), running_time.accepting():
        minutes = running_time.minutes_ahead()
        if not minutes:
            raise ClockSteady
        writer.record(Event(Tag.CLOCK_ACCEPTED, actor, SYSTEM, at, {"minutes": minutes}))
        # Killed in between, the entry stands and the clock is still refused: it is asked again.
        transaction.on_commit(running_time.agree)
    return minutes


def _authority_time() -> datetime | None:
    """A fresh stamp over bytes nobody has seen before, so that no older one can be given for it."""
    url = signatures.tsa_url()
    if url is None:
        return None
    from shoumi.base.documents import timestamps  # what it stands on takes long to load

    try:
        return timestamps.moment(timestamps.stamp(secrets.token_bytes(32), url)).astimezone(UTC)
    except TimestampFailed as error:
        log.warning("the time-stamp authority says no time: %s", type(error).__name__)
        return None
