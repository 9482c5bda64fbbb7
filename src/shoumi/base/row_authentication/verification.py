"""Ask whether rows are as the house left them, before they open anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from shoumi.base.ledger import latest_entries, reader
from shoumi.base.ledger.events import Tag
from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication import codes, whole_tables
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.row_authentication.models import AuthenticatedRow
from shoumi.base.vault import row_keys
from shoumi.core.ledger.leaf import Line
from shoumi.core.refs import Ref

Row = TypeVar("Row", bound=AuthenticatedRow)


def authentic(rows: Iterable[Row]) -> list[Row]:
    """Those of ``rows``, all of one table, that are as their newest entry left them, in order.

    For what only opens where it is: an invented row, one that was changed and one that was put back
    count as if they were not there.  In a home without a keyring, where nothing can be opened, all.
    """
    found = list(rows)
    if not found:
        return found
    judged = codes.judge(type(found[0]))
    if judged is codes.everything:
        return found
    return [
        row
        for row, position in zip(found, positions(found), strict=True)
        if row.entry_position == position and judged(row.entry_position, row.mac, codes.values(row))
    ]


def is_authentic(row: AuthenticatedRow) -> bool:
    return bool(authentic([row]))


def require(rows: Iterable[Row]) -> list[Row]:
    """``rows``, where every one of them is as the house left it: for what may shut as well.

    Raises:
        NotAuthentic: one is not.
    """
    found = list(rows)
    if len(authentic(found)) != len(found):
        raise NotAuthentic(what=found[0]._meta.db_table)
    return found


def positions(rows: Sequence[AuthenticatedRow], *, below: int | None = None) -> list[int | None]:
    """For each of ``rows``, all of one table, the position of the newest entry that tells of it.

    A restore that set something back to what a copy says gave each row that is about it a new one.

    ``below``  as the ledger was when it had so many entries
    """
    coverage = rows[0].coverage
    if not coverage.told_by and coverage.anywhere:
        last = latest_entries.last(coverage.anywhere)
        return [0 if last is None else last for _ in rows]
    if not coverage.told_by:  # many rows share an entry: whoever reads them knows which
        return [row.entry_position for row in rows]
    refs = {column: [getattr(row, column) for row in rows] for column, _ in coverage.told_by}
    told = {ref for own in refs.values() for ref in own}
    newest = latest_entries.newest([*coverage.tags, Tag.ROW_SET_BACK], told, below=below)
    abouts = zip(*refs.values(), strict=True)
    of_rows = [[newest[ref] for ref in about if ref in newest] for about in abouts]
    found = [max(own, default=None) for own in of_rows]
    if coverage.anywhere and None in found:
        last = latest_entries.last(coverage.anywhere)
        found = [last if position is None else position for position in found]
    return found


class Found(NamedTuple):
    """All of a table.

    ``rows``   those that are as the house left them, in the order in which they were made
    ``false``  the others
    ``deals``  about which one of the others is, as it says or as the ledger says, or is gone
    """

    rows: Sequence[Any]
    false: Sequence[Any]
    deals: frozenset[Ref]


@shared
def require_all(table: type[Row]) -> Sequence[Row]:
    """Every row of ``table`` in the order in which they were made, for what is wrong when one is
    missing: a row that was edited may have been anybody's.

    Raises:
        NotAuthentic: one was changed, put back, put in or deleted from outside.
    """
    found = all_of(table)
    if found.false or deleted(table):
        raise NotAuthentic(what=table._meta.db_table)
    return found.rows


@shared
def all_of(table: type[AuthenticatedRow]) -> Found:
    """For a check that looks for what is wrong: a row that was changed so that it is not looked at
    stands among the ``false`` ones.  Whoever asks the table for some rows alone would miss it."""
    every = whole_tables.rows(table)
    own = {row.pk for row in authentic(every)}
    false = [row for row in every if row.pk not in own]
    deals = {Ref(of) for row in false if (of := getattr(row, _deal_column(table), ""))}
    deals |= {line.deal for line in deleted(table) if line.deal is not None}
    return Found([row for row in every if row.pk in own], false, frozenset(deals))


def all_of_deal(table: type[Row], deal: Ref) -> list[Row]:
    """The rows of one deal in the order of their table, all of them as the house left them.

    Raises:
        NotAuthentic: one was changed, put back, put in or deleted from outside.
    """
    rows = require(table._default_manager.filter(deal=deal))
    if any(line.deal == deal for line in deleted(table)):
        raise NotAuthentic(what=table._meta.db_table)
    return rows


def _deal_column(table: type[AuthenticatedRow]) -> str:
    """Where a row says which deal it is of: a reference, or a key of the deals' own table."""
    return "deal_id" if "deal_id" in table.coverage.columns else "deal"


@shared
def deleted(table: type[AuthenticatedRow]) -> list[Line]:
    """What the ledger says of rows that were made and are gone from ``table``, from the deal they
    were made in or from their place in the order of rows."""
    if not row_keys.is_set_up():
        return []
    coverage = table.coverage
    if not coverage.made_by:
        return []
    column = coverage.told_by[0][0]  # a reference, so the column is called as its attribute
    made = [tag.value for tag in coverage.made_by]
    own = _deal_column(table)
    rowless = latest_entries.without_row(
        made,
        table._meta.db_table,
        column,
        deal_column=own if own in coverage.columns else "",
        made_at=coverage.made_at,
    )
    found = list(rowless)
    return [one.line() for one in reader.some(found)] if found else []
