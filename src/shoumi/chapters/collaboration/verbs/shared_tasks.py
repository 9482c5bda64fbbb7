"""The verbs of shared tasks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.messages import names
from shoumi.base.pages import choices, forms
from shoumi.base.pages.forms import Field, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, InApi, OnPage, OnTerminal, Verb
from shoumi.chapters.collaboration.models import SharedTask
from shoumi.chapters.collaboration.rules.words import DEPARTMENTS, Scope
from shoumi.chapters.collaboration.services import shared_tasks
from shoumi.chapters.collaboration.services.shared_tasks import NewTask, View
from shoumi.chapters.collaboration.verbs.place import SHARING, TASK, task_seen
from shoumi.core.gate import Act
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose, Role

_TOLD = (
    *("ref", "number", "title", "purpose", "deal", "departments", "accountable", "workers"),
    *("opened_at", "expires_at", "closed_at", "end", "grant"),
)


def told(one: SharedTask) -> dict[str, Any]:
    """A shared task as a command and an operation tell it."""
    return {name: getattr(one, name) for name in _TOLD}


def _answer() -> type[Any]:
    from shoumi.chapters.collaboration.verbs.answer import SharedTaskLine

    return SharedTaskLine


_operation = partial(InApi, answer=_answer, tells=told)


def _about(request: PageRequest, sharedtask: str) -> Iterator[tuple[Both, object]]:
    """Which task it is, so that nobody decides about the wrong one."""
    one = task_seen(request, sharedtask)
    yield ("协作任务", "Shared task"), f"{one.number} {one.title}"
    yield ("转让", "Deal"), deals.numbers([one.deal]).get(one.deal, "")
    yield ("目的", "Purpose"), names.of(Purpose(one.purpose), request.lang)
    yield ("负责人", "Who answers for it"), accounts.names([one.accountable])[one.accountable]
    yield ("到期", "Until"), one.expires_at


def _open(call: Call) -> SharedTask:
    given = call.given
    new = NewTask(
        title=given["title"],
        purpose=given["purpose"],
        deal=given["deal"],
        departments=given["departments"],
        accountable=given["accountable"],
        workers=given["workers"],
        expires_at=given["until"],
    )
    return shared_tasks.open_task(new=new, actor=call.actor, at=call.at)


def _grant(call: Call) -> SharedTask:
    given = call.given
    # At a terminal several stand in one word, with commas between.
    fields = [code.strip() for text in given["fields"] for code in text.split(",")]
    view = View(given["acts"], [*filter(None, fields)], given["subject"] or None)
    return shared_tasks.grant(task=call.on, view=view, actor=call.actor, at=call.at)


def _workers(request: PageRequest, place: Any) -> Iterator[forms.Option]:
    one = task_seen(request, place["sharedtask"])
    named = accounts.names(one.workers)
    return ((ref, choices.plain(named[ref])) for ref in one.workers)


_ON_TASK = OnPage(back="shared-task", to=("shared-task", "sharedtask"), facts=_about)
OPEN = Verb(
    noun="sharing",
    name="open",
    on=SHARING,
    do=_open,
    tells=told,
    title=("开出协作任务", "Open a shared task"),
    done=("协作任务已开出", "The shared task is open"),
    roles=shared_tasks.OPENERS,
    help=(
        "写明做什么、目的、部门、唯一的负责人和期限。到期、结束或负责人离职，为它开通的一切同时收回。",
        (
            "Say what, why, which departments, the one person who answers for it, and until when."
            " All that is opened for it ends with it."
        ),
    ),
    fields=(
        Field(
            "title",
            ("做什么", "What is to be done"),
            help=("不写客户姓名和号码。", "No names and no numbers of customers."),
            most=120,
        ),
        Field(
            "purpose", ("目的", "Purpose"), forms.Kind.ONE, options=words_of(Purpose), of=Purpose
        ),
        Field(
            "deal",
            ("转让", "Deal"),
            forms.Kind.ONE,
            options=choices.all_deals,
            of=Ref,
            names="deal",
        ),
        Field(
            "departments",
            ("哪些部门", "Departments"),
            forms.Kind.MANY,
            options=words_of(DEPARTMENTS),
            of=Role,
            option="department",
        ),
        Field(
            "accountable",
            ("负责人（一位）", "The one who answers for it"),
            forms.Kind.ONE,
            options=choices.people,
            of=Ref,
            names="person",
        ),
        Field(
            "workers",
            ("参加的人", "Who else is on it"),
            forms.Kind.MANY,
            options=choices.people,
            of=Ref,
            option="worker",
            names="person",
            is_needed=False,
        ),
        Field("until", ("到期", "Until"), forms.Kind.MOMENT),
    ),
    button=("开出", "Open it"),
    page=OnPage(back="shared-tasks", to=("shared-task", "sharedtask")),
    command=OnTerminal(
        said=("协作任务 {number}，至 {expires_at}", "shared task {number}, until {expires_at}")
    ),
    operation=_operation(Scope.WRITE, "Open a shared task.", status=201, path=""),
)
GRANT = Verb(
    noun="sharing",
    name="grant",
    on=TASK,
    do=_grant,
    tells=told,
    title=("为协作任务开通查看", "Let its people see something"),
    done=("已开通，任务结束即收回", "They can see it until the task is over"),
    roles=shared_tasks.GRANTERS,
    fields=(
        Field(
            "acts",
            ("可做的操作", "What they may do"),
            forms.Kind.MANY,
            options=words_of((Act.LIST, Act.REVEAL)),
            of=Act,
            option="act",
            default=[Act.LIST.value],
        ),
        Field(
            "fields",
            ("字段", "Fields"),
            forms.Kind.MANY,
            ("不选就只能看到编号。", "None chosen: references alone."),
            options=choices.fields,
            is_needed=False,
        ),
        Field(
            "subject",
            ("客户编号", "Customer"),
            forms.Kind.TEXT,
            ("只为一位客户时填写。", "For one customer alone."),
            of=Ref,
            most=40,
            is_needed=False,
        ),
    ),
    help=(
        "数据留在原处，只开出到期即止的许可。申请人自己也在任务里的，由另一人在“任务”里确认。",
        (
            "Data stay where they are; what is given ends with the task. Where you are on it"
            " yourself, another confirms it under Tasks."
        ),
    ),
    button=("开通", "Let them see it"),
    page=_ON_TASK,
    command=OnTerminal(),
    operation=_operation(Scope.DECIDE, "Let the people of a shared task see something."),
)
HAND_ON = Verb(
    noun="sharing",
    name="hand",
    on=TASK,
    do=lambda call: shared_tasks.hand_on(
        task=call.on, accountable=call.given["accountable"], actor=call.actor, at=call.at
    ),
    tells=told,
    title=("改由别人负责", "Have another answer for it"),
    done=("已改由新的负责人负责", "Another answers for it now"),
    fields=(
        Field(
            "accountable",
            ("由谁负责", "Who answers for it"),
            forms.Kind.ONE,
            options=_workers,
            of=Ref,
            names="person",
            empty=("没有别人参加。", "Nobody else is on it."),
        ),
    ),
    help=(
        "任何时刻只有一位负责人；原来的负责人仍在任务里。",
        "One person answers for it at any moment; the former one stays on it.",
    ),
    button=("改由其负责", "Hand it on"),
    page=_ON_TASK,
    command=OnTerminal(),
    operation=_operation(Scope.WRITE, "Have another of those on it answer for a shared task."),
)
CLOSE = Verb(
    noun="sharing",
    name="close",
    on=TASK,
    do=lambda call: shared_tasks.close(task=call.on, actor=call.actor, at=call.at),
    tells=told,
    title=("结束协作任务", "End the shared task"),
    done=("已结束，为它开通的一切已收回", "It is over, with all that was opened for it"),
    button=("结束", "End it"),
    is_final=True,
    page=_ON_TASK,
    command=OnTerminal(asks_yes=False),
    operation=_operation(Scope.WRITE, "End a shared task, with all that was opened for it."),
)
VERBS = (OPEN, GRANT, HAND_ON, CLOSE)
