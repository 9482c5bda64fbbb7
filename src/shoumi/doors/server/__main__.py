"""The process that serves: ``python -m shoumi.doors.server HOST PORT``, started by ``serve``.

One worker, which ends with this process, as this one ends with ``serve``.
"""

from __future__ import annotations

import os
import signal
import sys

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from shoumi.doors.server import connections, process

# From the first byte of a connection, or from the last answer on it, to the end of the next head.
HEAD_SECONDS = 10
_HEAD_BYTES = 2**16
_BACKLOG = 1_024
# What is being answered may be finished; whoever started this process waits a little longer.
_END_SECONDS = 8
_PARENT = "SHOUMI_SERVER_PID"


def application() -> object:
    """The house, open; where it cannot be opened the server does not start.

    Raises:
        NoHome, HomeOutOfDate, Shortened, Forked, MarkMissing
    """
    # A fork has its parent's way of ending until it runs; told to end before that, it would stay.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    process.end_with_parent(int(os.environ[_PARENT]))
    process.no_dumps()
    process.few_arenas()
    process.large_blocks_apart()
    from shoumi.doors.server import client_address
    from shoumi.doors.web import wsgi

    site = wsgi.application()
    from shoumi.doors.server.asgi import Application

    proxies = client_address.named()
    watched = connections.Connections(connections.capacity(), proxies)
    watched.watch()
    # Sixteen threads compute; who speaks with the network must not wait long for its turn.
    sys.setswitchinterval(0.002)
    return Application(site, connections=watched, proxies=proxies, ends_by=signal.SIGTERM)


def main(host: str, port: int) -> None:
    process.no_dumps()
    os.environ[_PARENT] = str(os.getpid())
    Granian(
        "shoumi.doors.server.__main__:application",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(
            header_read_timeout=HEAD_SECONDS * 1_000, max_buffer_size=_HEAD_BYTES
        ),
        websockets=False,
        workers=1,
        workers_kill_timeout=_END_SECONDS,
        backlog=_BACKLOG,
        backpressure=connections.capacity(),
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
