"""The firewall in the console: what the host lets in, rule sets, and one to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.messages import names
from shoumi.base.pages import content_page, detail_page
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.defence.models import HostReading, RuleSet
from shoumi.chapters.defence.pages import blocks
from shoumi.chapters.defence.queries import firewall as queries
from shoumi.chapters.defence.rules import firewall
from shoumi.chapters.defence.rules.firewall import Seen, State
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

READERS = (Role.SEC, Role.OPS, Role.DPO, Role.HEAD, Role.AUD)
_TITLE: Both = ("防火墙", "Firewall")
_NOTHING: Both = (
    "没有不同。",
    "Nothing differs.",
)
_COLUMNS = (
    Column(("规则", "Rule set")),
    Column(("状态", "State")),
    Column(("放行", "Openings"), "number"),
    Column(("复核", "Reviewed")),
)
_OPENINGS = (
    Column(("端口", "Port"), "number"),
    Column(("协议", "Protocol")),
    Column(("给谁", "For whom")),
    Column(("用途", "Use")),
)
_DIFFERENCES = (
    Column(("哪里不同", "What differs")),
    Column(("起", "Since")),
)
# Our own marks, in words: what the host lets in besides, what it lacks, what stands elsewhere.
_MARKS: dict[str, Both] = {
    "+": ("多出 {rule}", "besides: {rule}"),
    "-": ("缺少 {rule}", "lacking: {rule}"),
    "~": ("顺序不同 {rule}", "in another order: {rule}"),
}


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def overview(request: PageRequest) -> HttpResponse:
    """What the host does now, and the rule sets, the newest first."""
    try:
        current = queries.in_force()
        found = queries.reading(Ref(current.ref)) if current else None
        lead = _lead(request, current, found)
    except NotAuthentic as altered:
        found, lead = None, request.tell_code(altered.code)[0]
    rows = [_row(request, one) for one in queries.listed()]
    empty: Both = (
        "还没有规则。先起草一份，或者由安全负责人在“要求”里声明主机前面另有防火墙。",
        "None yet. Draft one, or the security officer states what stands before the host.",
    )
    tables = [Table(_COLUMNS, rows, ("规则", "Rule sets"), empty), blocks.table(request)]
    if found is not None and found.differences:
        tables.insert(0, _differences(request, found))
    acts = detail_page.offers(request, ("firewall-draft", "firewall-read", "firewall-block"))
    told = ContentPage(_TITLE, tables, lead=lead, links=acts)
    return content_page.show(request, told)


def _lead(request: PageRequest, one: RuleSet | None, found: HostReading | None) -> str:
    if one is None:
        said: Both = (
            "没有由守密对照的防火墙：第 12.1 条凭声明成立。",
            "No firewall is held against rules here: demand 12.1 rests on a statement.",
        )
        return request.say(said)
    if found is None:
        return request.say(("还没有读过主机。", "The host was not read yet."))
    is_old = request.at - found.read_at > firewall.FRESH
    if is_old:
        said = (
            "最近一次读主机是 {read}，太久了，不算数。",
            "The host was read last {read}; that is too long ago to count.",
        )
    elif found.seen == Seen.AS_APPROVED:
        said = (
            "主机与第 {number} 份规则一致，{read} 读的。",
            "The host is as rule set {number} says, read {read}.",
        )
    else:
        said = (
            "{since} 起：{seen}。L2 以上的资料室已关闭。",
            "Since {since}: {seen}. Rooms of L2 and above are shut.",
        )
    seen = names.of(Seen(found.seen), request.lang)
    told = {"number": one.number, "read": found.read_at, "since": found.since, "seen": seen}
    return request.say(said, **told)


def _row(request: PageRequest, one: RuleSet) -> tuple[Any, ...]:
    name = request.say(("第 {n} 份", "Rule set {n}"), n=one.number)
    return (
        Cell(name, reverse("ruleset", args=[one.ref])),
        names.of(queries.state(one), request.lang),
        len(one.opened),
        one.reviewed_at,
    )


def _differences(request: PageRequest, found: HostReading) -> Table:
    rows = []
    for line in found.differences:
        mark, _, rule = line.partition(" ")
        rows.append((request.say(_MARKS[mark], rule=rule), found.since))
    return Table(_DIFFERENCES, rows, ("与批准的不同", "Not as approved"), _NOTHING)


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def ruleset(request: PageRequest, ruleset: str) -> HttpResponse:
    """One rule set: what it lets in, the file, and what its reader can do."""
    one = queries.get(Ref(ruleset))
    state = queries.state(one)
    found = HostReading.objects.filter(ruleset=one.ref).first()
    tables = [_openings(request, one)]
    if found is not None and found.differences:
        tables.insert(0, _differences(request, found))
    owed, more = _acts(request, one, state)
    file_name = request.say(("给 nft 的规则文件", "The file for nft"))
    told = DetailPage(
        title=(f"防火墙规则第 {one.number} 份", f"Firewall rule set {one.number}"),
        answer=_answer(request, state),
        crumbs=[(request.say(_TITLE), reverse("firewall"))],
        pairs=_pairs(request, one),
        tables=tables,
        files=[(file_name, reverse("ruleset-file", args=[one.ref]))],
        next=detail_page.offers(request, owed, ruleset=one.ref),
        acts=detail_page.offers(request, more, ruleset=one.ref),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)


def _acts(
    request: PageRequest, one: RuleSet, state: State
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if state is State.DRAFT:
        is_own = request.who() == one.drafted_by
        return () if is_own else ("firewall-approve",), ("firewall-end",)
    if state is State.IN_FORCE:
        return (), ("firewall-review", "firewall-end")
    return (), () if state is State.ENDED else ("firewall-end",)


def _answer(request: PageRequest, state: State) -> str:
    said: dict[State, Both] = {
        State.DRAFT: ("草稿，等另一位批准。", "A draft; another has to approve it."),
        State.APPROVED: (
            "已批准。在主机上运行 sudo shoumi firewall apply 和下载的文件；一分钟内会看到。",
            (
                "Approved. Run sudo shoumi firewall apply with the file on the host; it is seen"
                " within a minute."
            ),
        ),
        State.IN_FORCE: ("执行中，每分钟与主机对照。", "In force, held against the host."),
        State.ENDED: ("已停用。", "Ended."),
    }
    return request.say(said[state])


def _pairs(request: PageRequest, one: RuleSet) -> Iterator[tuple[Both, object]]:
    refs = (one.drafted_by, one.approved_by, one.reviewed_by)
    known = accounts.names([ref for ref in refs if ref])
    yield ("起草", "Drafted by"), known[one.drafted_by]
    yield ("批准", "Approved by"), known.get(one.approved_by)
    yield ("应用", "Applied"), one.applied_at
    yield ("复核", "Reviewed"), one.reviewed_at
    if one.applied_at and one.reviewed_at and not one.ended_at:
        yield ("下次复核限期", "Next review by"), firewall.next_review(one.reviewed_at)
    said: Both = ("不过滤", "not filtered") if one.is_routing else ("一律拦下", "dropped")
    yield ("转发的流量", "What is passed on"), request.say(said)
    content = firewall.digest(one.openings, is_routing=one.is_routing).hex()
    yield ("文件的 SHA-256", "SHA-256 of the file"), content


def _openings(request: PageRequest, one: RuleSet) -> Table:
    everybody = request.say(("任何人", "everybody"))
    rows = [
        (each.port, names.of(each.protocol, request.lang), each.source or everybody, each.why)
        for each in one.openings
    ]
    empty: Both = ("什么都不放行。", "Nothing is let in.")
    return Table(_OPENINGS, rows, ("放行的端口", "Open ports"), empty)


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def file(request: PageRequest, ruleset: str) -> HttpResponse:
    """The file for nft, whose fingerprint the page and the command both say."""
    one = queries.get(Ref(ruleset))
    content = firewall.text(one.openings, is_routing=one.is_routing)
    answer = HttpResponse(content, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="firewall-{one.number}.nft"'
    return answer
