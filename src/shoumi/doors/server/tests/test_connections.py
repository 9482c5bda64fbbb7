"""Too many idle connections of one address are cut, the longest held first; busy ones never."""

from __future__ import annotations

import socket
from contextlib import ExitStack

import pytest

from shoumi.doors.server import connections
from shoumi.doors.server.client_address import named
from shoumi.doors.server.connections import Connections

HOME = "127.0.0.1"


@pytest.fixture
def held():
    with ExitStack() as stack:
        listener = stack.enter_context(socket.create_server((HOME, 0)))

        def connect(count: int):
            made = []
            for _ in range(count):
                stack.enter_context(theirs := socket.create_connection(listener.getsockname()))
                stack.enter_context(ours := listener.accept()[0])
                made.append((theirs, ours))
            return made

        yield connect


def is_cut(theirs: socket.socket) -> bool:
    theirs.settimeout(0.2)
    try:
        return theirs.recv(1) == b""
    except TimeoutError:
        return False


def few(monkeypatch, *, of_one: int) -> None:
    monkeypatch.setattr(connections, "OF_ONE", of_one)


def test_the_longest_held_are_cut_and_whoever_is_answered_is_not(held, monkeypatch):
    few(monkeypatch, of_one=16)
    watched = Connections(1_000, ())
    old = held(6)
    theirs, ours = (one.getsockname() for one in old[0])
    with watched.busy(theirs), watched.busy(ours):
        watched.look()
        new = held(4)
        # Each pair lies in this process with both ends, and both count.
        assert watched.look() >= 2
    assert not is_cut(old[0][0])
    assert is_cut(old[1][0])
    assert not is_cut(new[-1][0])


def test_who_came_since_the_look_before_is_left_to_ask(held, monkeypatch):
    few(monkeypatch, of_one=2)
    watched = Connections(1_000, ())
    pairs = held(6)
    assert watched.look() == 0
    assert not is_cut(pairs[0][0])
    assert watched.look() == 12 - 2


def test_a_number_that_is_another_connection_by_now_is_left(held, monkeypatch):
    few(monkeypatch, of_one=2)
    watched = Connections(1_000, ())
    (theirs, ours), (_, others) = held(2)
    stayed = (0, ours.fileno(), others.getpeername())
    assert watched._cut([stayed]) == 0
    with watched.busy(ours.getpeername()):
        assert watched._cut([(0, ours.fileno(), ours.getpeername())]) == 0
    assert not is_cut(theirs)
    assert watched._cut([(0, ours.fileno(), ours.getpeername())]) == 1


def test_connections_of_a_named_proxy_are_its_own_affair(held, monkeypatch):
    few(monkeypatch, of_one=2)
    watched = Connections(1_000, named(HOME))
    pairs = held(6)
    assert watched.look() == 0
    assert not is_cut(pairs[0][0])


def test_one_address_in_two_notations_is_one_holder(monkeypatch):
    few(monkeypatch, of_one=6)
    listening = socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True)
    with ExitStack() as stack:
        at = HOME, stack.enter_context(listening).getsockname()[1]
        for _ in range(6):
            theirs = stack.enter_context(socket.create_connection(at))
            ours = stack.enter_context(listening.accept()[0])
            assert (theirs.getpeername()[0], ours.getpeername()[0]) == (HOME, f"::ffff:{HOME}")
        watched = Connections(1_000, ())
        watched.look()
        assert watched.look() >= 6


def test_room_is_kept_for_who_comes_next(held, monkeypatch):
    few(monkeypatch, of_one=13)
    pairs = held(6)
    assert Connections(8, ()).look() == 12 - 6
    assert is_cut(pairs[0][0])


def test_files_are_asked_for(monkeypatch):
    asked = []
    monkeypatch.setattr(connections.resource, "getrlimit", lambda _: (1_024, 4_096))
    monkeypatch.setattr(connections.resource, "setrlimit", lambda _, both: asked.append(both))
    assert connections.capacity() == 4_096 - 512
    assert asked == [(4_096, 4_096)]
