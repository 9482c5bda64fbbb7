"""A workbook with a list of staff: where its columns are, and what is wrong with which cell.

The headings are looked for in the first lines of a sheet, in either language and any order; further
columns are left alone.  A formula, an error, a merged range or a number where a name stands costs
its row and no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

MOST_ROWS = 1_000
MOST_DEPARTMENT = 60
# Above the headings there may be a title and a note.
_HEAD_WITHIN = 10


class Column(StrEnum):
    NAME = "name"
    ADDRESS = "address"
    DEPARTMENT = "department"
    ROLES = "roles"


HEADINGS: Mapping[Column, tuple[str, ...]] = {
    Column.NAME: ("姓名", "员工姓名", "名字", "name", "full name", "employee"),
    Column.ADDRESS: ("邮箱", "电子邮箱", "邮件", "工作邮箱", "mail", "e-mail", "email"),
    Column.DEPARTMENT: ("部门", "所在部门", "科室", "department", "team"),
    Column.ROLES: ("岗位", "角色", "系统岗位", "roles", "role"),
}
_KNOWN = {word: column for column, words in HEADINGS.items() for word in words}
# A day or a number is no name, and no address; a department may be called by a number.
_WORDS = frozenset({"text"})
_FITS = dict.fromkeys(Column, _WORDS) | {Column.DEPARTMENT: _WORDS | {"number"}}


@dataclass(frozen=True, slots=True)
class Entered:
    """One cell: ``column`` in letters, ``kind`` as the reader of forms names it."""

    sheet: str
    column: str
    line: int
    kind: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class StaffRow:
    """``odd``  columns whose cell holds something that cannot be taken"""

    line: int
    values: Mapping[Column, str] = field(repr=False)
    odd: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True)
class StaffTable:
    """``letters``  where each column stands that is there"""

    sheet: str
    letters: Mapping[Column, str]
    rows: Sequence[StaffRow]

    def place(self, column: Column, line: int) -> str:
        """A cell as people call it; that of the name where the column is missing."""
        letter = self.letters.get(column) or self.letters[Column.NAME]
        return f"{self.sheet}!{letter}{line}"


class NoHeading(ValueError):
    """No sheet has a line with the heading of names."""


class SeveralTables(ValueError):
    """Two sheets have one: which counts is not guessed.  ``sheet`` is the second."""

    def __init__(self, sheet: str) -> None:
        super().__init__(sheet)
        self.sheet = sheet


def read(cells: Iterable[Entered]) -> StaffTable:
    """
    Raises:
        NoHeading, SeveralTables
    """
    sheets: dict[str, dict[int, list[Entered]]] = {}
    for one in cells:
        sheets.setdefault(one.sheet, {}).setdefault(one.line, []).append(one)
    found = [
        (sheet, line, letters)
        for sheet, lines in sheets.items()
        if (head := _head(lines)) is not None
        for line, letters in [head]
    ]
    if not found:
        raise NoHeading
    if len(found) > 1:
        raise SeveralTables(found[1][0])
    [(sheet, head_line, letters)] = found
    columns = {letter: column for column, letter in letters.items()}
    rows = [
        _row(line, own, columns)
        for line, own in sorted(sheets[sheet].items())
        if line > head_line and any(one.column in columns and one.text.strip() for one in own)
    ]
    return StaffTable(sheet, letters, rows)


def _head(lines: Mapping[int, Sequence[Entered]]) -> tuple[int, dict[Column, str]] | None:
    for line in sorted(lines):
        if line > _HEAD_WITHIN:
            return None
        letters: dict[Column, str] = {}
        for one in lines[line]:
            if (column := _KNOWN.get(_key(one.text))) and one.kind == "text":
                letters.setdefault(column, one.column)
        if Column.NAME in letters:
            return line, letters
    return None


def _key(text: str) -> str:
    return "".join(text.replace("*", "").split()).casefold().replace("fullname", "full name")


def _row(line: int, own: Iterable[Entered], columns: Mapping[str, Column]) -> StaffRow:
    values: dict[Column, str] = {}
    odd: list[Column] = []
    for one in own:
        column = columns.get(one.column)
        if column is None:
            continue
        if one.kind in _FITS[column]:
            values[column] = " ".join(one.text.split())
        elif column not in odd:
            odd.append(column)
    return StaffRow(line, values, tuple(odd))
