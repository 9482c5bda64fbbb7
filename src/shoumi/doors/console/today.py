"""Today: what holds, which doors are shut, what lapses next, what is mine to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.attestations import controls, lapses
from shoumi.base.attestations.door_tally import Tally, tally
from shoumi.base.attestations.doors import standings
from shoumi.base.calendar import queries as calendar
from shoumi.base.calendar import year_tables
from shoumi.base.calendar.models import Deadline
from shoumi.base.deals import queries as deals
from shoumi.base.messages import names
from shoumi.base.pages import audit_rows, clocks, figures, panels
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.figures import Day, DiscCell, Form, Mark
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.registry import Holding
from shoumi.core.calendar import day_in_china
from shoumi.core.handbook import Demand
from shoumi.core.messages import Both
from shoumi.core.refs import SYSTEM
from shoumi.core.terms import ControlState
from shoumi.doors.console import setup_checklist, work
from shoumi.doors.console.doors import drawn_doors

DAYS = 32
SOON = timedelta(days=14)
_ENTRIES = 8
_WORK = 12
_MOST = 40  # deadlines on the ribbon
_UNDONE = (ControlState.STALE, ControlState.FAIL)
# The doors of a transfer, in the order in which one comes to them.
DOORS = (
    *("records", "staff_roles", "vendor_token", "mandate", "listed", "room", "room_l2"),
    *("room_l3", "signed", "data_handover", "settled", "closed", "publication"),
)
Survey = Sequence[tuple[Demand, Holding]]


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def today(request: PageRequest) -> HttpResponse:
    survey = controls.survey(request.at)
    promised = [(demand, held) for demand, held in survey if demand.chapter.number]
    cells = [cell(demand, held, request.at) for demand, held in promised]
    every = standings(request.at, survey=survey)
    shut = drawn_doors([one for one in every if one.door.name in DOORS])
    waits = work.of(request)
    told = {
        "discs": [(form, figures.disc(cells, request.lang, form)) for form in Form],
        "disc_table": figures.disc_table(cells, request.lang),
        "disc_legend": figures.disc_legend(cells, request.lang),
        "notes": _notes(request, survey, figures.slots(cells, request.lang)),
        "is_placed": bool(figures.slots(cells, request.lang)),
        "doors": figures.doors(shut, request.lang),
        "doors_table": figures.doors_table(shut, request.lang),
        "work": work.shown(request, waits[:_WORK]),
        "waits": len(waits),
        "entries": audit_rows.gathered(request, _ENTRIES),
        "lapses": _lapses(request),
        **_ahead(request, survey),
        "answer": answer(request, promised, tally(every)),
        "panels": panels.filled(request, "today", SYSTEM),
        "setup": setup_checklist.shown(request),
    }
    return page(request, "console/today.html", ("今日", "Today"), told)


def cell(demand: Demand, held: Holding, at: datetime) -> DiscCell:
    """One demand on the disc: its validity runs from its term to nothing."""
    whole = timedelta(days=demand.valid_days)
    left = min(1.0, max(0.0, (held.until - at) / whole)) if held.until else 1.0
    assert demand.chapter.number is not None
    return DiscCell(
        id=demand.id,
        chapter=demand.chapter.number,
        name=(demand.zh, demand.en),
        state=held.state,
        left=left,
        soon=held.holds and held.until is not None and held.until - at < SOON,
        href=reverse("duty", kwargs={"duty": demand.id}),
    )


def answer(request: PageRequest, survey: Survey, told: Tally) -> tuple[str, str]:
    """The page's answer as a sentence, and what it rests on."""
    states = [held.state for _, held in survey]
    holding, partial, attested = (
        states.count(state)
        for state in (ControlState.PASS, ControlState.PARTIAL, ControlState.ATTESTED)
    )
    missing = sum(not held.holds for _, held in survey)
    rests = request.say(_RESTS, holding=holding, partial=partial, attested=attested)
    if not told.all_open:
        first = request.say(_COUNTS, closed=told.shut, bare=told.bare)
    else:
        first = request.say(_NO_DOOR if missing or partial else _WHOLE)
    return first, rests + (request.say(_MISSING, missing=missing) if missing else "")


