"""The end of a deal's rooms: all of them shut, and the record of it on file."""

from __future__ import annotations

import contextlib
import hashlib
import json
from datetime import datetime

from django.db import transaction

from shoumi.base.deals import queries as deals
from shoumi.base.deals import services as filing
from shoumi.base.deals.errors import AlreadyFiled
from shoumi.base.rooms import services
from shoumi.base.rooms.models import Room
from shoumi.core.milestones import FilingKind, Standing
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import DealStage


@transaction.atomic
def shut_all(*, deal: Ref, actor: Ref, at: datetime) -> int:
    """Close every open room of a deal; while the deal is being closed, the record files itself.

    The digest of the record is of the rooms, how many rows each had and when it shut.  Answers how
    many rooms were open.

    Raises:
        NoSuchDeal, NotPermitted
    """
    count = services.shut_all(deal=deal, actor=actor, at=at)
    if deals.milestones(deal)[DealStage.CLOSED].state == Standing.OPEN:
        with contextlib.suppress(AlreadyFiled):
            filing.file(
                deal=deal,
                kind=FilingKind.ROOMS_SHUT,
                sha256=_digest(deal),
                actor=SYSTEM,
                at=at,
            )
    return count


def _digest(deal: Ref) -> bytes:
    rows = Room.objects.filter(deal=deal).order_by("id")
    told = [
        [room.ref, room.level, room.rows, room.shut_at.isoformat() if room.shut_at else ""]
        for room in rows
    ]
    return hashlib.sha256(json.dumps(told, separators=(",", ":")).encode()).digest()
