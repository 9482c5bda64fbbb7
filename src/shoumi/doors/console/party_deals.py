"""The deals of a side: how far each is, what this side owes and by when, its papers and rooms.

Everything shown is asked for as this side's own.  What milestones lack of others is told as
nobody's paper: that the house or the other side is at work, and no more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from shoumi.base.calendar.models import Deadline
from shoumi.base.deals import board as lists
from shoumi.base.deals import party_rows, queries, rules, sides
from shoumi.base.deals.errors import NoSuchDeal
from shoumi.base.deals.models import Deal, MilestoneState
from shoumi.base.deals.rules import Overlay, PartyRole
from shoumi.base.messages import names
from shoumi.base.pages import clocks, figures, panels, tables
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.registry.shared_reads import sharing
from shoumi.base.rooms.rules import State
from shoumi.base.subjects import queries as subjects
from shoumi.core.messages import Both
from shoumi.core.milestones import FilingKind, Milestone, Missing, Standing, milestone
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, DealType, Role
from shoumi.doors.console import data_sets, party_rooms, room_shut, rooms, stage_line, work

_MOST = 50  # deadlines and things to do of one deal
_TITLE: Both = ("转让", "Deals")
_BOARD = (
    Column(("编号", "Number"), "ref"),
    Column(("转让", "Deal")),
    Column(("你是", "You are")),
    Column(("当前阶段", "Stands at")),
    Column(("进度", "Stages done"), "number"),
    Column(("要你办的", "Yours to do"), "number"),
    Column(("你的期限", "Your next deadline")),
)
_NONE: Both = (
    "还没有你参加的转让。机构把你登记为转让方或受让方以后，就会出现在这里。",
    "No deal of yours yet. It stands here once the house has noted you as one of its sides.",
)
_SUSPENDED: Both = (
    "机构暂停了这笔转让：恢复以前各阶段不动，数据室不开放。恢复后接着办；文件现在也可以先交。",
    "The house has suspended this deal: no stage moves and no room is open. Papers are taken.",
)
_TERMINATED: Both = (
    "这笔转让已经终止，不再往下办，数据室不再开放。已交的文件还可以打开。",
    "This deal has ended for good; no room is open. Papers of yours can still be opened.",
)
_RETURN: Both = (
    "你这一方从数据室取得的资料，请按期限交回或销毁，并交来证明。",
    "Return or destroy by the deadline what you took from the rooms, and certify it.",
)
_CLOSED: Both = ("这笔转让已经办结。", "This deal is closed.")


def board(request: PageRequest) -> HttpResponse:
    """The deals in which who asks stands for a side, and no others."""
    left = {one: frozenset[Role]() for one in sides.left(request.who())}
    mine = {**left, **sides.by_deal(request.who(), request.at)}
    found = lists.board(after=request.GET.get("after", ""), size=tables.PAGE, among=mine)
    todo = Counter(one.deal for one in work.of(request)) if found.items else Counter[str]()
    due = _pressing(mine)
    with sharing():
        rows = [
            _row(request, row, mine[row.deal.ref], todo[row.deal.ref], due.get(row.deal.ref))
            for row in found.items
        ]
    shown = Table(_BOARD, rows, _TITLE, _NONE, after=found.after, file_name="deals")
    if tables.wants_file(request):
        return tables.as_file(request, shown)
    return page(request, "console/deals.html", _TITLE, {"table": shown})


def _pressing(mine: Mapping[str, frozenset[Role]]) -> dict[str, Deadline]:
    """The most pressing deadline of each deal that is this side's to keep."""
    found: dict[str, Deadline] = {}
    for one in sides.deadlines_of(mine, rules.SIDES).filter(met_at=None, is_wait=False):
        if any(one.key in rules.deadlines_of(side) for side in mine[one.deal]):
            found.setdefault(one.deal, one)
    return found


def _row(
    request: PageRequest, row: lists.Row, own: frozenset[Role], todo: int, due: Deadline | None
) -> Sequence[Any]:
    deal, lang = row.deal, request.lang
    opened = [stage for stage, standing in row.standings.items() if standing is Standing.OPEN]
    done = sum(standing in rules.PASSED for standing in row.standings.values())
    number = Cell(deal.number, reverse("deal", kwargs={"deal": deal.ref}))
    title = Cell(deal.title, note="" if deal.target_name in deal.title else deal.target_name)
    if not own:  # how far others came with it is theirs
        return number, title, names.of(PartyRole.FORMER_TE, lang), None, None, todo, None
    return (
        number,
        title,
        [names.of(side, lang) for side in sorted(own)],
        names.of(Overlay(deal.overlay), lang)
        if deal.overlay
        else [names.station(stage, lang) for stage in opened],
        f"{done}/{len(row.standings)}",
        todo,
        figures.clock(clocks.of(due, request.at), lang) if due else None,
    )


