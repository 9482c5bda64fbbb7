"""A witness in a thread of the test, watching the logs given."""

from __future__ import annotations

import threading
from contextlib import contextmanager

from shoumi.doors.witness.server import Server
from shoumi.doors.witness.store import WitnessStore, make

NAME = "witness.example/1"


@contextmanager
def serving(folder, *vkeys):
    """Gives its address; the folder is made where there is none."""
    if not folder.exists():
        make(folder, NAME)
    keeping = WitnessStore(folder)
    for vkey in vkeys:
        keeping.watch(vkey)
    with Server(("127.0.0.1", 0), keeping) as server:
        running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        running.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            running.join()
