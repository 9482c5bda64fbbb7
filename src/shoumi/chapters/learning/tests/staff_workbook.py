"""Workbooks with made-up staff."""

from __future__ import annotations

import io

import openpyxl

HEADS = ("姓名", "邮箱", "部门", "岗位")
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈", "甲乙丙丁戊己庚辛壬癸"
DEPARTMENTS = ("客服部", "市场部", "财务部")


def name(number: int) -> str:
    """Three hundred of them, each another."""
    tens, ones = divmod(number, 10)
    hundreds, tens = divmod(tens, 10)
    return f"{SURNAMES[tens]}虚{GIVEN[ones]}{GIVEN[hundreds]}"


def row(number: int) -> list[object]:
    department = DEPARTMENTS[number % len(DEPARTMENTS)]
    role = "客服" if number % 2 else "市场"
    return [name(number), f"p{number}@house.example", department, role]


def workbook(rows, heads=HEADS, change=None) -> bytes:
    """``change(sheet)``  what is done to the sheet before it is saved"""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名单"
    sheet.append(heads)
    for one in rows:
        sheet.append(one)
    if change:
        change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells(content: bytes) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    return list(book.worksheets[0].iter_rows(values_only=True))
