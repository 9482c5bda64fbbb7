"""Files cut in blocks of one size, and what changed of them since they were last looked at.

Blocks are told apart by a keyed hash: whoever sees the digests without the key cannot even test a
guess at what stands in a block.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import BinaryIO

BLOCK_BYTES = 64 * 1024
KEY_BYTES = 32
DIGEST_BYTES = 32


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as it was: its length, and the digests of its blocks one after another."""

    size: int
    digests: bytes

    def digest(self, number: int) -> bytes:
        """That of block ``number``; empty beyond the end."""
        return self.digests[number * DIGEST_BYTES : (number + 1) * DIGEST_BYTES]


Table = Mapping[str, FileState]


@dataclass(frozen=True, slots=True, repr=False)
class Block:
    path: str
    number: int
    content: bytes


class Reading:
    """One pass over a file.  ``changed`` gives the blocks that differ from ``before``; of a new
    file those that are not zeros.  When it is through, ``state`` is the file as it is."""

    def __init__(self, key: bytes, path: str, before: FileState | None = None) -> None:
        self._key, self._path, self._before = key, path, before
        self._size, self._digests = 0, bytearray()

    def changed(self, file: BinaryIO) -> Iterator[Block]:
        number = 0
        while content := file.read(BLOCK_BYTES):
            digest = block_digest(self._key, content)
            self._size += len(content)
            self._digests += digest
            # A file that is new is put together of zeros where nothing is written to it.
            is_new = self._before is None and content.strip(b"\0")
            if is_new or (self._before is not None and self._before.digest(number) != digest):
                yield Block(self._path, number, content)
            number += 1

    @property
    def state(self) -> FileState:
        return FileState(self._size, bytes(self._digests))


def block_digest(key: bytes, content: bytes) -> bytes:
    return blake2b(content, key=key, digest_size=DIGEST_BYTES).digest()


def table_digest(key: bytes, table: Table) -> bytes:
    """One digest for all files with every block, in its place."""
    told = [[path, table[path].size, table[path].digests.hex()] for path in sorted(table)]
    written = json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode()
    return blake2b(written, key=key, digest_size=DIGEST_BYTES).digest()
