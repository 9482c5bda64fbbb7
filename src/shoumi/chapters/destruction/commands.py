"""``shoumi destroy``: the verbs of destruction, what goes on after a crash, and their list."""

from __future__ import annotations

from shoumi.base import clock
from shoumi.base.commands import answers, options, tables
from shoumi.base.verbs.command import group
from shoumi.chapters.destruction import queries, services
from shoumi.chapters.destruction.models import Hold
from shoumi.chapters.destruction.verbs import VERBS
from shoumi.chapters.destruction.verbs.orders import told
from shoumi.core.refs import Ref

command = group("destroy", ("销毁", "Destroy what is held of people, and prove it."), VERBS)


@command.command("resume")
@options.final
@options.answering
def resume() -> None:
    """继续中断的销毁 / Go on with every order that was begun and not finished."""
    found = services.resume(at=clock.now())
    words = ("已完成 {count} 份：{orders}", "{count} finished: {orders}")
    orders = [str(order) for order in found]
    answers.done(words, count=len(found), orders=orders, position=answers.head())


@command.command("replay")
@options.final
@options.answering
def replay() -> None:
    """恢复备份后再次销毁 / Destroy again what a restored copy brought back: people without key."""
    count = services.replay(at=clock.now())
    answers.done(
        ("再次销毁 {count} 人", "{count} people destroyed again"),
        count=count,
        position=answers.head(),
    )


@command.command("list")
@options.deal_argument
@options.answering
def list_(*, deal: Ref) -> None:
    """列出销毁单与保全 / List orders, legal holds and certificates that recipients owe."""
    orders = [told(order) for order in queries.of_deal(deal)]
    holds = [
        {
            "ref": hold.ref,
            "subject": hold.subject or None,
            "cause": hold.cause,
            "placed_at": hold.placed_at,
            "until": hold.until,
        }
        for hold in Hold.objects.filter(deal=deal, lifted_at=None)
    ]
    if answers.wants_json():
        answers.document({"orders": orders, "holds": holds})
        return
    tables.table(
        [
            ("编号", "number"),
            ("依据", "basis"),
            ("状态", "state"),
            ("人数", "people"),
            ("见证", "witnesses"),
            ("完成", "verified"),
        ],
        [
            (
                row["number"],
                row["basis"],
                row["state"],
                row["count"],
                len(row["confirmed"]),
                row["verified_at"],
            )
            for row in orders
        ],
        empty=(
            "没有销毁单：shoumi destroy propose --expired",
            "No order: shoumi destroy propose --expired",
        ),
    )
    if holds:
        tables.table(
            [("保全", "hold"), ("对象", "about"), ("原因", "cause"), ("至", "until")],
            [(row["ref"], row["subject"] or "deal", row["cause"], row["until"]) for row in holds],
            title=("法定保全", "Legal holds"),
        )
