"""Whatever is sent to a form or an upload, the answer is an answer: nothing that fails."""

from __future__ import annotations

import random
import zipfile
from io import BytesIO

import pytest
from tests.web import routes

from shoumi.base.pages.access import Who, access_of
from shoumi.core.tests import portion
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
EACH = 400
_DRAWN = 60
_NAMES = ("document", "proof", "files", "paper", "file", "evidence", "login", "code", "answer")
_TEXTS = (
    "", "\0", "\ud800", "0" * 300, "-1", "1e999", "٣", "2026-13-45", "9999-12-31T23:59", "on", "[]",
    '{"a": {"a": [', "per-x", "deal-" + "A" * 26, "', --", "<svg>", "\u202e", "😀" * 50, "NaN",
)  # fmt: skip
_KINDS = (
    "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=nonsense", "multipart/form-data",
    "multipart/form-data; boundary=", "multipart/form-data; boundary=e",
    "multipart/form-data; boundary=" + "e" * 300, "application/json", "text/plain", "", "\xff",
)  # fmt: skip


def body(chance: random.Random) -> bytes:
    kind = chance.randrange(4)
    if kind == 0:
        return chance.randbytes(chance.randrange(200))
    pairs = [(chance.choice(_NAMES), chance.choice(_TEXTS)) for _ in range(chance.randrange(1, 6))]
    if kind == 1:
        return "&".join("=".join(pair) for pair in pairs).encode("utf-8", "surrogatepass")
    parts = b"".join(part(chance, *pair) for pair in pairs) + b"--e--\r\n"
    return parts if kind == 2 else parts[: chance.randrange(len(parts))]


def part(chance: random.Random, name: str, text: str) -> bytes:
    file = chance.choice(("", '; filename="a.csv"', '; filename=""', '; filename="../a.pdf"'))
    more = chance.choice(
        ("", "Content-Type: image/png\r\n", "Content-Transfer-Encoding: base64\r\n")
    )
    head = f'--e\r\nContent-Disposition: form-data; name="{name}"{file}\r\n{more}\r\n'
    content = text.encode("utf-8", "surrogatepass")
    if file and chance.random() < 0.5:
        content = packed(chance)
    return head.encode() + content + b"\r\n"


def packed(chance: random.Random) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a", b"x" * 50)
    broken = bytearray(out.getvalue())
    broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
    return bytes(broken)


def forms():
    """Addresses that somebody may send a form to, but the ones that end the session."""
    shut = ("sign-out", "lock-down")
    for route in routes.every():
        access = access_of(route.view)
        is_page = access is not None and access.who is not Who.BEARER
        if is_page and not any(word in route.address for word in shut):
            yield route


def test_nothing_that_is_sent_makes_a_form_fail(house):
    chance = random.Random(f"{portion.seed()} malformed forms")
    every = list(forms())
    tried = [route for route in every for _ in range(EACH)]
    if not portion.is_long():
        tried = chance.sample(every, _DRAWN)
    visitor = signed_in(house.dpo)
    for route in tried:
        values = dict.fromkeys(route.takes, chance.choice(("x", "0", "per-" + "0" * 26)))
        if "deal" in values:
            values["deal"] = house.deal
        kind, sent = chance.choice(_KINDS), body(chance)
        answer = visitor.generic("POST", route.at(**values), sent, kind, secure=True)
        assert answer.status_code < 500, (route.address, kind, sent)
