"""Values that no field should have, as bytes of a form and as text of JSON."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence

HUGE = 100_000
_DEEP = 10_000
# What UTF-8 may not hold: a lone surrogate, bytes that begin nothing, overlong forms of / and NUL.
_BYTES = (
    b"\xed\xa0\x80", b"\xff\xfe", b"\xc0\xaf", b"\xe0\x80\xaf", b"\xc0\x80", b"\x80", b"\xf5\x80",
    "中文".encode("gb18030"), "中".encode("utf-16"), b"\xef\xbb\xbf", b"\xe4\xb8",
)  # fmt: skip
_TEXTS = (
    "", " ", "\0", "a\0b", "\x01\x07\x1b[31m", "\r\nSet-Cookie: a=b", "\u2028\u2029",
    "\u202e\u200f示例", "\u200b", "\ufeff", "\ufffe", "\U0010ffff", "😀" * 60, "A" * 201,
    "虚" * 2_001,
    "A" * HUGE, "e\u0301" * 500, "-1", "0", "00", "1.5", "1e999", "-1e999", "NaN", "Infinity",
    "-0", "٣", "１２", "9" * 19, "9" * 400, "9223372036854775808", "0x10", "1_000", "1,000.00",
    "99999999999999.99", "0.001", "0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01",
    "2026-02-30", "2026-13-45", "-2026-01-01", "9999-12-31T23:59", "0001-01-01T00:00",
    "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-09-01T25:61",
    "2026-09-01T10:00Z", "2026-W36-1", "20260901", "2026-09-01T10:00:00.123456789+08:00",
    "../../etc/passwd", "..\\..\\windows", "/dev/zero", "C:\\aux", "file:///etc/passwd", "~root",
    "%2e%2e%2f", "http://169.254.169.254/", "http://[::1", "https://a.example:99999/",
    "javascript:alert(1)", "//a.example", "xn--\u0080.example", "a@" + "b" * 260 + ".example",
    "a@b\n.example", "@", "a@[127.0.0.1]", "', --", "1 OR 1=1", "<svg onload=alert(1)>",
    "{{ 7*7 }}", "{% debug %}", "{0.__class__}", "%s%n", "=1+1", "on", "true", "null", "[]", "{}",
    "[[]]", "deal-", "deal-" + "A" * 26, "deal-" + "0" * 16, "per-x", "person-zzzzzzzzzzzzzzzz",
    "DEAL-0000000000000000", "deal-0000000000000000\n", "deal-００００００００００００００００",
    "*", "system",
    "None", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "age1" + "q" * 58,
    "AGE-SECRET-KEY-1" + "Q" * 58, "ssh-ed25519 AAAA", "sha256:" + "0" * 63, "91990000MA0DEM0213 ",
    "1" * 18,
)  # fmt: skip
TEXTS: Sequence[bytes] = (*(one.encode() for one in _TEXTS), *_BYTES)
# JSON that is no text.
_JSON = (
    b"null", b"true", b"false", b"0", b"-1", b"1.5", b"1e999", b"-1e999", b"NaN", b"Infinity",
    b"-Infinity", b"-0.0", b"1" * 5_000, b"1e-999", b"9007199254740993", b"[]", b"{}", b"[[[]]]",
    b"[null]", b'[""]', b'{"a":1}', b'{"":{"":{}}}', b"[" * _DEEP + b"]" * _DEEP,
    b'{"a":' * _DEEP + b"1" + b"}" * _DEEP, b"[" * 500, b"[" + b"1," * 2_000 + b"1]", b'"\\ud800"',
    b'"\\udc00\\ud800"', b'"\\u0000"', b'"\\q"', b'"\x00"', b'"\n"', b"'a'", b"undefined", b"01",
    b"+1", b".5", b"1.", b"0x1", b"/**/1", b"",
)  # fmt: skip


def text(chance: random.Random, known: Sequence[str]) -> bytes:
    """``known``  references of the home: of another kind, or of somebody else"""
    if known and chance.random() < 0.25:
        return chance.choice(known).encode()
    return chance.choice(TEXTS)


def in_json(chance: random.Random, known: Sequence[str]) -> bytes:
    if chance.random() < 0.45:
        return chance.choice(_JSON)
    found = text(chance, known)
    try:
        return json.dumps(found.decode()).encode()
    except UnicodeDecodeError:
        return b'"' + found + b'"'
