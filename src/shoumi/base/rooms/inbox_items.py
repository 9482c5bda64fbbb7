"""Questions of the buyer's side that nobody answered yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.registry import Asker, InboxItem, InboxKind
from shoumi.base.rooms import rules
from shoumi.base.rooms.models import Inquiry
from shoumi.base.rooms.rules import State
from shoumi.core.calendar import CHINA
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_WHAT: Both = ("答复数据室提问第 {number} 号", "Answer question {number} of the data room")
_DAY = timedelta(days=1)


def items(asker: Asker) -> Iterator[InboxItem]:
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


def _answers(asker: Asker, deal: str) -> bool:
    return bool(accounts.roles(asker.person, asker.at, Ref(deal)) & {*rules.ANSWERERS})
