"""What the scan can find and how sure it is.

Span grade = how sure (VALID, SUSPECT, SHAPE).  It is neither the data grade (L1-L4, how delicate)
nor the disclosure level of a room.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Label(StrEnum):
    """The labels of the scan contract.  On equal evidence the earlier label wins a span."""

    RESIDENT_ID = "RESIDENT_ID"
    USCC = "USCC"
    BANK_CARD = "BANK_CARD"
    EMAIL = "EMAIL"
    MOBILE = "MOBILE"
    LANDLINE = "LANDLINE"
    MAC = "MAC"
    IP = "IP"
    PLATE = "PLATE"
    PASSPORT = "PASSPORT"
    HK_MACAU_PERMIT = "HK_MACAU_PERMIT"
    TAIWAN_PERMIT = "TAIWAN_PERMIT"
    IMEI = "IMEI"
    WECHAT = "WECHAT"
    QQ = "QQ"
    DATE_OF_BIRTH = "DATE_OF_BIRTH"
    BANK_ACCOUNT = "BANK_ACCOUNT"
    ADDRESS = "ADDRESS"
    PERSON = "PERSON"


class SpanGrade(StrEnum):
    """How sure a span is.

    ``VALID``    every check and issue rule holds, and the shape or a word near it settles the kind
    ``SUSPECT``  a word or heading says what it is, but a check or an issue rule fails
    ``SHAPE``    right shape, and nothing proves it
    """

    VALID = "VALID"
    SUSPECT = "SUSPECT"
    SHAPE = "SHAPE"


@dataclass(frozen=True, slots=True)
class Span:
    """A finding.  Offsets in Unicode code points, end exclusive."""

    start: int
    end: int
    label: Label
    grade: SpanGrade


@dataclass(frozen=True, slots=True)
class Candidate:
    """A shape before its surroundings are read.

    ``is_sound``   every check digit and issue rule holds
    ``alone``      the grade it has when no word stands near it; None: not reported then
    ``is_strong``  the check is hard to pass by chance (a date, a region and a check digit)
    """

    start: int
    end: int
    label: Label
    is_sound: bool
    alone: SpanGrade | None
    is_strong: bool = False
