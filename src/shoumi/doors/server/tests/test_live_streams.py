"""Streams that wait hold no thread, are asked anew when there is more, and end."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time

import pytest

from shoumi.base.pages.live_events import CONTENT_TYPE, Watched
from shoumi.doors.server import connections, live_streams
from shoumi.doors.server.asgi import Application
from shoumi.doors.server.tests.test_asgi import scope

LINES = [("content-length", "1"), ("Content-Type", CONTENT_TYPE)]


class Board:
    """A page that tells each line it was given; ``shut`` it is for nobody any more."""

    def __init__(self):
        self.lines, self.asked, self.bodies, self.is_shut = ["a"], 0, [], False
        self.looks, self.is_broken = 0, False

    def versions(self, topics):
        self.looks += 1
        if self.is_broken:
            raise OSError
        return {topic: str(len(self.lines)) for topic in topics}

    def __call__(self, environ, start):
        self.asked += 1
        self.bodies.append(environ["wsgi.input"].read())
        if self.is_shut:
            start("403 Forbidden", [("Content-Type", "text/html")])
            return [b"it is shut"]
        start("200 OK", LINES)
        since = int(environ.get("HTTP_LAST_EVENT_ID") or 0)
        parts = Parts("".join(self.lines[since:]).encode())
        parts.watched = Watched("board", str(len(self.lines)), self.versions)
        return parts


class Parts(list):
    def __init__(self, content):
        super().__init__([content])


class Reader:
    """Whoever follows one stream; what was said so far stands in ``said``."""

    def __init__(self, application, address="198.51.100.9", body=b""):
        self.said, self._body, self._gone = [], body, asyncio.Event()
        sized = [(b"content-length", str(len(body)).encode())] if body else []
        method = "POST" if body else "GET"
        asked = scope(method, "/live", sized, (address, "4711"))
        self.task = asyncio.ensure_future(application(asked, self._receive, self._send))

    async def _receive(self):
        if self._body:
            part, self._body = self._body, b""
            return {"type": "http.request", "body": part, "more_body": False}
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message):
        self.said.append(message)

    def leave(self):
        self._gone.set()

    @property
    def text(self):
        return b"".join(one.get("body", b"") for one in self.said).decode()

    @property
    def is_over(self):
        return len(self.said) > 1 and not self.said[-1].get("more_body", False)

    async def until(self, text, seconds=3.0):
        end = time.monotonic() + seconds
        while self.text != text and time.monotonic() < end:
            await asyncio.sleep(0.01)
        assert self.text == text


def served(board, threads=2):
    return Application(
        board, connections=connections.Connections(1000, ()), proxies=(), threads=threads
    )


@pytest.fixture
def board():
    return Board()


def test_what_is_new_is_told_where_it_is_waited_for(board):
    async def run():
        reader = Reader(served(board), body=b"code=1")
        await reader.until("a")
        board.lines += ["b", "c"]
        await reader.until("abc")
        assert b"content-length" not in dict(reader.said[0]["headers"])
        reader.leave()
        await asyncio.wait_for(reader.task, 2)

    asyncio.run(run())
    assert board.bodies == [b"code=1"] * 2


def test_many_more_wait_than_there_are_threads_and_one_query_looks_for_all(board):
    async def run():
        before = threading.active_count()
        site = served(board, threads=2)
        readers = [Reader(site) for _ in range(100)]
        for one in readers:
            await one.until("a")
        board.looks = 0
        await asyncio.sleep(1)
        assert threading.active_count() <= before + 3  # two for pages, one that looks for all
        assert board.looks <= 1 / live_streams.LOOK_SECONDS + 1
        board.lines += ["b"]
        for one in readers:
            await one.until("ab")
            one.leave()
        await asyncio.gather(*(one.task for one in readers))

    asyncio.run(run())
    assert board.asked == 200


def test_a_page_that_shuts_ends_the_stream_and_says_nothing_of_its_own(board):
    async def run():
        reader = Reader(served(board))
        await reader.until("a")
        board.is_shut = True
        board.lines += ["b"]
        await asyncio.wait_for(reader.task, 3)
        assert (reader.text, reader.is_over) == ("a", True)

    asyncio.run(run())


def test_one_address_holds_so_many_and_who_comes_next_is_answered_at_once(board, monkeypatch):
    monkeypatch.setattr(live_streams, "OF_ONE", 2)

    async def run():
        site = served(board)
        first = [Reader(site) for _ in range(2)]
        for one in first:
            await one.until("a")
        third, other = Reader(site), Reader(site, "198.51.100.10")
        await asyncio.wait_for(third.task, 2)
        await other.until("a")
        assert (third.text, third.is_over, other.is_over) == ("a", True, False)
        for one in (*first, other):
            one.leave()
        await asyncio.gather(*(one.task for one in (*first, other)))
        again = Reader(site)
        await again.until("a")
        assert not again.is_over
        again.leave()
        await again.task

    asyncio.run(run())


def test_a_stream_ends_after_its_time_with_a_database_that_says_nothing(board, monkeypatch):
    monkeypatch.setattr(live_streams, "STREAM_SECONDS", 0.5)
    board.is_broken = True

    async def run():
        reader = Reader(served(board))
        await asyncio.wait_for(reader.task, 3)
        assert (reader.text.replace(":\n\n", ""), reader.is_over) == ("a", True)

    asyncio.run(run())


def test_a_server_that_is_told_to_end_does_not_wait_for_its_streams(board):
    before = signal.getsignal(signal.SIGUSR1)

    async def run():
        site = Application(
            board,
            connections=connections.Connections(1000, ()),
            proxies=(),
            ends_by=signal.SIGUSR1,
        )
        readers = [Reader(site) for _ in range(3)]
        for one in readers:
            await one.until("a")
        os.kill(os.getpid(), signal.SIGUSR1)
        await asyncio.wait_for(asyncio.gather(*(one.task for one in readers)), 3)
        assert all(one.is_over for one in readers)

    try:
        asyncio.run(run())
    finally:
        signal.signal(signal.SIGUSR1, before)
