"""The verbs of a chat: take it, write in it, note, hand it over, make it a request or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shoumi.base.accounts import queries as accounts
from shoumi.base.commands import lookup
from shoumi.base.messages import names
from shoumi.base.pages import choices, forms
from shoumi.base.pages.forms import Field, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, InApi, OnPage, OnTerminal, Place, Verb
from shoumi.chapters.feedback.models import Chat, ChatLine, Request
from shoumi.chapters.feedback.queries import chats as found_chats
from shoumi.chapters.feedback.queries.chats import NoSuchChat
from shoumi.chapters.feedback.rules import Kind, Scope
from shoumi.chapters.feedback.rules.chats import MOST_TEXT, ChatState
from shoumi.chapters.feedback.services import chat_endings, chats, progress
from shoumi.chapters.feedback.verbs.told import told
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

CHAT = Place(
    "chat",
    "chats/<str:chat>",
    lambda request, ref: Ref(found_chats.get(ref).ref),
    lookup.numbered(Chat, NoSuchChat),
)


def told_chat(found: Chat) -> dict[str, Any]:
    return {
        "ref": found.ref,
        "number": found.number,
        "state": found.state,
        "lang": found.lang,
        "opened_at": found.opened_at,
        "assignee": found.assignee,
        "request": found.request or None,
    }


def told_line(found: ChatLine, text: str = "") -> dict[str, Any]:
    return {
        "place": found.place,
        "part": found.part,
        "by": found.by,
        "said_at": found.said_at,
        "text": text,
    }


def _chat_line() -> type[Any]:
    from shoumi.chapters.feedback.verbs.answer import ChatOfHouse

    return ChatOfHouse


def _said_line() -> type[Any]:
    from shoumi.chapters.feedback.verbs.answer import LineOfChat

    return LineOfChat


def _request_line() -> type[Any]:
    from shoumi.chapters.feedback.verbs.answer import RequestLine

    return RequestLine


def _take(call: Call) -> Chat:
    return chats.take(chat=call.on, actor=call.actor, at=call.at)


def _say(call: Call) -> ChatLine:
    return chats.answer(chat=call.on, text=call.given["text"], actor=call.actor, at=call.at)


def _note(call: Call) -> ChatLine:
    return chats.note(chat=call.on, text=call.given["text"], actor=call.actor, at=call.at)


def _hand(call: Call) -> Chat:
    to = Ref(call.given["to"])
    return chats.hand_over(chat=call.on, to=to, actor=call.actor, at=call.at)


def _accept(call: Call) -> Request:
    return chat_endings.accept(chat=call.on, kind=call.given["kind"], actor=call.actor, at=call.at)


def _dismiss(call: Call) -> Chat:
    return chat_endings.dismiss(chat=call.on, actor=call.actor, at=call.at)


def _about(request: PageRequest, chat: str) -> Iterator[tuple[Both, object]]:
    one = found_chats.get(chat)
    yield ("会话", "Chat"), f"C-{one.number:04d}"
    yield ("状态", "State"), names.of(ChatState(one.state), request.lang)
    yield ("打开", "Opened"), one.opened_at
    if one.assignee:
        yield ("接待", "Taken by"), accounts.names([one.assignee]).get(one.assignee)


_TEXT = Field("text", ("内容", "Text"), forms.Kind.LONG, most=MOST_TEXT)
_ON_PAGE = OnPage(back="chat", to=("chat", "chat"), facts=_about)
TAKE = Verb(
    noun="chat",
    name="take",
    on=CHAT,
    do=_take,
    tells=told_chat,
    title=("接入会话", "Take the chat"),
    done=("由您接待", "It is yours"),
    roles=progress.HANDLERS,
    help=("接入之后才看得到对方写的，账本记下是谁接的。", "You read it once it is yours."),
    button=("接入", "Take it"),
    page=_ON_PAGE,
    command=OnTerminal(),
    operation=InApi(scope=Scope.ANSWER, summary="Take a chat.", answer=_chat_line, tells=told_chat),
)
SAY = Verb(
    noun="chat",
    name="say",
    on=CHAT,
    do=_say,
    tells=told_line,
    title=("写给对方", "Write to the person"),
    done=("已发出", "It is said"),
    roles=progress.HANDLERS,
    fields=(_TEXT,),
    button=("发送", "Send"),
    command=OnTerminal(values=("text",)),
    operation=InApi(
        scope=Scope.ANSWER, summary="Write to the person.", answer=_said_line, tells=told_line
    ),
)
NOTE = Verb(
    noun="chat",
    name="note",
    on=CHAT,
    do=_note,
    tells=told_line,
    title=("内部备注", "Note"),
    done=("备注已加", "The note is kept"),
    roles=progress.HANDLERS,
    fields=(_TEXT,),
    help=("对方看不到，也不会出现在给对方的记录里。", "Inside the house only."),
    button=("保存", "Save"),
    page=OnPage(back="chat", facts=_about),
    command=OnTerminal(values=("text",)),
    operation=InApi(
        scope=Scope.ANSWER, summary="Add an internal note.", answer=_said_line, tells=told_line
    ),
)
HAND = Verb(
    noun="chat",
    name="hand",
    on=CHAT,
    do=_hand,
    tells=told_chat,
    title=("转给别人", "Hand it over"),
    done=("已转交", "It is handed over"),
    roles=progress.HANDLERS,
    fields=(
        Field(
            "to",
            ("转给谁", "To whom"),
            forms.Kind.ONE,
            (
                "客服、顾问、法务或保护负责人；转交后由他接着写。",
                "Customer service, a consultant, legal or the protection officer, who goes on.",
            ),
            options=choices.people,
            of=Ref,
            names="person",
        ),
    ),
    button=("转交", "Hand over"),
    page=OnPage(back="chat", to=("chats", ""), facts=_about),
    command=OnTerminal(),
    operation=InApi(
        scope=Scope.ANSWER, summary="Hand a chat over.", answer=_chat_line, tells=told_chat
    ),
)
ACCEPT = Verb(
    noun="chat",
    name="accept",
    on=CHAT,
    do=_accept,
    tells=told,
    title=("登记为请求", "Make it a request"),
    done=("会话结束，已登记为请求，由您负责", "The chat is over; it is a request of yours"),
    roles=progress.HANDLERS,
    fields=(
        Field("kind", ("要什么", "What is asked"), forms.Kind.ONE, options=words_of(Kind), of=Kind),
    ),
    help=(
        "会话全文就是请求的记录，期限从打开会话的那一刻起算；对方凭原来的码看进度。",
        (
            "Its whole text is the record; the clock runs from when it was opened, and the person "
            "follows it by the same code."
        ),
    ),
    button=("登记", "Make it one"),
    page=OnPage(back="chat", to=("request", "asked"), facts=_about),
    command=OnTerminal(),
    operation=InApi(
        scope=Scope.WRITE,
        summary="Make a chat a request.",
        answer=_request_line,
        tells=told,
        status=201,
    ),
)
DISMISS = Verb(
    noun="chat",
    name="dismiss",
    on=CHAT,
    do=_dismiss,
    tells=told_chat,
    title=("不是请求，结束并销毁", "It asks for nothing: end and destroy it"),
    done=("会话已结束，文字已销毁", "The chat is over and its texts are destroyed"),
    roles=progress.HANDLERS,
    is_final=True,
    button=("结束并销毁", "End and destroy it"),
    page=OnPage(back="chat", to=("chats", ""), facts=_about),
    command=OnTerminal(),
    operation=InApi(
        scope=Scope.WRITE,
        summary="End a chat that asked for nothing.",
        answer=_chat_line,
        tells=told_chat,
    ),
)
VERBS = (TAKE, SAY, NOTE, HAND, ACCEPT, DISMISS)
