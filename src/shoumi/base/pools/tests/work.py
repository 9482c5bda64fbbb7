"""Work for the tests; the processes find it by its name."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

from shoumi.core.errors import Invalid


class Odd(Invalid):
    code = "test.odd"


def double(task: int) -> tuple[int, int]:
    return 2 * task, os.getpid()


def refuse_odd(task: int) -> int:
    if task % 2:
        raise Odd(number=task, place=os.sep)
    return task


def break_down(task: str) -> int:
    return int(task)


def linger(task: float) -> int:
    time.sleep(task)
    return os.getpid()


def shown(_: int) -> dict[str, object]:
    """What of its parent a process has."""
    return {
        "descriptors": sorted(os.listdir("/proc/self/fd"))[:8],
        "environment": sorted(os.environ),
    }


def where(rows: list[int]) -> list[tuple[int, int]]:
    return [(os.getpid(), row) for row in rows]


def wait(rows: list[float]) -> list[float]:
    time.sleep(sum(rows))
    return rows


def end_at(task: int) -> int:
    """Of a multiple of ten this process does not come back."""
    if task % 10 == 0:
        os._exit(1)
    return task


def sets(count: int) -> list[frozenset[str]]:
    """As many sets, some of them one and the same, as a result may hold."""
    empty: frozenset[str] = frozenset()
    return [frozenset({str(number)}) if number % 3 else empty for number in range(count)]


def not_to_be_copied(_: int) -> object:
    return threading.Lock()


def end_once(marker: str) -> int:
    """The first who is asked does not come back."""
    if not Path(marker).exists():
        Path(marker).touch()
        os._exit(1)
    return os.getpid()
