"""Date of birth: a date beside a word of birth or with `born` glued to it.  Alone: nothing.

Beside a word also: month and day, a year of two digits, and the orders that English uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from shoumi.core.scan.checks import birth
from shoumi.core.scan.labels import Candidate, Label, SpanGrade
from shoumi.core.scan.text import NOT_AFTER, first

_PATTERN = re.compile(
    first("12")
    + r"(?<![0-9][.\-/].)[0-9]{3}"
    + r"(?: ?年 ?(?P<m>[0-9]{1,2}) ?月(?: ?(?P<d>[0-9]{1,2}) ?[日号])?"
    + r"|(?P<sep>[./\-])(?P<m2>[0-9]{1,2})(?:(?P=sep)(?P<d2>[0-9]{1,2}))?"
    + r"|(?P<m3>[0-9]{2})(?P<d3>[0-9]{2}))"
    + NOT_AFTER
    + r"(?![./\-][0-9])"
)
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_YEAR = r"(?:19|20)[0-9]{2}"
_LOOSE = re.compile(
    rf"(?<![0-9A-Za-z年.\-/])(?:(?:[0-9]{{2}} ?年 ?)?(?:1[0-2]|0?[1-9]) ?月 ?{_DAY} ?[日号]"
    rf"|{_DAY}(?P<sep>[/.\-]){_DAY}(?P=sep){_YEAR}"
    rf"|(?:{_MONTHS})\.? {_DAY}(?:st|nd|rd|th)?, ?{_YEAR}"
    rf"|{_DAY}(?:st|nd|rd|th)? (?:{_MONTHS})\.?,? {_YEAR})" + NOT_AFTER + r"(?![./\-][0-9])",
    re.IGNORECASE,
)
# 生 also begins 生产, 生效 and 生意: it counts at the end of its words only.
_BORN = re.compile(r" ?生(?![\u4e00-\u9fff])")


def _parts(match: re.Match[str]) -> tuple[int, int, int]:
    """Year, month, day; a missing day is the first."""
    text = match.group()
    month = match["m"] or match["m2"] or match["m3"]
    day = match["d"] or match["d2"] or match["d3"] or "1"
    return int(text[:4]), int(month), int(day)


def find(text: str, today: date) -> Iterator[Candidate]:
    for match in _PATTERN.finditer(text):
        year, month, day = _parts(match)
        born = birth(year=year, month=month, day=day, today=today)
        alone = SpanGrade.VALID if born and _BORN.match(text, match.end()) else None
        yield Candidate(*match.span(), Label.DATE_OF_BIRTH, born is not None, alone)
    for match in _LOOSE.finditer(text):
        yield Candidate(*match.span(), Label.DATE_OF_BIRTH, True, None)
