"""The verbs of threads and of their messages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from django.urls import reverse

from shoumi.base.accounts import queries as accounts
from shoumi.base.pages import choices, forms
from shoumi.base.pages.forms import Field, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, InApi, OnPage, OnTerminal, Verb
from shoumi.chapters.collaboration.queries import threads as queries
from shoumi.chapters.collaboration.rules.threads import MOST_TEXT, On
from shoumi.chapters.collaboration.rules.words import Scope
from shoumi.chapters.collaboration.services import threads
from shoumi.chapters.collaboration.services.scanned import File
from shoumi.chapters.collaboration.services.shared_tasks import OPENERS
from shoumi.chapters.collaboration.services.threads import Draft, NewThread
from shoumi.chapters.collaboration.thread_models import Thread, ThreadMessage
from shoumi.chapters.collaboration.verbs.place import MESSAGE, THREAD, THREADS
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_TOLD = ("ref", "number", "kind", "about", "deal", "topic", "members", "opened_at", "closed_at")
_SAID = ("ref", "thread", "place", "author", "said_at", "mentions", "customers", "files")


def told(one: Thread) -> dict[str, Any]:
    """A thread as a command and an operation tell it; no word of what was said."""
    return {name: getattr(one, name) for name in _TOLD}


def told_message(one: ThreadMessage) -> dict[str, Any]:
    return {**{name: getattr(one, name) for name in _SAID}, "removed_at": one.removed_at}


def _answer() -> type[Any]:
    from shoumi.chapters.collaboration.verbs.answer import ThreadLine

    return ThreadLine


def _message_answer() -> type[Any]:
    from shoumi.chapters.collaboration.verbs.answer import MessageLine

    return MessageLine


_operation = partial(InApi, Scope.WRITE, answer=_answer, tells=told)
_on_message = partial(InApi, Scope.WRITE, answer=_message_answer, tells=told_message)


def _about(request: PageRequest, thread: str) -> Iterator[tuple[Both, object]]:
    one = queries.seen(Ref(thread), request.who(), request.at)
    yield ("讨论", "Thread"), f"{one.number} {one.topic}"


def _about_message(request: PageRequest, threadmessage: str) -> Iterator[tuple[Both, object]]:
    one = queries.removable(Ref(threadmessage), request.who(), request.at)
    yield ("消息", "Message"), one.place
    yield ("谁发的", "From"), accounts.names([one.author])[one.author]
    yield ("何时", "When"), one.said_at


def _readers(request: PageRequest, place: Mapping[str, Any]) -> Iterator[forms.Option]:
    one = queries.seen(Ref(place["thread"]), request.who(), request.at)
    people = [ref for ref in queries.readers(one, request.at) if ref != request.who()]
    known = accounts.names(people)
    return ((ref, choices.plain(known[ref])) for ref in people)


def _open(call: Call) -> Thread:
    given = call.given
    new = NewThread(
        kind=given["kind"],
        about=given["about"] or given["deal"],
        deal=given["deal"],
        topic=given["topic"],
        members=given["members"],
    )
    return threads.open_thread(new=new, actor=call.actor, at=call.at)


def _say(call: Call) -> ThreadMessage:
    brought = call.given.get("file")
    files = [File(bytes(brought), brought.name)] if brought else []
    draft = Draft(call.given["text"], call.given["mentions"], files)
    return threads.say(thread=call.on, draft=draft, actor=call.actor, at=call.at)


def _to_thread(made: ThreadMessage) -> str:
    return f"{reverse('thread', args=[made.thread])}#m{made.place}"


OPEN = Verb(
    noun="thread",
    name="open",
    on=THREADS,
    do=_open,
    tells=told,
    title=("开一个讨论", "Open a thread"),
    done=("讨论已开", "The thread is open"),
    roles=OPENERS,
    help=(
        "每条消息和附件先扫描再保存：在册客户的号码换成编号，其他个人信息不收。",
        (
            "Each message and file is scanned before it is kept: a number of a customer becomes a"
            " reference, all other personal information is refused."
        ),
    ),
    fields=(
        Field("kind", ("关于", "About"), forms.Kind.ONE, options=words_of(On), of=On),
        Field(
            "deal",
            ("转让", "Deal"),
            forms.Kind.ONE,
            options=choices.all_deals,
            of=Ref,
            names="deal",
        ),
        Field(
            "about",
            ("编号", "Reference"),
            forms.Kind.TEXT,
            (
                "文件、协作任务或客户的编号；关于转让本身时不填。",
                "Of the paper, shared task or customer; empty for the deal itself.",
            ),
            of=Ref,
            most=53,
            is_needed=False,
            initial=forms.from_query("about"),
        ),
        Field(
            "topic",
            ("题目", "Topic"),
            help=("不写客户姓名和号码。", "No names and no numbers of customers."),
            most=120,
        ),
        Field(
            "members",
            ("谁参加", "Who takes part"),
            forms.Kind.MANY,
            ("协作任务的讨论由任务里的人参加。", "Of a shared task those on it take part."),
            options=choices.people,
            of=Ref,
            option="member",
            names="person",
            is_needed=False,
        ),
    ),
    button=("开讨论", "Open it"),
    page=OnPage(back="threads", to=("thread", "thread")),
    command=OnTerminal(said=("讨论 {number}", "thread {number}")),
    operation=_operation("Open a thread about a thing of a deal.", status=201, path=""),
)
SAY = Verb(
    noun="thread",
    name="say",
    on=THREAD,
    do=_say,
    tells=told_message,
    title=("发消息", "Send a message"),
    done=("已发出", "It is sent"),
    fields=(
        Field("text", ("消息", "Message"), forms.Kind.LONG, most=MOST_TEXT),
        Field(
            "mentions",
            ("请谁看", "For whom"),
            forms.Kind.MANY,
            options=_readers,
            of=Ref,
            option="mention",
            names="person",
            is_needed=False,
        ),
    ),
    help=(
        "先扫描再保存。不写客户的姓名、号码和住址，写客户编号。",
        "Scanned before it is kept. No names, numbers or addresses of customers; references do.",
    ),
    button=("发送", "Send"),
    page=OnPage(
        back="thread",
        href=_to_thread,
        facts=_about,
        after=(
            Field(
                "file",
                ("附件", "File"),
                forms.Kind.FILE,
                (
                    "文本、Word、Excel 或 PDF，不超过 5 MB；扫描干净才保存。",
                    "Text, Word, Excel or PDF, 5 MB at most; kept once it is scanned clean.",
                ),
                is_needed=False,
            ),
        ),
    ),
    command=OnTerminal(said=("第 {place} 条", "message {place}")),
    operation=_on_message("Send a message in a thread.", status=201),
)
JOIN = Verb(
    noun="thread",
    name="join",
    on=THREAD,
    do=lambda call: threads.join(
        thread=call.on, person=call.given["person"], actor=call.actor, at=call.at
    ),
    tells=told,
    title=("让别人参加", "Let another take part"),
    done=("已加入", "That person takes part"),
    fields=(
        Field(
            "person",
            ("谁", "Who"),
            forms.Kind.ONE,
            options=choices.people,
            of=Ref,
            names="person",
        ),
    ),
    button=("加入", "Add"),
    page=OnPage(back="thread", to=("thread", "thread"), facts=_about),
    command=OnTerminal(),
    operation=_operation("Let another take part in a thread."),
)
CLOSE = Verb(
    noun="thread",
    name="close",
    on=THREAD,
    do=lambda call: threads.close(thread=call.on, actor=call.actor, at=call.at),
    tells=told,
    title=("关闭讨论", "Close the thread"),
    done=("已关闭，仍可查阅", "It is closed, and can be read"),
    button=("关闭", "Close it"),
    is_final=True,
    page=OnPage(back="thread", to=("thread", "thread"), facts=_about),
    command=OnTerminal(asks_yes=False),
    operation=_operation("Close a thread; who took part goes on reading it."),
)
REMOVE = Verb(
    noun="message",
    name="remove",
    on=MESSAGE,
    do=lambda call: threads.remove(message=call.on, actor=call.actor, at=call.at),
    tells=told_message,
    title=("撤下消息", "Remove a message"),
    done=("已撤下，文字和附件已销毁", "It is removed, its text and files are destroyed"),
    button=("撤下", "Remove it"),
    is_final=True,
    page=OnPage(
        back="thread-message", to=("thread-message", "threadmessage"), facts=_about_message
    ),
    command=OnTerminal(asks_yes=False),
    operation=_on_message("Remove a message; its text and files are destroyed."),
)
VERBS = (OPEN, SAY, JOIN, CLOSE, REMOVE)
