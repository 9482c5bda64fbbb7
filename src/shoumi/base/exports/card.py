"""What the house needs to know of exports."""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.base.exports.events import Tag
from shoumi.base.registry import Card, ListExport, Operation
from shoumi.base.registry.replays import Replays


def _operations() -> Sequence[Operation]:
    from shoumi.base.exports.operations import OPERATIONS

    return OPERATIONS


def _exports() -> Sequence[ListExport]:
    from shoumi.base.exports import customers, deal_lists, house_lists

    return (
        customers.CUSTOMERS,
        house_lists.DUTIES,
        house_lists.EVIDENCE,
        house_lists.STATEMENTS,
        deal_lists.DEADLINES,
        deal_lists.ROOMS,
    )


def _replays() -> Replays:
    from shoumi.base.exports import replays

    return replays.of_events()


card = Card(
    slug="exports",
    zh="导出",
    en="Exports",
    events=Tag,
    operations=_operations,
    exports=_exports,
    replays=_replays,
)
