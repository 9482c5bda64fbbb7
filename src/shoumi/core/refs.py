"""Opaque names for people and things.

A reference is ``kind-random``: a short lower-case kind and 16 characters of Crockford base 32
(80 random bits).  It says nothing about what it names, so it may stand in the ledger, in a log and
in a URL.  Fixed references (``system-shoumi``) name the parts of an installation.
"""

from __future__ import annotations

import re
import secrets

from shoumi.core.errors import Invalid

_SHAPE = re.compile(r"[a-z]{2,12}-[0-9a-z]{1,40}")
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 16


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
        if not _SHAPE.fullmatch(text):
            raise MalformedRef
        return super().__new__(cls, text)

    @classmethod
    def new(cls, kind: str) -> Ref:
        """A fresh reference; two calls never agree (80 bits of the system's randomness)."""
        return cls(f"{kind}-" + "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH)))

    @property
    def kind(self) -> str:
        return self.partition("-")[0]


SYSTEM = Ref("system-shoumi")
