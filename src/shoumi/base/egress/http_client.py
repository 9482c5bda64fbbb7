"""One call out: to a host on the list, at an address that was judged, and no further.

The name is resolved once; every answer is judged (``core.egress.addresses``); the connection goes
to the judged address itself, and its certificate must be of the name.  So what the name says a
moment later changes nothing.  No redirect is followed, no proxy of the environment asked, nothing
is tried twice.  Three seconds to connect, ten for the whole, 64 KB of answer.
"""

from __future__ import annotations

import contextlib
import http.client
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.conf import settings
from urllib3 import HTTPResponse
from urllib3.connection import HTTPSConnection
from urllib3.exceptions import HTTPError

from shoumi.base import clock
from shoumi.base.egress import queries
from shoumi.base.egress.errors import (
    CallFailed,
    DemoCallsNobody,
    Garbled,
    HostNotAllowed,
    NotConnected,
    NotPublic,
    NotResolved,
    NotTrusted,
    RequestUnfit,
    TooLong,
    TooSlow,
)
from shoumi.core.egress import addresses, urls
from shoumi.core.egress.addresses import Address
from shoumi.core.egress.urls import Target

CONNECT_SECONDS, WHOLE_SECONDS = 3.0, 10.0
MAX_ANSWER, MAX_BODY, MAX_HEADERS = 64 * 1024, 64 * 1024, 4096
_AGENT = "Shoumi"

Resolve = Callable[[str], Sequence[str]]
Judge = Callable[[Sequence[str], Sequence[str]], Address | None]


@dataclass(frozen=True, slots=True)
class Request:
    """``headers`` beside those of every call; their names and values are ASCII."""

    url: str
    method: Literal["GET", "POST"] = "GET"
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """``headers`` by lower-case name."""

    status: int
    body: bytes
    headers: Mapping[str, str]


