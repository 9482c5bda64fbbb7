"""The target's own files: students of a music school, all made up, and none of them in the demo.

``学员档案.xlsx``   adults and children, some closed long ago; three rows are broken
``体验课名单.csv``  trial lessons, GB18030: no number to call, a mail address instead
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from shoumi.doors.demo.sample_customers import resident_number

ADULTS, CHILDREN, EXPIRED, TRIALS = 16, 4, 2, 20
# What becomes of the broken rows: problem and decision, a row each.
BROKEN = {
    "row.not_a_mobile": "set_aside",
    "row.id_checksum": "without",
    "row.bad_date": "leave_out",
}
TAKEN_IN = ADULTS + CHILDREN + EXPIRED + TRIALS + 1
ROWS = TAKEN_IN + 2
# Who can be written to: by text message, and by mail alone.
BY_NUMBER, BY_MAIL = ADULTS + CHILDREN + 1, TRIALS
# Of the headings, those that nobody could know, and what a person says they are.
OWN_HEADINGS = {"乐器": "服务类型", "退学": "销户日期", "老师评语": "舍去"}
_HEADINGS = (
    "档案号", "姓名", "手机号", "身份证号", "地址", "区县", "出生日期", "乐器", "年消费额",
    "注册日期", "退学", "家长姓名", "家长手机", "老师评语",
)  # fmt: skip
_TRIAL_HEADINGS = ("编号", "姓名", "邮箱", "乐器", "注册日期")
_INSTRUMENTS = ("钢琴", "古筝", "长笛", "小提琴")
_GIVEN = "松竹梅兰荷菊桂柳枫榆桐杉柏槐桃李杏梨枣栗橘柚桑茶麦稻粟黍豆苗蕙芷萱蓉蔓菱藻萍蒲苇"


def write(folder: Path) -> tuple[Path, ...]:
    folder.mkdir(parents=True, exist_ok=True)
    book, names = folder / "学员档案.xlsx", folder / "体验课名单.csv"
    sheet = openpyxl.Workbook()
    table: Any = sheet.active
    table.title = "学员"
    table.append(_HEADINGS)
    for row in (*_students(), *_broken()):
        table.append(row)
    sheet.save(book)
    with names.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([_TRIAL_HEADINGS, *map(_trial, range(TRIALS))])
    return book, names


def mobile(number: int) -> str:
    return f"1540007{number:04}"


def name(number: int) -> str:
    return f"样{_GIVEN[number]}{'虚拟'[number % 2]}"


def mail(number: int) -> str:
    return f"trial{number}@students.example"


def guardians() -> list[str]:
    """The numbers of the children's guardians."""
    return [mobile(5000 + number) for number in range(ADULTS, ADULTS + CHILDREN)]


def _students() -> list[list[str]]:
    rows = []
    for number in range(ADULTS + CHILDREN + EXPIRED):
        row = _student(number)
        if ADULTS <= number < ADULTS + CHILDREN:
            row[6] = f"{date(2016, 3, 1 + number):%Y-%m-%d}"
            row[2:4] = ["", ""]
            row[11:13] = [f"虚监{_GIVEN[number]}", mobile(5000 + number)]
        if number >= ADULTS + CHILDREN:
            row[9:11] = ["2019-02-01", "2021-06-30"]
        rows.append(row)
    return rows


def _student(number: int) -> list[str]:
    born = date(1980 + number % 20, 1 + number % 12, 1 + number % 28)
    return [
        f"QH{number:04}",
        name(number),
        mobile(number),
        "",
        f"虚构市弦歌路 {number + 1} 号",
        ("南音区", "北音区")[number % 2],
        f"{born:%Y-%m-%d}",
        _INSTRUMENTS[number % 4],
        str(1200 + 300 * (number % 9)),
        f"2025-{1 + number % 12:02}-15",
        "",
        "",
        "",
        "节奏感好",
    ]


def _broken() -> list[list[str]]:
    """A mobile number that is too short, a resident number that is none, a day that never was."""
    short, false, never = (_student(30 + n) for n in range(len(BROKEN)))
    short[2] = "15400079"
    right = resident_number(date(1991, 5, 5), 31)
    false[3] = right[:17] + ("1" if right[17] == "0" else "0")
    never[6] = "1990-02-30"
    return [short, false, never]


def _trial(number: int) -> list[str]:
    name = f"试{_GIVEN[-1 - number]}{'拟虚'[number % 2]}"
    instrument = _INSTRUMENTS[number % 3]
    return [f"TY{number:03}", name, mail(number), instrument, "2026-05-10"]
