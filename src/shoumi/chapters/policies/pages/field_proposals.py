"""Fields that imported files asked for: those that wait, and one of them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.messages import names
from shoumi.base.pages import detail_page, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.chapters.policies.field_models import FieldProposal
from shoumi.chapters.policies.queries import field_proposals, group
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_TITLE: Both = ("文件里有、登记表没有的字段", "Fields that files had and the register lacks")
_COLUMNS = (
    Column(("字段", "Field")),
    Column(("建议级别", "Proposed grade")),
    Column(("建议用途", "Proposed purposes")),
    Column(("发现", "Found")),
    Column(("决定", "Decided")),
)
_EMPTY: Both = (
    "没有。导入的文件里舍去的列，扫描认得出是什么的，会出现在这里。",
    "None. Columns that an import left out stand here where the scan knows what they are.",
)
_SETTLED: Both = ("已经决定的", "Decided on")
_NONE_SETTLED: Both = ("还没有。", "None yet.")


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def proposals(request: PageRequest) -> HttpResponse:
    """Those that wait, at most one of each field; then the decided, a page at a time."""
    waiting = FieldProposal.objects.filter(settled_at=None).order_by("-found_at", "code")
    rows = [_row(request, one) for one in waiting]
    settled, after = tables.part(request, FieldProposal.objects.exclude(settled_at=None))
    decided = [_row(request, one) for one in settled]
    words: Both = ("{count} 个等人决定。", "Waiting for a decision: {count}.")
    told = DetailPage(
        title=_TITLE,
        answer=request.say(words, count=len(rows)),
        tables=[
            Table(_COLUMNS, rows, _TITLE, _EMPTY),
            Table(_COLUMNS, decided, _SETTLED, _NONE_SETTLED, after=after),
        ],
    )
    return detail_page.show(request, told)


def _row(request: PageRequest, one: FieldProposal) -> tuple[Any, ...]:
    rule = field_proposals.rule_of(one)
    href = reverse("field-proposal", kwargs={"fieldproposal": one.ref})
    return (
        Cell(request.say((rule.zh, rule.en)), href, one.code),
        names.of(rule.grade, request.lang),
        [names.of(each, request.lang) for each in sorted(rule.purposes)],
        one.found_at,
        _decided(request, one),
    )


def _decided(request: PageRequest, one: FieldProposal) -> str:
    if one.settled_at is None:
        return request.say(("等人决定", "waiting"))
    if one.version:
        return request.say(("写进了草稿", "taken into a draft"))
    return request.say(("不登记", "refused"))


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def proposal(request: PageRequest, fieldproposal: str) -> HttpResponse:
    """
    Raises:
        NoSuchProposal
    """
    one: FieldProposal = group.get(FieldProposal, fieldproposal)
    rule = field_proposals.rule_of(one)
    is_open = one.settled_at is None
    draft = request.say(("那一版草稿", "The draft"))
    files = [(draft, reverse("policy", args=[one.version]))] if one.version else []
    told = DetailPage(
        title=(f"建议的字段：{rule.zh}", f"A proposed field: {rule.en}"),
        answer=f"{_decided(request, one)}{request.say(('。', '.'))}",
        crumbs=[(request.say(_TITLE), reverse("field-proposals"))],
        pairs=[
            (("代码", "Code"), one.code),
            (("级别", "Grade"), names.of(rule.grade, request.lang)),
            (("用途", "Purposes"), tuple(names.of(p, request.lang) for p in sorted(rule.purposes))),
            (("依据", "Basis"), names.of(rule.basis, request.lang)),
            (("保存天数", "Days kept"), rule.retention_days),
            (("敏感个人信息", "Sensitive"), rule.is_sensitive),
            (("发现", "Found"), one.found_at),
            (("理由", "Why"), one.why),
            (("账本", "Entry"), tables.entry(request, one.entry_position)),
        ],
        files=files,
        next=detail_page.offers(
            request, ("field-accept", "field-refuse") if is_open else (), fieldproposal=one.ref
        ),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)
