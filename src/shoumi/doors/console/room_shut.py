"""What a side of the deal reads of a room that a lapse holds shut: that, and whom to ask.

Which demand it is stays the house's business; its own people read that.
"""

from __future__ import annotations

from django.http import HttpResponse

from shoumi.base.accounts import queries as accounts
from shoumi.base.attestations import doors
from shoumi.base.deals import queries as deals
from shoumi.base.messages import names, refusals
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.rooms import rules
from shoumi.base.rooms.models import Room
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel, Role

# Who answers a side of the deal: its consultant first, else the protection officer.
_ASKED = (Role.CON, Role.DPO)
# An outside party is bound by its agreement, not by what the house asks of its staff.
_OF_STAFF = "staff_roles"
SHUT: Both = ("数据室暂时关闭", "The data room is shut for now")
_WHY: Both = (
    "开放数据室所依据的一项要求暂时没有满足，机构正在处理；处理好后即可照常进入。",
    "The house is putting something right that the room rests on. Then you can go in as before.",
)


def of(request: PageRequest, room: Room, error: DomainError | None = None) -> HttpResponse | None:
    """The page, where who asks is a side of the deal and a lapse keeps the room shut; else None.

    ``error``  what entering was refused for
    """
    if not request.is_party:
        return None
    if error is None and not _is_shut(room, request):
        return None
    if error is not None and not refusals.lapses_of(error):
        return None
    told = {
        "room": room,
        "deal": deals.deal(Ref(room.deal)),
        "level": names.of(DisclosureLevel(room.level), request.lang),
        "why": request.say(_WHY),
        "asked": _asked(request, room),
    }
    answer = page(request, "console/room_shut.html", SHUT, told, status=403)
    answer["Cache-Control"] = "no-store, private"
    return answer


def _is_shut(room: Room, request: PageRequest) -> bool:
    """Whether a lapse keeps out who is named in an open room; others are no readers of it."""
    if room.state != rules.State.OPEN or request.who() not in room.persons:
        return False
    acts = rules.ENTRIES[DisclosureLevel(room.level)]
    found = doors.lapses(acts, deal=Ref(room.deal), at=request.at)
    return any(door.name != _OF_STAFF for door in found)


def _asked(request: PageRequest, room: Room) -> list[tuple[str, list[str]]]:
    """Role and names of the first that somebody holds."""
    for role in _ASKED:
        held = accounts.who(role, request.at, Ref(room.deal))
        if held:
            return [(names.of(role, request.lang), sorted(accounts.names(held).values()))]
    return []
