"""A grace: for a while the doors of a lapsed demand stand open, though its state stays what it is.

A house that is upgraded, or that waits for somebody outside, mends what lapsed while work goes on.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from functools import cache

from shoumi.core import constants
from shoumi.core.handbook.tables import table


class NoGrace(StrEnum):
    """Why a demand may have none."""

    OWN_WILL = "own_will"  # a person was told, agreed, refused or asked: nobody puts that off
    LAW_FIRST = "law_first"  # the law sets the day, or asks for it before the act (PIPL 47, 55, 57)
    EXPOSED = "exposed"  # information lies open meanwhile
    UNBOUND = "unbound"  # whoever is let in is bound by nothing
    GENERATED = "generated"  # a promise to the public is true or is not made


class GraceReason(StrEnum):
    """Stored and in the ledger: changing a value needs a migration."""

    TRANSITION = "transition"  # the house was upgraded, or a rule is new
    OUTSIDE = "outside"  # somebody outside the house is waited for
    ABSENCE = "absence"  # who answers for it is away
    REPAIR = "repair"  # it is being mended


@cache
def _kept() -> dict[str, NoGrace]:
    rows: dict[str, list[str]] = table("doors.toml")["no_grace"]
    return {duty: NoGrace(why) for why, duties in rows.items() for duty in duties}


def no_grace(duty: str) -> NoGrace | None:
    """Why a demand may have no grace; None where it may."""
    return _kept().get(duty)


@cache
def most_days() -> int:
    """How many days a grace lasts at most."""
    return int(constants.get("doors.grace_most").number)


@cache
def again_after() -> timedelta:
    """How long after a grace was granted the same demand may have another."""
    return timedelta(days=int(constants.get("doors.grace_again").number))
