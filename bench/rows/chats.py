"""Chats: how long until the other side sees what was written, with very many open."""

from __future__ import annotations

import asyncio
import random
import re
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from tests.web import browser, home

from bench.measurement import Row
from bench.rows import chat_windows

OPEN, SECONDS, A_SECOND = 500, 40.0, 8.0
_WARM, _DRAIN = 25.0, 5.0
_REST, _REST_REFUSED = 0.3, 1.0  # as the script of the page rests
_TOKEN = "m" * 32
_QUICK = {"HX-Request": "true"}


def chat_ms() -> Row:
    folder = Path(tempfile.mkdtemp(prefix="shoumi-bench-"))
    try:
        told = home.tell(folder / "home")
        chats, service = _opened(told)
        # Each window comes from an address of its own, as behind a proxy.
        with (
            browser.served(told, more={"SHOUMI_PROXIES": "127.0.0.1"}) as served,
            ThreadPoolExecutor(1) as beside,
        ):
            crowd = _Crowd(served.port, chats)
            drawn = beside.submit(chat_windows.seen_after, served, service, crowd.busy)
            seen = asyncio.run(crowd.run())
            windows = drawn.result()
        floor = asyncio.run(_floor())
    finally:
        shutil.rmtree(folder)
    streams, shown, theirs = (
        statistics.quantiles(one, n=20)[-1] * 1e3 for one in (seen, windows, floor)
    )
    middle, worst = statistics.median(seen) * 1e3, max(seen) * 1e3
    return Row(
        key="chat_ms",
        name=f"a text is seen by the other side, {OPEN} chats open, 95 of 100",
        ours=max(streams, shown),
        unit="ms",
        peer="floor: bare asyncio streams",
        theirs=theirs,
        target=500,
        note=f"the slower of two: in two windows of Chromium, a visitor's and the house's, from "
        f"the key pressed to the line drawn on the other ({len(windows)} texts, 95 of 100 in "
        f"{shown:.0f} ms, median {statistics.median(windows) * 1e3:.0f} ms); and on streams, "
        f"wall from the first byte sent to the line read on the other side ({streams:.0f} ms); "
        f"{2 * OPEN} streams open, {len(seen):,} texts, about {A_SECOND:g} a second, either side "
        f"in turn, none lost, none twice; median {middle:.0f} ms, worst {worst:.0f} ms; ours: "
        "serve with its worker, session or code, roles, text scanned and sealed in the keyring, "
        "committed (WAL, FULL), opened again for the other side; clients and server on the same "
        f"cores; floor: {2 * OPEN} streams of one asyncio process that pass the same bytes on",
        is_limit=True,
    )


@dataclass(frozen=True, slots=True)
class Window:
    """One side of a chat: how it follows, how it writes; headers and form of both."""

    follow: str
    say: str
    headers: Mapping[str, str]
    form: Mapping[str, str]


def _opened(folder: Path) -> tuple[Sequence[tuple[Window, Window]], str]:
    """That many chats, each taken: the visitor's side and that of the house; who serves."""
    home.start(folder)
    from django.db import connections

    from shoumi.base import clock
    from shoumi.base.accounts.models import Person
    from shoumi.base.clock import services as story
    from shoumi.chapters.feedback.rules import Way
    from shoumi.chapters.feedback.services import channels, chats
    from shoumi.chapters.feedback.services.texts import Asker
    from shoumi.core.refs import Ref
    from shoumi.doors.demo import cast
    from shoumi.doors.tests.visitors import signed_in
    from shoumi.doors.web.middleware import COOKIE

    people = {one.name: Ref(one.ref) for one in Person.objects.all()}
    to = datetime(2026, 11, 3, 3, tzinfo=UTC)  # a working hour of a working day
    if clock.now() < to:
        story.advance(to=to, actor=people[cast.DPO])
    at, service = clock.now(), people[cast.SERVICE]
    channels.list_channel(way=Way.CHAT, contact="/ask/chat", actor=people[cast.DPO], at=at)
    cookie = f"{COOKIE}={signed_in(service).cookies[COOKIE].value}; __Host-csrf={_TOKEN}"
    made = []
    for number in range(OPEN):
        one, code = chats.open_chat(text="在吗", who=Asker(), lang="zh", at=at)
        chats.take(chat=Ref(one.ref), actor=service, at=at)
        near, far = f"203.0.{number % 250}.{number // 250 + 1}", f"198.51.{number % 250}.9"
        visitor = Window(
            "/ask/chat/events", "/ask/chat/say", {"X-Forwarded-For": near}, {"code": code}
        )
        path, signed = f"/chats/{one.ref}", {"X-Forwarded-For": far, "Cookie": cookie}
        made.append((visitor, Window(f"{path}/events", f"{path}/say", signed, {})))
    connections.close_all()
    return made, service


