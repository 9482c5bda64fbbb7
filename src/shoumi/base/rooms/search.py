"""A room, a paper of one and a question of the buyer's side by their reference."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.registry.search import SearchHit
from shoumi.base.rooms.models import Inquiry, Paper, Room
from shoumi.core.messages import Both
from shoumi.core.terms import DisclosureLevel

_ROOM: Both = ("数据室", "Data room")
_PAPER: Both = ("数据室文件", "Paper of a room")
_INQUIRY: Both = ("买方的问题", "Question of the buyer")


def hits(wanted: str) -> Iterator[SearchHit]:
    for one in Room.objects.filter(ref=wanted):
        level = DisclosureLevel(one.level)
        yield SearchHit(_ROOM, one.ref, "room", {"room": one.ref}, one.deal, level)
    for paper in Paper.objects.filter(ref=wanted).select_related("room"):
        place = {"room": paper.room.ref, "number": paper.number}
        yield SearchHit(_PAPER, paper.number, "room-paper", place, paper.deal)
    for asked in Inquiry.objects.filter(ref=wanted).select_related("room"):
        place = {"room": asked.room.ref}
        yield SearchHit(_INQUIRY, str(asked), "room-questions", place, asked.deal)
