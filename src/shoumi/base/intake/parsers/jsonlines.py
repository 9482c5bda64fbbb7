"""JSON Lines (RFC 8259, one object a line): numbers stay as written, nested objects get dots."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from shoumi.base.intake import errors, limits
from shoumi.base.intake.parsers import encoding as encodings
from shoumi.base.intake.parsers.encoding import Encoding, open_text
from shoumi.base.intake.parsers.report import Report, Table

# Broken lines held until the first good one tells what the columns are.
_MOST_BEFORE = 1_000


class _Repeated(ValueError):
    pass


def parse(file: BinaryIO, report: Report, *, encoding: str | None) -> None:
    """Read JSON Lines; the heading is every key, in the order they first appear.

    A line that is no object, repeats a key, nests too deep or is too long is a fault of that line.

    Raises:
        FileRefused: there is no good line, or there are too many keys.
    """
    with open_text(file, report, encoding) as (found, text):
        read(text, found, report)


def read(text: io.TextIOBase, found: Encoding, report: Report) -> None:
    """As ``parse``, of an open text."""
    table = Table(report, report.name, style="lines")
    encodings.tell(found, report)
    columns: dict[str, int] = {}
    broken: list[tuple[int, str, str]] = []
    first: errors.FileRefused | None = None
    number = 0
    while line := text.readline(limits.MAX_LINE_CHARS + 1):
        number += 1
        if not line.strip():
            continue
        before = len(columns)
        try:
            if len(line) > limits.MAX_LINE_CHARS:
                _skip_rest(line, text)
                raise errors.LineTooLong(place=report.place(number), most=limits.MAX_LINE_CHARS)
            if found.is_damaged and (code := encodings.fault(line)):
                line = encodings.shown(line)
                raise errors.by_code()[code](place=report.place(number))
            cells = _cells(_load(line, number, report), columns, number, report)
        except errors.OfARecord as error:
            first = first or error
            while len(columns) > before:
                columns.popitem()
            broken.append((number, line.strip()[: limits.MAX_CELL_CHARS], error.code))
            if not table.rows and len(broken) > _MOST_BEFORE:
                raise first from None
        else:
            table.add(number, cells)
        if table.rows:
            _add(broken, table, report)
    if first and not table.rows:
        raise first
    table.end(list(columns), 0)


def _add(broken: list[tuple[int, str, str]], table: Table, report: Report) -> None:
    for number, raw, code in broken:
        table.add(number, [raw])
        report.fault(number, code)
    broken.clear()


def _skip_rest(line: str, text: io.TextIOBase) -> None:
    while line and not line.endswith(("\n", "\r")):
        line = text.readline(limits.MAX_LINE_CHARS)


def _load(line: str, number: int, report: Report) -> Mapping[str, object]:
    place = report.place(number)
    try:
        value = json.loads(
            line, parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_once
        )
    except _Repeated:
        raise errors.JsonRepeatedKey(place=place) from None
    except RecursionError:
        raise errors.JsonTooDeep(place=place, most=limits.MAX_JSON_DEPTH) from None
    except ValueError:
        raise errors.JsonBroken(place=place) from None
    if not isinstance(value, dict):
        raise errors.JsonNotAnObject(place=place)
    return value


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise _Repeated
    return value


def _cells(
    value: Mapping[str, object], columns: dict[str, int], number: int, report: Report
) -> list[str]:
    told: dict[int, str] = {}
    for name, cell in _flat(value, "", 1, number, report):
        at = columns.setdefault(name, len(columns))
        if at >= limits.MAX_COLUMNS:
            raise errors.TooManyColumns(
                place=report.place(number), most=limits.MAX_COLUMNS, found=at + 1
            )
        if len(cell) > limits.MAX_CELL_CHARS:
            raise errors.CellTooLong(place=report.place(number), most=limits.MAX_CELL_CHARS)
        if at in told:
            raise errors.JsonRepeatedKey(place=report.place(number))
        told[at] = cell
    return [told.get(at, "") for at in range(len(columns))]


def _flat(
    value: Mapping[str, object], prefix: str, depth: int, number: int, report: Report
) -> Iterator[tuple[str, str]]:
    if depth > limits.MAX_JSON_DEPTH:
        raise errors.JsonTooDeep(place=report.place(number), most=limits.MAX_JSON_DEPTH)
    for key, inner in value.items():
        name = prefix + key
        if isinstance(inner, dict):
            yield from _flat(inner, f"{name}.", depth + 1, number, report)
        elif isinstance(inner, str):
            yield name, inner
        elif inner is not None:
            yield name, json.dumps(inner, ensure_ascii=False)
