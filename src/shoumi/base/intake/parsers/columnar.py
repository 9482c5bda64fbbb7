"""Parquet: every column as text.  The one parser that needs Arrow in the child."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from shoumi.base.intake import errors, limits
from shoumi.base.intake.parsers.cells import SURE_DIGITS
from shoumi.base.intake.parsers.records import flat
from shoumi.base.intake.parsers.report import Report, Table

BATCH_ROWS = 4_096


def parse(file: BinaryIO, report: Report, *, encoding: str | None) -> None:
    """Read a Parquet file.

    Raises:
        FileRefused: it is broken or encrypted.
    """
    try:
        stored = pq.ParquetFile(file, pre_buffer=False)
        _read(stored, report)
    except pa.ArrowMemoryError:
        raise MemoryError from None
    except (pa.ArrowException, OSError, ValueError):
        raise errors.Broken(place=report.place()) from None


def _read(stored: pq.ParquetFile, report: Report) -> None:
    names = _flat(stored.schema_arrow.empty_table()).column_names
    if len(names) > limits.MAX_COLUMNS:
        raise errors.TooManyColumns(place=report.place(), most=limits.MAX_COLUMNS, found=len(names))
    table = Table(report, report.name, style="lines")
    more: dict[str, int] = {}
    line = 0
    for whole in stored.iter_batches(BATCH_ROWS, use_threads=False):
        batch = _flat(pa.Table.from_batches([whole]))
        columns = [
            _texts(column.combine_chunks(), line, at, report)
            for at, column in enumerate(batch.columns)
        ]
        lists = [
            (name, column.to_pylist())
            for name, column in zip(names, batch.columns, strict=True)
            if pa.types.is_nested(column.type)
        ]
        for at, cells in enumerate(zip(*columns, strict=True)):
            line += 1
            held = {name: values[at] for name, values in lists}
            table.add(line, _with_lists(cells, names, held, more, line, report))
    table.end([*names, *more], 0)


def _with_lists(
    cells: Sequence[str],
    names: Sequence[str],
    held: Mapping[str, object],
    more: dict[str, int],
    line: int,
    report: Report,
) -> Sequence[str]:
    """The row with what its lists hold, as records of JSON have it; ``more`` are the columns that
    this takes behind those of the file, each with its place."""
    if not held:
        return cells
    told = dict(zip(names, cells, strict=True))
    for name, cell in flat(_as_json(held), line, report):
        if len(cell) > limits.MAX_CELL_CHARS:
            report.fault(line, errors.CellTooLong.code)
            cell = cell[: limits.MAX_CELL_CHARS]
        if name not in told and name not in more:
            more[name] = len(names) + len(more)
        told[name] = cell
    if len(names) + len(more) > limits.MAX_COLUMNS:
        found = len(names) + len(more)
        raise errors.TooManyColumns(place=report.place(line), most=limits.MAX_COLUMNS, found=found)
    return [told.get(name, "") for name in (*names, *more)]


def _as_json(value: Any) -> Any:
    """What Arrow gives: a map comes as a list of pairs."""
    match value:
        case dict():
            return {str(name): _as_json(inner) for name, inner in value.items()}
        case [*pairs] if pairs and all(isinstance(one, tuple) for one in pairs):
            return {str(name): _as_json(inner) for name, inner in pairs}
        case list():
            return [_as_json(inner) for inner in value]
        case None | str() | bool() | int() | float():
            return value
        case bytes():
            return value.decode("utf-8", "replace")
        case _:
            return str(value)


def _flat(table: pa.Table) -> pa.Table:
    """Fields inside fields as columns of their own, named with dots as those of JSON are."""
    for _ in range(limits.MAX_JSON_DEPTH):
        if not any(pa.types.is_struct(one) for one in table.schema.types):
            break
        table = table.flatten()
    return table


def _texts(column: pa.Array, before: int, at: int, report: Report) -> Sequence[str]:
    if pa.types.is_floating(column.type):
        lost = pc.greater_equal(pc.abs(column), float(SURE_DIGITS))
        for row in pc.indices_nonzero(pc.fill_null(lost, False)).to_pylist():
            report.fault(before + row + 1, errors.LostDigits.code, at)
        return [
            "" if value is None else format(value, ".15g").removesuffix(".0")
            for value in column.to_pylist()
        ]
    if pa.types.is_nested(column.type):
        return [""] * len(column)
    if pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type):
        return [
            "" if value is None else value.decode("utf-8", "replace")
            for value in column.to_pylist()
        ]
    return ["" if value is None else value for value in column.cast(pa.string()).to_pylist()]
