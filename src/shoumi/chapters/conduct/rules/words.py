"""Closed words of the chapter: states, reasons, kinds.  Stored values."""

from __future__ import annotations

from enum import StrEnum


class Scope(StrEnum):
    """What an access token may be for here."""

    READ = "conduct:read"
    WRITE = "conduct:write"
    DECIDE = "conduct:decide"


class BookState(StrEnum):
    DRAFT = "DRAFT"
    IN_FORCE = "IN_FORCE"
    REPLACED = "REPLACED"


class Consulted(StrEnum):
    """With whom the rules were talked over (LCL 4)."""

    CONGRESS = "CONGRESS"
    ALL_STAFF = "ALL_STAFF"
    UNION = "UNION"


class Voice(StrEnum):
    """What somebody of the staff says of how a draft was talked over.  Stored values."""

    AGREES = "AGREES"
    RECORDED = "RECORDED"  # an opinion of mine stands in the record as I gave it
    NOT_HEARD = "NOT_HEARD"  # nobody asked me, or what I said is missing there


class CheckState(StrEnum):
    COMMITTED = "COMMITTED"
    DRAWN = "DRAWN"
    CLOSED = "CLOSED"


class Finding(StrEnum):
    """What a checker says of an access."""

    FITS = "FITS"
    UNCLEAR = "UNCLEAR"
    BREACH = "BREACH"


class Ground(StrEnum):
    """Why, for each finding."""

    OWN_TASK = "OWN_TASK"
    AGREED = "AGREED"
    ASKED_BY_CUSTOMER = "CUSTOMER"
    NEEDS_ANSWER = "ASK"
    NO_NEED = "NO_NEED"
    TOO_MANY = "TOO_MANY"
    OTHER_PURPOSE = "PURPOSE"


GROUNDS = {
    Finding.FITS: frozenset({Ground.OWN_TASK, Ground.AGREED, Ground.ASKED_BY_CUSTOMER}),
    Finding.UNCLEAR: frozenset({Ground.NEEDS_ANSWER}),
    Finding.BREACH: frozenset({Ground.NO_NEED, Ground.TOO_MANY, Ground.OTHER_PURPOSE}),
}


class CaseState(StrEnum):
    TOLD = "TOLD"
    DECIDED = "DECIDED"
    APPEALED = "APPEALED"
    FINAL = "FINAL"
    DROPPED = "DROPPED"


class Thanks(StrEnum):
    """How the house thanks; nothing of it touches pay by software."""

    PRAISE = "PRAISE"
    CERTIFICATE = "CERTIFICATE"
    DAY_OFF = "DAY_OFF"
    TRAINING = "TRAINING"
    MENTOR = "MENTOR"


class For(StrEnum):
    """What for."""

    REPORTED = "REPORTED"  # told of an own mistake or a danger at once
    STOPPED = "STOPPED"  # kept something from happening
    IMPROVED = "IMPROVED"
    HELPED = "HELPED"
    FAULTLESS = "FAULTLESS"  # a year of checks without a finding


class Danger(StrEnum):
    """Why somebody's access is suspended; it is no sanction and lasts until it is lifted."""

    SCORE = "SCORE"  # no person said so: signals together did
    SIGNALS = "SIGNALS"
    BREACH = "BREACH"
    ACCOUNT = "ACCOUNT"  # somebody else may be using it
