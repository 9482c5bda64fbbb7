"""Files beside the ledger's tables: replaced as a whole, by one process at a time."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """One process at a time; the lock dies with its holder.

    The folder has to be there: whoever comes after a home was taken away must not bring it back.
    """
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def replace(target: Path, content: bytes) -> None:
    """Write ``target`` (mode 0600) so that a power cut leaves the old content or the new one."""
    new = fresh(target)
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(target)
    except OSError:
        new.unlink(missing_ok=True)  # a full disk: nothing of it is left in the way
        raise
    sync(target.parent)


def fresh(target: Path) -> Path:
    """Where its new content stands until it takes the place of the old; a kill may leave it."""
    return target.with_suffix(".new")


def sync(folder: Path) -> None:
    """What was named or removed in ``folder`` stays so after a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
