"""What the ledger states to the gate: no act without proof, and no clock that was put back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db import DatabaseError

from shoumi.base.ledger import events, highwater, home_seal, running_time, seal, storage
from shoumi.base.ledger.storage import Standing
from shoumi.base.ledger.writer import TOLERANCE, is_behind
from shoumi.base.registry import Card
from shoumi.base.registry.replays import Replays
from shoumi.base.registry.shared_reads import sharing
from shoumi.core.gate import Fact

_also: list[Callable[[], bool]] = []
_held: ContextVar[Standing | None] = ContextVar("held", default=None)


def require(holds: Callable[[], bool]) -> None:
    """Have ``holds`` asked as well, each time, before the ledger counts as ready."""
    _also.append(holds)


@contextmanager
def under(head: Standing) -> Iterator[None]:
    """Whoever holds the head (``writer.hold``) and appended nothing since need not have it read
    again: for the time inside, ``facts`` takes it from here.

    What the question around it read earlier counts no more: somebody may have acted since."""
    before = _held.set(head)
    try:
        with sharing(anew=True):
            yield
    finally:
        _held.reset(before)


def held_head() -> Standing | None:
    """The head that is held for the time being (``under``)."""
    return _held.get()


def as_of_head(at: datetime) -> datetime:
    """``at``, or the time of the newest entry where the head is held (``under``) and that is later.

    Who waited for the head asks as of then: what was taken back meanwhile stands before the entry
    that comes.  A clock that was put back stays what it is.
    """
    held = _held.get()
    if held is None or held.last_at is None or at >= held.last_at or is_behind(at, held.last_at):
        return at
    return held.last_at


def is_ready() -> bool:
    """Whether anything may be opened on the ledger's word: what changes without an entry.

    Raises:
        DatabaseError
        ValueError: the head is damaged.
    """
    held = _held.get()
    is_open = held.stage is None if held else not home_seal.is_sealed()
    stands = is_open and not seal.is_sealed() and highwater.holds(held)
    return stands and all(holds() for holds in _also)


def facts(at: datetime) -> tuple[Mapping[Fact, object], list[datetime]]:
    """Ready: the head can be read and stands by the high-water mark, no examination found the
    ledger altered, the home was not just put back from a copy, and whoever else must agree
    (``require``) does.  Sound: ``at`` is not more than five minutes behind the latest entry, and
    the machine's clock has not leapt ahead (``running_time``).
    A ledger that cannot be read states nothing."""
    held = _held.get()
    try:
        ready = is_ready()
        last_at = held.last_at if held else storage.last_at()
        is_sound = not is_behind(at, last_at) and not running_time.minutes_ahead()
    except (DatabaseError, ValueError):
        return {}, []
    stated = {Fact.LEDGER_READY: ready, Fact.CLOCK_SOUND: is_sound}
    return stated, [last_at - TOLERANCE] if last_at else []


def _replays() -> Replays:
    from shoumi.base.ledger import replays

    return replays.of_events()


card = Card(
    slug="ledger",
    zh="存证账本",
    en="Evidence ledger",
    events=events.Tag,
    states=frozenset({Fact.LEDGER_READY, Fact.CLOCK_SOUND}),
    house_facts=facts,
    replays=_replays,
)
