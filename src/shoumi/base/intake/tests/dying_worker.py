"""Workers that are killed: over some files, or over the first orders they get."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any

from shoumi.base.intake import scan_files
from shoumi.base.intake.scan_files import Order, Seen
from shoumi.base.pools import worker
from shoumi.base.pools.processes import Process

KILLS = "kills"


def examine(order: Order) -> list[Seen]:
    if KILLS in order.path:
        os.kill(os.getpid(), signal.SIGKILL)
    return scan_files.examine(order)


def kill_over(monkeypatch: Any, work: Callable[..., object], *, times: int) -> list[int]:
    """Whoever gets one of the first ``times`` orders for ``work`` is killed; who that was."""
    killed: list[int] = []
    order = Process.order

    def given(self: Process, name: str, task: tuple[object, ...]) -> int:
        if name == worker.name_of(work) and len(killed) < times:
            killed.append(self.pid)
            os.kill(self.pid, signal.SIGKILL)
        return order(self, name, task)

    monkeypatch.setattr(Process, "order", given)
    return killed
