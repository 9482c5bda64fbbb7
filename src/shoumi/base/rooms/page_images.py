"""Pages as pictures, and how a document's pages lie in one file."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_HEAD = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class Picture:
    """One page: ``pixels`` are rows of RGB from the top, deflated; ``covered`` class -> bars."""

    width: int
    height: int
    pixels: bytes
    covered: Mapping[str, int]


def packed(pages: Sequence[Picture]) -> bytes:
    """Pages as one file: length of the head u32, head (JSON), the pixels of each page."""
    head = json.dumps([[one.width, one.height, len(one.pixels)] for one in pages]).encode()
    return b"".join([_HEAD.pack(len(head)), head, *(one.pixels for one in pages)])


def unpacked(content: bytes, page: int) -> tuple[int, int, bytes]:
    """Width, height and deflated pixels of one page, counted from one."""
    (size,) = _HEAD.unpack_from(content)
    head = json.loads(content[_HEAD.size : _HEAD.size + size])
    start = _HEAD.size + size + sum(length for _, _, length in head[: page - 1])
    width, height, length = head[page - 1]
    return width, height, content[start : start + length]
