"""Work that costs processor time, spread over the processors of this machine.

    for sealed in pools.spread(batches.seal, tasks, of=len(people)):
        ...

The caller keeps the database: it makes the tasks, one bounded part at a time, and stores what comes
back, while other processes do what lies between.  They have no connection and no settings.  What is
spread is a function at the top of a module that needs neither; it gives the same in this process,
where it runs when there is little to do.

Where one failure must not end the rest, ``attempts`` gives each result or its failure; where this
process does a part itself, see ``local_worker``.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from shoumi.base.pools import processes, worker
from shoumi.base.pools.errors import WorkerLost, WorkFailed
from shoumi.base.pools.processes import close

__all__ = ["WORTH", "WorkFailed", "WorkerLost", "attempts", "close", "processors", "spread"]

T = TypeVar("T")
R = TypeVar("R")

# Fewer things than this are done before another interpreter has started (about 0.2 s, measured).
WORTH = 20_000
# More processes than this only wait for the one that reads and writes.
_MOST = 8


def processors() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not Linux
        return os.cpu_count() or 1


def spread(
    work: Callable[[T], R], tasks: Iterable[T], *, of: int, again: bool = False
) -> Iterator[R]:
    """``work`` of each task, in order and lazily.

    ``of``  how many things all tasks are about together: under ``WORTH``, or with one processor,
    this process does it alone.  A few tasks are taken ahead of the results.  Each task and each
    result is copied, so a task is a bounded part of the whole, of plain values and bytes.

    ``again``  a part whose process was killed is done once more, by another one.

    Raises:
        WorkerLost: a process was killed; tasks done by then are done.
        WorkFailed: a bug in the work, told with file and line.
        and what the work itself refuses.
    """
    return (told() for told in attempts(work, tasks, of=of, again=again))


def attempts(
    work: Callable[[T], R], tasks: Iterable[T], *, of: int, again: bool = False
) -> Iterator[Callable[[], R]]:
    """As ``spread``, each result as a call that gives it or raises, so the others go on."""
    count = min(processors(), _MOST)
    if of < WORTH or count < 2:
        return (partial(work, task) for task in tasks)
    return _spread(work, tasks, count, again=again)


def _spread(
    work: Callable[[T], R], tasks: Iterable[T], count: int, *, again: bool
) -> Iterator[Callable[[], R]]:
    name = worker.name_of(work)
    ask: Callable[[str, T], R] = _ask_twice if again else processes.ask
    waiting: deque[Future[R]] = deque()
    with ThreadPoolExecutor(count, thread_name_prefix="pool") as threads:
        try:
            for task in tasks:
                waiting.append(threads.submit(ask, name, task))
                if len(waiting) > count:
                    yield waiting.popleft().result
            while waiting:
                yield waiting.popleft().result
        finally:
            for one in waiting:
                one.cancel()


def _ask_twice(name: str, task: object) -> Any:
    try:
        return processes.ask(name, task)
    except WorkerLost:
        return processes.ask(name, task)
