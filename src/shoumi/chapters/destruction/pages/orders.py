"""Destruction: orders, who proposed and witnessed, what holds stand against them, the proof."""

from __future__ import annotations

from collections import deque
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.deals import queries as deals
from shoumi.base.dossier import proofs
from shoumi.base.ledger import reader
from shoumi.base.messages import names
from shoumi.base.pages import acts, audit_rows, list_choices, operations, scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.list_choices import Narrowing
from shoumi.base.pages.paper_download import handed_out
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.chapters.destruction import queries, rules
from shoumi.chapters.destruction.jobs import Long
from shoumi.chapters.destruction.models import Hold, Order
from shoumi.chapters.destruction.queries import ledger_agreement
from shoumi.chapters.destruction.rules import State
from shoumi.chapters.destruction.verbs.place import ORDER
from shoumi.core.refs import Ref

_LINES = 30
_NARROWING = Narrowing("proposed_at", State, ("proposer",), has_deal=True)
_COLUMNS = (
    Column(("销毁单", "Order"), "ref"),
    Column(("转让", "Deal")),
    Column(("依据", "Basis")),
    Column(("状态", "State")),
    Column(("人数", "People"), "number"),
    Column(("见证", "Witnesses"), "number"),
    Column(("完成", "Verified")),
)
_DUE = (
    Column(("转让", "Deal")),
    Column(("依据", "Basis")),
    Column(("人数", "People"), "number"),
    Column(("可做", "Act")),
)
_HOLDS = (
    Column(("对象", "About"), "ref"),
    Column(("转让", "Deal")),
    Column(("原因", "Cause")),
    Column(("放上", "Placed")),
    Column(("预计到", "Until")),
    Column(("可做", "Act")),
)
_FROM = {
    "destroy-witness": (State.PROPOSED,),
    "destroy-run": (State.CONFIRMED, State.BEGUN),
    "destroy-certify": (State.VERIFIED, State.CERTIFIED),
}


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def orders(request: PageRequest) -> HttpResponse:
    """Orders of the deals this person takes part in, the newest first, and holds in force."""
    mine = {one.ref: one.number for one in scoping.mine(request)}
    own = Order.objects.filter(deal__in=mine)
    found, filters = list_choices.narrowed(request, own, _NARROWING)
    part, after = tables.part(request, found)
    lang = request.lang
    table = Table(
        _COLUMNS,
        [
            (
                Cell(str(one), reverse("destruction-order", kwargs={"order": one.ref})),
                mine[one.deal],
                names.of(rules.Basis(one.basis), lang),
                names.of(State(one.state), lang),
                one.count,
                len(one.confirmed),
                one.verified_at,
            )
            for one in part
        ],
        ("销毁单", "Orders"),
        (
            "没有这样的销毁单。在转让页或客户页上提出。",
            "No such order. One is proposed on a deal's or a customer's page.",
        ),
        after=after,
        filters=filters,
        file_name="destruction",
    )
    if tables.wants_file(request):
        return tables.as_file(request, table)
    told = {"table": table, "due": _due(request, mine), "holds": _holds(request, mine)}
    return page(request, "destruction/orders.html", ("销毁", "Destruction"), told)


def _due(request: PageRequest, mine: dict[str, str]) -> Table:
    """Who is due and stands in no order yet; whoever may propose one is a step away from it."""
    rows = []
    propose = acts.named("destroy-propose")
    for deal, basis in queries.reasons(request.at)[: tables.PAGE]:
        if deal not in mine:
            continue
        href = acts.offered(propose, request, deal=deal) if propose else ""
        count = len(queries.due(deal, basis, request.at))
        act = Cell(request.say(("提出销毁", "Propose")), f"{href}?basis={basis}") if href else None
        rows.append((mine[deal], names.of(basis, request.lang), count, act))
    empty = ("该销毁的人都在销毁单里了。", "Everybody who is due stands in an order.")
    return Table(_DUE, rows, ("到期、还没有销毁单的人", "Due, and in no order yet"), empty)


def _holds(request: PageRequest, mine: dict[str, str]) -> Table:
    rows = []
    for one in Hold.objects.filter(deal__in=mine, lifted_at=None).order_by("-id")[: tables.PAGE]:
        about = (
            Cell(one.subject, reverse("customer", kwargs={"subject": one.subject}))
            if one.subject
            else request.say(("整笔转让", "the whole deal"))
        )
        lift = acts.named("hold-lift")
        href = acts.offered(lift, request, hold=one.ref) if lift else ""
        rows.append(
            (
                about,
                mine[one.deal],
                names.of(rules.Cause(one.cause), request.lang),
                one.placed_at,
                one.until,
                Cell(request.say(("解除", "Lift")), href) if href else None,
            )
        )
    empty = ("没有法定保全。", "No legal hold is in force.")
    return Table(_HOLDS, rows, ("法定保全", "Legal holds"), empty)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def order(request: PageRequest, order: str) -> HttpResponse:
    found = scoping.own(request, Order, order)
    deal, lang = Ref(found.deal), request.lang
    known = scoping.people([found.proposer, *found.confirmed])
    people = queries.subjects(found)
    history = reversed(deque(reader.entries(about=Ref(found.ref)), maxlen=_LINES))
    told: dict[str, Any] = {
        "order": found,
        "deal": deals.deal(deal),
        "basis": names.of(rules.Basis(found.basis), lang),
        "state": names.of(State(found.state), lang),
        "proposer": known.get(found.proposer, found.proposer),
        "witnesses": [known.get(ref, ref) for ref in found.confirmed],
        "needed": rules.witnesses_needed(),
        "held": len(queries.held(deal, people)),
        "is_done": found.verified_at is not None,
        "first": ledger_agreement.first_proof(found),
        "people": people[: tables.PAGE],
        "more": max(0, len(people) - tables.PAGE),
        "history": audit_rows.told(request, history),
        "acts": _acts(request, found),
        "work": operations.section(request, found.ref, Long.RUN),
    }
    return page(request, "destruction/order.html", (f"销毁单 {found}", str(found)), told)


def _acts(request: PageRequest, found: Order) -> list[tuple[str, str]]:
    return [
        (request.say(act.title), href)
        for act in acts.every()
        if act.place == ORDER.under
        and found.state in _FROM.get(act.slug, ())
        and (href := acts.offered(act, request, order=found.ref))
    ]


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def certificate(request: PageRequest, order: str) -> HttpResponse:
    """The signed paper, its proof inside."""
    found = _certified(request, order)
    return handed_out(request, found.document, str(found))


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def proof(request: PageRequest, order: str) -> HttpResponse:
    """The entry that holds the paper's digest, with its path to a signed head."""
    found = _certified(request, order)
    text = proofs.text(found.proof_position or 0)
    return _file(text.encode(), "text/plain; charset=utf-8", f"{found}.tlog-proof")


def _certified(request: PageRequest, order: str) -> Order:
    found = scoping.own(request, Order, order)
    if not found.document or found.proof_position is None:
        raise Http404
    return found


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
