"""Who stands in for whom, and who has an interest in a deal."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from shoumi.base.registry.shared_reads import shared
from shoumi.chapters.collaboration.duty_models import Absence, Interest
from shoumi.chapters.collaboration.queries.shared_tasks import every, gone_since
from shoumi.core.errors import Missing
from shoumi.core.refs import Ref

# Whoever stands in for somebody may be away too; further than this nobody is looked for.
_MOST = 3


class NoSuchAbsence(Missing):
    code = "raci.no_such_absence"


class NoSuchInterest(Missing):
    code = "raci.no_such_interest"


@shared
def absences() -> list[Absence]:
    """Those nobody ended, the oldest first.

    Raises:
        NotAuthentic
    """
    return [one for one in every(Absence) if one.returned_at is None]


def away(person: Ref, at: datetime) -> Absence | None:
    """The absence in which somebody is at a moment.

    Raises:
        NotAuthentic
    """
    found = [one for one in absences() if one.person == person and one.since <= at < one.until]
    return found[-1] if found else None


def acting(person: Ref, at: datetime) -> Ref | None:
    """Who answers where ``person`` does: that person or who stands in; None: nobody who is there.

    Raises:
        NotAuthentic
    """
    for _ in range(_MOST):
        gone = gone_since(person)
        if gone is not None and gone <= at:
            return None
        found = away(person, at)
        if found is None:
            return person
        person = Ref(found.deputy)
    return None


def edges(at: datetime) -> list[datetime]:
    """When an absence begins or ends that is not over.

    Raises:
        NotAuthentic
    """
    told = [moment for one in absences() for moment in (one.since, one.until)]
    return [moment for moment in told if moment > at]


def interests(deal: Ref) -> set[str]:
    """Who has an interest in ``deal``."""
    found = Interest.objects.filter(Q(deal=deal), cleared_at=None)
    return set(found.values_list("person", flat=True))


def absence(ref: Ref) -> Absence:
    """
    Raises:
        NoSuchAbsence
    """
    found = Absence.objects.filter(ref=ref).first()
    if found is None:
        raise NoSuchAbsence(absence=ref)
    return found


def interest(ref: Ref) -> Interest:
    """
    Raises:
        NoSuchInterest
    """
    found = Interest.objects.filter(ref=ref).first()
    if found is None:
        raise NoSuchInterest(interest=ref)
    return found
