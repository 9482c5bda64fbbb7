"""Roles that ended and people who left after the copy are without them again.  A review that came
after it is lost with the ends that it gave: whoever answers for roles opens another."""

from __future__ import annotations

from django.db.models import Q

from shoumi.base.accounts import asks
from shoumi.base.accounts.events import Tag
from shoumi.base.accounts.models import Ask, Grant, Person
from shoumi.base.registry.replays import Replays, Told, replays
from shoumi.base.row_authentication import verification


def _ended(told: Told) -> bool:
    found = Grant.objects.filter(ref=told.line.about).first()
    if found is not None:
        found.until = max(told.line.at, found.since)
        found.save(update_fields=["until"])
    return True


def _retired(told: Told) -> bool:
    person, at = told.line.about, told.line.at
    grants = Grant.objects.filter(person=person)
    grants.filter(Q(until__isnull=True) | Q(until__gt=at), since__lte=at).update(until=at)
    Person.objects.filter(ref=person).update(is_active=False)
    return True


def _granted(told: Told) -> bool:
    """The role itself is lost; the wish it came of is used, so that nobody grants it once more."""
    ref, at = str(told.line.facts.get("request", "")), told.line.at
    own = verification.authentic(Ask.objects.filter(ref=ref, used_at=None))
    for wish in own:
        asks.mark_used(wish, at)
    Ask.objects.filter(ref=ref, used_at=None).update(used_at=at)
    return True


def of_events() -> Replays:
    return replays(
        # What stops an account is the review that did not come (emergency), as the copy has it.
        tells=[
            *(Tag.FOUNDED, Tag.REFUSED, Tag.STOPS, Tag.RUNS_AGAIN),
            *(Tag.REVIEW_OPENED, Tag.REVIEW_ANSWERED, Tag.LIMITED),
        ],
        widens=[Tag.ENROLLED, Tag.REQUESTED, Tag.CONFIRMED],
        narrows={
            Tag.MADE: _granted,
            Tag.ENDED: _ended,
            Tag.RETIRED: _retired,
        },
    )
