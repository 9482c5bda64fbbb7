"""Questions of the buyer's side that nobody answered yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from shoumi.base.accounts import queries as accounts
from shoumi.base.calendar import queries as calendar
from shoumi.base.deals import party_rows
from shoumi.base.deals import queries as deals
from shoumi.base.registry import Asker, InboxItem, InboxKind
from shoumi.base.rooms import rules
from shoumi.base.rooms.models import Inquiry, Room
from shoumi.base.rooms.rules import State
from shoumi.core.calendar import CHINA
from shoumi.core.messages import Both
from shoumi.core.milestones import DeadlineKey
from shoumi.core.refs import Ref

_WHAT: Both = ("答复数据室提问第 {number} 号", "Answer question {number} of the data room")
_RETURN: Both = (
    "转让已终止：交回或销毁从数据室取得的资料",
    "The deal was terminated: return or destroy what came from its rooms",
)
_DAY = timedelta(days=1)


def items(asker: Asker) -> Iterator[InboxItem]:
    yield from _ended(asker)
    if not asker.roles & {*rules.ANSWERERS}:
        return
    open_ones = Inquiry.objects.filter(answer="", room__state=State.OPEN).select_related("room")
    found = [one for one in open_ones.order_by("due_on", "id") if asker.reaches(one.deal)]
    mine = {ref for ref in {one.deal for one in found} if _answers(asker, ref)}
    numbers = deals.numbers(mine)
    for one in found:
        if one.deal in mine:
            number = numbers.get(one.deal, "")
            yield InboxItem(
                InboxKind.QUESTION,
                one.ref,
                (_WHAT[0].format(number=one.number), _WHAT[1].format(number=one.number)),
                (number, number),
                "room",
                {"room": one.room.ref},
                deal=one.deal,
                since=one.asked_at,
                until=datetime.combine(one.due_on, time.min, CHINA) + _DAY,
            )


def _ended(asker: Asker) -> Iterator[InboxItem]:
    """Who was let into rooms of a deal that was terminated and stands for no side of it."""
    key = DeadlineKey.DESTRUCTION_CERTIFICATES
    over = deals.terminated()
    clocks = {
        one.about: one
        for one in (calendar.running().filter(about__in=over, key=key) if over else ())
        if one.until > asker.at
    }
    if not clocks:
        return
    standing = {one.deal_id for one in party_rows.named(asker.person)}
    numbers = deals.numbers(set(clocks))
    told = set(standing)
    shut = Room.objects.filter(deal__in=list(clocks), opened_at__isnull=False)
    for room in shut.order_by("-id"):
        if asker.person in room.persons and room.deal not in told:
            told.add(room.deal)
            clock, number = clocks[room.deal], numbers.get(room.deal, "")
            yield InboxItem(
                InboxKind.ENDED,
                room.ref,
                _RETURN,
                (number, number),
                "room",
                {"room": room.ref},
                deal=room.deal,
                since=room.shut_at,
                until=clock.until,
                deadline=clock.ref,
                news=True,
            )


def _answers(asker: Asker, deal: str) -> bool:
    return bool(accounts.roles(asker.person, asker.at, Ref(deal)) & {*rules.ANSWERERS})
