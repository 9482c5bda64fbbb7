"""A plain tar (POSIX ustar) as a stream, and back with nothing in it trusted."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from hashlib import sha256

from shoumi.base.handover.packages import spool
from shoumi.base.handover.packages.errors import WillNotOpen
from shoumi.base.handover.packages.spool import Content

_BLOCK = 512
_CHUNK = 1 << 18
_END = bytes(2 * _BLOCK)


def chunks(files: Mapping[str, Content], at: datetime) -> Iterator[bytes]:
    """The archive piece by piece; the same files and time give the same bytes.

    Receipts are many and small, so no piece but the last is shorter than ``_CHUNK``.
    """
    waiting = bytearray()
    for piece in _pieces(files, at):
        waiting += piece
        if len(waiting) >= _CHUNK:
            yield bytes(waiting)
            waiting.clear()
    if waiting:
        yield bytes(waiting)


def _pieces(files: Mapping[str, Content], at: datetime) -> Iterator[bytes | memoryview]:
    head = _headings(int(at.timestamp()))
    for path, content in files.items():
        size = spool.size(content)
        yield head(path, size)
        for piece in spool.pieces(content):
            view = memoryview(piece)
            for start in range(0, len(view), _CHUNK):
                yield view[start : start + _CHUNK]
        yield bytes(-size % _BLOCK)
    yield _END


def _headings(mtime: int) -> Callable[[str, int], bytes]:
    """Makes the heading of a file from its path and size: what ``tarfile`` makes of one, with name,
    size and sum of another put in their places (POSIX 1003.1, pax, "ustar Header Block")."""

    def made(path: str, size: int) -> bytes:
        entry = tarfile.TarInfo(path)
        entry.size, entry.mode, entry.mtime = size, 0o600, mtime
        return entry.tobuf(tarfile.USTAR_FORMAT)

    form = made("", 0)
    at_name, at_size, at_sum = slice(0, 100), slice(124, 136), slice(148, 156)
    between, rest = form[at_name.stop : at_size.start], form[at_sum.stop :]
    middle = form[at_size.stop : at_sum.start]
    # The sum counts its own place as blanks.
    same = sum(between) + sum(middle) + sum(rest) + 8 * ord(" ")

    def head(path: str, size: int) -> bytes:
        name = path.encode("ascii", "replace")
        if len(name) > at_name.stop or size >= 8**11 or not path.isascii():
            return made(path, size)
        told = b"%011o\0" % size
        total = same + sum(name) + sum(told)
        return b"".join(
            [name.ljust(at_name.stop, b"\0"), between, told, middle, b"%06o\0 " % total, rest]
        )

    return head


def size(files: Mapping[str, Content]) -> int:
    sizes = map(spool.size, files.values())
    return sum(_BLOCK + one + -one % _BLOCK for one in sizes) + len(_END)


class Reader(io.RawIOBase):
    """The pieces as a file to read from, so that they need never be joined."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = memoryview(piece)
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


class Passing:
    """An archive that comes piece by piece: every file is measured, only ``wanted`` ones are kept.

    ``there``  path to size and SHA-256
    ``kept``   path to content
    """

    def __init__(self, wanted: Collection[str]) -> None:
        self.there: dict[str, tuple[int, str]] = {}
        self.kept: dict[str, bytearray] = {}
        self._wanted = wanted
        self._head = bytearray()
        self._path = ""
        self._summed = sha256()
        self._size = self._left = self._padding = 0
        self._has_ended = self._is_broken = False

    def write(self, piece: bytes) -> int:
        """Take a piece.  Never raises: whoever decrypts into this would tell it as its own."""
        view = memoryview(piece)
        while view and not self._is_broken:
            view = view[self._take(view) :]
        return len(piece)

    def flush(self) -> None:
        """Nothing waits."""

    def end(self) -> None:
        """
        Raises:
            WillNotOpen: it was not such an archive to its end, or held anything but files of
                different names.
        """
        if self._is_broken or self._head or not self._has_ended:
            raise WillNotOpen

    def _take(self, view: memoryview) -> int:
        """Take the first bytes of ``view``; answers how many."""
        if self._left:
            part = view[: self._left]
            self._summed.update(part)
            if self._path in self._wanted:
                self.kept[self._path] += part
            self._left -= len(part)
            if not self._left:
                self.there[self._path] = self._size, self._summed.hexdigest()
            return len(part)
        if self._padding:
            taken = min(self._padding, len(view))
            self._padding -= taken
            return taken
        part = view[: _BLOCK - len(self._head)]
        self._head += part
        if len(self._head) == _BLOCK:
            self._begin(bytes(self._head))
            self._head.clear()
        return len(part)

    def _begin(self, head: bytes) -> None:
        if not any(head):
            self._has_ended = True
            return
        try:
            entry = tarfile.TarInfo.frombuf(head, "utf-8", "strict")
        except (tarfile.TarError, ValueError):
            self._is_broken = True
            return
        if self._has_ended or entry.type != tarfile.REGTYPE or entry.name in self.there:
            self._is_broken = True
            return
        self._path, self._summed = entry.name, sha256()
        self._size = self._left = entry.size
        self._padding = -entry.size % _BLOCK
        if entry.name in self._wanted:
            self.kept[entry.name] = bytearray()
        if not entry.size:
            self.there[entry.name] = 0, self._summed.hexdigest()
