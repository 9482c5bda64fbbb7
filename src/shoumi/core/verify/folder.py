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
    top = names[0].partition("/")[0] + "/" if names else ""
    if "MANIFEST.json" in names or not all(name.startswith(top) for name in names):
        top = ""
    return {each.filename[len(top) :]: partial(_unpack, archive, each) for each in members}


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.file_size > MAX_FILE or member.compress_type not in METHODS:
        raise Bad("not a readable regular file")
    try:
        return archive.read(member)
    except (*BROKEN, RuntimeError, EOFError, zlib.error) as error:
        raise Bad("not a readable regular file") from error
