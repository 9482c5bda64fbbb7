"""Internet address, version 4 (RFC 791, dotted) and 6 (RFC 4291, RFC 5952)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from ipaddress import AddressValueError, IPv6Address

from shoumi.core.scan.labels import Candidate, Label, SpanGrade
from shoumi.core.scan.text import NOT_AFTER, NOT_DECIMAL, first

_FOUR = re.compile(
    first("0-9") + r"(?<![0-9A-Za-z][.].)[0-9]{0,2}(?:\.[0-9]{1,3}){3}" + NOT_AFTER + NOT_DECIMAL
)
_SIX = re.compile(
    # A colon of the sentence may stand before it, a colon of a longer address may not.
    r"(?<![0-9A-Za-z.])(?<![0-9A-Fa-f:]:)(?:[0-9A-Fa-f]{1,4}(?=:)|(?=::))"
    r"(?::[0-9A-Fa-f]{0,4}){2,7}(?:\.[0-9]{1,3}){0,3}"
)
_SIX_END = re.compile(r"(?![0-9A-Za-z]|:[0-9A-Fa-f:])" + NOT_DECIMAL)


def _is_octet(part: str) -> bool:
    return int(part) <= 255 and (part == "0" or part[0] != "0")


def _is_six(value: str) -> bool:
    """Version 6, and not words of a program such as ``std::``."""
    if not any(char.isdigit() for char in value):
        return False
    try:
        IPv6Address(value)
    except AddressValueError:
        return False
    return True


def find(text: str, _today: date) -> Iterator[Candidate]:
    if "." in text:
        for match in _FOUR.finditer(text):
            if all(map(_is_octet, match.group().split("."))):
                yield Candidate(*match.span(), Label.IP, True, SpanGrade.VALID)
    if text.count(":") < 2:
        return
    for match in _SIX.finditer(text):
        value = match.group()
        # A colon at the end belongs to the sentence.
        if value.endswith(":") and not value.endswith("::"):
            value = value[:-1]
        end = match.start() + len(value)
        if _SIX_END.match(text, end) and _is_six(value):
            yield Candidate(match.start(), end, Label.IP, True, SpanGrade.VALID)
