"""Requests as a board: a column for each state, in which what is due first stands first.

Each column has pages of its own; deadlines are counted anew each time, so those that wait are
sorted here, and the others come from the table in the order of their numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.deals import queries as deals
from shoumi.base.messages import names
from shoumi.base.pages import board as boards
from shoumi.base.pages import clocks, scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.board import Board, BoardColumn
from shoumi.base.pages.figures import Clock
from shoumi.base.pages.request import PageRequest
from shoumi.base.registry.shared_reads import sharing
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.pages import request_filters
from shoumi.chapters.feedback.queries import Phase, Timed
from shoumi.chapters.feedback.rules import Kind, State, Way
from shoumi.chapters.feedback.verbs.place import READERS, mine
from shoumi.core.messages import Both

TITLE: Both = ("看板", "Board")
_REQUESTS: Both = ("请求", "Requests")
_LEAD: Both = ("每一栏里最急的在上面。", "In each column what is due first stands first.")
# From what presses most to what is over.
_COLUMNS = (
    Phase.OVERDUE,
    Phase.UNASSIGNED,
    Phase.RUNNING,
    Phase.RESTING,
    Phase.ANSWERED,
    Phase.CLOSED,
)
_OPEN = _COLUMNS[:4]
# A column this long is still looked over at once.
MOST = 15


@dataclass(frozen=True, slots=True)
class RequestCard:
    """One request as the board shows it; ``clock`` is None once it is answered."""

    number: str
    href: str
    kind: str
    told: Sequence[str]
    clock: Clock | None
    over: Any = None


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
@sharing()
def board(request: PageRequest) -> HttpResponse:
    """Every request that the reader may see, narrowed as the list is."""
    found = request_filters.of_deal(request, mine(request))
    found, filters = request_filters.narrowed(request, found)
    choices = [
        (one, [(key, request.say(words), _with(request, {one.name: key}, is_new=True))
               for key, words in one.options])
        for one in filters
    ]  # fmt: skip
    told = Board(
        TITLE,
        _LEAD,
        list(_columns(request, found)),
        [(request.say(_REQUESTS), reverse("requests"))],
        more={"filters": choices, "is_narrowed": any(one.chosen for one in filters)},
    )
    return boards.show(request, told, "feedback/board.html")


def _columns(request: PageRequest, found: QuerySet[Request]) -> Iterator[BoardColumn]:
    waiting: dict[Phase, list[Timed]] = {phase: [] for phase in _OPEN}
    for timed in queries.all_timed(found & queries.unanswered()):
        waiting[timed.phase(request.at)].append(timed)
    for phase in _COLUMNS:
        if phase in waiting:
            yield _of_waiting(request, phase, waiting[phase])
        else:
            yield _of_table(request, phase, found)


def _of_waiting(request: PageRequest, phase: Phase, found: list[Timed]) -> BoardColumn:
    """What is due first stands first; the place of a page is the last one before it, by its last
    day and number, which holds though that one is answered meanwhile."""
    found.sort(key=_key)
    since = _place(request, phase)
    rest = [one for one in found if _key(one) > since] if since else found
    shown = rest[:MOST]
    after = "{}.{}".format(*_key(shown[-1])) if len(rest) > MOST else ""
    return _column(request, phase, len(found), shown, after)


def _key(one: Timed) -> tuple[str, int]:
    return one.due.until.isoformat(timespec="minutes")[:16], one.request.number


def _place(request: PageRequest, phase: Phase) -> tuple[str, int] | None:
    until, _, told = request.GET.get(phase, "").rpartition(".")
    number = tables.number(told)
    return (until, number) if until and number is not None else None


def _of_table(request: PageRequest, phase: Phase, found: QuerySet[Request]) -> BoardColumn:
    """Answered ones in the order in which they came, as each waits to be closed; of those that are
    closed the newest first."""
    is_closed = phase is Phase.CLOSED
    own = found.filter(state=State.CLOSED if is_closed else State.ANSWERED)
    rest = own
    since = tables.number(request.GET.get(phase, ""))
    if since is not None:
        rest = own.filter(**{"number__lt" if is_closed else "number__gt": since})
    some = list(rest.order_by("-number" if is_closed else "number")[: MOST + 1])
    shown = queries.all_timed(some[:MOST])
    after = str(some[MOST - 1].number) if len(some) > MOST else ""
    return _column(request, phase, own.count(), shown, after)


def _column(
    request: PageRequest, phase: Phase, count: int, found: Sequence[Timed], after: str
) -> BoardColumn:
    deal_numbers = deals.numbers({one.request.deal for one in found if one.request.deal})
    people = scoping.people({one.request.assignee for one in found if one.request.assignee})
    name = names.of(phase, request.lang)
    made = BoardColumn(
        phase.value, name, count, [_card(request, one, deal_numbers, people) for one in found]
    )
    if after:
        made = replace(made, after=_with(request, {phase: after}))
    return replace(made, first=_with(request, {phase: ""})) if request.GET.get(phase) else made


def _card(
    request: PageRequest, timed: Timed, deal_numbers: Mapping[str, str], people: Mapping[str, str]
) -> RequestCard:
    one = timed.request
    told = (
        names.of(Way(one.way), request.lang),
        deal_numbers.get(one.deal, ""),
        people.get(one.assignee, one.assignee),
    )
    return RequestCard(
        number=f"DSR-{one.number:04d}",
        href=reverse("request", kwargs={"asked": one.ref}),
        kind=names.of(Kind(one.kind), request.lang),
        told=[part for part in told if part],
        clock=_clock(request, timed) if one.state == State.OPEN else None,
        over=one.closed_at or one.answered_at,
    )


def _clock(request: PageRequest, timed: Timed) -> Clock:
    drawn = clocks.until(timed.request.received_at, timed.due.until, request.at)
    return replace(drawn, provisional=timed.due.is_provisional)


def _with(request: PageRequest, changed: Mapping[str, str], *, is_new: bool = False) -> str:
    """The address of the board with these parts changed; of a ``new`` choice every column begins
    from its start."""
    query = request.GET.copy()
    for name in [*query]:
        if name not in request_filters.NAMES and (is_new or name not in _COLUMNS):
            del query[name]
    for name, value in changed.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"?{query.urlencode()}"
