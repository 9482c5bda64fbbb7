"""What a workbook's XML says beside the values: hidden columns and rows, comments, formulas.

The values themselves come from calamine.  Sources: ECMA-376 part 1, 18.3 (worksheets) and 18.7
(comments); OASIS OpenDocument 1.3 part 3, 9 (tables).
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from string import ascii_uppercase

from shoumi.base.intake import errors, limits
from shoumi.base.intake.parsers.cells import column_of, letter
from shoumi.base.intake.parsers.markup import Texts, relations, walk
from shoumi.base.intake.parsers.report import Report

# Parts that keep copies of cells or texts beside the sheets, and where in them the text is.
SIDE_PARTS = (
    ("xl/drawings/", ("t",), "shape"),
    ("xl/externallinks/", ("v",), "external"),
    (
        "docprops/core.xml",
        ("creator", "lastModifiedBy", "title", "subject", "description"),
        "author",
    ),
    ("docprops/app.xml", ("Manager", "Company"), "author"),
    ("docprops/custom.xml", ("lpwstr", "lpstr"), "author"),
    ("meta.xml", ("creator", "initial-creator", "title", "subject", "description"), "author"),
)


@dataclass(slots=True)
class Extras:
    """Of one sheet: columns and rows hidden (from 0 and from 1), comments as (cell, text); of XLSX
    the part of the container that it is, its formulas, and ``merged`` ranges such as ``B2:C4``."""

    hidden_columns: set[int] = field(default_factory=set)
    hidden_rows: list[int] = field(default_factory=list)
    comments: list[tuple[str, str]] = field(default_factory=list)
    authors: set[str] = field(default_factory=set)
    formulas: list[str] = field(default_factory=list)
    formulas_without_value: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    last_row: int = 0
    last_column: int = 0
    part: str = ""


class _Sheet:
    """Reads one worksheet part."""

    def __init__(self) -> None:
        self.found = Extras()
        self._cell, self._has_formula, self._has_value = "", False, False
        self._row = 0
        self._in_value = self._printed = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self._cell = attributes.get("r", "")
            self._has_formula = self._has_value = False
            if attributes.get("t") == "e":
                self.found.errors.append(self._cell)
        elif name in ("v", "is"):
            self._in_value = True
            self._reach()
        elif name == "f":
            self._has_formula = True
            self.found.formulas.append(self._cell)
        elif name == "mergeCell":
            self.found.merged.append(attributes.get("ref", ""))
        elif name == "row":
            self._row = row = _count(attributes.get("r"), self._row + 1)
            if _is_true(attributes.get("hidden")):
                self.found.hidden_rows.append(row)
        elif name == "col" and _is_true(attributes.get("hidden")):
            first, last = _count(attributes.get("min"), 1), _count(attributes.get("max"), 1)
            self.found.hidden_columns |= set(range(first - 1, min(last, limits.MAX_COLUMNS)))
        self._printed = name.endswith(("Header", "Footer")) and name != "headerFooter"

    def _reach(self) -> None:
        """The sheet reaches to this cell.  Rows and cells without a value do not count: LibreOffice
        writes the last row there can be, to say how high it is."""
        line = _count(self._cell.lstrip(ascii_uppercase), self._row)
        self.found.last_row = max(self.found.last_row, line)
        self.found.last_column = max(self.found.last_column, column_of(self._cell) + 1)

    def end(self, name: str) -> None:
        if name == "c" and self._has_formula and not self._has_value:
            self.found.formulas_without_value.append(self._cell)
        elif name in ("v", "is"):
            self._in_value = False
        self._printed = False

    def data(self, text: str) -> None:
        self._has_value |= self._in_value
        if self._printed:
            self.found.printed.append(text)


class _Comments:
    """Reads a comments part, or a part of threaded comments."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []
        self.authors: set[str] = set()
        self._cell = ""
        self._inside = ""
        self._parts: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in ("comment", "threadedComment"):
            self._cell = attributes.get("ref", "")
            self._parts.clear()
        if name in ("t", "text", "author"):
            self._inside = name

    def end(self, name: str) -> None:
        if name in ("comment", "threadedComment"):
            self.found.append((self._cell, "".join(self._parts)))
        if name in ("t", "text", "author"):
            self._inside = ""

    def data(self, text: str) -> None:
        if self._inside == "author":
            self.authors.add(text)
        elif self._inside:
            self._parts.append(text)


