"""What the doctor asks the clock: did somebody put a story in from outside."""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.base.clock import queries
from shoumi.base.registry import Health, HealthFinding


def findings() -> Sequence[HealthFinding]:
    if not queries.is_put_in():
        return []
    return [
        HealthFinding(
            "clock",
            Health.FAIL,
            (
                "数据库里有一个系统没有启动过的演示时间，已不作数",
                "the database has a clock of a demo that nobody here started; it does not count",
            ),
            (
                "查明是谁改动了数据库，再删去表 clock_story 里的那一行",
                "find who changed the database, and delete the row of the table clock_story",
            ),
        )
    ]
