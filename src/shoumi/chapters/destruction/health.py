"""What the doctor asks chapter 8: is a destruction unfinished, did a restore bring anybody back."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.registry import Health, HealthFinding
from shoumi.base.subjects.models import State as Held
from shoumi.base.subjects.models import Subject
from shoumi.base.vault import keys
from shoumi.chapters.destruction.models import Order
from shoumi.chapters.destruction.rules import State
from shoumi.core.refs import Ref

_CHECK = "destruction"


def findings() -> Iterator[HealthFinding]:
    begun = [str(order) for order in Order.objects.filter(state=State.BEGUN)]
    if begun:
        yield HealthFinding(
            _CHECK,
            Health.FAIL,
            ("销毁没有做完：{orders}", "destruction was broken off: {orders}"),
            ("运行 shoumi destroy resume --yes", "run shoumi destroy resume --yes"),
            {"orders": begun},
        )
    if back := _brought_back():
        yield HealthFinding(
            _CHECK,
            Health.FAIL,
            (
                "旧备份带回了 {count} 个已销毁的人",
                "a restore brought back {count} destroyed people",
            ),
            ("运行 shoumi destroy replay --yes", "run shoumi destroy replay --yes"),
            {"count": back},
        )
    elif not begun:
        what = ("没有未完成的销毁", "no destruction is unfinished")
        yield HealthFinding(_CHECK, Health.OK, what)


def _brought_back() -> int:
    """How many people count as living although their keys are destroyed."""
    living = Subject.objects.exclude(state=Held.DESTROYED).values_list("ref", flat=True)
    return sum(
        len(part) - len(keys.existing(part)) for part in keys.chunks(map(Ref, living.iterator()))
    )
