"""Enter the holidays of a year, by the official notice or by lines; takes two."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from shoumi.base.api_tokens.rules import Scope
from shoumi.base.calendar import year_entry, year_tables
from shoumi.base.calendar.year_entry import ENTERERS, FIRST, LAST, MOST_SOURCE, MOST_TEXT, Made
from shoumi.base.messages import names
from shoumi.base.pages.forms import Field, Kind
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, InApi, OnPage, OnTerminal, Place, Verb
from shoumi.core.calendar import Year, day_in_china
from shoumi.core.messages import Lang

HOLIDAYS = Place("", "settings/holidays")


def proposed(call: Call) -> Year:
    return year_entry.proposed(**call.given, at=call.at)


def _enter(call: Call) -> Made:
    return year_entry.enter(table=proposed(call), actor=call.actor, at=call.at)


def told(one: Year) -> dict[str, Any]:
    """A table as a command and an operation tell it; ``position`` of the entry of one that the
    house entered."""
    own = year_tables.entered().get(one.year)
    return {
        "year": one.year,
        "is_known": one.is_published,
        "source": year_tables.source(own) if own else one.source,
        "position": own.position if own else None,
        "entered_by": own.by if own else None,
        "approved_by": own.approver if own else None,
        "rests": [
            {"holiday": rest.holiday, "first": rest.first, "last": rest.last} for rest in one.rests
        ],
        "make_up": sorted(one.make_up),
    }


def every() -> list[Year]:
    """The tables there are, the last year first."""
    tables = year_tables.china().years
    return [tables[year] for year in sorted(tables, reverse=True)]


def lines(one: Year, lang: Lang) -> tuple[str, str]:
    """Days off and make-up days as somebody would fill them in."""
    rests = [
        f"{names.of(rest.holiday, lang) if lang == 'zh' else rest.holiday} {rest.first} {rest.last}"
        for rest in one.rests
    ]
    return "\n".join(rests), "\n".join(day.isoformat() for day in sorted(one.make_up))


def _begun(request: PageRequest) -> tuple[int, Year | None]:
    """The year that the form begins with, and a table: what one asked for oneself and can still
    carry out, else what is in force of the year that the address names."""
    mine = year_entry.waiting(request.who(), request.at, own=True)
    if mine:
        table = year_entry.of_request(mine[0])
        return table.year, table
    wanted = request.GET.get("year", "")
    if wanted.isascii() and wanted.isdigit():
        return int(wanted), year_entry.in_force(int(wanted))
    missing = year_tables.missing_year(request.at)
    return missing or day_in_china(request.at).year + 1, None


def _first(
    of: Callable[[PageRequest, int, Year | None], object],
) -> Callable[[PageRequest, Mapping[str, Any]], object]:
    return lambda request, place: of(request, *_begun(request))


def _line(number: int) -> Callable[[PageRequest, int, Year | None], str]:
    return lambda request, year, table: lines(table, request.lang)[number] if table else ""


def _schemas() -> Any:
    from shoumi.doors.api import house_schemas

    return house_schemas


def _preview(request: PageRequest, call: Call) -> Any:
    from shoumi.doors.console import year_preview

    table = proposed(call)
    return year_preview.preview(request, ENTER, table, lines(table, request.lang))


ENTER = Verb(
    noun="calendar",
    name="enter",
    on=HOLIDAYS,
    do=_enter,
    tells=lambda made: {
        "year": made.table.year,
        "recounted": made.recounted,
        "position": made.position,
    },
    title=("录入节假日安排", "Enter the holidays of a year"),
    done=(
        "节假日安排已生效，等着它的期限已经重算",
        "The holidays are in force; deadlines that waited for them are counted again",
    ),
    roles=ENTERERS,
    takes_two=True,
    is_fresh=True,
    fields=(
        Field(
            "year",
            ("哪一年", "Year"),
            Kind.WHOLE,
            least=FIRST,
            most=LAST,
            initial=_first(lambda request, year, table: year),
        ),
        Field(
            "source",
            ("出处", "Source"),
            help=(
                "通知的名称和文号，或中国政府网的网址",
                "Name and number of the notice, or its address at gov.cn",
            ),
            most=MOST_SOURCE,
            initial=_first(lambda request, year, table: table.source if table else ""),
        ),
        Field(
            "notice",
            ("通知原文", "The official notice"),
            Kind.LONG,
            (
                "把国务院办公厅的通知全文粘贴进来；星期和天数都会核对。用了它，下面两栏就不用填。",
                (
                    "Paste the whole notice; weekdays and numbers of days are checked. Leave the"
                    " two fields below empty then."
                ),
            ),
            is_needed=False,
            most=MOST_TEXT,
            default="",
            hints={"rows": "8"},
        ),
        Field(
            "rest",
            ("或者逐条填：放假", "Or line by line: days off"),
            Kind.LONG,
            (
                "每行一个假期：名称、第一天、最后一天，如“春节 2027-02-05 2027-02-11”",
                (
                    "A holiday a line: its name, first and last day: spring 2027-02-05 2027-02-11; "
                    "new_year, spring, qingming, labour, dragon_boat, mid_autumn, national, "
                    "national_mid_autumn, other"
                ),
            ),
            is_needed=False,
            most=MOST_TEXT,
            default="",
            initial=_first(_line(0)),
            hints={"rows": "8"},
        ),
        Field(
            "make_up",
            ("逐条填：调休上班", "Line by line: make-up working days"),
            Kind.LONG,
            ("每行一天，只会是周六或周日", "A day a line; a Saturday or Sunday"),
            is_needed=False,
            most=MOST_TEXT,
            default="",
            initial=_first(_line(1)),
        ),
    ),
    help=(
        "先看全年的样子，再申请；另一人核对批准后，由您再办理一次。已经算定的期限照旧，暂定的重新计算。",
        (
            "You see the year first and ask; another person compares and approves, then you do it "
            "again. Deadlines that are final stay; provisional ones are counted again."
        ),
    ),
    button=("看看全年", "Show the year"),
    page=OnPage(back="holidays", preview=_preview),
    command=OnTerminal(
        said=(
            "{year} 年的节假日安排已生效，重算了 {recounted} 项期限",
            "The holidays of {year} are in force; deadlines counted again: {recounted}",
        )
    ),
    operation=InApi(
        Scope.CALENDAR_WRITE,
        "Enter the holidays of a year. Takes two persons.",
        answer=lambda: _schemas().YearTable,
        given=lambda: _schemas().YearGiven,
        tells=lambda made: told(made.table),
        status=201,
        path="",
        name="calendar_enter",
    ),
)
VERBS = (ENTER,)
