"""What the server costs is counted once."""

from __future__ import annotations

import subprocess
import sys
import time

from tests.flood import readers
from tests.flood.readers import Memory


def test_who_was_started_this_moment_counts_with_its_own_program(monkeypatch):
    held = {1: 500 * 2**20, 2: 500 * 2**20}
    monkeypatch.setattr(readers, "_tree", lambda root: [1, 2])
    monkeypatch.setattr(readers, "_resident", held.__getitem__)
    monkeypatch.setattr(time, "sleep", lambda seconds: held.update({2: 20 * 2**20}))
    memory = Memory(1)
    memory.look()
    assert memory.most == 520


def test_a_process_and_those_below_it_count():
    order = [sys.executable, "-c", "import time; whole = bytes(range(256)) * 2**19; time.sleep(60)"]
    with subprocess.Popen(order) as running:
        memory = Memory(running.pid)
        ends = time.monotonic() + 30
        while memory.most < 128 and time.monotonic() < ends:
            memory.look()
        running.kill()
    assert 128 <= memory.most < 200
