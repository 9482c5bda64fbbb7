"""An answer that fails in its midst, as whoever asked sees it at the real server."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress

import pytest
from tests.free_port import free_port

from shoumi.doors.server import connections
from shoumi.doors.server.asgi import Application
from shoumi.doors.server.tests.test_asgi import breaking

PROGRAM = """
import sys, django
django.setup()
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
Granian("shoumi.doors.server.tests.test_broken_off:application", factory=True,
    address="127.0.0.1", port=int(sys.argv[1]), interface=Interfaces.ASGINL,
    http=HTTPModes.http1, websockets=False, log_level=LogLevels.warning).serve()
"""
_TRIES = 600  # a tenth of a second each: the machine may be busy


def application():
    """In the process of the server: two parts, then an error."""
    import django

    django.setup()
    return Application(breaking(after=2), connections=connections.Connections(1000, ()), proxies=())


@pytest.mark.slow
def test_a_broken_answer_is_cut_off_and_never_looks_whole(tmp_path):
    port = free_port()
    order = [sys.executable, "-c", PROGRAM, str(port)]
    settings = {"DJANGO_SETTINGS_MODULE": "shoumi.doors.settings.base"}
    env = {**os.environ, **settings, "SHOUMI_HOME": str(tmp_path)}
    log = tmp_path / "log"
    with (
        log.open("wb") as kept,
        subprocess.Popen(order, env=env, stdout=kept, stderr=kept) as server,
    ):
        try:
            came = answered(port)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(60)
    head, _, body = came.partition(b"\r\n\r\n")
    assert b"transfer-encoding: chunked" in head.lower()
    assert body == 2 * b"4\r\npart\r\n"  # and no last part of none
    (line,) = log.read_text("utf-8").splitlines()
    assert json.loads(line)["class"] == "builtins.ValueError"


def answered(port):
    """All that comes until the server ends the connection."""
    for _ in range(_TRIES):
        with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)) as one:
            one.settimeout(60)
            one.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            return b"".join(iter(lambda: one.recv(2**16), b""))
        time.sleep(0.1)
    raise AssertionError("the server does not listen")
