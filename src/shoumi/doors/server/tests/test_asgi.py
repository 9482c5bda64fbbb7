"""A request on its way to a page and back, without the network."""

from __future__ import annotations

import asyncio
import json
import threading

import pytest

from shoumi.base.transport import channel
from shoumi.doors.server import asgi, connections, request_bodies, wsgi_bridge
from shoumi.doors.server.asgi import Application
from shoumi.doors.server.client_address import named


def scope(method="GET", path="/", headers=(), client=("198.51.100.9", "4711")):
    return {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "path": path,
        "query_string": b"q=%E4",
        "headers": list(headers),
        "client": client,
        "server": ("127.0.0.1", "8000"),
    }


def ask(site, asked, parts=(b"",), *, proxies="", **limits):
    application = Application(
        site, connections=connections.Connections(1000, ()), proxies=named(proxies), **limits
    )
    said, left = [], list(parts)

    async def receive():
        if not left:
            await asyncio.sleep(0.05)
            return {"type": "http.disconnect"}
        part = left.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(left)}

    async def send(message):
        said.append(message)

    async def run():
        await application(asked, receive, send)

    asyncio.run(run())
    return said


def echo(environ, start):
    start("200 OK", [("X-From", environ["REMOTE_ADDR"]), ("X-Scheme", environ["wsgi.url_scheme"])])
    size = int(environ.get("CONTENT_LENGTH") or 0)
    return [environ["PATH_INFO"].encode("latin-1"), b"|", environ["wsgi.input"].read(size)]


def test_a_request_with_a_body_is_answered():
    headers = [(b"content-length", b"3"), (b"x-forwarded-for", b"203.0.113.66")]
    said = ask(echo, scope("POST", "/中", headers), [b"ab", b"c"])
    assert said[0]["status"] == 200
    assert dict(said[0]["headers"])[b"x-from"] == b"198.51.100.9"
    assert said[1]["body"].decode() == "/中|abc"


def test_a_named_proxy_is_believed():
    headers = [(b"x-forwarded-for", b"203.0.113.66"), (b"x-forwarded-proto", b"https")]
    told = dict(ask(echo, scope(headers=headers), proxies="198.51.100.0/24")[0]["headers"])
    assert (told[b"x-from"], told[b"x-scheme"]) == (b"203.0.113.66", b"https")


def clear(environ, start):
    start("200 OK", [])
    return [str(environ[channel.IN_CLEAR]).encode()]


@pytest.mark.parametrize(
    ("peer", "headers", "proxies", "is_in_clear"),
    [
        ("198.51.100.9", [], "", True),
        ("198.51.100.9", [(b"x-forwarded-proto", b"https")], "198.51.100.0/24", True),
        ("127.0.0.1", [(b"x-forwarded-proto", b"https")], "127.0.0.1", False),
        ("::ffff:127.0.0.1", [], "", False),
        ("::1", [], "", False),
    ],
)
def test_whether_the_last_hop_left_another_machine_is_told_the_pages(
    peer, headers, proxies, is_in_clear
):
    asked = scope(headers=headers) | {"client": (peer, 4711)}
    assert ask(clear, asked, proxies=proxies)[1]["body"] == str(is_in_clear).encode()


@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_a_proxy_here_that_nobody_named_makes_nobody_near(name):
    headers = [(name.lower().encode(), b"203.0.113.66")]
    asked = scope(headers=headers) | {"client": ("127.0.0.1", 4711)}
    assert ask(clear, asked)[1]["body"] == b"True"
    assert ask(clear, asked, proxies="127.0.0.1")[1]["body"] == b"False"


def test_a_header_with_an_underscore_is_nobodys():
    def site(environ, start):
        start("200 OK", [])
        return [
            environ.get("HTTP_X_FORWARDED_FOR", "none").encode(),
            environ["HTTP_COOKIE"].encode(),
        ]

    headers = [(b"x_forwarded_for", b"1.2.3.4"), (b"cookie", b"a=1"), (b"cookie", b"b=2")]
    assert ask(site, scope(headers=headers))[1]["body"] == b"nonea=1; b=2"


def test_what_streams_comes_in_parts_and_stops_when_nobody_listens():
    closed = threading.Event()

    class Parts:
        streaming = True

        def __iter__(self):
            for number in range(10_000):
                if number:
                    closed.wait(0.01)
                yield b"x"

        def close(self):
            closed.set()

    def site(environ, start):
        start("200 OK", [])
        return Parts()

    said = ask(site, scope())
    assert 2 <= len(said) < 1_000
    assert closed.is_set()


def breaking(after):
    """A page whose answer fails after so many parts."""

    class Parts:
        streaming = True

        def __iter__(self):
            for _ in range(after):
                yield b"part"
            raise ValueError("15400007919")

    def site(environ, start):
        environ["shoumi.place"] = "work/<str:work>/events"
        start("200 OK", [])
        return Parts()

    return site


