"""The levels of disclosure in plain functions (handbook 2, 12, 16; staged disclosure).

L1 shows counts, L2 de-identified rows, L3 a handful of named items to named reviewers.  L0 is the
public teaser and L4 the closing data; neither is a room.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from shoumi.core.terms import DealStage, DisclosureLevel, Role

# Who gets a room ready and opens it, who says yes to that, and who may shut it.
PREPARERS = (Role.CON, Role.DPO)
APPROVERS = (Role.DPO, Role.LEG, Role.TR)
SHUTTERS = (Role.CON, Role.DPO, Role.LEG, Role.TR, Role.SEC, Role.SUP, Role.HEAD)

# The milestone whose opening lets a room of the level open.
STAGE = {
    DisclosureLevel.L1: DealStage.DD_L1,
    DisclosureLevel.L2: DealStage.DD_L2,
    DisclosureLevel.L3: DealStage.DD_L3,
}


class State(StrEnum):
    """Stored values: changing one needs a migration."""

    PREPARED = "PREPARED"
    OPEN = "OPEN"
    SHUT = "SHUT"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a room of a level must keep.  All of it is product choice [P], none of it law."""

    k: int = 1
    distinct: int = 1  # l-diversity
    approvals: int = 1
    longest: timedelta = timedelta(days=60)
    ordinary_rows: int | None = None
    sensitive_rows: int | None = None


LIMITS = {
    DisclosureLevel.L1: Limits(k=10),
    DisclosureLevel.L2: Limits(k=5, distinct=2),
    # Far under the record counts at which criminal law begins (Interpretation (2017) 10, art. 5).
    DisclosureLevel.L3: Limits(
        approvals=2, longest=timedelta(hours=72), ordinary_rows=200, sensitive_rows=20
    ),
}


def is_approved(level: DisclosureLevel, requester: str, approvals: Collection[str]) -> bool:
    """Whoever asks for the room cannot approve it."""
    return len(set(approvals) - {requester}) >= LIMITS[level].approvals


def are_named(level: DisclosureLevel, named: Collection[str], persons: Collection[str]) -> bool:
    """May these persons enter?  Whom the approvers saw named, nobody replaces; a clean room has
    its reviewers named before it is approved."""
    is_bound = level is DisclosureLevel.L3 or bool(named)
    return bool(persons) and (not is_bound or set(persons) <= set(named))


def fits(level: DisclosureLevel, ordinary: int, sensitive: int) -> bool:
    """Are there few enough people in the room?"""
    limits = LIMITS[level]
    return (limits.ordinary_rows is None or ordinary <= limits.ordinary_rows) and (
        limits.sensitive_rows is None or sensitive <= limits.sensitive_rows
    )
