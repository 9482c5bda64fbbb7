"""A plain tar (POSIX ustar) as a stream, and back with nothing in it trusted."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator, Mapping
from datetime import datetime

from shoumi.base.handover.packages.errors import WillNotOpen

_BLOCK = 512
_CHUNK = 1 << 18
_END = bytes(2 * _BLOCK)


def chunks(files: Mapping[str, bytes], at: datetime) -> Iterator[bytes]:
    """The archive piece by piece; the same files and time give the same bytes."""
    for path, content in files.items():
        entry = tarfile.TarInfo(path)
        entry.size, entry.mode, entry.mtime = len(content), 0o600, int(at.timestamp())
        yield entry.tobuf(tarfile.USTAR_FORMAT)
        view = memoryview(content)
        for start in range(0, len(view), _CHUNK):
            yield bytes(view[start : start + _CHUNK])
        yield bytes(-len(content) % _BLOCK)
    yield _END


def size(files: Mapping[str, bytes]) -> int:
    padded = (_BLOCK + len(content) + -len(content) % _BLOCK for content in files.values())
    return sum(padded) + len(_END)


class Reader(io.RawIOBase):
    """The pieces as a file to read from, so that they need never be joined."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = piece
        taken = self._rest[: len(buffer)]
        self._rest = self._rest[len(taken) :]
        buffer[: len(taken)] = taken
        return len(taken)


def read(archive: bytes) -> dict[str, bytes]:
    """Path to content.  Nothing is written anywhere.

    Raises:
        WillNotOpen: it is not such an archive, or holds anything but files of different names.
    """
    found: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(archive), mode="r:") as opened:
            for entry in opened:
                content = opened.extractfile(entry) if entry.isfile() else None
                if content is None or entry.name in found:
                    raise WillNotOpen
                found[entry.name] = content.read()
    except tarfile.TarError:
        raise WillNotOpen from None
    return found
