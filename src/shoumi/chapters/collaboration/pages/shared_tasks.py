"""Shared tasks in the console: those of one's deals, and one with who is on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.messages import names
from shoumi.base.pages import clocks, content_page, detail_page, figures, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Filter, Table
from shoumi.chapters.collaboration.models import SharedTask
from shoumi.chapters.collaboration.queries import shared_tasks as queries
from shoumi.chapters.collaboration.rules.words import DEPARTMENTS, End, State
from shoumi.chapters.collaboration.services.shared_tasks import GRANTERS
from shoumi.chapters.collaboration.verbs.place import task_seen
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose, Role

_TITLE: Both = ("协作任务", "Shared tasks")
_COLUMNS = (
    Column(("任务", "Task")),
    Column(("目的", "Purpose")),
    Column(("转让", "Deal"), "ref"),
    Column(("部门", "Departments")),
    Column(("负责人", "Who answers for it")),
    Column(("到期", "Until")),
)
_MINE, _RUNNING, _OVER = "mine", "running", "over"
_WHICH: Mapping[str, Both] = {
    _MINE: ("我的", "Mine"),
    _RUNNING: ("进行中", "Running"),
    _OVER: ("已结束", "Over"),
}


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def overview(request: PageRequest) -> HttpResponse:
    """Those of the deals in which the reader takes part, the newest first."""
    which = tables.chosen(request, "which", _WHICH) or _MINE
    department = tables.chosen(request, "department", list(DEPARTMENTS))
    found = _wanted(request, which)
    # Words in JSON are no column to filter by on both engines.
    found = [one for one in found if not department or department in one.departments]
    start = tables.place(request) or 0
    rows = found[start : start + tables.PAGE]
    after = start + tables.PAGE if len(found) > start + tables.PAGE else None
    numbers = deals.numbers({one.deal for one in rows})
    known = accounts.names({one.accountable for one in rows})
    empty: Both = (
        "没有这样的协作任务。跨部门的事先开协作任务，写明负责人和期限。",
        "No such shared task. What departments do together begins with one.",
    )
    told = Table(
        _COLUMNS,
        [_row(request, one, numbers, known) for one in rows],
        _TITLE,
        empty,
        after=after,
        filters=(
            Filter("which", ("哪些", "Which"), list(_WHICH.items()), which),
            Filter("department", ("部门", "Department"), _options(DEPARTMENTS), department),
        ),
    )
    lead = request.say(
        (
            "数据留在原处，走的是链接；任务到期、结束或负责人离职，为它开通的一切同时收回。",
            "Data stay where they are, links travel; all that is opened for a task ends with it.",
        )
    )
    links = content_page.button(request, "sharing-open")
    links.append((request.say(("看板", "Board")), reverse("shared-tasks-board")))
    return content_page.show(request, ContentPage(_TITLE, [told], lead, links=links))


def _wanted(request: PageRequest, which: str) -> list[SharedTask]:
    found = queries.seen_by(request.who(), request.at)
    if which == _OVER:
        return list(found.exclude(closed_at=None))
    running = list(found.filter(closed_at=None))
    return [one for one in running if which == _RUNNING or request.who() in queries.people(one)]


def _options(words: Any) -> list[tuple[str, Both]]:
    return [(one.value, names.pair(one)) for one in words]


def _row(
    request: PageRequest, one: SharedTask, numbers: Mapping[str, str], known: Mapping[str, str]
) -> tuple[Any, ...]:
    return (
        Cell(f"{one.number} {one.title}", reverse("shared-task", args=[one.ref])),
        names.of(Purpose(one.purpose), request.lang),
        numbers.get(one.deal, ""),
        [names.of(Role(word), request.lang) for word in one.departments],
        known.get(one.accountable, ""),
        until(request, one),
    )


def until(request: PageRequest, one: SharedTask) -> Any:
    over = queries.over_at(one)
    if over <= request.at:
        return one.closed_at or one.expires_at
    return figures.clock(clocks.until(one.opened_at, over, request.at), request.lang)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def one(request: PageRequest, sharedtask: str) -> HttpResponse:
    """One shared task: who answers for it, who is on it, what was opened for it."""
    found = task_seen(request, sharedtask)
    is_over = queries.state(found, request.at) is State.OVER
    told = DetailPage(
        title=(f"协作任务 {found.number}", f"Shared task {found.number}"),
        answer=_answer(request, found),
        crumbs=[(request.say(_TITLE), reverse("shared-tasks"))],
        pairs=_pairs(request, found),
        acts=[] if is_over else acts(request, found),
        history=detail_page.history(request, Ref(found.ref)),
    )
    return detail_page.show(request, told)


def acts(request: PageRequest, found: SharedTask) -> list[tuple[str, str]]:
    decides = request.who() == found.accountable or bool(request.roles & set(GRANTERS))
    slugs = [] if found.grant else ["sharing-grant"]
    slugs += ["sharing-hand", "sharing-close"] if decides else []
    return detail_page.offers(request, slugs, sharedtask=found.ref)


def _answer(request: PageRequest, found: SharedTask) -> str:
    name = accounts.names([found.accountable])[found.accountable]
    if found.closed_at is not None:
        said: Both = ("已结束：{end}。", "It is over: {end}.")
        return request.say(said, end=names.of(End(found.end), request.lang))
    if queries.state(found, request.at) is State.OVER:
        said = (
            "已经到期，或者负责人不再在职；为它开通的一切已经收回。",
            "Its time is over, or nobody answers for it any more; what was opened for it is shut.",
        )
        return request.say(said)
    said = ("由 {name} 负责，至 {until}。", "{name} answers for it until {until}.")
    return request.say(said, name=name, until=found.expires_at)


def _pairs(request: PageRequest, found: SharedTask) -> Iterator[tuple[Both, object]]:
    known = accounts.names([found.accountable, found.opened_by, *found.workers])
    yield ("做什么", "What is to be done"), found.title
    yield ("目的", "Purpose"), names.of(Purpose(found.purpose), request.lang)
    yield ("转让", "Deal"), deals.numbers([found.deal]).get(found.deal, "")
    yield (
        ("部门", "Departments"),
        [names.of(Role(word), request.lang) for word in found.departments],
    )
    yield ("负责人", "Who answers for it"), known[found.accountable]
    yield ("参加的人", "Who else is on it"), [known[ref] for ref in found.workers]
    yield ("开出人", "Opened by"), known[found.opened_by]
    yield ("到期", "Until"), until(request, found)
    if found.grant:
        yield ("可以看到什么", "What they can see"), _grant(request, found)


def _grant(request: PageRequest, found: SharedTask) -> Any:
    words = request.say(("为它开出的任务", "the task that was opened for it"))
    return tables.link(words, reverse("task", kwargs={"task": found.grant}))
