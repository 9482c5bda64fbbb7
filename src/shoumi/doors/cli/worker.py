"""``shoumi worker``: run what was queued and what recurs."""

from __future__ import annotations

import signal
import threading
from datetime import UTC, datetime
from types import FrameType

import click

from shoumi.base import clock
from shoumi.base.commands import answers, options
from shoumi.base.jobs import queries
from shoumi.base.jobs.worker import run_queues, run_worker
from shoumi.core.messages import Both
from shoumi.doors import homes, recovery

_ALTERED: Both = (
    "账本重算不符，已封存：shoumi ledger verify",
    "The ledger did not hold and is sealed: shoumi ledger verify",
)


@click.group("worker", invoke_without_command=True)
@click.option("--once", is_flag=True, help="做完到期的就退出 / Stop when nothing is due.")
@options.answering
@click.pass_context
def command(context: click.Context, *, once: bool) -> None:
    """执行后台任务 / Run background work until stopped (SIGTERM, Ctrl-C)."""
    if context.invoked_subcommand is not None:
        return
    if not homes.examine():
        click.echo(answers.say(_ALTERED), err=True)
    stop = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    # A worker is what starts first after a crash: what was broken off is finished before new work.
    recovery.recover(at=clock.now(), real_at=datetime.now(UTC))
    if once:
        count = run_worker(now=clock.now, once=True, stop=stop)
    else:
        count = run_queues(now=clock.now, stop=stop)
    answers.done(("已执行 {ran} 项", "ran {ran}"), ran=count)


@command.command("status")
@options.answering
@click.pass_context
def status(context: click.Context) -> None:
    """任务的情况 / How many jobs wait, run and were given up.  Exits 1 where one was given up."""
    counts = queries.counts()
    dead = list(queries.dead().values_list("ref", flat=True)[:20])
    if answers.wants_json():
        answers.document({"counts": counts, "dead": dead})
    else:
        for state, count in counts.items():
            click.echo(f"{state.value:<8} {count}")
        for ref in dead:
            click.echo(answers.say(("已放弃：{ref}", "given up: {ref}"), ref=ref))
    context.exit(1 if dead else 0)
