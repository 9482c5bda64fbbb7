"""The holidays of each year over the API: what is known, and enter one."""

from __future__ import annotations

from typing import Any

from ninja import Router, Schema

from shoumi.base.api.needs import needs
from shoumi.base.api.operations import reads
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.calendar import year_tables
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import operation
from shoumi.doors.api.house_schemas import YearTable
from shoumi.doors.verbs.holidays import VERBS, every, told

router = Router(tags=["calendar"])


class YearTables(Schema):
    """``missing``  a year that should be known by now"""

    years: list[YearTable]
    missing: int | None


@router.get("/settings/holidays", **reads(YearTables))
@needs(Scope.DUTIES_READ)
def years(request: PageRequest) -> dict[str, Any]:
    """The holidays of every year there is a table of, the last first."""
    return {
        "years": [told(one) for one in every()],
        "missing": year_tables.missing_year(request.at),
    }


operation.add(router, VERBS)
