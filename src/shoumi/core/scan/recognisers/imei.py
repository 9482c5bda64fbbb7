"""International mobile equipment identity, 3GPP TS 23.003 clause 6.2: 14 digits and a Luhn digit.

Fifteen digits are also the length of some cards and of the first identity numbers, so the shape
alone proves little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from shoumi.core.scan.checks import passes_luhn
from shoumi.core.scan.labels import Candidate, Label, SpanGrade
from shoumi.core.scan.text import NOT_AFTER, NOT_DECIMAL, first, joined

_PATTERN = re.compile(
    first("0-9")
    + r"(?<![0-9][.\-].)(?:[0-9]{14}|[0-9](?P<sep>[ \-])[0-9]{6}(?P=sep)[0-9]{6}(?P=sep)[0-9])"
    + NOT_AFTER
    + NOT_DECIMAL
    + r"(?!-[0-9])"
)


def find(text: str, _today: date) -> Iterator[Candidate]:
    for match in _PATTERN.finditer(text):
        sound = passes_luhn(joined(match.group()))
        yield Candidate(*match.span(), Label.IMEI, sound, SpanGrade.SHAPE if sound else None)
