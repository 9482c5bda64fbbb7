"""Deletion without being asked (PIPL 47): what is due is ordered by the house itself, each day.

Two persons still witness and carry it out (handbook 8.2); the order waits for them.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shoumi.base.vault import keys
from shoumi.chapters.destruction import queries
from shoumi.chapters.destruction.models import Order
from shoumi.chapters.destruction.services import ordered
from shoumi.core.refs import SYSTEM, Ref


def order_due(*, at: datetime, deal: Ref | None = None) -> list[Order]:
    """An order for each deal and reason for which somebody is due whom none is about yet; of
    ``deal`` alone where one is named.

    Who is on hold, or has no key and so no name in the ledger, is left to the next day.
    """
    made = []
    for each, basis in queries.reasons(at, deal):
        with transaction.atomic():
            due = queries.due(each, basis, at)
            held = queries.held(each, due)
            known = keys.existing(due)
            people = [ref for ref in due if ref not in held and ref in known]
            if people:
                made.append(
                    ordered(deal=each, subjects=people, basis=basis, proposer=SYSTEM, at=at)
                )
    return made
