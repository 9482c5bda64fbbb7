"""On the page of keys: what is to be replaced at once, after an exit or an incident."""

from __future__ import annotations

from collections.abc import Iterable

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.messages import names
from shoumi.base.pages import tables
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.rotation import exits
from shoumi.base.rotation.events import Cause
from shoumi.base.rotation.exits import Due
from shoumi.core.messages import Both

_COLUMNS = (
    Column(("起因", "Cause")),
    Column(("自", "Since")),
    Column(("要更换的", "To be replaced"), "ref"),
    Column(("账本", "Entry"), "number"),
)
_NAME: Both = ("要即时更换的", "To be replaced at once")


def at_once(request: PageRequest) -> list[Table]:
    """Nothing where nothing waits."""
    found = exits.due(request.at)
    if not found:
        return []
    known = _named(found)
    rows = [
        (
            Cell(names.of(one.cause, request.lang), note=known.get(one.about, "")),
            one.since,
            list(one.waiting),
            tables.entry(request, one.position),
        )
        for one in found
    ]
    return [Table(_COLUMNS, rows, _NAME, ("没有。", "None."))]


def _named(found: Iterable[Due]) -> dict[str, str]:
    people = [one.about for one in found if one.cause is Cause.EXIT]
    of_deals = [one.about for one in found if one.cause is Cause.INCIDENT]
    return {**accounts.names(people), **deals.numbers(of_deals)}