def test_what_fails_while_it_streams_leaves_one_line_and_says_no_more(caplog):
    said = ask(breaking(after=2), scope())
    assert [one["type"].rpartition(".")[2] for one in said] == ["start", "body", "body"]
    assert all(one["more_body"] for one in said[1:])
    (line,) = caplog.messages
    told = json.loads(line)
    assert (told["class"], told["place"]) == ("builtins.ValueError", "work/<str:work>/events")
    assert "15400007919" not in line


def test_what_fails_before_its_first_part_is_answered_as_an_error(caplog):
    said = ask(breaking(after=0), scope())
    assert said[0]["status"] == 500
    (line,) = caplog.messages
    assert json.loads(line)["id"] in said[1]["body"].decode()


def test_a_file_is_left_to_the_server(tmp_path):
    place = tmp_path / "paper"
    place.write_bytes(b"paper")

    def site(environ, start):
        start("200 OK", [])
        return environ["wsgi.file_wrapper"](place.open("rb"))

    said = ask(site, scope())
    assert said[1] == {"type": "http.response.pathsend", "path": str(place)}


def test_a_file_that_was_begun_is_read_here(tmp_path):
    place = tmp_path / "paper"
    place.write_bytes(b"paper")

    def site(environ, start):
        stream = place.open("rb")
        stream.seek(2)
        start("200 OK", [])
        return wsgi_bridge.File(stream)

    assert b"".join(one["body"] for one in ask(site, scope())[1:]) == b"per"


def test_who_reads_has_threads_that_no_body_takes():
    release, inside = threading.Event(), threading.Barrier(2)

    def site(environ, start):
        start("200 OK", [])
        if environ["REQUEST_METHOD"] == "POST":
            if environ["PATH_INFO"] == "/first":
                inside.wait(10)
            assert release.wait(10)
        return [environ["REQUEST_METHOD"].encode()]

    application = Application(
        site, connections=connections.Connections(1000, ()), proxies=(), threads=5
    )
    order = []

    async def asks(method, path):
        left = [{"type": "http.request", "body": b"x", "more_body": False}]

        async def receive():
            return left.pop() if left else await asyncio.Event().wait()

        async def send(message):
            if "body" in message:
                order.append(message["body"])

        headers = [(b"content-length", b"1")] if method == "POST" else []
        await application(scope(method, path, headers), receive, send)

    async def run():
        posts = [asyncio.create_task(asks("POST", "/first"))]
        await asyncio.to_thread(inside.wait, 10)
        posts += [asyncio.create_task(asks("POST", "/more")) for _ in range(10)]
        await asyncio.sleep(0.1)
        async with asyncio.timeout(5):
            await asks("GET", "/")
        release.set()
        await asyncio.gather(*posts)

    asyncio.run(run())
    assert order == [b"GET", *[b"POST"] * 11]


@pytest.mark.parametrize(("lang", "word"), [(b"en", "busy"), (b"zh-CN", "服务器正忙")])
def test_more_than_may_wait_is_told_so(lang, word, monkeypatch):
    monkeypatch.setattr(asgi, "WAITING", -1)
    said = ask(echo, scope(headers=[(b"accept-language", lang)]), threads=1)
    assert said[0]["status"] == 503
    assert dict(said[0]["headers"])[b"retry-after"] == b"5"
    assert word in said[1]["body"].decode()


def test_a_program_is_told_as_programs_are(monkeypatch):
    monkeypatch.setattr(asgi, "WAITING", -1)
    said = ask(echo, scope(path="/api/v1/deals"), threads=1)
    assert dict(said[0]["headers"])[b"content-type"] == b"application/problem+json"
    assert b'"server.busy"' in said[1]["body"]


def test_one_address_takes_not_every_place(monkeypatch):
    monkeypatch.setattr(asgi, "OF_ONE", 0)
    assert ask(echo, scope())[0]["status"] == 429


@pytest.mark.parametrize("other", ["2001:db8:1:2:ffff::9", "2001:db8:1:3::1"])
@pytest.mark.parametrize("has_body", [True, False])
def test_limits_of_one_address_are_of_its_64_in_ipv6(monkeypatch, other, has_body):
    monkeypatch.setattr(request_bodies, "BODIES_OF_ONE", 1)
    monkeypatch.setattr(asgi, "OF_ONE", 1)
    inside, may_end = threading.Event(), threading.Event()

    def slow(environ, start):
        inside.set()
        may_end.wait(10)
        start("200 OK", [])
        return [b""]

    application = Application(slow, connections=connections.Connections(1000, ()), proxies=())
    headers = [(b"content-length", b"1")] if has_body else []

    async def status(address):
        said = []

        async def receive():
            return {"type": "http.request", "body": b"x", "more_body": False}

        async def send(message):
            said.append(message)

        await application(scope("POST", headers=headers, client=(address, 4711)), receive, send)
        return said[0]["status"]

    async def run():
        first = asyncio.create_task(status("2001:db8:1:2::1"))
        await asyncio.to_thread(inside.wait, 10)
        second = asyncio.create_task(status(other))
        await asyncio.sleep(0.2)
        may_end.set()
        return await first, await second

    assert asyncio.run(run()) == (200, 429 if other.startswith("2001:db8:1:2:") else 200)
