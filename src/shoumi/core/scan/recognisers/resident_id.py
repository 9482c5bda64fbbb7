"""Resident identity number and its relatives.

GB 11643-1999: region (6) | birth YYYYMMDD (8) | sequence (3) | check, ISO 7064 MOD 11-2.
Regions 810000, 820000, 830000: residence permits for people of Hong Kong, Macau and Taiwan (2018).
Leading 9: foreign permanent resident (2023 form): 9 | province (2) | country ISO 3166-1 (3) |
birth (8) | sequence (3) | check.
First generation, 15 digits: region | birth YYMMDD | sequence (3), no check.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from shoumi.core.scan import tables
from shoumi.core.scan.checks import birth
from shoumi.core.scan.labels import Candidate, Label, SpanGrade
from shoumi.core.scan.text import NOT_AFTER, NOT_DECIMAL, first, joined

_START = first("1-9") + r"(?<![0-9][.\-].)"
_END = NOT_AFTER + NOT_DECIMAL + r"(?!-[0-9])"
_EIGHTEEN = re.compile(
    _START + r"[0-9]{5}[ \-]?[0-9]{4}[ \-]?[0-9]{4}[ \-]?[0-9]{3}[ \-]?[0-9Xx]" + _END
)
_IN_FOURS = re.compile(_START + r"[0-9]{3}(?:[ \-][0-9]{4}){3}[ \-][0-9][0-9Xx]" + _END)
_FIFTEEN = re.compile(_START + r"[0-9]{14}" + _END)

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


@cache
def _regions() -> frozenset[str]:
    counties = tables.read("regions")["counties"]
    return frozenset(head + tail for head, tails in counties.items() for tail in tails.split())


@cache
def _provinces() -> frozenset[str]:
    return frozenset(tables.read("regions")["province"])


@cache
def _countries() -> frozenset[str]:
    return frozenset(tables.read("countries")["numeric"])


def check_digit(number: str) -> str:
    """The check character of the first 17 digits, ISO 7064 MOD 11-2."""
    total = sum(int(d) * w for d, w in zip(number[:17], _WEIGHTS, strict=True))
    return _CHECKS[total % 11]


def is_region(code: str) -> bool:
    """Was this six-digit division ever in force, or is it an issuer of the 2023 form?"""
    if code[0] == "9":
        return code[1:3] in _provinces() and code[3:] in _countries()
    return code in _regions()


def _eighteen(number: str, today: date) -> tuple[bool, bool]:
    """(check digit right and date real, region known as well)."""
    born = birth(
        year=int(number[6:10]), month=int(number[10:12]), day=int(number[12:14]), today=today
    )
    checked = born is not None and check_digit(number) == number[17].upper()
    return checked, checked and is_region(number[:6])


def find(text: str, today: date) -> Iterator[Candidate]:
    """Candidates of 18 and 15 digits."""
    for pattern in (_EIGHTEEN, _IN_FOURS):
        for match in pattern.finditer(text):
            checked, sound = _eighteen(joined(match.group()), today)
            # A right check digit in an unknown region is more than chance: shown as a shape.
            alone = SpanGrade.VALID if sound else SpanGrade.SHAPE if checked else None
            yield Candidate(*match.span(), Label.RESIDENT_ID, sound, alone, is_strong=sound)
    for match in _FIFTEEN.finditer(text):
        digits = match.group()
        year, month, day = int("19" + digits[6:8]), int(digits[8:10]), int(digits[10:12])
        born = birth(year=year, month=month, day=day, today=today)
        sound = born is not None and is_region(digits[:6])
        alone = SpanGrade.SHAPE if sound else None
        yield Candidate(*match.span(), Label.RESIDENT_ID, sound, alone)
