"""``shoumi calendar``: the holidays that deadlines are counted on."""

from __future__ import annotations

import click

from shoumi.base import clock
from shoumi.base.calendar import year_tables
from shoumi.base.commands import answers, options, tables
from shoumi.base.messages import names
from shoumi.base.messages.reader import language
from shoumi.base.verbs.command import group
from shoumi.doors.verbs.holidays import VERBS, every, told

command = group(
    "calendar",
    ("节假日安排：哪些年份已知，录入下一年", "The holidays of each year; enter the next."),
    VERBS,
)


@command.command("list")
@options.answering
def list_() -> None:
    """列出各年的节假日安排；缺了该有的一年，退出码为 1 / List them; exits 1 where one is due."""
    rows, missing = [told(one) for one in every()], year_tables.missing_year(clock.now())
    if answers.wants_json():
        answers.document({"years": rows, "missing": missing})
    else:
        tables.table(
            [("年份", "year"), ("假期", "holiday"), ("从", "from"), ("到", "to")],
            [
                (row["year"], names.of(one["holiday"], language()), one["first"], one["last"])
                for row in rows
                for one in row["rests"]
            ],
            empty=("没有", "None"),
        )
    if missing:
        click.get_current_context().exit(1)
