"""Which systems are told of events, and how each delivery went."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.jobs import server_time
from shoumi.base.ledger import reader
from shoumi.base.messages import names
from shoumi.base.pages import acts, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage, button, show
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Filter, Table
from shoumi.base.webhooks import queries, rules
from shoumi.base.webhooks.events import Cause
from shoumi.base.webhooks.models import Delivery, Endpoint
from shoumi.base.webhooks.rules import State
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.doors.console.jobs import KEEPERS

PLACE = "webhooks/<str:endpoint>"
TITLE: Both = ("事件推送", "Webhooks")
_LEAD: Both = (
    "把发生的事告诉别的系统：只说种类、账本位置、转让编号和时间，不带任何人的信息。",
    "Tells other systems what happened: kind, place in the ledger, deal, time; nobody's data.",
)
_NOTICE: Both = (
    "有接收系统已暂停，事件在账本里等着。查明原因后恢复。",
    "A receiver is paused; its events wait in the ledger. Find out why, then take it up again.",
)
_RUNS: Both = ("推送中", "told")
_COLUMNS = (
    Column(("接收系统", "Receiver")),
    Column(("状态", "State")),
    Column(("事件种类", "Kinds of events"), "number"),
    Column(("等着", "Waiting"), "number"),
    Column(("已放弃", "Given up"), "number"),
    Column(("接入于", "Since")),
    Column(("账本", "Entry"), "number"),
)
_DELIVERIES = (
    Column(("事件", "Event"), "ref"),
    Column(("状态", "State")),
    Column(("答复", "Answer"), "number"),
    Column(("试过", "Tries"), "number"),
    Column(("下一次", "Next try")),
    Column(("账本", "Entry"), "number"),
    Column(("现在能做", "Now")),
)


@open_to(Who.STAFF, *KEEPERS)
@require_http_methods(["GET", "HEAD"])
def webhooks(request: PageRequest) -> HttpResponse:
    """As they were made; there are few."""
    rows = list(queries.all_endpoints())
    table = Table(
        _COLUMNS,
        [_endpoint(request, one) for one in rows],
        TITLE,
        (
            "还没有接收系统。先把它的主机加入出站白名单，再接入。",
            "No receiver yet. Put its host on the list of calls out, then add it here.",
        ),
    )
    lead = request.say(_NOTICE if any(one.paused for one in rows) else _LEAD)
    links = [*button(request, "make-webhook"), (request.say(("出站白名单", "Calls out")), _hosts())]
    return show(request, ContentPage(TITLE, [table], lead, links=links), "webhooks")


def _hosts() -> str:
    return reverse("egress")


def _endpoint(request: PageRequest, one: Endpoint) -> tuple[Any, ...]:
    return (
        Cell(one.name, reverse("webhook", kwargs={"endpoint": one.ref})),
        _state(request, one),
        len(one.tags),
        one.waits,  # type: ignore[attr-defined]
        one.given_up,  # type: ignore[attr-defined]
        one.made_at,
        tables.entry(request, one.position),
    )


def _state(request: PageRequest, one: Endpoint) -> str:
    return names.of(Cause(one.paused), request.lang) if one.paused else request.say(_RUNS)


@open_to(Who.STAFF, *KEEPERS)
@require_http_methods(["GET", "HEAD"])
def webhook(request: PageRequest, endpoint: str) -> HttpResponse:
    """One receiver with its deliveries, the newest event first."""
    one = queries.endpoint(Ref(endpoint))
    state = tables.chosen(request, "state", State)
    found = one.deliveries.all()
    if state:
        found = found.filter(state=state)
    shown, after = tables.part(request, found, "position")
    states = [("", ("全部", "All")), *((each.value, names.pair(each)) for each in State)]
    table = Table(
        _DELIVERIES,
        [_delivery(request, each, one) for each in shown],
        ("一条条", "One by one"),
        ("还没有推送。可以先发一条测试。", "Nothing was sent yet. Send a test first."),
        after=after,
        filters=(Filter("state", ("状态", "State"), states, state),),
    )
    listing = ContentPage(
        (one.name, one.name),
        [table],
        lead=request.say(_NOTICE) if one.paused else "",
        crumbs=[(request.say(TITLE), reverse("webhooks"))],
        acts=_offered(request, one),
        numbers=[
            (names.of(each, request.lang), count)
            for each, count in queries.counts(Ref(one.ref)).items()
        ],
        pairs=_facts(request, one),
        is_name=True,
    )
    return show(request, listing, "deliveries")


def _offered(request: PageRequest, one: Endpoint) -> list[tuple[str, str]]:
    """Of pausing and taking up again only the one that can be done; no test while it is paused."""
    hidden = {"pause-webhook", "ping-webhook"} if one.paused else {"resume-webhook"}
    kept = {request.say(act.title) for act in acts.every() if act.slug in hidden}
    found = acts.at_place(request, PLACE, endpoint=one.ref)
    return [(name, href) for name, href in found if name not in kept]


def _facts(request: PageRequest, one: Endpoint) -> list[tuple[Both, Any]]:
    now = server_time.now()
    old = one.signings.filter(until__gt=now).first()
    behind = max(0, reader.size() - one.cursor)
    return [
        (("地址", "Address"), one.url),
        (("状态", "State"), _state(request, one)),
        (("推送的事件", "Events"), ", ".join(one.tags)),
        (("账本里还没看的", "Entries not looked at yet"), behind),
        (("一直失败，自", "Failing since"), one.failing_since),
        (("旧密钥用到", "The old secret counts until"), old.until if old else None),
        (("账本", "Entry"), tables.entry(request, one.position)),
    ]


def _delivery(request: PageRequest, one: Delivery, endpoint: Endpoint) -> tuple[Any, ...]:
    waits = one.state == State.WAITING
    again = [] if waits or endpoint.paused else button(request, "resend-webhook", pushed=one.ref)
    return (
        Cell(one.tag, note=one.ref),
        Cell(
            names.of(State(one.state), request.lang),
            note=request.tell_code(one.failure)[0] if one.failure else "",
        ),
        one.answer or None,
        f"{one.tries}/{rules.MAX_TRIES}",
        one.next_at if waits else None,
        tables.entry(request, one.position),
        Cell(*again[0]) if again else None,
    )
