"""Opaque names for people and things.

A reference is ``kind-random``: a short lower-case kind and 16 characters of Crockford base 32
(80 random bits).  It says nothing about what it names, so it may stand in the ledger, in a log and
in a URL.  Fixed references (``system-shoumi``) name the parts of an installation.
"""

from __future__ import annotations

import re
from base64 import b32encode
from collections.abc import Sequence
from secrets import token_bytes
from typing import overload

from shoumi.core.errors import Invalid

_SHAPE = re.compile(r"[a-z]{2,12}-[0-9a-z]{1,40}")
_BYTES, _CHARS = 10, 16  # 16 characters of 5 bits
_CROCKFORD = bytes.maketrans(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789abcdefghjkmnpqrstvwxyz"
)


class MalformedRef(Invalid):
    code = "ref.malformed"


class Ref(str):
    """A reference.  Equal to, stored as and sorted like its text."""

    __slots__ = ()

    def __new__(cls, text: str) -> Ref:
        """Check ``text`` and wrap it.

        Raises:
            MalformedRef: the text has not the shape ``kind-name``.
        """
        if isinstance(text, Ref):
            return text
        if not _SHAPE.fullmatch(text):
            raise MalformedRef
        return super().__new__(cls, text)

    @classmethod
    def new(cls, kind: str) -> Ref:
        """A fresh reference; two calls never agree (80 bits of the system's randomness)."""
        return cls(f"{kind}-{_random(1)}")

    @property
    def kind(self) -> str:
        return self.partition("-")[0]


class Fresh(Sequence[Ref]):
    """``count`` references as ``Ref.new`` makes them; a million take 16 MB, not 100."""

    __slots__ = ("_before", "_told")

    def __init__(self, kind: str, count: int) -> None:
        self._before, self._told = f"{kind}-", _random(count)

    def __len__(self) -> int:
        return len(self._told) // _CHARS

    @overload
    def __getitem__(self, at: int) -> Ref: ...
    @overload
    def __getitem__(self, at: slice) -> list[Ref]: ...
    def __getitem__(self, at: int | slice) -> Ref | list[Ref]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        start = range(len(self))[at] * _CHARS
        return Ref(self._before + self._told[start : start + _CHARS])


def _random(count: int) -> str:
    # Ten bytes are sixteen characters, with nothing left over.
    return b32encode(token_bytes(_BYTES * count)).translate(_CROCKFORD).decode()


SYSTEM = Ref("system-shoumi")
