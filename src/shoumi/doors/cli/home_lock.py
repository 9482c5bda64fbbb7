"""One ``serve`` a home: two would share its files, and whoever comes would be answered by either.

The data folder itself is locked, by the system and for as long as the process lives: nothing is
written, and nothing is left of a process that was killed.  Children do not hold it.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shoumi.core.errors import Conflict


class HomeServed(Conflict):
    """Another process serves this home."""

    code = "serve.home_served"


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """
    Raises:
        HomeServed
    """
    if not folder.exists():  # nothing is there that could be shared
        yield
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        _lock(handle)
        yield
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise HomeServed from error
    except OSError:
        return  # some network file systems lock no folders; there nobody is kept out
