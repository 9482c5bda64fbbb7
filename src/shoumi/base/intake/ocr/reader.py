"""Ask a limited process what a page says: frames go to it in shared memory, lines come back.

The parent trusts nothing it hears.  Nothing is written to disk where the system has files in
memory.
"""

from __future__ import annotations

import importlib.util
import json
import os
import selectors
import subprocess  # noqa: S404
import sys
import tempfile
import time
from contextlib import ExitStack
from types import TracebackType
from typing import Any

from shoumi.base.intake import child, errors, limits
from shoumi.base.intake.frame_decoder import Frame
from shoumi.base.intake.ocr import worker
from shoumi.base.intake.wire_format import encode

Line = tuple[str, float]


def is_installed() -> bool:
    """Is the package there?"""
    return all(importlib.util.find_spec(name) for name in (worker.PACKAGE, "onnxruntime", "cv2"))


def examined() -> None:
    """Look at the weights.

    Raises:
        WeightsChanged
    """
    try:
        worker.weights(worker.folder())
    except worker.Changed as changed:
        raise errors.WeightsChanged(file=str(changed)) from changed


class Reading:
    """One process that reads up to ``pages`` frames of the file ``name``; it ends with the block.

    Raises:
        FileRefused: it went over a limit.
        WeightsChanged
    """

    def __init__(self, name: str, pages: int) -> None:
        self._name, self._allowed = name, limits.for_reading(pages)
        self._heard = b""

    def __enter__(self) -> Reading:
        allowed = self._allowed
        self._held = ExitStack()
        self._shared = _shared()
        self._held.callback(os.close, self._shared)
        order = {
            "root": str(child.ROOT),
            "shared": self._shared,
            "limits": {
                "memory": allowed.memory_bytes,
                "mapped": allowed.mapped_bytes,
                "cpu": allowed.cpu_seconds,
                "files": limits.READING_OPEN_FILES,
            },
            "start_seconds": limits.READING_START_SECONDS,
            "page_seconds": limits.READING_PAGE_SECONDS,
        }
        try:
            self._child = self._held.enter_context(_started(order, self._shared))
            self._held.callback(self._child.kill)
            self._answer()
        except BaseException:
            self._held.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._held.close()

    def lines(self, frame: Frame) -> list[Line]:
        """The lines of the frame, each with how sure it is.

        Raises:
            FileRefused
        """
        _write(self._shared, frame.grey)
        order = json.dumps({"width": frame.width, "height": frame.height}).encode() + b"\n"
        assert self._child.stdin is not None
        try:
            self._child.stdin.write(order)
        except OSError:
            self._ended()
        told = self._answer()
        try:
            return [_line(one) for one in told["lines"]]
        except (KeyError, TypeError, ValueError) as error:
            raise errors.Broken(place=self._name) from error

    def _answer(self) -> dict[str, Any]:
        try:
            told = json.loads(self._hear())
        except ValueError as error:
            raise errors.Broken(place=self._name) from error
        if not isinstance(told, dict):
            raise errors.Broken(place=self._name)
        if told.get("error") == "weights":
            raise errors.WeightsChanged(file=str(told.get("file", "")))
        if told.get("error") == errors.TooMuchMemory.code:
            raise errors.TooMuchMemory(
                place=self._name, megabytes=self._allowed.memory_bytes // limits.MB
            )
        return told

    def _hear(self) -> bytes:
        """One line of what the child says."""
        assert self._child.stdout is not None
        descriptor = self._child.stdout.fileno()
        deadline = time.monotonic() + self._allowed.wall_seconds
        with selectors.DefaultSelector() as ready:
            ready.register(descriptor, selectors.EVENT_READ)
            while b"\n" not in self._heard:
                left = deadline - time.monotonic()
                if left <= 0 or not ready.select(left):
                    raise errors.TooMuchTime(place=self._name, seconds=self._allowed.wall_seconds)
                if not (chunk := os.read(descriptor, child.READ_BYTES)):
                    self._ended()
                self._heard += chunk
                if len(self._heard) > self._allowed.output_bytes:
                    raise errors.TooMuchOutput(place=self._name, most=self._allowed.output_bytes)
        line, _, self._heard = self._heard.partition(b"\n")
        return line

    def _ended(self) -> None:
        """It left in the middle of its work.

        Raises:
            FileRefused
        """
        child.check_end(self._child.wait(), self._allowed, self._name)
        raise errors.Broken(place=self._name)


def _started(order: dict[str, object], shared: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own interpreter and file
        [sys.executable, "-I", "-X", "utf8", worker.__file__, json.dumps(order)],
        # What is left in a buffer for one who is gone would fail anew when it is closed.
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # A traceback quotes what it failed on.
        stderr=subprocess.DEVNULL,
        env={
            "MALLOC_ARENA_MAX": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
            "LC_ALL": "C.UTF-8",
        },
        cwd="/",
        close_fds=True,
        pass_fds=(shared,),
    )


def _shared() -> int:
    if hasattr(os, "memfd_create"):
        return os.memfd_create("frame", os.MFD_CLOEXEC)
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def _write(shared: int, grey: memoryview) -> None:
    os.ftruncate(shared, 0)
    at = 0
    while at < len(grey):
        at += os.pwrite(shared, grey[at:], at)


def _line(told: Any) -> Line:
    text, sureness = told
    if not isinstance(text, str) or not isinstance(sureness, (int, float)):
        raise TypeError
    return encode(text.replace("\n", " ")).decode(), min(1.0, max(0.0, round(sureness, 4)))
