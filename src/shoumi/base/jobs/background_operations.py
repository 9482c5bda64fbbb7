"""Long acts that somebody asked for and waits for: asked, run by a worker, ended once.

The worker acts as the person who asked, and every service it calls asks again what that person may
do, at the time it runs.  How it ended is written under the lease of the job: a worker that was too
slow writes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from shoumi.base import registry
from shoumi.base.jobs import lease, progress, server_time
from shoumi.base.jobs.backend import AnyTask, insert
from shoumi.base.jobs.errors import CannotStop, NoSuchErrand, UnderWay
from shoumi.base.jobs.events import Tag
from shoumi.base.jobs.models import End, Errand, Job, State
from shoumi.base.ledger import writer
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import SYSTEM, Ref

# A job that is due for so long is not waiting its turn: nobody takes it.
PATIENCE = timedelta(seconds=10)


@transaction.atomic
def ask(
    *,
    task: AnyTask,
    kind: StrEnum,
    about: Ref,
    deal: Ref,
    actor: Ref,
    at: datetime,
    slip: str = "",
) -> Errand:
    """Queue one long act of ``actor``.  ``slip`` names what was said with it.

    ``deal``  in which it is done; SYSTEM: in the house as a whole

    Raises:
        UnderWay: the same is being done to the same thing.
    """
    ref, busy = Ref.new("errand"), f"{kind} {about}"
    job = insert(task, [ref])
    try:
        with transaction.atomic():
            made = Errand.objects.create(
                ref=ref,
                job=job,
                kind=kind,
                actor=actor,
                about=about,
                deal=deal,
                slip=slip,
                busy=busy,
                asked_at=at,
            )
    except IntegrityError:
        raise UnderWay(errand=_busy(busy)) from None
    facts: dict[str, Value] = {"kind": kind, "thing": about}
    writer.record(Event(Tag.ASKED, actor, ref, at, facts, (), deal_of(made)))
    return made


def deal_of(errand: Errand) -> Ref | None:
    """The deal it is done in; None: it is about the house as a whole, which reaches every deal."""
    return None if errand.deal == SYSTEM else Ref(errand.deal)


def _busy(busy: str) -> str:
    return Errand.objects.filter(busy=busy).values_list("ref", flat=True).first() or ""


def get(ref: Ref) -> Errand:
    """
    Raises:
        NoSuchErrand
    """
    found = Errand.objects.select_related("job").filter(ref=ref).first()
    if found is None:
        raise NoSuchErrand
    return found


def own(ref: str, actor: Ref) -> Errand:
    """The errand of who asked for it; that of somebody else is not there.

    Raises:
        NoSuchErrand
    """
    found = Errand.objects.select_related("job").filter(ref=ref, actor=actor).first()
    if found is None:
        raise NoSuchErrand
    return found


def last(actor: Ref, about: Ref, *kinds: StrEnum) -> Errand | None:
    """The newest that ``actor`` asked for about a thing, running or ended."""
    found = Errand.objects.select_related("job").filter(actor=actor, about=about)
    return found.filter(kind__in=kinds).order_by("-id").first()


def living(actor: Ref, deal: Ref) -> list[Errand]:
    """What ``actor`` asked for in a deal and has not ended, the newest first, ten at most."""
    found = Errand.objects.select_related("job").filter(actor=actor, deal=deal, end=None)
    return list(found.order_by("-id")[:10])


def marked(errand: Errand, mark: int) -> int:
    """What stood there when the work first began: ``mark`` now, the same ever after."""
    Errand.objects.filter(pk=errand.pk, mark=None).update(mark=mark)
    found = Errand.objects.values_list("mark", flat=True).get(pk=errand.pk)
    return mark if found is None else found


@transaction.atomic
def settle(errand: Errand, end: End, result: Mapping[str, Any], at: datetime) -> None:
    """Write how it ended, in the transaction of the deed where the deed has one.

    Raises:
        LeaseLost: another worker has it; the deed around the call must not commit.
    """
    lease.progress(1, 1)
    _end(errand, end, result, at)
    transaction.on_commit(lambda: progress.forget(Ref(errand.ref)))


def _end(errand: Errand, end: End, result: Mapping[str, Any], at: datetime) -> None:
    ended = Errand.objects.filter(pk=errand.pk, end=None).update(
        end=end, ended_at=at, result=dict(result), busy=None
    )
    if ended:
        facts = {"kind": registry.operation(errand.kind).kind, "end": end}
        about, actor = Ref(errand.ref), Ref(errand.actor)
        writer.record(Event(Tag.ENDED, actor, about, at, facts, (), deal_of(errand)))


def stop(*, errand: Ref, actor: Ref, at: datetime) -> None:
    """Want the work no more: at once where it only waits, else between two of its batches.

    Raises:
        NoSuchErrand: it is not the actor's.
        CannotStop: it has ended, or goes on to the end from where it is.
    """
    found = own(errand, actor)
    said = progress.latest(errand)
    if found.end is not None or (said is not None and said.step in progress.TO_THE_END):
        raise CannotStop
    if found.job.state == State.RUNNING:
        progress.request_stop(errand, actor)
        return
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=found.job_id)
        if job.state != State.RUNNING:
            # The job that still comes to a worker finds it ended.
            _end(found, End.STOPPED, {}, at)
            return
    progress.request_stop(errand, actor)


def is_waiting_in_vain(job: Job) -> bool:
    """Nobody takes it: due for a while, and no worker is at anything else."""
    now = server_time.now()
    if job.state not in (State.READY, State.RUNNING) or _at_work(now):
        return False
    due = job.run_after if job.state == State.READY else job.lease_expires_at
    return due is not None and now - due > PATIENCE


def _at_work(now: datetime) -> bool:
    return Job.objects.filter(state=State.RUNNING, lease_expires_at__gt=now).exists()


def in_vain() -> int:
    """How many jobs wait while no worker is there to take one."""
    now = server_time.now()
    if _at_work(now):
        return 0
    late = Q(state=State.READY, run_after__lt=now - PATIENCE)
    late |= Q(state=State.RUNNING, lease_expires_at__lt=now - PATIENCE)
    return Job.objects.filter(late).count()
