"""What the handover refuses is evidence: it stands in the ledger before it is raised on."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from shoumi.base.approvals import services as approvals
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.events import Why as Alone
from shoumi.base.gate import decisions
from shoumi.base.handover.events import Tag, Why
from shoumi.base.handover.models import Package
from shoumi.base.ledger import refusals
from shoumi.core.gate import GateClosed
from shoumi.core.refs import Ref

_SPENT = {"handover.not_in_state": Alone.SPENT}


def by_two(package: Ref, actor: Ref, at: datetime) -> contextlib.AbstractContextManager[None]:
    """What is refused inside for want of two persons is in the ledger."""
    deal = Package.objects.filter(ref=package).values_list("deal", flat=True).first()
    return approvals.kept(
        Action.HANDOVER,
        actor=actor,
        at=at,
        deal=Ref(deal) if deal else None,
        about=package if deal else None,
        codes=_SPENT,
    )


def kept(
    about: Ref, deal: Ref, actor: Ref, at: datetime
) -> contextlib.AbstractContextManager[None]:
    """What is refused inside is in the ledger."""
    return refusals.kept(
        Tag.REFUSED, Why, actor=actor, about=about, at=at, duties=("3.2", "6.2"), deal=deal
    )


@contextlib.contextmanager
def decided() -> Iterator[None]:
    """The gate's no is in the ledger where it was only asked."""
    try:
        yield
    except GateClosed as refusal:
        with transaction.atomic(durable=True):
            decisions.record(refusal.decision)
        raise
