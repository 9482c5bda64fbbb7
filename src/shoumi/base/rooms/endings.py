"""Rooms that nobody may enter any more: their deal was terminated, or its buyer is another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from shoumi.base.deals import party_rows
from shoumi.base.deals.models import Deal, Party
from shoumi.base.deals.rules import Overlay, PartyRole
from shoumi.base.registry import BuyerChange
from shoumi.base.rooms import services
from shoumi.base.rooms.models import Room
from shoumi.base.rooms.rules import State
from shoumi.core.messages import Both
from shoumi.core.refs import SYSTEM, Ref

_ROOMS: Both = ("数据室", "Data rooms")
_SHUT: Both = (
    "马上关闭开着的 {n} 个，里面的内容销毁；新受让方的数据室要重新备、重新批",
    (
        "the {n} that stand open shut at once and their content is destroyed; rooms for the new "
        "buyer are prepared and approved anew"
    ),
)
_NONE_OPEN: Both = ("没有开着的", "none stands open")


def resume(at: datetime) -> int:
    """Shut what a crash left open after the end of a deal, or a buyer left; how many."""
    ended = Deal.objects.filter(overlay=Overlay.TERMINATED).values_list("ref", flat=True)
    found = sum(_shut(Ref(ref), at) for ref in ended)
    changed = Party.objects.filter(role=PartyRole.FORMER_TE).values_list("deal_id", flat=True)
    return found + sum(_shut_former(Ref(ref), at) for ref in changed.distinct())


def _shut(deal: Ref, at: datetime) -> int:
    if not Room.objects.filter(deal=deal, state=State.OPEN).exists():
        return 0
    return services.shut_all(deal=deal, actor=SYSTEM, at=at)


def buyer_changed(change: BuyerChange) -> None:
    """Rooms that were approved for the former buyer open for no other: they are prepared anew."""
    _shut_former(change.deal, change.at)


def _shut_former(deal: Ref, at: datetime) -> int:
    """Those that were opened, or got ready, before the last buyer came."""
    since = party_rows.begins_at(deal)
    return services.shut_older(deal=deal, before=since, actor=SYSTEM, at=at)


def buyer_told(deal: Ref) -> Iterator[tuple[Both, Both]]:
    n = Room.objects.filter(deal=deal, state=State.OPEN).count()
    yield _ROOMS, (_SHUT[0].format(n=n), _SHUT[1].format(n=n)) if n else _NONE_OPEN
