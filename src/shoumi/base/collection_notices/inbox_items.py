"""Data sets with people in them of whom nobody knows that they were told at collection."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.collection_notices import queries, rules
from shoumi.base.collection_notices.models import CollectionNotice
from shoumi.base.collection_notices.rules import Fault
from shoumi.base.deals import queries as deals
from shoumi.base.deals import sides
from shoumi.base.deals.models import DataSet
from shoumi.base.registry import Asker, InboxItem, InboxKind
from shoumi.core.messages import Both
from shoumi.core.terms import Role

_WHAT: dict[Fault, Both] = {
    Fault.MISSING: (
        "数据集没有收集时的告知：交来，或说明没有",
        "A data set lacks its notice at collection: hand it in, or say there is none",
    ),
    Fault.NONE: (
        "数据集收集时没有告知：补充告知，或销毁这些人的资料",
        "A data set was collected without a notice: have people told, or leave them out",
    ),
    Fault.LACKING: (
        "收集时的告知写得不够：补充告知，或销毁这些人的资料",
        "A notice at collection says too little: have people told, or leave them out",
    ),
    Fault.UNJUDGED: (
        "判断收集时的告知写了什么",
        "Say what a notice at collection covers",
    ),
}


def items(asker: Asker) -> Iterator[InboxItem]:
    """Those that hold people, for who hands in, the transferor of that deal too; before anybody is
    stored, what waits to be judged for who judges."""
    hands_in, judges = asker.roles & {*rules.FILERS}, asker.roles & {*rules.JUDGES}
    own = sides.by_deal(asker.person, asker.at) if Role.TR in asker.roles else {}
    if not hands_in and not judges and not own:
        return
    found = dict(queries.faults().sets)
    waiting = CollectionNotice.objects.filter(reason="", judged_at=None)
    last = queries.standing(waiting.values_list("dataset", flat=True))
    for ref, one in last.items():
        if one.document and not one.judged_at and one.deal not in deals.over():
            found[ref] = Fault.UNJUDGED
    rows = (
        DataSet.objects.filter(ref__in=list(found)).select_related("deal").order_by("deal", "code")
    )
    for row in rows:
        fault = found[row.ref]
        of_house = judges if fault is Fault.UNJUDGED else hands_in
        is_seller = fault is not Fault.UNJUDGED and Role.TR in own.get(row.deal_id, ())
        if is_seller or (of_house and asker.reaches(row.deal_id)):
            filed = last.get(row.ref)
            yield InboxItem(
                InboxKind.PAPER,
                f"{filed.ref if filed else row.ref}:{fault.value}",
                _WHAT[fault],
                (row.deal.number, row.deal.number),
                "data-set",
                {"dataset": row.ref},
                deal=row.deal_id,
                since=filed.filed_at if filed else None,
            )
