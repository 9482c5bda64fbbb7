"""Plans in the console: the versions, one to read, and what calls for changing it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.messages import names
from shoumi.base.pages import detail_page, list_page
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.list_page import ListPage
from shoumi.base.pages.panels import Filled
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.chapters.incidents import queries
from shoumi.chapters.incidents.models import ContingencyPlan, PlanChange
from shoumi.chapters.incidents.rules import plans as rules
from shoumi.chapters.incidents.rules.words import Cause, ChangeState, PlanState, Section
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_PLANS: Both = ("应急预案", "Emergency plan")
_CHANGES: Both = ("修订意见", "Changes of the plan")
_OF_PLANS = (
    Column(("版本", "Version")),
    Column(("状态", "State")),
    Column(("由来", "Why")),
    Column(("批准于", "Approved")),
)
_OF_CHANGES = (
    Column(("意见", "Change")),
    Column(("状态", "State")),
    Column(("由来", "Why")),
    Column(("须决定于", "Due")),
)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def plans(request: PageRequest) -> HttpResponse:
    """The newest first."""
    page = ListPage(
        title=_PLANS,
        columns=_OF_PLANS,
        empty=(
            ("还没有应急预案。先定应急值守、做联络测试，再从起始文本起草，由主要负责人批准。"),
            (
                "None yet. Name who is on duty and try their contacts, then draft it from the text "
                "to begin with and have the head approve it."
            ),
        ),
        number="number",
        phases=PlanState,
        in_phase=queries.in_plan_state,
        lead=_lead,
        row=_row,
        begin="plan-draft",
        file_name="plans",
        of_deals=False,
    )
    return list_page.show(request, ContingencyPlan.objects.order_by("-number"), page)


def _lead(request: PageRequest, found: QuerySet[ContingencyPlan]) -> str:
    newest = queries.in_force()
    if newest is None or newest.approved_at is None:
        return request.say(("没有施行的应急预案。", "No plan is in force."))
    words: Both = (
        "第 {number} 版施行中，最迟 {until} 复审。",
        "Version {number} is in force, to be looked at again by {until}.",
    )
    return request.say(words, number=newest.number, until=rules.review_due(newest.approved_at))


def _row(request: PageRequest, one: ContingencyPlan, numbers: Mapping[str, str]) -> tuple[Any, ...]:
    name = request.say(("第 {n} 版", "Version {n}"), n=one.number)
    return (
        Cell(name, reverse("plan", args=[one.ref])),
        names.of(queries.plan_state(one), request.lang),
        names.of(Cause(one.cause), request.lang),
        one.approved_at,
    )


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def plan(request: PageRequest, contingencyplan: str) -> HttpResponse:
    """One version to read, with what its reader can do."""
    one: ContingencyPlan = queries.get(ContingencyPlan, contingencyplan)
    state = queries.plan_state(one)
    may_approve = state is PlanState.DRAFT and request.who() != one.written_by
    owed = ("plan-approve",) if may_approve else ()
    told = DetailPage(
        title=(f"应急预案第 {one.number} 版", f"Emergency plan, version {one.number}"),
        answer=_answer(request, one, state),
        crumbs=[(request.say(_PLANS), reverse("plans"))],
        pairs=_pairs(request, one),
        panels=[Filled("incidents/plan_text.html", {"sections": _sections(request, one)})],
        tables=[_taken_in(request, one)],
        next=detail_page.offers(request, owed, contingencyplan=one.ref),
        acts=detail_page.offers(request, ("plan-draft",)),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)


def _answer(request: PageRequest, one: ContingencyPlan, state: PlanState) -> str:
    said: dict[PlanState, Both] = {
        PlanState.DRAFT: ("草稿，等主要负责人批准。", "A draft; the head approves it."),
        PlanState.IN_FORCE: (
            "施行中，最迟 {until} 复审。",
            "In force, to be looked at again by {until}.",
        ),
        PlanState.REPLACED: ("这一版已被替换。", "Another version took its place."),
    }
    until = rules.review_due(one.approved_at) if one.approved_at else None
    return request.say(said[state], until=until)


def _pairs(request: PageRequest, one: ContingencyPlan) -> Iterator[tuple[Both, object]]:
    known = accounts.names([ref for ref in (one.written_by, one.approved_by) if ref])
    yield ("由来", "Why this version"), names.of(Cause(one.cause), request.lang)
    yield ("起草", "Drafted by"), known[one.written_by]
    yield ("批准", "Approved by"), known.get(one.approved_by, "")
    yield ("批准于", "Approved"), one.approved_at


def _sections(request: PageRequest, one: ContingencyPlan) -> list[tuple[str, list[str]]]:
    """Each section by its name, with its paragraphs."""
    return [
        (names.of(section, request.lang), one.sections.get(section, "").splitlines())
        for section in Section
    ]


def _taken_in(request: PageRequest, one: ContingencyPlan) -> Table:
    found = PlanChange.objects.filter(ref__in=one.changes).order_by("number")
    rows = [_change_row(request, each, {}) for each in found]
    empty: Both = ("这一版没有写进修订意见。", "It takes in no change.")
    return Table(_OF_CHANGES, rows, ("写进的修订意见", "Changes it takes in"), empty)


# -- changes --------------------------------------------------------------------------------


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def plan_changes(request: PageRequest) -> HttpResponse:
    """The newest first."""
    page = ListPage(
        title=_CHANGES,
        columns=_OF_CHANGES,
        empty=(
            "没有修订意见。法律或系统有变化就提出；每起事件、每次演练结束时会自动提出。",
            (
                "None. Call for one when law or systems change; incidents and drills do so by "
                "themselves."
            ),
        ),
        number="number",
        phases=ChangeState,
        in_phase=queries.in_change_state,
        lead=_waiting,
        row=_change_row,
        begin="planchange-raise",
        file_name="plan-changes",
        of_deals=False,
    )
    return list_page.show(request, PlanChange.objects.order_by("-number"), page)


def _waiting(request: PageRequest, found: QuerySet[PlanChange]) -> str:
    count = found.filter(queries.in_change_state(ChangeState.OPEN)).count()
    return request.say(("{n} 条等决定。", "Changes that wait: {n}."), n=count)


def _change_row(
    request: PageRequest, one: PlanChange, numbers: Mapping[str, str]
) -> tuple[Any, ...]:
    name = request.say(("第 {n} 条", "Change {n}"), n=one.number)
    return (
        Cell(name, reverse("plan-change", args=[one.ref])),
        names.of(queries.change_state(one), request.lang),
        names.of(Cause(one.cause), request.lang),
        one.due_at,
    )


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def plan_change(request: PageRequest, planchange: str) -> HttpResponse:
    """What calls for a change, and what was decided."""
    one: PlanChange = queries.get(PlanChange, planchange)
    state = queries.change_state(one)
    is_open = state is ChangeState.OPEN
    others = ("planchange-decline",) if request.who() != one.raised_by else ()
    told = DetailPage(
        title=(f"修订意见第 {one.number} 条", f"Change {one.number} of the plan"),
        answer=_change_answer(request, one, state),
        crumbs=[(request.say(_CHANGES), reverse("plan-changes"))],
        pairs=_change_pairs(request, one),
        next=detail_page.offers(request, ("plan-draft",) if is_open else ()),
        acts=detail_page.offers(request, others if is_open else (), planchange=one.ref),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)


def _change_answer(request: PageRequest, one: PlanChange, state: ChangeState) -> str:
    said: dict[ChangeState, Both] = {
        ChangeState.OPEN: (
            "等决定，最迟 {due}：写进新一版，或者写明理由不采纳。",
            "To be decided by {due}: a version takes it in, or somebody says why not.",
        ),
        ChangeState.ADOPTED: ("已写进新一版预案。", "A version took it in."),
        ChangeState.DECLINED: ("没有采纳。", "It was declined."),
    }
    return request.say(said[state], due=one.due_at)


def _change_pairs(request: PageRequest, one: PlanChange) -> Iterator[tuple[Both, object]]:
    known = accounts.names([ref for ref in (one.raised_by, one.decided_by) if ref])
    yield ("由来", "Why"), names.of(Cause(one.cause), request.lang)
    yield ("要改什么", "What is to change"), one.what
    yield ("提出", "Called for by"), known.get(one.raised_by, "")
    yield ("决定", "Decided by"), known.get(one.decided_by, "")
    yield ("决定于", "Decided"), one.decided_at
    if one.declined_for:
        yield ("不采纳的理由", "Why it was declined"), one.declined_for
