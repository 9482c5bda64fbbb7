"""A body comes whole, in its time and size, or no thread hears of it."""

from __future__ import annotations

import asyncio
import io

import pytest

from shoumi.doors.server import request_bodies
from shoumi.doors.server.errors import BodyBroken, BodyLarge, BodySlow, Busy, TooManyBodies
from shoumi.doors.server.request_bodies import MB, Bodies, Gone, length

ADDRESS = "198.51.100.9"


def receive(parts, pause: float = 0.0):
    left = list(parts)

    async def one():
        await asyncio.sleep(pause)
        if not left:
            await asyncio.sleep(3600)
        part = left.pop(0)
        if part is None:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": part, "more_body": bool(left)}

    return one


def collect(parts, *, bodies=None, declared=None, most=MB, pause=0.0, held=None):
    bodies, held = bodies or Bodies(), held if held is not None else [0]

    async def run():
        return await bodies.collect(
            receive(parts, pause), address=ADDRESS, declared=declared, most=most, held=held
        )

    return asyncio.run(run())


def test_a_body_comes_whole_and_is_let_go_of_as_it_is_read():
    body = collect([b"abc", b"", b"defg"])
    stream = io.BufferedReader(body, 2)
    assert (stream.read(4), stream.read(), body.length()) == (b"abcd", b"efg", 7)
    assert not body._parts


def test_a_body_that_does_not_come_is_given_up(monkeypatch):
    monkeypatch.setattr(request_bodies, "GRACE_SECONDS", 0.05)
    with pytest.raises(BodySlow):
        collect([b"ab", b"c"], pause=0.04)


def test_what_comes_steadily_may_take_longer(monkeypatch):
    monkeypatch.setattr(request_bodies, "GRACE_SECONDS", 0.05)
    monkeypatch.setattr(request_bodies, "BYTES_A_SECOND", 100)
    assert collect([b"x" * 10] * 4, pause=0.03).length() == 40


def test_too_much_is_read_and_thrown_away_and_counts_with_what_was_said():
    held = [0]
    body = collect([b"x" * 2**17] * 10, most=2**18, held=held)
    assert (body.is_over, body.length(), body._parts, held) == (True, 10 * 2**17, body._parts, [0])
    assert not body._parts
    assert collect([b"x"], declared=2**21, most=MB).length() == 2**21


def test_far_too_much_is_not_even_read(monkeypatch):
    monkeypatch.setattr(request_bodies, "HEARD", 2**18)
    with pytest.raises(BodyLarge):
        collect([b"x"], declared=2**19)
    with pytest.raises(BodyLarge):
        collect([b"x" * 2**17] * 3)


def test_who_went_is_not_waited_for():
    with pytest.raises(Gone):
        collect([b"x", None])


def test_uploads_hold_so_much_memory_and_a_short_form_comes_all_the_same(monkeypatch):
    monkeypatch.setattr(request_bodies, "BYTES_OF_ONE", 2**18)
    bodies, held = Bodies(), [0]
    collect([b"x" * 2**17] * 2, bodies=bodies, held=held)
    with pytest.raises(Busy):
        collect([b"x" * 2**17] * 2, bodies=bodies)
    assert collect([b"x" * 2**15], bodies=bodies).length() == 2**15
    bodies.release(ADDRESS, held)
    assert not bodies._bytes or collect([b"x" * 2**17], bodies=bodies)


def test_one_address_has_so_many_on_their_way_and_there_are_so_many_in_all(monkeypatch):
    monkeypatch.setattr(request_bodies, "BODIES_OF_ONE", 1)
    monkeypatch.setattr(request_bodies, "BODIES", 2)
    bodies = Bodies()
    with bodies.one_of("a"):
        with pytest.raises(TooManyBodies), bodies.one_of("a"):
            pass
        with bodies.one_of("b"), pytest.raises(Busy), bodies.one_of("c"):
            pass
    with bodies.one_of("a"):
        pass
    assert not bodies._open


@pytest.mark.parametrize("text", [b"-1", b"1e3", b"", b"0x10", b"9" * 30])
def test_a_length_that_is_no_number_is_refused(text):
    with pytest.raises(BodyBroken):
        length(text)
