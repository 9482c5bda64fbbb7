"""How near a count of records is to where criminal law begins, as a table."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.base.messages import names
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Column, Table
from shoumi.core import constants, record_thresholds
from shoumi.core.messages import Both
from shoumi.core.record_thresholds import Nearness, RecordKind

NAME: Both = ("离刑事立案数量还有多远", "How near to the thresholds of criminal law")
_COLUMNS = (
    Column(("信息种类", "Kind of information")),
    Column(("已看或已出", "Opened or left"), "number"),
    Column(("立案数量", "Threshold"), "number"),
    Column(("状况", "How it stands")),
    Column(("依据", "Basis")),
)
_TOGETHER: Both = ("各类按比例合计（千分）", "all together, in shares of a thousand")


def table(request: PageRequest, counts: Mapping[RecordKind, int]) -> Table:
    basis = constants.get(record_thresholds.CONSTANT).basis
    rows = [
        (
            names.of(one.kind, request.lang) if one.kind else request.say(_TOGETHER),
            one.count,
            one.limit,
            names.of(one.nearness, request.lang),
            basis,
        )
        for one in record_thresholds.standings(counts)
    ]
    return Table(_COLUMNS, rows, NAME, ("没有。", "None."))


def caution(request: PageRequest, counts: Mapping[RecordKind, int]) -> list[str]:
    """A sentence once a threshold is near or reached; none before."""
    worst = record_thresholds.nearest(counts)
    if worst.nearness is Nearness.BELOW:
        return []
    kind = names.of(worst.kind, request.lang) if worst.kind else request.say(_TOGETHER)
    said: Both = (
        "接近刑事立案数量：{kind} {count}，到 {limit} 就够了。停下查看，先问法务。",
        "Near to a threshold of criminal law: {kind} {count} of {limit}. Stop, and ask legal.",
    )
    if worst.nearness is Nearness.REACHED:
        said = (
            "已到刑事立案数量：{kind} {count}（{limit} 起）。马上报告事件，请法务决定是否报案。",
            "A threshold of criminal law is reached: {kind} {count} (from {limit} on). Report it.",
        )
    return [request.say(said, kind=kind, count=worst.count, limit=worst.limit)]
