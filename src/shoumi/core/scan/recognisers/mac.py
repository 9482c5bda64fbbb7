"""Hardware address of a network interface, IEEE 802 EUI-48.

Six pairs with hyphens (the standard's form) or colons, or three groups of four with dots.  Twelve
hexadecimal digits in one piece need a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from shoumi.core.scan.labels import Candidate, Label, SpanGrade

_PATTERN = re.compile(
    # Not inside a longer row of pairs; `MAC:` before it ends in a pair of hexadecimal digits too.
    r"(?<![0-9A-Za-z])(?<!(?<![0-9A-Za-z])[0-9A-Fa-f]{2}[:\-])(?<![0-9A-Fa-f]{4}\.)"
    r"(?:[0-9A-Fa-f]{2}(?P<sep>[:\-])(?:[0-9A-Fa-f]{2}(?P=sep)){4}[0-9A-Fa-f]{2}"
    r"|[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4})"
    r"(?![0-9A-Za-z])(?![:\-.][0-9A-Fa-f])"
)
_BARE = re.compile(r"(?<![0-9A-Za-z])(?:[0-9A-F]{12}|[0-9a-f]{12})(?![0-9A-Za-z])")


def find(text: str, _today: date) -> Iterator[Candidate]:
    if text.count(":") > 4 or text.count("-") > 4 or text.count(".") > 1:
        for match in _PATTERN.finditer(text):
            yield Candidate(*match.span(), Label.MAC, True, SpanGrade.VALID)
    for match in _BARE.finditer(text):
        yield Candidate(*match.span(), Label.MAC, True, None)
