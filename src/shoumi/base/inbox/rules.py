"""How a mail address is confirmed, and what may be chosen of the mails."""

from __future__ import annotations

import secrets
import unicodedata
from datetime import time, timedelta
from enum import StrEnum

# Letters only, so that no code reads like a number of anybody; none that are mistaken for others.
_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ"
_GROUP, _GROUPS = 4, 2
CODE_VALID = timedelta(hours=24)
MOST_TRIES = 10
# Codes that are sent for one person in a day, so that nobody's mailbox is filled from here.
MOST_CODES = 10


class Language(StrEnum):
    """In which language somebody is written to."""

    ZH = "zh"
    EN = "en"


class Digest(StrEnum):
    """At what time of a working day, in China, the digest goes."""

    NONE = "none"
    AT_0700 = "07:00"
    AT_0730 = "07:30"
    AT_0800 = "08:00"
    AT_0830 = "08:30"
    AT_0900 = "09:00"
    AT_0930 = "09:30"
    AT_1000 = "10:00"
    AT_1200 = "12:00"
    AT_1400 = "14:00"
    AT_1600 = "16:00"
    AT_1800 = "18:00"
    AT_2000 = "20:00"


MORNING = time(8, 30)


def time_of(digest: Digest) -> time | None:
    return None if digest is Digest.NONE else time.fromisoformat(digest)


def digest_of(at: time | None) -> Digest:
    return Digest.NONE if at is None else Digest(f"{at:%H:%M}")


def make_code() -> str:
    """``ABCD-EFGH``: 35 bits, good for a day and ten tries."""
    signs = [secrets.choice(_LETTERS) for _ in range(_GROUP * _GROUPS)]
    return "-".join("".join(signs[at : at + _GROUP]) for at in range(0, len(signs), _GROUP))


def canonical(code: str) -> str:
    """What all ways of typing one code have in common: its letters."""
    typed = unicodedata.normalize("NFKC", code).upper()
    return "".join(sign for sign in typed if sign.isalpha())
