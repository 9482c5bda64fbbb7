"""Whom the house may call, and changes to that list by two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.egress import queries, rules, services
from shoumi.base.egress.errors import NoSuchAsk, NoSuchHost
from shoumi.base.egress.events import Change
from shoumi.base.egress.models import Host, HostAsk
from shoumi.base.messages import names
from shoumi.base.pages import tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.content_page import ContentPage, button, show
from shoumi.base.pages.forms import Field, Kind
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.doors.console.jobs import KEEPERS

_TITLE: Both = ("出站白名单", "Calls out")
_LEAD: Both = (
    "平台只连接名单上的主机，且只用 HTTPS。加入和移出都要两个人：一人申请，另一人批准。",
    "The house connects to hosts on this list alone, by HTTPS alone. Any change takes two people.",
)
_NAME: Both = ("主机", "Host")
_INSIDE: Both = ("内网地址", "Office addresses")
_AUTHORITY: Both = ("自备的签发机构", "Authority of its own")
_COLUMNS = (
    Column(_NAME, "ref"),
    Column(_INSIDE, "ref"),
    Column(_AUTHORITY),
    Column(("自", "Since")),
    Column(("谁申请", "Asked by")),
    Column(("谁批准", "Approved by")),
    Column(("账本", "Entry"), "number"),
    Column(("现在能做", "Now")),
)
_ASKED = (
    Column(_NAME, "ref"),
    Column(("要怎样", "What")),
    Column(("谁申请", "Asked by")),
    Column(("申请于", "Asked at")),
    Column(("现在能做", "Now")),
)
_ASKERS = tuple(sorted(rules.ASKERS))


@open_to(Who.STAFF, *KEEPERS)
@require_http_methods(["GET", "HEAD"])
def egress(request: PageRequest) -> HttpResponse:
    """By name; requests that wait for a second person below."""
    found = queries.in_force().select_related("requested_by", "approved_by")
    rows = list(found.filter(name__gt=request.GET.get("after", ""))[: tables.PAGE + 1])
    shown = rows[: tables.PAGE]
    table = Table(
        _COLUMNS,
        [_row(request, one) for one in shown],
        _TITLE,
        ("名单是空的，平台不向外连接。", "The list is empty: the house calls nobody."),
        after=shown[-1].name if len(rows) > tables.PAGE else None,
    )
    asked = Table(
        _ASKED,
        [_waiting(request, one) for one in queries.waiting(request.at)[: tables.PAGE]],
        ("等第二个人的", "Waiting for a second person"),
        ("没有。", "None."),
    )
    both = [table, asked] if asked.rows else [table]
    links = button(request, "ask-host")
    return show(request, ContentPage(_TITLE, both, request.say(_LEAD), links=links), "hosts")


def _row(request: PageRequest, one: Host) -> tuple[Any, ...]:
    off = button(request, "withdraw-host", host=one.ref)
    return (
        one.name,
        one.inside.split() or None,
        bool(one.authority),
        one.since,
        one.requested_by.name,
        one.approved_by.name,
        tables.entry(request, one.position),
        Cell(*off[0]) if off else None,
    )


def _waiting(request: PageRequest, one: HostAsk) -> tuple[Any, ...]:
    # Nobody is offered what would be refused: to approve a request of one's own.
    mine = one.requested_by_id == request.who()
    said = [] if mine else button(request, "approve-host", host_ask=one.ref)
    return (
        one.name,
        names.of(Change(one.change), request.lang),
        one.requested_by.name,
        one.requested_at,
        Cell(*said[0]) if said else None,
    )


def _ask(request: PageRequest, given: dict[str, Any]) -> Done:
    services.ask(change=Change.ALLOW, **given, actor=request.who(), at=request.at)
    return Done(reverse("egress"))


def _withdraw(request: PageRequest, given: dict[str, Any], host: str) -> Done:
    name = _host(host).name
    services.ask(change=Change.WITHDRAW, name=name, actor=request.who(), at=request.at)
    return Done(reverse("egress"))


def _approve(request: PageRequest, given: dict[str, Any], host_ask: str) -> Done:
    services.approve(ask=Ref(host_ask), actor=request.who(), at=request.at)
    return Done(reverse("egress"))


def _host(ref: str) -> Host:
    """
    Raises:
        NoSuchHost
    """
    found = Host.objects.filter(ref=ref).first()
    if found is None:
        raise NoSuchHost
    return found


def _of_host(request: PageRequest, host: str) -> Iterator[tuple[Both, object]]:
    found = _host(host)
    yield _NAME, found.name
    yield ("自", "Since"), found.since


def _of_ask(request: PageRequest, host_ask: str) -> Iterator[tuple[Both, object]]:
    """Everything that is approved, the whole certificate too.

    Raises:
        NoSuchAsk
    """
    wish = HostAsk.objects.select_related("requested_by").filter(ref=host_ask).first()
    if wish is None:
        raise NoSuchAsk
    yield ("要怎样", "What"), names.of(Change(wish.change), request.lang)
    yield _NAME, wish.name
    yield _INSIDE, wish.inside.split() or None
    for number, digest in enumerate(rules.fingerprints(wish.authority), 1):
        yield (f"机构证书 {number} 的 SHA-256", f"SHA-256 of certificate {number}"), digest
    yield ("谁申请", "Asked by"), wish.requested_by.name
    yield ("申请于", "Asked at"), wish.requested_at


_HINTS: Mapping[str, str] = {"autocomplete": "off", "spellcheck": "false"}
ACTS = (
    Act(
        slug="ask-host",
        place="egress",
        title=("申请连接一个外部主机", "Ask to call a host"),
        done=("已申请，等另一人批准", "Asked; another person approves it"),
        do=_ask,
        roles=_ASKERS,
        fields=(
            Field(
                "name",
                _NAME,
                help=("完整的小写英文主机名", "The full name, in lower case"),
                most=253,
                hints=_HINTS,
            ),
            Field(
                "inside",
                _INSIDE,
                Kind.LONG,
                help=(
                    "只在对方位于办公内网时填写，一行一个；平时留空，只许公网地址",
                    "Only if it stands in your own network, one a line; else leave it empty",
                ),
                is_needed=False,
                most=400,
                hints=_HINTS,
            ),
            Field(
                "authority",
                ("签发机构的证书", "Certificate of its authority"),
                Kind.LONG,
                help=(
                    "只在对方的证书由自家机构签发时粘贴（PEM）；平时留空",
                    "Only if a private authority signed its certificate (PEM); else leave it empty",
                ),
                is_needed=False,
                most=rules.MAX_AUTHORITY,
                hints=_HINTS,
            ),
        ),
        help=(
            "一天之内由另一人批准才算数。",
            "It counts once another person approves, within a day.",
        ),
        button=("申请", "Ask for it"),
        is_fresh=True,
        back="egress",
    ),
    Act(
        slug="withdraw-host",
        place="egress/<str:host>",
        title=("申请移出名单", "Ask to take it off the list"),
        done=("已申请，等另一人批准", "Asked; another person approves it"),
        do=_withdraw,
        roles=_ASKERS,
        help=(
            "批准之后就不再连接它。要立刻停下推送，请暂停那个接收系统。",
            "Once approved nothing goes there. To stop events at once, pause the receiver.",
        ),
        button=("申请", "Ask for it"),
        is_fresh=True,
        facts=_of_host,
    ),
    Act(
        slug="approve-host",
        place="egress/asks/<str:host_ask>",
        title=("批准更改出站白名单", "Approve the change of the list"),
        done=("出站白名单已更改", "The list is changed"),
        do=_approve,
        roles=tuple(sorted(rules.APPROVERS)),
        help=(
            "先用别的途径核对主机名；自己申请的，自己不能批准。",
            "Check the name by another way first. Nobody approves a request of one's own.",
        ),
        button=("批准", "Approve it"),
        is_fresh=True,
        facts=_of_ask,
    ),
)
