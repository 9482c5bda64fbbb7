"""Parquet: every column as text.  The one parser that needs Arrow in the child."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from shoumi.base.intake import errors, limits
from shoumi.base.intake.parsers.cells import SURE_DIGITS
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
    line = 0
    for whole in stored.iter_batches(BATCH_ROWS, use_threads=False):
        batch = _flat(pa.Table.from_batches([whole]))
        columns = [
            _texts(column.combine_chunks(), line, at, report)
            for at, column in enumerate(batch.columns)
        ]
        for cells in zip(*columns, strict=True):
            line += 1
            table.add(line, cells)
    table.end(names, 0)


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
        return [
            "" if value is None else json.dumps(value, ensure_ascii=False, default=str)
            for value in column.to_pylist()
        ]
    if pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type):
        return [
            "" if value is None else value.decode("utf-8", "replace")
            for value in column.to_pylist()
        ]
    return ["" if value is None else value for value in column.cast(pa.string()).to_pylist()]
