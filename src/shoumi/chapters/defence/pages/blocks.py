"""Addresses that are shut out for a while: a table on the page of the firewall, and one of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import reader, texts
from shoumi.base.messages import names
from shoumi.base.pages import detail_page
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.chapters.defence.block_models import AddressBlock
from shoumi.chapters.defence.events import Tag
from shoumi.chapters.defence.models import SecurityCase
from shoumi.chapters.defence.queries import blocks as queries
from shoumi.chapters.defence.rules import blocks
from shoumi.chapters.defence.rules.blocks import BlockState
from shoumi.chapters.defence.services import blocks as services
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

READERS = (Role.SEC, Role.OPS, Role.DPO, Role.HEAD, Role.AUD)
_MOST = 100
_LIVING = (BlockState.WAITING, BlockState.IN_FORCE)
_NAME: Both = ("封住的地址", "Addresses that are shut out")
_COLUMNS = (
    Column(("编号", "Number")),
    Column(("地址", "Address")),
    Column(("状态", "State")),
    Column(("封住", "Since")),
    Column(("到", "Until")),
)


def table(request: PageRequest) -> Table:
    rows = [
        (
            Cell(str(one.number), reverse("addressblock", args=[one.ref])),
            one.address,
            names.of(queries.state(one, request.at), request.lang),
            one.blocked_at,
            one.until,
        )
        for one in queries.listed()[:_MOST]
    ]
    return Table(_COLUMNS, rows, _NAME, ("没有封过地址。", "No address was shut out."))


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def block(request: PageRequest, addressblock: str) -> HttpResponse:
    """One address: why, until when, and whether the host does so."""
    one = queries.get(Ref(addressblock))
    state = queries.state(one, request.at)
    told = DetailPage(
        title=(f"封住的地址 {one.number}", f"Address {one.number} that was shut out"),
        answer=_answer(request, one, state),
        crumbs=[(request.say(("防火墙", "Firewall")), reverse("firewall"))],
        pairs=_pairs(request, one),
        acts=detail_page.offers(
            request, ("firewall-unblock",) if state in _LIVING else (), addressblock=one.ref
        ),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)


def _answer(request: PageRequest, one: AddressBlock, state: BlockState) -> str:
    if state in _LIVING and blocks.is_among(one.address, services.own_networks()):
        ours: Both = (
            "里面有本机或者代理的地址（后来才有的），主机不再拦它。请解封。",
            "This host or a proxy has come to be in it, so it is not dropped any more. Let it in.",
        )
        return request.say(ours)
    said: dict[BlockState, Both] = {
        BlockState.WAITING: (
            (
                "还没有看到主机执行。一分钟后还是这样，看后台服务能不能改防火墙（见部署说明）；"
                "要封的是 IPv6，就把本版的规则文件再执行一次。"
            ),
            (
                "The host was not seen to do so yet. If that stays so for a minute, see whether"
                " the worker may change the firewall; of IPv6, apply the file of the rule set"
                " that this version writes."
            ),
        ),
        BlockState.IN_FORCE: (
            "{seen} 起主机拦着它，到 {until} 自动解封。",
            "The host drops it since {seen}; it ends by itself {until}.",
        ),
        BlockState.OVER: ("{until} 到时间，已解封。", "Its time was over {until}."),
        BlockState.LIFTED: ("{lifted} 解封。", "Let in again {lifted}."),
    }
    return request.say(said[state], seen=one.seen_at, until=one.until, lifted=one.lifted_at)


def _pairs(request: PageRequest, one: AddressBlock) -> Iterator[tuple[Both, Any]]:
    yield ("地址", "Address"), one.address
    alert = SecurityCase.objects.filter(ref=one.alert).first() if one.alert else None
    if alert is not None:
        yield ("为了告警", "For alert"), alert.number
    for entry in reader.entries(about=Ref(one.ref), tag=Tag.BLOCKED):
        if said := texts.of_entry(entry.position, "said"):
            yield ("为什么", "Why"), said
    known = accounts.names([ref for ref in (one.blocked_by, one.lifted_by) if ref])
    yield ("由谁封", "By"), known.get(one.blocked_by, "")
    yield ("封住", "Since"), one.blocked_at
    yield ("到", "Until"), one.until
    if one.lifted_at is not None:
        yield ("由谁解封", "Let in by"), known.get(one.lifted_by, "")
