"""CSV: RFC 4180 with any of ``, ; TAB |`` and every line end, strictly.

A row that is longer or shorter than the heading, a quote that never closes, a carriage return in
the middle and an endless line are refused with their line: guessing would put a value under
another person.
"""

from __future__ import annotations

import csv
import io
import itertools
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from shoumi.base.intake import errors, limits
from shoumi.base.intake.parsers import heading
from shoumi.base.intake.parsers.encoding import Encoding, open_text
from shoumi.base.intake.parsers.report import Report, Table

DELIMITERS = (",", ";", "\t", "|")
SAMPLE_CHARS = 1 << 18

Row = tuple[int, list[str]]


class _Lines:
    """Physical lines, never more than one in memory, with the line end of the last one."""

    def __init__(self, text: io.TextIOBase, report: Report, number: int) -> None:
        self.text, self.report = text, report
        self.number, self.ends_in_return = number, False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self.text.readline(limits.MAX_LINE_CHARS + 1)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) > limits.MAX_LINE_CHARS:
            raise errors.LineTooLong(
                place=self.report.place(self.number), most=limits.MAX_LINE_CHARS
            )
        self.ends_in_return = line.endswith("\r")
        return line


def parse(file: BinaryIO, report: Report, *, encoding: str | None, is_strict: bool) -> None:
    """Read a delimited text.

    Raises:
        FileRefused: see ``errors``; always with the line.
    """
    with open_text(file, report, encoding) as (found, text):
        _read(text, found, report, is_strict=is_strict)


def _read(text: io.TextIOBase, found: Encoding, report: Report, *, is_strict: bool) -> None:
    start = text.tell()
    delimiter, skipped = _delimiter(text.read(SAMPLE_CHARS))
    text.seek(start)
    for _ in range(skipped):
        text.readline()
    table = Table(report, report.name, style="lines")
    if found.name != "utf-8" or found.skip:
        report.note("text.encoding", encoding=found.name)
    rows = _rows(text, report, delimiter, skipped)
    sample = list(itertools.islice(rows, heading.SAMPLE_ROWS))
    head = heading.find([cells for _, cells in sample])
    if not head.is_found:
        report.note("table.no_heading")
    elif head.first:
        report.note("table.title_rows", sample[head.first][0], rows=head.first)
    names = list(head.names)
    widest = len(names) or max((len(cells) for _, cells in sample), default=0)
    while names and not names[-1]:
        names.pop()
    for line, cells in itertools.chain(sample[head.after :], rows):
        fit = _fit(cells, len(names), widest, line, report, is_strict=is_strict)
        table.add(line, fit)
    table.end(names, sample[head.first][0] if head.is_found else 0)


def _fit(
    cells: list[str], named: int, widest: int, line: int, report: Report, *, is_strict: bool
) -> list[str]:
    """The row at the width of the heading; a heading may end in columns without a name."""
    found = len(cells)
    while len(cells) > named and not cells[-1].strip():
        cells.pop()
    if len(cells) <= widest and found >= (named or widest):
        return cells
    if is_strict:
        raise errors.Ragged(place=report.place(line), expected=widest, found=found)
    report.note("csv.ragged", line, expected=widest, found=found)
    return cells


def _rows(text: io.TextIOBase, report: Report, delimiter: str, skipped: int = 0) -> Iterator[Row]:
    """Yield (line where the record begins, cells) of every record that is not blank."""
    lines = _Lines(text, report, skipped)
    csv.field_size_limit(limits.MAX_CELL_CHARS)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    returns: bool | None = None
    while True:
        begins = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _refusal(str(error), report, begins, lines.number) from None
        except UnicodeDecodeError:
            raise errors.EncodingBroken(
                place=report.place(begins), encoding=text.encoding
            ) from None
        if returns is None:
            returns = lines.ends_in_return
        elif lines.ends_in_return is not returns and lines.ends_in_return:
            raise errors.BareReturn(place=report.place(begins))
        if len(cells) > limits.MAX_COLUMNS:
            raise errors.TooManyColumns(
                place=report.place(begins), most=limits.MAX_COLUMNS, found=len(cells)
            )
        if any(cell.strip() for cell in cells):
            yield begins, cells


def _refusal(said: str, report: Report, begins: int, line: int) -> errors.FileRefused:
    """The csv module has one error class; its text tells which."""
    if "unexpected end" in said or ("field limit" in said and line > begins):
        return errors.UnclosedQuote(place=report.place(begins))
    if "field limit" in said:
        return errors.CellTooLong(place=report.place(begins), most=limits.MAX_CELL_CHARS)
    if "new-line" in said:
        return errors.BareReturn(place=report.place(begins))
    return errors.BadQuote(place=report.place(begins))


def _delimiter(sample: str) -> tuple[str, int]:
    """(the delimiter, how many lines to skip): Excel may state it in a first line ``sep=;``."""
    first = sample.split("\n", 1)[0].rstrip("\r")
    if len(first) == 5 and first.lower().startswith("sep=") and first[4] in DELIMITERS:
        return first[4], 1
    whole = len(sample) < SAMPLE_CHARS
    return max(DELIMITERS, key=lambda one: _consistency(sample, one, whole=whole)), 0


def _consistency(sample: str, delimiter: str, *, whole: bool) -> tuple[float, int]:
    """(share of the commonest width above one, that width)."""
    widths: list[int] = []
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        for cells in itertools.islice(reader, heading.SAMPLE_ROWS):
            if any(cell.strip() for cell in cells):
                widths.append(len(cells))
    except csv.Error:
        pass
    if not whole and len(widths) > 1 and len(widths) < heading.SAMPLE_ROWS:
        widths.pop()
    if not widths:
        return (0.0, 0)
    width, times = Counter(widths).most_common(1)[0]
    return (times / len(widths), width) if width > 1 else (0.0, 0)
