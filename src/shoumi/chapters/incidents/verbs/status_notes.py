"""The verbs of what is said in public of an incident: written, approved by two, taken down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shoumi.base.accounts import queries as accounts
from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, OnPage, OnTerminal, Verb
from shoumi.chapters.incidents import queries
from shoumi.chapters.incidents.models import Breach, StatusNote
from shoumi.chapters.incidents.queries import status_notes as read
from shoumi.chapters.incidents.rules.words import Scope
from shoumi.chapters.incidents.services import status_notes as notes
from shoumi.chapters.incidents.services.incidents import HANDLERS
from shoumi.chapters.incidents.verbs.place import BREACH, STATUS, in_api, status_of, words
from shoumi.core.messages import Both


def told(found: StatusNote) -> dict[str, Any]:
    return {
        "ref": found.ref,
        "breach": found.breach,
        "number": found.number,
        "state": read.state(found),
        "next_at": found.next_at,
        "shown_at": found.shown_at,
    }


def about(request: PageRequest, statusnote: str) -> Iterator[tuple[Both, object]]:
    """The whole text, so that nobody approves it unread."""
    one = status_of(request, statusnote)
    breach: Breach = queries.get(Breach, one.breach)
    yield ("事件", "Incident"), queries.number_of(breach)
    yield ("第几份", "Version"), one.number
    yield ("状态", "State"), names.of(read.state(one), request.lang)
    yield ("中文", "In Chinese"), one.zh
    yield ("英文", "In English"), one.en or None
    yield ("联系方式", "Contact"), one.contact
    yield ("下一次更新，最迟", "Next update, by"), one.next_at
    people = [one.written_by, one.agreed_by, one.shown_by, one.down_by]
    known = accounts.names([who for who in people if who])
    yield ("起草", "Written by"), known[one.written_by]
    yield ("第一位批准", "First approval"), known.get(one.agreed_by)
    yield ("第二位批准", "Second approval"), known.get(one.shown_by)
    yield ("公开", "Public since"), one.shown_at
    if one.down_at:
        yield ("撤下", "Taken down"), one.down_at
        yield ("撤下的人", "Taken down by"), known[one.down_by]
        yield ("撤下的原因", "Why it was taken down"), one.why


def _write(call: Call) -> StatusNote:
    given = call.given
    said = notes.Words(given["zh"], given["en"] or "", given["contact"], given["next_at"])
    return notes.write(breach=call.on, words=said, actor=call.actor, at=call.at)


_ON_NOTE = OnPage(back="status-note", to=("status-note", "statusnote"), facts=about)
WRITE = Verb(
    noun="incident",
    name="status",
    on=BREACH,
    do=_write,
    tells=told,
    title=("写公开说明", "Write the public note"),
    done=("已起草；另两位批准以后公开", "Written; public once two others approved it"),
    roles=HANDLERS,
    fields=(
        words(
            "zh",
            ("中文", "In Chinese"),
            (
                "知道什么、做了什么、客户可以做什么。不写任何人的姓名和号码。",
                "What is known, what is done, what customers can do. It names nobody.",
            ),
        ),
        words(
            "en",
            ("英文", "In English"),
            ("可以不写，不写的只显示中文。", "May stay empty; Chinese is shown then."),
            is_needed=False,
            default="",
        ),
        Field(
            "contact",
            ("联系方式", "Contact"),
            help=("公司自己的电话、邮箱", "The house's own number or mail address"),
            most=notes.MOST_CONTACT,
        ),
        Field(
            "next_at",
            ("下一次更新，最迟", "Next update, by"),
            forms.Kind.MOMENT,
            (
                "没有结案的必须填；结案后的最后一份不填。",
                "Needed while the incident is open; none in the last note after its end.",
            ),
            is_needed=False,
            default=None,
        ),
    ),
    help=(
        "起草的人不批准；另两位批准后，任何人不用登录就能在固定地址看到，代替上一份。",
        (
            "Its writer does not approve it. Once two others did, everybody sees it at a fixed "
            "address without signing in, in place of the one before."
        ),
    ),
    button=("起草", "Write it"),
    page=OnPage(back="incident", to=("status-note", "statusnote")),
    command=OnTerminal(),
    operation=in_api(
        "Write a version of what is said in public of an incident.",
        "StatusNoteLine",
        told,
        status=201,
        path="status-notes",
    ),
)
APPROVE = Verb(
    noun="status",
    name="approve",
    on=STATUS,
    do=lambda call: notes.approve(note=call.on, actor=call.actor, at=call.at),
    tells=told,
    title=("批准公开说明", "Approve the public note"),
    done=("已批准；第二位批准后即公开", "Approved; the second approval makes it public"),
    roles=notes.APPROVERS,
    help=(
        "先逐字读一遍：公开以后谁都看得到。要两位批准，都不是起草的人。",
        "Read every word first: everybody will. It takes two, neither of whom wrote it.",
    ),
    button=("批准", "Approve it"),
    is_final=True,
    is_fresh=True,
    page=_ON_NOTE,
    command=OnTerminal(),
    operation=in_api(
        "Approve a public note; the second approval shows it.", "StatusNoteLine", told, Scope.DECIDE
    ),
)
TAKE_DOWN = Verb(
    noun="status",
    name="take-down",
    on=STATUS,
    do=lambda call: notes.take_down(
        note=call.on, why=call.given["why"], actor=call.actor, at=call.at
    ),
    tells=told,
    title=("撤下公开说明", "Take the public note down"),
    done=("已撤下，原地址只说已撤下", "Taken down; its address says that alone"),
    roles=notes.TAKERS,
    fields=(words("why", ("原因", "Why")),),
    help=(
        "一位就可以撤下，马上生效；写过的留在记录里。",
        "One person does, at once; what was said stays on record.",
    ),
    button=("撤下", "Take it down"),
    is_final=True,
    is_fresh=True,
    page=_ON_NOTE,
    command=OnTerminal(),
    operation=in_api("Take a public note down.", "StatusNoteLine", told, Scope.DECIDE),
)
VERBS = (WRITE, APPROVE, TAKE_DOWN)