class _Book:
    """Reads the list of sheets: name and relation of each."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            self.found.append((attributes.get("name", ""), attributes.get("id", "")))

    def end(self, name: str) -> None:
        """Sheets are empty elements here."""

    def data(self, text: str) -> None:
        """No text is of use."""


class _PivotValues:
    """Reads a pivot cache: the copies of cell values it keeps."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in ("s", "n", "d") and "v" in attributes:
            self.found.append(attributes["v"])

    def end(self, name: str) -> None:
        """Values are attributes."""

    def data(self, text: str) -> None:
        """Values are attributes."""


def sheets(container: zipfile.ZipFile, report: Report) -> dict[str, Extras]:
    """The extras of each worksheet of an XLSX, by the sheet's name.

    Raises:
        FileRefused: its XML is broken, hostile, or spans more cells than a table may have.
    """
    book = "xl/workbook.xml"
    names = set(container.namelist())
    if book not in names:
        raise errors.NotWhatItSays(place=report.place(), expected="xlsx")
    listed = _Book()
    walk(container, book, listed, report)
    targets = {one: target for one, _, target in relations(container, book, report)}
    found: dict[str, Extras] = {}
    for name, relation in listed.found:
        part = targets.get(relation, "")
        if part not in names:
            continue
        sheet = _Sheet()
        sheet.found.part = part
        walk(container, part, sheet, report)
        for _, kind, target in relations(container, part, report):
            if kind in ("comments", "threadedComment") and target in names:
                comments = _Comments()
                walk(container, target, comments, report)
                sheet.found.comments += comments.found
                sheet.found.authors |= comments.authors
        found[name] = sheet.found
    return found


def side_texts(container: zipfile.ZipFile, report: Report) -> Iterator[tuple[str, str, str]]:
    """(part, what, text) of everything readable outside the sheets."""
    for part in container.namelist():
        lower = part.lower()
        if lower.startswith("xl/pivotcache/") and lower.endswith(".xml"):
            pivot = _PivotValues()
            walk(container, part, pivot, report)
            yield part, "pivot", "\n".join(pivot.found)
        for prefix, elements, what in SIDE_PARTS:
            if lower.startswith(prefix) and lower.endswith(".xml"):
                texts = Texts(*elements)
                walk(container, part, texts, report)
                for text in texts.found:
                    yield part, what, text


class OpenTables:
    """Reads an OpenDocument's content: extras of each table, and its true size."""

    def __init__(self, report: Report) -> None:
        self.report, self.found = report, dict[str, Extras]()
        self._table = Extras()
        self._row = self._column = self._column_definition = 0
        self._repeat_row = self._repeat = 1
        self._in_note = False
        self._note: list[str] = []
        self._filled = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table":
            self._table = self.found.setdefault(attributes.get("name", ""), Extras())
            self._row = self._column_definition = 0
        elif name == "table-column":
            repeat = _count(attributes.get("number-columns-repeated"), 1)
            if attributes.get("visibility") in ("collapse", "filter"):
                last = min(self._column_definition + repeat, limits.MAX_COLUMNS)
                self._table.hidden_columns |= set(range(self._column_definition, last))
            self._column_definition += repeat
        elif name == "table-row":
            self._repeat_row = _count(attributes.get("number-rows-repeated"), 1)
            self._row, self._column = self._row + 1, 0
            if attributes.get("visibility") in ("collapse", "filter"):
                self._table.hidden_rows.append(self._row)
        elif name in ("table-cell", "covered-table-cell"):
            self._repeat = _count(attributes.get("number-columns-repeated"), 1)
            self._column += self._repeat
            self._count(attributes)
        elif name == "annotation":
            self._in_note = True

    def _count(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("value-type"):
            self._filled += self._repeat * self._repeat_row
            self._table.last_column = max(self._table.last_column, self._column)
            self._table.last_row = max(self._table.last_row, self._row + self._repeat_row - 1)
        if self._filled > limits.MAX_ROWS * 4:
            raise errors.TooManyRows(place=self.report.place(), most=limits.MAX_ROWS)

    def end(self, name: str) -> None:
        if name == "annotation":
            cell = f"{letter(max(0, self._column - 1))}{self._row}"
            self._table.comments.append((cell, "".join(self._note)))
            self._in_note, self._note = False, []
        elif name == "table-row":
            self._row += self._repeat_row - 1

    def data(self, text: str) -> None:
        if self._in_note:
            self._note.append(text)


def _is_true(text: str | None) -> bool:
    return text in ("1", "true")


def _count(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdigit() and len(text) < 10 else otherwise
