"""Demand 6.1: whoever is in a data set was told when the data was collected, and each consent has
the hash of the notice it was given to."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from shoumi.base.collection_notices import queries as collected
from shoumi.base.collection_notices.rules import Fault
from shoumi.base.registry import Holding
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.consent.queries import holdings
from shoumi.core.terms import ControlState


def check(at: datetime) -> Holding:
    """A separate consent does not stand in for a notice at collection: it says who gets the data,
    not that people knew when it was taken.  Where they did not, the target tells them anew."""
    asked, found = holdings.check_notice(at), collected.faults()
    failing = found.unknown | frozenset(found.deals)
    if not asked.holds:
        return replace(asked, deals=asked.deals | failing)
    if found.unknown:
        return Holding(ControlState.FAIL, reason=NotAuthentic.code, deals=failing)
    if failing:
        worst = next(one for one in Fault if one in found.deals.values())
        return Holding(ControlState.FAIL, reason=worst.value, deals=failing)
    if asked.state is ControlState.NOT_APPLICABLE and found.newest is not None:
        return Holding(ControlState.PASS, position=found.newest)
    return asked
