"""``shoumi request``, ``contact`` and ``mail``: their verbs and lists."""

from __future__ import annotations

from dataclasses import asdict

from shoumi.base import clock
from shoumi.base.accounts import queries as accounts
from shoumi.base.commands import answers, options, tables
from shoumi.base.messages import names
from shoumi.base.messages.reader import language
from shoumi.base.verbs.command import group
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.queries import chats as found_chats
from shoumi.chapters.feedback.queries import mails
from shoumi.chapters.feedback.queries import reply_times as known
from shoumi.chapters.feedback.rules import Kind, State, Way, reply_times
from shoumi.chapters.feedback.rules.channel_trials import Back
from shoumi.chapters.feedback.rules.chats import ChatState
from shoumi.chapters.feedback.rules.mail_fates import Aside
from shoumi.chapters.feedback.verbs import (
    CHAT_VERBS,
    CONTACT_VERBS,
    MAIL_VERBS,
    REQUEST_VERBS,
    contacts,
)
from shoumi.chapters.feedback.verbs.chats import told_chat
from shoumi.chapters.feedback.verbs.mails import told_mail
from shoumi.chapters.feedback.verbs.told import told
from shoumi.core.calendar import day_in_china

request = group("request", ("个人的请求", "Requests of people."), REQUEST_VERBS)
mail = group("mail", ("放在一边的来信", "Mails that are set aside."), MAIL_VERBS)
contact = group("contact", ("联系渠道", "Channels by which people reach us."), CONTACT_VERBS)


chat = group("chat", ("在线客服", "Chats."), CHAT_VERBS)


@request.command("list")
@options.answering
def list_requests() -> None:
    """列出没有办结的请求 / List the requests that are not closed."""
    rows = [told(one) for one in queries.not_closed()]
    if answers.wants_json():
        answers.document({"requests": rows})
        return
    people = accounts.names(row["assignee"] for row in rows if row["assignee"])
    tables.table(
        [
            ("编号", "number"),
            ("请求", "request"),
            ("渠道", "channel"),
            ("状态", "state"),
            ("期限", "due"),
            ("负责", "assigned to"),
        ],
        [
            (
                row["number"],
                names.of(Kind(row["kind"]), language()),
                names.of(Way(row["way"]), language()),
                names.of(State(row["state"]), language()),
                row["due"],
                people.get(row["assignee"], ""),
            )
            for row in rows
        ],
        empty=("没有请求：shoumi request receive", "No request: shoumi request receive"),
    )


@request.command("numbers")
@options.answering
def response_times() -> None:
    """答复用时，按月 / How long answers took, by month."""
    at = clock.now()
    months = reply_times.by_month(known.courses(Request.objects.all(), at), day_in_china(at))
    rows = [{"month": month, **asdict(one)} for month, one in months.items() if one.count]
    if answers.wants_json():
        answers.document({"months": rows})
        return
    tables.table(
        [
            ("月份", "month"),
            ("件数", "requests"),
            ("中位（天）", "median, days"),
            ("九成以内（天）", "90% within"),
            ("按期 %", "in time, %"),
            ("逾期", "late"),
            ("待答复", "waiting"),
        ],
        [
            (
                f"{row['month']:%Y-%m}",
                row["count"],
                row["median_days"],
                row["p90_days"],
                row["in_time"],
                row["late"],
                row["waiting"],
            )
            for row in rows
        ],
        empty=("十二个月里没有请求", "No request in twelve months"),
    )


@contact.command("list")
@options.answering
def list_contacts() -> None:
    """列出联系渠道 / List the channels."""
    rows = [contacts.told(one) for one in queries.channels()]
    if answers.wants_json():
        answers.document({"contacts": rows})
        return
    tables.table(
        [
            ("编号", "ref"),
            ("渠道", "channel"),
            ("公布的", "published"),
            ("试过", "tried"),
            ("结果", "came back"),
        ],
        [
            (
                row["ref"],
                names.of(Way(row["way"]), language()),
                row["contact"],
                row["tried_at"],
                names.of(Back(row["back"]), language()) if row["back"] else "",
            )
            for row in rows
        ],
        empty=("没有联系渠道：shoumi contact add", "No channel yet: shoumi contact add"),
    )


@mail.command("list")
@options.answering
def list_mails() -> None:
    """列出放在一边的来信 / List the mails that are set aside."""
    rows = [told_mail(one) for one in mails.aside().order_by("id")]
    if answers.wants_json():
        answers.document({"mails": rows})
        return
    tables.table(
        [("编号", "ref"), ("到达", "came"), ("原因", "why"), ("字节", "bytes")],
        [
            (
                row["ref"],
                row["came_at"],
                names.of(Aside(row["aside"]), language()) if row["aside"] else "",
                row["size"],
            )
            for row in rows
        ],
        empty=("没有放在一边的来信", "No mail is set aside"),
    )


@chat.command("list")
@options.answering
def list_chats() -> None:
    """列出没有结束的在线客服 / List the chats that nobody ended."""
    rows = [told_chat(one) for one in found_chats.not_ended()]
    if answers.wants_json():
        answers.document({"chats": rows})
        return
    people = accounts.names(row["assignee"] for row in rows if row["assignee"])
    tables.table(
        [
            ("编号", "number"),
            ("状态", "state"),
            ("打开", "opened"),
            ("接待", "taken by"),
        ],
        [
            (
                row["number"],
                names.of(ChatState(row["state"]), language()),
                row["opened_at"],
                people.get(row["assignee"], ""),
            )
            for row in rows
        ],
        empty=("没有会话", "No chat"),
    )
