"""The machine a server runs on: its wire to a vendor of text messages, and how long it has run.

Python reads this file at its start where its folder is on the path, in each process of the server.
The name of the vendor is answered with a public address, and what connects there reaches the
gateway's port: what a name server and a router would do.  The program itself is not touched, so
list of calls out, address, certificate and signature are all judged as ever.

Where libfaketime moves the clock by days, the machine has run for as long: the days that pass are
days, and no leap of the clock.
"""

import json
import os
import socket
import time
from pathlib import Path
from typing import Any

# Names, and the port of this machine that stands for each.
_ROUTES: dict[str, int] = json.loads(os.environ.get("VENDOR_ROUTES", "{}"))
# Any address that the program takes for one of the internet; nothing is sent to it.
_ADDRESS = "1.0.0.1"

_resolve, _connect = socket.getaddrinfo, socket.socket.connect
_running = time.clock_gettime


def _resolved(host: Any, port: Any, *args: Any, **more: Any) -> Any:
    return _resolve(_ADDRESS if host in _ROUTES else host, port, *args, **more)


def _connected(self: socket.socket, address: Any) -> None:
    if isinstance(address, tuple) and address[0] == _ADDRESS:
        (port,) = _ROUTES.values()
        address = ("127.0.0.1", port)
    _connect(self, address)


def _machine_start() -> int:
    """When it was started, in the kernel's own time, which nothing moves."""
    lines = Path("/proc/stat").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("btime "))


def _runs_with_the_clock(which: int) -> float:
    return time.time() - _started if which == time.CLOCK_BOOTTIME else _running(which)


if _ROUTES:
    socket.getaddrinfo = _resolved
    socket.socket.connect = _connected  # type: ignore[method-assign]
if "FAKETIME_TIMESTAMP_FILE" in os.environ:
    _started = _machine_start()
    time.clock_gettime = _runs_with_the_clock
