"""A ZIP container looked through before anything in it is used.

Refused: too many entries, entries that share bytes (overlapped and quine bombs), more unpacked
bytes than the file's size allows, sizes that lie, links, names that leave the folder, passwords,
a container inside the container.  The overlap check is our own: older Pythons have none.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from shoumi.base.intake import errors, limits
from shoumi.base.intake.parsers.report import Report

LOCAL = struct.Struct("<4s22xHH")
CHUNK = 1 << 16
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")
EMBEDDED = ("/embeddings/", "vbaproject", "/activex/", "object ")


def check(file: BinaryIO, report: Report, size_bytes: int) -> zipfile.ZipFile:
    """Open the container, every entry of it read once.

    Raises:
        FileRefused: see above; the place names the entry.
    """
    try:
        container = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error):
        raise errors.ZipBroken(place=report.place()) from None
    entries = container.infolist()
    if len(entries) > limits.MAX_ZIP_ENTRIES:
        raise errors.ZipTooManyEntries(
            place=report.place(), most=limits.MAX_ZIP_ENTRIES, found=len(entries)
        )
    _check_names(entries, report)
    _check_sizes(entries, report, size_bytes)
    _check_overlap(file, container, report)
    for number, entry in enumerate(entries, start=1):
        _read_through(file, entry, number, report)
    return container


def _check_names(entries: list[zipfile.ZipInfo], report: Report) -> None:
    seen: set[str] = set()
    for number, entry in enumerate(entries, start=1):
        name = entry.orig_filename
        # The name is text of the file's author and may be anything: the number is enough.
        place = report.place(f"#{number}")
        parts = name.rstrip("/").split("/")
        if (
            not name
            or len(name) > 512
            or "\\" in name
            or "\0" in name
            or name.startswith("/")
            or re.match(r"[A-Za-z]:", name)
            or any(part in ("..", "") or _RESERVED.fullmatch(part) for part in parts)
        ):
            raise errors.ZipBadPath(place=place)
        if name.casefold() in seen:
            raise errors.ZipBroken(place=place)
        seen.add(name.casefold())
        if (entry.external_attr >> 16) & 0xF000 == 0xA000:
            raise errors.ZipLink(place=place)
        if entry.flag_bits & 0x1:
            raise errors.Encrypted(place=place)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise errors.ZipBroken(place=place)


def _check_sizes(entries: list[zipfile.ZipInfo], report: Report, size_bytes: int) -> None:
    total, most = 0, limits.zip_bytes(size_bytes)
    for number, entry in enumerate(entries, start=1):
        total += entry.file_size
        is_blown_up = (
            entry.file_size > limits.MAX_ZIP_RATIO_FREE_BYTES
            and entry.file_size > limits.MAX_ZIP_RATIO * max(1, entry.compress_size)
        )
        if is_blown_up or total > most:
            raise errors.ZipBomb(place=report.place(f"#{number}"), most=most // limits.MB)


def _check_overlap(file: BinaryIO, container: zipfile.ZipFile, report: Report) -> None:
    """No two entries, and no entry and the directory, share a byte."""
    ends = 0
    for number, entry in sorted(
        enumerate(container.infolist(), start=1), key=lambda one: one[1].header_offset
    ):
        place = report.place(f"#{number}")
        if entry.header_offset < ends:
            raise errors.ZipOverlap(place=place)
        if ends == 0 and entry.header_offset != 0:
            raise errors.ZipBroken(place=place)
        file.seek(entry.header_offset)
        head = file.read(LOCAL.size)
        if len(head) < LOCAL.size or head[:4] != b"PK\x03\x04":
            raise errors.ZipBroken(place=place)
        _, name_bytes, extra_bytes = LOCAL.unpack(head)
        ends = entry.header_offset + LOCAL.size + name_bytes + extra_bytes + entry.compress_size
    if ends > container.start_dir:
        raise errors.ZipOverlap(place=report.place())


def _read_through(file: BinaryIO, entry: zipfile.ZipInfo, number: int, report: Report) -> None:
    """Unpack without keeping: size and check sum must be as declared, and nothing may follow."""
    place = report.place(f"#{number}")
    file.seek(entry.header_offset)
    _, name_bytes, extra_bytes = LOCAL.unpack(file.read(LOCAL.size))
    file.seek(entry.header_offset + LOCAL.size + name_bytes + extra_bytes)
    start, size, check = b"", 0, 0
    try:
        for piece in _unpacked(file, entry):
            start, size, check = start or piece, size + len(piece), zlib.crc32(piece, check)
            if size > entry.file_size:
                raise errors.ZipBomb(place=place, most=entry.file_size // limits.MB)
    except zlib.error:
        raise errors.ZipBroken(place=place) from None
    if size != entry.file_size or check != entry.CRC:
        raise errors.ZipBroken(place=place)
    lower = f"/{entry.filename.lower()}"
    if any(part in lower for part in EMBEDDED):
        report.embedded.append(number)
    elif start.startswith(_PACKED):
        raise errors.ZipNested(place=place)


def _unpacked(file: BinaryIO, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    left = entry.compress_size
    unpack = zlib.decompressobj(-15) if entry.compress_type == zipfile.ZIP_DEFLATED else None
    while left and (packed := file.read(min(CHUNK, left))):
        left -= len(packed)
        if unpack is None:
            yield packed
            continue
        while packed and not unpack.eof:
            yield unpack.decompress(packed, CHUNK)
            packed = unpack.unconsumed_tail
