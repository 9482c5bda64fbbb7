"""The audit in the console: when the house looked at itself, what it found, and one finding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.messages import names
from shoumi.base.pages import clocks, content_page, detail_page, figures
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.defence.models import Audit, AuditFinding
from shoumi.chapters.defence.pages import matrices
from shoumi.chapters.defence.pages.firewall import READERS
from shoumi.chapters.defence.queries import audit as queries
from shoumi.chapters.defence.rules.audit import FindingState, Severity, What
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_TITLE: Both = ("安全自查", "Audit")
_MOST = 300
_COLUMNS = (
    Column(("发现", "Finding")),
    Column(("是什么", "What it is")),
    Column(("在哪里", "Where")),
    Column(("程度", "Severity")),
    Column(("状态", "State")),
    Column(("发现于", "Found")),
    Column(("修补限期", "To be mended by")),
)


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def overview(request: PageRequest) -> HttpResponse:
    try:
        running = queries.running()
        lead = _lead(request, running)
    except NotAuthentic as altered:
        running, lead = None, request.tell_code(altered.code)[0]
    rows = [_row(request, one) for one in queries.listed()[:_MOST]]
    empty: Both = ("没有发现。", "Nothing was found.")
    slugs = ("audit-advisories", "audit-end") if running else ("audit-begin",)
    table = Table(_COLUMNS, rows, ("发现", "Findings"), empty)
    links = [*matrices.links(request), *detail_page.offers(request, slugs)]
    return content_page.show(request, ContentPage(_TITLE, [table], lead=lead, links=links))


def _lead(request: PageRequest, running: Audit | None) -> str:
    if running is None:
        said: Both = (
            "没有打开：第 12.3 条凭声明成立。",
            "Switched off: demand 12.3 rests on a statement.",
        )
        return request.say(said)
    held = queries.check_audit(request.at)
    if not held.holds:
        what, _ = request.tell_code(held.reason)
        said = (
            "{what}。L2 以上的资料室已关闭。",
            "Rooms of L2 and above are shut: {what}.",
        )
        return request.say(said, what=what)
    said = (
        "{read} 自查过；漏洞公告截至 {as_of}。",
        "Looked at {read}; advisories as of {as_of}.",
    )
    return request.say(said, read=running.read_at, as_of=running.as_of)


def _row(request: PageRequest, one: AuditFinding) -> tuple[Any, ...]:
    return (
        Cell(str(one.number), reverse("auditfinding", args=[one.ref])),
        names.of(What(one.what), request.lang),
        one.name,
        names.of(Severity(one.severity), request.lang),
        names.of(queries.state(one, request.at), request.lang),
        one.found_at,
        one.due_at,
    )


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def finding(request: PageRequest, auditfinding: str) -> HttpResponse:
    """One finding: its clock, whether it is let stand, and what can be done."""
    one = queries.get(Ref(auditfinding))
    state = queries.state(one, request.at)
    asked = bool(one.asked_until) and not one.allowed_by and one.asked_by != request.who()
    is_open = state is not FindingState.MENDED
    told = DetailPage(
        title=(f"自查发现 {one.number}", f"Audit finding {one.number}"),
        answer=_answer(request, one, state),
        crumbs=[(request.say(_TITLE), reverse("audit"))],
        pairs=_pairs(request, one, state),
        next=detail_page.offers(
            request, ("audit-allow",) if is_open and asked else (), auditfinding=one.ref
        ),
        acts=detail_page.offers(request, ("audit-ask",) if is_open else (), auditfinding=one.ref),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)


def _answer(request: PageRequest, one: AuditFinding, state: FindingState) -> str:
    said: dict[FindingState, Both] = {
        FindingState.OPEN: ("限 {due} 前修补；一小时内复测。", "To be mended by {due}."),
        FindingState.OVERDUE: (
            "{due} 已过期，L2 以上的资料室已关闭。",
            "Was due {due}: rooms of L2 and above are shut.",
        ),
        FindingState.EXCEPTED: ("暂不修补，到 {until}。", "Let stand until {until}."),
        FindingState.MENDED: ("{mended} 复测，已修补。", "Looked at again {mended}: mended."),
    }
    told = {"due": one.due_at, "until": one.excepted_until, "mended": one.mended_at}
    return request.say(said[state], **told)


def _pairs(
    request: PageRequest, one: AuditFinding, state: FindingState
) -> Iterator[tuple[Both, object]]:
    yield ("是什么", "What it is"), names.of(What(one.what), request.lang)
    yield ("在哪里", "Where"), one.name
    yield ("程度", "Severity"), names.of(Severity(one.severity), request.lang)
    yield ("发现于", "Found"), one.found_at
    if state is FindingState.OPEN:
        clock = clocks.until(one.found_at, one.due_at, request.at)
        yield ("还剩", "Left"), figures.clock(clock, request.lang)
    if one.asked_until:
        known = accounts.names([ref for ref in (one.asked_by, one.allowed_by) if ref])
        yield ("申请暂不修补", "Asked to let it stand"), known.get(one.asked_by, "")
        yield ("申请到", "Asked until"), one.asked_until
        if one.allowed_by:
            yield ("批准", "Allowed by"), known.get(one.allowed_by, "")
