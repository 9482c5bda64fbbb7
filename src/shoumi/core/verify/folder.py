"""The files of a dossier, from a folder or a zip archive, without following links."""

from __future__ import annotations

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from shoumi.core.verify.report import Bad, WrongUse

Files = Mapping[str, Callable[[], bytes]]  # path inside the dossier -> read it (may raise Bad)
MAX_FILE = 1 << 31  # bytes unpacked
# What opening an archive raises where it is none, or one of a kind that nobody here writes.
BROKEN = (OSError, ValueError, NotImplementedError, struct.error, zipfile.BadZipFile)
# Ways of packing that we write; decoders of others are not started for a stranger.
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# The header before a member (APPNOTE 4.3.7); flags; the most that may follow its content (4.3.9);
# what stands in place of a size that needs eight bytes.
_HEADER = struct.Struct("<4s5H3L2H")
_SIZES_FOLLOW, _UTF_8 = 1 << 3, 1 << 11
_DESCRIPTOR = 24
_LARGE = 0xFFFF_FFFF


def files_of(path: Path) -> Files:
    if path.is_dir():
        return _in_folder(path)
    try:
        archive = zipfile.ZipFile(path)
    except BROKEN as error:
        raise Bad("the archive is damaged") from error
    return files_in(archive)


def read_file(path: Path) -> bytes:
    """
    Raises:
        Bad: not a regular file, larger than any we write, or the system will not give it.
    """
    try:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > MAX_FILE:
            raise Bad("not a readable regular file")
        return path.read_bytes()
    except (OSError, MemoryError) as error:
        raise Bad("not a readable regular file") from error


def given_file(path: Path) -> bytes:
    """The content of a file named on the command line, links followed."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise WrongUse("cannot be read", path.name) from error


def _in_folder(folder: Path) -> Files:
    found: dict[str, Callable[[], bytes]] = {}
    for parent, folders, names in os.walk(folder):
        links = [name for name in folders if (Path(parent) / name).is_symlink()]
        for name in names + links:
            path = Path(parent) / name
            found[path.relative_to(folder).as_posix()] = partial(read_file, path)
    return found


def files_in(archive: zipfile.ZipFile) -> Files:
    """As ``files_of``, of an archive that is open."""
    members = [each for each in archive.infolist() if not each.is_dir()]
    names = [each.filename for each in members]
    if len(set(names)) != len(names):
        raise Bad("the archive holds one name twice")
    try:
        is_as_listed = _is_as_listed(archive)
    except BROKEN as error:
        raise Bad("the archive is damaged") from error
    if not is_as_listed:
        raise Bad("the archive and its own list do not agree")
    top = names[0].partition("/")[0] + "/" if names else ""
    if "MANIFEST.json" in names or not all(name.startswith(top) for name in names):
        top = ""
    return {each.filename[len(top) :]: partial(_unpack, archive, each) for each in members}


def _is_as_listed(archive: zipfile.ZipFile) -> bool:
    """Whether a reader that goes from header to header finds what the list at the end names, and
    nothing before, between or after: some unpack by the one, some by the other (APPNOTE 4.3.6).
    """
    file, at, more = archive.fp, 0, 0
    assert file is not None  # it is open
    for each in sorted(archive.infolist(), key=lambda one: one.header_offset):
        if not at <= each.header_offset <= at + more:
            return False
        file.seek(each.header_offset)
        *told, name_length, extra_length = _HEADER.unpack(file.read(_HEADER.size))
        is_described = bool(each.flag_bits & _SIZES_FOLLOW)
        if told not in _headers_of(each, is_described):
            return False
        coding = "utf-8" if each.flag_bits & _UTF_8 else "cp437"
        if file.read(name_length) != each.orig_filename.encode(coding):
            return False
        at = each.header_offset + _HEADER.size + name_length + extra_length + each.compress_size
        more = _DESCRIPTOR if is_described else 0
    return at <= archive.start_dir <= at + more


def _headers_of(member: zipfile.ZipInfo, is_described: bool) -> list[list[object]]:
    """What may stand before its content: sum and sizes may follow it, where the flag says so, and
    sizes stand in the extra field of a large one (APPNOTE 4.4.8, 4.5.3)."""
    year, month, day, hour, minute, second = member.date_time
    time, date = hour << 11 | minute << 5 | second >> 1, (year - 1980) << 9 | month << 5 | day
    told = [b"PK\3\4", member.extract_version, member.flag_bits, member.compress_type, time, date]
    sizes = [[member.CRC, member.compress_size, member.file_size], [member.CRC, _LARGE, _LARGE]]
    return [told + one for one in (*sizes, *([[0, 0, 0]] if is_described else ()))]


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.file_size > MAX_FILE or member.compress_type not in METHODS:
        raise Bad("not a readable regular file")
    try:
        return archive.read(member)
    except (*BROKEN, RuntimeError, EOFError, zlib.error) as error:
        raise Bad("not a readable regular file") from error
