"""The verbs by which an incident is handled: measures, notes, evidence, whose data it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from shoumi.base.pages import choices, forms
from shoumi.base.pages.forms import Field, Option
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, OnTerminal, Verb
from shoumi.chapters.incidents.models import BreachStep, DrillInject
from shoumi.chapters.incidents.rules import playbooks
from shoumi.chapters.incidents.rules.drill_score import ASKING
from shoumi.chapters.incidents.rules.words import Kind, Scope, StepKind
from shoumi.chapters.incidents.services import measures
from shoumi.chapters.incidents.services.incidents import HANDLERS
from shoumi.chapters.incidents.verbs.incidents import (
    BACK,
    PART,
    any_deal,
    told,
    told_count,
    told_part,
)
from shoumi.chapters.incidents.verbs.place import BREACH, breach_of, in_api, person, words
from shoumi.core.messages import Both
from shoumi.core.refs import Ref


def deals_of(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """Those that it touches."""
    one = breach_of(request, place["breach"])
    yield from (each for each in choices.all_deals(request, place) if each[0] in one.deals)


def of_deal(name: str = "deal") -> Field:
    return Field(
        name,
        ("哪一笔转让", "Which deal"),
        forms.Kind.ONE,
        options=deals_of,
        of=Ref,
        names="deal",
        empty=("先把涉及的转让加到事件里。", "Add the deal to the incident first."),
    )


def _measure(
    name: str, do: Callable[[Call], BreachStep], title: Both, help_: Both, field: Field
) -> Verb:
    """One click that contains."""
    return Verb(
        noun="incident",
        name=name,
        on=BREACH,
        do=do,
        tells=told_part,
        title=title,
        done=("已办，记入时间线", "Done, and in the timeline"),
        roles=HANDLERS,
        fields=(field,),
        help=help_,
        button=title,
        is_fresh=True,
        page=PART,
        command=OnTerminal(),
        operation=in_api(f"{title[1]}.", "BreachPartLine", told_part, Scope.DECIDE, status=201),
    )


def _of(service: Callable[..., Any]) -> Callable[[Call], Any]:
    return lambda call: service(breach=call.on, **call.given, actor=call.actor, at=call.at)


LOCK_OUT = _measure(
    "lock-out",
    _of(measures.lock_out),
    ("请出某人", "Lock somebody out"),
    (
        "立即结束这位的全部会话、登录链接和令牌。不是处分。",
        "Ends every session, link and token of that person now. It is no sanction.",
    ),
    person(("谁", "Who")),
)
SHUT_ROOMS = _measure(
    "shut-rooms",
    _of(measures.shut_rooms),
    ("关闭数据室", "Shut its rooms"),
    ("这笔转让的数据室全部关闭，不能重开，只能另开。", "Every room of the deal is shut for good."),
    of_deal(),
)
STOP_DEAL = _measure(
    "stop-deal",
    _of(measures.stop_deal),
    ("中止转让", "Suspend a deal"),
    (
        "不论级别，立即中止这笔转让；结案后恢复。",
        "Whatever its severity; it goes on once this is closed.",
    ),
    of_deal(),
)
CLOSE_TASKS = _measure(
    "close-tasks",
    _of(measures.close_tasks),
    ("收回任务", "Close its tasks"),
    (
        "这笔转让打开的任务全部结束，凭任务查看客户信息的权限随之结束。",
        "Every open task of the deal ends, and with it the right to read that rests on one.",
    ),
    of_deal(),
)
TOUCH = Verb(
    noun="incident",
    name="touch",
    on=BREACH,
    do=_of(measures.touch_deal),
    tells=told,
    title=("加上涉及的转让", "Add a deal it touches"),
    done=("已加上，按级别自动中止", "Added; it stops by its severity"),
    roles=HANDLERS,
    fields=(any_deal("deal", ("哪一笔转让", "Which deal"), forms.Kind.ONE),),
    button=("加上", "Add it"),
    page=BACK,
    command=OnTerminal(),
    operation=in_api("Add a deal that an incident touches.", "BreachLine", told),
)
NOTE = Verb(
    noun="incident",
    name="note",
    on=BREACH,
    do=lambda call: measures.note(
        breach=call.on,
        kind=StepKind.MEASURE if call.given["measure"] else StepKind.NOTE,
        words=call.given["words"],
        actor=call.actor,
        at=call.at,
    ),
    tells=told_part,
    title=("记一笔", "Write a note"),
    done=("已记入时间线", "In the timeline"),
    roles=HANDLERS,
    fields=(
        words(
            "words", ("内容", "Words"), ("不写客户姓名和号码。", "No customer's name or number.")
        ),
        Field(
            "measure",
            ("这是系统以外的止损措施", "It is a measure outside the system that contains it"),
            forms.Kind.TICK,
            is_needed=False,
            default=False,
        ),
    ),
    button=("记下", "Write it"),
    page=PART,
    command=OnTerminal(),
    operation=in_api(
        "Write a note of an incident.", "BreachPartLine", told_part, status=201, path="notes"
    ),
)
EVIDENCE = Verb(
    noun="incident",
    name="evidence",
    on=BREACH,
    do=lambda call: measures.keep_evidence(
        breach=call.on,
        words=call.given["words"],
        content=call.given["paper"] or b"",
        actor=call.actor,
        at=call.at,
    ),
    tells=told_part,
    title=("存证据", "Keep evidence"),
    done=("已加密保存，哈希记入账本", "Kept sealed; its digest is in the ledger"),
    roles=HANDLERS,
    fields=(
        words("words", ("这是什么，从哪里来", "What it is, and where from")),
        Field("paper", ("文件", "File"), forms.Kind.FILE, ("PDF、PNG 或 JPEG", "PDF, PNG or JPEG")),
    ),
    button=("保存", "Keep it"),
    page=PART,
    command=OnTerminal(),
    operation=in_api("Keep evidence of an incident.", "BreachPartLine", told_part, status=201),
)


def _open_tasks(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """Those of the playbook that nobody has done yet."""
    one = breach_of(request, place["breach"])
    steps = BreachStep.objects.filter(breach=one.ref, kind=StepKind.TASK)
    done = set(steps.values_list("of", flat=True))
    for task in playbooks.of(Kind(one.kind)):
        if task.ref not in done:
            yield task.ref, task.words


def _unanswered(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """What came and asks for an answer."""
    one = breach_of(request, place["breach"])
    steps = BreachStep.objects.filter(breach=one.ref, kind=StepKind.ANSWER)
    came = DrillInject.objects.filter(breach=one.ref, fired_at__isnull=False, channel__in=ASKING)
    for each in came.exclude(ref__in=steps.values("of")).order_by("number"):
        said = f"{each.number} {each.words}"
        yield each.ref, (said, said)


ANSWER = Verb(
    noun="exercise",
    name="answer",
    on=BREACH,
    do=_of(measures.answer),
    tells=told_part,
    title=("答复演练里来的消息", "Answer what came in the drill"),
    done=("已记入时间线", "In the timeline"),
    roles=HANDLERS,
    fields=(
        Field(
            "inject",
            ("哪一条", "Which one"),
            forms.Kind.ONE,
            options=_unanswered,
            of=Ref,
            empty=("没有要答复的。", "Nothing asks for an answer."),
        ),
        words(
            "words",
            ("做了什么", "What was done"),
            ("不写客户姓名和号码。", "No customer's name or number."),
        ),
    ),
    help=(
        "邮件、电话和监测来的，十五分钟内答复才算按时。",
        "What came by mail, phone or sensor counts as in time within fifteen minutes.",
    ),
    button=("记下", "Write it"),
    page=PART,
    command=OnTerminal(),
    operation=in_api(
        "Answer what came in a drill.", "BreachPartLine", told_part, status=201, path="answers"
    ),
)
TICK = Verb(
    noun="incident",
    name="tick",
    on=BREACH,
    do=_of(measures.tick),
    tells=told_part,
    title=("办完清单里的一项", "A task of the playbook is done"),
    done=("已记入时间线", "In the timeline"),
    roles=HANDLERS,
    fields=(
        Field("task", ("哪一项", "Which task"), forms.Kind.ONE, options=_open_tasks, of=Ref),
        words(
            "words",
            ("做了什么", "What was done"),
            ("不写客户姓名和号码。", "No customer's name or number."),
        ),
    ),
    button=("记下", "Write it"),
    page=PART,
    command=OnTerminal(),
    operation=in_api(
        "Tick a task of the playbook.", "BreachPartLine", told_part, status=201, path="tasks"
    ),
)
COUNT = Verb(
    noun="incident",
    name="count",
    on=BREACH,
    do=lambda call: measures.count_exposed(
        breach=call.on, **call.given, actor=call.actor, at=call.at
    ),
    tells=told_count,
    title=("按账本数人数", "Count whose data it was"),
    done=("已数出，比原来多的自动调高", "Counted; where it is more the incident is graded by it"),
    roles=HANDLERS,
    fields=(
        Field("since", ("从", "From"), forms.Kind.MOMENT),
        Field("until", ("到", "Until"), forms.Kind.MOMENT),
        any_deal("deal", ("哪一笔转让", "Which deal"), forms.Kind.ONE, is_needed=False),
        Field(
            "person",
            ("谁看的", "Who looked"),
            forms.Kind.ONE,
            options=choices.people,
            of=Ref,
            names="person",
            is_needed=False,
        ),
    ),
    help=(
        "数这段时间里经闸门看过、导出、封包过的每一个人，一人只算一次。",
        "Everybody whose data passed the gate or went into a package in that time, each once.",
    ),
    button=("数", "Count"),
    page=PART,
    command=OnTerminal(),
    operation=in_api("Count whose data were opened.", "ExposureLine", told_count, status=201),
)
CONTAIN = Verb(
    noun="incident",
    name="contain",
    on=BREACH,
    do=lambda call: measures.contain(breach=call.on, actor=call.actor, at=call.at),
    tells=told,
    title=("确认止损", "Confirm that it is contained"),
    done=("已确认", "Confirmed"),
    roles=HANDLERS,
    help=(
        "泄露已停，不会再扩大。先办过止损措施才能确认。",
        "Nothing leaks any more. A measure comes first.",
    ),
    button=("确认", "Confirm it"),
    page=BACK,
    command=OnTerminal(),
    operation=in_api("Confirm that an incident is contained.", "BreachLine", told),
)
VERBS = (
    *(TOUCH, LOCK_OUT, SHUT_ROOMS, STOP_DEAL, CLOSE_TASKS, NOTE, EVIDENCE, TICK, COUNT),
    ANSWER,
    CONTAIN,
)
