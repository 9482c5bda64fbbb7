"""Telephone number outside the mainland: the country's code and a number of its length.

ITU-T E.164, with the lengths and mobile prefixes of ``data/phones_abroad.toml``.  After ``+`` the
shape is its own.  After ``00``, with the code of Hong Kong, Macau or Taiwan set apart, and in
Taiwan's own way of writing it needs a word.  A number that does not tell its kind is a MOBILE.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from shoumi.core.scan import tables
from shoumi.core.scan.labels import Candidate, Label, SpanGrade
from shoumi.core.scan.text import NOT_AFTER, NOT_DECIMAL

_HOME = "86"
_LONGEST_CODE = 3
_LONGEST = 15  # E.164, 6.2
_GROUP = re.compile(r"[0-9]+")
_RUN = r"(?P<run>[1-9][0-9]*(?:\)?[ \-.]?\(?[0-9]+)*)"
_PLUS = re.compile(r"(?<![0-9A-Za-z+])\(?\+ ?" + _RUN)
_BARE = re.compile(
    r"(?<![0-9A-Za-z.+\-(])(?:00(?=[1-9])|\((?:00)?(?=(?:85[23]|886)\))|(?=(?:85[23]|886)[ \-]))"
    + _RUN
)
_TAIWAN = re.compile(
    r"(?<![0-9A-Za-z.\-(])(?:09[0-9]{2}(?P<sep>[ \-]?)[0-9]{3}(?P=sep)[0-9]{3}"
    r"|(?:\(0[2-8]\) ?|0[2-8]-)[0-9]{3,4}[ \-]?[0-9]{4})" + NOT_AFTER + NOT_DECIMAL
)


@cache
def _plans() -> dict[str, tuple[frozenset[int], tuple[str, ...]]]:
    """Country code: (lengths, mobile prefixes)."""
    return {
        code: (frozenset(plan["lengths"]), tuple(plan["mobile"].split()))
        for plan in tables.read("phones_abroad")["plans"]
        for code in plan["codes"].split()
    }


def _kind(digits: str) -> Label | None:
    """What a number with its country code is; None: no country has such a number."""
    if digits.startswith(_HOME):
        return None
    for length in range(1, _LONGEST_CODE + 1):
        lengths, mobile = _plans().get(digits[:length], (frozenset(), ()))
        number = digits[length:]
        if len(number) in lengths:
            told = mobile and not number.startswith(mobile)
            return Label.LANDLINE if told else Label.MOBILE
    return None


def _fit(match: re.Match[str]) -> tuple[int, Label] | None:
    """(end, label) of the longest row of groups that is a number."""
    groups = list(_GROUP.finditer(match.string, *match.span("run")))
    for count in range(len(groups), 0, -1):
        # In `+44 (0)20` the nought is dialled inside the country only.
        digits = "".join(g.group() for g in groups[:count] if g.group() != "0")
        label = _kind(digits) if len(digits) <= _LONGEST else None
        if label:
            return groups[count - 1].end(), label
    return None


def find(text: str, _today: date) -> Iterator[Candidate]:
    if "+" in text:
        for match in _PLUS.finditer(text):
            if fit := _fit(match):
                yield Candidate(match.start(), *fit, True, SpanGrade.VALID)
    for match in _BARE.finditer(text):
        if fit := _fit(match):
            yield Candidate(match.start(), *fit, True, None)
    for match in _TAIWAN.finditer(text):
        label = Label.MOBILE if match.group()[:2] == "09" else Label.LANDLINE
        yield Candidate(*match.span(), label, True, None)
