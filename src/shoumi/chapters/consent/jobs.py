"""The long acts of chapter 6: everybody is invited, letters are written, reminders are written."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any

from django.db import DatabaseError, transaction
from django_tasks import task

from shoumi.base import clock
from shoumi.base.accounts import queries as accounts
from shoumi.base.correspondence import batches, carriage, mailbox, window_letters
from shoumi.base.correspondence import queries as correspondence
from shoumi.base.correspondence.channels import paper
from shoumi.base.correspondence.errors import NothingToPrint, NoWay
from shoumi.base.correspondence.rules import Way
from shoumi.base.jobs import services as work_of_jobs
from shoumi.base.jobs.backend import insert
from shoumi.base.jobs.task_names import called
from shoumi.base.ledger import reader
from shoumi.base.operations.made_files import Fetch
from shoumi.base.operations.runner import Work
from shoumi.base.registry import MadeFile, Operation
from shoumi.chapters.consent.documents import letter_text, letters
from shoumi.chapters.consent.queries import term_changes
from shoumi.chapters.consent.rules import CampaignState
from shoumi.chapters.consent.services import (
    campaigns,
    dispatch,
    letter_writer,
    recipients,
    reminders,
    supersession,
)
from shoumi.chapters.consent.services.letter_writer import CampaignWriter, Plan
from shoumi.core.errors import DomainError
from shoumi.core.letters import choice
from shoumi.core.refs import SYSTEM, Ref

log = logging.getLogger(__name__)
WRITER = CampaignWriter(letter_text.of)
# What its batches are about.
_OF = "camp"


class Long(StrEnum):
    OPEN = "campaign_open"
    SEND = "campaign_send"
    REMIND = "campaign_remind"
    SUPERSEDE = "campaign_supersede"
    DISPATCH = "campaign_dispatch"
    PRINT = "campaign_print"


def _without_way(work: Work) -> None:
    """Asked for on a page of an earlier version, which let a window open, or people count as
    reached, without a way by which letters leave.  What it made then can still be fetched."""
    raise NoWay


def _remind(work: Work) -> None:
    """Letters are kept sealed first; that the one reminder is out is written with the end."""
    found = dispatch.require_reminder(campaign=work.about, actor=work.actor, at=clock.now())
    kept, task = work.kept, Ref(work.given["task"])
    sealed = letters.Sealed(partial(work.keep_file, kept, task=task))
    counts = reminders.write(found, task, sealed, work.actor, clock.now())
    with transaction.atomic():
        count = dispatch.remind(campaign=work.about, actor=work.actor, at=clock.now())
        reminders.record(found, counts["reached"], work.actor, clock.now())
        work.done({**kept, **counts, "count": count, "position": reader.size() - 1})


def _may_fetch(
    fetch: Fetch, *, is_reminder: bool, fields: frozenset[str] = dispatch.CONTACT_FIELDS
) -> Sequence[Ref]:
    return dispatch.hand_out(
        campaign=fetch.about,
        task=fetch.task,
        people=fetch.people,
        is_reminder=is_reminder,
        actor=fetch.actor,
        at=fetch.at,
        fields=fields,
    )


def _supersede(work: Work) -> None:
    with transaction.atomic():
        counts = supersession.apply(campaign=work.about, actor=work.actor, at=work.at)
        work.done({**counts, "position": reader.size() - 1})


@called("让到期的变更生效", "let changes take effect at their date")
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


def plan_of(campaign: Ref, given: Mapping[str, Any]) -> Plan:
    """What a form says: each way that is ticked, in the order in which they are tried."""
    return Plan(campaign, Ref(given["task"]), [way for way in Way if given.get(way.value)])


def dispatch_now(
    campaign: Ref, given: Mapping[str, Any], actor: Ref, at: datetime
) -> dict[str, int]:
    """Check, open, queue, and have a worker begin: one transaction."""
    with transaction.atomic():
        plan = plan_of(campaign, given)
        counts = letter_writer.begin(plan=plan, text=letter_text.of, actor=actor, at=at)
        begin_carrying(campaign)
        return counts


def begin_carrying(campaign: Ref) -> None:
    for batch in correspondence.going().filter(about=campaign):
        insert(carry, [batch.ref])


def _dispatch(work: Work) -> None:
    with transaction.atomic():
        counts = dispatch_now(work.about, work.given, work.actor, work.at)
        work.done({**counts, "position": reader.size() - 1})


def print_letters(campaign: Ref, actor: Ref, keep: letters.Keep) -> int:
    """Set the next letters to be printed, hand them to ``keep``, and note that they are; how
    many."""
    at = clock.now()
    found = campaigns.get(campaign, CampaignState.OPEN)
    accounts.require(actor, at, *dispatch.SENDERS, deal=Ref(found.deal))
    batch, chosen = letter_writer.to_print(campaign, WRITER, at)
    made = window_letters.of(batch, chosen, WRITER, at)
    # Setting lasts, and a command's file is not fetched.
    WRITER.require_still(batch, [Way.POST], clock.now())
    letter_writer.unfit(made.left_out, at)
    carriage.note(batch, WRITER)
    if not made.letters:
        raise NothingToPrint
    keep(made.content, people=[Ref(one.to) for one in made.letters])
    batches.printed(
        about=campaign,
        deal=Ref(found.deal),
        letters=[Ref(one.ref) for one in made.letters],
        actor=actor,
        at=at,
    )
    return len(made.letters)


def _print(work: Work) -> None:
    kept = work.kept
    batch, _ = letter_writer.to_print(work.about, WRITER, work.at)
    count = print_letters(
        work.about, work.actor, partial(work.keep_file, kept, task=Ref(batch.task))
    )
    work.done({**kept, "count": count, "position": reader.size() - 1})


@called("发出一批告知信", "send a batch of letters")
@task()
def carry(batch: str) -> None:
    """Send what is queued of one batch; the next minute goes on with what could not leave."""
    carriage.carry(Ref(batch), WRITER)


@called("把撤回转告接收方", "pass withdrawals on to recipients")
@task()
def withdrawals() -> None:
    """Every minute: recipients are told of who withdrew after the handover."""
    try:
        recipients.pass_on(at=clock.now())
    except DomainError as error:
        # The next minute tries again: a witness that is silent keeps no proof for long.
        log.warning("a withdrawal was not passed on: %s", error.code)
    work_of_jobs.forget_done("consent.withdrawals@")


@called("接着发告知信，收取回执", "go on with letters, take in receipts")
@task()
def outgoing_letters() -> None:
    """Every minute: take in reports of mail servers, tell campaigns of them, go on with what waits,
    and ask vendors about what they took."""
    box = None
    try:
        box = mailbox.configured()
        if box is not None:
            mailbox.collect(box, at=clock.now())
    except DomainError as error:
        log.warning("the mailbox of reports was not read: %s", error.code)
    for batch in correspondence.unnoted(_OF):
        carriage.note(batch, WRITER)
    for batch in correspondence.going(_OF) | correspondence.asked_about(_OF):
        insert(carry, [batch.ref])
    work_of_jobs.forget_done("consent.letters@")


OPERATIONS = (
    Operation(
        kind=Long.DISPATCH,
        name=("发出告知", "sending the letters"),
        run=_dispatch,
        done=(
            "邀请了 {people} 人，{letters} 封信排好了，正在寄；进展在告知页上。",
            "{people} people are invited, {letters} letters are on their way.",
        ),
    ),
    Operation(
        kind=Long.PRINT,
        name=("排版书信", "setting letters for printing"),
        run=_print,
        done=(
            "排好 {count} 封信；打印、装封、交寄以后，再登记交寄。",
            "{count} letters are set; print and post them, then record that they were posted.",
        ),
        file=MadeFile(
            ("下载待打印的信（PDF）", "Download the letters to print (PDF)"),
            "print",
            "pdf",
            partial(
                _may_fetch,
                is_reminder=False,
                fields=choice.fields([Way.POST]),
            ),
            paper.without,
        ),
    ),
    Operation(
        kind=Long.OPEN,
        name=("开始告知", "opening a campaign"),
        run=_without_way,
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
        run=_without_way,
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
