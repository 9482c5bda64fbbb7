"""Records of JSON as rows: what is nested becomes columns with dotted names.

A list of plain values is one cell, joined.  Of a list of objects each gets columns of its own,
numbered (``contacts.1.name``), so that none stands under the name of another; a list that is longer
than that, or of lists, stays in one cell as it was written, which is told.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from shoumi.base.intake import errors, limits
from shoumi.base.intake.parsers import encoding as encodings
from shoumi.base.intake.parsers.report import Report, Table

T = TypeVar("T")

JOINER = "; "
# Objects of a list that get columns.
MOST_LISTED = 5
# Broken records held until the first good one tells what the columns are.
_MOST_BEFORE = 1_000
_KEPT = "json.list_kept"


class Records:
    """The rows of one table; ``columns`` are every name, in the order they first appear."""

    def __init__(self, report: Report, name: str) -> None:
        self.report = report
        self.table = Table(report, name, style="lines")
        self.columns: dict[str, int] = {}
        self._broken: list[tuple[int, str, str]] = []
        self._first: errors.FileRefused | None = None

    def add(self, line: int, value: object) -> None:
        """One record.

        Raises:
            OfARecord: it is no object, or it cannot be told as a row; it adds no column.
            TooManyColumns
        """
        before = len(self.columns)
        try:
            if not isinstance(value, dict):
                raise errors.JsonNotAnObject(place=self.report.place(line))
            cells = self._cells(value, line)
        except errors.OfARecord:
            while len(self.columns) > before:
                self.columns.popitem()
            raise
        self.table.add(line, cells)
        self._tell_broken()

    def broken(self, line: int, raw: str, error: errors.FileRefused) -> None:
        """A record that is not whole, as it was written.

        Raises:
            FileRefused: too many of them come before the first good one.
        """
        self._first = self._first or error
        told = encodings.shown(raw.strip())[: limits.MAX_CELL_CHARS]
        self._broken.append((line, told, error.code))
        if self.table.rows:
            self._tell_broken()
        elif len(self._broken) > _MOST_BEFORE:
            raise self._first

    def end(self) -> None:
        """
        Raises:
            FileRefused: there is no good record.
        """
        if self._first and not self.table.rows:
            raise self._first
        self.table.end(list(self.columns), 0)

    def _tell_broken(self) -> None:
        for line, raw, code in self._broken:
            self.table.add(line, [raw])
            self.report.fault(line, code)
        self._broken.clear()

    def _cells(self, value: Mapping[str, object], line: int) -> list[str]:
        told: dict[int, str] = {}
        place = self.report.place(line)
        for name, cell in flat(value, line, self.report):
            at = self.columns.setdefault(name, len(self.columns))
            if at >= limits.MAX_COLUMNS:
                raise errors.TooManyColumns(place=place, most=limits.MAX_COLUMNS, found=at + 1)
            if len(cell) > limits.MAX_CELL_CHARS:
                raise errors.CellTooLong(place=place, most=limits.MAX_CELL_CHARS)
            if at in told:
                raise errors.JsonRepeatedKey(place=place)
            told[at] = cell
        return [told.get(at, "") for at in range(len(self.columns))]


def flat(value: Mapping[str, object], line: int, report: Report) -> Iterator[tuple[str, str]]:
    """The columns of one record: names with dots, and cells.

    Raises:
        JsonTooDeep
    """
    return _flat(value, "", 1, line, report)


def _flat(
    value: Mapping[str, object], prefix: str, depth: int, line: int, report: Report
) -> Iterator[tuple[str, str]]:
    if depth > limits.MAX_JSON_DEPTH:
        raise errors.JsonTooDeep(place=report.place(line), most=limits.MAX_JSON_DEPTH)
    for key, inner in value.items():
        name = f"{prefix}{key}"
        if isinstance(inner, dict):
            yield from _flat(inner, f"{name}.", depth + 1, line, report)
        elif not isinstance(inner, list):
            if inner is not None:
                yield name, plain(inner)
        elif not any(isinstance(one, dict | list) for one in inner):
            yield name, JOINER.join(plain(one) for one in inner if one is not None)
        elif len(inner) <= MOST_LISTED and all(isinstance(one, dict) for one in inner):
            for number, one in enumerate(inner, start=1):
                yield from _flat(one, f"{name}.{number}.", depth + 1, line, report)
        else:
            report.note(_KEPT, line)
            yield name, json.dumps(inner, ensure_ascii=False, default=str)


def plain(value: object) -> str:
    """One value that holds no others; numbers come as they were written."""
    return value if isinstance(value, str) else json.dumps(value, default=str)


def load(text: str, place: str) -> object:
    """
    Raises:
        JsonRepeatedKey, JsonTooDeep, JsonBroken
    """
    return _decoded(lambda: _DECODER.decode(text), place)


def load_at(text: str, at: int, place: str) -> tuple[object, int]:
    """The value that begins at ``at``, and where it ends.  Raises as ``load``."""
    return _decoded(lambda: _DECODER.raw_decode(text, at), place)


class _Repeated(ValueError):
    pass


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise _Repeated
    return value


_DECODER = json.JSONDecoder(
    parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_once
)


def _decoded(decode: Callable[[], T], place: str) -> T:
    try:
        return decode()
    except _Repeated:
        raise errors.JsonRepeatedKey(place=place) from None
    except RecursionError:
        raise errors.JsonTooDeep(place=place, most=limits.MAX_JSON_DEPTH) from None
    except ValueError:
        raise errors.JsonBroken(place=place) from None
