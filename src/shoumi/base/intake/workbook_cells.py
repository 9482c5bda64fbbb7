"""Cells of the workbooks that leave the house."""

from __future__ import annotations

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet

from shoumi.base.intake.normalisation import neutralised


def text_cell(sheet: WriteOnlyWorksheet | Worksheet, text: str) -> Cell:
    """Typed as text, and no formula either once somebody saves it as something else."""
    cell = WriteOnlyCell(sheet, value=None)
    cell.value, cell.data_type = neutralised(printable(text)), "s"
    return cell


def printable(text: str) -> str:
    """Without characters that no workbook and no document can hold."""
    return ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)
