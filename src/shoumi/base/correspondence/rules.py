"""How letters go on, decided without looking anywhere.

Two clocks: what happened is told by the house's time; tries and waits go by real time.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from shoumi.core.letters.choice import Way

__all__ = ["Failure", "Occasion", "Part", "State", "Way"]


class State(StrEnum):
    """Stored values: changing one needs a migration."""

    QUEUED = "queued"
    TO_PRINT = "to_print"  # goes on paper, in the next file to be printed
    PRINTED = "printed"  # in a file; nobody said yet that it was posted
    SENDING = "sending"  # handed over this moment; where the worker died, nobody knows
    SENT = "sent"  # relay, vendor or post took it
    DELIVERED = "delivered"  # and says that it arrived
    BOUNCED = "bounced"  # and says that it did not
    FAILED = "failed"  # there was nowhere to send it, or it was given up
    DROPPED = "dropped"  # not needed any more, or the person may not be written to


class Occasion(StrEnum):
    """What is written.  Stored values."""

    NOTICE = "notice"
    REMINDER = "reminder"
    INCIDENT = "incident"


class Failure(StrEnum):
    """Why a letter did not arrive, where the house says so.  Beside these stand codes of vendors
    and mail servers.  Stored values."""

    NO_ADDRESS = "letters.no_address"
    RETURNED = "letters.returned"
    UNPRINTABLE = "letters.unprintable"
    DOUBTFUL = "letters.doubtful"
    NOT_LET = "letters.not_let"
    NOT_DELIVERED = "letters.not_delivered"
    ADDRESS_UNFIT = "outbox.address_unfit"


class Part(StrEnum):
    """What a way needs of a person, by the codes of the field register."""

    MOBILE = "mobile"
    EMAIL = "email"
    ADDRESS = "address"
    NAME = "name"
    GUARDIAN_MOBILE = "guardian_mobile"
    GUARDIAN_NAME = "guardian_name"


# What a letter may become from here on.
WAITING = frozenset({State.QUEUED, State.TO_PRINT, State.PRINTED, State.SENDING})
OUT = frozenset({State.SENT, State.DELIVERED})
LOST = frozenset({State.BOUNCED, State.FAILED})

CHUNK = 50  # people whose addresses are opened at once
MAX_TRIES = 8  # of one letter, where the other side says "later"
LEASE = timedelta(minutes=2)  # of who works on a batch
# A worker that is silent so long has handed its letter over, or never will.
DOUBT_AFTER = timedelta(minutes=1)
# A vendor that knows no message of ours by then never got it.
UNKNOWN_AFTER = timedelta(minutes=10)
# When a vendor is asked whether a text message arrived, after it took it.
ASKED_AFTER = (timedelta(minutes=1), timedelta(minutes=15), timedelta(hours=3), timedelta(days=1))
MAX_ASKED = 200  # in one run
MAX_PAPER = 10_000  # letters in one file to be printed: some 40 MB, a minute
