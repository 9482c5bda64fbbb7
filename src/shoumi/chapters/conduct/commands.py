"""``shoumi rulebook``, ``staffcheck``, ``sample``, ``staffcase``, ``reward``, ``suspension``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import click

from shoumi.base.commands import answers, options, tables
from shoumi.base.messages import names
from shoumi.base.messages.reader import language
from shoumi.base.verbs.command import group
from shoumi.chapters.conduct import queries
from shoumi.chapters.conduct.models import RuleBook, StaffCheck
from shoumi.chapters.conduct.queries import draw_export
from shoumi.chapters.conduct.verbs import VERBS, books, checks

_WORDS = {
    "rulebook": ("员工守则", "The rule book of the staff."),
    "staffcheck": ("员工抽查", "Checks of what staff opened."),
    "sample": ("抽中的访问", "Accesses that were drawn."),
    "staffcase": ("违规案件", "Cases of employees."),
    "reward": ("奖励", "Rewards."),
    "leaver": ("离职通知", "Notices of leaving."),
    "suspension": ("停用账号", "Access that is stopped at once."),
}
GROUPS: Mapping[str, click.Group] = {
    noun: group(noun, words, [one for one in VERBS if one.noun == noun])
    for noun, words in _WORDS.items()
}


@GROUPS["rulebook"].command("list")
@options.answering
def list_books() -> None:
    """列出员工守则的各版 / List the versions of the rule book."""
    rows = [books.told(one) for one in RuleBook.objects.order_by("-number")]
    if answers.wants_json():
        answers.document({"rulebooks": rows})
        return
    tables.table(
        [("版本", "version"), ("状态", "state"), ("已确认", "acknowledged"), ("人数", "staff")],
        [
            (
                row["number"],
                names.of(row["state"], language()),
                row["accepted"],
                row["staff"],
            )
            for row in rows
        ],
        empty=("没有守则：shoumi rulebook draft", "No rule book yet: shoumi rulebook draft"),
    )


@GROUPS["staffcheck"].command("list")
@options.answering
def list_checks() -> None:
    """列出各月的抽查 / List the checks of months."""
    rows = [checks.told(one) for one in StaffCheck.objects.order_by("-month")]
    if answers.wants_json():
        answers.document({"staffchecks": rows})
        return
    tables.table(
        [
            ("月份", "month"),
            ("状态", "state"),
            ("抽中", "drawn"),
            ("已看", "judged"),
            ("编号", "reference"),
        ],
        [
            (
                f"{row['month']:%Y-%m}",
                names.of(row["state"], language()),
                row["drawn"],
                row["judged"],
                row["ref"],
            )
            for row in rows
        ],
        empty=("没有抽查：shoumi staffcheck commit", "No check yet: shoumi staffcheck commit"),
    )


@GROUPS["staffcheck"].command("export")
@click.argument("staffcheck")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(*, staffcheck: str, file: Path) -> None:
    """写出可以重抽样本的文件 / Write the file by which the sample can be drawn again."""
    told = draw_export.of(queries.get(StaffCheck, staffcheck))
    file.write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")
