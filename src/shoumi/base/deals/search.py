"""A data set by its reference, and a paper on file by that of its document."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.deals.models import DataSet, Filing
from shoumi.base.registry.search import SearchHit
from shoumi.core.messages import Both
from shoumi.core.milestones import FilingKind

_DATASET: Both = ("数据集", "Data set")
_FILING: Both = ("归档文件", "Paper on file")


def hits(wanted: str) -> Iterator[SearchHit]:
    for one in DataSet.objects.filter(ref=wanted):
        name = f"{one.code} {one.name}"
        yield SearchHit(_DATASET, name, "deal", {"deal": one.deal_id}, one.deal_id)
    for row in Filing.objects.filter(document=wanted):
        place = {"position": str(row.position)}
        yield SearchHit(
            _FILING, row.document, "entry", place, row.deal_id, state=FilingKind(row.kind)
        )
