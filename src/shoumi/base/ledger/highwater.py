"""The high-water mark: how far the ledger had come, kept outside the database.

The file ``ledger.highwater`` in the home, mode 0600::

    shoumi ledger high-water v1
    <size> <root, 64 hex digits>        the latest mark first, at most 8

Whoever puts an older copy of the database in place, cuts entries off or lets another history grow
has to change this file as well.  It is written after each commit (temporary file, fsync, rename,
fsync of the folder) and only ever moves up.  Where reads come in groups, one after the other, it
follows them ``PACE_SECONDS`` later at most.  Before the first entry commits it says size 0, so a
ledger with entries and no file is never innocent.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import transaction

from shoumi.base.ledger import atomic_files, storage
from shoumi.base.ledger.errors import Forked, MarkMissing, MarkUnreadable, Shortened
from shoumi.base.ledger.storage import Standing
from shoumi.core.errors import Conflict
from shoumi.core.ledger import tree

log = logging.getLogger(__name__)

FIRST_LINE = "shoumi ledger high-water v1"
KEPT = 8
PACE_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Mark:
    size: int
    root: bytes


START = Mark(0, tree.EMPTY)

# Whether this process failed to write the file after its last commit.
_failed: set[Path] = set()
# The file as it was last read: what tells its versions apart, and the marks in it.
_read: dict[Path, tuple[tuple[int, ...], tuple[Mark, ...]]] = {}
# Heads of groups of reads that the file has still to follow, and when it last began to follow one.
_behind: dict[Path, tree.Frontier] = {}
_begun: dict[Path, float] = {}
_following = threading.Lock()


def _begin() -> None:
    """A child has none of the threads that were to write, nor who holds the lock."""
    global _following
    _following = threading.Lock()
    _behind.clear()


os.register_at_fork(after_in_child=_begin)


def path() -> Path:
    return _in(settings.SHOUMI_HOME)


@lru_cache(maxsize=8)
def _in(home: str | Path) -> Path:
    return Path(home) / "ledger.highwater"


def marks(of: Path | None = None) -> tuple[Mark, ...]:
    """The marks kept, the latest first; none where there is no file.

    Raises:
        MarkUnreadable: the file is there and is not what ``_write`` writes.
    """
    target = of or path()
    try:
        found = os.stat(target)  # noqa: PTH116 - each act asks
        # A write makes a new file; an edit in place shows in the time of change: no call sets it.
        version = (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
        known = _read.get(target)
        if known is not None and known[0] == version:
            return known[1]
        kept = _parse(target.read_text("ascii"))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError):
        raise MarkUnreadable from None
    _read[target] = version, kept
    return kept


def check(given: tuple[Mark, ...] | None = None) -> Mark:
    """Compare the ledger with every mark kept; the latest mark is the answer.

    Reads all leaf hashes: for the start of a process and for the audit.

    ``given``  the marks as they were read before the ledger was, where it is read as of one moment

    Raises:
        Shortened: the ledger is smaller than it once was.
        Forked: it is long enough but is another ledger.
        MarkMissing, MarkUnreadable: there is nothing to compare with.
    """
    # Marks before head: a commit in between makes the head larger, never the mark.
    kept = marks() if given is None else given
    _stands_by(storage.frontier(), kept)
    if not kept:
        return START
    latest = kept[0]
    grown, roots = tree.Growing(), {0: tree.EMPTY}
    wanted = {mark.size for mark in kept}
    for leaf in storage.leaf_hashes(latest.size):
        grown.add(leaf)
        if grown.size in wanted:
            roots[grown.size] = grown.root()
    same = [mark.size for mark in kept if roots.get(mark.size) == mark.root]
    if len(same) < len(kept):
        raise Forked(mark=latest.size, same=max(same, default=0))
    return latest


def head(held: Standing | None = None) -> tree.Frontier:
    """The head as it stands, compared with the latest mark.

    ``held``  what it says, where the caller keeps everybody from changing it

    Raises:
        Shortened, Forked: the head is behind the mark or contradicts it.
        MarkMissing, MarkUnreadable: there is nothing to compare with.
        ValueError: the stored head is no frontier of its size.
    """
    # Marks before head: a commit in between makes the head larger, never the mark.
    kept, found = marks(), held.frontier if held else storage.frontier()
    _stands_by(found, kept)
    return found


def holds(held: Standing | None = None) -> bool:
    """The cheap check before every read: ``head`` does not refuse, and the mark could be written
    after this process's last commit.  Where it could not, this is the time to try again."""
    try:
        found = head(held)
        # Inside a transaction the head may count entries that will never be committed.
        if path() in _failed and not transaction.get_connection("default").in_atomic_block:
            raise_to(found.size)
    except (Conflict, ValueError, OSError):
        return False
    return path() not in _failed


