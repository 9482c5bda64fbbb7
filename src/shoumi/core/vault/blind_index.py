"""Search tokens: find an equal value without reading it.

A token is the first 8 bytes of HMAC(index key of the field, normalised value) as a signed 64-bit
number, over the hash of the suite the index key was made in.  Equal values have equal tokens;
different values may, rarely, so every hit is confirmed by opening the record.  A token shows which
people share a value, so only fields of high entropy have an index, each its own key.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable

from shoumi.core.vault import hkdf
from shoumi.core.vault.keys import KEY_BYTES, Secret
from shoumi.core.vault.suites import Suite

# Mobile numbers: eleven digits, first 1, second 3 to 9, with or without country code and gaps.
_MOBILE = re.compile(r"(?:(?:\+|00)?86)?(1[3-9][0-9]{9})")
_GAPS = re.compile(r"[\s\-()]+")
_ID_NUMBER = re.compile(r"[0-9]{17}[0-9xX]")
_ID_CHARS = 18
_MOBILE_WITH_COUNTRY = frozenset({13, 15})  # characters after 86 and 0086


def normalise(value: str) -> str:
    """The one spelling of a value that its token is made from.

    NFKC, outer spaces off; a Chinese mobile number as its eleven digits; the check character of
    a resident identity number in upper case.  Anything else stays as it is.
    """
    if not value.isascii():
        text = unicodedata.normalize("NFKC", value).strip()
    elif value.isalnum():
        return _plain(value)
    else:
        text = value.strip()
        if "@" in text:
            return text
    return _spelled(_GAPS.sub("", text)) or text


def _plain(value: str) -> str:
    """``normalise`` of ASCII letters and digits: nearly every value of a clean file."""
    size = len(value)
    if size == _ID_CHARS:
        return value.upper() if value[-1] == "x" and value[:-1].isdigit() else value
    return (_spelled(value) or value) if size in _MOBILE_WITH_COUNTRY else value


def _spelled(closed: str) -> str:
    """The spelling of a mobile or identity number; nothing for anything else."""
    if mobile := _MOBILE.fullmatch(closed):
        return mobile[1]
    return closed.upper() if _ID_NUMBER.fullmatch(closed) else ""


class IndexKey(Secret):
    """The key of one field's index."""

    __slots__ = ("_mac", "suite")

    def __init__(self, raw: bytes, suite: Suite) -> None:
        super().__init__(raw)
        self.suite = suite
        self._mac = hkdf.keyed(raw, suite.hash)

    @classmethod
    def generate(cls, suite: Suite) -> IndexKey:
        return cls(os.urandom(KEY_BYTES), suite)

    def token(self, value: str) -> int:
        running = self._mac.copy()
        # surrogatepass: half a character from a damaged file still has its token.
        running.update(normalise(value).encode("utf-8", "surrogatepass"))
        return int.from_bytes(running.finalize()[:8], "big", signed=True)

    def tokens(self, values: Iterable[str]) -> list[int]:
        return list(map(self.token, values))
