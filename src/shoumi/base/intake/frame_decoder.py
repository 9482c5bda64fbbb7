"""From a child's frames to sheets; see ``wire_format`` for the layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from shoumi.base.intake import errors, limits, wire_format
from shoumi.base.intake.sheets import Block, Fault, Note, Sheet

INT = 4


def assemble(stream: bytes | bytearray, name: str) -> list[Sheet]:
    """The sheets that ``stream`` tells of.

    Raises:
        FileRefused: the child refused the file, or broke off.
    """
    sheets: list[Sheet] = []
    frames = wire_format.read(stream)
    try:
        for frame in frames:
            if frame.kind == "end":
                return sheets
            if frame.kind == "error":
                raise _refusal(frame.facts)
            sheets.append(_sheet(frame, frames, name))
    except (wire_format.Malformed, KeyError, TypeError, ValueError, pa.ArrowInvalid) as error:
        raise errors.Broken(place=name) from error
    raise errors.Broken(place=name)


@dataclass(frozen=True, slots=True)
class Frame:
    """One page in grey, a byte a pixel, rows from the top; ``page`` from 1."""

    page: int
    width: int
    height: int
    grey: memoryview


def frames(stream: bytes | bytearray, name: str) -> tuple[list[Frame], int]:
    """The frames that ``stream`` tells of, and how many pages the file has.

    Raises:
        FileRefused: the child refused the file, or broke off.
    """
    told: list[Frame] = []
    count = 0
    try:
        for frame in wire_format.read(stream):
            facts: Mapping[str, Any] = frame.facts
            if frame.kind == "end":
                return told, count
            if frame.kind == "error":
                raise _refusal(facts)
            if frame.kind == "pages":
                count = int(facts["count"])
                continue
            width, height = int(facts["width"]), int(facts["height"])
            if frame.kind != "frame" or not 0 < width * height == len(frame.blob):
                raise wire_format.Malformed
            if len(frame.blob) > limits.MAX_FRAME_PIXELS:
                raise wire_format.Malformed
            told.append(Frame(int(facts["page"]), width, height, frame.blob))
    except (wire_format.Malformed, KeyError, TypeError, ValueError) as error:
        raise errors.Broken(place=name) from error
    raise errors.Broken(place=name)


def _refusal(facts: Mapping[str, Any]) -> errors.FileRefused:
    return errors.by_code()[facts["code"]](**facts["facts"])


def _sheet(first: wire_format.Frame, frames: Iterator[wire_format.Frame], file: str) -> Sheet:
    facts: Mapping[str, Any] = first.facts
    batches: list[list[pa.Array]] = []
    lines: list[pa.Array] = []
    blocks: list[Block] = []
    notes: list[Note] = []
    faults: list[Fault] = []
    for frame in frames:
        told: Mapping[str, Any] = frame.facts
        if frame.kind == "batch":
            rows, columns = _batch(frame)
            lines.append(rows)
            batches.append(columns)
        elif frame.kind == "blocks":
            blocks += [Block(*block) for block in told["blocks"]]
        elif frame.kind == "note":
            notes.append(Note(told["code"], told["place"], told["facts"]))
        elif frame.kind == "faults":
            faults += [_fault(*one) for one in told["faults"]]
        elif frame.kind == "error":
            raise _refusal(told)
        elif frame.kind == "sheet_end":
            break
        else:
            raise wire_format.Malformed
    else:
        raise wire_format.Malformed
    if facts["sheet_kind"] == "text":
        blank = tuple(int(page) for page in told.get("blank_pages", ()))
        return Sheet(
            file, facts["name"], "text", blocks=blocks, notes=tuple(notes), blank_pages=blank
        )
    letters = told["letters"]
    return Sheet(
        file,
        facts["name"],
        "table",
        header=list(told["header"]),
        header_row=int(told["header_row"]),
        table=_table(told["header"], batches),
        notes=tuple(notes),
        lines=pa.concat_arrays(lines) if lines else pa.array([], pa.int32()),
        letters=tuple(letters) if letters is not None else None,
        faults=tuple(faults),
    )


def _fault(line: int, column: int, code: str) -> Fault:
    if code not in errors.OF_RECORDS:
        raise wire_format.Malformed
    return Fault(int(line), int(column), code)


def _batch(frame: wire_format.Frame) -> tuple[pa.Array, list[pa.Array]]:
    facts: Mapping[str, Any] = frame.facts
    rows: int = facts["rows"]
    buffer = pa.py_buffer(frame.blob)
    at = rows * INT
    lines = pa.Array.from_buffers(pa.int32(), rows, [None, buffer.slice(0, at)])
    columns = []
    for size in facts["sizes"]:
        offsets = buffer.slice(at, (rows + 1) * INT)
        at += (rows + 1) * INT
        texts = buffer.slice(at, size)
        column = pa.StringArray.from_buffers(rows, offsets, texts)
        column.validate(full=True)
        at += size
        # An empty cell is none.  The texts stay where the child's answer has them.
        is_said = pc.not_equal(pc.binary_length(column), 0).buffers()[1] if rows else None
        columns.append(pa.StringArray.from_buffers(rows, offsets, texts, is_said))
    return lines, columns


def _table(header: Sequence[str], batches: Sequence[Sequence[pa.Array]]) -> pa.Table:
    width = max([len(header), *map(len, batches)])
    names = unique([*header, *[""] * (width - len(header))])
    columns = []
    for at in range(width):
        chunks = [
            batch[at] if at < len(batch) else pa.nulls(len(batch[0]), pa.string())
            for batch in batches
        ]
        columns.append(pa.chunked_array(chunks, pa.string()))
    return pa.table(columns, names=names)


def unique(names: Sequence[str]) -> list[str]:
    """The names, those without one called ``column N`` and repeated ones numbered."""
    seen: set[str] = set()
    told = []
    for at, name in enumerate(names, start=1):
        base = candidate = name or f"column {at}"
        count = 1
        while candidate in seen:
            count += 1
            candidate = f"{base} ({count})"
        seen.add(candidate)
        told.append(candidate)
    return told
