"""CSV: RFC 4180 with any of ``, ; TAB |`` and every line end, strictly.

A row that is longer or shorter than the heading, a quote that never closes, a carriage return in
the middle and an endless line are faults of their record: guessing would put a value under another
person, and refusing the file would lose all others.
"""

from __future__ import annotations

import csv
import io
import itertools
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from typing import BinaryIO, NamedTuple

from shoumi.base.intake import errors, limits
from shoumi.base.intake.parsers import encoding as encodings
from shoumi.base.intake.parsers import heading
from shoumi.base.intake.parsers.encoding import Encoding, open_text
from shoumi.base.intake.parsers.report import Report, Table

DELIMITERS = (",", ";", "\t", "|")
# What a table with it is called in words.
NAMES = {",": "CSV", ";": "CSV (;)", "\t": "TSV", "|": "CSV (|)"}
SAMPLE_CHARS = 1 << 18
# What makes a table of a text: so many lines above it, that share alike, cells so long on average.
_MOST_TITLES, _LEAST_ALIKE, _MOST_CELL, _SHORT = 4, 0.7, 40, 8


class Row(NamedTuple):
    """A record that is not blank: where it begins, and what is wrong with it.

    ``is_damaged``  something in it is no text, in cells that can be told apart
    """

    line: int
    cells: list[str]
    fault: str = ""
    is_damaged: bool = False


class _Lines:
    """Physical lines; those of the record being read stay, to be read anew if it is broken.

    ``is_cut``           one of them was longer than a line may be, and the rest of it is left out
    ``is_last_unended``  the last one has no end, though those before it have
    """

    def __init__(self, text: io.TextIOBase, number: int) -> None:
        self.text, self.number = text, number
        self.ends_in_return = self.is_cut = self.is_last_unended = False
        self.record: list[str] = []
        self._again: deque[str] = deque()

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._read()
        if not line:
            raise StopIteration
        self.number += 1
        is_long = len(line) > limits.MAX_LINE_CHARS
        self.is_cut |= is_long
        self.is_last_unended = self.number > 1 and not is_long and line[-1] not in "\r\n"
        self.ends_in_return = line.endswith("\r")
        self.record.append(line)
        return line

    def begin(self) -> int:
        """A new record; its line."""
        self.record, self.is_cut = [], False
        return self.number + 1

    def leave(self) -> str:
        """Only the first line of the broken record counts as it; the others are read anew."""
        first, *others = self.record
        self.number -= len(others)
        self._again.extendleft(reversed(others))
        return first

    def _read(self) -> str:
        line = self.text.readline(limits.MAX_LINE_CHARS + 1)
        if len(line) <= limits.MAX_LINE_CHARS:
            return line
        rest = line
        while rest and not rest.endswith(("\n", "\r")):
            rest = self.text.readline(limits.MAX_LINE_CHARS)
        return line


def parse(file: BinaryIO, report: Report, *, encoding: str | None) -> None:
    """Read a delimited text.  A broken record is a fault of its line.

    Raises:
        FileRefused: see ``errors``; always with the line.
    """
    with open_text(file, report, encoding) as (found, text):
        read(text, found, report)


def read(text: io.TextIOBase, found: Encoding, report: Report, *, is_judged: bool = False) -> None:
    """As ``parse``, of an open text; ``is_judged`` where its contents alone said that it is one."""
    start = text.tell()
    delimiter, skipped = _delimiter(text.read(SAMPLE_CHARS))
    text.seek(start)
    for _ in range(skipped):
        text.readline()
    table = Table(report, report.name, style="lines")
    encodings.tell(found, report)
    if is_judged:
        report.note("file.read_as", kind=NAMES[delimiter])
    rows = _rows(text, report, delimiter, skipped, is_damaged=found.is_damaged)
    sample = list(itertools.islice(rows, heading.SAMPLE_ROWS))
    good = [row for row in sample if not row.fault]
    head = heading.find([row.cells for row in good])
    top = good[head.first].line if head.is_found else 0
    _refuse_before(sample, top, report)
    if not head.is_found:
        report.note("table.no_heading")
    elif head.first:
        report.note("table.title_rows", top, rows=head.first)
    names = [encodings.shown(name) for name in head.names]
    widest = len(names) or max((len(row.cells) for row in good), default=0)
    while names and not names[-1]:
        names.pop()
    below = good[head.after - 1].line if head.after else 0
    first = next((row for row in sample if row.fault), None)
    for row in good[head.first : head.after]:
        for at, code in _damaged(row).items():
            first = first or row._replace(fault=code)
            report.fault(row.line, code, at)
    is_any_good = False
    for row in itertools.chain((row for row in sample if row.line > below), rows):
        fit = row if row.fault else _fit(row, len(names), widest, delimiter)
        damaged = _damaged(fit)
        if damaged and fit.fault:
            # A separator may be among the bytes that are gone.
            fit = fit._replace(fault=next(iter(damaged.values())))
        table.add(fit.line, [encodings.shown(cell) for cell in fit.cells] if damaged else fit.cells)
        if fit.fault:
            first = first or fit
            report.fault(fit.line, fit.fault)
        else:
            for at, code in damaged.items():
                first = first or fit._replace(fault=code)
                report.fault(fit.line, code, at)
        is_any_good |= not fit.fault and not damaged
    if first and not is_any_good:
        raise _refusal(first, report)
    table.end(names, top)


