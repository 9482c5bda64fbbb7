"""What a child says to its parent: frames on a pipe, nothing executable.

A frame, bytes::

    head length u32 | blob length u32 | head: a JSON object | blob

``kind`` in the head is ``sheet``, ``batch``, ``blocks``, ``note``, ``faults``, ``sheet_end``,
``error`` or ``end``.  The blob of a batch is the line of each row (i32 little-endian), then for
each column its n + 1 offsets (i32) and its UTF-8 bytes: Arrow's own layout, so the parent copies
nothing.  A stream that does not finish with ``end`` or ``error`` was cut off.
"""

from __future__ import annotations

import json
import struct
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import BinaryIO

HEAD = struct.Struct("<II")


class Malformed(ValueError):
    """The stream is not what a child of ours writes."""


@dataclass(frozen=True, slots=True)
class Frame:
    kind: str
    facts: Mapping[str, object]
    blob: memoryview


def write(out: BinaryIO, kind: str, blobs: Sequence[bytes] = (), /, **facts: object) -> None:
    """Write one frame."""
    head = json.dumps({"kind": kind, **facts}, ensure_ascii=True).encode()
    out.write(HEAD.pack(len(head), sum(map(len, blobs))))
    out.write(head)
    for blob in blobs:
        out.write(blob)


def write_batch(out: BinaryIO, lines: Sequence[int], columns: Sequence[Sequence[str]]) -> None:
    """Write rows as columns; ``columns[i][j]`` is cell ``i`` of the row at ``lines[j]``."""
    blobs = [_little(array("i", lines))]
    sizes: list[int] = []
    for column in columns:
        cells = [encode(cell) for cell in column]
        offsets = array("i", accumulate(map(len, cells), initial=0))
        blobs += [_little(offsets), b"".join(cells)]
        sizes.append(offsets[-1])
    write(out, "batch", blobs, rows=len(lines), sizes=sizes)


def encode(text: str) -> bytes:
    """UTF-8; half a surrogate pair becomes U+FFFD, so damage stays visible."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


def _little(numbers: array[int]) -> bytes:
    return numbers.tobytes()


def read(stream: bytes | bytearray) -> Iterator[Frame]:
    """Yield the frames of ``stream``.

    Raises:
        Malformed: a frame is cut off or no JSON object.
    """
    view, at = memoryview(stream), 0
    while at < len(view):
        if at + HEAD.size > len(view):
            raise Malformed
        head_bytes, blob_bytes = HEAD.unpack_from(view, at)
        start = at + HEAD.size
        at = start + head_bytes + blob_bytes
        if at > len(view):
            raise Malformed
        try:
            facts = json.loads(bytes(view[start : start + head_bytes]))
            kind = facts.pop("kind")
        except (ValueError, KeyError, AttributeError) as error:
            raise Malformed from error
        yield Frame(kind, facts, view[start + head_bytes : at])
