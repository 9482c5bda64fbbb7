"""What a side of the deal reads of a room that it may not enter now: that, and whom to ask.

Which demand shuts it stays the house's business; its own people read that.  Who has no agreement
any more reads that access ended, and nothing of the room.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.deals.errors import StageNotOpen, Suspended, Terminated
from shoumi.base.messages import names, refusals
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.rooms import admission
from shoumi.base.rooms.models import Room
from shoumi.base.rooms.rules import State
from shoumi.core.errors import DomainError
from shoumi.core.gate.policy import Code
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel, Role
from shoumi.doors.console import viewer_labels

# Who answers a side of the deal: its consultant first, else the protection officer.
_ASKED = (Role.CON, Role.DPO)
# Without these there is no room for that person (handbook 2.1).
_UNBOUND = frozenset({Code.NO_AGREEMENT, Code.AGREEMENT_LEVEL, Code.NOT_ON_DEAL})


@dataclass(frozen=True, slots=True)
class Words:
    """``is_hidden``: nothing of the room is told beside these."""

    title: Both
    why: Both
    is_hidden: bool = False


SHUT = Words(
    ("数据室暂时关闭", "The data room is shut for now"),
    (
        "开放数据室所依据的一项要求暂时没有满足，机构正在处理；处理好后即可照常进入。",
        "The house is putting right what the room rests on. Then you can go in as before.",
    ),
)
ENDED = Words(
    ("数据室的访问已结束", "Access to the data room has ended"),
    (
        "您现在不能进入这个数据室。要恢复访问，请联系下面的人。",
        "You may not go into this room now. To have access again, ask the people named below.",
    ),
    is_hidden=True,
)
OVER = Words(
    ("数据室已关闭", "The data room is shut"),
    (
        "开放时间已到，或数据室已经关闭；里面的内容不再展示。",
        "Its time is over, or it was shut; what was in it is shown no more.",
    ),
)
TERMINATED = Words(
    ("转让已终止，数据室已关闭", "The deal was terminated and the data room is shut"),
    (
        "这个数据室不会再开放。您从这里取得的资料，请在期限内交回或销毁，并签署证明。",
        (
            "This room will not open again. Return or destroy what you took from it by the "
            "deadline, and sign for it."
        ),
    ),
)
NOT_YET = Words(
    ("数据室还没有开放", "The data room is not open yet"),
    ("开放之后即可进入。", "You can go in once it is opened."),
    is_hidden=True,
)


def of(request: PageRequest, room: Room, error: DomainError | None = None) -> HttpResponse | None:
    """The page, where who asks is a side of the deal and may not go in; else None.

    ``error``  what an act in the room was refused for
    """
    words = words_of(request, room, error)
    if words is None:
        return None
    told = {
        "room": None if words.is_hidden else room,
        "deal": None if words.is_hidden else deals.deal(Ref(room.deal)),
        "level": "" if words.is_hidden else names.of(DisclosureLevel(room.level), request.lang),
        "why": request.say(words.why),
        "asked": whom_to_ask(request, Ref(room.deal)),
    }
    answer = page(request, "console/room_shut.html", words.title, told, status=403)
    answer["Cache-Control"] = "no-store, private"
    return answer


def words_of(request: PageRequest, room: Room, error: DomainError | None = None) -> Words | None:
    """What a side of the deal is told in place of the room; None where it may go in, or is of the
    house."""
    if not request.is_party:
        return None
    is_told = error is not None and _holds_the_room(error)
    refused = error if is_told else _kept_out(request, room)
    return None if refused is None else _words(request, room, refused)


def _holds_the_room(error: DomainError) -> bool:
    return bool(refusals.lapses_of(error)) or isinstance(error, Suspended | Terminated)


def _kept_out(request: PageRequest, room: Room) -> DomainError | None:
    """Why this person may not go in; of one who is not named and answers or approves, why nobody
    may.  What is prepared is seen by who is to approve it."""
    try:
        if room.state == State.PREPARED and viewer_labels.answers(request, room):
            return None
        if request.who() in room.persons:
            admission.require(room, request.who(), request.at)
        else:
            admission.require_reader(room, request.at)
    except DomainError as refused:
        return refused
    return None


def _words(request: PageRequest, room: Room, refused: DomainError) -> Words:
    reasons = refused.facts.get("reasons")
    codes = frozenset(reasons) if isinstance(reasons, tuple) else frozenset()
    if room.state == State.PREPARED:
        return SHUT if viewer_labels.answers(request, room) else NOT_YET
    if deals.is_terminated(Ref(room.deal)) and room.opened_at:
        return TERMINATED
    if codes & _UNBOUND and request.who() in room.persons:
        return ENDED
    if room.state == State.SHUT or (room.closes_at and room.closes_at <= request.at):
        return OVER
    if isinstance(refused, StageNotOpen):
        return Words(
            SHUT.title, (refusals.tell(refused, "zh").what, refusals.tell(refused, "en").what)
        )
    return SHUT


def whom_to_ask(request: PageRequest, deal: Ref) -> list[tuple[str, list[str]]]:
    """Role and names of the first that somebody holds."""
    for role in _ASKED:
        held = accounts.who(role, request.at, deal)
        if held:
            return [(names.of(role, request.lang), sorted(accounts.names(held).values()))]
    return []
