"""A port for a server that a test starts as a program of its own."""

from __future__ import annotations

import os
import random
import socket
from contextlib import suppress
from pathlib import Path

_RANGE = Path("/proc/sys/net/ipv4/ip_local_port_range")
_LOWEST, _BELOW = 20_000, 32_768
_TRIES = 100


def free_port() -> int:
    """One that nobody listens at.

    The kernel's own choice (port 0) lies among those it gives to outgoing connections, so that it
    may be somebody's before the program listens.  This one lies below them.

    Raises:
        OSError: of the last try, where each of many was taken.
    """
    below = int(_RANGE.read_text().split()[0]) if _RANGE.exists() else _BELOW
    drawn = random.Random(os.urandom(8))  # noqa: S311 - workers that share a seed share no port
    for _ in range(_TRIES):
        port = drawn.randrange(_LOWEST, max(below, _LOWEST + _TRIES))
        with suppress(OSError), socket.socket() as one:
            one.bind(("", port))
            return port
    raise OSError(f"no free port from {_LOWEST} to {below}")
