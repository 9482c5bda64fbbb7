"""The processes that work for this one, kept between acts.

Each is a fresh interpreter (``worker``), so threads, locks and database connections of this
process do not get into it.  All that it is told comes through its pipe.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import subprocess  # noqa: S404
import sys
import threading
from importlib import import_module
from pathlib import Path
from select import select
from typing import Any, NoReturn

from shoumi.base.pools import worker
from shoumi.base.pools.errors import WorkerLost, WorkFailed
from shoumi.core.errors import DomainError

_ROOT = Path(__file__).resolve().parents[3]
_ENDS_SECONDS = 5
# What whoever runs this machine tells its libraries; nothing of the house is among it.
_TOLD = ("NUMBA_CACHE_DIR", "OPENBLAS_CORETYPE")

_lock = threading.Lock()
_idle: list[Process] = []


class Process:
    """One worker.  Only one thread may ask it at a time.

    ``is_bound``: on Linux it is killed with the thread that starts it; elsewhere, and else, it
    leaves when it reads the end of its pipe.
    """

    def __init__(self, *, is_bound: bool = False) -> None:
        self._is_ready = False
        self._orders = self._owed = 0
        told = {name: os.environ[name] for name in _TOLD if name in os.environ}
        self._child = subprocess.Popen(  # noqa: S603 - our own interpreter and file
            [
                *(sys.executable, "-I", "-X", "utf8", worker.__file__),
                *(str(_ROOT), str(int(is_bound))),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # A traceback quotes what it failed on.
            stderr=subprocess.DEVNULL,
            env={"LC_ALL": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1", **told},
            cwd="/",
            close_fds=True,
        )

    @property
    def pid(self) -> int:
        return self._child.pid

    def is_alive(self) -> bool:
        """Never in a fork of the process that started it, which is not its parent."""
        return self._child.poll() is None

    def is_ready(self, patience_seconds: float = 0.0) -> bool:
        """Whether it has started, or died of it, which shows when it is asked."""
        assert self._child.stdout is not None
        return self._is_ready or bool(select([self._child.stdout], [], [], patience_seconds)[0])

    def order(self, name: str, given: tuple[object, ...]) -> int:
        """Begin the work of that name; the number of the order.

        Only one answer is ever on its way, or two full pipes would wait for each other: one that
        nobody has taken is lost to whoever ordered it.

        Raises:
            WorkerLost: it died; it cannot be asked again.
        """
        assert self._child.stdin is not None
        if self._owed:
            with contextlib.suppress(DomainError, WorkFailed):
                self.answer()
        try:
            worker.send(self._child.stdin, (name, given))
        except (OSError, ValueError):  # it left; or was found to have left before
            raise WorkerLost(signal=max(0, -self.end())) from None
        self._orders += 1
        self._owed = self._orders
        return self._owed

    def owes(self, order: int) -> bool:
        """Whether the next answer is that of ``order``."""
        return self._owed == order

    def answer(self) -> Any:
        """What came of the last order.

        Raises:
            WorkerLost: it died; it cannot be asked again.
            WorkFailed: a bug in the work.
            DomainError: what the work refused.
        """
        assert self._child.stdout is not None
        self._owed = 0
        try:
            if not self._is_ready:
                worker.receive(self._child.stdout)
                self._is_ready = True
            kind, *told = worker.receive(self._child.stdout)
        except (OSError, EOFError):
            raise WorkerLost(signal=max(0, -self.end())) from None
        if kind == "done":
            return told[0]
        if kind == "refused":
            _refuse(*told)
        raise WorkFailed(f"{told[0]} at {told[1]}")

    def kill(self) -> None:
        """Now, whatever it is at."""
        self._child.kill()
        self.end()

    def end(self) -> int:
        """Close its input, upon which it leaves; its exit code."""
        child = self._child
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        try:
            return child.wait(_ENDS_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            return child.wait()

    def forget(self) -> None:
        """In a fork of this process: it is another's child."""
        self._child.returncode = 0


def _refuse(name: str, facts: dict[str, object], where: str) -> NoReturn:
    module, _, kind = name.partition(":")
    refusal = getattr(import_module(module), kind)
    error: DomainError = refusal.__new__(refusal)
    DomainError.__init__(error, **facts)
    error.add_note(f"in another process: {where}")
    raise error


def ask(name: str, task: object) -> Any:
    """What the work of that name makes of ``task``, by one that is idle or by a new one.

    Raises:
        as ``Process.answer``
    """
    one = _waiting() or Process()
    try:
        one.order(name, (task,))
        told = one.answer()
    except WorkerLost:
        raise
    except (DomainError, WorkFailed):
        _keep(one)
        raise
    except BaseException:
        # Nobody knows how much of the frame was written or read.
        one.end()
        raise
    _keep(one)
    return told


def _waiting() -> Process | None:
    """One that is idle and lives: who was killed while idle has lost nothing and fails nobody."""
    with _lock:
        while _idle:
            one = _idle.pop()
            if one.is_alive():
                return one
            one.end()
    return None


def _keep(one: Process) -> None:
    with _lock:
        _idle.append(one)


def idle() -> list[int]:
    """The process numbers of those that wait for work."""
    with _lock:
        return [one.pid for one in _idle]


@atexit.register
def close() -> None:
    """End those that are idle.  Those that come back later wait for the next act."""
    with _lock:
        ended = _idle[:]
        _idle.clear()
    for one in ended:
        one.end()


def _forked() -> None:
    global _lock
    _lock = threading.Lock()
    for one in _idle:
        one.forget()
    _idle.clear()


os.register_at_fork(after_in_child=_forked)
