"""What the doctor finds of roles."""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.base import clock
from shoumi.base.accounts import separation
from shoumi.base.registry import Health, HealthFinding


def findings() -> Sequence[HealthFinding]:
    """One finding for each person who holds roles that nobody holds together."""
    found = separation.conflicted(clock.now())
    if not found:
        what = ("安全、运维和监督审计岗位分属不同的人", "security, operation and audit are apart")
        return [HealthFinding("roles", Health.OK, what)]
    what = (
        "{person} 一人兼任安全、运维、监督审计中的两类：{roles}",
        "{person} holds roles that nobody holds together: {roles}",
    )
    remedy = (
        "在人员页收回其中一类岗位（shoumi person grant end）",
        "end the roles of one kind on the person's page (shoumi person grant end)",
    )
    return [
        HealthFinding("roles", Health.FAIL, what, remedy, {"person": who, "roles": sorted(roles)})
        for who, (roles, _) in found.items()
    ]