def _refuse_before(sample: Sequence[Row], top: int, report: Report) -> None:
    """A broken record above the heading may be the heading: what the columns are is not guessed."""
    for row in sample:
        if row.fault and (row.line < top or not top):
            raise _refusal(row, report)


def _damaged(row: Row) -> dict[int, str]:
    """By cell of a record what in it is no text."""
    if not row.is_damaged:
        return {}
    return {at: code for at, cell in enumerate(row.cells) if (code := encodings.fault(cell))}


def _fit(row: Row, named: int, widest: int, delimiter: str) -> Row:
    """The row at the width of the heading; a heading may end in columns without a name."""
    cells, found = row.cells, len(row.cells)
    while len(cells) > named and not cells[-1].strip():
        cells.pop()
    if len(cells) <= widest and found >= (named or widest):
        return row
    if len(cells) > widest:
        # All that was written stays in the row: the last cell takes what has no column.
        cells = [*cells[: widest - 1], delimiter.join(cells[widest - 1 :])]
    return Row(row.line, cells, errors.Ragged.code, row.is_damaged)


def _rows(
    text: io.TextIOBase, report: Report, delimiter: str, skipped: int = 0, *, is_damaged: bool
) -> Iterator[Row]:
    """Every record that is not blank.  Behind a broken one the reading goes on with the next line,
    which is set apart too where nobody can tell that it is not the rest of the broken one."""
    lines = _Lines(text, skipped)
    csv.field_size_limit(limits.MAX_CELL_CHARS)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    returns: bool | None = None
    is_rest = False
    while True:
        begins = lines.begin()
        fault = ""
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            fault = _code(str(error), is_long=len(lines.record) > 1)
            fault = errors.LineTooLong.code if lines.is_cut else fault
            raw = lines.leave()
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
        else:
            raw = lines.record[0]
            if lines.is_last_unended:
                report.note("text.no_last_line_end", lines.number)
            if returns is None:
                returns = lines.ends_in_return
            elif lines.ends_in_return and not returns:
                fault = errors.BareReturn.code
            fault = errors.LineTooLong.code if lines.is_cut else fault
        if fault:
            told = encodings.shown(raw) if is_damaged else raw
            yield Row(begins, [told.strip("\r\n")[: limits.MAX_CELL_CHARS]], fault)
            is_rest = raw.startswith('"') or delimiter not in raw
            continue
        if len(cells) > limits.MAX_COLUMNS:
            raise errors.TooManyColumns(
                place=report.place(begins), most=limits.MAX_COLUMNS, found=len(cells)
            )
        if any(cell.strip() for cell in cells):
            is_harmed = is_damaged and any(map(encodings.fault, cells))
            yield Row(begins, cells, errors.AfterBroken.code if is_rest else "", is_harmed)
            is_rest = False


def _code(said: str, *, is_long: bool) -> str:
    """The csv module has one error class; its text tells which."""
    if "unexpected end" in said or ("field limit" in said and is_long):
        return errors.UnclosedQuote.code
    if "field limit" in said:
        return errors.CellTooLong.code
    if "new-line" in said:
        return errors.BareReturn.code
    return errors.BadQuote.code


def _refusal(row: Row, report: Report) -> errors.FileRefused:
    return errors.by_code()[row.fault](place=report.place(row.line))


def _delimiter(sample: str) -> tuple[str, int]:
    """(the delimiter, how many lines to skip): Excel may state it in a first line ``sep=;``."""
    first = sample.split("\n", 1)[0].rstrip("\r")
    if len(first) == 5 and first.lower().startswith("sep=") and first[4] in DELIMITERS:
        return first[4], 1
    whole = len(sample) < SAMPLE_CHARS
    return max(DELIMITERS, key=lambda one: _consistency(sample, one, whole=whole)), 0


def is_table(sample: str) -> bool:
    """Whether the start of a text is a table: short cells, as many in each record, below at most a
    few lines of title.  A comma in each line of a letter makes none."""
    first = sample.split("\n", 1)[0].rstrip("\r")
    if len(first) == 5 and first.lower().startswith("sep=") and first[4] in DELIMITERS:
        return True
    rows = sample.splitlines()
    if len(sample) >= SAMPLE_CHARS and len(rows) > 1:
        rows.pop()
    rows = [row for row in rows[: 2 * heading.SAMPLE_ROWS] if row.strip()]
    try:
        return any(_is_table(rows, one) for one in DELIMITERS)
    except csv.Error:  # a cell as long as a text
        return False


def _is_table(rows: Sequence[str], delimiter: str) -> bool:
    widths = [(len(cells), cells) for cells in csv.reader(iter(rows), delimiter=delimiter)]
    titles = list(itertools.takewhile(lambda one: one[0] == 1, widths))
    table = widths[len(titles) :]
    if len(titles) > _MOST_TITLES or len(table) < 2:
        return False
    width, times = Counter(one for one, _ in table).most_common(1)[0]
    if width < 2 or times < _LEAST_ALIKE * len(table):
        return False
    cells = [cell for _, one in table for cell in one]
    long = sum(map(len, cells)) / len(cells)
    # Behind a comma of a sentence stands a space.
    spaced = [cell.startswith(" ") for _, one in table for cell in one[1:] if cell.strip()]
    if long > _MOST_CELL or (delimiter in ",;" and long > _SHORT and 2 * sum(spaced) > len(spaced)):
        return False
    return delimiter in "\t|" or width > 2 or len(table) > 2


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
