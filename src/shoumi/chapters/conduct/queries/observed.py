"""Signals that the ledger's accesses give."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from shoumi.base.accounts.queries import given
from shoumi.base.calendar import year_tables
from shoumi.base.ledger import reader
from shoumi.chapters.conduct.queries import accesses
from shoumi.chapters.conduct.rules.signals import Observed, Signal, monday

# Weeks before in which somebody's own habits are seen.
_HABITS = timedelta(weeks=8)


def signals_until(at: datetime, since: datetime) -> list[Signal]:
    """Of the weeks from ``since`` on, in order.

    Who holds the same roles does the same work.
    """
    found = accesses.accesses(reader.first_from(since - _HABITS), reader.size())
    held: dict[str, set[str]] = defaultdict(set)
    for person, role in given(at).values_list("person__ref", "role"):
        held[person].add(role)
    roles = {person: " ".join(sorted(own)) for person, own in held.items()}
    seen = Observed(found, roles, year_tables.china().is_workday)
    return [one for week in seen.weeks if week >= monday(since) for one in seen.signals(week)]
