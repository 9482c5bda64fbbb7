"""What a thread may be about, how long a message may be, how names stand in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum

MOST_TEXT = 5_000
MOST_FILES = 5
MOST_BYTES = 5 * 2**20
# Every message is looked at again within that time, as the scan learns.
LOOKED_AT_WITHIN = timedelta(days=2)
_NAMED = re.compile(r"〔([a-z]{2,12}-[0-9a-z]{1,40})〕")


class On(StrEnum):
    """What a thread is about."""

    DEAL = "DEAL"
    PAPER = "PAPER"
    TASK = "TASK"
    PERSON = "PERSON"


def named(ref: str) -> str:
    """How somebody stands in a text in place of a name or a number."""
    return f"〔{ref}〕"


def parts(text: str) -> Sequence[tuple[str, str]]:
    """(words, reference) in turns: what stands between references, and each reference."""
    told, start = [], 0
    for match in _NAMED.finditer(text):
        told.append((text[start : match.start()], match.group(1)))
        start = match.end()
    return [*told, (text[start:], "")]
