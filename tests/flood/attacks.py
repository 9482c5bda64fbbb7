"""Each flood: what it does until it is told to stop."""

from __future__ import annotations

import io
import struct
import threading
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache, partial
from urllib.parse import urlencode

from tests.flood import sockets
from tests.flood.sockets import HOST, Held, address

Attack = Callable[[int, threading.Event, Counter[str]], None]

_HALF_A_BODY = (
    b"POST /notice HTTP/1.1\r\nHost: localhost\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 99999\r\n\r\na="
)
MEMBERS = 600_000
# All from one address, which is where a stranger's come from.
_ONE: Callable[[int], str] = lambda number: HOST  # noqa: E731


def _held(
    count: int,
    words: bytes,
    source: Callable[[int], str],
    port: int,
    stop: threading.Event,
    told: Counter[str],
) -> None:
    held = Held(port, count, words, source)
    try:
        held.hold(stop)
    finally:
        told["cut off"] = held.cut
        held.close()


def logins(
    port: int, stop: threading.Event, told: Counter[str], *, people: int, tries: int
) -> None:
    """Each of ``people`` addresses tries ``tries`` passwords, all at once."""

    def guess(number: int) -> None:
        source = address(number)
        with suppress(OSError, AssertionError):
            cookie, token = sockets.form(port, "/sign-in", source)
            for one in range(tries):
                if stop.is_set():
                    return
                fields = {"login": f"nobody{number}", "password": f"wrong{one}", "code": "123456"}
                body = urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
                kind = "application/x-www-form-urlencoded"
                told[str(sockets.post(port, "/sign-in", body, kind, cookie, source))] += 1

    people_at_once = [threading.Thread(target=guess, args=(n,), daemon=True) for n in range(people)]
    for one in people_at_once:
        one.start()
    for one in people_at_once:
        while one.is_alive() and not stop.is_set():
            one.join(0.2)
    stop.wait()


@cache
def packed() -> tuple[bytes, bytes]:
    """A quarter of a gigabyte of spaces, and a directory of 29 MB: members with nothing in them."""
    spaces = io.BytesIO()
    with zipfile.ZipFile(spaces, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("MANIFEST.json", b" " * (255 << 20))
    return spaces.getvalue(), _directory(MEMBERS)


def _directory(members: int) -> bytes:
    """An archive of so many members that all are the one at its beginning (APPNOTE 4.3)."""
    alike = struct.pack("<5H3I", 20, *[0] * 7)  # version, time, CRC, sizes: of nothing
    local = b"PK\x03\x04" + alike + struct.pack("<2H", 4, 0) + b"\0" * 4
    tail = struct.pack("<5H2I", 4, *[0] * 6)
    each = (
        b"PK\x01\x02" + struct.pack("<H", 20) + alike + tail + number.to_bytes(4, "big")
        for number in range(members)
    )
    whole = b"".join(each)
    counts = (members, members, len(whole), len(local))
    end = b"PK\x06\x06" + struct.pack("<Q2H2I4Q", 44, 45, 45, 0, 0, *counts)
    place = b"PK\x06\x07" + struct.pack("<IQI", 0, len(local) + len(whole), 1)
    old = b"PK\x05\x06" + struct.pack("<4H2IH", 0, 0, 2**16 - 1, 2**16 - 1, *[2**32 - 1] * 2, 0)
    return local + whole + end + place + old


def bombs(port: int, stop: threading.Event, told: Counter[str], *, at_once: int) -> None:
    """One after the other, again and again."""
    bodies = packed()

    def bring(number: int) -> None:
        source = address(number)
        cookie, token = sockets.form(port, "/check", source)
        kind, body = sockets.multipart({"csrfmiddlewaretoken": token}, bodies[number % len(bodies)])
        while not stop.is_set():
            with suppress(OSError):
                told[str(sockets.post(port, "/check", body, kind, cookie, source))] += 1

    together = [threading.Thread(target=bring, args=(n,), daemon=True) for n in range(at_once)]
    for one in together:
        one.start()
    stop.wait()
    for one in together:
        one.join(10)


ATTACKS: Mapping[str, Attack] = {
    "16 slow bodies": partial(_held, 16, _HALF_A_BODY, _ONE),
    "400 slow bodies": partial(_held, 400, _HALF_A_BODY, _ONE),
    "400 slow bodies of 400 addresses": partial(_held, 400, _HALF_A_BODY, address),
    # More at once than a proxy may have connections to the house, if it is not told otherwise.
    "600 slow bodies of 600 addresses": partial(_held, 600, _HALF_A_BODY, address),
    "1,100 silent connections": partial(_held, 1_100, b"", _ONE),
    "1,100 silent connections of 1,100 addresses": partial(_held, 1_100, b"", address),
    "1,100 half heads": partial(_held, 1_100, b"GET / HTTP/1.1\r\nHost:", _ONE),
    "8 bombs at /check": partial(bombs, at_once=8),
    "60 addresses guess passwords": partial(logins, people=60, tries=5),
}
