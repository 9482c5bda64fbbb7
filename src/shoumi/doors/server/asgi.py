"""The site as the network meets it: limits first, then a thread for whoever passed them."""

from __future__ import annotations

import asyncio
import io
import json
import signal
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext, suppress
from functools import partial
from typing import Any

from shoumi.base.failures import error_log
from shoumi.base.intake.pending_uploads import MOST_BYTES
from shoumi.base.messages import refusals
from shoumi.core.egress import addresses
from shoumi.core.messages import Lang
from shoumi.doors.api import ROOT
from shoumi.doors.server import client_address, request_bodies, wsgi_bridge
from shoumi.doors.server.client_address import Asker, Header, Network
from shoumi.doors.server.connections import Connections
from shoumi.doors.server.errors import Busy, Failed, TooManyBodies, TurnedAway
from shoumi.doors.server.live_streams import LiveStreams
from shoumi.doors.server.request_bodies import MB, Bodies, Body, Gone, Receive
from shoumi.doors.server.wsgi_bridge import Answer, Send, Site
from shoumi.doors.web import uploads
from shoumi.doors.web.headers import HEADERS

# Threads that may wait for the database at the same time; live progress holds one each.
THREADS = 16
# Kept from requests that bring a body, so that whoever only reads never waits behind many of them.
_FOR_READERS = 4
# Requests that may wait for a thread.
WAITING = 256
# Of one address (in IPv6 one /64) at once, in a thread or waiting for one.
OF_ONE = 240
# What one request may bring beside files; a little over what a form may, which tells of it.
_MOST = 5 * MB
_MOST_FILES = MOST_BYTES + uploads.AROUND
# Of the body of a request whose answer stays open, so much is kept to ask the page again.
_MOST_KEPT = 2**13
_API = f"/{ROOT}/"


class Application:
    """``site``  answers as WSGI does, in one of ``threads`` threads; ``ends_by`` as of streams."""

    def __init__(
        self,
        site: Site,
        *,
        connections: Connections,
        proxies: Sequence[Network],
        threads: int = THREADS,
        ends_by: signal.Signals | None = None,
    ) -> None:
        self._site, self._proxies, self._connections = site, proxies, connections
        self._bodies, self._live = Bodies(), LiveStreams(ends_by=ends_by)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="page")
        self._bringing = asyncio.Semaphore(max(1, threads - _FOR_READERS))
        self._most_asked = threads + WAITING
        self._asked: Counter[str] = Counter()

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        client = scope.get("client") or ("", 0)
        peer = str(client[0]), int(client[1])
        with self._connections.busy(peer):
            address, scheme, headers = client_address.resolved(
                peer[0], scope["headers"], self._proxies
            )
            in_clear = client_address.came_in_clear(peer[0], scope["headers"], self._proxies)
            asker = Asker(address, scheme, in_clear)
            reply = _Reply(send)
            try:
                await self._let_in(scope, headers, receive, reply, asker)
            except TurnedAway as turned:
                await _turn_away(scope, headers, reply, turned)
            except Gone:
                return
            except Exception as error:  # noqa: BLE001 - whatever it is, the server goes on
                number = error_log.write(error, door="server", place=reply.place())
                # Of what was begun nothing more is said: the server below cuts the connection where
                # the last part is missing, so nobody takes a half for the whole.
                if not reply.has_begun:
                    await _turn_away(scope, headers, reply, Failed(number=number))

    async def _let_in(
        self,
        scope: Mapping[str, Any],
        headers: Sequence[Header],
        receive: Receive,
        send: _Reply,
        asker: Asker,
    ) -> None:
        told = dict(headers)
        declared = request_bodies.length(told.get(b"content-length"))
        if not declared and b"transfer-encoding" not in told:
            asked = send.asked = wsgi_bridge.environ(scope, headers, None, asker)
            await self._follow(await self._ask(asked, receive, send), asked, b"", receive, send)
            return
        whose, held = addresses.holder(asker.address), [0]
        is_files = told.get(b"content-type", b"").startswith(b"multipart/form-data")
        with self._bodies.one_of(whose):
            try:
                body: Body = await self._bodies.collect(
                    receive,
                    address=whose,
                    declared=declared,
                    most=_MOST_FILES if is_files else _MOST,
                    held=held,
                )
                kept = body.copy() if body.came <= _MOST_KEPT else b""
                asked = send.asked = wsgi_bridge.environ(scope, headers, body, asker)
                answer = await self._ask(asked, receive, send)
            finally:
                self._bodies.release(whose, held)
        await self._follow(answer, asked, kept, receive, send)

    async def _ask(self, asked: dict[str, Any], receive: Receive, send: Send) -> Answer:
        """The answer, told already unless it is watched for more.

        Raises:
            Busy, TooManyBodies
        """
        answer = await self._answered(asked, receive, send)
        if answer.watched is None:
            await _tell(answer, send)
        return answer

    async def _answered(self, asked: dict[str, Any], receive: Receive, send: Send) -> Answer:
        """
        Raises:
            Busy, TooManyBodies
        """
        whose = addresses.holder(asked["REMOTE_ADDR"])
        if self._asked.total() >= self._most_asked:
            raise Busy
        if self._asked[whose] >= OF_ONE:
            raise TooManyBodies
        loop, gone = asyncio.get_running_loop(), threading.Event()
        stream = _Streamed(loop, send, receive, gone)
        self._asked[whose] += 1
        try:
            work = partial(wsgi_bridge.ask, self._site, asked, stream)
            is_bringing = int(asked.get("CONTENT_LENGTH") or 0) > 0
            async with self._bringing if is_bringing else nullcontext():
                return await loop.run_in_executor(self._pool, work)
        finally:
            self._asked[whose] -= 1
            if not self._asked[whose]:
                del self._asked[whose]
            stream.end()

    async def _follow(
        self, answer: Answer, asked: dict[str, Any], kept: bytes, receive: Receive, send: Send
    ) -> None:
        """An answer that is watched for more stays open and takes a thread only to say it.  Where
        no thread can be had the stream ends, and the browser comes back by itself."""
        if answer.watched is None:
            return

        async def again(version: str) -> Answer:
            body = {"wsgi.input": io.BytesIO(kept), "HTTP_LAST_EVENT_ID": version}
            try:
                return await self._answered({**asked, **body}, receive, send)
            except TurnedAway as turned:
                refused = Answer()
                refused.status = turned.status
                return refused

        whose = addresses.holder(asked["REMOTE_ADDR"])
        await self._live.follow(answer, again, receive, send, address=whose)


