"""When a person's data rest because that person asked for it (PIPL 15, 44; handbook 10.2).

From the moment it is known who asks, until the request is decided; where it is granted they rest
until the person agrees to their use again, or nothing is left of the ground.  Whoever withdraws a
consent is asked nothing more: the data rest until it is taken back, which counts by itself then.
"""

from __future__ import annotations

from enum import StrEnum

from shoumi.chapters.feedback.rules import Kind, Outcome

RESTRICTING = frozenset({Kind.RESTRICT, Kind.OBJECT, Kind.WITHDRAW})


class Ending(StrEnum):
    """Why a restriction is over.  Stored values: changing one needs a migration."""

    REFUSED = "REFUSED"  # with its reason, which the person was told
    TAKEN_BACK = "TAKEN_BACK"  # by the person, before it was decided
    AGREED = "AGREED"  # the person agreed to the use again
    RENEWED = "RENEWED"  # by another request, in the place of one that a restore lost
    SORTED = "SORTED"  # the request turned out to ask for something else
    WITHDRAWN = "WITHDRAWN"  # what the person withdrew is taken back, and shuts by itself
    CLOSED = "CLOSED"  # nothing that was agreed to had to be taken back
    NO_GROUND = "NO_GROUND"  # what it rested on is gone, and the person was told


# Those that end one that was granted; the others follow from the request.
LIFTING = (Ending.AGREED, Ending.NO_GROUND)


def restricts(kind: Kind) -> bool:
    return kind in RESTRICTING


def withdraws(kind: Kind) -> bool:
    return kind is Kind.WITHDRAW


def ended_by(kind: Kind, outcome: Outcome) -> Ending | None:
    """What ends with the request itself; None: it is granted, so the data go on resting."""
    if outcome is Outcome.TAKEN_BACK:
        return Ending.TAKEN_BACK
    return Ending.CLOSED if withdraws(kind) else None
