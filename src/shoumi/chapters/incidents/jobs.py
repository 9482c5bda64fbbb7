"""Each minute: letters of incidents go on, and what happens in drills happens.  Each day: texts
whose term is over are destroyed, and contacts of who is on duty no more.  By page: letters are set
to be printed."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import Protocol

from django_tasks import task

from shoumi.base import clock
from shoumi.base.accounts import queries as accounts
from shoumi.base.correspondence import batches, carriage, window_letters
from shoumi.base.correspondence import queries as correspondence
from shoumi.base.correspondence.channels import paper
from shoumi.base.correspondence.errors import NothingToPrint
from shoumi.base.correspondence.rules import Way
from shoumi.base.gate import kept_values
from shoumi.base.gate.tasks import question
from shoumi.base.jobs import services as work
from shoumi.base.jobs.backend import insert
from shoumi.base.jobs.queues import ENDING, EXERCISE, LONG
from shoumi.base.jobs.task_names import called
from shoumi.base.ledger import reader
from shoumi.base.operations.made_files import Fetch
from shoumi.base.operations.runner import Work
from shoumi.base.registry import MadeFile, Operation
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.incidents.services import drawn_drills, erasure, injects, letters
from shoumi.chapters.incidents.services.incidents import HANDLERS
from shoumi.core.gate import Act
from shoumi.core.letters import choice
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose

log = logging.getLogger(__name__)

# What is due later than so waits for the next minute's look.
_SOON, _SLICE_SECONDS = timedelta(minutes=2), 0.25


class Long(StrEnum):
    PRINT = "incident_print"


class Keep(Protocol):
    def __call__(self, content: bytes, *, people: Sequence[Ref]) -> None: ...


@called("销毁到期的应急文字", "destroy texts of incidents and contacts whose term is over")
@task(queue_name=LONG)
def forget_past_term() -> None:
    clear(clock.now())
    work.forget_done("incidents.forget@")


def clear(at: datetime) -> int:
    """How many texts went."""
    return erasure.forget_past_term(at) + erasure.sweep(at)


@called("发出一批事件告知信", "send a batch of letters of an incident")
@task()
def carry(batch: str) -> None:
    """Send what is queued of one batch; the next minute goes on with what could not leave."""
    carriage.carry(Ref(batch), letters.WRITER)


@called("接着发事件告知信", "go on with letters of incidents")
@task()
def outgoing_letters() -> None:
    """Every minute, as of campaigns: reports that came in are noted, what waits goes on."""
    for batch in correspondence.unnoted(letters.ABOUT):
        carriage.note(batch, letters.WRITER)
    begin_carrying()
    work.forget_done("incidents.letters@")


def begin_carrying() -> None:
    for batch in correspondence.going(letters.ABOUT):
        insert(carry, [batch.ref])


@called("演练中按时发生情况", "let what happens in a drill happen in time")
@task(queue_name=EXERCISE)
def drill_injects() -> None:
    """Each minute, and once when a drill begins; it stays while something is to happen soon."""
    if not clock.is_demo():
        drawn_drills.begin_due(clock.now())
    run_injects()
    work.forget_done("incidents.injects@")


def begin_injects() -> None:
    insert(drill_injects)


def run_injects() -> int:
    """How many happened.  A demo's clock is a story's, so nothing happens there by itself.

    A drill that was altered from outside keeps no other waiting.
    """
    fired, altered = 0, set[str]()
    while not clock.is_demo() and not ENDING.is_set():
        one = injects.next_one(without=altered)
        if one is None or (wait := one.due_at - clock.now()) > _SOON:
            break
        if wait > timedelta():
            ENDING.wait(min(wait.total_seconds(), _SLICE_SECONDS))
        else:
            try:
                fired += injects.fire(inject=Ref(one.ref), at=clock.now())
            except NotAuthentic as found:
                log.warning("drill %s: %s", one.breach, found.code)
                altered.add(one.breach)
    return fired


def print_letters(breach: Ref, actor: Ref, keep: Keep, *, at: datetime) -> int:
    """Set the next letters to be printed, hand them to ``keep``, and note that they are; how
    many."""
    batch, chosen = letters.to_print(breach, actor, at)
    made = window_letters.of(batch, chosen, letters.WRITER, at)
    letters.unfit(made.left_out, at)
    carriage.note(batch, letters.WRITER)
    if not made.letters:
        raise NothingToPrint
    keep(made.content, people=[Ref(one.to) for one in made.letters])
    batches.printed(
        about=breach,
        deal=Ref(batch.deal),
        letters=[Ref(one.ref) for one in made.letters],
        actor=actor,
        at=at,
    )
    return len(made.letters)


def _print(work: Work) -> None:
    kept, at = work.kept, clock.now()
    batch, _ = letters.to_print(work.about, work.actor, at)
    keep = partial(work.keep_file, kept, task=batch.task)
    count = print_letters(work.about, work.actor, keep, at=at)
    work.done({**kept, "count": count, "position": reader.size() - 1})


def _may_fetch(fetch: Fetch) -> Sequence[Ref]:
    """Whose letter may be handed out now; asked as when it was set.

    Raises:
        NotPermitted, NoSuchTask, GateClosed
    """
    accounts.require(fetch.actor, fetch.at, *HANDLERS)
    asked = question(
        actor=fetch.actor,
        act=Act.WARN,
        task=fetch.task,
        at=fetch.at,
        fields=choice.fields([Way.POST]),
        purpose=Purpose.NOTICE,
        in_act=True,
    )
    return kept_values.hand_out(asked, fetch.people)


OPERATIONS = (
    Operation(
        kind=Long.PRINT,
        name=("排版事件告知信", "setting letters of an incident for printing"),
        run=_print,
        done=(
            "排好 {count} 封信；打印、装封、交寄以后，再登记交寄。",
            "{count} letters are set; print and post them, then record that they were posted.",
        ),
        file=MadeFile(
            ("下载待打印的信（PDF）", "Download the letters to print (PDF)"),
            "print",
            "pdf",
            _may_fetch,
            paper.without,
        ),
    ),
)
