"""The answer to a request for access or a copy as one archive (PIPL 45; handbook 10.2)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from shoumi.chapters.feedback.rules import Kind, Proof
from shoumi.core import constants
from shoumi.core.calendar import day_in_china

PACKED = frozenset({Kind.ACCESS, Kind.COPY, Kind.PORTABILITY, Kind.RELATIVES})
# What may be about somebody else: a guardian's own data go to a guardian, and what people wrote
# down in their own words is looked through before it is told.
_OF_GUARDIANS = frozenset({"guardian_name", "guardian_mobile"})
_IN_OWN_WORDS = frozenset({"remark"})


def is_packed(kind: Kind) -> bool:
    return kind in PACKED


def may_get_of_child(proof: Proof) -> bool:
    """Of a child under fourteen all is handed to its guardian alone (PIPL 31)."""
    return proof is Proof.GUARDIAN


def left_out(fields: Collection[str], proof: Proof) -> tuple[str, ...]:
    """Those of ``fields`` that are not put in by themselves."""
    kept = _IN_OWN_WORDS | (frozenset() if proof is Proof.GUARDIAN else _OF_GUARDIANS)
    return tuple(sorted(kept & set(fields)))


def last_day(made_at: datetime) -> date:
    """Until when it can be fetched; the day after it is destroyed."""
    days = constants.get("rights.package_kept").number
    return day_in_china(made_at) + timedelta(days=days)
