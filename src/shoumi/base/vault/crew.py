"""Encrypt on every core while keys change.

While the block of ``at_work`` runs, ``reseal`` shares large batches out among this process and a
child for each further core, and what ``rewrap`` promises is made by a child while this process
writes.  Keys reach a child over its pipe and nowhere else; only the parent reads or writes the
databases, so a crash finds them as it would without children.  What a child refuses or does not
answer is done here, and raises here.
"""

from __future__ import annotations

import os
import subprocess  # noqa: S404
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from select import select
from typing import Any

from shoumi.base.vault import crew_member
from shoumi.core.vault import moving
from shoumi.core.vault.keys import Name
from shoumi.core.vault.keys import Row as Wrapped
from shoumi.core.vault.moving import Row

# Envelopes in a batch.  A child takes some 0.2 s to start, and below this a whole rotation of a
# few people would wait for it longer than it works.
LEAST = 500
# Of wrapped keys, which take a tenth of the time.
LEAST_KEYS = 4_000

# How long a child that has just been started is waited for: not at all, the parent works meanwhile.
PATIENCE_SECONDS = 0.0

_crew: _Crew | None = None


def cores() -> int:
    """The processors this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def at_work(width: int | None = None) -> Iterator[None]:
    """Let ``reseal`` use ``width`` processes, this one among them; every core unless given."""
    global _crew
    _crew = _Crew((width or cores()) - 1)
    try:
        yield
    finally:
        _crew.leave()
        _crew = None


def reseal(tenant: str, suite: int, rows: Sequence[Row]) -> list[bytes]:
    """As ``moving.reseal``."""
    if _crew is None or len(rows) < LEAST:
        return moving.reseal(tenant, suite, rows)
    return _crew.reseal(tenant, suite, rows)


def rewrap(old: bytes, new: bytes, above: Name, suite: int, rows: Sequence[Wrapped]) -> Promised:
    """Begin what ``moving.rewrap`` does; ask one that was begun before for its result first."""
    return Promised(_crew, (old, new, above, suite, rows))


class Promised:
    """Wrapped keys that a child may be at work on."""

    def __init__(self, crew: _Crew | None, args: tuple[Any, ...]) -> None:
        self._args = args
        is_worth_it = crew is not None and len(args[-1]) >= LEAST_KEYS
        ready = crew.ready() if crew is not None and is_worth_it else []
        self._child = ready[0] if ready else None
        if self._child is not None:
            self._child.order("rewrap", args)

    def result(self) -> list[tuple[bytes, bytes]]:
        """Raises WillNotOpen."""
        done = None if self._child is None else self._child.answer()
        return moving.rewrap(*self._args) if done is None else done


class _Crew:
    def __init__(self, children: int) -> None:
        self._wanted = children
        self._children: list[_Child] = []

    def reseal(self, tenant: str, suite: int, rows: Sequence[Row]) -> list[bytes]:
        ready = self.ready()
        parts = _shares(rows, 1 + len(ready))
        for child, part in zip(ready, parts[1:], strict=True):
            child.order("reseal", (tenant, suite, part))
        try:
            again = moving.reseal(tenant, suite, parts[0])
        finally:
            # Heard whatever happens, or it would be taken for the answer to the next order.
            answers = [child.answer() for child in ready]
        for done, part in zip(answers, parts[1:], strict=True):
            again += moving.reseal(tenant, suite, part) if done is None else done
        return again

    def ready(self) -> list[_Child]:
        """Those who have started; the first time it is asked it starts them."""
        while len(self._children) < self._wanted:
            self._children.append(_Child())
        return [child for child in self._children if child.is_ready()]

    def leave(self) -> None:
        for child in self._children:
            child.leave()


def _shares(rows: Sequence[Row], count: int) -> list[Sequence[Row]]:
    """Equal parts, in order."""
    ends = [len(rows) * number // count for number in range(count + 1)]
    return [rows[start:end] for start, end in zip(ends, ends[1:], strict=False)]


class _Child:
    def __init__(self) -> None:
        self._owes = self._is_ready = False
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and file
            [sys.executable, "-I", "-X", "utf8", crew_member.__file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # A traceback quotes what it failed on.
            stderr=subprocess.DEVNULL,
            env={"LC_ALL": "C.UTF-8"},
            cwd="/",
            close_fds=True,
        )

    def is_ready(self) -> bool:
        """Whether it said that it has started, or died of it, which shows when it is asked."""
        assert self._process.stdout is not None
        if not self._is_ready:
            self._is_ready = bool(select([self._process.stdout], [], [], PATIENCE_SECONDS)[0])
            self._owes = self._is_ready
        return self._is_ready

    def order(self, name: str, args: tuple[Any, ...]) -> None:
        """Only one answer is ever on its way, or two full pipes would wait for each other."""
        assert self._process.stdin is not None
        if self._owes:
            self.answer()
        self._owes = True
        with suppress(OSError):  # it died; that it does not answer says so
            crew_member.write(self._process.stdin, (name, args))

    def answer(self) -> Any:
        """None where it refused or died, or an order that came after took the answer away."""
        assert self._process.stdout is not None
        if not self._owes:
            return None
        self._owes = False
        try:
            return crew_member.read(self._process.stdout)
        except (EOFError, OSError):
            return None

    def leave(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what it never took
                    pipe.close()
