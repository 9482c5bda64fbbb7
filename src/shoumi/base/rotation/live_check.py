"""Demand 3.4 as a whole: keys in date, algorithms reviewed, what a leaver reached replaced."""

from __future__ import annotations

from datetime import datetime

from shoumi.base.registry import Holding
from shoumi.base.rotation import algorithm_review_queries, duty_clocks, exits, signing_clock
from shoumi.base.vault import queries


def keys_and_algorithms(at: datetime) -> Holding:
    """Where a part of it is overdue nothing is written any more, and later nothing is read."""
    parts = [
        queries.keys_in_date(at),
        signing_clock.holding(at),
        algorithm_review_queries.holding(at),
        *exits.holdings(at),
    ]
    return duty_clocks.joined(parts, at)
