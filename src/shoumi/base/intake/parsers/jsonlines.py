"""JSON Lines (RFC 8259, one object a line): numbers stay as written, nested objects get dots."""

from __future__ import annotations

import io
import itertools
from typing import BinaryIO

from shoumi.base.intake import errors, limits
from shoumi.base.intake.parsers import encoding as encodings
from shoumi.base.intake.parsers import json_document
from shoumi.base.intake.parsers.encoding import Encoding, open_text
from shoumi.base.intake.parsers.records import Records, load
from shoumi.base.intake.parsers.report import Report

KIND = "JSON Lines"
_SAMPLE_CHARS = 1 << 18
_SAMPLE_LINES = 40


def parse(file: BinaryIO, report: Report, *, encoding: str | None) -> None:
    """Read JSON Lines; the heading is every key, in the order they first appear.

    A line that is no object, repeats a key, nests too deep or is too long is a fault of that line.
    A document that is called JSON Lines is read as the document it is.

    Raises:
        FileRefused: there is no good line, or there are too many keys.
    """
    with open_text(file, report, encoding) as (found, text):
        begins = text.tell()
        sample = text.read(_SAMPLE_CHARS)
        text.seek(begins)
        start = sample.lstrip()
        is_document = start.startswith("[") or start.split("\n", 1)[0].strip() == "{"
        if is_document and not is_lines(sample):
            json_document.read(text, found, report)
        else:
            read(text, found, report)


def is_lines(sample: str) -> bool:
    """Whether most lines of a text are objects each."""
    lines = [line.strip() for line in sample.splitlines() if line.strip()]
    if len(sample) >= _SAMPLE_CHARS and len(lines) > 1:
        lines.pop()
    lines = list(itertools.islice(lines, _SAMPLE_LINES))
    whole = sum(line.startswith("{") and line.endswith("}") for line in lines)
    return len(lines) > 1 and 2 * whole >= len(lines)


def read(text: io.TextIOBase, found: Encoding, report: Report, *, is_judged: bool = False) -> None:
    """As ``parse``, of an open text that has an object in each line."""
    told = Records(report, report.name)
    encodings.tell(found, report)
    if is_judged:
        report.note("file.read_as", kind=KIND)
    number = 0
    while line := text.readline(limits.MAX_LINE_CHARS + 1):
        number += 1
        if not line.strip():
            continue
        place = report.place(number)
        try:
            if len(line) > limits.MAX_LINE_CHARS:
                _skip_rest(line, text)
                raise errors.LineTooLong(place=place, most=limits.MAX_LINE_CHARS)
            if found.is_damaged and (code := encodings.fault(line)):
                raise errors.by_code()[code](place=place)
            told.add(number, load(line, place))
        except errors.OfARecord as error:
            told.broken(number, line, error)
    told.end()


def _skip_rest(line: str, text: io.TextIOBase) -> None:
    while line and not line.endswith(("\n", "\r")):
        line = text.readline(limits.MAX_LINE_CHARS)
