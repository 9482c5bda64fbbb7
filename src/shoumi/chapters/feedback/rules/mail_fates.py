"""What became of a mail that came, and of one that the house sent.  Stored values: changing one
needs a migration."""

from __future__ import annotations

from enum import StrEnum


class Fate(StrEnum):
    REQUEST = "REQUEST"  # a new one
    ADDED = "ADDED"  # to the request it answers
    COPY = "COPY"  # the same mail once more
    TRIAL = "TRIAL"  # our own, by which the channel was tried
    ASIDE = "ASIDE"  # kept, for somebody to look at
    ACCEPTED = "ACCEPTED"  # somebody looked: it is a request
    DISMISSED = "DISMISSED"  # somebody looked: it is none


class Aside(StrEnum):
    """Why it is set aside."""

    MACHINE = "MACHINE"
    REPORT = "REPORT"
    OURS = "OURS"  # it comes from an address of the house
    NO_SENDER = "NO_SENDER"
    TOO_LARGE = "TOO_LARGE"
    BROKEN = "BROKEN"


# Nobody has to look at these for the house to have done its part.
QUIET = frozenset({Aside.MACHINE, Aside.REPORT, Aside.OURS})


class Purpose(StrEnum):
    RECEIPT = "RECEIPT"  # that a request came, by itself
    ANSWER = "ANSWER"  # a line of the record that is handed over
    TRIAL = "TRIAL"  # of the channel


class Delivery(StrEnum):
    QUEUED = "QUEUED"
    SENDING = "SENDING"  # nobody knows, where the worker died right then
    SENT = "SENT"
    FAILED = "FAILED"
    BOUNCED = "BOUNCED"


# Whoever is assigned hands it over another way.
UNDELIVERED = frozenset({Delivery.SENDING, Delivery.FAILED, Delivery.BOUNCED})
