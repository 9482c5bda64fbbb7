"""The child that encrypts for ``crew``: ``python -I crew_member.py``.

Orders come in at standard input and answers go out at standard output, each a length (u32) and
``marshal`` of plain values.  The first answer says that it is ready; None is a refusal.  It imports
no framework, opens no file, is never dumped and ends with its parent, so that no key outlives it.
"""

from __future__ import annotations

import ctypes
import marshal
import os
import signal
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

LENGTH = struct.Struct(">I")
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE = 1, 4


def write(out: IO[bytes], value: Any) -> None:
    content = marshal.dumps(value)
    out.write(LENGTH.pack(len(content)))
    out.write(content)
    out.flush()


def read(source: IO[bytes]) -> Any:
    """Raises EOFError where the other side is gone."""
    length = source.read(LENGTH.size)
    if len(length) < LENGTH.size:
        raise EOFError
    content = source.read(LENGTH.unpack(length)[0])
    return marshal.loads(content)  # noqa: S302 - our own parent or child at a pipe of its own


def _close_up() -> None:
    if sys.platform == "linux":
        system = ctypes.CDLL(None)
        system.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        system.prctl(_PR_SET_DUMPABLE, 0)


def main() -> None:
    from shoumi.core.errors import DomainError
    from shoumi.core.vault import moving

    work: dict[str, Callable[..., object]] = {
        "reseal": moving.reseal,
        "rewrap": moving.rewrap,
    }
    _close_up()
    source, out = sys.stdin.buffer, sys.stdout.buffer
    write(out, None)  # ready
    while True:
        try:
            name, args = read(source)
        except EOFError:
            os._exit(0)
        try:
            answer = work[name](*args)
        except DomainError:
            answer = None
        write(out, answer)


if __name__ == "__main__":
    # As a script its own folder must not shadow what it imports.
    sys.path[0:0] = [str(Path(__file__).resolve().parents[3])]
    main()
