"""The verbs by which deletion reaches everybody who got the data: order it, hand a link over, take
an answer down, wait no longer; and the one by which a party of the deal answers itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse

from shoumi.base.messages.text import full_day
from shoumi.base.pages import forms
from shoumi.base.pages.access import Who
from shoumi.base.pages.forms import Field, Option, words_of
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.pages.scoping import about as about_deal
from shoumi.base.pages.scoping import seen
from shoumi.base.registry.recipients import Kept, Recipient
from shoumi.base.transport import server_address
from shoumi.base.verbs import Call, InApi, OnPage, OnTerminal, Place, Verb
from shoumi.chapters.feedback.models import RecipientNotice, Request
from shoumi.chapters.feedback.queries import get, recipients
from shoumi.chapters.feedback.rules import Scope
from shoumi.chapters.feedback.rules.recipients import Answer
from shoumi.chapters.feedback.services import deletion, progress, recipient_notices
from shoumi.chapters.feedback.services.deletion import Ordered
from shoumi.chapters.feedback.verbs.place import REQUEST, own
from shoumi.chapters.feedback.verbs.told import ON_PAGE, about, operation, told, words
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

Where = Mapping[str, Any]


def _order(call: Call) -> Ordered:
    return deletion.order(request=call.on, actor=call.actor, at=call.at)


def _told_ordered(made: Ordered) -> dict[str, Any]:
    return {**told(made.request), "order": made.order, "told": made.told}


def _back(made: Ordered) -> str:
    return reverse("request", kwargs={"asked": made.request.ref})


def _answer_ordered() -> type[Any]:
    from shoumi.chapters.feedback.verbs.answer import OrderedLine

    return OrderedLine


def _answer_link() -> type[Any]:
    from shoumi.chapters.feedback.verbs.answer import RecipientLinkLine

    return RecipientLinkLine


def _of(call: Call) -> Ref:
    """
    Raises:
        NoSuchNotice: it is to a recipient of another request.
    """
    found = recipients.get(Ref(call.given["recipient"]))
    if found.request != call.on:
        raise recipients.NoSuchNotice(notice=found.ref)
    return Ref(found.ref)


def _link(call: Call) -> tuple[Request, str]:
    token = recipient_notices.make_link(notice=_of(call), actor=call.actor, at=call.at)
    return get(call.on), token


def _told_link(made: tuple[Request, str]) -> dict[str, Any]:
    found, token = made
    return {**told(found), "link": link_of(token)}


def link_of(token: str) -> str:
    """The token stands behind the ``#``, which no browser sends.  A command loads no pages, and
    tells the link all the same."""
    try:
        path = reverse("recipient-answer")
    except NoReverseMatch:
        path = "/ask/recipient"
    return f"{server_address.public_site()}{path}#{token}"


def _take_down(call: Call) -> Request:
    recipient_notices.take_down(
        notice=_of(call), answer=call.given["answer"], actor=call.actor, at=call.at
    )
    return get(call.on)


def _let_go(call: Call) -> Request:
    recipient_notices.let_go(
        notice=_of(call), text=call.given["text"], actor=call.actor, at=call.at
    )
    return get(call.on)


def _confirm(call: Call) -> RecipientNotice:
    return recipient_notices.answer_by_party(
        notice=Ref(call.given["recipient"]),
        answer=call.given["answer"],
        actor=call.actor,
        at=call.at,
    )


def _waiting(request: PageRequest, place: Where) -> Iterator[Option]:
    """The recipients of this request that have not answered."""
    for one in recipients.open_of(own(request, place["asked"]).ref):
        yield one.ref, (one.name, one.name)


def _mine(request: PageRequest, place: Where) -> Iterator[Option]:
    """What the reader's own parties were told and have not answered."""
    for one in recipients.of_parties(request.who(), seen(request, place["deal"])):
        if recipients.course(one).is_open:
            zh, en = one.handle
            yield one.ref, (zh, en)


def _preview(request: PageRequest, asked: str) -> Iterator[tuple[Both, object]]:
    """What each app holds, what stays and why, who is told: before anything is done."""
    yield from about(request, asked)
    seen_ = deletion.preview(own(request, asked))
    for part in seen_.parts:
        yield part.name, len(part.rows)
    yield (
        ("留下来的，以及为什么", "What stays, and why"),
        tuple(_kept(request, one) for one in seen_.kept) or request.say(("没有", "nothing")),
    )
    yield (
        ("要告知的接收方", "Recipients that are told"),
        tuple(_told_of(request, one) for one in seen_.recipients)
        or request.say(("没有", "nobody")),
    )


def _kept(request: PageRequest, one: Kept) -> str:
    """One thing that stays, the reason, and until when where a day is known."""
    (zh, en), (zh_why, en_why) = one.what, one.why
    if one.until is None:
        return request.say((f"{zh}：{zh_why}", f"{en}: {en_why}"))
    until = full_day(one.until, request.lang)
    return request.say((f"{zh}：{zh_why}，到 {until}", f"{en}: {en_why}, until {until}"))


def _told_of(request: PageRequest, one: Recipient) -> str:
    zh, en = one.handle
    return request.say((f"{one.name}：{zh}", f"{one.name}: {en}"))


