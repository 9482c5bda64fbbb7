"""A worker that is killed over some files; the processes find it by its name."""

from __future__ import annotations

import os
import signal

from shoumi.base.intake import scan_files
from shoumi.base.intake.scan_files import Order, Seen

KILLS = "kills"


def examine(order: Order) -> list[Seen]:
    if KILLS in order.path:
        os.kill(os.getpid(), signal.SIGKILL)
    return scan_files.examine(order)
