"""Plain text, as blocks of whole lines; the place of a block is its first line."""

from __future__ import annotations

import io
from typing import BinaryIO

from shoumi.base.intake import limits
from shoumi.base.intake.parsers import encoding as encodings
from shoumi.base.intake.parsers.encoding import Encoding, open_text
from shoumi.base.intake.parsers.report import Report, Text

BLOCK_CHARS = 4_096


def parse(file: BinaryIO, report: Report, *, encoding: str | None) -> None:
    """Read a text file.  What in it is no text is told by its line and read as damage.

    Raises:
        FileRefused: its encoding is unclear.
    """
    with open_text(file, report, encoding) as (found, text):
        read(text, found, report)


def read(text: io.TextIOBase, found: Encoding, report: Report) -> None:
    """As ``parse``, of an open text."""
    sheet = Text(report, report.name)
    encodings.tell(found, report)
    block: list[str] = []
    first = number = 1
    chars = 0
    while line := text.readline(limits.MAX_LINE_CHARS + 1):
        if found.is_damaged and (code := encodings.fault(line)):
            report.note(code, number)
            line = encodings.shown(line)
        block.append(line)
        chars += len(line)
        # A line that never ends comes in pieces.
        number += line.endswith(("\n", "\r"))
        if chars >= BLOCK_CHARS:
            sheet.add(first, "body", "".join(block))
            block, chars, first = [], 0, number
    sheet.add(first, "body", "".join(block))
    sheet.end()
