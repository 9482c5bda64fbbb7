"""Under which names texts of cases and rewards lie sealed in the keyring, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from shoumi.base.vault import secrets
from shoumi.chapters.conduct.models import Reward, StaffCase
from shoumi.chapters.conduct.rules.sanctions import TO_APPEAL
from shoumi.core import constants
from shoumi.core.calendar import anniversary, day_in_china
from shoumi.core.refs import Ref

Kept = StaffCase | Reward
_OF_CASE = ("account", "reply", "reasons", "appeal", "answer")
_CHUNK = 500


def names_in(row: Kept) -> set[Ref]:
    parts = _OF_CASE if isinstance(row, StaffCase) else ("words",)
    return {Ref(name) for part in parts if (name := getattr(row, part))}


def names_about(people: Sequence[Ref]) -> set[Ref]:
    found = set[Ref]()
    for at in range(0, len(people), _CHUNK):
        of = Q(person__in=people[at : at + _CHUNK])
        rows: list[Kept] = [*StaffCase.objects.filter(of), *Reward.objects.filter(of)]
        found |= {name for row in rows for name in names_in(row)}
    return found


def every() -> list[Kept]:
    """All that has texts, or had some."""
    return [*StaffCase.objects.order_by("id"), *Reward.objects.order_by("id")]


def every_name() -> set[Ref]:
    return {name for row in every() for name in names_in(row)}


def remaining(people: Sequence[Ref]) -> int:
    """How many texts about ``people`` are still there."""
    return len(secrets.existing(names_about(people)))


def over_at(row: Kept) -> datetime | None:
    """From when its term runs; None: the case is not over."""
    if isinstance(row, Reward):
        return row.given_at
    if ended := row.dropped_at or row.settled_at:
        return ended
    is_final = row.decided_at is not None and row.appealed_at is None
    return row.decided_at + TO_APPEAL if row.decided_at and is_final else None


def is_past_term(row: Kept, at: datetime) -> bool:
    """Whether no text of it is kept any more."""
    since = over_at(row)
    if since is None:
        return False
    months = constants.get("retention.staff_text_retention").months
    return day_in_china(at) > anniversary(day_in_china(since), months=months)
