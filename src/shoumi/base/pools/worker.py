"""The process that works for another: one task at a time, until its input ends.

Started by ``processes`` as ``python -I worker.py ROOT BOUND``; with ``BOUND`` 1 Linux kills it
with the thread that started it.  A frame is its length (u64, big-endian) and a pickle; both ends
are this program, and nothing but the other end can write into the pipe.

    out  ("ready",) once
    in   (name of the module and function, what it is given)
    out  ("done", result)
         ("refused", module and class of the refusal, facts, where)
         ("failed", type of the error, where)

It has no database and no settings; keys come with a task and go with it.
"""

from __future__ import annotations

import ctypes
import os
import pickle
import resource
import signal
import struct
import sys
import traceback
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import IO, Any

LENGTH = struct.Struct(">Q")
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE = 1, 4


def send(out: IO[bytes], told: object) -> None:
    """Write one frame."""
    # Not with the pickler's ``fast``: CPython's counts a frozenset that it has left as nested, and
    # fails at the forty-ninth.  Some 0.1 microseconds a value, measured.
    frame = pickle.dumps(told, pickle.HIGHEST_PROTOCOL)
    out.write(LENGTH.pack(len(frame)))
    out.write(frame)
    out.flush()


def receive(source: IO[bytes]) -> Any:
    """Read one frame.

    Raises:
        EOFError: there is none, or it was cut off.
    """
    head = source.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    (size,) = LENGTH.unpack(head)
    frame = source.read(size)
    if len(frame) < size:
        raise EOFError
    return pickle.loads(frame)  # noqa: S301 - written by the other end of this program


def name_of(work: Callable[..., object]) -> str:
    """How ``work`` is called for: a function at the top of a module."""
    return f"{work.__module__}:{work.__qualname__}"


@lru_cache(maxsize=64)
def _work(name: str) -> Callable[..., object]:
    module, _, function = name.partition(":")
    found: Callable[..., object] = getattr(import_module(module), function)
    return found


def answer(name: str, given: tuple[object, ...]) -> tuple[object, ...]:
    """Do it, and say what came of it."""
    from shoumi.core.errors import DomainError

    try:
        return "done", _work(name)(*given)
    except DomainError as refused:
        kind = type(refused)
        facts = {fact: _plain(value) for fact, value in refused.facts.items()}
        return "refused", f"{kind.__module__}:{kind.__qualname__}", facts, _where(refused)
    except Exception as error:  # noqa: BLE001 - told to the other end, which raises it
        return "failed", type(error).__name__, _where(error)


def _plain(value: object) -> object:
    return value if isinstance(value, (str, int, bool, type(None))) else str(value)


def _where(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return " > ".join(f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in frames)


def _confine(*, is_bound: bool) -> None:
    """Keys pass through: no dump of this process, and no look into it from outside."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Whoever presses Ctrl-C speaks to the process that started this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    libc = ctypes.CDLL(None)
    if hasattr(libc, "prctl"):  # Linux
        libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
        if is_bound:
            libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def main() -> None:
    _confine(is_bound=sys.argv[2] == "1")
    sys.path.insert(0, sys.argv[1])
    with os.fdopen(0, "rb") as source, os.fdopen(1, "wb") as out:
        send(out, ("ready",))
        while True:
            try:
                name, given = receive(source)
            except EOFError:
                return
            told = answer(name, given)
            # Not held while the next one is waited for.
            del given
            try:
                send(out, told)
            except (TypeError, ValueError, AttributeError, pickle.PicklingError) as error:
                # Nothing of it was written: a frame is whole before its first byte goes.
                send(out, ("failed", type(error).__name__, _where(error)))
            del told


if __name__ == "__main__":
    # As a script its own folder must not shadow what it imports.
    here = str(Path(__file__).resolve().parent)
    sys.path[:] = [entry for entry in sys.path if entry != here]
    main()
