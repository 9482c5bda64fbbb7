"""Streams of events that wait without a thread: the page is asked again once there is more to say.

All streams that watch by the same read are looked after by one query, some times a second, in one
thread beside those of the pages.  A stream ends after some seconds and is opened anew, so whoever
may no longer read it loses it by then at the latest; each time the page is asked it decides anew.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from django.db import close_old_connections

from shoumi.base.pages.live_events import CONTENT_TYPE, Versions, Watched
from shoumi.doors.server.request_bodies import Receive
from shoumi.doors.server.wsgi_bridge import Answer, Send

log = logging.getLogger(__name__)
# Open at once: of one address, in all.  Who comes next is answered, and comes back.
OF_ONE, MOST = 240, 2_000
STREAM_SECONDS = 60.0
LOOK_SECONDS = 0.15
# A line that says nothing keeps proxies from giving up.
_BEAT_SECONDS = 12.0
_BEAT = b":\n\n"
_TYPE = CONTENT_TYPE.encode()
Again = Callable[[str], Awaitable[Answer]]


class Lookout:
    """Says when something that a stream watches has become another.  Of one loop alone."""

    def __init__(self, look_seconds: float = LOOK_SECONDS) -> None:
        self._look_seconds = look_seconds
        self._waiting: dict[Versions, dict[str, set[_Wait]]] = defaultdict(dict)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="lookout")
        self._looking: asyncio.Task[None] | None = None

    async def changed(self, watched: Watched, seconds: float) -> bool:
        """Whether it became another within that time."""
        own = _Wait(watched.version, asyncio.Event())
        topics = self._waiting[watched.versions]
        topics.setdefault(watched.topic, set()).add(own)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.get_running_loop().create_task(self._look_on())
        try:
            async with asyncio.timeout(seconds):
                await own.is_other.wait()
        except TimeoutError:
            return False
        finally:
            topics[watched.topic].discard(own)
            if not topics[watched.topic]:
                del topics[watched.topic]
        return True

    async def _look_on(self) -> None:
        """As long as anybody waits."""
        loop = asyncio.get_running_loop()
        while any(self._waiting.values()):
            for versions, waiting in list(self._waiting.items()):
                if not waiting:
                    del self._waiting[versions]
                    continue
                found = await loop.run_in_executor(self._thread, _read, versions, list(waiting))
                if found is not None:
                    _tell(waiting, found)
            await asyncio.sleep(self._look_seconds)


class _Wait:
    def __init__(self, version: str, is_other: asyncio.Event) -> None:
        self.version, self.is_other = version, is_other


def _tell(waiting: Mapping[str, Collection[_Wait]], found: Mapping[str, str]) -> None:
    for topic, waits in waiting.items():
        for one in waits:
            if found.get(topic) != one.version:
                one.is_other.set()


def _read(versions: Versions, topics: Collection[str]) -> Mapping[str, str] | None:
    """None where the database gives no answer now: streams end after their time all the same."""
    close_old_connections()
    try:
        return versions(topics)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is asked again in a moment
        log.warning("live versions: %s", type(error).__name__)
        return None
    finally:
        close_old_connections()


class LiveStreams:
    """Used by the one thread that speaks with the network.

    ``ends_by``  the signal that tells the process to end: streams are not waited for then
    """

    def __init__(self, *, ends_by: signal.Signals | None = None) -> None:
        self._lookout = Lookout()
        self._open: Counter[str] = Counter()
        self._ends_by, self._ending = ends_by, asyncio.Event()

    async def follow(
        self, answer: Answer, again: Again, receive: Receive, send: Send, *, address: str
    ) -> None:
        """Tell ``answer``, and what ``again`` answers each time there is more, until the time of a
        stream is over, nothing can follow, or nobody is there."""
        self._hear_of_end()
        await send(answer.head())
        if self._open[address] >= OF_ONE or self._open.total() >= MOST:
            await send({"type": "http.response.body", "body": answer.content})
            return
        self._open[address] += 1
        gone = asyncio.ensure_future(_gone(receive))
        try:
            with suppress(ConnectionError):
                await self._told(answer, again, send, gone)
        finally:
            gone.cancel()
            self._open[address] -= 1
            if not self._open[address]:
                del self._open[address]

    def _hear_of_end(self) -> None:
        """The server below has its own handler in the loop, which still hears the signal: a loop is
        woken by it whatever stands here."""
        if self._ends_by is None:
            return
        loop = asyncio.get_running_loop()

        def end(number: int, frame: object) -> None:
            loop.call_soon_threadsafe(self._ending.set)

        signal.signal(self._ends_by, end)
        self._ends_by = None

    async def _told(
        self, answer: Answer, again: Again, send: Send, gone: asyncio.Future[None]
    ) -> None:
        until = time.monotonic() + STREAM_SECONDS
        watched = answer.watched
        await send({"type": "http.response.body", "body": answer.content, "more_body": True})
        while watched is not None and (left := until - time.monotonic()) > 0:
            look = asyncio.ensure_future(self._lookout.changed(watched, min(left, _BEAT_SECONDS)))
            ending = asyncio.ensure_future(self._ending.wait())
            awaited: set[asyncio.Future[Any]] = {look, gone, ending}
            await asyncio.wait(awaited, return_when=asyncio.FIRST_COMPLETED)
            ending.cancel()
            if gone.done():
                look.cancel()
                return
            if self._ending.is_set():
                look.cancel()
                break
            said = _BEAT
            if look.result():
                answer = await again(watched.version)
                if not _is_events(answer):
                    break  # the page is no longer for whoever asks
                said, watched = answer.content or b"", answer.watched
            await send({"type": "http.response.body", "body": said, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


def _is_events(answer: Answer) -> bool:
    return answer.status == 200 and dict(answer.headers).get(b"content-type") == _TYPE


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