class _Reply:
    """What goes back for one request.

    ``has_begun``  a head went out, so no other answer can be given
    ``asked``      the request as the site has it
    """

    def __init__(self, send: Send) -> None:
        self._send = send
        self.has_begun = False
        self.asked: Mapping[str, Any] = {}

    async def __call__(self, message: Mapping[str, Any]) -> None:
        self.has_begun = True
        await self._send(message)

    def place(self) -> str:
        """The pattern of the address, where a page was found for it."""
        return str(self.asked.get(error_log.PLACE, ""))


class _Streamed(wsgi_bridge.Streamed):
    """Hears, while parts are sent, whether whoever asked is still there."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, send: Send, receive: Receive, gone: threading.Event
    ) -> None:
        super().__init__(loop, send, gone)
        self._receive = receive
        self._listening: asyncio.Task[None] | None = None

    def __call__(self, answer: Answer, parts: Any) -> None:
        self._loop.call_soon_threadsafe(self._begin)
        super().__call__(answer, parts)

    def _begin(self) -> None:
        self._listening = self._loop.create_task(self._listen())

    async def _listen(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._gone.set()

    def end(self) -> None:
        if self._listening is not None:
            self._listening.cancel()


async def _tell(answer: Answer, send: Send) -> None:
    if answer.path is not None:
        await send(answer.head())
        await send({"type": "http.response.pathsend", "path": answer.path})
    elif answer.content is not None:
        await send(answer.head())
        await send({"type": "http.response.body", "body": answer.content})


async def _turn_away(
    scope: Mapping[str, Any], headers: Sequence[Header], send: Send, turned: TurnedAway
) -> None:
    """The connection ends with the answer: what is still on its way is not read."""
    wanted = dict(headers).get(b"accept-language", b"").strip().lower()
    lang: Lang = "en" if wanted.startswith(b"en") else "zh"
    told = refusals.tell(turned, lang)
    if scope["path"].startswith(_API):
        body = {"title": told.what, "status": turned.status, "detail": told.mend}
        content, kind = json.dumps(body | {"code": turned.code}), "application/problem+json"
    else:
        content, kind = f"{told.what}\n{told.mend}\n", "text/plain; charset=utf-8"
    said = {**HEADERS, "Content-Type": kind, "Connection": "close", "Cache-Control": "no-store"}
    if turned.status in (429, 503):
        said["Retry-After"] = "5"
    raw = content.encode()
    said["Content-Length"] = str(len(raw))
    head = [(name.lower().encode(), value.encode()) for name, value in said.items()]
    with suppress(ConnectionError):
        await send({"type": "http.response.start", "status": turned.status, "headers": head})
        await send({"type": "http.response.body", "body": raw})
