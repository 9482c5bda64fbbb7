"""Seal many envelopes anew on every core.

While the block of ``at_work`` runs, ``reseal`` shares large batches out among this process and a
child for each further core.  Keys reach a child over its pipe and nowhere else; only the parent
reads or writes the databases, so a crash finds them as it would without children.  What a child
refuses or does not answer is done here, and raises here.
"""

from __future__ import annotations

import os
import subprocess  # noqa: S404
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from shoumi.base.vault import crew_member
from shoumi.core.vault import moving
from shoumi.core.vault.moving import Row

# Envelopes in a batch.  A child takes some 0.2 s to start, and below this a whole rotation of a
# few people would wait for it longer than it works.
LEAST = 500

_crew: _Crew | None = None


@contextmanager
def at_work(width: int | None = None) -> Iterator[None]:
    """Let ``reseal`` use ``width`` processes, this one among them; every core unless given."""
    global _crew
    _crew = _Crew((width or os.process_cpu_count() or 1) - 1)
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


class _Crew:
    def __init__(self, children: int) -> None:
        self._wanted = children
        self._children: list[_Child] = []

    def reseal(self, tenant: str, suite: int, rows: Sequence[Row]) -> list[bytes]:
        while len(self._children) < self._wanted:
            self._children.append(_Child())
        parts = _shares(rows, 1 + len(self._children))
        for child, part in zip(self._children, parts[1:], strict=True):
            child.order((tenant, suite, part))
        try:
            again = moving.reseal(tenant, suite, parts[0])
        finally:
            # Heard whatever happens, or it would be taken for the answer to the next order.
            answers = [child.answer() for child in self._children]
        for done, part in zip(answers, parts[1:], strict=True):
            again += moving.reseal(tenant, suite, part) if done is None else done
        return again

    def leave(self) -> None:
        for child in self._children:
            child.leave()


def _shares(rows: Sequence[Row], count: int) -> list[Sequence[Row]]:
    """Equal parts, in order."""
    ends = [len(rows) * number // count for number in range(count + 1)]
    return [rows[start:end] for start, end in zip(ends, ends[1:], strict=False)]


class _Child:
    def __init__(self) -> None:
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

    def order(self, work: tuple[str, int, Sequence[Row]]) -> None:
        assert self._process.stdin is not None
        with suppress(OSError):  # it died; that it does not answer says so
            crew_member.write(self._process.stdin, work)

    def answer(self) -> list[bytes] | None:
        """None where it refused or died."""
        assert self._process.stdout is not None
        try:
            found: list[bytes] | None = crew_member.read(self._process.stdout)
        except (EOFError, OSError):
            return None
        return found

    def leave(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what it never took
                    pipe.close()
