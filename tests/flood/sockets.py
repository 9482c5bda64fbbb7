"""Connections of whoever floods, from as many addresses of this machine as wanted."""

from __future__ import annotations

import http.client
import re
import selectors
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

HOST = "127.0.0.1"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_COOKIE = re.compile(r"__Host-csrf=([^;]+)")


def address(number: int) -> str:
    """The whole of 127/8 is this machine."""
    return f"127.1.{number // 250}.{number % 250 + 1}"


class Held:
    """``count`` connections that say ``words`` and no more; one that is cut comes again."""

    def __init__(self, port: int, count: int, words: bytes, source: Callable[[int], str]) -> None:
        self._port, self._words, self._source = port, words, source
        self._ready = selectors.DefaultSelector()
        self.cut = 0
        for number in range(count):
            self._open(number)

    def _open(self, number: int) -> None:
        with suppress(OSError):
            one = socket.create_connection(
                (HOST, self._port), timeout=5, source_address=(self._source(number), 0)
            )
            if self._words:
                one.sendall(self._words)
            one.setblocking(False)
            self._ready.register(one, selectors.EVENT_READ, number)

    def hold(self, stop: threading.Event) -> None:
        while not stop.is_set():
            for key, _ in self._ready.select(0.2):
                one = key.fileobj
                assert isinstance(one, socket.socket)
                with suppress(OSError):
                    if one.recv(2**16):
                        continue
                self._ready.unregister(one)
                one.close()
                self.cut += 1
                self._open(key.data)

    def close(self) -> None:
        for key in list(self._ready.get_map().values()):
            assert isinstance(key.fileobj, socket.socket)
            key.fileobj.close()
        self._ready.close()


@contextmanager
def connection(
    port: int, source: str = HOST, timeout: float = 60
) -> Iterator[http.client.HTTPConnection]:
    one = http.client.HTTPConnection(HOST, port, timeout=timeout, source_address=(source, 0))
    try:
        yield one
    finally:
        one.close()


def form(port: int, path: str, source: str = HOST) -> tuple[str, str]:
    """(cookie, token) of the form at ``path``."""
    with connection(port, source) as one:
        one.request("GET", path)
        answer = one.getresponse()
        page = answer.read().decode()
        cookie = _COOKIE.search(answer.headers.get("Set-Cookie", ""))
        token = _TOKEN.search(page)
    assert cookie, path
    assert token, path
    return cookie.group(1), token.group(1)


def post(port: int, path: str, body: bytes, kind: str, cookie: str, source: str = HOST) -> int:
    with connection(port, source) as one:
        headers = {"Content-Type": kind, "Cookie": f"__Host-csrf={cookie}"}
        one.request("POST", path, body, headers)
        answer = one.getresponse()
        answer.read()
        return answer.status


def multipart(fields: Mapping[str, str], document: bytes) -> tuple[str, bytes]:
    """(type, body) of a form with one file."""
    parts = [
        f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    file = '--edge\r\nContent-Disposition: form-data; name="document"; filename="a.zip"\r\n\r\n'
    whole = "".join(parts).encode() + file.encode() + document + b"\r\n--edge--\r\n"
    return "multipart/form-data; boundary=edge", whole
