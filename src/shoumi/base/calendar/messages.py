"""Texts of calendar: refusals."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message, Parameter

MESSAGES: Mapping[str, Message] = {
    "deadline.already_running": Message(
        zh="这项期限（{key}）已在计算中。",
        en="This deadline ({key}) runs already.",
        remedy_zh="完成后才能重新起算。",
        remedy_en="It can start again once it is met.",
    ),
    "deadline.not_running": Message(
        zh="没有正在计算的期限（{key}）。",
        en="No such deadline ({key}) is running.",
        remedy_zh="请核对事项，或先登记起算的文件。",
        remedy_en="Check what it is about, or file what starts it.",
    ),
    "calendar.year_unfit": Message(
        zh="现在只能录入 {first} 年和 {last} 年的安排，不能录 {year} 年。",
        en="Holidays of {first} and {last} can be entered now, not those of {year}.",
        remedy_zh="选这两年中的一年；更晚的年份，等国务院办公厅公布后再录。",
        remedy_en="Choose one of the two; a later year is published in the November before it.",
    ),
    "calendar.source_unfit": Message(
        zh="没有写明出处，或者太长、分了行。",
        en="The source is missing, too long, or of several lines.",
        remedy_zh="写明通知的名称和文号或网址，一行，最多 {most} 个字。",
        remedy_en="Name the notice and its number or address, in one line of {most} at most.",
    ),
    "calendar.two_ways": Message(
        zh="通知原文和自己填写的日期只能用一样。",
        en="Fill in the notice or lines of your own, not both.",
        remedy_zh="清空其中一样。",
        remedy_en="Empty one of the two.",
    ),
    "calendar.same_already": Message(
        zh="{year} 年现行的安排与此相同，不用再录。",
        en="The holidays of {year} in force are the same already.",
        remedy_zh="要更正的，先改动内容。",
        remedy_en="Change something where it is to be corrected.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "calendar.State": {
        "running": ("计时中", "running"),
        "overdue": ("已逾期", "overdue"),
        "met": ("按时办结", "met in time"),
        "late": ("逾期办结", "met too late"),
    },
}

# What an approver reads of a change beside its values.
PARAMETERS: Mapping[str, Parameter] = {
    "calendar_year": Parameter(("年份", "year")),
    "rest_days": Parameter(("放假", "days off"), "calendar.Holiday"),
    "make_up_days": Parameter(("调休上班", "make-up working days")),
    "calendar_source": Parameter(("出处", "source")),
}
