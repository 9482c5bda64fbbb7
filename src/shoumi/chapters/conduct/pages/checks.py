"""Checks of staff in the console: months, the sample of one, one access of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.messages import names
from shoumi.base.messages.text import month
from shoumi.base.pages import detail_page, list_page
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.list_page import ListPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.chapters.conduct import queries
from shoumi.chapters.conduct.models import Sample, StaffCheck
from shoumi.chapters.conduct.queries import draw_export
from shoumi.chapters.conduct.rules import months
from shoumi.chapters.conduct.rules.accesses import Kind
from shoumi.chapters.conduct.rules.draw import Why
from shoumi.chapters.conduct.rules.words import CheckState, Finding
from shoumi.chapters.conduct.services.checks import CLOSERS
from shoumi.chapters.conduct.verbs import checks as verbs
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_TITLE: Both = ("员工抽查", "Checks of staff")
_COLUMNS = (
    Column(("月份", "Month")),
    Column(("状态", "State")),
    Column(("抽中", "Drawn"), "number"),
    Column(("已看", "Judged"), "number"),
    Column(("限期", "Due")),
)
_SAMPLE = (
    Column(("访问", "Access")),
    Column(("谁", "Who")),
    Column(("为何抽中", "Why drawn")),
    Column(("查看人", "Looked at by")),
    Column(("结论", "Finding")),
)


@open_to(Who.STAFF, *CLOSERS)
@require_http_methods(["GET", "HEAD"])
def staff_checks(request: PageRequest) -> HttpResponse:
    """The newest month first."""
    page = ListPage(
        title=_TITLE,
        columns=_COLUMNS,
        empty=(
            "还没有抽查。先定下种子：摘要先进账本，月底抽样时公布，谁都改不了抽到谁。",
            (
                "None yet. Commit to the seeds first: the ledger gets their digests now and the "
                "seeds with the draw, so nobody can steer who is drawn."
            ),
        ),
        number="id",
        phases=CheckState,
        in_phase=queries.in_check_state,
        lead=_lead,
        row=_row,
        begin="staffcheck-commit",
        file_name="staff-checks",
        of_deals=False,
    )
    return list_page.show(request, StaffCheck.objects.order_by("-id"), page)


def _lead(request: PageRequest, found: QuerySet[StaffCheck]) -> str:
    mine = verbs.mine(request.who()).count()
    over = StaffCheck.objects.filter(drawn_at=None, month__lt=months.month_of(request.at)).count()
    words: Both = (
        "等您查看 {mine} 条；{over} 个月等抽样。",
        "Waiting for you to judge: {mine}; months to be drawn: {over}.",
    )
    return request.say(words, mine=mine, over=over)


def _row(request: PageRequest, one: StaffCheck, numbers: Mapping[str, str]) -> tuple[Any, ...]:
    rows = queries.samples(one)
    return (
        Cell(month(one.month, request.lang), reverse("staff-check", args=[one.ref])),
        names.of(queries.check_state(one), request.lang),
        rows.count() if one.drawn_at else None,
        rows.filter(judged_at__isnull=False).count() if one.drawn_at else None,
        months.due(one.month),
    )


@open_to(Who.STAFF, *CLOSERS)
@require_http_methods(["GET", "HEAD"])
def staff_check(request: PageRequest, staffcheck: str) -> HttpResponse:
    """One month: what was drawn, what is left to judge, how it can be drawn again."""
    one: StaffCheck = queries.get(StaffCheck, staffcheck)
    rows = list(queries.samples(one))
    owed = _owed(request, one, rows)
    files = []
    if one.drawn_at:
        name = request.say(("重抽样本所需的一切", "All it takes to draw it again"))
        files = [(name, reverse("staff-check-draw", args=[one.ref]))]
    told = DetailPage(
        title=(
            f"{month(one.month, 'zh')}员工抽查",
            f"Check of staff, {month(one.month, 'en')}",
        ),
        answer=_answer(request, one, rows),
        crumbs=[(request.say(_TITLE), reverse("staff-checks"))],
        pairs=_pairs(request, one, rows),
        tables=[_sample(request, one, rows)],
        files=files,
        next=owed,
        acts=detail_page.offers(request, ("staffcase-open", "suspension-begin")),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)


def _owed(request: PageRequest, one: StaffCheck, rows: list[Sample]) -> list[tuple[str, str]]:
    if one.drawn_at is None:
        is_over = request.at >= months.ends(one.month)
        slugs = ("staffcheck-draw",) if is_over else ()
        return detail_page.offers(request, slugs, staffcheck=one.ref)
    mine = [row for row in rows if row.checker == request.who() and row.judged_at is None]
    if mine:
        return detail_page.offers(request, ("sample-judge",), sample=mine[0].ref)
    is_ready = one.closed_at is None and all(row.judged_at for row in rows)
    slugs = ("staffcheck-close",) if is_ready else ()
    return detail_page.offers(request, slugs, staffcheck=one.ref)


def _answer(request: PageRequest, one: StaffCheck, rows: list[Sample]) -> str:
    left = sum(row.judged_at is None for row in rows)
    breaches = sum(row.finding == Finding.BREACH for row in rows)
    said: dict[CheckState, Both] = {
        CheckState.COMMITTED: (
            "种子已定，摘要在账本里；{due} 以后抽样。",
            "The seed is committed to; draw the sample from {due} on.",
        ),
        CheckState.DRAWN: ("还有 {left} 条没有看。", "{left} are left to judge."),
        CheckState.CLOSED: ("已办结，违规 {breaches} 条。", "Closed; breaches: {breaches}."),
    }
    state = queries.check_state(one)
    if state is CheckState.DRAWN and not left:
        return request.say(("都看过了，可以办结。", "All are judged; it can be closed."))
    due = months.following(one.month)
    return request.say(said[state], left=left, breaches=breaches, due=due)


def _pairs(
    request: PageRequest, one: StaffCheck, rows: list[Sample]
) -> Iterator[tuple[Both, object]]:
    yield ("状态", "State"), names.of(queries.check_state(one), request.lang)
    yield ("限期", "Due"), months.due(one.month)
    yield ("种子的摘要", "Digest of the seed"), one.commitment
    if one.drawn_at:
        yield ("种子", "Seed"), one.seed
        yield ("当月访问记录", "Accesses of the month"), one.entries
        yield ("抽中", "Drawn"), len(rows)
        yield ("其中随机", "By chance"), sum(row.why == Why.CHANCE for row in rows)
    if one.closed_by:
        yield ("办结", "Closed by"), accounts.names([one.closed_by])[one.closed_by]


def _sample(request: PageRequest, one: StaffCheck, rows: list[Sample]) -> Table:
    known = accounts.names({ref for row in rows for ref in (row.person, row.checker)})
    told = [
        (
            Cell(names.of(Kind(row.kind), request.lang), reverse("sample", args=[row.ref])),
            known[row.person],
            names.of(Why(row.why), request.lang),
            known[row.checker],
            names.of(Finding(row.finding), request.lang) if row.finding else "",
        )
        for row in rows
    ]
    empty: Both = ("还没有抽样。", "Nothing is drawn yet.")
    if one.drawn_at:
        empty = ("这个月没有要查的访问。", "No access of that month is to be looked at.")
    return Table(_SAMPLE, told, ("样本", "Sample"), empty)


@open_to(Who.STAFF, *CLOSERS)
@require_http_methods(["GET", "HEAD"])
def sample(request: PageRequest, sample: str) -> HttpResponse:
    """One access that was drawn."""
    one: Sample = queries.get(Sample, sample)
    check: StaffCheck = queries.get(StaffCheck, one.check_of)
    is_open = one.judged_at is None
    is_mine = is_open and one.checker == request.who()
    words: Both = ("还没有看。", "Not judged yet.")
    told = DetailPage(
        title=("抽中的访问", "An access that was drawn"),
        answer=request.say(words) if is_open else names.of(Finding(one.finding), request.lang),
        crumbs=[(month(check.month, request.lang), reverse("staff-check", args=[check.ref]))],
        pairs=verbs.about(request, one.ref),
        next=detail_page.offers(request, ("sample-judge",) if is_mine else (), sample=one.ref),
        acts=detail_page.offers(request, ("sample-reassign",) if is_open else (), sample=one.ref),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)


@open_to(Who.STAFF, *CLOSERS)
@require_http_methods(["GET", "HEAD"])
def export(request: PageRequest, staffcheck: str) -> HttpResponse:
    """All by which a stranger draws the sample again."""
    told = draw_export.of(queries.get(StaffCheck, staffcheck))
    answer = JsonResponse(told)
    answer["Content-Disposition"] = 'attachment; filename="draw.json"'
    return answer
