"""Lines of ``{"id", "text"}`` in, lines of ``{"id", "spans"}`` out, as they come.

Offsets count Unicode code points, end exclusive; ``grade`` is the span grade.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from shoumi.core.errors import Invalid
from shoumi.core.redact.mask import mask_text
from shoumi.core.scan import find_spans


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


def stream(source: BinaryIO, to: BinaryIO, *, today: date, masked: BinaryIO | None = None) -> None:
    """Answer each line of ``source`` at once; the masked lines go to ``masked``.

    Raises:
        LineUnreadable: a line is not ``{"id", "text"}``; earlier lines have been answered.
    """
    for number, raw in enumerate(source, start=1):
        if not raw.strip():
            continue
        line = _line(raw, number)
        spans = find_spans(line["text"], today=today)
        told = [
            {"start": s.start, "end": s.end, "label": s.label.value, "grade": s.grade.value}
            for s in spans
        ]
        to.write(json.dumps({"id": line["id"], "spans": told}).encode() + b"\n")
        to.flush()
        if masked is not None:
            line["text"] = mask_text(line["text"], spans)
            masked.write(json.dumps(line).encode() + b"\n")


def is_lines(path: Path) -> bool:
    """Does the file begin with a line of ``{"id", "text"}``?"""
    with path.open("rb") as file:
        try:
            _line(file.readline(), 1)
        except LineUnreadable:
            return False
    return True
