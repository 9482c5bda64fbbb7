"""What was checked, what was not, and the strict reading of encodings.

Every encoding has one spelling here: canonical JSON, canonical base 64, decimals without leading
zeros, lines that end in a newline.  So no bit can change without changing what is read.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any


class WrongUse(Exception):
    """Nothing was checked: the call itself cannot be followed."""

    def __init__(self, detail: str, place: str) -> None:
        super().__init__(f"{detail}: {place}")
        self.detail, self.place = detail, place


class Bad(Exception):
    """A check failed: what is wrong, and where if more is known than the place of the check."""

    def __init__(self, detail: str, place: str = "") -> None:
        super().__init__(detail)
        self.detail, self.place = detail, place


@contextmanager
def at(place: str) -> Iterator[None]:
    """Give ``place`` to a failure inside that names none."""
    try:
        yield
    except Bad as bad:
        raise Bad(bad.detail, bad.place or place) from bad


class Report:
    """``checks``: {check, ok, place, detail} in order; ``not_checked``: the same without ok.

    ``confirmed`` are good checks of what need not be there (a witness's cosignature, a stamp).
    ``lacks``: what everything rests on is not there, so nothing is proven and nothing refuted.
    """

    def __init__(self, kind: str) -> None:
        self.kind, self.anchored, self.lacks = kind, False, False
        self.checks: list[dict[str, Any]] = []
        self.not_checked: list[dict[str, str]] = []
        self.confirmed: list[dict[str, Any]] = []

    @property
    def ok(self) -> bool:
        is_good = bool(self.checks) and all(check["ok"] for check in self.checks)
        return is_good and not self.lacks

    @property
    def verdict(self) -> str:
        """proven, broken, or undecided."""
        if self.ok:
            return "proven"
        is_broken = any(not check["ok"] for check in self.checks)
        return "broken" if is_broken or not self.lacks else "undecided"

    def lack(self, check: str, place: str, detail: str) -> None:
        self.lacks = True
        self.skip(check, place, detail)

    def fail(self, check: str, place: str, detail: str) -> None:
        self.checks.append({"check": check, "ok": False, "place": place, "detail": detail})

    def skip(self, check: str, place: str, detail: str) -> None:
        row = {"check": check, "place": place, "detail": detail}
        if row not in self.not_checked:
            self.not_checked.append(row)

    def confirm(self, check: str, place: str) -> None:
        row = {"check": check, "ok": True, "place": place, "detail": "ok"}
        if row not in self.confirmed:
            self.confirmed.append(row)

    @contextmanager
    def check(self, name: str, place: str) -> Iterator[None]:
        """Note what is raised inside as a failed check, and silence as a good one."""
        before = len(self.checks)
        try:
            yield
        except Bad as bad:
            self.fail(name, bad.place or place, bad.detail)
        if len(self.checks) == before:
            self.checks.append({"check": name, "ok": True, "place": place, "detail": "ok"})

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "ok": self.ok,
            "verdict": self.verdict,
            "anchored": "yes" if self.anchored else "no",
            "checks": self.checks + self.confirmed,
            "not_checked": self.not_checked,
        }


def unbase64(text: Any, size: int = 0) -> bytes:
    """The bytes of canonical base 64; exactly ``size`` of them unless it is 0."""
    try:
        data = base64.b64decode(text, validate=True)
    except (ValueError, TypeError) as error:
        raise Bad("not in its one spelling") from error
    if base64.b64encode(data).decode() != text or size not in (0, len(data)):
        raise Bad("not in its one spelling")
    return data


def decimal(text: str) -> int:
    if not re.fullmatch("0|[1-9][0-9]{0,15}", text):
        raise Bad("not in its one spelling")
    return int(text)


def canonical(data: bytes) -> Any:
    """The value of JSON with sorted keys, no spaces and nothing escaped that need not be."""
    try:
        value = json.loads(data)
        text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        matches = text.encode() == data
    except (ValueError, RecursionError) as error:
        raise Bad("not in its one spelling") from error
    if not matches:
        raise Bad("not in its one spelling")
    return value


# What JSON writes as it is, of the characters that most rows are made of.
_PLAIN = rb"[ !#-\[\]-~]*"


def canonical_lines(data: bytes, path: str) -> Iterator[bytes]:
    """The lines of ``data``, each in its one spelling as ``canonical`` says.

    Lines that say the same of different things differ in plain texts only: what is found canonical
    once gives a pattern, and whatever matches it has its keys in order, once, and nothing to
    escape.  Every other line is read and written again.
    """
    if data and not data.endswith(b"\n"):
        raise Bad("not in its one spelling")
    fits: Callable[[bytes], object] = re.compile(rb"(?!)").fullmatch
    start = number = 0
    while start < len(data):
        number += 1
        end = data.index(b"\n", start)
        line = data[start:end]
        start = end + 1
        if not fits(line):
            with at(f"{path}, line {number}"):
                value = canonical(line)
            if type(value) is dict and value and all(type(one) is str for one in value.values()):
                keys = [re.escape(json.dumps(key).encode()) for key in value]
                fits = re.compile(
                    rb"\{" + b",".join(key + b':"' + _PLAIN + b'"' for key in keys) + rb"\}"
                ).fullmatch
        yield line


class Counted:
    """Passes things on and counts them."""

    def __init__(self, things: Iterable[bytes]) -> None:
        self.things, self.count = things, 0

    def __iter__(self) -> Iterator[bytes]:
        for thing in self.things:
            self.count += 1
            yield thing


def shaped(value: Any, **kinds: type) -> Any:
    """``value`` if it is an object with exactly these keys, of exactly these types."""
    if type(value) is not dict or value.keys() != kinds.keys():
        raise Bad("not of the expected shape")
    if any(type(value[key]) is not kind for key, kind in kinds.items()):
        raise Bad("not of the expected shape")
    return value


def lines_of(data: bytes) -> list[str]:
    try:
        *lines, rest = data.decode().split("\n")
    except ValueError as error:
        raise Bad("not in its one spelling") from error
    if rest:
        raise Bad("not in its one spelling")
    return lines
