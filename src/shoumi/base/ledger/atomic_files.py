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
    fresh = target.with_suffix(".new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(target)
    sync(target.parent)


def sync(folder: Path) -> None:
    """What was named or removed in ``folder`` stays so after a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
