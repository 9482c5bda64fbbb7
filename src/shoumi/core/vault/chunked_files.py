"""Seal a large file in parts, so that nobody needs all of it in memory.

    0x02 | suite u8 | key epoch u32 | count u32, then for each part: length u32 | nonce 12 |
    ciphertext | tag 16

Numbers are big-endian; a length is of what follows it.  Each part is bound to tenant, name of the
file, suite, epoch, its number and the count of parts: none can be taken away, put elsewhere, told
twice or come from another file.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from shoumi.core.vault import box
from shoumi.core.vault.errors import WillNotOpen
from shoumi.core.vault.keys import BLOB, SubjectKey
from shoumi.core.vault.suites import NONCE_BYTES, TAG_BYTES, Suite

_HEAD = struct.Struct(">BBII")
_LENGTH = struct.Struct(">I")
_LEAST = NONCE_BYTES + TAG_BYTES
# What a reader is ready to hold, whatever a file claims.
MOST = 1 << 24


class NotInParts(ValueError):
    """A bug: other parts than were announced, or one of more than ``MOST`` bytes."""


def is_parted(head: bytes) -> bool:
    """Do these first bytes claim this layout?"""
    return head[:1] == bytes([box.PARTED])


def seal(
    parts: Iterable[bytes], *, count: int, tenant: str, name: str, key: SubjectKey, suite: Suite
) -> Iterator[bytes]:
    """The sealed file piece by piece; ``count`` says how many ``parts`` there are, one at least.

    Raises:
        NotInParts
    """
    number = suite.number
    cipher = key.cipher(BLOB, number)
    yield _HEAD.pack(box.PARTED, number, key.epoch, count)
    told = 0
    for place, part in enumerate(parts):
        if len(part) > MOST or place >= count:
            raise NotInParts
        bound = _bound(tenant, name, number, key.epoch, place, count)
        sealed = box.encrypt(part, cipher, b"", bound)
        yield _LENGTH.pack(len(sealed)) + sealed
        told += 1
    if not told or told != count:
        raise NotInParts


def open_parts(
    file: BinaryIO, *, tenant: str, name: str, key: SubjectKey, first: int = 0
) -> Iterator[bytes]:
    """The parts from number ``first`` on, in order and lazily.

    Raises:
        WillNotOpen: another key, name or epoch, changed bytes, a part too few or too many.  What
            came before is what was sealed.
    """
    suite, epoch = box.header(file.read(_HEAD.size + box.OVERHEAD), box.LAYOUTS)
    file.seek(0)
    layout, _, _, count = _HEAD.unpack(file.read(_HEAD.size))
    if layout != box.PARTED or epoch != key.epoch or not count:
        raise WillNotOpen
    cipher = key.cipher(BLOB, suite)
    for place in range(count):
        sealed = _next(file)
        if place >= first:
            nonce, bound = sealed[:NONCE_BYTES], _bound(tenant, name, suite, epoch, place, count)
            yield box.opened(sealed[NONCE_BYTES:], nonce, cipher, bound)
    if file.read(1):
        raise WillNotOpen


def _next(file: BinaryIO) -> bytes:
    told = file.read(_LENGTH.size)
    length = _LENGTH.unpack(told)[0] if len(told) == _LENGTH.size else 0
    if not _LEAST <= length <= MOST + _LEAST:
        raise WillNotOpen
    sealed = file.read(length)
    if len(sealed) != length:
        raise WillNotOpen
    return sealed


def _bound(tenant: str, name: str, suite: int, epoch: int, place: int, count: int) -> bytes:
    parts = ("shoumi part", tenant, name, str(suite), str(epoch), str(place), str(count))
    return box.join([part.encode() for part in parts])
