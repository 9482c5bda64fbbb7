"""The long acts of chapter 6: everybody is invited, letters are written, reminders are written."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from enum import StrEnum
from functools import partial

from django.db import DatabaseError, transaction
from django_tasks import task

from shoumi.base import clock
from shoumi.base.jobs import services as work_of_jobs
from shoumi.base.ledger import reader
from shoumi.base.operations.made_files import Fetch
from shoumi.base.operations.runner import Work
from shoumi.base.registry import MadeFile, Operation
from shoumi.chapters.consent.documents import letters
from shoumi.chapters.consent.queries import term_changes
from shoumi.chapters.consent.services import campaigns, dispatch, reminders, supersession
from shoumi.core.errors import DomainError
from shoumi.core.refs import SYSTEM, Ref

log = logging.getLogger(__name__)


class Long(StrEnum):
    OPEN = "campaign_open"
    SEND = "campaign_send"
    REMIND = "campaign_remind"
    SUPERSEDE = "campaign_supersede"


def _open(work: Work) -> None:
    with transaction.atomic():
        codes = campaigns.open_window(campaign=work.about, actor=work.actor, at=work.at)
        work.done({"people": len(codes), "position": reader.size() - 1})


def _send(work: Work) -> None:
    """Letters are kept sealed before anybody counts as reached."""
    codes = campaigns.codes(campaign=work.about)
    kept = work.kept
    if not codes and kept:  # recorded already; only the end was not
        work.done({**kept, "position": reader.size() - 1})
        return
    task = Ref(work.given["task"])
    counts = dispatch.send(
        campaign=work.about,
        codes=codes,
        task=task,
        sender=letters.Sealed(partial(work.keep_file, kept, task=task)),
        actor=work.actor,
        at=clock.now(),
    )
    work.done({**kept, **counts, "position": reader.size() - 1})


def _remind(work: Work) -> None:
    """Letters are kept sealed first; that the one reminder is out is written with the end."""
    found = dispatch.require_reminder(campaign=work.about, actor=work.actor, at=clock.now())
    kept, task = work.kept, Ref(work.given["task"])
    sealed = letters.Sealed(partial(work.keep_file, kept, task=task))
    counts = reminders.write(found, task, sealed, work.actor, clock.now())
    with transaction.atomic():
        count = dispatch.remind(campaign=work.about, actor=work.actor, at=clock.now())
        work.done({**kept, **counts, "count": count, "position": reader.size() - 1})


def _may_fetch(fetch: Fetch, *, is_reminder: bool) -> Sequence[Ref]:
    return dispatch.hand_out(
        campaign=fetch.about,
        task=fetch.task,
        people=fetch.people,
        is_reminder=is_reminder,
        actor=fetch.actor,
        at=fetch.at,
    )


def _supersede(work: Work) -> None:
    with transaction.atomic():
        counts = supersession.apply(campaign=work.about, actor=work.actor, at=work.at)
        work.done({**counts, "position": reader.size() - 1})


@task()
def changes() -> None:
    """At its date a change takes effect, whether somebody asks for it or not."""
    at = clock.now()
    for found in term_changes.under_way():
        if term_changes.waiting(found, at):
            try:
                supersession.apply(campaign=Ref(found.ref), actor=SYSTEM, at=at)
            except (DomainError, DatabaseError):
                # That it is not done is seen by the check of 6.3; the next turn tries again.
                log.exception("a change of terms could not be put into effect")
    work_of_jobs.forget_done("consent.changes@")


OPERATIONS = (
    Operation(
        kind=Long.OPEN,
        name=("开始告知", "opening a campaign"),
        run=_open,
        done=(
            "已邀请 {people} 人，期限开始计算。",
            "{people} people are invited and the clock runs.",
        ),
    ),
    Operation(
        kind=Long.SUPERSEDE,
        name=("让变更生效", "putting a change into effect"),
        run=_supersede,
        done=(
            "{superseded} 人的同意已失效，向 {told} 人说明了变更。",
            "{superseded} consents are superseded; {told} people are told of the change.",
        ),
    ),
    Operation(
        kind=Long.SEND,
        name=("写告知信", "writing the letters"),
        run=_send,
        done=(
            "{reached} 人有信，{unreached} 人送不到。",
            "Letters for {reached} people; {unreached} cannot be reached.",
        ),
        file=MadeFile(
            ("下载告知信", "Download the letters"),
            "letters",
            "csv",
            partial(_may_fetch, is_reminder=False),
            letters.without,
        ),
    ),
    Operation(
        kind=Long.REMIND,
        name=("写提醒信", "writing the reminders"),
        run=_remind,
        done=(
            "{count} 人还没答复，{reached} 人有提醒信；不再提醒第二次。",
            "{count} people have not answered; {reached} reminders. There is no second one.",
        ),
        file=MadeFile(
            ("下载提醒信", "Download the reminders"),
            "reminders",
            "csv",
            partial(_may_fetch, is_reminder=True),
            letters.without,
        ),
    ),
)
