"""A request as WSGI has it, and an answer of WSGI given to the network."""

from __future__ import annotations

import asyncio
import io
import sys
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any

from shoumi.base.pages.live_events import Watched
from shoumi.base.transport import channel
from shoumi.doors.server.client_address import Asker, Header
from shoumi.doors.server.request_bodies import Body

Send = Callable[[Mapping[str, Any]], Awaitable[None]]
Site = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
# Of its own by the standard; the rest are HTTP_ and their name.
_PLAIN = {b"content-type": "CONTENT_TYPE", b"content-length": "CONTENT_LENGTH"}


def environ(
    scope: Mapping[str, Any],
    headers: Sequence[Header],
    body: Body | None,
    asker: Asker,
) -> dict[str, Any]:
    """Bytes stand as Latin-1, as PEP 3333 wants them."""
    server = scope.get("server") or ("", "0")
    made: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": str(server[0]),
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": asker.address,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": asker.scheme,
        channel.IN_CLEAR: asker.is_in_clear,
        "wsgi.input": io.BufferedReader(body, 2**16) if body is not None else io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": File,
    }
    for name, value in headers:
        if b"_" in name:  # would be taken for the one with dashes, which a proxy looks after
            continue
        key = _PLAIN.get(name) or "HTTP_" + name.decode("latin-1").upper().replace("-", "_")
        told = value.decode("latin-1")
        if key in made:
            told = f"{made[key]}{'; ' if name == b'cookie' else ','}{told}"
        made[key] = told
    if body is not None:
        made["CONTENT_LENGTH"] = str(body.length())
    return made


class File:
    """A file that is given out whole: the server sends it from the disk by itself."""

    def __init__(self, stream: Any, block_bytes: int = 2**16) -> None:
        self._stream, self._block = stream, block_bytes

    def place(self) -> str | None:
        """Where it lies, if it lies anywhere and is given from its beginning."""
        name = getattr(self._stream, "name", None)
        if isinstance(self._stream, io.BufferedReader) and isinstance(name, str):
            return name if self._stream.tell() == 0 else None
        return None

    def __iter__(self) -> Any:
        return iter(lambda: self._stream.read(self._block), b"")

    def close(self) -> None:
        self._stream.close()


class Answer:
    """What the site said; made in a thread, told to the network in the loop."""

    def __init__(self) -> None:
        self.status = 500
        self.headers: list[Header] = []
        self.content: bytes | None = b""
        self.path: str | None = None
        self.watched: Watched | None = None

    def start(self, status: str, headers: Sequence[tuple[str, str]], exc_info: Any = None) -> None:
        self.status = int(status.split(" ", 1)[0])
        self.headers = [
            (name.lower().encode("latin-1"), value.strip().encode("latin-1"))
            for name, value in headers
        ]

    def head(self) -> dict[str, Any]:
        """What is waited for has no length yet."""
        headers = self.headers
        if self.watched is not None:
            headers = [one for one in headers if one[0] != b"content-length"]
        return {"type": "http.response.start", "status": self.status, "headers": headers}


def ask(
    site: Site, asked: dict[str, Any], stream: Callable[[Answer, Iterable[bytes]], None]
) -> Answer:
    """Run ``site``; what streams is handed to ``stream`` as it comes and has no content then."""
    answer = Answer()
    parts = site(asked, answer.start)
    try:
        if isinstance(parts, File) and (place := parts.place()) is not None:
            answer.path, answer.content = place, None
        elif isinstance(parts, File) or getattr(parts, "streaming", False):
            answer.content = None
            stream(answer, parts)
        else:
            answer.content = b"".join(parts)
            answer.watched = getattr(parts, "watched", None)
    finally:
        if (close := getattr(parts, "close", None)) is not None:
            close()
    return answer


class Streamed:
    """Sends parts from a thread while whoever asked is there."""

    def __init__(self, loop: asyncio.AbstractEventLoop, send: Send, gone: Any) -> None:
        self._loop, self._send, self._gone = loop, send, gone

    def __call__(self, answer: Answer, parts: Iterable[bytes]) -> None:
        """The head waits for the first part: what fails before it is answered as an error."""
        coming = iter(parts)
        part = next(coming, None)
        self._say(answer.head())
        while part is not None:
            if self._gone.is_set():
                return
            self._say({"type": "http.response.body", "body": part, "more_body": True})
            part = next(coming, None)
        self._say({"type": "http.response.body", "body": b""})

    def _say(self, message: Mapping[str, Any]) -> None:
        async def said() -> None:
            await self._send(message)

        asyncio.run_coroutine_threadsafe(said(), self._loop).result()
