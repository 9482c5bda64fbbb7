"""Travel permits between the mainland and Hong Kong or Macau.

Residents of Hong Kong and Macau: H or M and eight digits, with two more for the issue on older
cards.  Mainland residents: C or W and eight digits, or C, a letter and seven digits.
(National Immigration Administration, notices on the electronic permits.)  Never without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from shoumi.core.scan.labels import Candidate, Label
from shoumi.core.scan.text import NOT_AFTER, NOT_DECIMAL, first

_PATTERN = re.compile(
    first("HMCWhmcw")
    + r"(?:[0-9]{8}(?:[0-9]{2})?|[A-HJ-NP-Za-hj-np-z][0-9]{7})"
    + NOT_AFTER
    + NOT_DECIMAL
    + r"(?!-[0-9])"
)
_ISSUED = re.compile(r"[HM][0-9]{8}(?:[0-9]{2})?|[CW][0-9]{8}|C[A-HJ-NP-Z][0-9]{7}")


def find(text: str, _today: date) -> Iterator[Candidate]:
    for match in _PATTERN.finditer(text):
        sound = _ISSUED.fullmatch(match.group().upper()) is not None
        # H and M also begin passports of the regions: where the word leaves the kind open, the
        # permit is the document that is shown on the mainland.
        strong = match.group()[0] in "HM"
        yield Candidate(*match.span(), Label.HK_MACAU_PERMIT, sound, None, is_strong=strong)