def resolve(name: str) -> list[str]:
    """Every address of ``name``, asked for once."""
    found = socket.getaddrinfo(name, 443, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def trusted(authority: str = "") -> ssl.SSLContext:
    """TLS 1.2 or newer, and a certificate of ``authority`` (PEM); of the system's where empty."""
    context = ssl.create_default_context(cadata=authority or None)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


@dataclass(frozen=True, slots=True)
class Ways:
    """How calls leave.  Tests hand in their own; no setting changes it."""

    resolve: Resolve = resolve
    judge: Judge = addresses.judge
    port: int = 443
    connect_seconds: float = CONNECT_SECONDS
    whole_seconds: float = WHOLE_SECONDS


OUT = Ways()


def call(request: Request, *, ways: Ways = OUT) -> Answer:
    """The answer, whatever its status; a redirect is an answer like others.

    Outside every transaction: it may take ten seconds.

    Raises:
        DemoCallsNobody, UrlUnfit, HostNotAllowed, RequestUnfit
        NotResolved, NotPublic, NotConnected, NotTrusted: nothing was sent.
        TooSlow, TooLong, Garbled: the other side may have got it.
    """
    if clock.is_demo():
        raise DemoCallsNobody
    target, host = queries.allowed(request.url)
    return _answered(request, target, host.inside.split(), host.authority, ways)


def call_before_home(request: Request, *, ways: Ways = OUT) -> Answer:
    """The same for the trials of the set-up page: there is no list yet, and nothing that could
    leave but what its visitor typed.  To a public address, trusted as the system trusts.

    Raises:
        HostNotAllowed: there is a home, whose list says whom it calls.
        UrlUnfit, and the others as ``call``
    """
    if settings.SHOUMI_HAS_HOME:
        raise HostNotAllowed
    return _answered(request, urls.target(request.url), (), "", ways)


def _answered(
    request: Request, target: Target, inside: Sequence[str], authority: str, ways: Ways
) -> Answer:
    headers = _headers(request, target.host)
    ends = time.monotonic() + ways.whole_seconds
    address = ways.judge(_resolved(target.host, ways), inside)
    if address is None:
        raise NotPublic
    connection = _Pinned(
        str(address),
        ways.port,
        timeout=ways.connect_seconds,
        # The name asked for and, by OpenSSL, the name that the certificate has to be of.
        server_hostname=target.host,
        ssl_context=trusted(authority),
    )
    try:
        with connection.over_at(ends):
            _connect(connection)
            return _asked(connection, request, target.path, headers, ends)
    finally:
        connection.close()


class _Pinned(HTTPSConnection):
    """A connection to one address, cut off at a moment whatever it is doing then.

    A read's own time-out begins anew with each byte; somebody who sends one now and then would
    keep us for hours.
    """

    _held: socket.socket | None = None
    _is_over = False

    def _new_conn(self) -> socket.socket:
        made = super()._new_conn()
        # Its own handle of the same connection: the other is handed over to TLS.
        self._held = made.dup()
        if self._is_over:
            self._cut()
        return made

    @property
    def is_over(self) -> bool:
        return self._is_over

    @contextlib.contextmanager
    def over_at(self, ends: float) -> Iterator[None]:
        timer = threading.Timer(max(0.0, ends - time.monotonic()), self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            if self._held is not None:
                self._held.close()

    def _cut(self) -> None:
        self._is_over = True
        if self._held is not None:
            with contextlib.suppress(OSError):
                self._held.shutdown(socket.SHUT_RDWR)


def _headers(request: Request, host: str) -> dict[str, str]:
    given = {
        "host": host,
        "user-agent": _AGENT,
        "accept-encoding": "identity",  # what is unpacked has no length that could be limited
        "connection": "close",
        **{name.lower(): value for name, value in request.headers.items()},
    }
    told = "".join(f"{name}{value}" for name, value in given.items())
    if not told.isascii() or not told.isprintable() or len(told) > MAX_HEADERS:
        raise RequestUnfit
    if len(request.body) > MAX_BODY:
        raise RequestUnfit
    return given


def _resolved(name: str, ways: Ways) -> Sequence[str]:
    """The system's resolver has no time-out of its own, so it is asked in a thread of its own."""
    found: queue.SimpleQueue[Sequence[str]] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found.put(ways.resolve(name))
        except (OSError, UnicodeError):
            found.put(())

    threading.Thread(target=ask, daemon=True).start()
    try:
        told = found.get(timeout=ways.connect_seconds)
    except queue.Empty:
        raise NotResolved from None
    if not told:
        raise NotResolved
    return told


def _connect(connection: _Pinned) -> None:
    try:
        connection.connect()
    except (OSError, HTTPError) as error:
        is_tls = isinstance(error, ssl.SSLError) or isinstance(error.__cause__, ssl.SSLError)
        raise (NotTrusted if is_tls and not connection.is_over else NotConnected) from error
    if not connection.is_verified:
        raise NotTrusted


def _asked(
    connection: _Pinned, request: Request, path: str, headers: Mapping[str, str], ends: float
) -> Answer:
    try:
        if connection.sock is not None:
            connection.sock.settimeout(max(0.001, ends - time.monotonic()))
        body = request.body if request.method == "POST" else None
        connection.request(
            request.method, path, body, headers, preload_content=False, decode_content=False
        )
        answer = connection.getresponse()
        content = _read(answer)
    except (OSError, HTTPError, http.client.HTTPException, ValueError) as error:
        raise _broken(connection, error) from error
    if connection.is_over:
        raise TooSlow
    told = {name.lower(): value for name, value in answer.headers.items()}
    return Answer(answer.status, content, told)


def _broken(connection: _Pinned, error: Exception) -> CallFailed:
    is_slow = connection.is_over or isinstance(error, TimeoutError)
    return TooSlow() if is_slow else Garbled()


def _read(answer: HTTPResponse) -> bytes:
    """
    Raises:
        TooLong
    """
    content = bytearray()
    while part := answer.read(min(8192, MAX_ANSWER + 1 - len(content))):
        content += part
        if len(content) > MAX_ANSWER:
            raise TooLong
    return bytes(content)
