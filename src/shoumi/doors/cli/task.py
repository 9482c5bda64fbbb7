"""``shoumi task``: open work, the only source of a purpose."""

from __future__ import annotations

import click

from shoumi.base import clock
from shoumi.base.accounts import queries as accounts
from shoumi.base.commands import answers, options, tables
from shoumi.base.gate.models import Task
from shoumi.base.verbs.command import group
from shoumi.core.refs import Ref
from shoumi.doors.verbs import minors
from shoumi.doors.verbs.tasks import VERBS, told

command = group(
    "task",
    ("任务（使用目的的唯一来源）", "Open work: without a task nothing has a purpose."),
    (*VERBS, *minors.VERBS),
)


@command.command("list")
@options.deal_argument
@click.option("--all", "everything", is_flag=True, help="含已结束 / Also those that are over.")
@options.answering
def list_(*, deal: Ref, everything: bool) -> None:
    """列出任务 / List the tasks of a deal."""
    found = Task.objects.filter(deal=deal).order_by("id")
    if not everything:
        found = found.filter(closed_at=None, expires_at__gt=clock.now())
    rows = [told(task) for task in found]
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
