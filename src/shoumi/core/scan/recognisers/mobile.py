"""Mobile telephone number of the mainland.

Eleven digits in an assigned segment (``data/mobile_segments.toml``), with or without the country
code (ITU-T E.164: 86), in one piece or grouped 3-4-4.  A number of an unassigned segment needs a
word that says so, and so do other groupings and the old trunk prefix 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from shoumi.core.scan import tables
from shoumi.core.scan.labels import Candidate, Label, SpanGrade
from shoumi.core.scan.text import NOT_AFTER, NOT_DECIMAL, first, joined

_REST = r"[3-9][0-9](?:[0-9]{8}|(?P<sep>[ \-])[0-9]{4}(?P=sep)[0-9]{4})"
_END = NOT_AFTER + NOT_DECIMAL + r"(?!-[0-9])"
_BARE = re.compile(first("1") + r"(?<![0-9][.\-].)" + _REST + _END)
_CODED = re.compile(
    r"(?:\(\+?86\)|\+86|(?<![0-9A-Za-z])(?:00)?86)(?P<gap>[ \-]?)(?P<number>1" + _REST + ")" + _END
)

_IRREGULAR = re.compile(
    r"[01](?<![0-9A-Za-z].)(?<![0-9][.\-].)(?:(?<=0)1[3-9][0-9]{9}"
    r"|(?<=1)[3-9][0-9](?:\.[0-9]{4}\.[0-9]{4}|[ \-](?:[0-9]{8}|[0-9]{3}[ \-][0-9]{5}))"
    r"|(?<=1)[3-9][0-9]{2}[ \-][0-9]{3}[ \-][0-9]{4})" + _END
)


@cache
def _segments() -> tuple[str, ...]:
    return tuple(tables.read("mobile_segments")["segments"])


def is_assigned(digits: str) -> bool:
    """Is the eleven-digit number in an assigned segment?"""
    return digits.startswith(_segments())


def find(text: str, _today: date) -> Iterator[Candidate]:
    for match in _BARE.finditer(text):
        sound = is_assigned(joined(match.group()))
        yield Candidate(*match.span(), Label.MOBILE, sound, SpanGrade.VALID if sound else None)
    for match in _IRREGULAR.finditer(text):
        sound = is_assigned(joined(match.group()).replace(".", "").removeprefix("0"))
        yield Candidate(*match.span(), Label.MOBILE, sound, None)
    if "86" not in text:
        return
    for match in _CODED.finditer(text):
        sound = is_assigned(joined(match["number"]))
        # Thirteen digits in one piece are also the shape of an article number.
        glued = text[match.start()] == "8" and not match["gap"]
        alone = SpanGrade.SHAPE if glued else SpanGrade.VALID
        yield Candidate(*match.span(), Label.MOBILE, sound, alone if sound else None)
