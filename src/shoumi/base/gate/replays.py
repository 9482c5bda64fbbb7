"""Tasks that ended after the copy are over again; looks count; old marks of age do not."""

from __future__ import annotations

from shoumi.base.gate.events import Tag
from shoumi.base.gate.models import SingleRead, Task
from shoumi.base.registry.replays import Replays, Told, replays
from shoumi.base.subjects import row_codes
from shoumi.base.subjects.models import Subject
from shoumi.core.gate import Act


def _closed(told: Told) -> bool:
    Task.objects.filter(ref=told.line.about, closed_at=None).update(closed_at=told.line.at)
    return True


def _revealed(told: Told) -> bool:
    line = told.line
    if line.rows is None and line.facts.get("act") == Act.REVEAL:
        SingleRead.objects.get_or_create(
            position=told.position, defaults={"person": line.actor, "at": line.at}
        )
    return True


def _examined(told: Told) -> bool:
    """Whose age was looked at counts as a minor until somebody looks again."""
    found = [told.person(row.get("subject", "")) for row in told.rows()]
    named = [ref for ref in found if ref is not None]
    for start in range(0, len(named), 500):
        row_codes.change(Subject.objects.filter(ref__in=named[start : start + 500]), is_minor=None)
    return True


def of_events() -> Replays:
    return replays(
        tells=[Tag.DECIDED, Tag.SEARCHED],
        widens=[Tag.TASK_OPENED, Tag.TASK_CONFIRMED],
        narrows={
            Tag.TASK_CLOSED: _closed,
            Tag.REVEALED: _revealed,
            Tag.MINORS_MARKED: _examined,
            Tag.MINORS_EXAMINED: _examined,
        },
    )
