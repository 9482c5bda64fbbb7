"""Each kind of path is tried against a server that really is so."""

from __future__ import annotations

import ssl
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from tests.free_port import free_port

from shoumi.base.egress.tests.https_server import NAME, authority, certified, receiving
from shoumi.base.outbox.tests.relays import Inbox, relay
from shoumi.base.registry import NetworkPath, PathKind
from shoumi.base.transport import negotiation
from shoumi.base.transport.negotiation import Found, attempt

pytestmark = pytest.mark.usefixtures("near")


def to(port, *, name=NAME, kind=PathKind.CALL_OUT, trusts=True, **more):
    return NetworkPath(kind, name, port, authority=authority()[0] if trusts else "", **more)


def test_tls_with_a_trusted_certificate_is_encrypted_and_says_until_when():
    with receiving() as server:
        found = attempt(to(server.port))
    assert (found.found, found.version) == (Found.ENCRYPTED, "TLSv1.3")
    left = found.until - datetime.now(UTC)
    assert timedelta(days=899) < left <= timedelta(days=900)
    assert not server.got


def test_a_certificate_of_nobody_we_trust_of_another_name_or_that_is_over_is_not_trusted():
    with receiving() as server:
        assert attempt(to(server.port, trusts=False)).found is Found.UNTRUSTED
        assert attempt(to(server.port, name="other.example")).found is Found.UNTRUSTED
    with receiving(context=certified(days=(-9, -1))) as server:
        assert attempt(to(server.port)).found is Found.UNTRUSTED


def test_an_older_protocol_than_tls_1_2_fails():
    context = certified()
    with pytest.warns(DeprecationWarning, match="deprecated"):
        context.minimum_version = ssl.TLSVersion.TLSv1
    with pytest.warns(DeprecationWarning, match="deprecated"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    with receiving(context=context) as server:
        assert attempt(to(server.port)).found is Found.FAILED


def test_nobody_answering_fails():
    assert attempt(to(free_port())).found is Found.FAILED


def test_an_address_that_says_http_is_in_the_clear_whoever_answers():
    with receiving() as server:
        path = to(server.port, kind=PathKind.WITNESS, is_plain=True)
        assert attempt(path).found is Found.IN_CLEAR


@pytest.mark.usefixtures("trusted")
def test_a_relay_is_encrypted_by_starttls_and_in_the_clear_without():
    path = {"kind": PathKind.MAIL, "trusts": False, "starts_in_clear": True}
    with relay(Inbox(), tls_context=certified()) as port:
        found = attempt(to(port, **path))
        assert (found.found, found.version) == (Found.ENCRYPTED, "TLSv1.3")
    with relay(Inbox()) as port:
        assert attempt(to(port, **path)).found is Found.IN_CLEAR


@contextmanager
def pages(status, **headers):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):  # noqa: N802
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize(
    ("status", "headers", "is_plain"),
    [
        (200, {}, True),
        (404, {}, True),
        (308, {"Location": "https://rules.example/"}, False),
        (301, {"Location": "http://rules.example/zh"}, True),
        (426, {}, False),
    ],
)
def test_a_public_name_that_gives_pages_without_tls_is_in_the_clear(
    status, headers, is_plain, monkeypatch
):
    with receiving() as server, pages(status, **headers) as port:
        monkeypatch.setattr(negotiation, "_HTTP", port)
        found = attempt(to(server.port, kind=PathKind.WEB)).found
    assert found is (Found.IN_CLEAR if is_plain else Found.ENCRYPTED)


def test_a_server_that_other_machines_reach_by_itself_is_in_the_clear():
    own = to(0, name="0.0.0.0", kind=PathKind.WEB, is_plain=True)  # noqa: S104
    assert attempt(own).found is Found.IN_CLEAR
