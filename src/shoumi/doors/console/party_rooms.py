"""The rooms of a deal that a side may know of, and what was asked in those it may read."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from shoumi.base.pages import figures
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.rooms.models import Inquiry, Room
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.doors.console import room_shut, rooms, viewer, viewer_labels

MOST = 50  # rooms and questions of one deal that are shown

Entered = tuple[Room, room_shut.Words | None]


def entered(request: PageRequest, ref: Ref) -> list[Entered]:
    """Those this person is named in or approves, and may know of, as the list of rooms has them."""
    found = []
    for one in Room.objects.filter(deal=ref).order_by("-id")[:MOST]:
        if rooms.is_visible(request, one):
            words = room_shut.words_of(request, one)
            if words is None or not words.is_hidden:
                found.append((one, words))
    return found


def as_link(request: PageRequest, one: Room, words: room_shut.Words | None) -> tuple[str, str, str]:
    href = reverse("room", kwargs={"room": one.ref})
    return request.say(rooms.named(one)), rooms.state_words(request, one, words), href


_QUESTIONS: Both = ("问答", "Questions")
_QUESTION_COLUMNS = (
    Column(("编号", "Number")),
    Column(("数据室", "Room")),
    Column(("现在", "Now")),
    Column(("期限", "By")),
)
_NO_QUESTION: Both = (
    "还没有提问。在数据室里可以就文件提问。",
    "No question yet. Questions are asked beside the documents of a room.",
)


def questions(request: PageRequest, known: Sequence[Room]) -> Table:
    """Of rooms this person may read now; what was asked stands there."""
    readable = {
        one.pk: one for one in known if viewer.may_read(request, one, rooms.state_of(one, request))
    }
    asked = Inquiry.objects.filter(room__in=readable).order_by("-id")[:MOST]
    told = []
    for one in asked:
        room = readable[one.room_id]
        waits = None if one.answer else viewer_labels.waiting(one, request.at)
        answered = ("已答复", "answered") if one.answer else ("等答复", "waits for an answer")
        told.append(
            (
                Cell(f"Q{one.number}", reverse("room-questions", kwargs={"room": room.ref})),
                request.say(rooms.named(room)),
                request.say(answered),
                figures.clock(waits, request.lang) if waits else None,
            )
        )
    return Table(_QUESTION_COLUMNS, told, _QUESTIONS, _NO_QUESTION)
