"""Somebody asked for deletion: all that is held of that person is ordered to be destroyed."""

from __future__ import annotations

from datetime import datetime

from shoumi.chapters.destruction import queries, services
from shoumi.chapters.destruction.rules import Basis
from shoumi.core.refs import Ref


def order(*, deal: Ref, subject: Ref, actor: Ref, at: datetime) -> Ref:
    """The order that is under way, or a new one, which two others witness.

    Raises:
        NotHeld, OnHold, NotPermitted
    """
    if found := queries.orders_under_way([subject], at).get(subject):
        return Ref(found.ref)
    made = services.propose(
        deal=deal, subjects=[subject], basis=Basis.REQUESTED, actor=actor, at=at
    )
    return Ref(made.ref)
