"""Open work, the only source of a purpose: who may do what, on which fields, until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts.models import Person
from shoumi.base.deals import queries as deals
from shoumi.base.gate import queries
from shoumi.base.gate.models import Task
from shoumi.base.messages import names
from shoumi.base.pages import acts, clocks, figures, scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage, button, show
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Filter, Table
from shoumi.core import gate
from shoumi.core.messages import Both
from shoumi.core.terms import Purpose
from shoumi.doors.verbs.tasks import TASK, task_seen

MINE, WAITING, OPEN, CLOSED = "mine", "waiting", "open", "closed"
_WHICH: tuple[tuple[str, Both], ...] = (
    (MINE, ("我的", "Mine")),
    (WAITING, ("待确认", "To be confirmed")),
    (OPEN, ("进行中", "Open")),
    (CLOSED, ("已结束", "Over")),
)
_COLUMNS = (
    Column(("目的", "Purpose")),
    Column(("转让", "Deal"), "ref"),
    Column(("谁", "Who")),
    Column(("可做", "May")),
    Column(("字段", "Fields"), "number"),
    Column(("到期", "Until")),
)
_TITLE: Both = ("任务", "Tasks")


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def tasks(request: PageRequest) -> HttpResponse:
    """Mine, or those of the deals in which the reader takes part."""
    which = tables.chosen(request, "which", (MINE, WAITING, OPEN, CLOSED)) or MINE
    rows, after = _few(request, which) or _of_deals(request, which)
    numbers = deals.numbers({one.deal for one in rows})
    known = _names(rows)
    table = Table(
        _COLUMNS,
        [_row(request, one, numbers, known) for one in rows],
        _TITLE,
        (
            "没有任务。保护负责人在一笔转让的页面上开出任务。",
            "No task. The protection officer opens one on the page of a deal.",
        ),
        after=after,
        filters=(Filter("which", ("哪些", "Which"), _WHICH, which),),
    )
    lead = request.say(
        (
            "没有任务就没有使用目的，闸门不开。",
            "Without a task nothing has a purpose; the gate stays shut.",
        )
    )
    more = button(request, "read-more")
    return show(request, ContentPage(_TITLE, [table], lead, links=more), "tasks")


def _few(request: PageRequest, which: str) -> tuple[list[Task], int | None] | None:
    if which == MINE:
        return queries.open_for(request.who(), request.at), None
    if which == WAITING:
        seen = set(scoping.deals_of(request).values_list("ref", flat=True))
        found = queries.to_confirm(request.who(), request.at)
        return [one for one in found if one.deal in seen], None
    return None


def _of_deals(request: PageRequest, which: str) -> tuple[list[Task], int | None]:
    """A page of them, the newest first."""
    is_open = Q(closed_at=None, expires_at__gt=request.at)
    found = Task.objects.filter(deal__in=scoping.deals_of(request).values("ref"), is_internal=False)
    return tables.part(request, found.filter(is_open if which == OPEN else ~is_open))


def _names(rows: Sequence[Task]) -> dict[str, str]:
    refs = {ref for one in rows for ref in (*one.actors, one.confirmed_by)}
    return dict(Person.objects.filter(ref__in=refs).values_list("ref", "name"))


def _row(
    request: PageRequest, one: Task, numbers: Mapping[str, str], known: Mapping[str, str]
) -> tuple[Any, ...]:
    return (
        Cell(
            names.of(Purpose(one.purpose), request.lang),
            reverse("task", kwargs={"task": one.ref}),
        ),
        numbers.get(one.deal, ""),
        [known.get(ref, "") for ref in one.actors],
        [names.of(gate.Act(word), request.lang) for word in one.acts],
        len(one.fields),
        _until(request, one),
    )


def _until(request: PageRequest, one: Task) -> Any:
    if one.closed_at is not None or one.ends_at <= request.at:
        return one.closed_at or one.ends_at
    return figures.clock(clocks.until(one.opened_at, one.ends_at, request.at), request.lang)


def _second(one: Task, known: Mapping[str, str]) -> Both:
    if not one.needs_second:
        return ("不需要", "not needed")
    if not one.is_confirmed:
        return (
            "还没有：闸门不认本人给自己开的任务，要由名单以外的另一人确认",
            "not yet: the gate honours nobody's own task until another person confirms it",
        )
    name = known.get(one.confirmed_by, "")
    return (f"{name} 已确认", f"confirmed by {name}")


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def task(request: PageRequest, task: str) -> HttpResponse:
    one = task_seen(request, task)
    known = _names([one])
    number = deals.numbers([one.deal]).get(one.deal, "")
    pairs: list[tuple[Both, Any]] = [
        (("转让", "Deal"), number),
        (("谁", "Who"), [known.get(ref, "") for ref in one.actors]),
        (("可做", "May"), [names.of(gate.Act(word), request.lang) for word in one.acts]),
        (("字段", "Fields"), [names.field(code, request.lang) for code in one.fields]),
        (("客户", "Customer"), one.subject or request.say(("这笔转让的", "those of the deal"))),
        (("开出", "Opened"), one.opened_at),
        (("第二人确认", "A second person's yes"), request.say(_second(one, known))),
        (("到期", "Until"), _until(request, one)),
        (("结束", "Closed"), one.closed_at),
    ]
    found = acts.at_place(request, TASK.under, task=one.ref) if one.closed_at is None else []
    shown = ContentPage(
        names.pair(Purpose(one.purpose)),
        crumbs=[
            (request.say(_TITLE), reverse("tasks")),
            (number, reverse("deal", kwargs={"deal": one.deal})),
        ],
        pairs=pairs,
        acts=found,
    )
    return show(request, shown)
