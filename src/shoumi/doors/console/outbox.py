"""Messages on their way out.  Whom they are for is a reference here, never an address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from shoumi.base import clock
from shoumi.base.deals import queries as deals
from shoumi.base.messages import names
from shoumi.base.outbox import queries, smtp
from shoumi.base.outbox.models import Message
from shoumi.base.outbox.rules import Channel, State
from shoumi.base.pages import tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage, show
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Filter, Table
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.doors.console.jobs import KEEPERS

_TITLE: Both = ("发件箱", "Outbox")
_COLUMNS = (
    Column(("给谁", "To"), "ref"),
    Column(("状态", "State")),
    Column(("经由", "By")),
    Column(("转让", "Deal"), "ref"),
    Column(("试过", "Tries"), "number"),
    Column(("排入", "Queued")),
    Column(("账本", "Entry"), "number"),
)
_SINK: Both = (
    "写入这里的文件，不寄给任何人。",
    "Messages are written to files of this home and sent to nobody.",
)
_NOT_TAKEN: Both = (
    "邮件服务器连不上，或者没有收下",
    "the mail relay could not be reached, or did not take it",
)
_RELAY: Both = (
    "经邮件服务器寄出；地址在寄出那一刻才取，这里只有编号。",
    "They leave by a mail relay; an address is looked up when its message goes, and is not here.",
)
_OF_CUSTOMERS: Both = (
    "这里是给员工和当事方的邮件；给客户的信在“告知批次”里，逐次列出寄了多少、到了多少。",
    "These go to staff and parties; letters to customers are counted under Campaigns.",
)


@open_to(Who.STAFF, *KEEPERS)
@require_http_methods(["GET", "HEAD"])
def outbox(request: PageRequest) -> HttpResponse:
    """The newest first."""
    state = tables.chosen(request, "state", State)
    found = Message.objects.order_by("-position", "-ref")
    if state:
        found = found.filter(state=state)
    found = _after(found, request.GET.get("after", ""))
    rows = list(found[: tables.PAGE + 1])
    shown = rows[: tables.PAGE]
    numbers = deals.numbers({one.deal for one in shown if one.deal})
    states = [("", ("全部", "All")), *((one.value, names.pair(one)) for one in State)]
    table = Table(
        _COLUMNS,
        [_row(request, one, numbers) for one in shown],
        ("逐封列出", "One by one"),
        ("没有这样的信件。", "No such message."),
        after=f"{shown[-1].position}.{shown[-1].ref}" if len(rows) > tables.PAGE else None,
        filters=(Filter("state", ("状态", "State"), states, state),),
    )
    counts = [(names.of(one, request.lang), count) for one, count in queries.counts().items()]
    is_sunk = clock.is_demo() or smtp.configured() is None
    leads = _SINK if is_sunk else _RELAY, _OF_CUSTOMERS
    lead = ("" if request.lang == "zh" else " ").join(map(request.say, leads))
    return show(request, ContentPage(_TITLE, [table], lead, numbers=counts), "outbox")


def _after(found: QuerySet[Message], place: str) -> QuerySet[Message]:
    """Messages of one batch share a position, so a place is position and reference."""
    told, _, ref = place.partition(".")
    position = tables.number(told)
    if position is None:
        return found
    return found.filter(Q(position__lt=position) | Q(position=position, ref__lt=ref))


def _failure(request: PageRequest, one: Message) -> str:
    """Why the last try failed: a reason of ours in its words, else what that means for a reader."""
    if not one.failure:
        return ""
    told = request.tell_code(one.failure)[0]
    return request.say(_NOT_TAKEN) if told == one.failure else told


def _row(request: PageRequest, one: Message, numbers: Mapping[str, str]) -> tuple[Any, ...]:
    return (
        Ref(one.to),
        Cell(names.of(State(one.state), request.lang), note=_failure(request, one)),
        names.of(Channel(one.channel), request.lang),
        numbers.get(one.deal, "") if one.deal else None,
        one.attempts,
        one.queued_at,
        tables.entry(request, one.position),
    )
