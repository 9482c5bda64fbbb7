"""The verbs of a case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shoumi.base.accounts import queries as accounts
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, Option, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, OnPage, OnTerminal, Verb
from shoumi.chapters.conduct import queries
from shoumi.chapters.conduct.models import StaffCase
from shoumi.chapters.conduct.rules.sanctions import Recovery, Sanction
from shoumi.chapters.conduct.rules.words import Scope
from shoumi.chapters.conduct.services import cases, texts
from shoumi.chapters.conduct.services.cases import Decided
from shoumi.chapters.conduct.services.errors import EvidenceUnfit
from shoumi.chapters.conduct.verbs.place import CASE, CASES, case_of, in_api, person, words
from shoumi.core.messages import Both

_MOST_FEN = 10**12


def told(found: StaffCase) -> dict[str, Any]:
    return {
        "ref": found.ref,
        "number": found.number,
        "person": found.person,
        "reply_until": found.reply_until,
        "replied": found.replied_at is not None,
        "rule": found.rule,
        "sanction": found.sanction,
        "decided_at": found.decided_at,
    }


def about(request: PageRequest, staffcase: str) -> Iterator[tuple[Both, object]]:
    """What is said and what was answered, so that nobody decides unread."""
    one = case_of(request, staffcase)
    yield ("当事人", "Person"), accounts.names([one.person])[one.person]
    yield ("所述之事", "What is said"), texts.opened(one.account)
    yield ("申辩", "Reply"), texts.opened(one.reply)
    yield ("可申辩至", "A reply is open until"), one.reply_until
    if one.reasons:
        yield ("处理理由", "Reasons"), texts.opened(one.reasons)
    if one.appeal:
        yield ("申诉", "Appeal"), texts.opened(one.appeal)


def positions(text: str) -> list[int]:
    """
    Raises:
        EvidenceUnfit: a part is no number.
    """
    parts = text.replace("，", ",").replace(" ", ",").split(",")
    found = []
    for part in filter(None, (one.strip() for one in parts)):
        if not part.isascii() or not part.isdigit():
            raise EvidenceUnfit(position=0)
        found.append(int(part))
    return found


def _open(call: Call) -> StaffCase:
    given = call.given
    return cases.open_case(
        person=given["person"],
        account=given["account"],
        happened_at=given["happened_at"],
        evidence=positions(given["evidence"]),
        actor=call.actor,
        at=call.at,
    )


def _rules(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """Of the version that was in force."""
    one = case_of(request, place["staffcase"])
    book = queries.book_at(one.happened_at)
    for rule in book.rules if book else ():
        shown = f"{rule['code']} {rule['says']}"
        yield rule["code"], (shown, shown)


def _decide(call: Call) -> StaffCase:
    given = call.given
    asks = given["asked"] or given["loss"]
    recovery = Recovery(given["loss"], given["asked"], given["wage"], given["minimum"])
    decided = Decided(
        rule=given["rule"],
        sanction=given["sanction"],
        reasons=given["reasons"],
        recovery=recovery if asks else None,
    )
    return cases.decide(case=call.on, decided=decided, actor=call.actor, at=call.at)


def _money(name: str, label: Both, help_: Both = forms.NO_HELP) -> Field:
    return Field(
        name,
        label,
        forms.Kind.MONEY,
        help_,
        is_needed=False,
        most=_MOST_FEN,
        initial=0,
        default=0,
    )


_ON_CASE = OnPage(back="staff-case", to=("staff-case", "staffcase"), facts=about)
OPEN = Verb(
    noun="staffcase",
    name="open",
    on=CASES,
    do=_open,
    tells=told,
    title=("立案并告知", "Open a case"),
    done=("已立案，当事人可以申辩", "It is open; the person can reply"),
    roles=cases.OPENERS,
    fields=(
        person(("当事人", "Person")),
        words(
            "account", ("所述之事", "What is said"), ("不写客户的信息。", "Nothing of customers.")
        ),
        Field("happened_at", ("发生时间", "When it happened"), forms.Kind.MOMENT),
        Field(
            "evidence",
            ("证据", "Evidence"),
            help=(
                "账本记录的编号，用逗号隔开，须是当事人自己的记录",
                "Numbers of ledger entries that the person made, with commas",
            ),
            most=400,
        ),
    ),
    help=(
        "当事人即刻知道所述之事和证据，有五天申辩；立案的人不作决定。",
        (
            "The person sees it with its evidence at once and has five days to reply. Who opens a "
            "case does not decide it."
        ),
    ),
    button=("立案", "Open it"),
    page=OnPage(back="staff-cases", to=("staff-case", "staffcase")),
    command=OnTerminal(),
    operation=in_api("Open a case.", "StaffCaseLine", told, status=201, path=""),
)
REPLY = Verb(
    noun="staffcase",
    name="reply",
    on=CASE,
    do=lambda call: cases.reply(
        case=call.on, text=call.given["text"], actor=call.actor, at=call.at
    ),
    tells=told,
    title=("申辩", "Reply"),
    done=("已记下您的申辩", "Your reply is recorded"),
    fields=(words("text", ("您的说法", "Your word")),),
    help=("只能由当事人提出，一次。", "By the person alone, once."),
    button=("提交", "Hand it in"),
    page=_ON_CASE,
    command=OnTerminal(),
    operation=in_api("Reply in an own case.", "StaffCaseLine", told),
)
DECIDE = Verb(
    noun="staffcase",
    name="decide",
    on=CASE,
    do=_decide,
    tells=told,
    title=("作出处理", "Decide"),
    done=("已处理，当事人可以申诉", "Decided; the person can appeal"),
    roles=queries.DECIDERS,
    fields=(
        Field("rule", ("依据哪一条", "By which rule"), forms.Kind.ONE, options=_rules),
        Field(
            "sanction",
            ("处理", "Sanction"),
            forms.Kind.ONE,
            options=words_of(Sanction),
            of=Sanction,
        ),
        words("reasons", ("理由", "Reasons")),
        _money("loss", ("已证明的损失", "Loss that is proven")),
        _money(
            "asked",
            ("当月要求赔偿", "Asked for in a month"),
            (
                "不超过当月工资的 20%，扣后不低于最低工资；这里只记录，不动工资。",
                (
                    "At most 20 % of the month's wage and never below the minimum wage; it is "
                    "recorded here and no pay is touched."
                ),
            ),
        ),
        _money("wage", ("当月工资", "Wage of the month")),
        _money("minimum", ("当地最低工资", "Minimum wage")),
    ),
    button=("处理", "Decide"),
    is_final=True,
    is_fresh=True,
    page=_ON_CASE,
    command=OnTerminal(),
    operation=in_api("Decide a case.", "StaffCaseLine", told, Scope.DECIDE),
)
DROP = Verb(
    noun="staffcase",
    name="drop",
    on=CASE,
    do=lambda call: cases.drop(
        case=call.on, reasons=call.given["reasons"], actor=call.actor, at=call.at
    ),
    tells=told,
    title=("不予处理", "Drop the case"),
    done=("已撤案", "It is dropped"),
    roles=queries.DECIDERS,
    fields=(words("reasons", ("理由", "Reasons")),),
    button=("撤案", "Drop it"),
    page=_ON_CASE,
    command=OnTerminal(),
    operation=in_api("Drop a case.", "StaffCaseLine", told, Scope.DECIDE),
)
APPEAL = Verb(
    noun="staffcase",
    name="appeal",
    on=CASE,
    do=lambda call: cases.appeal(
        case=call.on, text=call.given["text"], actor=call.actor, at=call.at
    ),
    tells=told,
    title=("申诉", "Appeal"),
    done=("已提出申诉，由另一位复核", "It goes to another person"),
    fields=(words("text", ("为什么不服", "Why you disagree")),),
    help=("处理后十五天内由当事人提出。", "By the person, within fifteen days."),
    button=("申诉", "Appeal"),
    page=_ON_CASE,
    command=OnTerminal(),
    operation=in_api("Appeal in an own case.", "StaffCaseLine", told),
)


def _settle(call: Call) -> StaffCase:
    given = call.given
    return cases.settle(
        case=call.on,
        upheld=bool(given["upheld"]),
        reasons=given["reasons"],
        actor=call.actor,
        at=call.at,
    )


SETTLE = Verb(
    noun="staffcase",
    name="settle",
    on=CASE,
    do=_settle,
    tells=told,
    title=("复核申诉", "Settle the appeal"),
    done=("已复核", "It is settled"),
    roles=cases.SETTLERS,
    fields=(
        Field(
            "upheld",
            ("维持原处理", "The decision stands"),
            forms.Kind.TICK,
            ("不勾就是撤销。", "Without the tick it is taken back."),
            is_needed=False,
            default=False,
        ),
        words("reasons", ("理由", "Reasons")),
    ),
    button=("复核", "Settle it"),
    is_final=True,
    is_fresh=True,
    page=_ON_CASE,
    command=OnTerminal(),
    operation=in_api("Settle an appeal.", "StaffCaseLine", told, Scope.DECIDE),
)
VERBS = (OPEN, REPLY, DECIDE, DROP, APPEAL, SETTLE)
