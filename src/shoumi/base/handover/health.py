"""What the doctor asks the handover: is each package what the ledger says of it."""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.base.handover import ledger_agreement
from shoumi.base.handover.models import Package
from shoumi.base.registry import Health, HealthFinding
from shoumi.core.refs import Ref


def findings() -> Sequence[HealthFinding]:
    wrong = [one.ref for one in Package.objects.order_by("id") if not ledger_agreement.is_told(one)]
    wrong += ledger_agreement.lost()
    if not wrong:
        return []
    return [
        HealthFinding(
            "packages",
            Health.FAIL,
            (
                "交接包的记录与存证账本不符：{packages}",
                "packages are not what the ledger says of them: {packages}",
            ),
            (
                "查明是谁改动了数据库，再作废该包重新封装",
                "find who changed the database; void the package and seal again",
            ),
            {"packages": list(map(Ref, wrong))},
        )
    ]
