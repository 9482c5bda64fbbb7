"""WeChat account name.

``wxid_…`` is the form the service itself gives out.  A chosen name has 6 to 20 letters, digits,
hyphens and underscores and begins with a letter (Tencent's rules): known by a word only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from shoumi.core.scan.labels import Candidate, Label, SpanGrade

_GIVEN = re.compile(r"(?<![0-9A-Za-z_\-])wxid_[0-9a-z]{6,24}(?![0-9A-Za-z_\-])")
_LEAD = re.compile(
    r"微 ?信|薇信|威信号|加微|(?<![0-9A-Za-z])v信|wechat|weixin|(?<![0-9A-Za-z])[vw]x",
    re.IGNORECASE,
)
_CHOSEN = re.compile(
    r"(?P<mark>(?:[/、和或及]?qq)?(?:[_ ]?id|同号|号码|账号|帐号|号)?\s?[:：=是为]?)"
    r"[\s\"'()（）#]{0,4}"
    r"(?P<name>[A-Za-z][0-9A-Za-z_\-]{5,19})(?![0-9A-Za-z_\-@.])",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"[A-Za-z][0-9A-Za-z_\-]{5,19}")


def is_account(cell: str) -> bool:
    """Could a whole cell be a chosen account name?  Only a heading can tell."""
    return _WHOLE.fullmatch(cell) is not None


def find(text: str, _today: date) -> Iterator[Candidate]:
    for given in _GIVEN.finditer(text):
        yield Candidate(*given.span(), Label.WECHAT, True, SpanGrade.VALID)
    for lead in _LEAD.finditer(text):
        match = _CHOSEN.match(text, lead.end())
        # `WeChat payment` is no account; `WeChat: payment` may be one.
        if match and (match["mark"].strip() or not match["name"].isalpha()):
            yield Candidate(*match.span("name"), Label.WECHAT, True, None)
