"""Account number at a bank, of a company or a person: digits beside a word.

There is no national structure: 8 to 30 digits, in one piece or in groups.  999999 is the range of
invented data and marks the number as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from shoumi.core.scan.labels import Candidate, Label
from shoumi.core.scan.text import NOT_AFTER, NOT_DECIMAL, first, joined

_INVENTED = "999999"
_PATTERN = re.compile(
    first("0-9")
    + r"(?<![0-9][.\-].)(?:[0-9]{7,29}|[0-9]{2,4}(?:(?P<sep>[ \-])[0-9]{2,6}){2,6})"
    + NOT_AFTER
    + NOT_DECIMAL
    + r"(?!-[0-9])"
)


def find(text: str, _today: date) -> Iterator[Candidate]:
    for match in _PATTERN.finditer(text):
        sound = not joined(match.group()).startswith(_INVENTED)
        yield Candidate(*match.span(), Label.BANK_ACCOUNT, sound, None)
