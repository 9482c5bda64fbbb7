"""``shoumi canary``: in files and data rooms; ``shoumi customer-canary``: among customers."""

from __future__ import annotations

from shoumi.base.commands import answers, options, tables
from shoumi.base.messages import names
from shoumi.base.messages.reader import language
from shoumi.base.verbs.command import group
from shoumi.chapters.defence.canary_models import Canary
from shoumi.chapters.defence.queries import customer_canaries as queries
from shoumi.chapters.defence.rules.canaries import CanaryKind
from shoumi.chapters.defence.verbs import VERBS
from shoumi.chapters.defence.verbs import canaries as traps
from shoumi.chapters.defence.verbs import customer_canaries as among

canary = group(
    "canary",
    ("诱饵", "Canaries."),
    [one for one in VERBS if one.noun == "canary"],
)
customer_canary = group(
    "customer-canary",
    ("客户名单里的诱饵", "Canaries among customers."),
    [one for one in VERBS if one.noun == "customer-canary"],
)


@canary.command("list")
@options.answering
def list_canaries() -> None:
    """列出诱饵 / List the canaries."""
    rows = [traps.told(one) for one in Canary.objects.order_by("-number")]
    if answers.wants_json():
        answers.document({"canaries": rows})
        return
    tables.table(
        [
            ("编号", "number"),
            ("是什么", "what"),
            ("在哪里", "where"),
            ("放好", "put"),
            ("撤下", "taken back"),
        ],
        [
            (
                row["number"],
                names.of(CanaryKind(row["kind"]), language()),
                row["holder_name"] or row["paper"],
                row["put_at"],
                row["ended_at"],
            )
            for row in rows
        ],
        empty=("没有诱饵", "No canary"),
    )


@customer_canary.command("list")
@options.answering
def list_customer_canaries() -> None:
    """列出客户名单里的诱饵 / List the canaries among customers."""
    rows = [among.told(one) for one in queries.listed()]
    if answers.wants_json():
        answers.document({"canaries": rows})
        return
    tables.table(
        [
            ("编号", "number"),
            ("转让", "deal"),
            ("名单里的编号", "in the list as"),
            ("状态", "state"),
            ("申请", "asked"),
        ],
        [
            (
                row["number"],
                row["deal"],
                row["shown"],
                names.of(row["state"], language()),
                row["asked_at"],
            )
            for row in rows
        ],
        empty=("没有诱饵", "No canary"),
    )
