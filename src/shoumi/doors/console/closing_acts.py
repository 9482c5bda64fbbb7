"""What ends a deal's disclosure: every room shut."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shoumi.base.messages import names
from shoumi.base.pages.act_groups import Group
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import about, seen
from shoumi.base.rooms import closure, content_erasure, queries, rules
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel
from shoumi.doors.console.deals import PLACE


def _shut(request: PageRequest, given: dict[str, Any], deal: str) -> Done:
    ref = seen(request, deal)
    closure.shut_all(deal=ref, actor=request.who(), at=request.at)
    content_erasure.empty(deal=ref, actor=request.who(), at=request.at)
    return Done()


def _rooms(request: PageRequest, deal: str) -> Iterator[tuple[Both, object]]:
    yield from about(request, deal)
    rooms = queries.of_deal(Ref(deal))
    told = [f"{names.of(DisclosureLevel(one.level), request.lang)} {one.ref}" for one in rooms]
    yield ("数据室", "Data rooms"), told


ACTS = (
    Act(
        slug="rooms-shut",
        place=PLACE,
        title=("关上全部数据室", "Shut every room"),
        done=("数据室都关上了，内容已销毁", "Every room is shut; what they showed is destroyed"),
        do=_shut,
        roles=rules.SHUTTERS,
        help=(
            "归档打开之后关，关闭记录自动归档，接收方交销毁证明的期限从这天起算。",
            "Once closing is open the record files itself; recipients' ten days run from it.",
        ),
        is_final=True,
        is_fresh=True,
        satisfies=frozenset({"filing:rooms_shut", "room.all_shut", "room.emptied"}),
        back="deal",
        facts=_rooms,
        group=Group.ENDING,
        after_end=True,
    ),
)
