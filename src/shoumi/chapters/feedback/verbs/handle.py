"""The verbs of a request that is open: take it on, assign, prove, note, ask, extend."""

from __future__ import annotations

from shoumi.base.pages import choices, forms
from shoumi.base.pages.forms import Field, words_of
from shoumi.base.verbs import Call, OnTerminal, Verb
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.rules import Delay, Kind, Proof
from shoumi.chapters.feedback.rules.enclosures import BY_HAND
from shoumi.chapters.feedback.services import progress, request_kinds
from shoumi.chapters.feedback.verbs.place import REQUEST
from shoumi.chapters.feedback.verbs.told import HANDED, ON_PAGE, operation, told, words
from shoumi.core.refs import Ref
from shoumi.core.terms import Role


def _take(call: Call) -> Request:
    return progress.assign(request=call.on, to=call.actor, actor=call.actor, at=call.at)


def _assign(call: Call) -> Request:
    to = Ref(call.given["to"])
    return progress.assign(request=call.on, to=to, actor=call.actor, at=call.at)


def _prove(call: Call) -> Request:
    subject = call.given["subject"]
    return progress.prove(
        request=call.on,
        proof=call.given["proof"],
        subject=Ref(subject) if subject else None,
        actor=call.actor,
        at=call.at,
    )


def _sort(call: Call) -> Request:
    return request_kinds.sort(
        request=call.on, kind=call.given["kind"], actor=call.actor, at=call.at
    )


def _note(call: Call) -> Request:
    return progress.note(request=call.on, text=call.given["text"], actor=call.actor, at=call.at)


def _ask(call: Call) -> Request:
    return progress.ask(
        request=call.on,
        text=call.given["text"],
        way=call.given["way"],
        actor=call.actor,
        at=call.at,
    )


def _add(call: Call) -> Request:
    return progress.add(
        request=call.on,
        text=call.given["text"],
        way=call.given["way"],
        actor=call.actor,
        at=call.at,
    )


def _extend(call: Call) -> Request:
    return progress.extend(
        request=call.on,
        delay=call.given["delay"],
        text=call.given["text"],
        way=call.given["way"],
        actor=call.actor,
        at=call.at,
    )


