"""Run one parser in a limited child and build Arrow from what it says.

The parent trusts nothing it hears: frames are bounded, every string is checked to be UTF-8, and a
stream without an end is a refusal.  Nothing is written to disk.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess  # noqa: S404
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from shoumi.base.intake import errors, limits, memory_files, worker
from shoumi.base.intake.limits import Limits

if TYPE_CHECKING:
    from shoumi.base.intake.frame_decoder import Frame
    from shoumi.base.intake.sheets import Sheet

ROOT = Path(__file__).resolve().parents[3]
READ_BYTES = 1 << 20
# The system's own ways to say that memory ran out.
NO_MEMORY = frozenset(
    {signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS, signal.SIGILL, signal.SIGTRAP}
)


def parse(
    file: BinaryIO,
    *,
    name: str,
    kind: str,
    size_bytes: int,
    encoding: str | None = None,
    answer: Path | None = None,
) -> list[Sheet]:
    """Parse the open ``file`` (a real one, with a descriptor) as ``kind``.

    ``answer``  where the child's answer about this very file is kept: it is read from there, or
    written to there once it was heard, so that a file is parsed once.

    Raises:
        FileRefused: the parser refused, or the child went over a limit.
    """
    # With it comes Arrow, which a process that reads no file can do without.
    from shoumi.base.intake import frame_decoder

    if answer is not None and answer.exists():
        return frame_decoder.assemble(answer.read_bytes(), name)
    allowed = limits.for_file(size_bytes, kind)
    order: dict[str, object] = {
        "name": name,
        "kind": kind,
        "encoding": encoding,
    }
    stream = _run(order, file, allowed)
    sheets = frame_decoder.assemble(stream, name)
    if answer is not None:
        answer.write_bytes(stream)
    return sheets


def frames(
    file: BinaryIO, *, name: str, kind: str, size_bytes: int, pages: Sequence[int]
) -> tuple[list[Frame], int]:
    """``pages`` of the open ``file`` in grey, and how many it has; ``FRAMES_AT_ONCE`` at most.

    ``kind`` is ``pdf frames`` or ``picture``.

    Raises:
        FileRefused
    """
    from shoumi.base.intake import frame_decoder

    allowed = limits.for_frames(size_bytes, kind)
    order: dict[str, object] = {"name": name, "kind": kind, "pages": list(pages)}
    return frame_decoder.frames(_run(order, file, allowed), name)


def isolation() -> dict[str, str]:
    """What a child could shut out on this machine: for ``network``, ``user``, ``files`` and
    ``calls`` the word that ``worker.confine`` has for it."""
    with Path(os.devnull).open("rb") as nothing:
        answer = _run({"name": "", "kind": "isolation"}, nothing, limits.for_file(0, ""))
    told: dict[str, str] = json.loads(answer)
    return told


def _run(order: dict[str, object], file: BinaryIO, allowed: Limits) -> bytearray:
    return run(worker.__file__, order, file, allowed)


def run(script: str, order: dict[str, object], file: BinaryIO, allowed: Limits) -> bytearray:
    """What ``script`` says of ``file``; it takes on the limits in its order before it reads it.

    Raises:
        FileRefused: the child went over a limit.
    """
    caps = {
        "memory": allowed.memory_bytes,
        "mapped": allowed.mapped_bytes,
        "cpu": allowed.cpu_seconds,
        "files": limits.OPEN_FILES,
    }
    command = [sys.executable, "-I", "-X", "utf8", script]
    file.seek(0)
    # Who may list processes sees arguments, and a file's name may be a person's.
    told = memory_files.in_memory(json.dumps({**order, "limits": caps, "root": str(ROOT)}).encode())
    with (
        told,
        subprocess.Popen(  # noqa: S603 - our own interpreter and file, arguments as a list
            [*command, str(told.fileno())],
            pass_fds=(told.fileno(),),
            stdin=file,
            stdout=subprocess.PIPE,
            # A traceback quotes what it failed on.
            stderr=subprocess.DEVNULL,
            env={
                "MALLOC_ARENA_MAX": "1",
                "ARROW_DEFAULT_MEMORY_POOL": "system",
                "LC_ALL": "C.UTF-8",
            },
            cwd="/",
            close_fds=True,
        ) as child,
    ):
        try:
            stream = _listen(child, allowed, str(order["name"]))
            child.wait(timeout=allowed.wall_seconds)
        except BaseException:
            child.kill()
            raise
    check_end(child.returncode, allowed, str(order["name"]))
    return stream


def _listen(child: subprocess.Popen[bytes], allowed: Limits, name: str) -> bytearray:
    assert child.stdout is not None
    descriptor = child.stdout.fileno()
    deadline = time.monotonic() + allowed.wall_seconds
    heard = bytearray()
    with selectors.DefaultSelector() as ready:
        ready.register(descriptor, selectors.EVENT_READ)
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not ready.select(left):
                raise errors.TooMuchTime(place=name, seconds=allowed.wall_seconds)
            if not (chunk := os.read(descriptor, READ_BYTES)):
                return heard
            heard += chunk
            if len(heard) > allowed.output_bytes:
                raise errors.TooMuchOutput(place=name, most=allowed.output_bytes)


def check_end(code: int, allowed: Limits, name: str) -> None:
    """Raises FileRefused where a limited process did not end well."""
    if code == 0:
        return
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        raise errors.TooMuchTime(place=name, seconds=allowed.cpu_seconds)
    if code < 0 and signal.Signals(-code) in NO_MEMORY:
        raise errors.TooMuchMemory(place=name, megabytes=allowed.memory_bytes // limits.MB)
    raise errors.Broken(place=name)
