"""``shoumi backup``: the verbs of chapter 13, and what there is."""

from __future__ import annotations

from shoumi.base import clock
from shoumi.base.commands import answers, options, tables
from shoumi.base.verbs.command import group
from shoumi.chapters.backup import queries
from shoumi.chapters.backup.verbs import VERBS

command = group("backup", ("备份", "Copies of the home: keys, places, copies."), VERBS)


@command.command("list")
@options.answering
def list_() -> None:
    """列出存放处与最新副本 / List the places, the newest copy at each and why it counts or not."""
    at = clock.now()
    told = [queries.line(one) for one in queries.seen(at)]
    loss = queries.loss(at)
    seconds = None if loss is None else int(loss.total_seconds())
    if answers.wants_json():
        keys = [{"ref": one.ref, "name": one.name} for one in queries.recipients()]
        answers.document({"targets": told, "recipients": keys, "loss_seconds": seconds})
        return
    tables.table(
        [
            ("存放处", "place"),
            ("编号", "reference"),
            ("副本", "copy"),
            ("备份于", "copied"),
            ("校验于", "verified"),
            ("缺什么", "lacks"),
        ],
        [
            (
                row["name"],
                row["ref"],
                row["number"],
                row["copied_at"],
                row["verified_at"],
                ", ".join(row["lacks"]),
            )
            for row in told
        ],
        empty=("没有存放处：shoumi backup add", "No place yet: shoumi backup add"),
    )
