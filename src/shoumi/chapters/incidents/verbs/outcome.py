"""The verbs by which an incident ends: who is told, why it happened, who answers, closed by two."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from shoumi.base.accounts import queries as accounts
from shoumi.base.pages import choices, forms
from shoumi.base.pages.forms import Field
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, OnPage, OnTerminal, Verb
from shoumi.chapters.incidents.models import BreachNotice
from shoumi.chapters.incidents.rules.words import Addressee, Finding, Root, Scope, Way
from shoumi.chapters.incidents.services import notices, outcome, texts
from shoumi.chapters.incidents.services.incidents import HANDLERS
from shoumi.chapters.incidents.services.notices import Contents
from shoumi.chapters.incidents.verbs.incidents import BACK, PART, told, told_part, word
from shoumi.chapters.incidents.verbs.place import (
    BREACH,
    LIABILITY,
    breach_of,
    in_api,
    liability_of,
    words,
)
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_MOST_PEOPLE = 10**9
CONTENTS = (
    words(
        "happened",
        ("信息种类、原因、可能的危害", "What kinds, why, what harm may follow"),
        ("个人信息保护法第五十七条第一款第一项", "PIPL 57(1)(i)"),
    ),
    words(
        "remedies",
        ("已采取的补救，个人可以做什么", "What was done, what the person can do"),
        ("第二项", "(ii)"),
    ),
    words("contact", ("联系方式", "Whom to ask"), ("第三项", "(iii)")),
)


def contents_of(call: Call) -> Contents:
    given = call.given
    return Contents(given["happened"], given["remedies"], given["contact"])


def _give(call: Call) -> BreachNotice:
    given = call.given
    return notices.give(
        breach=call.on,
        addressee=given["addressee"],
        way=given["way"],
        count=given["count"],
        contents=contents_of(call),
        proof=given["proof"] or b"",
        actor=call.actor,
        at=call.at,
    )


def _about_closing(request: PageRequest, breach: str) -> Iterator[tuple[Both, object]]:
    """What is closed, so that nobody does so unread."""
    one = breach_of(request, breach)
    yield ("经过", "What is known"), texts.opened(one.account)
    yield ("原因", "Cause"), texts.opened(one.cause_text)
    yield ("教训", "Lesson"), texts.opened(one.lesson)
    yield ("涉及人数", "How many people"), one.persons


def _about(request: PageRequest, liability: str) -> Iterator[tuple[Both, object]]:
    """What is said and what was answered."""
    one = liability_of(request, liability)
    if one.person:
        yield ("当事人", "Person"), accounts.names([one.person])[one.person]
    yield ("所述之事", "What is said"), texts.opened(one.account)
    yield ("申辩", "Reply"), texts.opened(one.reply)
    yield ("可申辩至", "A reply is open until"), one.reply_until


def _of(service: Callable[..., Any], place: str = "breach") -> Callable[[Call], Any]:
    return lambda call: service(**{place: call.on}, **call.given, actor=call.actor, at=call.at)


_ON_LIABILITY = OnPage(back="liability", to=("liability", "liability"), facts=_about)
TELL = Verb(
    noun="incident",
    name="tell",
    on=BREACH,
    do=_give,
    tells=told_part,
    title=("记录告知", "Record a notice"),
    done=("已记录，证明已保存", "Recorded, and its proof is kept"),
    roles=HANDLERS,
    fields=(
        word("addressee", ("通知了谁", "Who was told"), Addressee),
        word("way", ("怎么通知的", "How"), Way),
        Field(
            "count", ("多少份", "How many"), forms.Kind.WHOLE, least=1, most=_MOST_PEOPLE, initial=1
        ),
        *CONTENTS,
        Field(
            "proof",
            ("证明", "Proof"),
            forms.Kind.FILE,
            (
                "回执、发送记录或截图，PDF、PNG 或 JPEG。演练不用。",
                "A receipt, a log or a picture of it; PDF, PNG or JPEG. None in a drill.",
            ),
            is_needed=False,
        ),
    ),
    help=(
        "写明法律要求的三项。这里不写客户姓名和号码。在系统以外发出的，在此留证；给个人的信可以由系统寄。",
        (
            "Says the three things the law asks for, and no customer's name or number. What was "
            "sent by other ways is proven here; letters to people the house can send itself."
        ),
    ),
    button=("记录", "Record it"),
    page=PART,
    command=OnTerminal(),
    operation=in_api(
        "Record a notice of an incident.", "BreachPartLine", told_part, status=201, path="notices"
    ),
)
SPARE = Verb(
    noun="incident",
    name="spare",
    on=BREACH,
    do=lambda call: notices.spare(
        breach=call.on, contents=contents_of(call), actor=call.actor, at=call.at
    ),
    tells=told_part,
    title=("不通知个人", "Persons need not be told"),
    done=("已记录理由；仍须通知监管部门", "Recorded; the authority is told all the same"),
    roles=HANDLERS,
    fields=CONTENTS,
    help=(
        "只有措施已经有效避免危害，才可以不通知个人；监管部门要求时仍须通知。",
        "Only where measures averted all harm; the authority may order that they are told.",
    ),
    button=("记录", "Record it"),
    is_fresh=True,
    page=PART,
    command=OnTerminal(),
    operation=in_api(
        "Record why persons need not be told.",
        "BreachPartLine",
        told_part,
        Scope.DECIDE,
        status=201,
    ),
)
CAUSE = Verb(
    noun="incident",
    name="cause",
    on=BREACH,
    do=_of(outcome.find_cause),
    tells=told,
    title=("查明原因", "Find the cause"),
    done=("已记录", "Recorded"),
    roles=HANDLERS,
    fields=(word("root", ("原因", "Cause"), Root), words("words", ("说明", "In words"))),
    button=("记录", "Record it"),
    page=BACK,
    command=OnTerminal(),
    operation=in_api("Record the cause of an incident.", "BreachLine", told),
)
ASK = Verb(
    noun="incident",
    name="blame",
    on=BREACH,
    do=_of(outcome.ask_liability),
    tells=told_part,
    title=("提出责任认定", "Ask who answers for it"),
    done=("已告知，当事人可以申辩", "The person is told and can reply"),
    roles=HANDLERS,
    fields=(
        Field(
            "person",
            ("当事人", "Person"),
            forms.Kind.ONE,
            (
                "没有人要负责，就不选，同样由另一位认定。",
                "Nobody: leave it; another decides that too.",
            ),
            options=choices.people,
            of=Ref,
            names="person",
            is_needed=False,
        ),
        words("account", ("所述之事", "What is said")),
    ),
    help=(
        "当事人即刻知道，有五天申辩；提出的人不作认定。",
        "The person is told at once and has five days to reply. Who asks does not decide.",
    ),
    button=("提出", "Ask it"),
    page=PART,
    command=OnTerminal(),
    operation=in_api(
        "Ask who answers for an incident.",
        "BreachPartLine",
        told_part,
        status=201,
        path="liabilities",
    ),
)
REPLY = Verb(
    noun="liability",
    name="reply",
    on=LIABILITY,
    do=_of(outcome.reply, "liability"),
    tells=told_part,
    title=("申辩", "Reply"),
    done=("已记下您的申辩", "Your reply is recorded"),
    fields=(words("text", ("您的说法", "Your word")),),
    help=("只能由当事人提出，一次。", "By the person alone, once."),
    button=("提交", "Hand it in"),
    page=_ON_LIABILITY,
    command=OnTerminal(),
    operation=in_api("Reply about an incident.", "BreachPartLine", told_part),
)
DECIDE = Verb(
    noun="liability",
    name="decide",
    on=LIABILITY,
    do=_of(outcome.decide_liability, "liability"),
    tells=told_part,
    title=("认定责任", "Decide who answers"),
    done=("已认定", "Decided"),
    roles=outcome.DECIDERS,
    fields=(
        word("finding", ("认定", "Finding"), Finding),
        words("reasons", ("理由", "Reasons")),
    ),
    help=(
        "公司先对外承担责任，故意或重大过失的才追偿；处分另按员工守则立案。",
        (
            "The company answers outwards first; recourse is for intent or gross negligence. A "
            "sanction is a case of its own by the rule book."
        ),
    ),
    button=("认定", "Decide"),
    is_final=True,
    is_fresh=True,
    page=_ON_LIABILITY,
    command=OnTerminal(),
    operation=in_api(
        "Decide who answers for an incident.", "BreachPartLine", told_part, Scope.DECIDE
    ),
)
ASK_CLOSE = Verb(
    noun="incident",
    name="wind-up",
    on=BREACH,
    do=_of(outcome.ask_close),
    tells=told,
    title=("提请结案", "Ask to close it"),
    done=("已提请，请另一位结案", "Asked; another closes it"),
    roles=HANDLERS,
    fields=(words("lesson", ("教训，预案要改什么", "Lesson, and what is to change in the plan")),),
    help=(
        "止损、告知、原因、责任都办完，才能提请。教训会自动成为预案的修订意见。",
        (
            "Once it is contained and told, with its cause and who answers. The lesson becomes a "
            "change of the plan by itself."
        ),
    ),
    button=("提请", "Ask for it"),
    page=BACK,
    command=OnTerminal(),
    operation=in_api("Ask that an incident be closed.", "BreachLine", told),
)
CLOSE = Verb(
    noun="incident",
    name="close",
    on=BREACH,
    do=lambda call: outcome.close(breach=call.on, actor=call.actor, at=call.at),
    tells=told,
    title=("结案", "Close it"),
    done=("已结案；因此中止的转让已恢复", "Closed; deals that stopped for it go on"),
    roles=outcome.CLOSERS,
    help=(
        "提请的人不能结案。没有别的未结事件，因此中止的转让随之恢复。",
        "Not by who asked. Deals that stopped for it alone go on.",
    ),
    button=("结案", "Close it"),
    is_final=True,
    is_fresh=True,
    page=OnPage(back="incident", to=("incident", "breach"), facts=_about_closing),
    command=OnTerminal(),
    operation=in_api("Close an incident.", "BreachLine", told, Scope.DECIDE),
)
VERBS = (TELL, SPARE, CAUSE, ASK, ASK_CLOSE, CLOSE, REPLY, DECIDE)
