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
from shoumi.core.refs import SYSTEM


def order_due(*, at: datetime) -> list[Order]:
    """An order for each deal and reason for which somebody is due whom none is about yet.

    Who is on hold, or has no key and so no name in the ledger, is left to the next day.
    """
    made = []
    for deal, basis in queries.reasons(at):
        with transaction.atomic():
            due = queries.due(deal, basis, at)
            held = queries.held(deal, due)
            known = keys.existing(due)
            people = [ref for ref in due if ref not in held and ref in known]
            if people:
                made.append(
                    ordered(deal=deal, subjects=people, basis=basis, proposer=SYSTEM, at=at)
                )
    return made
