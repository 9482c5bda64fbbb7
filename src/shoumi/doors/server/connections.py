"""How many connections one address (in IPv6 one /64) may hold, and how many there may be.

The server under us takes connections before we hear of them, so they are looked at from outside:
twice a second, those that ask nothing are cut where an address holds too many, the longest held
first.  Who came since the look before is left alone, since an honest request may just be on its
way.  A connection whose request is under way is never cut; those are counted where bodies are.
Linux only; elsewhere a proxy does it.
"""

from __future__ import annotations

import os
import resource
import socket
import stat
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from shoumi.core.egress import addresses
from shoumi.doors.server.client_address import Network, is_named

LOOK_SECONDS = 0.5
# An office of forty behind one address, six connections each.
OF_ONE = 256
# Of the connections that may be open, so many are left for who comes next.
_FREE_SHARE = 4
MOST, _FILES_BESIDE = 8_192, 512
_FILES = "/proc/self/fd"

Peer = tuple[str, int]
_Idle = tuple[int, int, Peer]  # since which look, number of our file, who is at the other end


def capacity() -> int:
    """How many connections may be open; asks the system for the files they need."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST + _FILES_BESIDE
    most = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return max(128, most - _FILES_BESIDE)


class Connections:
    """``most``  that may be open at once; ``proxies`` bring many people over one address."""

    def __init__(self, most: int, proxies: Sequence[Network]) -> None:
        self._most, self._proxies = most, proxies
        self._busy: Counter[Peer] = Counter()
        self._seen: dict[tuple[int, Peer], int] = {}
        self._looks = 0

    @contextmanager
    def busy(self, peer: Peer) -> Iterator[None]:
        self._busy[peer] += 1
        try:
            yield
        finally:
            self._busy[peer] -= 1
            if not self._busy[peer]:
                del self._busy[peer]

    def watch(self) -> None:
        """Look from now on, in a thread of its own, as long as the process lives."""
        if not os.path.isdir(_FILES):
            return

        def look_on() -> None:
            stop = threading.Event()
            while not stop.wait(LOOK_SECONDS):
                with suppress(OSError):
                    self.look()

        threading.Thread(target=look_on, name="connections", daemon=True).start()

    def look(self) -> int:
        """Cut what is too many; returns how many were cut."""
        numbers = os.listdir(_FILES)
        if len(numbers) < OF_ONE:
            self._seen.clear()
            return 0
        self._looks += 1
        held: dict[tuple[int, Peer], int] = {}
        idle: dict[str, list[_Idle]] = defaultdict(list)
        counts: Counter[str] = Counter()
        for number in map(int, numbers):
            if (peer := _peer(number)) is None:
                continue
            since = self._seen.get((number, peer), self._looks)
            held[number, peer] = since
            if is_named(peer[0], self._proxies):
                continue
            whose = addresses.holder(peer[0])
            counts[whose] += 1
            if not self._busy[peer]:
                idle[whose].append((since, number, peer))
        self._seen = held
        cut = 0
        for whose, count in counts.items():
            stayed = sorted(one for one in idle[whose] if one[0] < self._looks)
            cut += self._cut(stayed[: max(0, count - OF_ONE)])
        allowed = self._most - self._most // _FREE_SHARE
        if (over := counts.total() - cut - allowed) > 0:
            cut += self._cut(sorted(one for found in idle.values() for one in found)[:over])
        return cut

    def _cut(self, found: Sequence[_Idle]) -> int:
        cut = 0
        for _, number, peer in found:
            # Looked at again on the very socket: the number may be another connection's by now,
            # and a request may have come meanwhile.
            with suppress(OSError), _own(number) as one:
                if _named(one) == peer and not self._busy[peer]:
                    one.shutdown(socket.SHUT_RDWR)
                    cut += 1
        return cut


def _peer(number: int) -> Peer | None:
    """Who is at the other end of our file ``number``, if it is a connection."""
    try:
        if not stat.S_ISSOCK(os.fstat(number).st_mode):
            return None
        with _own(number) as one:
            return _named(one)
    except OSError:
        return None


def _named(one: socket.socket) -> Peer | None:
    """Who is at the other end; nobody where it is no connection of the internet's.

    Raises:
        OSError: it is not connected.
    """
    found = one.getpeername()
    return (str(found[0]), int(found[1])) if isinstance(found, tuple) else None


@contextmanager
def _own(number: int) -> Iterator[socket.socket]:
    """The socket behind a file of the server under us, which may close it meanwhile."""
    one = socket.socket(fileno=os.dup(number))
    try:
        yield one
    finally:
        one.close()
