"""Passport number.

Mainland: E, G, D, S or P and eight digits, or E, a letter (no I, O) and seven digits (electronic
passports since 2012); Hong Kong H or K, Macau M.  ICAO Doc 9303 leaves the number to the issuer:
other shapes of a letter or two with digits, and nine digits, are taken only beside a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from shoumi.core.scan.labels import Candidate, Label, SpanGrade
from shoumi.core.scan.text import NOT_AFTER, NOT_DECIMAL, first

_PATTERN = re.compile(
    first("0-9A-Za-z")
    + r"(?:(?<=[A-Za-z])(?:[A-Za-z][0-9]{6,7}|[0-9]{7,8})|(?<=[0-9])(?<![0-9][.\-].)[0-9]{8})"
    + NOT_AFTER
    + NOT_DECIMAL
    + r"(?!-[0-9])"
)
_MAINLAND = re.compile(r"[EGDSP][0-9]{8}|E[A-HJ-NP-Z][0-9]{7}|[DSP][EDP][0-9]{7}")
_REGIONS = re.compile(r"[HKM][0-9]{8}|(?:HJ|KJ|MA|MB)[0-9]{7}")


def find(text: str, _today: date) -> Iterator[Candidate]:
    for match in _PATTERN.finditer(text):
        number = match.group()
        mainland = _MAINLAND.fullmatch(number) is not None
        # Nine digits are the form of several states; nothing in them can be checked.
        sound = mainland or number.isdigit() or _REGIONS.fullmatch(number) is not None
        yield Candidate(*match.span(), Label.PASSPORT, sound, SpanGrade.SHAPE if mainland else None)
