"""Processes that a command starts beside itself and that end with it, whichever way it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from types import FrameType

from shoumi.doors.server import process

LOOK_SECONDS = 0.5
# Between two starts of a child that dies at once.
_PAUSE_SECONDS = 5.0
# What a child has to end by itself; a job that is cut off is taken up by the next worker.
_GRACE_SECONDS = 10.0


class Children:
    def __init__(self) -> None:
        self.told_to_stop = threading.Event()
        self._all: list[subprocess.Popen[bytes]] = []

    def start(
        self, order: Sequence[str], more: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        child = subprocess.Popen(  # noqa: S603 - our own program
            order,
            env={**os.environ, **(more or {})},
            preexec_fn=partial(process.end_with_parent, os.getpid()),
        )
        self._all = [one for one in self._all if one.poll() is None] + [child]
        return child

    def end(self) -> None:
        living = [one for one in self._all if one.poll() is None]
        for one in living:
            one.terminate()
        until = time.monotonic() + _GRACE_SECONDS
        for one in living:
            try:
                one.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                one.kill()


class Kept:
    """A child that is started when ``look`` finds none, not more often than every few seconds."""

    def __init__(self, children: Children, order: Sequence[str]) -> None:
        self._children, self._order = children, order
        self._child: subprocess.Popen[bytes] | None = None
        self._not_before = 0.0

    def look(self) -> None:
        if self._child is not None and self._child.poll() is None:
            return
        if time.monotonic() >= self._not_before:
            self._not_before = time.monotonic() + _PAUSE_SECONDS
            self._child = self._children.start(self._order)


@contextmanager
def children() -> Iterator[Children]:
    """SIGTERM and Ctrl-C set ``told_to_stop``; at the end every child is ended."""
    made = Children()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        made.told_to_stop.set()

    before = {one: signal.signal(one, stop) for one in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield made
    finally:
        made.end()
        for one, handler in before.items():
            signal.signal(one, handler)
