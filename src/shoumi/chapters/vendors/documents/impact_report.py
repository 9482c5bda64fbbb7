"""The report of an assessment: what somebody wrote, and nothing else."""

from __future__ import annotations

from datetime import datetime

from shoumi.base.accounts import queries as accounts
from shoumi.base.documents.signed_documents import make
from shoumi.base.messages import names
from shoumi.chapters.vendors.models import Impact, Vendor
from shoumi.chapters.vendors.rules.impact import Passage, read
from shoumi.core.calendar import day_in_china
from shoumi.core.refs import Ref


def of(vendor: Vendor, found: Impact, at: datetime) -> bytes:
    written = read(found.written)
    known = accounts.names([Ref(found.assessor), Ref(found.approver)])
    return make(
        "entrustment_impact",
        f"PIPIA-V-{vendor.number:03d}",
        at,
        vendor=vendor.name,
        facts=[
            ["受托方", "entrusted processor", vendor.name],
            ["统一社会信用代码", "credit code", vendor.code],
            ["数据所在", "where the data lie", vendor.place],
            ["评估人", "assessed by", known[Ref(found.assessor)]],
            ["评估日", "assessed on", day_in_china(found.written_at).isoformat()],
            ["批准人", "approved by", known[Ref(found.approver)]],
            ["有效至", "in force until", found.until.isoformat() if found.until else None],
        ],
        passages=[[*names.pair(one), written.passages[one]] for one in Passage],
        risks=[
            [
                one.what,
                f"{one.impact}/{one.likely}",
                one.measure,
                f"{one.after}/{one.likely_after}",
            ]
            for one in written.risks
        ],
        residual=written.residual.value,
    )
