"""Work that this process does a part of, with others at hand to take the rest.

While the block of ``at_hand`` runs, ``share`` parts large batches among this process and a worker
for each further processor, and what ``promise`` begins is made by a worker while this process does
something else.  Nobody waits for a worker to start, and what it refuses or does not answer is done
here, and raises here.  No worker outlives the block: keys may have been in its memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Generic, TypeVar

from shoumi.base import pools
from shoumi.base.pools import worker
from shoumi.base.pools.errors import WorkerLost, WorkFailed
from shoumi.base.pools.processes import Process
from shoumi.core.errors import DomainError

T = TypeVar("T")
R = TypeVar("R")

# How long a worker that has just been started is waited for: not at all.
PATIENCE_SECONDS = 0.0


@contextmanager
def at_hand(width: int | None = None) -> Iterator[None]:
    """Let this thread use ``width`` processes, itself among them; unless given, as many as fit."""
    hands = Hands((width or pools.processors()) - 1)
    token = _hands.set(hands)
    try:
        yield
    finally:
        _hands.reset(token)
        hands.leave()


def share(work: Callable[..., list[R]], *given: object, rows: Sequence[T], least: int) -> list[R]:
    """``work(*given, rows)``, which gives a list in the order of ``rows``.

    ``least``  of fewer rows nothing is given away.
    """
    ready = _ready(len(rows), least)
    parts = _shares(rows, 1 + len(ready))
    promised = [
        Promise(work, (*given, part), one) for one, part in zip(ready, parts[1:], strict=True)
    ]
    told = work(*given, parts[0])
    for one in promised:
        told += one.result()
    return told


def promise(
    work: Callable[..., R], *given: object, rows: Sequence[object], least: int
) -> Promise[R]:
    """Begin ``work(*given, rows)``; ask one that was begun before for its result first."""
    ready = _ready(len(rows), least)
    return Promise(work, (*given, rows), ready[0] if ready else None)


class Promise(Generic[R]):
    """What a worker may be at work on."""

    def __init__(
        self, work: Callable[..., R], given: tuple[object, ...], by: Process | None
    ) -> None:
        self._work, self._given = work, given
        self._by, self._order = by, 0
        if by is not None:
            # It died; that it owes no answer says so.
            with suppress(WorkerLost):
                self._order = by.order(worker.name_of(work), given)

    def result(self) -> R:
        """Raises what the work refuses."""
        if self._order and self._by is not None and self._by.owes(self._order):
            with suppress(DomainError, WorkFailed):
                told: R = self._by.answer()
                return told
        return self._work(*self._given)


class Hands:
    """The workers of one block."""

    def __init__(self, count: int) -> None:
        self._wanted = count
        self.all: list[Process] = []

    def ready(self) -> list[Process]:
        """Those who have started; the first time it is asked it starts them."""
        while len(self.all) < self._wanted:
            self.all.append(Process(is_bound=True))
        return [one for one in self.all if one.is_alive() and one.is_ready(PATIENCE_SECONDS)]

    def leave(self) -> None:
        for one in self.all:
            one.kill()


_hands: ContextVar[Hands | None] = ContextVar("hands", default=None)


def _ready(count: int, least: int) -> list[Process]:
    hands = _hands.get()
    return hands.ready() if hands is not None and count >= least else []


def _shares(rows: Sequence[T], count: int) -> list[Sequence[T]]:
    """Equal parts, in order."""
    ends = [len(rows) * number // count for number in range(count + 1)]
    return [rows[start:end] for start, end in zip(ends, ends[1:], strict=False)]
