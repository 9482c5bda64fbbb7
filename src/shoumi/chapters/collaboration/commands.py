"""``shoumi sharing``: tasks that departments share; ``thread``, ``message``: what staff say to each
other; ``raci``: who answers for what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import click

from shoumi.base import clock
from shoumi.base.accounts import queries as accounts
from shoumi.base.commands import answers, options, tables
from shoumi.base.messages import names
from shoumi.base.messages.reader import language
from shoumi.base.messages.text import say
from shoumi.base.verbs.command import group
from shoumi.chapters.collaboration.models import SharedTask
from shoumi.chapters.collaboration.queries import connectors as found_connectors
from shoumi.chapters.collaboration.queries import duties as queries
from shoumi.chapters.collaboration.queries import shared_tasks as shared_queries
from shoumi.chapters.collaboration.rules.robots import Vendor
from shoumi.chapters.collaboration.rules.threads import On
from shoumi.chapters.collaboration.thread_models import Thread
from shoumi.chapters.collaboration.verbs import VERBS, connectors, duties, shared_tasks, threads
from shoumi.core.messages import Both
from shoumi.core.terms import Role

_WORDS: Mapping[str, Both] = {
    "sharing": ("协作任务", "Tasks that departments share."),
    "thread": ("讨论", "Threads of staff."),
    "message": ("讨论里的消息", "Messages in threads."),
    "robot": ("群机器人", "Robots of departments' groups."),
    "raci": ("职责分工", "Who answers for which chapter."),
}
GROUPS: Mapping[str, click.Group] = {
    noun: group(noun, words, [one for one in VERBS if one.noun == noun])
    for noun, words in _WORDS.items()
}


@GROUPS["sharing"].command("list")
@options.answering
def list_tasks() -> None:
    """列出协作任务 / List the shared tasks."""
    at = clock.now()
    rows = [
        {**shared_tasks.told(one), "state": shared_queries.state(one, at)}
        for one in SharedTask.objects.order_by("-number")
    ]
    if answers.wants_json():
        answers.document({"shared_tasks": rows})
        return
    tables.table(
        [
            ("编号", "number"),
            ("做什么", "what"),
            ("状态", "state"),
            ("负责人", "accountable"),
            ("到期", "until"),
        ],
        [
            (
                row["number"],
                row["title"],
                names.of(row["state"], language()),
                accounts.names([row["accountable"]])[row["accountable"]],
                row["expires_at"],
            )
            for row in rows
        ],
        empty=("没有协作任务：shoumi sharing open", "No shared task: shoumi sharing open"),
    )


@GROUPS["thread"].command("list")
@options.answering
def list_threads() -> None:
    """列出讨论 / List the threads; no word of what was said."""
    rows = [threads.told(one) for one in Thread.objects.order_by("-number")]
    if answers.wants_json():
        answers.document({"threads": rows})
        return
    tables.table(
        [("编号", "number"), ("关于", "about"), ("题目", "topic"), ("打开", "opened")],
        [
            (
                row["number"],
                names.of(On(row["kind"]), language()),
                row["topic"],
                row["opened_at"],
            )
            for row in rows
        ],
        empty=("没有讨论：shoumi thread open", "No thread: shoumi thread open"),
    )


@GROUPS["robot"].command("list")
@options.answering
def list_robots() -> None:
    """列出群机器人 / List the robots; no address is told."""
    rows = [connectors.told(one) for one in found_connectors.listed()]
    if answers.wants_json():
        answers.document({"robots": rows})
        return
    tables.table(
        [("编号", "number"), ("哪一家", "vendor"), ("部门", "department"), ("停用", "ended")],
        [
            (
                row["number"],
                names.of(Vendor(row["vendor"]), language()),
                names.of(Role(row["department"]), language()),
                row["ended_at"],
            )
            for row in rows
        ],
        empty=("没有群机器人：shoumi robot connect", "No robot: shoumi robot connect"),
    )


@GROUPS["raci"].command("list")
@click.option("--at", "moment", type=options.MOMENT, help="那时由谁负责 / Who answered then.")
@options.answering
def list_duties(*, moment: datetime | None) -> None:
    """列出各章的负责人 / List who answers for each chapter, now or at a moment."""
    rows = [duties.told(one) for one in queries.all_of_them()]
    at = moment or clock.now()
    for row in rows:
        found = queries.answered(row["number"], at)
        row["accountable"] = found.person if found else ""
        row["position"] = found.position if found else None
    if answers.wants_json():
        answers.document({"responsibilities": rows})
        return
    tables.table(
        [("章", "chapter"), ("负责人", "accountable"), ("账本位置", "ledger position")],
        [
            (
                f"{row['number']} {_chapter(row['number'])}",
                accounts.names([row["accountable"]])[row["accountable"]],
                row["position"],
            )
            for row in rows
        ],
        empty=("还没有建立：shoumi raci begin", "Not begun: shoumi raci begin"),
    )


def _chapter(number: int) -> str:
    one = queries.chapters()[number]
    return say((one.zh, one.en), language())
