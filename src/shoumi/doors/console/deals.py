"""Deals: the board, and one transfer with all that it has and all that it lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base import registry
from shoumi.base.calendar import queries as calendar
from shoumi.base.deals import board as lists
from shoumi.base.deals import queries
from shoumi.base.deals.board import Stand
from shoumi.base.deals.models import Deal, Filing, MilestoneState
from shoumi.base.deals.rules import OPENERS, Company, Overlay, PartyRole
from shoumi.base.messages import names
from shoumi.base.messages.conditions import condition
from shoumi.base.messages.conditions import lacking as lacking_words
from shoumi.base.messages.text import shown
from shoumi.base.pages import acts, audit_rows, clocks, figures, operations, panels, scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.figures import Lack
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.pages.tables import Cell, Column, Filter, Table
from shoumi.base.registry.shared_reads import sharing
from shoumi.base.subjects import queries as subjects
from shoumi.core.messages import Both
from shoumi.core.milestones import FilingKind, Missing, Standing, milestone
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, DealType, Instrument, Role
from shoumi.doors.console import data_sets, doors, intake_section, party_deals, stage_line, work

_STOPPED: Both = (
    "闸门对这笔转让关着，里程碑不动。",
    "The gate is shut for this deal and no milestone moves.",
)
_TERMINATED: Both = (
    (
        "这笔转让已经终止，不会再恢复。数据室都已关闭；只剩收尾：接收方交回或销毁并交证明，"
        "留存的客户资料按销毁单销毁，文件归档。"
    ),
    (
        "This deal was terminated for good. Its rooms are shut; what is left is to collect what "
        "recipients hold, to destroy what is kept of its people by the order, and to file papers."
    ),
)
_PASSED = (Standing.DONE, Standing.WAIVED)
_ENTRIES = 12
PLACE = "deals/<str:deal>"
_COLUMNS = (
    Column(("编号", "Number"), "ref"),
    Column(("转让", "Deal")),
    Column(("方式", "Way")),
    Column(("当前阶段", "Stands at")),
    Column(("进度", "Stages done"), "number"),
    Column(("最近的期限", "Next deadline")),
)
_NONE: Both = ("还没有转让。从“建立转让”开始。", "No deal yet. Begin one.")
_NONE_SUCH: Both = ("没有这样的转让。", "There is no such deal.")
_MINE = "mine"
_STANDS = (("", ("全部", "all")), *((one.value, names.pair(one)) for one in Stand))
_WHOSE = (("", ("所有的", "all")), (_MINE, ("有事等我办的", "where something waits for me")))


@open_to(Who.SIGNED_IN)
@require_http_methods(["GET", "HEAD"])
@sharing()
def board(request: PageRequest) -> HttpResponse:
    """Every deal, for the house; a side of deals has a list of its own."""
    if request.is_party:
        return party_deals.board(request)
    stand = tables.chosen(request, "state", [one.value for one in Stand])
    mine = tables.chosen(request, "whose", [_MINE])
    found = lists.board(
        after=request.GET.get("after", ""),
        size=tables.PAGE,
        among={one.deal for one in work.of(request) if one.deal} if mine else None,
        stand=Stand(stand) if stand else None,
    )
    shown = Table(
        _COLUMNS,
        [_row(request, row) for row in found.items],
        ("转让", "Deals"),
        _NONE_SUCH if stand or mine else _NONE,
        after=found.after,
        filters=(
            Filter("state", ("状态", "State"), _STANDS, stand),
            Filter("whose", ("谁的", "Whose"), _WHOSE, mine),
        ),
        file_name="deals",
    )
    if tables.wants_file(request):
        return tables.as_file(request, shown)
    create = acts.named("deal-create")
    told = {"table": shown, "create": acts.offered(create, request) if create else ""}
    return page(request, "console/deals.html", ("转让", "Deals"), told)


def _row(request: PageRequest, row: lists.Row) -> Sequence[Any]:
    deal, lang = row.deal, request.lang
    opened = [stage for stage, standing in row.standings.items() if standing is Standing.OPEN]
    done = sum(standing in _PASSED for standing in row.standings.values())
    at = names.of(Overlay(deal.overlay), lang) if deal.overlay else ""
    due = row.next_deadline
    return (
        Cell(deal.number, reverse("deal", kwargs={"deal": deal.ref})),
        Cell(deal.title, note="" if deal.target_name in deal.title else deal.target_name),
        names.of(DealType(deal.deal_type), lang),
        at or [names.station(stage, lang) for stage in opened],
        f"{done}/{len(row.standings)}",
        figures.clock(clocks.of(due, request.at), lang) if due else None,
    )


@open_to(Who.SIGNED_IN)
@require_http_methods(["GET", "HEAD"])
@sharing()
def deal(request: PageRequest, deal: str) -> HttpResponse:
    """All of a deal, for the house; a side of it has a page of its own."""
    if request.is_party:
        return party_deals.deal(request, deal)
    ref = scoping.seen(request, deal)
    found = queries.deal(ref)
    rows = queries.milestones(ref)
    is_over = found.overlay == Overlay.TERMINATED
    opened = [] if is_over else _open(request, ref, rows)
    waiting = [] if is_over else _waiting(request, ref, rows)
    stations = stage_line.stations(
        rows,
        lacks={one["stage"]: one["lacks"] for one in [*opened, *waiting]},
        refused={row.stage for row in queries.refusals(ref).items},
    )
    told = {
        "deal": found,
        "kind": names.of(DealType(found.deal_type), request.lang),
        "overlay": names.of(Overlay(found.overlay), request.lang) if found.overlay else "",
        "over": request.say(_TERMINATED if is_over else _STOPPED),
        "line": figures.stages(stations, request.lang),
        "line_small": figures.stages_small(stations, request.lang),
        "line_table": figures.stages_table(stations, request.lang),
        "open": opened,
        "waiting": waiting,
        "parties": _parties(request, ref),
        "datasets": data_sets.of_deal(request, ref),
        "deadlines": _deadlines(request, ref),
        "panels": panels.filled(request, "deal", ref),
        "people": [
            (names.of(state, request.lang), count) for state, count in subjects.counts(ref).items()
        ],
        "filings": _filings(request, ref),
        "entries": audit_rows.latest(request, _ENTRIES, deal=ref),
        "acts": acts.arranged(request, PLACE, _due(found, opened, waiting), deal=ref),
        "papers": _papers(request, ref),
        "decided": _decided(request, ref),
        "under_way": operations.under_way(request, ref),
        "intake": intake_section.of_deal(request, ref),
        "doors": doors.in_short(request, ref),
    }
    return page(request, "console/deal.html", (found.title, found.title), told)


def _due(
    found: Deal, opened: Sequence[Mapping[str, Any]], waiting: Sequence[Mapping[str, Any]]
) -> list[str]:
    """What moves a milestone which lacks nothing, then what mends that which one lacks."""
    if found.overlay == Overlay.SUSPENDED:
        return ["deal-resume"]
    if found.overlay == Overlay.TERMINATED:
        return ["recipient-proved"]
    moves = [
        "deal-finish" if one["ends"] else "deal-advance"
        for one in (*opened, *waiting)
        if not one["lacking"]
    ]
    wanted = [need["condition"] for one in (*opened, *waiting) for need in one["lacking"]]
    return [*moves, *(act.slug for need in wanted for act in acts.satisfying(need))]


def _open(
    request: PageRequest, ref: Ref, rows: Mapping[DealStage, MilestoneState]
) -> list[dict[str, Any]]:
    """Open milestones: what each lacks to be done, with the next act one click away."""
    return [
        _panel(request, ref, stage, queries.to_finish(ref, stage, request.at), ends=True)
        for stage, row in rows.items()
        if row.state == Standing.OPEN
    ]


def _waiting(
    request: PageRequest, ref: Ref, rows: Mapping[DealStage, MilestoneState]
) -> list[dict[str, Any]]:
    """Milestones that could open next: those that wait for no other milestone first."""
    found = []
    for stage, row in rows.items():
        if row.state != Standing.WAITING:
            continue
        lacking = queries.to_open(ref, stage, request.at)
        others = sum(need.condition.startswith(("done:", "open:")) for need in lacking)
        found.append((others, _panel(request, ref, stage, lacking, ends=False)))
    near = [panel for others, panel in found if not others]
    return near or [panel for _, panel in found[:1]]


def _panel(
    request: PageRequest, ref: Ref, stage: DealStage, lacking: Sequence[Missing], *, ends: bool
) -> dict[str, Any]:
    goal = milestone(stage)
    needs = goal.finishes if ends else goal.opens
    missing = {need.condition for need in lacking}
    verb = acts.named("deal-finish" if ends else "deal-advance")
    return {
        "stage": stage,
        "name": names.of(stage, request.lang),
        "who": names.of(goal.accountable, request.lang),
        "ends": ends,
        "lacking": acts.lacking(request, lacking, deal=ref),
        "lacks": tuple(
            Lack(lacking_words(need.condition), names.pair(need.who)) for need in lacking
        ),
        "held": [
            request.say(condition(need.condition).name)
            for need in needs
            if need.condition not in missing
        ],
        "count": len(needs),
        "href": f"{acts.offered(verb, request, deal=ref)}?stage={stage}"
        if verb and acts.offered(verb, request, deal=ref)
        else "",
    }


def _parties(request: PageRequest, ref: Ref) -> Table:
    rows = [
        (names.of(PartyRole(one.role), request.lang), one.name, one.uscc or None)
        for one in queries.parties(ref)
    ]
    heads = (
        Column(("角色", "Role")),
        Column(("名称", "Name")),
        Column(("信用代码", "Credit code"), "ref"),
    )
    return Table(heads, rows, ("当事方", "Parties"), ("还没有当事方。", "No party yet."))


def _papers(request: PageRequest, ref: Ref) -> list[tuple[str, str]]:
    """Where chapters keep what belongs to a deal, as their cards hand it in."""
    return [
        (request.say((entry.zh, entry.en)), f"{reverse(entry.route)}?deal={ref}")
        for card in registry.cards()
        for entry in card.menu
        if entry.door == "deal"
    ]


def _decided(request: PageRequest, ref: Ref) -> tuple[str, str]:
    """Name and instruments of the set that the address speaks of, just after it was named."""
    for one in queries.datasets(ref):
        if one.code == request.GET.get("set"):
            words = [names.of(Instrument(word), request.lang) for word in one.instruments.split()]
            return one.name, shown(words, request.lang)
    return "", ""


def _deadlines(request: PageRequest, ref: Ref) -> list[dict[str, Any]]:
    return [
        {
            "name": names.of_code("calendar.key", one.key, request.lang),
            "clock": None if one.met_at else clocks.of(one, request.at),
            "met_at": one.met_at,
            "is_late": one.is_late,
        }
        for one in calendar.of_deal(ref)
    ]


def _filings(request: PageRequest, ref: Ref) -> Table:
    opens = bool(request.roles & set(OPENERS))
    rows = [
        (
            Cell(
                names.of(FilingKind(one.kind), request.lang),
                reverse("filing-paper", kwargs={"filing": one.ref})
                if one.document and opens
                else "",
                note=_about_company(request, one),
            ),
            _standing(request, one),
            one.on,
            one.position,
        )
        for one in queries.filings(ref).items
    ]
    heads = (
        Column(("文件", "Paper")),
        Column(("现在", "Now")),
        Column(("生效日", "In effect")),
        Column(("账本", "Entry"), "number"),
    )
    return Table(heads, rows, ("归档文件", "On file"), ("还没有归档文件。", "Nothing on file yet."))


def _standing(request: PageRequest, one: Filing) -> str:
    if one.counts:
        return request.say(("有效", "counts"))
    side = names.of(Role(one.awaits), request.lang)
    return request.say(("等{side}确认", "waits for the {side}"), side=side)


def _about_company(request: PageRequest, one: Filing) -> str:
    """Whether the paper names a company of this deal, where somebody or something looked."""
    told = one.facts.get("company")
    if told is None:
        return ""
    words = names.of(Company(told), request.lang)
    return request.say(("公司代码：{words}", "company code: {words}"), words=words)
