"""Background work: everything stored is looked at again and again."""

from __future__ import annotations

from django_tasks import task

from shoumi.base import clock
from shoumi.base.jobs import services as work
from shoumi.base.subjects import examination

# Slices of one run: a minute's share, so that other work is not kept waiting.
_SLICES = 4


@task()
def examine() -> None:
    """Go on with the examination; what is wrong is in ``shoumi doctor``."""
    for _ in range(_SLICES):
        if not examination.go_on(at=clock.now()):
            break
    work.forget_done("subjects.examine@")


@task()
def examine_all() -> None:
    """A whole pass, as somebody asked for it."""
    examination.whole(at=clock.now())
