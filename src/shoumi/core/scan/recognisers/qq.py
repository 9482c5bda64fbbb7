"""QQ number: 5 to 11 digits, not beginning with 0 (Tencent's numbering).  Never without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from shoumi.core.scan.labels import Candidate, Label
from shoumi.core.scan.text import NOT_AFTER, NOT_DECIMAL

_LEAD = re.compile(
    r"(?<![0-9A-Za-z])q ?q|(?:加|我|的)q(?=[\s:：是]*[0-9])|扣扣|企鹅号|腾讯号", re.IGNORECASE
)
_NUMBER = re.compile(
    r"(?:[/、和或及]微信(?:号|同号)?)?(?: ?(?:号码|账号|帐号|number|no\.?|号|is))?"
    r"[\s:：=是为\"'()（）#]{0,4}"
    r"(?P<number>[1-9][0-9]{4,10})" + NOT_AFTER + NOT_DECIMAL + r"(?![@\-][0-9A-Za-z])",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"[1-9][0-9]{4,10}")


def is_number(cell: str) -> bool:
    """Could a whole cell be a QQ number?  Only a heading can tell."""
    return _WHOLE.fullmatch(cell) is not None


def find(text: str, _today: date) -> Iterator[Candidate]:
    for lead in _LEAD.finditer(text):
        match = _NUMBER.match(text, lead.end())
        if match:
            yield Candidate(*match.span("number"), Label.QQ, True, None)
