"""Arrow columns as what the kernel reads: bytes, where each text begins and where it stops."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from shoumi.core.scan.kernel.arrays import Bytes, Longs

# So many bytes go into one call: its results stay small, and other threads get their turn.
_BYTES_A_CALL = 1 << 22


class Texts(NamedTuple):
    """Texts ``raw[begins[i]:stops[i]]``; a null is an empty text.  ``since``: rows before them."""

    raw: Bytes
    begins: Longs
    stops: Longs
    since: int

    def text(self, one: int) -> str:
        """One of them, read."""
        return self.raw[self.begins[one] : self.stops[one]].tobytes().decode()


def _bytes(buffer: pa.Buffer | None) -> Bytes:
    if buffer is None or not buffer.size:
        return np.frombuffer(b"\0", np.uint8)
    raw = np.frombuffer(buffer, np.uint8)
    # One type for the compiler, whoever made the buffer.
    raw.flags.writeable = False
    return raw


def _edges(chunk: pa.Array) -> tuple[Longs, Longs]:
    wide = pa.types.is_large_string(chunk.type)
    kind, width = (np.int64, 8) if wide else (np.int32, 4)
    offsets = np.frombuffer(
        chunk.buffers()[1], kind, count=len(chunk) + 1, offset=chunk.offset * width
    ).astype(np.int64)
    begins, stops = offsets[:-1], offsets[1:]
    if chunk.null_count:
        # A null slot may keep bytes.
        stops = np.where(chunk.is_valid().to_numpy(zero_copy_only=False), stops, begins)
    return begins, stops


def _pieces(column: pa.ChunkedArray) -> Iterator[tuple[pa.Array, int]]:
    since = 0
    for chunk in column.chunks:
        if len(chunk):
            yield chunk, since
        since += len(chunk)


def is_text(kind: pa.DataType) -> bool:
    """Can a column of this type be read as bytes?"""
    return bool(
        pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)
    )


def texts(column: pa.ChunkedArray) -> Iterator[Texts]:
    """The texts of a column of strings of any layout but a dictionary, some at a time."""
    if pa.types.is_string_view(column.type):
        column = column.cast(pa.large_string())
    for chunk, since in _pieces(column):
        raw = _bytes(chunk.buffers()[2])
        begins, stops = _edges(chunk)
        at = 0
        while at < len(begins):
            end = int(np.searchsorted(begins, begins[at] + _BYTES_A_CALL, side="left"))
            end = max(end, at + 1)
            yield Texts(raw, begins[at:end], stops[at:end], since + at)
            at = end
