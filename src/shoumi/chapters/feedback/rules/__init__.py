"""Chapter 10 in plain functions.  No database, no clock, no framework.

Sources: PIPL 15, 24, 44-50, 52(2); Network Data Security Regulation 20, 23, 25; GB/T 35273 8.1-8.8;
handbook 10.1-10.3.  ``reply_clock`` counts until when an answer is due, ``whole_record`` says what
a request lacks before it may be closed, ``channel_trials`` which ways in are known to work.
"""

from __future__ import annotations

from enum import StrEnum


class Scope(StrEnum):
    """What an access token may be for here.  Stored values."""

    READ = "feedback:read"
    WRITE = "feedback:write"
    ANSWER = "feedback:answer"
    TEXTS = "feedback:texts"


class Kind(StrEnum):
    """What somebody asks for.  Stored values: changing one needs a migration."""

    KNOW = "KNOW"  # PIPL 44, 48: the rules of processing
    ACCESS = "ACCESS"  # 45
    COPY = "COPY"  # 45
    PORTABILITY = "PORTABILITY"  # 45(3)
    CORRECT = "CORRECT"  # 46; supplements too
    DELETE = "DELETE"  # 47
    RESTRICT = "RESTRICT"  # 44
    OBJECT = "OBJECT"  # 44
    WITHDRAW = "WITHDRAW"  # 15
    EXPLAIN = "EXPLAIN"  # 24(3): an automated decision
    CLOSE_ACCOUNT = "CLOSE_ACCOUNT"
    RELATIVES = "RELATIVES"  # 49: of somebody who died
    COMPLAINT = "COMPLAINT"
    QUESTION = "QUESTION"


# Whoever asks for one of these learns or changes nothing about anybody, so nobody has to prove who
# he or she is.
WITHOUT_PROOF = frozenset({Kind.KNOW, Kind.COMPLAINT, Kind.QUESTION})


def needs_proof(kind: Kind) -> bool:
    return kind not in WITHOUT_PROOF


class Way(StrEnum):
    """By which channel something is said.  Stored values: changing one needs a migration."""

    PHONE = "PHONE"
    MAIL = "MAIL"
    CHAT = "CHAT"
    TEXT_MESSAGE = "TEXT_MESSAGE"
    LETTER = "LETTER"
    COUNTER = "COUNTER"
    PORTAL = "PORTAL"
    API = "API"


class State(StrEnum):
    """Stored values: changing one needs a migration."""

    OPEN = "OPEN"
    ANSWERED = "ANSWERED"  # the answer was handed over; the outcome is not recorded yet
    CLOSED = "CLOSED"


class Proof(StrEnum):
    """How somebody proved who he or she is: never more than was asked when data were collected.
    Stored values: changing one needs a migration."""

    NOTICE_CODE = "NOTICE_CODE"  # the code of the own notice
    TWO_VALUES = "TWO_VALUES"  # two values that are registered
    IN_PERSON = "IN_PERSON"  # known at the counter
    GUARDIAN = "GUARDIAN"
    AGENT = "AGENT"  # with a power of attorney
    RELATIVE = "RELATIVE"  # of somebody who died, with papers that show it


class Part(StrEnum):
    """What one line of the record is.  Stored values: changing one needs a migration."""

    RECEIVED = "RECEIVED"
    ATTACHED = "ATTACHED"  # a file that came with what stands before it
    NOTE = "NOTE"  # internal: never handed over
    ASKED = "ASKED"  # the person is asked for something; the clock rests
    ADDED = "ADDED"  # the person said more
    EXTENDED = "EXTENDED"
    REPLY = "REPLY"
    REFUSAL = "REFUSAL"
    CHAT = "CHAT"  # what the house said in the chat that the request came from
    CALL = "CALL"  # the recording of a call, of which the person was told at its beginning


# What the person may read: everything but notes of the house.
SHOWN = frozenset(Part) - {Part.NOTE}
# What the house hands over to the person.
HANDED = frozenset({Part.ASKED, Part.EXTENDED, Part.REPLY, Part.REFUSAL})
# Lines that stand for a file.
FILES = frozenset({Part.ATTACHED, Part.CALL})


class Ground(StrEnum):
    """Why it is refused.  Stored values: changing one needs a migration."""

    NOT_PROVEN = "NOT_PROVEN"
    EXCESSIVE = "EXCESSIVE"  # repeated far beyond what is reasonable
    HARMS_OTHERS = "HARMS_OTHERS"
    KEPT_BY_LAW = "KEPT_BY_LAW"  # PIPL 47: a term of law has not ended
    SECRET_BY_LAW = "SECRET_BY_LAW"  # PIPL 18, 35  # noqa: S105
    NOT_FEASIBLE = "NOT_FEASIBLE"


class Delay(StrEnum):
    """Why the answer takes longer.  Stored values: changing one needs a migration."""

    COMPLEX = "COMPLEX"
    MANY = "MANY"  # of the same person, or of many at once
    OTHERS_ASKED = "OTHERS_ASKED"  # recipients and vendors have to answer first


class Outcome(StrEnum):
    """How it ended.  Stored values: changing one needs a migration."""

    GRANTED = "GRANTED"
    PARTLY = "PARTLY"
    ANSWERED = "ANSWERED"  # there was nothing to grant: a question, a complaint
    REFUSED = "REFUSED"
    TAKEN_BACK = "TAKEN_BACK"  # by the person