def guard(held: tree.Frontier) -> None:
    """Called by the writer, which has locked the head: refuse to grow a ledger that was put back.

    Says size 0 where there is neither an entry nor a file.

    Raises:
        Shortened, Forked: the head is behind the mark or contradicts it.
        MarkMissing, MarkUnreadable: there is nothing to compare with.
    """
    kept = marks()
    _stands_by(held, kept)
    if not kept:
        path().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone(path()):
            _write((START,))


def raise_to(size: int) -> None:
    """Move the mark up to the committed head, unless it is at ``size`` or above already."""
    target = path()
    try:
        with _alone(target):
            kept = marks()
            if not kept:
                raise MarkMissing(size=size)
            # A mark that was renamed and not synced stands there, and is written once more.
            if kept[0].size < size or target in _failed:
                _move(target, kept, storage.frontier())
    except BaseException:
        _failed.add(target)
        raise
    _failed.discard(target)


def follow(head: tree.Frontier) -> None:
    """Have the mark moved up to ``head``, which is committed and ends with a group of reads: now,
    or ``PACE_SECONDS`` after it was last moved up to one.

    A thread does the writing, so that no reader waits for it; it needs no database and the process
    waits for it to end.  Where there can be no thread any more, it is written here.
    """
    target = path()
    with _following:
        if target in _behind:
            _behind[target] = max(_behind[target], head, key=lambda one: one.size)
            return
        rest = _begun.get(target, 0) + PACE_SECONDS - time.monotonic()
        _behind[target] = head
    later = threading.Timer(max(rest, 0), _catch_up_quietly, [target])
    later.daemon = False
    try:
        later.start()
    except RuntimeError:
        _catch_up(target)


def _catch_up(target: Path) -> None:
    with _following:
        head = _behind.pop(target)
        # Begun, not done: who comes while it is written waits for the next time, not for the disk.
        _begun[target] = time.monotonic()
    try:
        with _alone(target):
            kept = marks(target)
            if not kept:
                raise MarkMissing(size=head.size)
            if kept[0].size < head.size or target in _failed:
                _move(target, kept, head)
    except BaseException:
        _failed.add(target)
        raise


def _catch_up_quietly(target: Path) -> None:
    try:
        _catch_up(target)
    except (OSError, Conflict) as error:
        log.error("the high-water mark could not follow: %s", type(error).__name__)


def _move(target: Path, kept: tuple[Mark, ...], head: tree.Frontier) -> None:
    _compare(head, kept[0])
    older = (mark for mark in kept if mark.size < head.size)
    _write((Mark(head.size, head.root()), *older)[:KEPT], target)


def accept() -> Mark:
    """Take the ledger as it is for the truth, after a restore that was meant.

    The caller records who decided it, before or after.
    """
    found = storage.frontier()
    mark = Mark(found.size, found.root())
    with _alone(path()):
        _write((mark,))
    _failed.discard(path())
    return mark


def _stands_by(found: tree.Frontier, kept: tuple[Mark, ...]) -> None:
    if kept:
        _compare(found, kept[0])
    elif found.size:
        raise MarkMissing(size=found.size)


def _compare(found: tree.Frontier, latest: Mark) -> None:
    if found.size < latest.size:
        raise Shortened(size=found.size, mark=latest.size)
    if found.size == latest.size and found.root() != latest.root:
        raise Forked(mark=latest.size, same=0)


def _parse(text: str) -> tuple[Mark, ...]:
    first, *lines, last = text.split("\n")
    found = [(int(size), bytes.fromhex(root)) for size, root in (line.split(" ") for line in lines)]
    kept = tuple(Mark(size, root) for size, root in found)
    if first != FIRST_LINE or last or not kept or _text(kept) != text:
        raise ValueError
    return kept


def _text(kept: tuple[Mark, ...]) -> str:
    lines = [FIRST_LINE, *(f"{mark.size} {mark.root.hex()}" for mark in kept)]
    return "".join(f"{line}\n" for line in lines)


def _write(kept: tuple[Mark, ...], to: Path | None = None) -> None:
    atomic_files.replace(to or path(), _text(kept).encode())


def _alone(target: Path) -> AbstractContextManager[None]:
    return atomic_files.alone(target.with_suffix(".lock"))
