"""The verb by which somebody of the house takes a request in: telephone, counter, letter, mail."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from shoumi.base.pages import choices, forms
from shoumi.base.pages.forms import Field, words_of
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.transport import server_address
from shoumi.base.verbs import Call, InApi, OnPage, OnTerminal, Verb
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.rules import Kind, Scope, Way
from shoumi.chapters.feedback.services import intake, texts
from shoumi.chapters.feedback.services.intake import Told
from shoumi.chapters.feedback.services.texts import Asker
from shoumi.chapters.feedback.verbs.place import REQUESTS
from shoumi.chapters.feedback.verbs.told import told
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_LANGS = (("zh", ("中文", "Chinese")), ("en", ("英文", "English")))
_MOST = 200


def _take_in(call: Call) -> tuple[Request, str]:
    given = call.given
    said = Told(
        kind=given["kind"],
        way=given["way"],
        text=given["text"],
        received_at=given["received_at"] or call.at,
        who=Asker(given["name"] or "", given["contact"] or ""),
        lang=given["lang"],
        deal=Ref(given["deal"]) if given["deal"] else None,
        is_recorded=bool(given["is_recorded"]),
        is_told=bool(given["is_told"]),
    )
    return intake.take_in(told=said, actor=call.actor, at=call.at)


def _told(made: tuple[Request, str]) -> dict[str, Any]:
    found, code = made
    return {**told(found), "receipt": code}


def _answer() -> type[Any]:
    from shoumi.chapters.feedback.verbs.answer import ReceivedLine

    return ReceivedLine


def receipt_address(code: str) -> str:
    """Where the person reads clock and answer; the code stands behind the ``#``."""
    return f"{server_address.public_site()}{reverse('request-receipt')}#{code}"


def _shown(request: PageRequest, made: tuple[Request, str]) -> HttpResponse:
    """Once: the code is kept nowhere."""
    found, code = made
    lead: Both = (
        (
            "已登记为 DSR-{number}，限 {due} 前答复。把下面的地址交给请求人：凭它看期限和答复，"
            "只显示这一次。"
        ),
        (
            "It is DSR-{number}, to be answered by {due}. Hand the address below to whoever asks: "
            "clock and answer are read by it. It is shown this once."
        ),
    )
    shown = {
        "lead": request.say(lead, number=f"{found.number:04d}", due=queries.timed(found).due.on),
        "word": receipt_address(code),
        "asked": found.ref,
    }
    title: Both = ("请求人的回执", "The receipt of whoever asks")
    return page(request, "feedback/shown_once.html", title, shown)


RECEIVE = Verb(
    noun="request",
    name="receive",
    on=REQUESTS,
    do=_take_in,
    tells=_told,
    title=("登记请求", "Take a request in"),
    done=("请求已登记", "The request is taken in"),
    roles=intake.TAKERS,
    fields=(
        Field("kind", ("要什么", "What is asked"), forms.Kind.ONE, options=words_of(Kind), of=Kind),
        Field("way", ("从哪里来", "How it came"), forms.Kind.ONE, options=words_of(Way), of=Way),
        Field(
            "received_at",
            ("收到的时间", "When it came"),
            forms.Kind.MOMENT,
            ("期限从这一天起算，不是从登记起算。", "The clock starts with it, not with this form."),
            is_needed=False,
            initial=lambda request, place: request.at,
        ),
        Field(
            "text",
            ("对方的原话", "In the person's words"),
            forms.Kind.LONG,
            ("密封保存，打开一次记一次。", "It is sealed; each opening is recorded."),
            most=texts.MOST,
        ),
        Field(
            "name",
            ("怎样称呼", "Name"),
            help=("对方愿意说的；密封保存。", "As the person says it; sealed."),
            most=_MOST,
            is_needed=False,
            default="",
        ),
        Field(
            "contact",
            ("怎样答复", "How to be reached"),
            help=("电话、邮箱或地址；密封保存。", "Number or address; sealed."),
            most=_MOST,
            is_needed=False,
            default="",
        ),
        Field(
            "lang",
            ("用哪种语言答复", "Language of the answer"),
            forms.Kind.ONE,
            options=_LANGS,
            initial="zh",
            default="zh",
        ),
        Field(
            "deal",
            ("哪笔转让", "Which deal"),
            forms.Kind.ONE,
            ("不知道就不选。", "Leave it where nobody knows."),
            is_needed=False,
            options=choices.all_deals,
            names="deal",
            default="",
        ),
        Field(
            "is_recorded",
            ("通话录了音", "The call was recorded"),
            forms.Kind.TICK,
            is_needed=False,
            default=False,
        ),
        Field(
            "is_told",
            ("开头说过要录音", "The person was told so at its beginning"),
            forms.Kind.TICK,
            (
                "请说：“为了记录您的请求，本次通话会录音；不同意请告诉我，我不录。”",
                "Say: “This call is recorded to keep your request; say so if you disagree.”",
            ),
            is_needed=False,
            default=False,
        ),
    ),
    help=(
        "登记以后要有人负责，按期答复，记录齐了才能办结。",
        "Somebody has to be assigned to it; it is closed once its record is whole.",
    ),
    button=("登记", "Take it in"),
    page=OnPage(back="requests", shows=_shown),
    command=OnTerminal(
        said=("DSR-{number}，限 {due} 前答复：{receipt}", "DSR-{number}, due {due}: {receipt}")
    ),
    operation=InApi(
        scope=Scope.WRITE,
        summary="Take a request in.",
        answer=_answer,
        tells=_told,
        status=201,
        path="",
    ),
)
VERBS = (RECEIVE,)
