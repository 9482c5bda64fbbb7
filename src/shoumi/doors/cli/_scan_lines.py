"""Lines of ``{"id", "text"}`` in, lines of ``{"id", "spans"}`` out, as they come.

Offsets count Unicode code points, end exclusive; ``grade`` is the span grade.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from shoumi.core.errors import Invalid
from shoumi.core.redact.mask import mask_text
from shoumi.doors.cli._scan_names import Names

_AT_ONCE = 1 << 20  # bytes: what has come is answered together, and what comes alone at once


class LineUnreadable(Invalid):
    code = "scan.line_unreadable"


def _line(raw: bytes, number: int) -> dict[str, Any]:
    try:
        line = json.loads(raw)
    except ValueError as error:
        raise LineUnreadable(line=number) from error
    if not isinstance(line, dict) or "id" not in line or not isinstance(line.get("text"), str):
        raise LineUnreadable(line=number)
    return line


def stream(source: BinaryIO, to: BinaryIO, *, names: Names, masked: BinaryIO | None = None) -> None:
    """Answer the lines of ``source`` as they come; the masked lines go to ``masked``.

    Raises:
        LineUnreadable: a line is not ``{"id", "text"}``; earlier lines have been answered.
        WouldTakeHours: from here on the names would; earlier lines have been answered.
    """
    number = 0
    for raws in _come(source):
        lines, unreadable = [], None
        for raw in raws:
            number += 1
            try:
                lines += [_line(raw, number)] if raw.strip() else []
            except LineUnreadable as error:
                unreadable = error
                break
        _answer(lines, to, names, masked)
        if unreadable:
            raise unreadable


def _come(source: BinaryIO) -> Iterator[list[bytes]]:
    """The lines of ``source``, those together that are there together."""
    rest = b""
    while some := source.read1(_AT_ONCE):  # type: ignore[attr-defined]
        *lines, rest = (rest + some).split(b"\n")
        yield lines
    yield [rest]


def _answer(
    lines: list[dict[str, Any]], to: BinaryIO, names: Names, masked: BinaryIO | None
) -> None:
    found = names.spans_or_stop([line["text"] for line in lines])
    for line, spans in zip(lines, found, strict=True):
        told = [
            {"start": s.start, "end": s.end, "label": s.label.value, "grade": s.grade.value}
            for s in spans
        ]
        to.write(json.dumps({"id": line["id"], "spans": told}).encode() + b"\n")
        if masked is not None:
            line["text"] = mask_text(line["text"], spans)
            masked.write(json.dumps(line).encode() + b"\n")
    to.flush()


def is_lines(path: Path) -> bool:
    """Does the file begin with a line of ``{"id", "text"}``?"""
    with path.open("rb") as file:
        try:
            _line(file.readline(), 1)
        except LineUnreadable:
            return False
    return True
