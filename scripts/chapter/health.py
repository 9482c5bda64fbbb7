"""What the doctor asks this chapter: is anything overdue."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base import clock
from shoumi.base.registry import Health, HealthFinding
from shoumi.chapters.chapter_slug import queries

_CHECK = "chapter_slug"
_MOST = 20


def findings() -> Iterator[HealthFinding]:
    late = queries.overdue(clock.now())
    if count := late.count():
        yield HealthFinding(
            _CHECK,
            Health.WARN,
            ("{count} 个事项逾期未办", "{count} items are overdue"),
            ("办完后运行 shoumi chapter_slug close", "do them, then run shoumi chapter_slug close"),
            {"count": count, "items": list(late.values_list("ref", flat=True)[:_MOST])},
        )
    else:
        yield HealthFinding(_CHECK, Health.OK, ("没有逾期的事项", "no item is overdue"))
