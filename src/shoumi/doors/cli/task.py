"""``shoumi task``: open work, the only source of a purpose."""

from __future__ import annotations

from datetime import datetime

import click

from shoumi.base import clock
from shoumi.base.accounts import queries as accounts
from shoumi.base.commands import answers, options, tables
from shoumi.base.gate.models import Task
from shoumi.base.gate.tasks import close_task, open_task, registered_fields
from shoumi.core.gate import Act
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose, Role


@click.group("task")
def command() -> None:
    """任务（使用目的的唯一来源） / Open work: without a task nothing has a purpose."""


@command.command("open")
@options.deal_argument
@click.argument("purpose", type=options.Word(Purpose))
@click.option(
    "--person",
    "persons",
    type=options.PERSON,
    multiple=True,
    required=True,
    help="可办理的人 / Who works on it.",
)
@click.option(
    "--act",
    "acts",
    type=options.Word(Act),
    multiple=True,
    default=(Act.REVEAL.value,),
    show_default=True,
    help="可做的操作 / What they may do.",
)
@click.option(
    "--fields",
    default="",
    help="字段，逗号分隔；默认为此目的登记的全部 / Fields; by default all registered for it.",
)
@click.option("--until", type=options.MOMENT, required=True, help="到期时间 / When it ends.")
@options.acting
def open_(
    *,
    deal: Ref,
    purpose: Purpose,
    persons: tuple[Ref, ...],
    acts: tuple[Act, ...],
    fields: str,
    until: datetime,
    actor: Ref,
) -> None:
    """开出任务 / Give people a purpose for acts on fields of a deal until a time."""
    at = clock.now()
    accounts.require(actor, at, Role.DPO, Role.HEAD, deal=deal)
    wanted = [code.strip() for code in fields.split(",") if code.strip()]
    ref = open_task(
        purpose=purpose,
        deal=deal,
        actors=persons,
        acts=acts,
        fields=wanted or registered_fields(purpose),
        expires_at=until,
        actor=actor,
        at=at,
    )
    words = ("任务 {ref}，至 {until}", "task {ref}, until {until}")
    answers.done(words, ref=ref, until=until, position=answers.head())


@command.command("close")
@click.argument("task", type=options.REF)
@options.acting
def close(*, task: Ref, actor: Ref) -> None:
    """结束任务 / End the work; every grant that rests on it ends with it."""
    close_task(task=task, actor=actor, at=clock.now())
    answers.done(("任务已结束", "the task is closed"), ref=task, position=answers.head())


@command.command("list")
@options.deal_argument
@click.option("--all", "everything", is_flag=True, help="含已结束 / Also those that are over.")
@options.answering
def list_(*, deal: Ref, everything: bool) -> None:
    """列出任务 / List the tasks of a deal."""
    found = Task.objects.filter(deal=deal).order_by("id")
    if not everything:
        found = found.filter(closed_at=None, expires_at__gt=clock.now())
    rows = [
        {
            "ref": task.ref,
            "purpose": task.purpose,
            "actors": task.actors,
            "acts": task.acts,
            "fields": task.fields,
            "opened_at": task.opened_at,
            "expires_at": task.expires_at,
            "closed_at": task.closed_at,
        }
        for task in found
    ]
    if answers.wants_json():
        answers.document({"tasks": rows})
        return
    known = accounts.names([ref for row in rows for ref in row["actors"]])
    tables.table(
        [
            ("任务", "task"),
            ("目的", "purpose"),
            ("人员", "people"),
            ("操作", "acts"),
            ("字段", "fields"),
            ("至", "until"),
        ],
        [
            (
                row["ref"],
                row["purpose"],
                [known[ref] for ref in row["actors"]],
                row["acts"],
                row["fields"],
                row["closed_at"] or row["expires_at"],
            )
            for row in rows
        ],
        empty=(
            "没有进行中的任务：shoumi task open --help",
            "No open task: shoumi task open --help",
        ),
    )
