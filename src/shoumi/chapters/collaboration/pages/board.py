"""The board: shared tasks of a department by where they stand.  What moves one is a verb."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.messages import names
from shoumi.base.pages import board as boards
from shoumi.base.pages import content_page, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.board import Board, BoardColumn
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Choice
from shoumi.base.registry.shared_reads import sharing
from shoumi.chapters.collaboration.models import SharedTask
from shoumi.chapters.collaboration.pages import shared_tasks
from shoumi.chapters.collaboration.queries import board as queries
from shoumi.chapters.collaboration.rules.words import DEPARTMENTS, Lane
from shoumi.core.messages import Both
from shoumi.core.terms import Purpose, Role

_TITLE: Both = ("协作看板", "Board of shared tasks")
_ALL = "all"
_EVERY: Both = ("全部部门", "All departments")
_LEAD: Both = (
    "一列一种进展；在卡片上办理，就换到下一列。",
    "A column for each stage; what you do on a card moves it.",
)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
@sharing()
def board(request: PageRequest) -> HttpResponse:
    """At first those of the reader's own department, where that is one."""
    department = _chosen(request)
    below = {one: number for one in Lane if (number := _below(request, one)) is not None}
    found = queries.lanes(
        request.who(), request.at, "" if department == _ALL else department, below
    )
    every = [one for part in found.values() for one in part.tasks]
    numbers = deals.numbers({one.deal for one in every})
    known = accounts.names({one.accountable for one in every})
    columns = [
        BoardColumn(
            name.value.lower(),
            names.of(name, request.lang),
            len(part.tasks),
            [_card(request, one, numbers, known) for one in part.tasks],
            after=_at(request, name, department, part.after) if part.after else "",
            first=_at(request, name, department) if name in below else "",
        )
        for name, part in found.items()
    ]
    told = Board(
        _TITLE,
        _LEAD,
        columns,
        [(request.say(("协作任务", "Shared tasks")), reverse("shared-tasks"))],
        links=[
            *content_page.button(request, "sharing-open"),
            (request.say(("按列表看", "As a list")), reverse("shared-tasks")),
        ],
        more={"choices": [_departments(request, department)]},
    )
    return boards.show(request, told, "collaboration/board.html")


def _chosen(request: PageRequest) -> str:
    asked = tables.chosen(request, "department", [_ALL, *DEPARTMENTS])
    own = [one for one in DEPARTMENTS if one in request.roles]
    return asked or (own[0] if len(own) == 1 else _ALL)


def _departments(request: PageRequest, chosen: str) -> Choice:
    options = [(_ALL, request.say(_EVERY))]
    options += [(one.value, names.of(one, request.lang)) for one in DEPARTMENTS]
    return Choice("department", request.say(("部门", "Department")), options, chosen)


def _key(lane: Lane) -> str:
    return f"below_{lane.value.lower()}"


def _below(request: PageRequest, lane: Lane) -> int | None:
    return tables.number(request.GET.get(_key(lane), ""))


def _at(request: PageRequest, lane: Lane, department: str, after: int | None = None) -> str:
    """The address of a part of a lane, the first where none is told; the others stay where they
    are."""
    places = {one: _below(request, one) for one in Lane} | {lane: after}
    others = {_key(one): number for one, number in places.items() if number is not None}
    return f"?{urlencode({'department': department, **others})}"


def _card(
    request: PageRequest, one: SharedTask, numbers: Mapping[str, str], known: Mapping[str, str]
) -> dict[str, Any]:
    is_over = queries.lane(one, request.at) is Lane.OVER
    return {
        "name": f"{one.number} {one.title}",
        "href": reverse("shared-task", args=[one.ref]),
        "facts": list(_facts(request, one, numbers, known)),
        "acts": [] if is_over else shared_tasks.acts(request, one),
    }


def _facts(
    request: PageRequest, one: SharedTask, numbers: Mapping[str, str], known: Mapping[str, str]
) -> Iterator[tuple[str, Any]]:
    departments = [names.of(Role(word), request.lang) for word in one.departments]
    yield request.say(("目的", "Purpose")), names.of(Purpose(one.purpose), request.lang)
    yield request.say(("转让", "Deal")), numbers.get(one.deal, "")
    yield request.say(("部门", "Departments")), departments
    yield request.say(("负责人", "Answers for it")), known.get(one.accountable, "")
    yield request.say(("到期", "Until")), shared_tasks.until(request, one)
