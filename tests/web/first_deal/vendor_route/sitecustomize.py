"""The wire between a server and its vendor of text messages, laid to a gateway of this machine.

Python reads this file at its start where its folder is on the path, in each process of the server.
The name of the vendor is answered with a public address, and what connects there reaches the
gateway's port: what a name server and a router would do.  The program itself is not touched, so
list of calls out, address, certificate and signature are all judged as ever.
"""

import json
import os
import socket
from typing import Any

# Names, and the port of this machine that stands for each.
_ROUTES: dict[str, int] = json.loads(os.environ.get("VENDOR_ROUTES", "{}"))
# Any address that the program takes for one of the internet; nothing is sent to it.
_ADDRESS = "1.0.0.1"

_resolve, _connect = socket.getaddrinfo, socket.socket.connect


def _resolved(host: Any, port: Any, *args: Any, **more: Any) -> Any:
    return _resolve(_ADDRESS if host in _ROUTES else host, port, *args, **more)


def _connected(self: socket.socket, address: Any) -> None:
    if isinstance(address, tuple) and address[0] == _ADDRESS:
        (port,) = _ROUTES.values()
        address = ("127.0.0.1", port)
    _connect(self, address)


if _ROUTES:
    socket.getaddrinfo = _resolved
    socket.socket.connect = _connected  # type: ignore[method-assign]
