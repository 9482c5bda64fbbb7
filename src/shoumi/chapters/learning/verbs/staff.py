"""The verb that brings a list of staff in, and enrols everybody in courses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from shoumi.base.commands import answers, tables
from shoumi.base.messages import refusals
from shoumi.base.messages.reader import language
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, Option
from shoumi.base.pages.request import PageRequest
from shoumi.base.transport import server_address
from shoumi.base.verbs import Call, OnPage, OnTerminal, Verb
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.rules.staff_table import HEADINGS, MOST_ROWS, Column
from shoumi.chapters.learning.services import staff_import
from shoumi.chapters.learning.services.staff_import import Brought, Done
from shoumi.chapters.learning.verbs import staff_answer
from shoumi.chapters.learning.verbs.place import COURSES
from shoumi.chapters.learning.verbs.told import operation
from shoumi.core.refs import Ref

_ZH = "、".join(HEADINGS[column][0] for column in Column)


def open_courses(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    for one in queries.latest(queries.courses()):
        yield one.ref, (f"{one.title_zh} v{one.number}", f"{one.title_en} v{one.number}")


def _bring(call: Call) -> Brought:
    return staff_import.bring(
        content=bytes(call.given["file"]),
        courses=[Ref(one) for one in call.given["courses"] or ()],
        actor=call.actor,
        at=call.at,
        real_at=datetime.now(UTC),
    )


def _bring_and_print(call: Call) -> Brought:
    brought = _bring(call)
    if not answers.wants_json():
        site = server_address.public_site()
        tables.table(
            [("行", "row"), ("姓名", "name"), ("结果", "outcome")],
            [
                (one.row.line, one.row.values.get(Column.NAME, ""), _outcome(one, site))
                for one in brought.rows
            ],
        )
    return brought


def _outcome(one: Done, site: str) -> str:
    if one.link:
        return f"{site}/enter/{one.link}"
    if one.person:
        return answers.say(("原来就在，已补上部门和课程", "here already: placed and enrolled"))
    told = [(each.place, refusals.tell(each.error, language())) for each in one.faults]
    return "\n".join(f"{place}: {said.what}{said.mend}" for place, said in told)


def told(brought: Brought) -> dict[str, Any]:
    made = brought.made
    return {
        "ref": made.ref,
        "rows": made.rows,
        "taken": made.taken,
        "left": made.left,
        "people": [
            {
                "line": one.row.line,
                "person": one.person,
                "link": f"/enter/{one.link}" if one.link else None,
                "courses": one.courses,
            }
            for one in brought.taken
        ],
        "faults": [
            {"place": each.place, "code": each.error.code}
            for one in brought.left
            for each in one.faults
        ],
    }


BRING = Verb(
    noun="course",
    name="bring-staff",
    on=COURSES,
    do=_bring,
    tells=told,
    title=("导入员工名单并报名", "Bring a list of staff in and enrol it"),
    done=("名单已办", "The list is done"),
    roles=staff_import.IMPORTERS,
    fields=(
        Field(
            "file",
            ("员工名单（Excel）", "List of staff (Excel)"),
            forms.Kind.FILE,
            (
                f"XLSX，一行一个人，列名写：{_ZH}；只有姓名必填，最多 {MOST_ROWS} 行。",
                (
                    "XLSX, a person a row, columns headed name, mail, department, roles; only the "
                    f"name is needed; {MOST_ROWS} rows at most."
                ),
            ),
        ),
        Field(
            "courses",
            ("另外都要上的课", "Courses for everybody besides"),
            forms.Kind.MANY,
            (
                "岗位对应的课自动报名；这里选的，名单里人人都上。",
                "Courses of their roles come by themselves; those chosen here are for everybody.",
            ),
            is_needed=False,
            options=open_courses,
            of=Ref,
            default=(),
        ),
    ),
    help=(
        (
            "每人登记、申请岗位、做一个登录链接、记下部门、报名上课；岗位由另一人批准才算数。"
            "哪一行不对，只放下那一行，写明哪一格、怎么改，改好再导入。"
        ),
        (
            "Each is registered, asked roles for, invited, placed and enrolled; roles count once "
            "another person approves. A bad row costs that row: it is set aside with cell and mend."
        ),
    ),
    button=("导入并报名", "Bring it in"),
    is_fresh=True,
    page=OnPage(back="courses", shows=staff_answer.brought),
    command=OnTerminal(
        said=("办了 {taken} 人", "taken: {taken}"),
        said_no=(
            "办了 {taken} 人，{left} 行放下待改",
            "taken: {taken}; set aside to be mended: {left}",
        ),
        is_no=lambda brought: bool(brought.left),
        do=_bring_and_print,
    ),
    operation=operation("Bring a list of staff in.", "StaffListLine", told, status=201),
)
VERBS = (BRING,)
