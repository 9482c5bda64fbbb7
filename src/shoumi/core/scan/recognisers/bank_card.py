"""Bank card number.

ISO/IEC 7812-1: issuer range | account | check digit (Luhn).  A number is sound when its range is
issued in this length (``data/bins.toml``) and the check digit is right.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from functools import cache

from shoumi.core.scan import tables
from shoumi.core.scan.checks import passes_luhn
from shoumi.core.scan.labels import Candidate, Label, SpanGrade
from shoumi.core.scan.text import NOT_AFTER, NOT_DECIMAL, first, joined

_START = first("1-9") + r"(?<![0-9][.\-].)"
_END = NOT_AFTER + NOT_DECIMAL + r"(?!-[0-9])"
_PATTERN = re.compile(
    _START
    + r"(?:[0-9]{12,18}"
    + r"|[0-9]{3}(?P<sep>[ \-])[0-9]{4}(?P=sep)[0-9]{4}(?P=sep)[0-9]{4}(?:(?P=sep)?[0-9]{1,3})?"
    + r"|[0-9]{3}(?P<amex>[ \-])[0-9]{6}(?P=amex)[0-9]{5}"
    + r"|[0-9]{5}(?P<long>[ \-])[0-9]{13})"
    + _END
)
_PLACES = 8


@cache
def _ranges() -> tuple[list[int], list[int], list[frozenset[int]]]:
    """Starts, ends (both padded to ``_PLACES`` digits) and lengths, in order of start."""
    rows = sorted(
        (
            int(row["from"].ljust(_PLACES, "0")),
            int(row["to"].ljust(_PLACES, "9")),
            frozenset(row["lengths"]),
        )
        for row in tables.read("bins")["range"]
    )
    starts, ends, lengths = zip(*rows, strict=True)
    return list(starts), list(ends), list(lengths)


def is_issued(digits: str) -> bool:
    """Is the issuer range issued in this length?"""
    starts, ends, lengths = _ranges()
    head = int(digits[:_PLACES])
    place = bisect_right(starts, head) - 1
    return place >= 0 and head <= ends[place] and len(digits) in lengths[place]


def find(text: str, _today: date) -> Iterator[Candidate]:
    for match in _PATTERN.finditer(text):
        digits = joined(match.group())
        sound = is_issued(digits) and passes_luhn(digits)
        alone = SpanGrade.VALID if sound else None
        yield Candidate(*match.span(), Label.BANK_CARD, sound, alone)
