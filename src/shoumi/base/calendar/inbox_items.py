"""A year whose holidays should be known by now and are not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from shoumi.base.calendar import year_entry, year_tables
from shoumi.base.registry import Asker, InboxItem, InboxKind
from shoumi.core.calendar import start_of_day
from shoumi.core.messages import Both

_WHAT: Both = ("录入 {year} 年的节假日安排", "Enter the public holidays of {year}")
_ABOUT: Both = (
    "算到那一年的期限都是暂定的",
    "deadlines that reach that year are provisional",
)


def items(asker: Asker) -> Iterator[InboxItem]:
    if not asker.roles & set(year_entry.ENTERERS):
        return
    year = year_tables.missing_year(asker.at)
    if year is None:
        return
    yield InboxItem(
        InboxKind.LAPSE,
        f"holidays-{year}",
        (_WHAT[0].format(year=year), _WHAT[1].format(year=year)),
        _ABOUT,
        "holidays",
        since=start_of_day(year_tables.reminded_from(year)),
        until=start_of_day(date(year, 1, 1)),
    )
