from __future__ import annotations

import ssl
import time
from ipaddress import ip_address

import pytest

from shoumi.base import clock
from shoumi.base.egress.errors import (
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
from shoumi.base.egress.http_client import MAX_ANSWER, OUT, Request, Ways, call, trusted
from shoumi.base.egress.tests.https_server import NAME, certified, receiving, talking
from shoumi.core.egress import addresses
from shoumi.core.egress.urls import UrlUnfit

pytestmark = pytest.mark.django_db(transaction=True)
URL = f"https://{NAME}/in?x=1"


class Canary:
    """A resolver and judge that say whether they were asked."""

    def __init__(self, port, *answers):
        self.port, self.answers, self.asked = port, answers, 0

    def resolve(self, name):
        self.asked += 1
        return self.answers

    def ways(self, **more):
        return Ways(resolve=self.resolve, port=self.port, **more)


def get(ways, url=URL, **more):
    return call(Request(url, **more), ways=ways)


def test_a_listed_host_is_called_by_its_name_at_the_judged_address(listed):
    with receiving((201, b"hello", {"X-Told": "yes"})) as server:
        answer = get(server.ways(), method="POST", body=b"{}", headers={"X-Mine": "1"})
    assert (answer.status, answer.body, answer.headers["x-told"]) == (201, b"hello", "yes")
    [got] = server.got
    assert (got.method, got.path, got.body) == ("POST", "/in?x=1", b"{}")
    assert (got.headers["host"], got.headers["x-mine"]) == (NAME, "1")
    assert server.names == [NAME]  # SNI


def test_a_host_that_is_not_listed_is_not_even_looked_up(house):
    canary = Canary(1, "127.0.0.1")
    with pytest.raises(HostNotAllowed):
        get(canary.ways())
    for url in ("http://hooks.example/", "https://127.0.0.1/", "https://a@hooks.example/"):
        with pytest.raises(UrlUnfit):
            get(canary.ways(), url)
    assert canary.asked == 0


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1"],
        ["::1"],
        ["::ffff:127.0.0.1"],
        ["169.254.169.254"],
        ["0.0.0.0"],
        ["64:ff9b::7f00:1"],
        ["10.0.0.9"],
        ["1.1.1.1", "127.0.0.1"],
        ["127.0.0.1", "1.1.1.1"],
    ],
)
def test_a_listed_name_that_points_inside_reaches_no_canary(listed, answers):
    with receiving() as server, pytest.raises(NotPublic):
        get(Canary(server.port, *answers).ways())
    assert server.got == server.names == []


def test_a_name_that_points_elsewhere_a_moment_later_is_not_asked_again(listed):
    """Rebinding: the second answer would be a canary's, and nobody hears it."""
    told = iter([["127.0.0.1"], ["127.0.0.2"]])
    judged = []

    def judge(answers, inside):
        judged.append(tuple(answers))
        return ip_address(answers[0])

    with receiving() as server:
        get(server.ways(resolve=lambda name: next(told), judge=judge))
    assert judged == [("127.0.0.1",)]
    assert next(told) == ["127.0.0.2"]  # still unasked
    assert len(server.got) == 1


def test_the_addresses_that_a_host_was_allowed_inside_are_judged_with_it(listed):
    listed.inside = "10.0.0.9"
    listed.save()
    seen = []

    def judge(answers, inside):
        seen.append((list(answers), list(inside)))
        return addresses.judge(answers, inside) and ip_address("127.0.0.1")

    with receiving() as server:
        get(server.ways(resolve=lambda name: ["10.0.0.9"], judge=judge))
        with pytest.raises(NotPublic):
            get(server.ways(resolve=lambda name: ["10.0.0.10"], judge=judge))
    assert seen[0] == (["10.0.0.9"], ["10.0.0.9"])
    assert len(server.got) == 1


def test_a_redirect_is_an_answer_and_nobody_follows_it(listed):
    with receiving((302, b"", {"Location": f"https://{NAME}/elsewhere"})) as server:
        assert get(server.ways()).status == 302
    assert len(server.got) == 1


@pytest.mark.parametrize(
    "context",
    [lambda: certified("other.example"), lambda: certified(NAME, days=(-3, -2))],
    ids=["of another name", "out of date"],
)
def test_a_certificate_that_does_not_hold_ends_it_before_anything_is_sent(listed, context):
    with receiving(context=context()) as server, pytest.raises(NotTrusted):
        get(server.ways())
    assert server.got == []


