"""Opaque names for people and things.

A reference is ``kind-random``: a short lower-case kind and 16 characters of Crockford base 32
(80 random bits).  It says nothing about what it names, so it may stand in the ledger, in a log and
in a URL.  Fixed references (``system-shoumi``) name the parts of an installation.
"""

from __future__ import annotations

import re
from base64 import b32encode
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
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


# What was a reference when it was packed is one again without being looked at anew.
_unpacked = partial(str.__new__, Ref)
_BLOCK = 1_000


class Refs(Sequence[Ref]):
    """Very many references in order, each once: 21 bytes where an object and its place take 110."""

    __slots__ = ("_blocks", "_count")

    def __init__(self, given: Iterable[Ref] = ()) -> None:
        """``given`` is read a block at a time.  Who cannot tell that none comes twice in it asks
        ``once``."""
        self._blocks: list[bytes] = []
        self._count = 0
        rest = iter(given)
        while block := list(islice(rest, _BLOCK)):
            self._blocks.append(" ".join(block).encode())
            self._count += len(block)

    @classmethod
    def fresh(cls, kind: str, count: int) -> Refs:
        """So many new ones, each as ``Ref.new`` makes it.

        Raises:
            MalformedRef: ``kind`` is none.
        """
        made = cls()
        if count:
            Ref.new(kind)
        for start in range(0, count, _BLOCK):
            size = min(_BLOCK, count - start)
            told = _random(size)
            names = (told[at : at + _CHARS] for at in range(0, len(told), _CHARS))
            made._blocks.append(" ".join(f"{kind}-{name}" for name in names).encode())
            made._count += size
        return made

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Ref]:
        for block in self._blocks:
            yield from _opened(block)

    @overload
    def __getitem__(self, at: int) -> Ref: ...
    @overload
    def __getitem__(self, at: slice) -> list[Ref]: ...
    def __getitem__(self, at: int | slice) -> Ref | list[Ref]:
        wanted = range(self._count)[at]
        if isinstance(wanted, int):
            return self._some(wanted, wanted + 1)[0]
        if wanted.step != 1:
            raise ValueError("references are read forwards")
        return self._some(wanted.start, wanted.stop)

    def _some(self, start: int, stop: int) -> list[Ref]:
        if start >= stop:
            return []
        first, skipped = divmod(start, _BLOCK)
        last = (stop - 1) // _BLOCK
        found = [ref for block in self._blocks[first : last + 1] for ref in _opened(block)]
        return found[skipped : skipped + stop - start]


def _opened(block: bytes) -> list[Ref]:
    return list(map(_unpacked, block.decode().split(" ")))


def once(given: Iterable[Ref]) -> Refs:
    """``given`` in order, each where it comes first."""
    return given if isinstance(given, Refs) else Refs(dict.fromkeys(given))


def shared(these: Sequence[Ref], others: Iterable[Ref]) -> Refs:
    """Those of ``these`` that are among ``others``, in their order.  None of either comes twice.

    Where both come in one order, as from the same table, nothing but the answer is held.
    """
    rest = iter(others)
    wanted = next(rest, None)

    def walked() -> Iterator[Ref]:
        nonlocal wanted
        for ref in these:
            if ref == wanted:
                yield ref
                wanted = next(rest, None)

    found = Refs(walked())
    if wanted is None:
        return found
    # One of the others is not among these, or stands elsewhere.
    left = {*found, wanted, *rest}
    return Refs(ref for ref in these if ref in left)


def _random(count: int) -> str:
    # Ten bytes are sixteen characters, with nothing left over.
    return b32encode(token_bytes(_BYTES * count)).translate(_CROCKFORD).decode()


SYSTEM = Ref("system-shoumi")
