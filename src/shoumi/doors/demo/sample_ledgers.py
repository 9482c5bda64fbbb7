"""The made-up company's customer ledgers: workbooks as an office keeps them.

Two sheets, each with a title row and a two-row merged header; a hidden column of bank accounts, a
comment, and real dates.  openpyxl makes the empty book; the rows are put into the sheets' XML as
they come, so a million customers take no more memory than one.  No sheet is longer than
``SHEET_ROWS``: a longer one nobody opens.
"""

from __future__ import annotations

import io
import json
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from shoumi.doors.demo.sample_customers import Customer

TARGET = "云岚虚构家政服务有限公司"
SHEET_ROWS = 20_000

Cell = str | int | date | None
Row = Sequence[Cell]

_SHEETS = ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml")
_FIRST = 4  # the row after the title and the two rows of headings
_EPOCH = date(1899, 12, 30)  # day 0 of a workbook (ECMA-376 part 1, 18.17.4.1)
# What a book is made with and rows are put in the place of: one date, for its style.
_PATTERN_ROW = re.compile(rb'<row r="4".*?</row>', re.DOTALL)
_STYLE = re.compile(rb' s="(\d+)"')
_AT_ONCE = 1_000

PRIVATE = (
    "客户编号", "客户姓名", "手机号码", "片区", "服务地址", "出生日期", "身份证号码", "退费卡号",
    "服务项目", "年消费额", "建档日期", "监护人姓名", "监护人手机", "证件影像",
)  # fmt: skip
PRIVATE_GROUPS = (
    ("客户", 3), ("住址", 2), ("证件与账户", 3), ("服务", 3), ("未成年人", 2), ("附件", 1),
)  # fmt: skip
CONTACTS = (
    "客户编号", "单位名称", "联系人", "职务", "联系电话", "服务项目", "签约日期", "合同级别",
)  # fmt: skip
CONTACT_GROUPS = (("企业", 2), ("联系人", 3), ("合同", 3))


def write(folder: Path, people: Iterable[Customer]) -> list[Path]:
    """Write ``客户台账.xlsx``, and ``客户台账-2.xlsx`` … where one is not enough.

    ``people``  private customers and contacts of companies, each taken once.
    """
    paths: list[Path] = []
    with tempfile.TemporaryFile("w+", encoding="utf-8", dir=folder) as held:
        private = _Ahead(_private(people, held))
        contacts = _Ahead(_contacts(held))
        while not paths or private.are_left() or contacts.are_left():
            number = len(paths) + 1
            path = folder / ("客户台账.xlsx" if number == 1 else f"客户台账-{number}.xlsx")
            paths.append(path)
            _book(path, private, contacts)
    return paths


class _Ahead:
    """Rows that can say whether there are more of them."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self._next: list[Row] = []

    def are_left(self) -> bool:
        if not self._next:
            self._next = list(islice(self._rows, 1))
        return bool(self._next)

    def __iter__(self) -> Iterator[Row]:
        return self

    def __next__(self) -> Row:
        if not self.are_left():
            raise StopIteration
        return self._next.pop()


def _private(people: Iterable[Customer], held: IO[str]) -> Iterator[Row]:
    """The rows of private customers; those of contacts wait in ``held`` for their sheet."""
    for own in people:
        number = f"YL{own.number:06d}"
        if own.kind == "contact":
            level = "重点" if own.is_key else "普通"
            told = [own.company_name, own.name, own.contact_title, own.mobile, own.service_type]
            held.write(json.dumps([number, *told, str(own.opened_on), level]) + "\n")
            continue
        yield (
            number, own.name, own.mobile, own.district, own.address, own.birth_on, own.id_number,
            own.bank_account, own.service_type, own.yearly_amount, own.opened_on,
            own.guardian_name, own.guardian_mobile, own.id_card_image,
        )  # fmt: skip


def _contacts(held: IO[str]) -> Iterator[Row]:
    held.seek(0)
    for line in held:
        *told, signed_on, level = json.loads(line)
        yield *told, date.fromisoformat(signed_on), level


def _book(path: Path, private: _Ahead, contacts: _Ahead) -> None:
    with (
        zipfile.ZipFile(io.BytesIO(_empty())) as empty,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book,
    ):
        # The sheets in their order: the second is begun when nobody is left for the first.
        for name in sorted(empty.namelist()):
            with book.open(name, "w") as part:
                if name == _SHEETS[0]:
                    _fill(part, empty.read(name), islice(private, SHEET_ROWS))
                elif name == _SHEETS[1]:
                    rows = islice(contacts, 0 if private.are_left() else SHEET_ROWS)
                    _fill(part, empty.read(name), rows)
                else:
                    part.write(empty.read(name))


def _fill(part: IO[bytes], sheet: bytes, rows: Iterator[Row]) -> None:
    """Write the XML of a sheet with ``rows`` in the place of its pattern row."""
    pattern = _PATTERN_ROW.search(sheet)
    assert pattern is not None
    style = _STYLE.search(pattern[0])
    assert style is not None
    letters = [get_column_letter(at + 1) for at in range(len(PRIVATE))]
    part.write(sheet[: pattern.start()])
    number = _FIRST
    while some := list(islice(rows, _AT_ONCE)):
        lines = [_row(number + at, row, letters, style[1].decode()) for at, row in enumerate(some)]
        part.write("".join(lines).encode())
        number += len(some)
    part.write(sheet[pattern.end() :])


def _row(number: int, cells: Row, letters: Sequence[str], dated: str) -> str:
    told = [f'<row r="{number}">']
    for letter, cell in zip(letters, cells, strict=False):
        if isinstance(cell, str):
            if cell:
                text = escape(cell)
                told.append(f'<c r="{letter}{number}" t="inlineStr"><is><t>{text}</t></is></c>')
        elif isinstance(cell, date):
            told.append(f'<c r="{letter}{number}" s="{dated}"><v>{(cell - _EPOCH).days}</v></c>')
        elif cell is not None:
            told.append(f'<c r="{letter}{number}"><v>{cell}</v></c>')
    told.append("</row>")
    return "".join(told)


def _empty() -> bytes:
    """A book with titles and headings, and in each sheet a pattern row with one date."""
    book = Workbook()
    private = book.active
    assert isinstance(private, Worksheet)
    private.title = "在册客户"
    _title(private, f"{TARGET}　在册客户台账（2026年8月）", PRIVATE_GROUPS, PRIVATE)
    # The bank accounts for refunds sit in a column somebody once hid.
    private.column_dimensions["H"].hidden = True
    contacts = book.create_sheet("企业客户联系人")
    _title(contacts, f"{TARGET}　企业客户联系人", CONTACT_GROUPS, CONTACTS)
    for sheet in (private, contacts):
        sheet.append([_EPOCH])
    private[f"A{_FIRST}"].comment = Comment("编号规则：YL加六位流水", "台账")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _title(
    sheet: Worksheet, title: str, groups: Sequence[tuple[str, int]], columns: Sequence[str]
) -> None:
    sheet.append([title])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(columns))
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A1"].alignment = Alignment(horizontal="center")
    heads: list[str | None] = []
    for name, width in groups:
        heads += [name] + [None] * (width - 1)
    sheet.append(heads)
    column = 1
    for _, width in groups:
        if width > 1:
            sheet.merge_cells(
                start_row=2, start_column=column, end_row=2, end_column=column + width - 1
            )
        column += width
    sheet.append(list(columns))
