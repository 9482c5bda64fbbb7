"""Folders with a home or parts of one in clear, which last as long as the process that made them.

The maker holds a lock on the folder, and the lock dies with it: whoever finds a folder whose lock
is free knows that its maker was killed, and takes it away.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shoumi.base.vault import secret_files

# Until it is locked it has another name, or who looks meanwhile would take it for a dead one.
_UNLOCKED = ".unlocked-"


@contextmanager
def made(parent: Path, prefix: str, *, has_keys: bool = True) -> Iterator[Path]:
    """An empty folder, mode 0700, whose name begins with ``prefix``; gone afterwards.

    ``has_keys``  what is written there is written over before it goes
    """
    unlocked = Path(tempfile.mkdtemp(prefix=_UNLOCKED, dir=parent))
    handle = os.open(unlocked, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        folder = unlocked.rename(parent / f"{prefix}{unlocked.name.removeprefix(_UNLOCKED)}")
        try:
            yield folder
        finally:
            _take_away(folder, has_keys=has_keys)
    finally:
        os.close(handle)


def clear(parent: Path, prefix: str, *, has_keys: bool = True) -> int:
    """Take away what killed processes left below ``parent``; how many folders."""
    return sum(_clear(one, has_keys=has_keys) for one in sorted(parent.glob(f"{prefix}*")))


def _clear(folder: Path, *, has_keys: bool) -> bool:
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:  # gone, another account's, or no folder
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _take_away(folder, has_keys=has_keys)
    except OSError:  # its maker lives
        return False
    finally:
        os.close(handle)
    return True


def _take_away(folder: Path, *, has_keys: bool) -> None:
    """Where the disk takes no more, files go as they are; what cannot be taken away is left to
    ``clear``."""
    for path in sorted(folder.rglob("*")) if has_keys else ():
        if path.is_file() and not path.is_symlink():
            with contextlib.suppress(OSError):
                secret_files.destroy(path)
    shutil.rmtree(folder, ignore_errors=True)