def deal(request: PageRequest, deal: str) -> HttpResponse:
    """
    Raises:
        NoSuchDeal: there is none, or who asks stands for no side of it.
    """
    ref = Ref(deal)
    own = queries.sides_of(request.who(), ref, request.at)
    found = queries.deal(ref)
    if not own and request.who() in party_rows.former_persons(ref):
        return _left(request, found)
    if not own:
        raise NoSuchDeal
    with sharing():
        return page(
            request, "console/party_deal.html", (found.title,) * 2, _told(request, found, own)
        )


def _left(request: PageRequest, found: Deal) -> HttpResponse:
    """What a former buyer still reads of the deal: that it left, what it owes, what it filed."""
    ref = Ref(found.ref)
    told = {
        "deal": found,
        "sides": names.of(PartyRole.FORMER_TE, request.lang),
        "left": request.say(_LEFT),
        "panels": panels.filled(request, "party_deal", ref),
        "filed": _filed(request, found, frozenset()),
        "asked": room_shut.whom_to_ask(request, ref),
    }
    return page(request, "console/party_deal/left.html", (found.title,) * 2, told)


_LEFT: Both = (
    (
        "另一方接替了你这一方，你不再参加这笔转让。已签的保密协议继续有效；从数据室取得的资料，"
        "请按期限交回或销毁，并签署证明。"
    ),
    (
        "Another buyer took your place and you take no part in this deal any more. The agreement "
        "you signed stays in force; return or destroy by the deadline what came from the rooms, "
        "and sign for it."
    ),
)


def _told(request: PageRequest, found: Deal, own: frozenset[Role]) -> dict[str, Any]:
    ref, lang = Ref(found.ref), request.lang
    rows = queries.milestones(ref)
    stations = stage_line.stations(rows)
    entered = party_rooms.entered(request, ref)
    mine = [one for one in work.of(request) if one.deal == ref]
    return {
        "deal": found,
        "kind": names.of(DealType(found.deal_type), lang),
        "sides": [names.of(side, lang) for side in sorted(own)],
        "people": _people(request, ref, own),
        "overlay": names.of(Overlay(found.overlay), lang) if found.overlay else "",
        "over": [request.say(words) for words in _over(found, rows, own)],
        "line": figures.stages(stations, lang),
        "line_small": figures.stages_small(stations, lang),
        "line_table": figures.stages_table(stations, lang),
        "work": work.shown(request, mine[:_MOST]),
        "waits": len(mine),
        "panels": panels.filled(request, "party_deal", ref),
        "papers_href": f"{reverse('papers')}?deal={ref}",
        "next": _next(request, found, rows, own),
        "filed": _filed(request, found, own),
        "collected": data_sets.of_side(request, ref) if Role.TR in own else None,
        "collected_name": request.say(data_sets.OF_SIDE),
        "questions": party_rooms.questions(request, [one for one, _ in entered]),
        "rooms": [party_rooms.as_link(request, *one) for one in entered],
        "calendar": _calendar(request, ref, own, entered),
        "asked": room_shut.whom_to_ask(request, ref),
    }


def _people(request: PageRequest, ref: Ref, own: frozenset[Role]) -> list[tuple[str, int]]:
    """How many customers there are: the seller's own.  A buyer knows what its rooms show."""
    if Role.TR not in own:
        return []
    return [(names.of(state, request.lang), count) for state, count in subjects.counts(ref).items()]


def _over(
    found: Deal, rows: Mapping[DealStage, MilestoneState], own: frozenset[Role]
) -> Iterator[Both]:
    """Why nothing goes on, as far as a side is told."""
    if found.overlay == Overlay.SUSPENDED:
        yield _SUSPENDED
    elif found.overlay == Overlay.TERMINATED:
        yield _TERMINATED
        if Role.TE in own:
            yield _RETURN
    elif rows[DealStage.CLOSED].state in rules.PASSED:
        yield _CLOSED


