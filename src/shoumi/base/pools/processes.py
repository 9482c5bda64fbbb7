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
from typing import Any, NoReturn

from shoumi.base.pools import worker
from shoumi.base.pools.errors import WorkerLost, WorkFailed
from shoumi.core.errors import DomainError

_ROOT = Path(__file__).resolve().parents[3]
_ENDS_SECONDS = 5

_lock = threading.Lock()
_idle: list[Process] = []


class Process:
    """One worker.  Only one thread may ask it at a time."""

    def __init__(self) -> None:
        self._child = subprocess.Popen(  # noqa: S603 - our own interpreter and file
            [sys.executable, "-I", "-X", "utf8", worker.__file__, str(_ROOT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # A traceback quotes what it failed on.
            stderr=subprocess.DEVNULL,
            env={"LC_ALL": "C.UTF-8"},
            cwd="/",
            close_fds=True,
        )

    @property
    def pid(self) -> int:
        return self._child.pid

    def ask(self, name: str, task: object) -> Any:
        """What the work of that name makes of ``task``.

        Raises:
            WorkerLost: it died; it cannot be asked again.
            WorkFailed: a bug in the work.
            DomainError: what the work refused.
        """
        child = self._child
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            worker.send(child.stdin, (name, task))
            kind, *told = worker.receive(child.stdout)
        except (OSError, EOFError):
            raise WorkerLost(signal=max(0, -self.end())) from None
        if kind == "done":
            return told[0]
        if kind == "refused":
            _refuse(*told)
        raise WorkFailed(f"{told[0]} at {told[1]}")

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
    """As ``Process.ask``, by one that is idle or by a new one."""
    with _lock:
        one = _idle.pop() if _idle else None
    one = one or Process()
    try:
        told = one.ask(name, task)
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
