"""Which emergencies there were, what waits for a review, and whom to tell.  Nothing here writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connections
from django.db.models import Q, QuerySet

from shoumi.base.accounts import queries as accounts
from shoumi.base.emergency import rules
from shoumi.base.emergency.errors import NobodyToTell, NoSuchEmergency
from shoumi.base.emergency.events import Tag
from shoumi.base.emergency.models import Emergency
from shoumi.base.ledger import latest_entries, reader
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.core.refs import Ref
from shoumi.core.terms import Role


@dataclass(frozen=True, slots=True)
class Officers:
    """Two people who are not the opener."""

    protection: Ref
    second: Ref


def officers(opener: Ref, at: datetime) -> Officers:
    """
    Raises:
        NobodyToTell
    """
    first = [one for one in accounts.who(Role.DPO, at) if one != opener]
    others = [one for role in rules.SECOND for one in accounts.who(role, at)]
    for protection in first:
        for second in others:
            if second not in (opener, protection):
                return Officers(protection, second)
    raise NobodyToTell


def get(ref: Ref) -> Emergency:
    """
    Raises:
        NoSuchEmergency
    """
    found = Emergency.objects.select_related("person", "reviewed_by").filter(ref=ref).first()
    if found is None:
        raise NoSuchEmergency
    return found


def to_review() -> QuerySet[Emergency]:
    """The first due first."""
    found = Emergency.objects.filter(reviewed_at__isnull=True).select_related("person")
    return found.order_by("due_at", "ref")


def require_known(person: Ref) -> None:
    """How many somebody opened, and which wait for a review, can be told only where no emergency
    of that person is other than the ledger says, or gone.

    Raises:
        NotAuthentic
    """
    false = verification.all_of(Emergency).false
    gone = verification.deleted(Emergency)
    if not false and not gone:
        return
    told = {one.person_id for one in false} | {str(line.actor) for line in gone}
    for one in false:
        made = reader.some(latest_entries.about([Tag.OPENED], one.ref))
        told |= {str(entry.line().actor) for entry in made}
    if person in told:
        raise NotAuthentic(what=Emergency._meta.db_table)


def count_to_review() -> int:
    """How many there are; in SQL, because every page of an officer says so."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM emergency_emergency WHERE reviewed_at IS NULL")
        return int(cursor.fetchone()[0])


def is_seen_by(one: Emergency, actor: Ref, roles: frozenset[Role]) -> bool:
    return one.person_id == actor or bool(roles & {*rules.WATCHERS, Role.SUP, Role.AUD})


def seen_by(actor: Ref, roles: frozenset[Role]) -> QuerySet[Emergency]:
    """All of them for who watches or oversees, one's own for others; the newest first."""
    found = Emergency.objects.select_related("person", "reviewed_by")
    if roles & {*rules.WATCHERS, Role.SUP, Role.AUD}:
        return found
    return found.filter(person=actor)


def left(person: Ref, at: datetime) -> int:
    """How many more this quarter allows."""
    had = Emergency.objects.filter(person=person, quarter=rules.quarter(at)).count()
    return max(0, rules.most() - had)


def counts(at: datetime) -> tuple[int, int, int]:
    """In this quarter: opened, not justified, not reviewed in time."""
    found = Emergency.objects.filter(quarter=rules.quarter(at))
    late = Q(reviewed_at__isnull=True, due_at__lte=at) | Q(overdue__isnull=False)
    return (
        found.count(),
        found.filter(outcome="not_justified").count(),
        found.filter(late).count(),
    )
