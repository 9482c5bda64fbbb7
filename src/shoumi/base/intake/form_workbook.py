"""A workbook that goes out as a form and comes back: its mark, and its cells as they were entered.

The mark says what the form is of, with a code (HMAC) under a key of the house, so that no other
workbook is taken for it.  What comes back is anybody's file and is read in the limited child.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from shoumi.base.intake import child, errors, limits, memory_files, readers
from shoumi.base.vault import row_keys
from shoumi.core.vault import hkdf

MOST_BYTES = limits.MB
# What the file is called in a refusal: a name that somebody gave it may be a person's.
_FILE = "xlsx"
_USE = "shoumi form\0"
_EPOCH_DIGITS = 5


class Kind(StrEnum):
    """What a cell holds; the words of ``parsers.form``."""

    TEXT = "text"
    NUMBER = "number"
    TRUTH = "truth"
    DAY = "day"
    TIME = "time"
    FORMULA = "formula"
    ERROR = "error"
    MERGED = "merged"
    LOST_DIGITS = "lost_digits"


@dataclass(frozen=True, slots=True)
class Cell:
    """``column`` in letters; ``text`` as ``parsers.cells.as_text`` has it."""

    sheet: str
    column: str
    line: int
    kind: Kind
    text: str

    @property
    def place(self) -> str:
        return place(self.sheet, self.column, self.line)


def place(sheet: str, column: str, line: int) -> str:
    """A cell as people call it, ``sheet!C7``."""
    return f"{sheet}!{column}{line}"


def cells(content: bytes) -> Sequence[Cell]:
    """Every cell that holds anything, of every sheet, hidden ones too.

    Raises:
        FileRefused: it is larger than ``MOST_BYTES``, no XLSX, damaged or hostile.
    """
    if len(content) > MOST_BYTES:
        raise errors.TooLarge(place=_FILE, most=MOST_BYTES // limits.MB)
    with memory_files.in_memory(content) as file:
        readers.outside(file, _FILE, "xlsx")
        sheets = child.parse(file, name=_FILE, kind="form", size_bytes=len(content))
    return [
        _cell(sheet.name, block.place, block.what, block.text)
        for sheet in sheets
        for block in sheet.blocks or ()
    ]


def _cell(sheet: str, where: str, kind: str, text: str) -> Cell:
    name = where.rpartition("!")[2]
    column = name.rstrip("0123456789")
    try:
        return Cell(sheet, column, int(name.removeprefix(column)), Kind(kind), text)
    except ValueError:  # a cell that its sheet calls by no name
        raise errors.Broken(place=_FILE) from None


def mark(*parts: str) -> str:
    """The code of a form that is of ``parts``, as it stands in the workbook.

    Raises:
        NotSetUp, NoRowKey
    """
    epoch, key = row_keys.newest()
    return f"{epoch}-{hkdf.mac(key, _told(parts)).hex()}"


def is_mark(told: str, *parts: str) -> bool:
    """Whether ``told`` is a code of these parts, under this or an earlier key of the house."""
    number, _, code = told.partition("-")
    is_number = number.isascii() and number.isdigit() and len(number) <= _EPOCH_DIGITS
    key = row_keys.of(int(number)) if is_number else None
    if key is None:
        return False
    return hmac.compare_digest(code.encode(), hkdf.mac(key, _told(parts)).hex().encode())


def _told(parts: Sequence[str]) -> bytes:
    return (_USE + json.dumps(parts, ensure_ascii=False)).encode()
