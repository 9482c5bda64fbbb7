"""Chapter 5 in plain functions.  No database, no clock, no framework.

Sources: PIPL 21, 55(3), 56, 57, 59; Network Data Security Regulation 12; GB/T 35273 9.1; handbook
5.1-5.3.  ``questions`` is the questionnaire, ``score`` what answers are worth, ``agreement`` what
a data processing agreement says, ``conditions`` whether data may reach a vendor now.
"""

from __future__ import annotations

from enum import StrEnum


class Scope(StrEnum):
    """What an access token may be for here.  Stored values."""

    READ = "vendors:read"
    WRITE = "vendors:write"
    SIGN = "vendors:sign"


class Service(StrEnum):
    """What a vendor does for the house.  Stored values: changing one needs a migration."""

    TEXT_MESSAGES = "TEXT_MESSAGES"
    MAIL = "MAIL"
    LETTERS = "LETTERS"  # prints and posts
    CALLS = "CALLS"
    STORAGE = "STORAGE"
    OTHER = "OTHER"


class Part(StrEnum):
    """What of a vendor or a report has to be there.  Stored nowhere."""

    NAME = "name"
    PLACE = "place"
    WAYS = "ways"
    PURPOSES = "purposes"
    FIELDS = "fields"
    WORDS = "words"


class State(StrEnum):
    """Stored values: changing one needs a migration."""

    ACTIVE = "ACTIVE"
    ENDED = "ENDED"
