"""Give jobs up, and deliver them again by hand."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.jobs import server_time
from shoumi.base.jobs.errors import NoSuchJob, NotDead
from shoumi.base.jobs.events import Tag
from shoumi.base.jobs.models import Job, State
from shoumi.base.ledger import writer
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role


def give_up(job: Job, at: datetime) -> None:
    """Move a job whose workers all fell silent to the dead letters.  Inside a transaction."""
    job.state = State.DEAD
    job.finished_at = server_time.now()
    job.lease_expires_at = None
    # A worker that wakes up after all must not write any more.
    job.lease += 1
    job.save()
    record_death(job, at)


def forget_done(prefix: str) -> None:
    """Drop the finished jobs whose key begins with ``prefix``: of what recurs every minute the
    rows say nothing that its own tables do not say."""
    Job.objects.filter(key__startswith=prefix, state=State.DONE).delete()


def record_death(job: Job, at: datetime) -> None:
    writer.record(Event(Tag.DIED, SYSTEM, Ref(job.ref), at, {"attempts": job.attempts}))


@transaction.atomic
def redeliver(*, job: Ref, actor: Ref, at: datetime) -> Job:
    """Try a dead job again from where it came to, with its attempts counted anew.

    Raises:
        NotPermitted: the actor is neither operations, security nor protection officer.
        NoSuchJob, NotDead
    """
    accounts.require(actor, at, Role.OPS, Role.SEC, Role.DPO)
    found = Job.objects.select_for_update().filter(ref=job).first()
    if found is None:
        raise NoSuchJob
    if found.state != State.DEAD:
        raise NotDead
    found.state, found.attempts = State.READY, 0
    found.run_after, found.finished_at = server_time.now(), None
    found.save()
    writer.record(Event(Tag.REDELIVERED, actor, job, at))
    return found
