"""Fixed telephone number of the mainland, and 400 and 800 numbers.

Area code with the length that belongs to it (``data/area_codes.toml``), an optional country code
and an optional extension.  With a separator the shape is its own; without one it is digits.
A number without its area code needs a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from shoumi.core.scan import tables
from shoumi.core.scan.labels import Candidate, Label, SpanGrade
from shoumi.core.scan.text import NOT_AFTER, NOT_DECIMAL, first, joined

_EXTENSION = r"(?:(?: ?转 ?| ?分机号? ?|[\-*]| ?(?:ext|EXT|Ext)\.? ?)[0-9]{1,5})?"
_END = NOT_AFTER + NOT_DECIMAL + r"(?!-[0-9])"
_AREA = r"(?:10|2[0-9]|[3-9][0-9]{2})"
_PATTERN = re.compile(
    r"[+(08](?<![0-9A-Za-z].)(?<![0-9][.\-].)(?:"
    rf"(?:(?<=\+)86|(?<=0)086|(?<=8)6(?=[ \-(]))[ \-]?(?:\(0\) ?|\(?0?)"
    rf"(?P<abroad>{_AREA})\)?[ \-]?"
    rf"|(?<=\()0?(?P<bracket>{_AREA})\) ?"
    rf"|(?<=0)(?P<area>{_AREA})(?P<sep>[ \-]?)"
    r")(?P<local>(?:[2-9]|1(?!00))[0-9]{2,3}[ \-]?[0-9]{4})" + _EXTENSION + _END
)
_LOCAL = re.compile(first("2-9") + r"(?<![0-9][.\-].)[0-9]{2,3}[ \-]?[0-9]{4}" + _END)
_SERVICE = re.compile(
    r"[48](?<![0-9A-Za-z][48])(?<![0-9][.\-].)00(?P<sep>[ \-]?)"
    r"(?:[0-9]{3}[ \-]?[0-9]{4}|[0-9]{4}[ \-]?[0-9]{3})" + _EXTENSION + _END
)


@cache
def _lengths() -> dict[str, frozenset[int]]:
    """Area code without its leading zero: the lengths of its numbers."""
    table = tables.read("area_codes")
    known = {"eight": {8}, "either": {7, 8}, "seven": {7}}
    return {code[1:]: frozenset(n) for name, n in known.items() for code in table[name]}


def is_assigned(area: str, local: str) -> bool:
    """Does the area (no leading zero) exist, and has it numbers of this length?"""
    return len(local) in _lengths().get(area, ())


def find(text: str, _today: date) -> Iterator[Candidate]:
    for match in _PATTERN.finditer(text):
        area = match["abroad"] or match["bracket"] or match["area"]
        sound = is_assigned(area, joined(match["local"]))
        digits_only = match["area"] is not None and not match["sep"]
        alone = SpanGrade.SHAPE if digits_only else SpanGrade.VALID
        yield Candidate(*match.span(), Label.LANDLINE, sound, alone if sound else None)
    for match in _SERVICE.finditer(text):
        alone = SpanGrade.VALID if match["sep"] else SpanGrade.SHAPE
        yield Candidate(*match.span(), Label.LANDLINE, True, alone)
    for match in _LOCAL.finditer(text):
        yield Candidate(*match.span(), Label.LANDLINE, True, None)
