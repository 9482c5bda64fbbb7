"""What is sent: a valid submission with one thing wrong in it, or a body that is none."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_from_bytes

from tests.malformed import files, values
from tests.malformed.files import File
from tests.malformed.form_page import Pairs

URL, PARTS, JSON = "application/x-www-form-urlencoded", "multipart/form-data", "application/json"
_LINE = b"boundary-of-a-test"
_KINDS = (
    URL + "; charset=utf-16", URL + "; charset=nonsense", PARTS, PARTS + "; boundary=",
    PARTS + "; boundary=" + "e" * 300, PARTS + "; boundary=\x80", JSON, "text/plain", "", "\xff",
    "application/xml", JSON + "; charset=utf-16", "a" * 5_000,
)  # fmt: skip
_COOKIES = (
    "=",
    ";;;",
    "__Host-shoumi",
    "__Host-csrf=" + "x" * 32,
    "\xff=\xfe",
    'a="\\',
    "a=" + "b" * 9_000,
    "__Host-lang=xx",
)
_MANY = 600
# How often it is a closed list too that gets what is none of its words.
_CLOSED = 0.4


@dataclass(slots=True)
class Sent:
    """``meta``  of the request, as WSGI names it; ``is_checked`` as a browser without our token"""

    body: bytes
    kind: str
    meta: dict[str, str] = field(default_factory=dict)
    is_checked: bool = False


def of_form(pairs: Pairs, *, in_parts: bool) -> Sent:
    if in_parts:
        parts = b"".join(_part(name, value) for name, value in pairs)
        return Sent(parts + b"--" + _LINE + b"--\r\n", f"{PARTS}; boundary={_LINE.decode()}")
    plain = [(name, value.content if isinstance(value, File) else value) for name, value in pairs]
    return Sent(
        b"&".join(name.encode() + b"=" + quote_from_bytes(value).encode() for name, value in plain),
        URL,
    )


def _part(name: str, value: bytes | File) -> bytes:
    told, content = f'form-data; name="{name}"', value
    kind = b""
    if isinstance(value, File):
        told, content = f'{told}; filename="{value.name}"', value.content
        kind = b"Content-Type: application/octet-stream\r\n"
    assert isinstance(content, bytes)
    head = f"Content-Disposition: {told}\r\n".encode() + kind
    return b"--" + _LINE + b"\r\n" + head + b"\r\n" + content + b"\r\n"


def form(
    valid: Pairs,
    chance: random.Random,
    known: Sequence[str],
    *,
    in_parts: bool,
    free: Collection[str] = (),
) -> Sent:
    """``free``  fields in which anything can be written, where what is wrong goes far in"""
    draw = chance.random()
    pairs = list(valid)
    if draw < 0.78:
        for _ in range(chance.choice((0, 1, 1, 1, 1, 2))):
            pairs = _wrong(pairs, chance, known, free)
        return of_form(pairs, in_parts=in_parts)
    if draw < 0.88:
        return of_form(_odd(pairs, chance, known), in_parts=in_parts)
    return _spoilt(of_form(pairs, in_parts=in_parts), chance)


def _wrong(
    pairs: Pairs, chance: random.Random, known: Sequence[str], free: Collection[str]
) -> Pairs:
    """One value exchanged for one that no field should have."""
    if not pairs:
        return [("x", values.text(chance, known))]
    places = [place for place, (name, _) in enumerate(pairs) if name in free]
    if not places or chance.random() < _CLOSED:
        places = list(range(len(pairs)))
    place = chance.choice(places)
    name, value = pairs[place]
    is_file = isinstance(value, File) != (chance.random() < 0.05)
    made = files.malformed(chance) if is_file else values.text(chance, known)
    return [*pairs[:place], (name, made), *pairs[place + 1 :]]


def _odd(pairs: Pairs, chance: random.Random, known: Sequence[str]) -> Pairs:
    """A field missing, twice, many times, or one there is not."""
    if pairs and chance.random() < 0.6:
        one = chance.choice(pairs)
        if chance.random() < 0.5:
            return [pair for pair in pairs if pair is not one]
        return [*pairs, (one[0], values.text(chance, known))]
    if chance.random() < 0.2:
        return [*pairs, *((f"x{number}", b"1") for number in range(_MANY))]
    return [
        *pairs,
        (
            chance.choice(("x", "", "is_sure", "deal", "actor", "x" * 900)),
            values.text(chance, known),
        ),
    ]


def _spoilt(sent: Sent, chance: random.Random) -> Sent:
    """What carries the form is broken."""
    match chance.randrange(8):
        case 0:
            sent.body = sent.body[: chance.randrange(len(sent.body) + 1)]
        case 1:
            sent.kind = chance.choice(_KINDS)
        case 2:
            sent.body = sent.body.replace(_LINE, b"another", chance.randrange(1, 4))
        case 3:
            twice = (
                b'Content-Disposition: form-data; name="a"; name="b"; filename*=utf-16\'\'%ff\r\n'
            )
            sent.body = sent.body.replace(b"Content-Disposition", twice + b"Content-Disposition", 2)
        case 4:
            sent.meta["HTTP_COOKIE"] = chance.choice(_COOKIES)
        case 5:
            sent.is_checked = True
        case 6:
            odd = chance.choice((b"base64", b"quoted-printable", b"x-none"))
            line = b"\r\nContent-Transfer-Encoding: " + odd + b"\r\n\r\n"
            sent.body = sent.body.replace(b"\r\n\r\n", line)
        case _:
            sent.body, sent.kind = (
                chance.randbytes(chance.randrange(300)),
                chance.choice((URL, *_KINDS)),
            )
    return sent


# A value of the object is exchanged by its place in the text, as JSON cannot write all of them.
_MARK = "⟨here⟩"


def json_body(valid: Any, chance: random.Random, known: Sequence[str]) -> Sent:
    draw = chance.random()
    if draw < 0.12:
        return of_json(valid)
    if draw < 0.72:
        marked = _marked(valid, chance)
        content = _text(marked)
        return Sent(
            content.replace(json.dumps(_MARK).encode(), values.in_json(chance, known), 1), JSON
        )
    if draw < 0.84 and isinstance(valid, Mapping):
        return Sent(_odd_object(valid, chance, known), JSON)
    return _broken(_text(valid), chance, known)


def of_json(value: Any) -> Sent:
    return Sent(_text(value), JSON)


def _text(value: Any) -> bytes:
    return json.dumps(value).encode()


def _marked(value: Any, chance: random.Random) -> Any:
    """``value`` with a mark in one place, mostly as deep as there is one."""
    if isinstance(value, Mapping) and value and chance.random() < 0.9:
        name = chance.choice(list(value))
        return {**value, name: _marked(value[name], chance)}
    if isinstance(value, list) and value and chance.random() < 0.6:
        return [_marked(value[0], chance), *value[1:]]
    return _MARK


def _odd_object(valid: Mapping[str, Any], chance: random.Random, known: Sequence[str]) -> bytes:
    name = chance.choice([*valid, "x"])
    value = values.in_json(chance, known)
    match chance.randrange(3):
        case 0:
            return _text({key: one for key, one in valid.items() if key != name})
        case 1:  # twice
            return b"{" + json.dumps(name).encode() + b":" + value + b"," + _text(valid)[1:]
    return _text({**valid, chance.choice(("x", "", "actor", "__proto__", "given", "\0")): 1})


_BREAKS: Sequence[Callable[[bytes, random.Random], bytes]] = (
    lambda text, chance: text[: chance.randrange(len(text))],
    lambda text, chance: text + b"}",
    lambda text, chance: text.decode().encode("utf-16"),
    lambda text, chance: b"\xef\xbb\xbf" + text,
    lambda text, chance: b"[" + text + b"]",
    lambda text, chance: chance.randbytes(chance.randrange(200)),
)  # fmt: skip


def _broken(text: bytes, chance: random.Random, known: Sequence[str]) -> Sent:
    draw = chance.random()
    if draw < 0.4:
        return Sent(chance.choice(_BREAKS)(text, chance), JSON)
    if draw < 0.7:
        return Sent(values.in_json(chance, known), JSON)
    if draw < 0.85:
        return Sent(text, chance.choice(_KINDS))
    keys = ("", "a", "\0", "k" * 9_000, "\xff", "a b", "../a")
    sent = Sent(text, JSON, {"HTTP_IDEMPOTENCY_KEY": chance.choice(keys)})
    if chance.random() < 0.3:
        sent.meta["HTTP_COOKIE"] = chance.choice(_COOKIES)
    return sent
