"""Have an account stop by itself at a moment, or run again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from shoumi.base.accounts import person_rows
from shoumi.base.accounts.events import Tag
from shoumi.base.accounts.models import Person
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes, verification
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import Ref

# Each says from when on it stops an account by a reason of its own; apps above this one.
_reasons: list[Callable[[Ref], datetime | None]] = []


def also_stops(since: Callable[[Ref], datetime | None]) -> None:
    """Have ``since`` asked whenever somebody's stop is set: the earliest of all counts, so that
    what one reason lets run again another does not."""
    _reasons.append(since)


def stop_from(person: Ref, stops_at: datetime | None, *, actor: Ref, at: datetime) -> None:
    """Have the account stop by itself at that moment, or not any more.

    For the service that says why in its own entry, inside its transaction.
    """
    found = Person.objects.select_for_update(no_key=True).get(ref=person)
    told = [stops_at, *(since(person) for since in _reasons)]
    stops_at = min((one for one in told if one), default=None)
    if found.stops_at == stops_at:
        return
    is_own = verification.is_authentic(found)
    found.stops_at = stops_at
    tag, facts = (Tag.STOPS, {"since": stops_at}) if stops_at else (Tag.RUNS_AGAIN, {})
    position = writer.record(Event(tag, actor, person, at, facts, ("1.5",))).position
    person_rows.store(found, is_own, position)


def stop_again(person: Ref, stops_at: datetime) -> None:
    """As an entry of a newer ledger says, on the rows of an older copy; no entry comes of it."""
    found = Person.objects.get(ref=person)
    is_own = codes.matches(found)
    found.stops_at = stops_at
    person_rows.store(found, is_own, found.entry_position or 0)
