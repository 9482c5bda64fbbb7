"""Bodies of requests, collected whole in memory under a deadline before a thread is taken.

Whoever sends slowly holds a connection and what was sent, and no thread.
"""

from __future__ import annotations

import asyncio
import io
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from shoumi.doors.server.errors import BodyBroken, BodyLarge, BodySlow, Busy, TooManyBodies

Receive = Callable[[], Awaitable[Mapping[str, Any]]]

MB = 2**20
# A body has so long, and a second more for each so many bytes that came.
GRACE_SECONDS = 10.0
BYTES_A_SECOND = 2**15
# On their way at once: from one address, in all.
BODIES_OF_ONE, BODIES = 48, 1_024
# Kept in memory at once: of one address, in all.  The first part of each does not count, so that
# whoever fills the memory with uploads keeps nobody from signing in.
BYTES_OF_ONE, BYTES = 128 * MB, 256 * MB
_FREE = 2**16
# More is read and thrown away, so that the browser hears the answer; more than this is not.
HEARD = 256 * MB


class Gone(Exception):
    """Whoever asked is no longer there."""


class Body(io.RawIOBase):
    """What came, read once: each part is let go of as it is read."""

    def __init__(self, declared: int | None = None) -> None:
        super().__init__()
        self._parts: deque[memoryview] = deque()
        self._declared = declared or 0
        self.came = 0  # bytes, those let go of too
        self.is_over = False

    def length(self) -> int:
        """What is too much counts with all that was said of it, so that it is seen to be."""
        return max(self.came, self._declared) if self.is_over else self.came

    def keep(self, part: bytes) -> None:
        self._parts.append(memoryview(part))

    def let_go(self) -> None:
        self._parts.clear()

    def copy(self) -> bytes:
        """What was not read yet."""
        return b"".join(self._parts)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._parts:
            return 0
        first = self._parts.popleft()
        size = min(len(first), len(buffer))
        buffer[:size] = first[:size]
        if size < len(first):
            self._parts.appendleft(first[size:])
        return size


class Bodies:
    """Counts what is on its way.  Used by the one thread that speaks with the network."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()
        self._bytes: Counter[str] = Counter()

    @contextmanager
    def one_of(self, address: str) -> Iterator[None]:
        """The place of one body, until its request is answered.

        Raises:
            TooManyBodies, Busy
        """
        if self._open.total() >= BODIES:
            raise Busy
        if self._open[address] >= BODIES_OF_ONE:
            raise TooManyBodies
        self._open[address] += 1
        try:
            yield
        finally:
            _less(self._open, address, 1)

    async def collect(
        self, receive: Receive, *, address: str, declared: int | None, most: int, held: list[int]
    ) -> Body:
        """``held`` tells how many bytes count for ``address``; give them back by ``release``.

        Raises:
            BodySlow, BodyLarge, Busy
            Gone
        """
        body = Body(declared)
        if declared is not None and declared > HEARD:
            raise BodyLarge(most=HEARD // MB)
        body.is_over = declared is not None and declared > most
        began, more = time.monotonic(), True
        while more:
            left = GRACE_SECONDS + body.came / BYTES_A_SECOND - (time.monotonic() - began)
            part, more = await _part(receive, left)
            body.came += len(part)
            if body.came > HEARD:
                raise BodyLarge(most=HEARD // MB)
            if body.came > most:
                body.is_over = True
            if body.is_over:
                body.let_go()
                self.release(address, held)
            elif part:
                self._take(address, body.came, len(part), held)
                body.keep(part)
        return body

    def _take(self, address: str, came: int, size: int, held: list[int]) -> None:
        counted = min(size, max(0, came - _FREE))
        if self._bytes[address] + counted > BYTES_OF_ONE or self._bytes.total() + counted > BYTES:
            raise Busy
        self._bytes[address] += counted
        held[0] += counted

    def release(self, address: str, held: list[int]) -> None:
        _less(self._bytes, address, held[0])
        held[0] = 0


async def _part(receive: Receive, seconds: float) -> tuple[bytes, bool]:
    if seconds <= 0:
        raise BodySlow
    try:
        async with asyncio.timeout(seconds):
            message = await receive()
    except TimeoutError as error:
        raise BodySlow from error
    if message["type"] == "http.disconnect":
        raise Gone
    return message.get("body", b""), bool(message.get("more_body", False))


def length(text: bytes | None) -> int | None:
    """
    Raises:
        BodyBroken
    """
    if text is None:
        return None
    if not text.isdigit() or len(text) > 18:
        raise BodyBroken
    return int(text)


def _less(counts: Counter[str], key: str, by: int) -> None:
    counts[key] -= by
    if counts[key] <= 0:
        del counts[key]
