"""Every path between this machine and others: is it encrypted, how, and until when?"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.attestations import controls
from shoumi.base.messages import names
from shoumi.base.pages import tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage, button, show
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Column, Table
from shoumi.base.registry import NetworkPath
from shoumi.base.transport import paths, queries
from shoumi.base.transport.queries import Tried
from shoumi.core.messages import Both
from shoumi.doors.console.jobs import KEEPERS

_TITLE: Both = ("传输加密", "Encrypted transport")
_LEAD: Both = (
    "连到别的机器、或从别的机器来的，都用 TLS 1.2 以上。有一条不合格，明文连接就不能读写客户资料。",
    "Other machines are reached by TLS alone; where one is not, no record opens in the clear.",
)
_PATHS: Both = ("通信路径", "Paths")
_COLUMNS = (
    Column(("用途", "For")),
    Column(("主机", "Host"), "ref"),
    Column(("端口", "Port"), "number"),
    Column(("结果", "Found")),
    Column(("协议", "Protocol"), "ref"),
    Column(("证书到期", "Certificate until")),
)
_NONE: Both = (
    "没有对外的连接，只在本机使用。对外服务、接上邮件或加入出站主机后，会逐条列在这里。",
    "No connection to other machines. Once it serves others or sends mail, each is listed here.",
)


@open_to(Who.STAFF, *KEEPERS)
@require_http_methods(["GET", "HEAD"])
def transport(request: PageRequest) -> HttpResponse:
    held = controls.holding("3.2", None, request.at)
    tried = queries.newest()
    now = [] if held.reason == queries.UNKNOWN else paths.all_of()
    rows = [_row(request, one, tried) for one in now]
    state = tables.link(names.of(held.state, request.lang), reverse("duty", args=["3.2"]))
    pairs: list[tuple[Both, Any]] = [(("要求 3.2", "Demand 3.2"), state)]
    if held.reason:
        what, mend = request.tell_code(held.reason)
        pairs += [(("现在", "Now"), what), (("怎么办", "What to do"), mend)]
    if tried:
        pairs += [
            (("上次试过", "Last tried"), tried.at),
            (("账本", "Entry"), tables.entry(request, tried.position)),
        ]
    shown = ContentPage(
        _TITLE,
        [Table(_COLUMNS, rows, _PATHS, _NONE)],
        request.say(_LEAD),
        pairs=pairs,
        links=button(request, "transport-try"),
    )
    return show(request, shown, "hosts")


def _row(request: PageRequest, one: NetworkPath, tried: Tried | None) -> tuple[Any, ...]:
    found = queries.state_of(one, tried)
    said = names.of(found.found, request.lang) if found else request.say(_UNTRIED)
    return (
        names.of(one.kind, request.lang),
        one.host,
        one.port or None,
        said,
        found.version if found else None,
        found.until if found else None,
    )


_UNTRIED: Both = ("还没试", "Not tried yet")
