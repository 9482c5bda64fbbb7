"""What ends a deal's disclosure: every room shut, and proof that recipients' copies are gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from shoumi.base.calendar import queries as calendar
from shoumi.base.pages import choices
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.forms import Field, Kind, Option
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import about, seen
from shoumi.base.rooms import closure, content_erasure, queries, rules
from shoumi.chapters.destruction import certificates
from shoumi.chapters.destruction.models import RecipientProof
from shoumi.core.messages import Both
from shoumi.core.milestones import DeadlineKey
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.console.deals import PLACE

Place = Mapping[str, Any]
_KEEPERS = (Role.DPO, Role.LEG, Role.CON)
_RECIPIENT: Both = ("接收方", "Recipient")
_CONDITION = frozenset({"destruction.recipients"})


def _shut(request: PageRequest, given: dict[str, Any], deal: str) -> Done:
    ref = seen(request, deal)
    closure.shut_all(deal=ref, actor=request.who(), at=request.at)
    content_erasure.empty(deal=ref, actor=request.who(), at=request.at)
    return Done()


def _rooms(request: PageRequest, deal: str) -> Iterator[tuple[Both, object]]:
    yield from about(request, deal)
    yield ("数据室", "Data rooms"), [f"{one.level} {one.ref}" for one in queries.of_deal(Ref(deal))]


def _due(request: PageRequest, place: Place) -> date | None:
    """The day that the deal's own clock says."""
    key = DeadlineKey.DESTRUCTION_CERTIFICATES
    found = calendar.running().filter(deal=seen(request, place["deal"]), key=key).first()
    return found.due.on if found else None


def _owes(request: PageRequest, given: dict[str, Any], deal: str) -> Done:
    certificates.expect(deal=seen(request, deal), actor=request.who(), at=request.at, **given)
    return Done()


def _proved(request: PageRequest, given: dict[str, Any], deal: str) -> Done:
    certificates.receive(
        deal=seen(request, deal),
        party=given["party"],
        paper=given["paper"].read(),
        actor=request.who(),
        at=request.at,
    )
    return Done()


def _owing(request: PageRequest, place: Place) -> Iterator[Option]:
    """The parties that owe a certificate and have not given it."""
    found = RecipientProof.objects.filter(deal=seen(request, place["deal"]), received_at=None)
    owed = set(found.values_list("party", flat=True))
    return (one for one in choices.parties(request, place) if one[0] in owed)


def _act(slug: str, **more: Any) -> Act:
    return Act(slug=slug, place=PLACE, back="deal", **more)


ACTS = (
    _act(
        "rooms-shut",
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
        facts=_rooms,
    ),
    _act(
        "recipient-owes",
        title=("登记接收方应交的证明", "Note a certificate that is owed"),
        done=("已登记，等接收方交来", "Noted; the recipient owes it"),
        do=_owes,
        roles=_KEEPERS,
        help=(
            "进过数据室、拿过资料的，都要证明自己那份已经销毁。",
            "Whoever saw a room or got data proves that its copies are gone.",
        ),
        fields=(
            Field("party", _RECIPIENT, Kind.ONE, options=choices.parties, of=Ref),
            Field("due_on", ("到期", "Due"), Kind.DAY, initial=_due),
        ),
        satisfies=_CONDITION,
        facts=about,
    ),
    _act(
        "recipient-proved",
        title=("收存接收方的销毁证明", "Keep a recipient's certificate"),
        done=("已收存，密封保存", "Kept, sealed"),
        do=_proved,
        roles=_KEEPERS,
        fields=(
            Field(
                "party",
                _RECIPIENT,
                Kind.ONE,
                ("只列还没有交的；先登记谁应交。", "Those that owe one; note that first."),
                options=_owing,
                of=Ref,
            ),
            Field("paper", ("证明", "Certificate"), Kind.FILE),
        ),
        satisfies=_CONDITION,
        facts=about,
    ),
)
