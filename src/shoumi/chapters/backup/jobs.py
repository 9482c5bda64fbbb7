"""Copies every few minutes, a look through all of them each day, and whoever is to be told."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from datetime import datetime

from django_tasks import task

from shoumi.base import clock
from shoumi.base.copies import copy_run
from shoumi.base.jobs import services as work
from shoumi.base.jobs.queues import COPIES, LONG
from shoumi.base.jobs.task_names import called
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.backup import queries
from shoumi.chapters.backup.models import Run, Verification
from shoumi.chapters.backup.services import alarms, drills, runs
from shoumi.core.errors import DomainError
from shoumi.core.refs import SYSTEM, Ref

log = logging.getLogger(__name__)


@called("备份到每个存放处", "copy the home to each place")
@task(queue_name=COPIES)
def copy_due() -> None:
    """One copy at each target, every few minutes, and whoever is to be told of one that is late."""
    clear()
    if queries.is_kept_here():
        copy_everywhere()
        _told()
    work.forget_done("backup.copy@")


@called("读回核对备份", "read copies back")
@task(queue_name=LONG)
def verify_due() -> None:
    """Take away what expired, then read all that is left; thin out the rows of old copies."""
    if queries.is_kept_here():
        _each("prune", _expire)
        _each("verify", _verify)
        runs.thin_out(at=clock.now())
        _told()
    work.forget_done("backup.verify@")


@called("清掉到期的备份", "take expired copies away")
@task(queue_name=LONG)
def prune_due() -> None:
    """Keys lie at a target for a day and an hour at most, where the house may delete them; where it
    may not it looks whether whoever keeps the place did."""
    if queries.is_kept_here():
        _each("prune", _expire)
    work.forget_done("backup.prune@")


@called("按要求马上备份", "copy now, as somebody asked")
@task(queue_name=COPIES)
def copy_all() -> None:
    """One copy at each target, because somebody asked."""
    copy_everywhere()


@called("按要求核对一个存放处", "read one place back, as somebody asked")
@task(queue_name=LONG)
def verify_one(target: str) -> None:
    """One target, because somebody asked."""
    _verify(Ref(target), clock.now())


def clear() -> int:
    """Take away what copies and drills that were killed left in clear; how many folders."""
    return copy_run.clear() + drills.clear()


def copy_now(actor: Ref) -> list[Run]:
    """One at each target, while ``actor`` waits."""
    return [
        runs.copy(target=Ref(one.ref), actor=actor, at=clock.now(), now=clock.now)
        for one in queries.targets()
    ]


def verify_now(target: Ref, actor: Ref) -> Verification:
    return runs.verify(target=target, actor=actor, at=clock.now(), now=clock.now)


def copy_everywhere() -> None:
    """One that fails does not keep the others."""
    _each("copy", lambda target, at: runs.copy(target=target, actor=SYSTEM, at=at, now=clock.now))


def _verify(target: Ref, at: datetime) -> Verification:
    return runs.verify(target=target, actor=SYSTEM, at=at, now=clock.now)


def _expire(target: Ref, at: datetime) -> int:
    if queries.is_deletable(target):
        return runs.prune(target=target)
    return runs.look_for_leftovers(target=target, at=at)


def _told() -> None:
    with contextlib.suppress(NotAuthentic):  # the demand itself fails then
        alarms.tell(at=clock.now())


def _each(what: str, do: Callable[[Ref, datetime], object]) -> None:
    try:
        found = queries.targets()
    except NotAuthentic as altered:
        log.warning("backup %s: %s", what, altered.code)
        return
    for one in found:
        try:
            do(Ref(one.ref), clock.now())
        except DomainError as refused:
            log.warning("backup %s at %s: %s", what, one.ref, refused.code)
