"""The holidays of each year over the API: what is known, and enter one."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from ninja import Router, Schema
from pydantic import Field as Limits
from pydantic import StringConstraints, WithJsonSchema

from shoumi.base.api.fields import Name, Strict, words_of
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import reads
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.calendar import year_tables
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import operation
from shoumi.core.calendar import Holiday
from shoumi.doors.verbs.holidays import FIRST, LAST, MOST_TEXT, VERBS, every, told

router = Router(tags=["calendar"])
Whole = Annotated[str, StringConstraints(max_length=MOST_TEXT, pattern=r"^[^\x00]*$")]


class RestDays(Schema):
    """The days on which one holiday rests, both inclusive."""

    holiday: Annotated[Holiday, WithJsonSchema(words_of(Holiday))]
    first: date
    last: date


class YearTable(Schema):
    """``is_known``  published; the days of another year rest on weekends only, and deadlines that
    need one are provisional

    ``position``  of the entry of a table that this house entered; the program ships the others
    """

    year: int
    is_known: bool
    source: str
    position: int | None
    entered_by: str | None
    approved_by: str | None
    rests: list[RestDays]
    make_up: list[date]


class YearTables(Schema):
    """``missing``  a year that should be known by now"""

    years: list[YearTable]
    missing: int | None


class YearGiven(Strict):
    """The official ``notice`` in Chinese, or lines: ``rest`` with a holiday, its first and its last
    day each, ``make_up`` with a day each."""

    year: Annotated[int, Limits(ge=FIRST, le=LAST)]
    source: Name
    notice: Whole = ""
    rest: Whole = ""
    make_up: Whole = ""


@router.get("/settings/holidays", **reads(YearTables))
@needs(Scope.DUTIES_READ)
def years(request: PageRequest) -> dict[str, Any]:
    """The holidays of every year there is a table of, the last first."""
    return {
        "years": [told(one) for one in every()],
        "missing": year_tables.missing_year(request.at),
    }


operation.add(router, VERBS)
