"""Under which names texts lie sealed in the keyring, whose they are, and until when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from shoumi.base.vault import secrets
from shoumi.chapters.incidents.models import (
    DutyContact,
    DutyPost,
)
from shoumi.core.refs import Ref

_TEXTS: tuple[tuple[type[Any], tuple[str, ...]], ...] = ((DutyContact, ("way",)),)
TABLES = tuple(table for table, _ in _TEXTS)
_CHUNK = 500


def names_in(row: Any) -> set[Ref]:
    parts = dict(_TEXTS)[type(row)]
    return {Ref(name) for part in parts if (name := getattr(row, part))}


def rows_about(people: Sequence[Ref]) -> Iterator[Any]:
    """How somebody is reached."""
    for at in range(0, len(people), _CHUNK):
        some = people[at : at + _CHUNK]
        yield from DutyContact.objects.filter(person__in=some)


def names_about(people: Sequence[Ref]) -> set[Ref]:
    return {name for row in rows_about(people) for name in names_in(row)}


def every_name() -> set[Ref]:
    found = (row for table, _ in _TEXTS for row in table.objects.all())
    return {name for row in found for name in names_in(row)}


def remaining(people: Sequence[Ref]) -> int:
    """How many texts about ``people`` are still there."""
    return len(secrets.existing(names_about(people)))


def past_term(at: datetime) -> Iterator[Any]:
    """Contacts of who holds no post."""
    held = DutyPost.objects.filter(left_at__isnull=True).values_list("person", "deputy")
    on_duty = {who for pair in held for who in pair}
    yield from (one for one in DutyContact.objects.all() if one.person not in on_duty)
