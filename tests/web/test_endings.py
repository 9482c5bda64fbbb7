"""However ``serve`` is ended and however early, nothing of it goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.flood import __main__ as flood
from tests.free_port import free_port
from tests.web import home

from shoumi.core.tests import portion

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks at /proc"),
]
# Before it has begun, while the server loads, while the worker loads, when all are there.
_AFTER = (0.3, 0.9, 1.5, 2.1, 3.0, 6.0)
_PATIENCE = 15


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return flood.made(tmp_path_factory.mktemp("endings"))


def of(port: int) -> list[int]:
    """Processes that were started for ``port``: by a mark in their environment, which the system
    shows to root alone, or by the port among their arguments."""
    mark, word = f"MARK={port}\0".encode(), f"\0{port}\0".encode()
    places = [place for place in Path("/proc").iterdir() if place.name.isdigit()]
    return [
        int(place.name)
        for place in places
        if mark in content(place / "environ") or word in content(place / "cmdline")
    ]


def content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_of_a_server_that_is_ended_early(folder, ending):
    for after in portion.drawn(_AFTER, what=f"endings {ending}", one_in=6):
        port = free_port()
        order = [sys.executable, "-m", "shoumi.doors.cli", "serve", "--port", str(port)]
        env = {**home.environment(folder), "MARK": str(port)}
        with subprocess.Popen(order, env=env, stdout=subprocess.DEVNULL) as server:
            time.sleep(after)
            os.kill(server.pid, ending)
            server.wait(_PATIENCE)
        until = time.monotonic() + _PATIENCE
        while (left := of(port)) and time.monotonic() < until:
            time.sleep(0.1)
        assert left == [], after
