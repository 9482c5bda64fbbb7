"""``shoumi request`` and ``shoumi contact``: their verbs and lists."""

from __future__ import annotations

from shoumi.base.commands import answers, options, tables
from shoumi.base.verbs.command import group
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.verbs import CONTACT_VERBS, REQUEST_VERBS, contacts
from shoumi.chapters.feedback.verbs.told import told

request = group("request", ("个人的请求", "Requests of people."), REQUEST_VERBS)
contact = group("contact", ("联系渠道", "Channels by which people reach us."), CONTACT_VERBS)


@request.command("list")
@options.answering
def list_requests() -> None:
    """列出没有办结的请求 / List the requests that are not closed."""
    rows = [told(one) for one in queries.not_closed()]
    if answers.wants_json():
        answers.document({"requests": rows})
        return
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
            (row["number"], row["kind"], row["way"], row["state"], row["due"], row["assignee"])
            for row in rows
        ],
        empty=("没有请求：shoumi request receive", "No request: shoumi request receive"),
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
        [(row["ref"], row["way"], row["contact"], row["tried_at"], row["back"]) for row in rows],
        empty=("没有联系渠道：shoumi contact add", "No channel yet: shoumi contact add"),
    )
