"""Tasks that somebody works on, and those that others opened for themselves."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.gate import queries
from shoumi.base.gate.models import Task
from shoumi.base.gate.rules import OPENERS
from shoumi.base.messages import names
from shoumi.base.registry import Asker, InboxItem, InboxKind
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose

_CONFIRM: Both = ("确认任务：{purpose}", "Confirm a task: {purpose}")
_WORK: Both = ("任务：{purpose}", "Task: {purpose}")


def items(asker: Asker) -> Iterator[InboxItem]:
    if asker.is_party:
        return  # has no page of a task
    mine = queries.open_for(asker.person, asker.at)
    others = queries.to_confirm(asker.person, asker.at) if asker.roles & {*OPENERS} else []
    numbers = deals.numbers({task.deal for task in (*mine, *others)})
    for task in others:
        if accounts.roles(asker.person, asker.at, Ref(task.deal)) & {*OPENERS}:
            yield _of(task, _CONFIRM, numbers.get(task.deal, ""), two=True)
    for task in mine:
        yield _of(task, _WORK, numbers.get(task.deal, ""), two=False)


def _of(task: Task, what: Both, number: str, *, two: bool) -> InboxItem:
    zh, en = names.pair(Purpose(task.purpose))
    return InboxItem(
        InboxKind.TASK,
        task.ref,
        (what[0].format(purpose=zh), what[1].format(purpose=en)),
        (number, number),
        "task",
        {"task": task.ref},
        deal=task.deal,
        since=task.opened_at,
        until=task.ends_at,
        two=two,
    )
