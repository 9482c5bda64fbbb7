"""The dump of a table, cut in pieces at lines that its own content chooses.

A row that changes leaves its place in a dump, and whatever follows it moves.  Blocks of one length
would all be others from there on.  A piece ends behind a line whose checksum says so, so that two
dumps are cut alike wherever they are alike; it is a file of the copy named by its digest, sent when
no piece of that name lies there.  An index names the pieces of a table in their order::

    pieces/<digest, hexadecimal>    some lines of a dump
    dump/<number>.dat.index         digests of 20 bytes, one after another

Values are sealed, so nobody chooses rows of which none, or every one, ends a piece.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from zlib import crc32

from shoumi.core.backup.blocks import BLOCK_BYTES
from shoumi.core.backup.errors import CopyRefused, Fault

FOLDER, INDEX = "pieces", ".index"
MEAN_BYTES, LEAST_BYTES = 32 * 1024, 4 * 1024
DIGEST_BYTES = 20
_CHECKSUMS = 2**32


@dataclass(frozen=True, slots=True)
class Piece:
    """``size`` bytes of a file from ``start`` on."""

    file: Path
    start: int
    size: int

    def content(self) -> bytes:
        with self.file.open("rb") as opened:
            opened.seek(self.start)
            return opened.read(self.size)


@dataclass(frozen=True, slots=True)
class Cut:
    """A table's dump: its pieces by name, and the index of all."""

    pieces: dict[str, Piece]
    index: bytes


def is_cut(dump: Path) -> bool:
    """What fits in one block is sent whole or not at all."""
    return dump.suffix == ".dat" and dump.stem.isdigit() and dump.stat().st_size > BLOCK_BYTES


def cut(dump: Path) -> Cut:
    pieces, index = dict[str, Piece](), bytearray()
    start = 0
    for digest, size in _cut(dump):
        pieces[digest.hex()] = Piece(dump, start, size)
        index += digest
        start += size
    return Cut(pieces, bytes(index))


def _cut(dump: Path) -> Iterator[tuple[bytes, int]]:
    """Digest and length of each piece.  The chance that a line ends one grows with its length, so
    pieces of any table have the same mean."""
    with dump.open("rb") as file:
        so_far, size = blake2b(digest_size=DIGEST_BYTES), 0
        for line in file:
            so_far.update(line)
            size += len(line)
            if size >= LEAST_BYTES and crc32(line) * MEAN_BYTES < len(line) * _CHECKSUMS:
                yield so_far.digest(), size
                so_far, size = blake2b(digest_size=DIGEST_BYTES), 0
        if size:
            yield so_far.digest(), size


def join(dump: Path, pieces: Path) -> None:
    """Make each file of the folder ``dump`` whole again; indexes and pieces are gone afterwards.

    Raises:
        CopyRefused: UNREADABLE, an index names what is not there.
    """
    for index in sorted(dump.glob(f"*{INDEX}")):
        named = index.read_bytes()
        with index.with_suffix("").open("wb") as file:
            os.fchmod(file.fileno(), 0o600)
            for at in range(0, len(named), DIGEST_BYTES):
                digest = named[at : at + DIGEST_BYTES]
                try:
                    file.write((pieces / digest.hex()).read_bytes())
                except FileNotFoundError:
                    raise CopyRefused(fault=Fault.UNREADABLE) from None
        index.unlink()
    shutil.rmtree(pieces, ignore_errors=True)
