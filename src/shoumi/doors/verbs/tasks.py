"""Open work and end it: a task is the only source of a purpose."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from shoumi.base.accounts import queries as accounts
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.approvals.models import Approval
from shoumi.base.approvals.rules import read, valid
from shoumi.base.deals import queries as deals
from shoumi.base.gate import reading_limits, rules
from shoumi.base.gate.models import Task
from shoumi.base.gate.tasks import (
    NoSuchTask,
    close_task,
    confirm_task,
    may_confirm,
    open_task,
    registered_fields,
)
from shoumi.base.messages import names
from shoumi.base.pages import choices
from shoumi.base.pages.act_groups import Group
from shoumi.base.pages.forms import Field, Kind, from_query, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import about
from shoumi.base.verbs import DEAL, Call, InApi, OnPage, OnTerminal, Place, Verb
from shoumi.core import gate
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose

OPENERS = rules.OPENERS


def task_seen(request: PageRequest, ref: str) -> Task:
    """
    Raises:
        NoSuchTask: there is none, or it is another's in a deal of others.
    """
    one = Task.objects.filter(ref=ref).first()
    actor = request.who()
    if one is None:
        raise NoSuchTask(task=ref)
    if actor not in one.actors and not deals.is_member(actor, Ref(one.deal), request.at):
        raise NoSuchTask(task=ref)
    return one


HOUSE = Place("", "tasks")
TASK = Place("task", "tasks/<str:task>", lambda request, ref: Ref(task_seen(request, ref).ref))


def _open(call: Call) -> Task:
    """All fields registered for the purpose where none is named."""
    accounts.require(call.actor, call.at, *OPENERS, deal=call.on)
    purpose, actors = call.given["purpose"], call.given["actors"]
    # At a terminal several stand in one word, with commas between.
    fields = [code.strip() for text in call.given["fields"] for code in text.split(",")]
    for one in actors:
        accounts.person(one)
    made = open_task(
        purpose=purpose,
        deal=call.on,
        actors=actors,
        acts=call.given["acts"],
        fields=[*filter(None, fields)] or registered_fields(purpose),
        expires_at=call.given["until"],
        subject=call.given["subject"] or None,
        actor=call.actor,
        at=call.at,
    )
    return Task.objects.get(ref=made)


def _close(call: Call) -> Task:
    found = Task.objects.filter(ref=call.on).first()
    if found is not None:
        accounts.require(call.actor, call.at, *OPENERS, deal=Ref(found.deal))
    close_task(task=call.on, actor=call.actor, at=call.at)
    return Task.objects.get(ref=call.on)


def _confirm(call: Call) -> Task:
    confirm_task(task=call.on, actor=call.actor, at=call.at)
    return Task.objects.get(ref=call.on)


_TOLD = (
    "ref", "deal", "purpose", "actors", "acts", "fields", "subject", "opened_by", "confirmed_by",
    "opened_at", "closed_at",
)  # fmt: skip


def told(one: Task) -> dict[str, Any]:
    """A task as a command and an operation tell it."""
    own = {name: getattr(one, name) for name in _TOLD}
    return {**own, "expires_at": one.ends_at, "is_confirmed": one.is_confirmed}


def _of_task(request: PageRequest, task: str) -> Iterator[tuple[Both, object]]:
    one = task_seen(request, task)
    yield ("目的", "Purpose"), names.of(Purpose(one.purpose), request.lang)
    yield ("到期", "Until"), one.ends_at


def _to_confirm(request: PageRequest, task: str) -> Iterator[tuple[Both, object]]:
    one = task_seen(request, task)
    yield from _of_task(request, task)
    known = accounts.names([one.opened_by, *one.actors])
    yield ("开出人", "Opened by"), known[one.opened_by]
    yield ("谁来办", "Who works on it"), [known[ref] for ref in one.actors]
    yield ("可做", "May"), [names.of(gate.Act(word), request.lang) for word in one.acts]
    yield ("字段", "Fields"), [names.field(code, request.lang) for code in one.fields]


def _may_confirm(request: PageRequest, task: str) -> None:
    may_confirm(task_seen(request, task), request.who())


def _api() -> Any:
    from shoumi.doors.api import task_schemas

    return task_schemas


_operation = partial(InApi, Scope.TASKS_WRITE, answer=lambda: _api().TaskLine, tells=told)


OPEN = Verb(
    noun="task",
    name="open",
    on=DEAL,
    after_end=True,  # for what is owed to a person
    do=_open,
    tells=lambda one: {"ref": one.ref, "until": one.expires_at},
    title=("开出任务", "Open a task"),
    done=("任务已开出", "The task is open"),
    roles=OPENERS,
    fields=(
        Field("purpose", ("目的", "Purpose"), Kind.ONE, options=words_of(Purpose), of=Purpose),
        Field(
            "actors",
            ("谁来办", "Who works on it"),
            Kind.MANY,
            options=choices.people,
            of=Ref,
            option="person",
            names="person",
        ),
        Field(
            "acts",
            ("可做的操作", "What they may do"),
            Kind.MANY,
            options=words_of(act for act in gate.Act if act is not gate.Act.WARN),
            of=gate.Act,
            option="act",
            default=[gate.Act.REVEAL.value],
        ),
        Field(
            "fields",
            ("字段", "Fields"),
            Kind.MANY,
            (
                "不选就是为此目的登记的全部。",
                "None chosen: all that are registered for the purpose.",
            ),
            options=choices.fields,
            is_needed=False,
        ),
        Field(
            "subject",
            ("客户编号", "Customer"),
            Kind.TEXT,
            (
                "只为一位客户办理时填写；客户本人的请求和销毁必须填。",
                "For work on one customer alone; a request and a destruction must say whose.",
            ),
            of=Ref,
            most=40,
            is_needed=False,
            initial=from_query("subject"),
        ),
        Field("until", ("到期", "Until"), Kind.MOMENT),
    ),
    button=("开出", "Open it"),
    page=OnPage(slug="open-task", back="deal", to=("task", "task"), facts=about),
    command=OnTerminal(
        said=("任务 {ref}，至 {until}", "task {ref}, until {until}"),
        help=(
            "开出任务；多个字段用逗号隔开",
            "Give people a purpose for acts on fields until a time; commas between fields.",
        ),
        values=("purpose",),
    ),
    operation=_operation(
        name="tasks_open_",
        summary="Give people a purpose for acts on fields of a deal until a time.",
        # A program names the fields by their codes.
        given=lambda: _api().TaskGiven,
        status=201,
        path="tasks",
    ),
    group=Group.CUSTOMERS,
)
CLOSE = Verb(
    noun="task",
    name="close",
    on=TASK,
    do=_close,
    tells=lambda one: {"ref": one.ref},
    title=("结束任务", "Close the task"),
    done=("任务已结束", "The task is closed"),
    roles=OPENERS,
    help=("依此发放的许可一并结束。", "Every grant that rests on it ends with it."),
    button=("结束", "Close it"),
    is_final=True,
    page=OnPage(slug="close-task", back="task", facts=_of_task),
    command=OnTerminal(asks_yes=False),
    operation=_operation(
        name="tasks_close", summary="End the work; every grant that rests on it ends with it."
    ),
)
CONFIRM = Verb(
    noun="task",
    name="confirm",
    on=TASK,
    do=_confirm,
    tells=lambda one: {"ref": one.ref},
    title=("确认任务", "Confirm the task"),
    done=("任务已确认", "The task is confirmed"),
    roles=OPENERS,
    help=(
        "本人给自己开的任务，另一人确认后闸门才认。",
        "The gate honours nobody's own task until another person confirms it.",
    ),
    button=("确认", "Confirm it"),
    page=OnPage(slug="confirm-task", back="task", facts=_to_confirm, requires=_may_confirm),
    command=OnTerminal(asks_yes=False),
    operation=_operation(
        name="tasks_confirm",
        summary="Say yes to a task that another person opened for himself or herself.",
    ),
)


def _read_more(call: Call) -> Approval:
    return reading_limits.allow_more(actor=call.actor, at=call.at, **call.given)


def told_more(one: Approval) -> dict[str, Any]:
    """What a second person allowed: how many more, whose word, until when."""
    return {
        "ref": one.ref,
        "reads": read(one.parameters)["reads"],
        "approved_by": one.answered_by_id,
        "until": one.requested_at + valid(),
    }


READ_MORE = Verb(
    noun="task",
    name="read-more",
    on=HOUSE,
    do=_read_more,
    tells=told_more,
    title=("再逐个查看一些客户", "Look at more customers one by one"),
    done=("可以再看了", "You may look at more"),
    roles=reading_limits.ASKERS,
    takes_two=True,
    is_fresh=True,
    fields=(
        Field(
            "reads",
            ("再看几位", "How many more"),
            Kind.WHOLE,
            least=1,
            most=reading_limits.limits().most_more,
        ),
    ),
    help=(
        "到了上限才需要。保护负责人或机构负责人批准；自申请起 24 小时内有效。",
        "Needed at the limit only. Protection officer or head approves; good for 24 hours.",
    ),
    button=("再看", "Look at more"),
    page=OnPage(slug="read-more", back="tasks"),
    command=OnTerminal(said=("可再看 {reads} 位，至 {until}", "{reads} more, until {until}")),
    operation=InApi(
        Scope.TASKS_WRITE,
        "Look at more customers one by one than is usual. Takes two persons.",
        lambda: _api().MoreReads,
        told_more,
        name="tasks_read_more",
    ),
)
VERBS = (OPEN, CONFIRM, CLOSE, READ_MORE)
