"""Unified social credit code of organisations.

GB 32100-2015: authority (1) | kind (1) | region (6 digits) | organisation (9) | check, MOD 31 over
31 characters (no I O S V Z).  Registration authorities use region codes of their own for
development zones, so only the province is checked; 10 is the national authority.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from shoumi.core.scan import tables
from shoumi.core.scan.labels import Candidate, Label, SpanGrade
from shoumi.core.scan.text import NOT_AFTER, NOT_DECIMAL, first

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_AUTHORITIES = frozenset("123456789ANY")

# The shape leaves the check digit and the region open: a mistyped code keeps its shape.
_PATTERN = re.compile(
    first("1-9ANYany")
    + r"(?<![0-9][.\-].)[0-9A-HJ-NP-RTUW-Ya-hj-np-rtuw-y][0-9]{6}"
    + r"[0-9A-HJ-NP-RTUW-Ya-hj-np-rtuw-y]{10}"
    + NOT_AFTER
    + NOT_DECIMAL
    + r"(?!-[0-9])"
)


@cache
def _provinces() -> frozenset[str]:
    return frozenset(tables.read("regions")["province"]) | {"10"}


def check_digit(code: str) -> str:
    """The check character of the first 17 characters, GB 32100 annex B."""
    total = sum(ALPHABET.index(c) * w for c, w in zip(code[:17], _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def find(text: str, _today: date) -> Iterator[Candidate]:
    for match in _PATTERN.finditer(text):
        code = match.group().upper()
        checked = check_digit(code) == code[17] and code[0] in _AUTHORITIES
        sound = checked and code[2:4] in _provinces()
        alone = SpanGrade.VALID if sound else SpanGrade.SHAPE if checked else None
        # Eighteen digits pass by chance once in 31; a company's code starts with 9.
        strong = sound and (code[0] == "9" or not code.isdigit())
        yield Candidate(*match.span(), Label.USCC, sound, alone, is_strong=strong)
