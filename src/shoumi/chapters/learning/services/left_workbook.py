"""The rows of a list of staff that have to be mended, as a workbook that is brought back."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import openpyxl
from openpyxl.styles import Font

from shoumi.base.accounts import queries as accounts
from shoumi.base.intake.workbook_cells import text_cell
from shoumi.base.messages import refusals
from shoumi.base.row_authentication import verification
from shoumi.base.vault import secrets
from shoumi.base.vault.errors import NoKey
from shoumi.chapters.learning.rules.staff_table import HEADINGS, Column, StaffRow, StaffTable
from shoumi.chapters.learning.services.courses import KEEPERS
from shoumi.chapters.learning.services.staff_errors import StaffListOver
from shoumi.chapters.learning.staff_models import StaffImport
from shoumi.core.errors import DomainError
from shoumi.core.refs import Ref

_SHEET = "要改的 to mend"
_WHERE, _WHAT = "原来的格（问题） Cell (problem)", "怎么改（问题） How to mend it (problem)"
_BOLD = Font(bold=True)
KIND = "stafflist"
# No list takes that long to be brought in.
_KILLED_BEFORE = timedelta(hours=1)


def made(
    table: StaffTable,
    left: Sequence[StaffRow],
    faults: Mapping[int, Sequence[tuple[str, DomainError]]],
) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(_SHEET)
    heads = [*(HEADINGS[column][0] for column in Column), _WHERE, _WHAT]
    cells = [text_cell(sheet, text) for text in heads]
    for cell in cells:
        cell.font = _BOLD
    sheet.append(cells)
    for row in left:
        told = faults[row.line]
        values = [row.values.get(column, "") for column in Column]
        values.append("、".join(place for place, _ in told))
        values.append(" ".join(_said(error) for _, error in told))
        sheet.append([text_cell(sheet, value) for value in values])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _said(error: DomainError) -> str:
    """In both languages: whoever mends it may be another than who brought it."""
    zh, en = refusals.tell(error, "zh"), refusals.tell(error, "en")
    return f"{zh.what}{zh.mend} {en.what} {en.mend}"


def content(found: StaffImport, actor: Ref, at: datetime) -> bytes:
    """
    Raises:
        NotPermitted, NotAuthentic
        StaffListOver: it is kept no more, or no row had to be mended.
    """
    accounts.require(actor, at, *KEEPERS)
    verification.require([found])
    if not found.left or found.until <= at:
        raise StaffListOver
    try:
        return secrets.read(Ref(found.ref)).reveal()
    except NoKey:
        raise StaffListOver from None


def forget_due(at: datetime) -> int:
    """What was not mended in time is destroyed, and what a killed process left; how many lists."""
    over = StaffImport.objects.filter(until__lte=at, left__gt=0).values_list("ref", flat=True)
    there = secrets.existing(map(Ref, over))
    old = secrets.of_kind(KIND, made_before=at - _KILLED_BEFORE)
    known = StaffImport.objects.filter(ref__in=old).values_list("ref", flat=True)
    gone = there | (old - set(map(Ref, known)))
    for ref in gone:
        secrets.forget(ref)
    return len(gone)
