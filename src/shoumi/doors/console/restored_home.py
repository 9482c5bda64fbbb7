"""How a home that was put back stands, what was done again in it, its opening by two, and what it
stopped until that is settled."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.ledger.home_seal import Stage
from shoumi.base.messages import names
from shoumi.base.pages import second_person, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.content_page import ContentPage, button, show
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.restore import queries, services, settlement
from shoumi.base.restore.events import Differs, How, Proved
from shoumi.base.restore.queries import Report
from shoumi.core.messages import Both
from shoumi.core.terms import Role

OPEN = "restore-open"
READERS = tuple(sorted({*services.OPENERS, Role.SUP, Role.AUD}))
_TITLE: Both = ("恢复", "Restoring")
_COLUMNS = (
    Column(("如何", "How")),
    Column(("事件", "Event"), "ref"),
    Column(("条数", "Entries"), "number"),
)
_SINCE: Both = ("副本之后发生的", "What happened after the copy")
_NOTHING: Both = ("副本之后没有发生什么。", "Nothing happened after the copy.")
_DIFFER: Both = ("与账本对不上的", "Not as the ledger says")
_DIFFER_COLUMNS = (Column(("如何", "How")), Column(("哪一处", "What"), "ref"))
_STOPPED: Both = ("恢复时补不上而停着的", "Stopped by a restore, to be settled by two")
_STOPPED_COLUMNS = (
    Column(("转让", "Deal"), "ref"),
    Column(("客户（空：整笔转让）", "Customer (empty: the whole deal)"), "ref"),
    Column(("补不上的事项与账本条目", "What could not be done again, and its entry")),
)
_EVERYTHING: Both = ("账本有缺，或涉及所有人", "entries are missing, or it concerned everybody")
_LEADS: dict[str, Both] = {
    "": (
        "这套安装没有封着。从副本恢复用命令 shoumi restore，恢复到一个空目录里。",
        "This home is not sealed. shoumi restore puts a copy back, into an empty folder.",
    ),
    Stage.PUT_BACK: ("账本还没接上。", "Its ledger is not caught up yet."),
    Stage.CAUGHT_UP: (
        "封着：账本已接上，只能登录和启封。启封要两个人，一小时内。",
        "Sealed and caught up: one can sign in and open it, which takes two, within the hour.",
    ),
}


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def restore(request: PageRequest) -> HttpResponse:
    found = queries.report()
    shown = ContentPage(
        _TITLE,
        [
            *_stopped(request),
            *([_since(request, found)] if found.stage else []),
            *_differ(request, found),
        ],
        lead=request.say(_LEADS[found.stage]),
        links=_waiting(request, found),
        pairs=_pairs(request, found),
        acts=button(request, OPEN) if found.stage == Stage.CAUGHT_UP else [],
    )
    return show(request, shown)


def _pairs(request: PageRequest, found: Report) -> list[tuple[Both, Any]]:
    told = found.replayed
    if told is None:
        return [(("账本", "Ledger"), found.entries)]
    return [
        (("副本的账本", "The copy's ledger"), told.size),
        (("接上", "Taken over"), told.caught_up),
        (("缺", "Missing"), told.missing),
        (("凭据", "Proved"), names.of(Proved(told.proved), request.lang)),
        (("账本", "Entry"), tables.entry(request, told.position)),
        *_counted(request, found),
    ]


def _counted(request: PageRequest, found: Report) -> list[tuple[Both, Any]]:
    told = found.counted
    if told is None:
        return []
    return [
        (("清点的人", "People counted"), told.people),
        (("清点的记录", "Records counted"), told.records),
        (("核对的行", "Rows held against the ledger"), told.rows),
        (("抽查解得开", "Drawn, and opened in memory"), f"{told.opened} / {told.sampled}"),
        (("对不上", "Not as the ledger says"), told.differ),
        (("清点的账本", "Entry of the count"), tables.entry(request, told.position)),
    ]


def _differ(request: PageRequest, found: Report) -> list[Table]:
    if found.counted is None or not found.counted.differ:
        return []
    rows = [
        (names.of(Differs(what), request.lang), name) for what, name in found.counted.differences
    ]
    return [Table(_DIFFER_COLUMNS, rows, _DIFFER, _NOTHING)]


def _stopped(request: PageRequest) -> list[Table]:
    """Whom and what a restore stopped, until it is settled: while the home is sealed and after."""
    rows = []
    for one in settlement.waiting():
        deal = Cell(one.number, reverse("deal", kwargs={"deal": one.deal}))
        place = reverse("customer", kwargs={"subject": one.subject}) if one.subject else ""
        because = "、".join(f"{tag} {position}" for position, tag in one.because)
        rows.append((deal, Cell(one.subject, place), because or request.say(_EVERYTHING)))
    return [Table(_STOPPED_COLUMNS, rows, _STOPPED, _NOTHING)] if rows else []


def _since(request: PageRequest, found: Report) -> Table:
    told = found.replayed
    rows = [
        (names.of(how, request.lang), tag, count)
        for how in How
        for tag, count in (told.tags[how].items() if told else ())
    ]
    return Table(_COLUMNS, rows, _SINCE, _NOTHING)


def _waiting(request: PageRequest, found: Report) -> list[tuple[str, str]]:
    if not found.approval:
        return []
    words = request.say(("{who} 的申请", "Asked by {who}")).format(who=found.asked_by)
    return [(words, reverse("approval", kwargs={"approval": found.approval}))]


def _open(request: PageRequest, given: dict[str, Any]) -> Done:
    def do() -> Done:
        services.open_home(actor=request.who(), at=request.at)
        return Done(reverse("restore"))

    return second_person.asking(request, do)


def _sealed(request: PageRequest) -> None:
    services.must_be_caught_up()


ACTS = (
    Act(
        slug=OPEN,
        place="restore",
        title=("启封", "Open the home"),
        done=("已启封", "The home is open"),
        do=_open,
        roles=tuple(sorted(services.OPENERS)),
        help=(
            "先申请，保护负责人或机构负责人一小时内批准，再由申请人办理一次。批准的是这一次的结果。",
            "Asked for first, approved by officer or head within the hour, then done by who asked.",
        ),
        button=("启封", "Open it"),
        is_final=True,
        is_fresh=True,
        who=Who.STAFF,
        requires=_sealed,
        back="restore",
    ),
)