_NEXT: Both = ("接下来", "What comes next")
_OPEN: Both = ("正在办", "under way")
_AHEAD: Both = ("下一步", "next")
_READY: Both = ("条件齐了", "nothing is missing")
_YOU: Both = ("你这一方", "you")
_OTHER: Both = ("对方", "the other side")
_HOUSE: Both = ("机构", "the house")
_NEXT_COLUMNS = (
    Column(("阶段", "Stage")),
    Column(("现在", "Now")),
    Column(("谁负责", "Who answers for it")),
    Column(("在等", "Waits for")),
)
_NOTHING_NEXT: Both = (
    "没有在办或等着开始的阶段。",
    "No stage is under way or about to begin.",
)


def _next(
    request: PageRequest,
    found: Deal,
    rows: Mapping[DealStage, MilestoneState],
    own: frozenset[Role],
) -> Table:
    """What is under way and what could begin, and whose turn it is."""
    goes_on = not found.overlay and rows[DealStage.CLOSED].state not in rules.PASSED
    told = [_turn(request, found, *one, own) for one in _coming(found, rows)] if goes_on else []
    return Table(_NEXT_COLUMNS, told, _NEXT, _NOTHING_NEXT)


def _coming(
    found: Deal, rows: Mapping[DealStage, MilestoneState]
) -> Iterator[tuple[Milestone, bool]]:
    """Milestones that are open, and those that wait for no other."""
    states = {stage: row.state for stage, row in rows.items()}
    for stage, state in states.items():
        goal = milestone(stage)
        is_open = state == Standing.OPEN
        near = state == Standing.WAITING and rules.is_near(goal, DealType(found.deal_type), states)
        if is_open or near:
            yield goal, is_open


def _turn(
    request: PageRequest, found: Deal, goal: Milestone, is_open: bool, own: frozenset[Role]
) -> Sequence[Any]:
    lacking, _ = queries.weigh(found, goal.finishes if is_open else goal.opens, request.at)
    return (
        names.of(goal.code, request.lang),
        request.say(_OPEN if is_open else _AHEAD),
        names.of(goal.accountable, request.lang),
        [request.say(one) for one in _turns(lacking, own)] or request.say(_READY),
    )


def _turns(lacking: Collection[Missing], own: frozenset[Role]) -> Iterator[Both]:
    """Whose turn it is, this side's first; never of what."""
    owing = {need.who for need in lacking}
    if owing & own:
        yield _YOU
    if owing & (rules.SIDES - own):
        yield _OTHER
    if owing - rules.SIDES:
        yield _HOUSE


_FILED: Both = ("你这一方已交的文件", "What your side has handed in")
_FILED_COLUMNS = (
    Column(("文件", "Paper")),
    Column(("现在", "Now")),
    Column(("生效日", "In effect")),
    Column(("账本", "Entry"), "chip"),
)
_NOTHING_FILED: Both = (
    "还没有交过文件。要交的在“要交的文件”里。",
    "Nothing yet. What is wanted stands under “Papers to hand in”.",
)


def _filed(request: PageRequest, found: Deal, own: frozenset[Role]) -> Table:
    part, after = tables.part(request, sides.filings(found, request.who(), own), by="position")
    rows = []
    for one in part:
        opens = one.document and sides.is_of_side(one, request.who(), own)
        href = reverse("filing-paper", kwargs={"filing": one.ref}) if opens else ""
        counts = ("有效", "counts") if one.counts else ("等你确认", "waits for your word")
        rows.append(
            (
                Cell(names.of(FilingKind(one.kind), request.lang), href),
                request.say(counts),
                one.on,
                tables.entry(request, one.position),
            )
        )
    return Table(_FILED_COLUMNS, rows, _FILED, _NOTHING_FILED, after=after)


def _calendar(
    request: PageRequest, ref: Ref, own: frozenset[Role], entered: Sequence[party_rooms.Entered]
) -> list[dict[str, Any]]:
    """This side's own deadlines, and until when its rooms are open; the most pressing first."""
    told = [
        {
            "name": names.of_code("calendar.key", one.key, request.lang),
            "until": one.until,
            "clock": None if one.met_at else clocks.of(one, request.at),
            "met_at": one.met_at,
            "is_late": one.is_late,
        }
        for one in sides.deadlines_of([ref], own)[:_MOST]
    ]
    for room, words in entered:
        is_open = rooms.state_of(room, request) is State.OPEN and words is None
        if is_open and room.opened_at and room.closes_at:
            told.append(
                {
                    "name": request.say(
                        ("{room}开放到", "{room} is open until"),
                        room=request.say(rooms.named(room)),
                    ),
                    "until": room.closes_at,
                    "clock": clocks.until(room.opened_at, room.closes_at, request.at),
                }
            )
    return sorted(told, key=lambda one: (one["clock"] is None, one["until"]))