class _Crowd:
    """Both sides of every chat, in one process beside the server.

    ``busy``  is set as long as they write
    """

    def __init__(self, port: int, chats: Sequence[tuple[Window, Window]]) -> None:
        self._port, self._chats = port, chats
        self._sent: dict[str, float] = {}
        self._seen: dict[str, float] = {}
        self.busy = threading.Event()

    async def run(self) -> list[float]:
        followers = []
        for number, pair in enumerate(self._chats):
            for place, side in enumerate(pair):
                stays = self._stay(side, f"{number}:{1 - place}:")
                followers.append(asyncio.create_task(stays))
            await asyncio.sleep(_WARM / len(self._chats))
        await asyncio.sleep(_DRAIN)
        writers, end, count = [], time.monotonic() + SECONDS, 0
        chosen = random.Random(1)  # noqa: S311 - which chat is no secret
        self.busy.set()
        while time.monotonic() < end:
            number, place = chosen.randrange(len(self._chats)), count % 2
            text = f"{number}:{place}:{count}"
            writers.append(asyncio.create_task(self._say(self._chats[number][place], text)))
            count += 1
            await asyncio.sleep(chosen.expovariate(A_SECOND))
        self.busy.clear()
        await asyncio.gather(*writers)
        await asyncio.sleep(_DRAIN)
        for one in followers:
            if one.done():
                one.result()  # a line came twice
            one.cancel()
        await asyncio.gather(*followers, return_exceptions=True)
        lost = self._sent.keys() - self._seen.keys()
        assert not lost, f"{len(lost)} of {count} texts were not seen"
        return [self._seen[text] - self._sent[text] for text in self._sent]

    async def _stay(self, side: Window, wanted: str) -> None:
        """Follow as the script does: each stream that ends is opened anew after its last line."""
        last = 0
        while True:
            is_told, last = await self._follow(side, wanted, last)
            await asyncio.sleep(_REST if is_told else _REST_REFUSED)

    async def _follow(self, side: Window, wanted: str, last: int) -> tuple[bool, int]:
        body = urlencode(side.form) if side.form else None
        reader, writer = await self._asked(side, side.follow, body, {"Last-Event-ID": str(last)})
        try:
            status = await reader.readline()
            if b" 200 " not in status:
                return False, last  # busy: the script comes back
            while line := await reader.readline():
                if line.startswith(b"id: "):
                    number = int(line[4:])
                    assert number > last, "a line came twice, or out of its order"
                    last = number
                elif found := re.search(rf"<p>({wanted}\d+)</p>".encode(), line):
                    self._seen.setdefault(found.group(1).decode(), time.monotonic())
                elif line == b"0\r\n":
                    break
        finally:
            writer.close()
        return True, last

    async def _say(self, side: Window, text: str) -> None:
        self._sent[text] = time.monotonic()
        body = urlencode({**side.form, "text": text, "once": text})
        reader, writer = await self._asked(side, side.say, body, {"X-CSRFToken": _TOKEN})
        status = await reader.readline()
        writer.close()
        assert b" 204 " in status, status

    async def _asked(
        self, side: Window, path: str, body: str | None, more: Mapping[str, str]
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        place = f"localhost:{self._port}"
        headers = {
            "Host": place,
            "Origin": f"https://{place}",
            "X-Forwarded-Proto": "https",
            **side.headers,
            **_QUICK,
            **more,
        }
        if body is not None:
            kind = "application/x-www-form-urlencoded"
            headers |= {"Content-Type": kind, "Content-Length": str(len(body))}
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        first = f"{'GET' if body is None else 'POST'} {path} HTTP/1.1\r\n"
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port, limit=2**20)
        writer.write(f"{first}{head}\r\n{body or ''}".encode())
        await writer.drain()
        return reader, writer


async def _floor() -> list[float]:
    """The same bytes over as many streams, passed on by one process that does nothing else."""
    streams: dict[bytes, asyncio.StreamWriter] = {}

    async def served(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        name = await reader.readline()
        streams[name] = writer
        while line := await reader.readline():
            to, _, text = line.partition(b" ")
            streams[to + b"\n"].write(text)

    server = await asyncio.start_server(served, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    sides = []
    for number in range(2 * OPEN):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"{number}\n".encode())
        sides.append((reader, writer))
    while len(streams) < 2 * OPEN:
        await asyncio.sleep(0.01)
    found = []
    for number in range(320):
        own, other = sides[number][1], sides[2 * OPEN - 1 - number][0]
        begun = time.monotonic()
        own.write(f"{2 * OPEN - 1 - number} {'x' * 200}\n".encode())
        await other.readline()
        found.append(time.monotonic() - begun)
    for _, writer in sides:
        writer.close()
    server.close()
    return found


ROWS = {"chat_ms": chat_ms}
