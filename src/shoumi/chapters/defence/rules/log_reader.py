"""A log of another program is read on from where it was left, each whole line once, whatever
rotation does to the file.

A file is known by its inode and by the digest of its first bytes.  Where it was renamed, what is
left of it is read before the file that came in its place; where it was copied and cut, what is left
is read from the copy.  A line without its end is left for later, but for the last of a file that
another has replaced.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_HEAD = 512
# At once; what is more is read the next time.
MOST_BYTES = 8 * 1024 * 1024
# No line is that long; whoever writes one has it passed over.
MOST_LINE = 1024 * 1024
_COMPRESSED = frozenset({".gz", ".bz2", ".xz", ".zst"})


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a file was read.

    ``head``  the digest of its first ``length`` bytes as it was then, in hex
    """

    inode: int
    offset: int
    length: int
    head: str


@dataclass(frozen=True, slots=True)
class Read:
    """``is_gap``  where it was left is nowhere any more, so lines may be missing"""

    lines: Sequence[bytes]
    mark: Mark
    is_gap: bool = False


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    inode: int
    size: int


def end_of(path: Path) -> Mark:
    """Where whoever begins now begins: after the last whole line.

    Raises:
        OSError
    """
    found = _file(path)
    with path.open("rb") as file:
        head = file.read(_HEAD)
        file.seek(max(found.size - MOST_LINE, 0))
        tail = file.read(MOST_LINE)
    whole = tail.rfind(b"\n") + 1
    offset = found.size - len(tail) + whole if whole or found.size <= MOST_LINE else found.size
    return _mark(found, offset, head)


def read_on(path: Path, mark: Mark) -> Read:
    """What is new since ``mark``.

    Raises:
        OSError: there is no such file, or it may not be read; nothing is lost by that.
    """
    current = _file(path)
    if _is(current, mark) and current.inode == mark.inode:
        return _read(current, mark.offset)
    others = _others(path, current)
    old = next((one for one in others if one.inode == mark.inode and _is(one, mark)), None)
    if old is None and mark.length:
        old = next((one for one in others if _is(one, mark)), None)
    if old is None:
        # An empty file that went was read to its end.
        told = _read(current, 0)
        return Read(told.lines, told.mark, is_gap=mark.offset > 0)
    # While the new one is empty whoever writes may still write into the old one.
    newest = [current] if current.size else []
    return _through([old, *_after(old, others), *newest], mark.offset)


def _through(files: Sequence[_File], offset: int) -> Read:
    """One after the other, as far as it goes at once."""
    lines: list[bytes] = []
    left, mark = MOST_BYTES, None
    for place, one in enumerate(files):
        is_last = place == len(files) - 1
        told = _read(one, offset, most=left, is_over=not is_last)
        lines += told.lines
        # By less than a line nobody knows a file again, so it is come back to from the one before.
        if told.mark.offset or mark is None:
            mark = told.mark
        left -= told.mark.offset - offset
        if told.mark.offset < one.size or left <= 0:
            break
        offset = 0
    assert mark is not None  # noqa: S101 - there is a first one
    return Read(lines, mark)


def _read(one: _File, offset: int, *, most: int = 0, is_over: bool = False) -> Read:
    """``is_over``  nobody writes into it any more, so its last line is whole as it is"""
    with one.path.open("rb") as file:
        if os.fstat(file.fileno()).st_ino != one.inode:
            raise FileNotFoundError(one.path)  # replaced this moment: the next time it is found
        head = file.read(_HEAD)
        file.seek(offset)
        content = file.read(min(most or MOST_BYTES, max(one.size - offset, 0)))
    is_end = is_over and offset + len(content) == one.size
    whole = len(content) if is_end else content.rfind(b"\n") + 1
    if not whole and len(content) >= MOST_LINE:
        whole = len(content)
    lines = [line for line in content[:whole].split(b"\n") if line.strip()]
    return Read(lines, _mark(one, offset + whole, head))


def _mark(one: _File, offset: int, head: bytes) -> Mark:
    return Mark(one.inode, offset, len(head), hashlib.sha256(head).hexdigest())


def _head(path: Path, length: int) -> str:
    with path.open("rb") as file:
        return hashlib.sha256(file.read(length)).hexdigest()


def _is(one: _File, mark: Mark) -> bool:
    """Whether it begins as what was read, and is at least as long."""
    return one.size >= mark.offset and _head(one.path, mark.length) == mark.head


def _file(path: Path) -> _File:
    told = os.stat(path)
    return _File(path, told.st_ino, told.st_size)


def _others(path: Path, current: _File) -> list[_File]:
    """Files beside it that bear its name and something more: what rotation leaves."""
    found = []
    for one in sorted(path.parent.glob(f"{path.name}?*")):
        if one.suffix not in _COMPRESSED and one.is_file():
            told = _file(one)
            if told.inode != current.inode:
                found.append(told)
    return found


def _after(old: _File, others: Sequence[_File]) -> Iterator[_File]:
    """Those that took its place and were replaced themselves, the oldest first.

    Numbers after the name count backwards; a day does not.
    """
    number = _number(old)
    if number is not None:
        later = [one for one in others if (_number(one) or number) < number]
        yield from sorted(later, key=lambda one: _number(one) or 0, reverse=True)
        return
    later = [one for one in others if _number(one) is None and one.path.name > old.path.name]
    yield from sorted(later, key=lambda one: one.path.name)


def _number(one: _File) -> int | None:
    told = one.path.name.rpartition(".")[2]
    return int(told) if told.isascii() and told.isdecimal() and len(told) < len("1000") else None
