"""Destroy what rooms showed, once nobody will enter any more: no purpose is left (PIPL 47).

What stays are rows and the ledger: level, rows, how coarse, the digest of what was shown, who was
shown which page, that something was asked and answered.
Order, each time: the intent is in the ledger and committed, then the keys die, then the sealed
files go.  A crash in between leaves a room that is marked and whose key is there; the next call
finds it by its key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from shoumi.base.deals import queries as deals
from shoumi.base.deals.errors import NoSuchDeal
from shoumi.base.deals.rules import Overlay
from shoumi.base.documents import store
from shoumi.base.ledger import writer
from shoumi.base.rooms.events import Tag
from shoumi.base.rooms.models import Inquiry, Paper, Room
from shoumi.base.rooms.rules import State
from shoumi.base.row_authentication import codes, verification
from shoumi.base.subjects.ledger_pseudonyms import row
from shoumi.base.vault import keys
from shoumi.core.ledger.leaf import Event
from shoumi.core.milestones import Standing
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import DealStage


def empty(*, at: datetime, deal: Ref | None = None, actor: Ref = SYSTEM) -> int:
    """Empty the rooms nobody will enter any more, of ``deal`` or of all; answers how many.

    Must not run inside a transaction: a key that died does not come back with a rollback.

    Raises:
        InsideTransaction
        StillOnDisk: the keys are gone, but bytes remain in the keyring's files; call again.
    """
    found: dict[str, list[Room]] = defaultdict(list)
    for room in due(at, deal):
        found[room.deal].append(room)
    for each, own in found.items():
        _mark(Ref(each), own, actor, at)
    _destroy(_content_of(_rooms(deal).filter(emptied_at__isnull=False)))
    return sum(map(len, found.values()))


def due(at: datetime, deal: Ref | None = None) -> list[Room]:
    """The rooms whose content has no purpose left and is there all the same."""
    full = _rooms(deal).filter(emptied_at__isnull=True)
    over = full.filter(Q(state=State.SHUT) | Q(state=State.OPEN, closes_at__lte=at))
    waiting = full.filter(state=State.PREPARED)
    ended = [own for own in waiting.values_list("deal", flat=True).distinct() if _is_ended(own)]
    return list((over | waiting.filter(deal__in=ended)).order_by("id"))


def _rooms(deal: Ref | None) -> QuerySet[Room]:
    return Room.objects.all() if deal is None else Room.objects.filter(deal=deal)


def _is_ended(deal: str) -> bool:
    """Terminated, or being closed: a room that was only prepared will not open any more."""
    try:
        if deals.deal(Ref(deal)).overlay == Overlay.TERMINATED:
            return True
        closing = deals.milestones(Ref(deal))[DealStage.CLOSED]
    except NoSuchDeal:
        return False
    return closing.state in (Standing.OPEN, Standing.DONE)


def _mark(deal: Ref, rooms: Sequence[Room], actor: Ref, at: datetime) -> None:
    with transaction.atomic(durable=True):
        own = [room.pk for room in rooms]
        stood = [room.pk for room in verification.authentic(_rooms(deal))]
        Room.objects.filter(pk__in=own, emptied_at__isnull=True).update(emptied_at=at)
        event = Event(Tag.EMPTIED, actor, deal, at, {"count": len(rooms)}, ("8.1", "1.5"), deal)
        written = writer.record(event, rows=(row(room=room.ref) for room in rooms))
        codes.put_and_save(_rooms(deal).filter(pk__in=stood), written.position)


def _content_of(rooms: QuerySet[Room]) -> list[Ref]:
    """All that rooms held: what they showed, their papers, questions and answers."""
    inquiries = Inquiry.objects.filter(room__in=rooms)
    held = [
        rooms.values_list("document", flat=True),
        Paper.objects.filter(room__in=rooms).values_list("document", flat=True),
        inquiries.values_list("question", flat=True),
        inquiries.values_list("answer", flat=True),
    ]
    return [Ref(one) for part in held for one in part if one]


def _destroy(documents: Sequence[Ref]) -> None:
    left = [ref for part in keys.chunks(documents) for ref in sorted(keys.existing(part))]
    if left:
        keys.erase(left)
    for ref in left:
        store.remove_blob(ref)
