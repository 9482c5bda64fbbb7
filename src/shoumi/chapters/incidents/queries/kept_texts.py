"""Under which names texts lie sealed in the keyring, whose they are, and until when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from shoumi.base.vault import secrets
from shoumi.chapters.incidents.models import (
    Breach,
    BreachStep,
    DrawnDrill,
    DutyContact,
    DutyPost,
    Liability,
    Lowering,
)
from shoumi.core import constants
from shoumi.core.calendar import anniversary, day_in_china
from shoumi.core.refs import Ref

_TEXTS: tuple[tuple[type[Any], tuple[str, ...]], ...] = (
    (Breach, ("account", "cause_text", "lesson")),
    (Lowering, ("reasons",)),
    (BreachStep, ("words",)),
    (Liability, ("account", "reply", "reasons")),
    (DutyContact, ("way",)),
    (DrawnDrill, ("account", "injects")),
)
TABLES = tuple(table for table, _ in _TEXTS)
TABLES = tuple(table for table, _ in _TEXTS)
_CHUNK = 500


def names_in(row: Any) -> set[Ref]:
    parts = dict(_TEXTS)[type(row)]
    return {Ref(name) for part in parts if (name := getattr(row, part))}


def rows_about(people: Sequence[Ref]) -> Iterator[Any]:
    """How somebody is reached, and what was said of somebody who may answer for an incident."""
    for at in range(0, len(people), _CHUNK):
        some = people[at : at + _CHUNK]
        yield from DutyContact.objects.filter(person__in=some)
        yield from Liability.objects.filter(person__in=some)


def names_about(people: Sequence[Ref]) -> set[Ref]:
    return {name for row in rows_about(people) for name in names_in(row)}


def every_name() -> set[Ref]:
    found = (row for table, _ in _TEXTS for row in table.objects.all())
    return {name for row in found for name in names_in(row)}


def remaining(people: Sequence[Ref]) -> int:
    """How many texts about ``people`` are still there."""
    return len(secrets.existing(names_about(people)))


def past_term(at: datetime) -> Iterator[Any]:
    """Contacts of who holds no post, and all of incidents that were closed so long ago."""
    held = DutyPost.objects.filter(left_at__isnull=True).values_list("person", "deputy")
    on_duty = {who for pair in held for who in pair}
    yield from (one for one in DutyContact.objects.all() if one.person not in on_duty)
    yield from DrawnDrill.objects.exclude(ended_at=None)  # the drill has its own
    over = [one for one in Breach.objects.exclude(closed_at=None) if _is_over(one, at)]
    yield from over
    refs = [one.ref for one in over]
    for table in (Lowering, BreachStep, Liability):
        yield from table.objects.filter(breach__in=refs)


def _is_over(one: Breach, at: datetime) -> bool:
    months = constants.get("retention.incident_text_retention").months
    closed = day_in_china(one.closed_at or at)
    return day_in_china(at) > anniversary(closed, months=months)
