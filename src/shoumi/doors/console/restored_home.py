"""How a home that was put back stands, what was done again in it, and its opening by two."""

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
from shoumi.base.pages.tables import Column, Table
from shoumi.base.restore import queries, services
from shoumi.base.restore.events import How, Proved
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
        [_since(request, found)] if found.stage else [],
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
    ]


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