TAKE = Verb(
    noun="request",
    name="take",
    on=REQUEST,
    do=_take,
    tells=told,
    title=("我来负责", "Take it on"),
    done=("由您负责", "It is yours"),
    roles=progress.HANDLERS,
    help=("由您按期答复。", "You answer it in time."),
    button=("我来负责", "Take it on"),
    page=ON_PAGE,
    command=OnTerminal(),
    operation=operation("Take a request on."),
)
ASSIGN = Verb(
    noun="request",
    name="assign",
    on=REQUEST,
    do=_assign,
    tells=told,
    title=("指派", "Assign it"),
    done=("已指派", "It is assigned"),
    roles=(Role.DPO,),
    fields=(
        Field(
            "to",
            ("由谁负责", "To whom"),
            forms.Kind.ONE,
            (
                "客服、顾问、法务或保护负责人。",
                "Customer service, a consultant, legal or the protection officer.",
            ),
            options=choices.people,
            of=Ref,
            names="person",
        ),
    ),
    button=("指派", "Assign"),
    page=ON_PAGE,
    command=OnTerminal(),
    operation=operation("Assign a request to somebody."),
)
SORT = Verb(
    noun="request",
    name="sort",
    on=REQUEST,
    do=_sort,
    tells=told,
    title=("说明要什么", "Say what it asks for"),
    done=("已说明；要核实身份的，答复前先核实", "It is said; some need a proof before the answer"),
    roles=progress.HANDLERS,
    fields=(
        Field(
            "kind",
            ("要什么", "What is asked"),
            forms.Kind.ONE,
            ("来信只按字面猜过。", "Of a mail it was only guessed by its words."),
            options=words_of(Kind),
            of=Kind,
        ),
    ),
    button=("保存", "Save"),
    page=ON_PAGE,
    command=OnTerminal(),
    operation=operation("Say what a request asks for."),
)
PROVE = Verb(
    noun="request",
    name="prove",
    on=REQUEST,
    do=_prove,
    tells=told,
    title=("核实身份", "Record who asks"),
    done=("身份已核实", "It is on record who asks"),
    roles=progress.HANDLERS,
    fields=(
        Field(
            "proof",
            ("怎样核实", "How it was proved"),
            forms.Kind.ONE,
            (
                "不得多于收集时要的。两项登记过的信息不在这里选：用“核对两项信息”。",
                "Never more than at collection. Two registered values have an act of their own.",
            ),
            options=words_of(BY_HAND),
            of=Proof,
        ),
        Field(
            "subject",
            ("客户编号", "Customer's reference"),
            help=("找到是哪位客户时填。", "Where it is known which customer it is."),
            of=Ref,
            most=40,
            is_needed=False,
            default="",
        ),
    ),
    button=("核实了", "It is proved"),
    page=ON_PAGE,
    command=OnTerminal(),
    operation=operation("Record how the person proved who that is."),
)
NOTE = Verb(
    noun="request",
    name="note",
    on=REQUEST,
    do=_note,
    tells=told,
    title=("内部备注", "Note"),
    done=("备注已加", "The note is kept"),
    roles=progress.HANDLERS,
    fields=(
        words(
            ("备注", "Note"),
            ("只在内部看得到，不会出现在给对方的页面上。", "Inside the house only."),
        ),
    ),
    button=("保存", "Save"),
    page=ON_PAGE,
    command=OnTerminal(),
    operation=operation("Add an internal note."),
)
ASK = Verb(
    noun="request",
    name="ask",
    on=REQUEST,
    do=_ask,
    tells=told,
    title=("请对方补充", "Ask the person for more"),
    done=("已记下，期限暂停", "It is on record, and the clock rests"),
    roles=progress.HANDLERS,
    fields=(words(("问了什么", "What was asked")), HANDED),
    help=(
        "没有它就答不了的，才问。从明天起到对方补充的那一天，不计入期限；最多三十天。",
        (
            "Only for what nobody can answer without. Days do not count from tomorrow to the day "
            "on which the person says more, thirty at most."
        ),
    ),
    button=("问过了", "It was asked"),
    page=ON_PAGE,
    command=OnTerminal(),
    operation=operation("Ask the person for more; the clock rests."),
)
ADD = Verb(
    noun="request",
    name="add",
    on=REQUEST,
    do=_add,
    tells=told,
    title=("记下对方的补充", "Take in what was added"),
    done=("已记下，期限继续", "It is on record, and the clock goes on"),
    roles=progress.HANDLERS,
    fields=(words(("对方说了什么", "What the person said")), HANDED),
    button=("保存", "Save"),
    page=ON_PAGE,
    command=OnTerminal(),
    operation=operation("Take in what the person added; the clock goes on."),
)
EXTEND = Verb(
    noun="request",
    name="extend",
    on=REQUEST,
    do=_extend,
    tells=told,
    title=("延长期限", "Extend the time"),
    done=("期限已延长", "The time is extended"),
    roles=progress.DECIDERS,
    fields=(
        Field("delay", ("为什么", "Why"), forms.Kind.ONE, options=words_of(Delay), of=Delay),
        words(("怎样告知对方的", "What the person was told")),
        HANDED,
    ),
    help=(
        "只能延长一次，最长到收到后的三十天；要把原因告诉对方。",
        "Once, to thirty days from receipt at most, and the person is told why.",
    ),
    button=("延长", "Extend"),
    page=ON_PAGE,
    command=OnTerminal(),
    operation=operation("Extend the time once, for a reason the person is told."),
)
VERBS = (TAKE, ASSIGN, SORT, PROVE, NOTE, ASK, ADD, EXTEND)
