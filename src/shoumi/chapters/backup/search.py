"""A place of copies, a copy, a check and a drill by their reference: all lead to the place."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.registry.search import SearchHit
from shoumi.chapters.backup.models import Drill, Run, Target, Verification
from shoumi.core.messages import Both

_TARGET: Both = ("备份位置", "Place of copies")
_OF_TARGET: tuple[tuple[type[Run] | type[Verification] | type[Drill], Both], ...] = (
    (Run, ("备份", "Copy")),
    (Verification, ("备份核对", "Check of copies")),
    (Drill, ("恢复演练", "Restore drill")),
)


def hits(wanted: str) -> Iterator[SearchHit]:
    for place in Target.objects.filter(ref=wanted):
        yield SearchHit(_TARGET, place.name, "backup-target", {"target": place.ref})
    for kind, told in _OF_TARGET:
        for one in kind._default_manager.filter(ref=wanted):
            yield SearchHit(told, one.ref, "backup-target", {"target": one.target})