def test_a_private_authority_counts_for_its_own_host_only(listed):
    listed.authority = ""
    listed.save()
    with receiving() as server, pytest.raises(NotTrusted):
        get(server.ways())
    assert server.got == []
    assert trusted("").verify_mode is ssl.CERT_REQUIRED
    assert trusted("").check_hostname


def test_an_answer_is_read_to_64_kilobytes_and_no_further(listed):
    with receiving((200, b"x" * MAX_ANSWER)) as server:
        assert len(get(server.ways()).body) == MAX_ANSWER
        server.answer = (200, b"x" * (MAX_ANSWER + 1))
        with pytest.raises(TooLong):
            get(server.ways())
        # What would unpack to more is not unpacked.
        server.answer = (200, b"packed", {"Content-Encoding": "gzip"})
        assert get(server.ways()).body == b"packed"


def _drip(held):
    held.recv(4096)
    held.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        held.sendall(b"X-A: 1\r\n")
        time.sleep(0.02)


def _drip_body(held):
    held.recv(4096)
    held.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n")
    while True:
        held.sendall(b"x")
        time.sleep(0.02)


def _say_nothing(held):
    held.recv(4096)
    time.sleep(2)


@pytest.mark.parametrize("talk", [_drip, _drip_body, _say_nothing])
def test_who_answers_too_slowly_is_cut_off_however_it_is_done(listed, talk):
    with talking(talk) as port:
        ways = Ways(
            resolve=lambda name: ["127.0.0.1"],
            judge=lambda answers, inside: ip_address(answers[0]),
            port=port,
            whole_seconds=0.7,
        )
        began = time.monotonic()
        with pytest.raises((TooSlow, Garbled)):
            get(ways)
        assert time.monotonic() - began < 1.6


def test_who_never_ends_the_handshake_is_cut_off_too(listed):
    with talking(lambda held: time.sleep(2), context=False) as port:
        ways = Canary(port, "127.0.0.1").ways(
            judge=lambda answers, inside: ip_address(answers[0]), connect_seconds=0.3
        )
        began = time.monotonic()
        with pytest.raises((NotConnected, NotTrusted)):
            get(ways)
        assert time.monotonic() - began < 1.5


@pytest.mark.parametrize(
    "said", [b"SSH-2.0-hello\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort", b""]
)
def test_what_is_no_whole_answer_is_none(listed, said):
    def talk(held):
        held.recv(4096)
        held.sendall(said)

    with talking(talk) as port:
        ways = Canary(port, "127.0.0.1").ways(judge=lambda answers, _: ip_address(answers[0]))
        with pytest.raises(Garbled):
            get(ways)


def test_nobody_at_home_is_said_to_be_so(listed):
    with talking(lambda held: None) as port:
        pass
    ways = Canary(port, "127.0.0.1").ways(judge=lambda answers, _: ip_address(answers[0]))
    with pytest.raises(NotConnected):
        get(ways)


def test_a_resolver_that_fails_or_sleeps_is_no_address(listed):
    def fails(name):
        raise OSError

    for resolve in (fails, lambda name: [], lambda name: time.sleep(1) or ["1.1.1.1"]):
        with pytest.raises(NotResolved):
            get(Ways(resolve=resolve, connect_seconds=0.1))


@pytest.mark.parametrize(
    "more",
    [
        {"headers": {"X-A": "1\r\nX-B: 2"}},
        {"headers": {"X-A\n": "1"}},
        {"headers": {"X-A": "é"}},
        {"headers": {"X-A": "a" * 5000}},
        {"method": "POST", "body": b"x" * 70_000},
    ],
)
def test_a_request_that_could_become_another_is_not_sent(listed, more):
    canary = Canary(1, "127.0.0.1")
    with pytest.raises(RequestUnfit):
        get(canary.ways(), **more)
    assert canary.asked == 0


def test_a_demo_home_calls_nobody(listed, monkeypatch):
    monkeypatch.setattr(clock, "is_demo", lambda: True)
    canary = Canary(1, "127.0.0.1")
    with pytest.raises(DemoCallsNobody):
        get(canary.ways())
    assert canary.asked == 0


def test_the_environments_proxy_is_not_asked(listed, monkeypatch):
    for name in ("https_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    with receiving() as server:
        assert get(server.ways()).status == 200


def test_calls_go_out_by_the_system_and_the_public_judge():
    assert Ways() == OUT
    assert (OUT.judge, OUT.port) == (addresses.judge, 443)
