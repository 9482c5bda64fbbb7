"""Number plate of a motor vehicle, GA 36-2018.

Province character | authority letter (no I) | five places, at most two of them letters, or six
places for new-energy cars: a letter first (small) or last (large).  Some plates end in a Chinese
character in place of the fifth.  Small letters are read as capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from shoumi.core.scan import tables
from shoumi.core.scan.labels import Candidate, Label, SpanGrade

_MOST_LETTERS = 2


@cache
def _pattern() -> re.Pattern[str]:
    table = tables.read("plates")
    place = "[0-9A-HJ-NP-Z]"
    return re.compile(
        rf"[{table['provinces']}][A-HJ-Z][ ·.\-]?"
        rf"(?:(?P<green>[A-HJK]{place}[0-9]{{4}}|[0-9]{{5}}[A-HJK])"
        rf"|(?P<blue>{place}{{5}})|(?P<special>{place}{{4}})[{table['endings']}])"
        r"(?![0-9A-Za-z])",
        re.IGNORECASE,
    )


def _is_serial(places: str) -> bool:
    return sum(char.isalpha() for char in places) <= _MOST_LETTERS


def find(text: str, _today: date) -> Iterator[Candidate]:
    if text.isascii():
        return
    for match in _pattern().finditer(text):
        if match["green"] or _is_serial(match["blue"] or match["special"]):
            yield Candidate(*match.span(), Label.PLATE, True, SpanGrade.VALID)
