"""``shoumi grace``: doors of lapsed demands that two persons let stand open for a while."""

from __future__ import annotations

import click

from shoumi.base import clock
from shoumi.base.attestations.models import Grace
from shoumi.base.commands import answers, options, tables
from shoumi.base.messages import names
from shoumi.base.messages.reader import language
from shoumi.base.verbs.command import group
from shoumi.core.handbook import GraceReason
from shoumi.doors.verbs.graces import VERBS, told

command = group(
    "grace",
    (
        "宽限：要求失效后，门暂不关",
        "Graces: for a while the doors of a lapsed demand stand open.",
    ),
    VERBS,
)


@command.command("list")
@click.option("--all", "everything", is_flag=True, help="含已结束 / Also those that are over.")
@options.answering
def list_(*, everything: bool) -> None:
    """列出宽限 / List the graces, the newest first."""
    now = clock.now()
    found = [one for one in Grace.objects.order_by("-position") if everything or one.ends_at > now]
    rows = [told(one) for one in found]
    if answers.wants_json():
        answers.document({"graces": rows})
        return
    tables.table(
        [
            ("宽限", "grace"),
            ("要求", "demands"),
            ("原因", "reason"),
            ("至", "until"),
        ],
        [
            (
                row["ref"],
                row["duties"],
                names.of(GraceReason(row["reason"]), language()),
                row["ended_at"] or row["until"],
            )
            for row in rows
        ],
        empty=("没有宽限。", "No grace."),
    )
