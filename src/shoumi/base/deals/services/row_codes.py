"""A deal and its milestones are authenticated together: each change gives all a new position."""

from __future__ import annotations

from shoumi.base.deals import queries
from shoumi.base.deals.models import Deal, MilestoneState
from shoumi.base.row_authentication import codes
from shoumi.base.row_authentication.errors import NotAuthentic


def require(deal: Deal) -> None:
    """Before a change: nothing that was forged may be given a code with it.

    Raises:
        NotAuthentic
    """
    if not queries.is_authentic(deal):
        raise NotAuthentic(what=Deal._meta.db_table)


def put(deal: Deal, position: int) -> None:
    """After a change, in the transaction of its entry: ``deal`` and its milestones as stored."""
    codes.put_and_save([deal], position)
    codes.put_and_save(MilestoneState.objects.filter(deal=deal), position)
