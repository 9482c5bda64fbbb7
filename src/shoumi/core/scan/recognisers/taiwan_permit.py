"""Travel permits between the mainland and Taiwan.

Residents of Taiwan: eight digits (electronic, since 2015), ten on the older booklet with an
optional letter in brackets.  Mainland residents: T or L and eight digits.  Never without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from shoumi.core.scan.labels import Candidate, Label
from shoumi.core.scan.text import NOT_AFTER, NOT_DECIMAL, first

_PATTERN = re.compile(
    first("0-9TLtl")
    + r"(?<![0-9][.\-].)(?:(?<=[0-9])[0-9]{7}(?:[0-9]{2}(?:\([A-Z]\))?)?|(?<=[A-Za-z])[0-9]{8})"
    + NOT_AFTER
    + NOT_DECIMAL
    + r"(?!-[0-9])"
)


def find(text: str, _today: date) -> Iterator[Candidate]:
    for match in _PATTERN.finditer(text):
        yield Candidate(*match.span(), Label.TAIWAN_PERMIT, True, None)
