"""What a command starts beside itself is kept going, and ends when the command does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

from shoumi.doors.cli import supervisor

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


def test_a_child_that_dies_is_started_again_and_not_at_once(monkeypatch):
    with supervisor.children() as started:
        kept = supervisor.Kept(started, SLEEP)
        kept.look()
        first = kept._child
        kept.look()
        assert kept._child is first
        first.kill()
        first.wait()
        kept.look()
        assert kept._child is first
        monkeypatch.setattr(supervisor, "_PAUSE_SECONDS", 0.0)
        kept._not_before = 0.0
        kept.look()
        assert kept._child is not first
        second = kept._child
    assert second.poll() == -signal.SIGTERM


def test_being_told_to_stop_is_heard():
    with supervisor.children() as started:
        os.kill(os.getpid(), signal.SIGTERM)
        assert started.told_to_stop.wait(2)


def test_children_do_not_outlive_a_parent_that_is_killed():
    parent = (
        "import sys, time\n"
        "from shoumi.doors.cli import supervisor\n"
        "with supervisor.children() as started:\n"
        f"    child = started.start({SLEEP!r})\n"
        "    print(child.pid, flush=True)\n"
        "    time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout
        child = int(running.stdout.readline())
        running.kill()
    until = time.monotonic() + 10
    while is_alive(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_alive(child)


def is_alive(number: int) -> bool:
    try:
        with open(f"/proc/{number}/stat", encoding="ascii") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
