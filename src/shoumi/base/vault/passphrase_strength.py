"""About how hard a passphrase is to guess, so that whoever chooses one is told.

A rule of thumb on the safe side: what a guesser knows of words and keyboards is not looked up.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import StrEnum

# Bits a sign is worth: letters come in words, digits in dates, a Chinese character in phrases.
_LETTER, _DIGIT, _OTHER, _HAN = 2.0, 2.5, 4.0, 5.0
_FIRST_HAN = "\u3400"
_WEAK, _GOOD = 30, 60
_SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's, none is taken for another
_GROUPS, _IN_GROUP = 5, 5


class Grade(StrEnum):
    WEAK = "weak"
    FAIR = "fair"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Strength:
    bits: int
    grade: Grade


def of(text: str) -> Strength:
    seen: set[str] = set()
    bits = 0.0
    for place, sign in enumerate(text):
        step = ord(sign) - ord(text[place - 1]) if place else 2
        pair = text[place - 1 : place + 1]
        # Repeated, one further in the row, or two signs that came together before: worth nothing.
        if step not in (-1, 0, 1) and pair not in seen:
            bits += _worth(sign)
        seen.add(pair)
    whole = round(bits)
    grade = Grade.WEAK if whole < _WEAK else Grade.FAIR if whole < _GOOD else Grade.GOOD
    return Strength(whole, grade)


def _worth(sign: str) -> float:
    if sign >= _FIRST_HAN:
        return _HAN
    if sign.isdigit():
        return _DIGIT
    return _LETTER if sign.isalpha() or sign.isspace() else _OTHER


def suggested() -> str:
    """A fresh one of 125 random bits, in groups that can be copied by hand."""
    groups = ("".join(secrets.choice(_SIGNS) for _ in range(_IN_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)
