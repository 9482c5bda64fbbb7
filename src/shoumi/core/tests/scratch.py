"""Where tests put what they throw away: in memory where the machine has room there, else on disk.

A test commits with fsync as the product does; on a memory disk that costs nothing.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - each user of it makes a folder of its own there, mode 0700
ROOM_BYTES = 2 * 2**30


def folder() -> Path:
    """``TMPDIR`` where somebody set it; then the memory disk; then the ordinary folder."""
    if os.environ.get("TMPDIR") or not _has_room():
        return Path(tempfile.gettempdir())
    return MEMORY


def use() -> None:
    """Have whatever is temporary in this process, and in those it starts, go there."""
    place = str(folder())
    os.environ["TMPDIR"] = tempfile.tempdir = place


def _has_room() -> bool:
    """Containers give 64 MB and let no program run there, and some tests run what they build."""
    try:
        has_room = shutil.disk_usage(MEMORY).free >= ROOM_BYTES
        may_run = not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC
    except (OSError, AttributeError):
        return False
    return has_room and may_run and os.access(MEMORY, os.W_OK)
