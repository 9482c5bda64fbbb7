"""E-mail address.

The part of RFC 5321 that people use: dot-atom of ASCII, host name with a letter domain.  Around
it may stand any Han character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from shoumi.core.scan.labels import Candidate, Label, SpanGrade

_LONGEST_LOCAL = 64  # RFC 5321, 4.5.3.1.1
_LOCAL = re.compile(r"[0-9A-Za-z][0-9A-Za-z_%+\-]*(?:\.[0-9A-Za-z_%+\-]+)*\Z")
_HOST = re.compile(
    r"(?:[0-9A-Za-z](?:[0-9A-Za-z\-]{0,61}[0-9A-Za-z])?\.)+(?P<top>[A-Za-z]{2,24})(?![0-9A-Za-z\-])"
)
# `photo@2x.png` is a file.
_FILES = frozenset({"png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js", "ico", "pdf"})


def find(text: str, _today: date) -> Iterator[Candidate]:
    at = text.find("@")
    while at >= 0:
        before = text[max(0, at - _LONGEST_LOCAL) : at]
        local = _LOCAL.search(before)
        host = _HOST.match(text, at + 1)
        if local and host and host["top"].lower() not in _FILES:
            start = at - len(before) + local.start()
            yield Candidate(start, host.end(), Label.EMAIL, True, SpanGrade.VALID)
        at = text.find("@", at + 1)
