"""What the doctor finds of roles."""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.base import clock
from shoumi.base.accounts import separation
from shoumi.base.gate import reading_limits
from shoumi.base.registry import Health, HealthFinding
from shoumi.base.row_authentication.errors import NotAuthentic


def findings() -> Sequence[HealthFinding]:
    return [*_roles(), _reads()]


def _reads() -> HealthFinding:
    """Whether every single reveal of the last day is counted."""
    missing = reading_limits.uncounted(clock.now())
    if not missing:
        what = ("一天内的逐个查看都计了数", "every single reveal of the last day is counted")
        return HealthFinding("reads", Health.OK, what)
    return HealthFinding(
        "reads",
        Health.FAIL,
        (
            "有 {count} 次逐个查看没有如实计数：计数的行被人从外面删改",
            "{count} single reveals are not counted as they were: rows were changed from outside",
        ),
        (
            "查明是谁动了数据库；少计的次数一天后不再影响上限",
            "find out who changed the database; after a day the limits are right again",
        ),
        {"count": len(missing)},
    )


_UNKNOWN_ROLES = HealthFinding(
    "roles",
    Health.FAIL,
    (
        "岗位的记录被人从外面改动或删除，看不出安全、运维和监督审计是否分开",
        "a role was changed or deleted from outside: nobody can tell who holds which together",
    ),
    ("查明是谁改动了数据库，再从备份恢复", "find who changed the database, and restore it"),
)


def _roles() -> Sequence[HealthFinding]:
    """One finding for each person who holds roles that nobody holds together."""
    try:
        found = separation.conflicted(clock.now())
    except NotAuthentic:
        return [_UNKNOWN_ROLES]
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
