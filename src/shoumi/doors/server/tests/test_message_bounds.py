"""Where a request ends is read one way by the real server: nothing of one becomes another."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress

import pytest
from tests.free_port import free_port

from shoumi.doors.server import connections
from shoumi.doors.server.asgi import Application
from shoumi.doors.server.tests.test_asgi import echo
from shoumi.doors.server.tests.test_broken_off import _TRIES, PROGRAM

pytestmark = pytest.mark.slow
NEXT = b"GET /next HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


def application():
    """In the process of the server: says the address and the body that came."""
    import django

    django.setup()
    return Application(echo, connections=connections.Connections(1000, ()), proxies=())


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    folder = tmp_path_factory.mktemp("server")
    port = free_port()
    settings = {"DJANGO_SETTINGS_MODULE": "shoumi.doors.settings.base", "SHOUMI_HOME": str(folder)}
    order = [sys.executable, "-c", PROGRAM.replace("test_broken_off", "test_message_bounds")]
    with (
        (folder / "log").open("wb") as kept,
        subprocess.Popen(
            [*order, str(port)], env={**os.environ, **settings}, stdout=kept, stderr=kept
        ) as server,
    ):
        try:
            for _ in range(_TRIES):
                with (
                    suppress(ConnectionRefusedError),
                    socket.create_connection(("127.0.0.1", port)),
                ):
                    break
                time.sleep(0.1)
            yield port
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(60)


def told(port, *lines, body=b""):
    """All that is answered to a request with these lines, and to what follows it."""
    head = b"\r\n".join([b"POST /first HTTP/1.1", b"Host: localhost", *lines, b"", b""])
    with socket.create_connection(("127.0.0.1", port)) as one:
        one.settimeout(60)
        one.sendall(head + body + NEXT)
        with suppress(ConnectionResetError):
            return b"".join(iter(lambda: one.recv(2**16), b""))
    return b""


CHUNKED = b"Transfer-Encoding: chunked"
WHOLE = b"3\r\nabc\r\n0\r\n\r\n"


@pytest.mark.parametrize(
    ("line", "body"), [(b"Content-Length: 3", b"abc"), (CHUNKED, WHOLE)], ids=["length", "parts"]
)
def test_what_follows_an_honest_request_is_the_next(port, line, body):
    first, _, second = told(port, line, body=body).partition(b"/first|abc")
    assert first.startswith(b"HTTP/1.1 200 OK")
    assert second.endswith(b"/next|")


@pytest.mark.parametrize(
    "lines", [(b"Content-Length: 5", CHUNKED), (CHUNKED, b"Content-Length: 5")]
)
@pytest.mark.parametrize(("body", "came"), [(WHOLE, b"abc"), (b"0\r\n\r\n", b"")])
def test_of_a_length_and_parts_the_parts_count_and_the_connection_ends(port, lines, body, came):
    """RFC 9112, 6.3: whoever says both may be hiding a request in the other."""
    answer = told(port, *lines, body=body)
    assert answer.endswith(b"/first|" + came)
    assert b"connection: close" in answer
    assert answer.count(b"HTTP/1.1") == 1


@pytest.mark.parametrize(
    "lines",
    [
        (b"Content-Length: 3", b"Content-Length: 4"),
        (b"Content-Length: 3, 4",),
        (b"Content-Length: +3",),
        (b"Content-Length: -3",),
        (b"Transfer-Encoding: xchunked",),
        (b"Transfer-Encoding: chunked, identity",),
        (b"Transfer-Encoding : chunked",),
        (b"Transfer-Encoding:\r\n chunked",),
        (b"X: a\rTransfer-Encoding: chunked", b"Content-Length: 3"),
        (b"X: a\0b", b"Content-Length: 3"),
    ],
)
def test_what_has_no_one_meaning_is_refused_whole(port, lines):
    answer = told(port, *lines, body=WHOLE)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1") == 1


@pytest.mark.parametrize("body", [b"0x3\r\nabc\r\n0\r\n\r\n", b"3\r\nabcd\r\n0\r\n\r\n"])
def test_parts_of_another_size_than_they_say_are_no_request_and_nothing_after_them_is(port, body):
    answer = told(port, CHUNKED, body=body)
    assert b"|" not in answer
    assert answer.count(b"HTTP/1.1") <= 1