_COUNTS: Both = (
    "{closed} 扇门关着，{bare} 扇没人守",
    "{closed} doors are closed, {bare} stand unguarded",
)
_NO_DOOR: Both = ("门都开着", "Every door is open")
_WHOLE: Both = ("完璧：全部要求都有依据", "Whole: every demand rests on something")
_RESTS: Both = (
    "完全成立 {holding} 项，部分成立 {partial} 项，负责人声明 {attested} 项。",
    "{holding} hold in full, {partial} in part, {attested} are attested by who answers for them.",
)
_MISSING: Both = ("还缺 {missing} 项。", " {missing} are missing.")


def _notes(request: PageRequest, survey: Survey, slots: Mapping[str, str]) -> list[dict[str, Any]]:
    """What does not hold though it is checked or once was: state, door, the one act, who."""
    found = []
    for demand, held in survey:
        if held.state in _UNDONE and demand.chapter.number:
            found.append(
                {
                    "id": demand.id,
                    "name": request.say((demand.zh, demand.en)),
                    "state": held.state,
                    "why": request.tell_code(held.reason)[0] if held.reason else "",
                    "grace": held.grace,
                    "doors": [request.say((close.zh, close.en)) for close in demand.closes],
                    "who": names.of(demand.accountable, request.lang),
                    "href": reverse("duty", kwargs={"duty": demand.id}),
                    "slot": slots.get(demand.id, ""),
                }
            )
    return found


def _lapses(request: PageRequest) -> Table | None:
    """What lapses within thirty days and shuts a door then; None where nothing does."""
    found = lapses.coming(request.at)
    rows = [
        (
            Cell(one.demand.id, reverse("duty", kwargs={"duty": one.demand.id})),
            request.say((one.demand.zh, one.demand.en)),
            figures.clock(
                clocks.until(one.at - timedelta(days=lapses.warnings()[0]), one.at, request.at),
                request.lang,
            ),
            names.of(one.who, request.lang),
            [request.say((door.zh, door.en)) for door in one.demand.closes],
        )
        for one in found
    ]
    empty = ("三十天内没有要失效的。", "Nothing lapses within thirty days.")
    return Table(_LAPSES, rows, _LAPSE_TITLE, empty) if rows else None


_LAPSE_TITLE: Both = ("三十天内失效", "Lapses within thirty days")
_LAPSES = (
    Column(("编号", "No."), "ref"),
    Column(("要求", "Demand")),
    Column(("还有", "Left")),
    Column(("谁补正", "Who mends")),
    Column(("到时关上", "Shuts then")),
)


def _ahead(request: PageRequest, survey: Survey) -> dict[str, Any]:
    """The ribbon: demands that lapse above, deadlines of transfers below."""
    first = day_in_china(request.at)
    span = [first + timedelta(days=n) for n in range(DAYS)]
    tables = year_tables.china()
    days = [Day(day, rest=not tables.is_workday(day)) for day in span]
    above = [
        Mark(
            day_in_china(held.until),
            (demand.zh, demand.en),
            demand.id,
            soon=held.until - request.at < SOON,
        )
        for demand, held in survey
        if held.until is not None and request.at <= held.until < request.at + timedelta(days=DAYS)
    ]
    running = list(calendar.running().filter(until__lt=request.at + timedelta(days=DAYS))[:_MOST])
    numbers = deals.numbers({one.deal for one in running})
    below = [_mark(one, numbers) for one in running]
    return {
        "ribbon": figures.ribbon(days, above, below, request.lang),
        "ribbon_rows": figures.ribbon_rows(days, above, below, request.lang),
        "ribbon_table": figures.ribbon_table(days, above, below, request.lang),
        "has_ahead": bool(above or below),
    }


def _mark(one: Deadline, numbers: Mapping[str, str]) -> Mark:
    name = names.tables()["calendar.key"].get(one.key, (one.key, one.key))
    number = numbers.get(one.deal, "")
    return Mark(clocks.last_day(one), name, note=(number, number), firm=not one.is_wait)
