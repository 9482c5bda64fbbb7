"""One place: what is stated and proved of it, its copies, each look through them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.copies.places import Deletion, Kind
from shoumi.base.messages import names
from shoumi.base.pages import detail_page, list_choices, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.list_choices import Narrowing
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Column, Table
from shoumi.chapters.backup import queries, rules
from shoumi.chapters.backup.models import Run, Verification
from shoumi.chapters.backup.pages import overview
from shoumi.chapters.backup.pages.readers import READERS
from shoumi.chapters.backup.queries import NoSuchTarget, Seen
from shoumi.chapters.backup.rules import Lack
from shoumi.core.backup.errors import Fault
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_TITLE: Both = ("备份存放处", "A place for copies")
_RUNS = (
    Column(("第几份", "Copy"), "number"),
    Column(("备份于", "Copied")),
    Column(("整份", "Whole")),
    Column(("送了（字节）", "Sent (bytes)"), "number"),
    Column(("共（字节）", "Of (bytes)"), "number"),
    Column(("用时（毫秒）", "Took (ms)"), "number"),
    Column(("账本", "Entry"), "number"),
)
_LOOKS = (
    Column(("校验于", "Verified")),
    Column(("结果", "Result")),
    Column(("份数", "Copies"), "number"),
    Column(("数据包", "Packs"), "number"),
    Column(("试删", "Deleting")),
    Column(("账本", "Entry"), "number"),
)
_LATEST = 30
# Where our own account can delete: which places would count.
_WHICH_COUNT: Both = (
    (
        "普通文件夹都删得掉，只算多一份；要有两处只能追加的 restic REST 服务器，"
        "其中一处在别的场所，用 PostgreSQL 也一样。"
    ),
    (
        " A plain folder can be deleted from and is one more copy only: it takes two REST servers"
        " of restic that only append, one of them elsewhere, on PostgreSQL too."
    ),
)
_NARROWING = Narrowing("sentinel_at")
_ACTS = ("backup-verify", "backup-drill", "backup-state", "backup-end")


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def target(request: PageRequest, target: str) -> HttpResponse:
    found = [one for one in queries.seen(request.at) if one.target.ref == target]
    if not found:
        raise NoSuchTarget(target=target)
    one = found[0]
    runs = _runs(request, one)
    if tables.wants_file(request):
        return tables.as_file(request, runs)
    place = {"target": one.target.ref}
    told = DetailPage(
        title=_TITLE,
        answer=_answer(request, one),
        crumbs=[(request.say(overview.TITLE), reverse("backup"))],
        pairs=_pairs(request, one),
        tables=[runs, _looks(request, one)],
        acts=detail_page.offers(request, _ACTS, **place),
        history=detail_page.history(request, Ref(one.target.ref)),
    )
    return detail_page.show(request, told)


def _answer(request: PageRequest, one: Seen) -> str:
    if one.counts:
        return request.say(("这里的副本算数。", "Copies here count."))
    lacks = [names.of(lack, request.lang) for lack in one.lacks]
    told = request.say(("；", "; ")).join(lacks)
    answer = request.say((f"这里的副本不算数：{told}。", f"Copies here do not count: {told}."))
    return f"{answer}{request.say(_WHICH_COUNT)}" if Lack.DELETABLE in one.lacks else answer


def _pairs(request: PageRequest, one: Seen) -> list[tuple[Both, Any]]:
    found = one.target
    shown: list[tuple[Both, Any]] = [(("叫什么", "Name"), found.name)]
    shown += [((label, label), value) for label, value in overview.pairs(request, one)]
    shown += [
        (("写入方式", "Written to"), names.of(Kind(found.kind), request.lang)),
        (("地址", "Address"), found.address),
        (("介质", "Medium"), names.of(rules.Medium(found.medium), request.lang)),
        (("在另一处场所", "At another site"), found.is_elsewhere),
        (("在中国大陆境内", "In mainland China"), found.is_in_china),
        (("单独的账号", "An account of its own"), found.is_separate),
        (("在哪里", "Where"), found.site),
        (("凭什么", "What shows it"), found.evidence),
        (("声明于", "Stated"), found.stated_at),
    ]
    return shown


def _runs(request: PageRequest, one: Seen) -> Table:
    own = Run.objects.filter(target=one.target.ref)
    found, filters = list_choices.narrowed(request, own, _NARROWING)
    part, after = tables.part(request, found, "id")
    rows = [
        (
            run.number,
            run.sentinel_at,
            run.is_whole,
            run.sent,
            run.bytes,
            run.milliseconds,
            tables.entry(request, run.position),
        )
        for run in part
    ]
    empty = ("没有这样的副本。", "No such copy.")
    name = ("副本", "Copies")
    return Table(_RUNS, rows, name, empty, after=after, filters=filters, file_name="copies")


def _looks(request: PageRequest, one: Seen) -> Table:
    found = Verification.objects.filter(target=one.target.ref).order_by("-position")[:_LATEST]
    rows = [
        (
            look.verified_at,
            names.of(Fault(look.fault), request.lang)
            if look.fault
            else request.say(("全部对上", "whole")),
            look.copies,
            look.packs,
            names.of(Deletion(look.deletion), request.lang) if look.deletion else None,
            tables.entry(request, look.position),
        )
        for look in found
    ]
    empty = ("还没有校验过。", "Not verified yet.")
    return Table(_LOOKS, rows, ("最近的校验", "Latest verifications"), empty)