def _shown(request: PageRequest, made: tuple[Request, str]) -> HttpResponse:
    found, token = made
    lead: Both = (
        "把链接交给接收方的联系人，不要转给别人。只显示这一次；再做一个，前一个作废。",
        (
            "Hand the link to the recipient's contact and to nobody else. It is shown this once; "
            "another takes its place."
        ),
    )
    shown = {"lead": request.say(lead), "word": link_of(token), "asked": found.ref}
    title: Both = ("接收方答复的链接", "The link by which a recipient answers")
    return page(request, "feedback/shown_once.html", title, shown)


_RECIPIENT = Field(
    "recipient",
    ("接收方", "Recipient"),
    forms.Kind.ONE,
    ("只列还没有答复的。", "Those that have not answered."),
    options=_waiting,
    of=Ref,
)
_ANSWER = Field("answer", ("答复", "Answer"), forms.Kind.ONE, options=words_of(Answer), of=Answer)
ERASE = Verb(
    noun="request",
    name="erase",
    on=REQUEST,
    do=_order,
    tells=_told_ordered,
    title=("列入销毁，告知接收方", "Order the deletion and tell recipients"),
    done=(
        "已列入销毁，等两人见证；接收方已告知",
        "It is ordered, two others witness it; recipients are told",
    ),
    roles=(Role.DPO,),
    help=(
        (
            "上面是各处有的、依法留下的、要告知的。销毁单由另两人见证、执行，此人请求的文字也随之销毁："
            "要用邮件或电话答复的，在执行之前答复。"
        ),
        (
            "Above: what is held, what stays by law, who is told. Two others witness the order and "
            "carry it out; what the person wrote goes too, so answer by mail or telephone before "
            "that."
        ),
    ),
    button=("列入销毁", "Order it"),
    page=OnPage(back="request", to=("request", "asked"), facts=_preview, href=_back),
    command=OnTerminal(said=("销毁单 {order}，告知 {told} 家", "order {order}, told: {told}")),
    operation=InApi(
        scope=Scope.ANSWER,
        summary="Order the destruction that was asked for, and tell every recipient.",
        answer=_answer_ordered,
        tells=_told_ordered,
    ),
)
LINK = Verb(
    noun="request",
    name="link",
    on=REQUEST,
    do=_link,
    tells=_told_link,
    title=("做接收方的链接", "Make a link for a recipient"),
    done=("链接已做好", "The link is made"),
    roles=progress.HANDLERS,
    fields=(_RECIPIENT,),
    help=(
        "没有账号的接收方凭链接答复，用一次就作废。",
        "A recipient without an account answers by it; it is spent once used.",
    ),
    button=("做链接", "Make it"),
    page=OnPage(back="request", facts=about, shows=_shown),
    command=OnTerminal(said=("{link}", "{link}")),
    operation=InApi(
        scope=Scope.ANSWER,
        summary="Make a link by which a recipient answers.",
        answer=_answer_link,
        tells=_told_link,
    ),
)
TAKE_DOWN = Verb(
    noun="request",
    name="confirm",
    on=REQUEST,
    do=_take_down,
    tells=told,
    title=("记下接收方的答复", "Take a recipient's answer down"),
    done=("已记下", "It is on record"),
    roles=progress.HANDLERS,
    fields=(_RECIPIENT, _ANSWER),
    help=(
        "接收方来信、来电答复的，由经办人记下。",
        "What a recipient wrote or said is entered by whoever handles the request.",
    ),
    button=("记下", "Enter it"),
    page=ON_PAGE,
    command=OnTerminal(),
    operation=operation("Enter what a recipient answered by another way.", Scope.ANSWER),
)
LET_GO = Verb(
    noun="request",
    name="let-go",
    on=REQUEST,
    do=_let_go,
    tells=told,
    title=("不再等接收方确认", "Wait for a recipient no longer"),
    done=("原因已写进记录", "The reason stands in the record"),
    roles=progress.DECIDERS,
    fields=(
        _RECIPIENT,
        words(
            ("原因", "Reason"),
            (
                "催过几次、为什么够了；只有这样，没有确认也能办结。",
                "How often it was reminded and why that is enough; only so the request is closed.",
            ),
        ),
    ),
    button=("不再等", "Wait no longer"),
    page=ON_PAGE,
    command=OnTerminal(),
    operation=operation("Wait for a recipient no longer, for a reason.", Scope.ANSWER),
)
CONFIRM = Verb(
    noun="notice",
    name="confirm",
    on=Place("deal", "papers/<str:deal>", seen),
    do=_confirm,
    who=Who.SIGNED_IN,
    tells=lambda one: {"ref": one.ref},
    title=("确认已删除或更正", "Confirm that it is deleted or corrected"),
    done=("已确认", "It is confirmed"),
    fields=(
        Field(
            "recipient",
            ("哪些信息", "Which data"),
            forms.Kind.ONE,
            options=_mine,
            of=Ref,
        ),
        _ANSWER,
    ),
    button=("确认", "Confirm"),
    page=OnPage(
        back="",
        href=lambda one: reverse("deal", kwargs={"deal": deal_of(one)}),
        facts=about_deal,
    ),
)


def deal_of(one: RecipientNotice) -> str:
    from shoumi.chapters.feedback.queries import deal_of as of_request

    return of_request(get(Ref(one.request))) or ""


REQUEST_VERBS = (ERASE, LINK, TAKE_DOWN, LET_GO)
SIDE_VERBS = (CONFIRM,)
