"""Signals that the ledger's accesses give."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta

from shoumi.base.accounts.queries import given
from shoumi.base.calendar import year_tables
from shoumi.base.ledger import reader
from shoumi.base.row_authentication import verification
from shoumi.chapters.conduct.leaving_models import LeavingNotice
from shoumi.chapters.conduct.queries import accesses, intake_order
from shoumi.chapters.conduct.rules.signals import Observed, Signal, monday

# Weeks before in which somebody's own habits are seen.
_HABITS = timedelta(weeks=8)


def signals_until(at: datetime, since: datetime) -> list[Signal]:
    """Of the weeks from ``since`` on, in order.

    Who holds the same roles does the same work.
    """
    found = accesses.accesses(reader.first_from(since - _HABITS), reader.size())
    found = intake_order.placed(found)
    held: dict[str, set[str]] = defaultdict(set)
    for person, role in given(at).values_list("person__ref", "role"):
        held[person].add(role)
    roles = {person: " ".join(sorted(own)) for person, own in held.items()}
    seen = Observed(found, roles, year_tables.china().is_workday, notices())
    return [one for week in seen.weeks if week >= monday(since) for one in seen.signals(week)]


def notices() -> dict[str, date]:
    """Who has given notice and leaves, and since when; a row that was changed says nothing."""
    found = verification.authentic(LeavingNotice.objects.filter(withdrawn_at=None))
    return {one.person: one.given_on for one in found}
