"""Demand 3.4 as a whole: keys in date, algorithms reviewed."""

from __future__ import annotations

from datetime import datetime

from shoumi.base.registry import Holding
from shoumi.base.rotation import algorithm_review_queries, duty_clocks
from shoumi.base.vault import queries


def keys_and_algorithms(at: datetime) -> Holding:
    """Where a part of it is overdue nothing is written any more, and later nothing is read."""
    parts = [queries.keys_in_date(at), algorithm_review_queries.holding(at)]
    return duty_clocks.joined(parts, at)
