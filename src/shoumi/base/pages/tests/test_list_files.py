"""A list as a file: read back by others, and no cell of it is a formula."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import openpyxl
import pytest

from shoumi.base.intake import readers
from shoumi.base.pages import list_files

HEADS = ("编号", "说明")
EVIL = ('=HYPERLINK("https://x.example")', "+1", "-1", "@sum", "\tx", "＝1", "'quoted")


def _made(of, rows, above=()):
    return list_files.made(of, "清单", HEADS, rows, above)


@pytest.mark.parametrize("evil", EVIL)
def test_no_cell_of_a_text_file_begins_a_formula(evil):
    content = _made(list_files.CSV, [("a", evil)])
    assert content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert lines == [[*HEADS], ["a", f"'{evil}"]]


@pytest.mark.parametrize("evil", EVIL)
def test_cells_of_a_workbook_are_text(evil):
    sheet = openpyxl.load_workbook(
        io.BytesIO(_made(list_files.XLSX, [("a", evil), ("b", 7)]))
    ).active
    assert [[cell.value for cell in row] for row in sheet.rows] == [
        [*HEADS],
        ["a", f"'{evil}"],
        ["b", "7"],
    ]
    assert {cell.data_type for row in sheet.rows for cell in row} == {"s"}


def test_what_no_file_can_hold_is_left_out_of_it():
    for of in ("xlsx", "csv", "docx"):
        assert _made(of, [("a", "x\x00\x1by")])
    assert list_files.text_of("x\x00y") == "x\ufffdy"


def test_dates_are_whole_and_of_china():
    assert list_files.text_of(datetime(2026, 12, 31, 17, 5, tzinfo=UTC)) == "2027-01-01 01:05"
    assert list_files.text_of(date(2026, 8, 1)) == "2026-08-01"
    assert list_files.text_of(["甲", "乙"]) == "甲、乙"
    assert list_files.text_of(None) == ""


def test_a_document_is_read_by_the_reader_of_documents(tmp_path):
    path = tmp_path / "list.docx"
    path.write_bytes(_made("docx", [("a<b", "甲&乙")], ["样板转让服务有限公司"]))
    text = "".join(
        block.text if hasattr(block, "text") else str(block)
        for sheet in readers.read(path)
        for block in sheet.blocks
    )
    for wanted in ("清单", "样板转让服务有限公司", "a<b", "甲&乙", *HEADS):
        assert wanted in text
