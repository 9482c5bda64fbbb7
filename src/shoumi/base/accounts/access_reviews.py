"""Each quarter every role is looked at anew: who answers for its holder keeps it or ends it, and
what nobody kept by the day it is due ends by itself (handbook 1.5).

The review gives each role an end; keeping it gives it back the one it had.  So it is by the clock
alone that a role ends, in sessions that are open too, and no job can be late.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from shoumi.base.accounts import queries, services
from shoumi.base.accounts.events import Tag
from shoumi.base.accounts.models import Grant
from shoumi.base.accounts.review_models import AccessReview, ReviewedRole
from shoumi.base.ledger import latest_entries, reader, writer
from shoumi.base.ledger.numbers import next_number
from shoumi.base.row_authentication import codes, verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.core import constants
from shoumi.core.calendar import CHINA, day_in_china
from shoumi.core.errors import Conflict, Missing, Refused
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role

OPENERS = (Role.HEAD, Role.DPO, Role.SEC)
ANSWERERS = (Role.HEAD, Role.DPO)
_DUTIES = ("1.5",)
_QUARTER = 3  # months


class NoSuchReview(Missing):
    code = "accounts.no_such_review"


class NoSuchReviewedRole(Missing):
    code = "accounts.no_such_reviewed_role"


class ReviewRuns(Conflict):
    """The last one is not due yet.  Facts: ``due``."""

    code = "accounts.review_runs"


class OwnRole(Refused):
    """Nobody answers for an own role; the protection officer does for the head, the head for
    everybody else."""

    code = "accounts.own_role"
    keeps = ("1.5",)


class RoleAnswered(Conflict):
    code = "accounts.role_answered"


class ReviewOver(Conflict):
    """It is due, so what nobody kept has ended."""

    code = "accounts.review_over"


def newest() -> AccessReview | None:
    """
    Raises:
        NotAuthentic
    """
    found = AccessReview.objects.order_by("-number").first()
    return verification.require([found])[0] if found else None


def roles_in(review: AccessReview) -> Sequence[ReviewedRole]:
    """Every role that the review asks about, by person.

    Raises:
        NotAuthentic: one was changed from outside, put in or taken out.
    """
    found = list(ReviewedRole.objects.filter(review=review.ref).order_by("person", "ref"))
    own = verification.require(found)
    if digest(own) != _asked(review):
        raise NotAuthentic(what=ReviewedRole._meta.db_table)
    return own


def digest(roles: Iterable[ReviewedRole]) -> str:
    """Of which roles are asked about."""
    lines = sorted(f"{one.ref}|{one.grant}|{one.person}|{one.role}|{one.deal}" for one in roles)
    return Digest.of("\n".join(lines).encode()).hex()


def _asked(review: AccessReview) -> object:
    opened = latest_entries.about([Tag.REVIEW_OPENED], review.ref)
    return reader.some(opened)[-1].line().facts["asked"] if opened else ""


def open_review(*, actor: Ref, at: datetime) -> AccessReview:
    """Ask about every role that somebody holds now; the calendar opens one each quarter.

    Raises:
        NotPermitted, NotAuthentic
        ReviewRuns: the last one is not due yet.
    """
    if actor != SYSTEM:
        queries.require(actor, at, *OPENERS)
    with transaction.atomic():
        writer.hold()
        last = newest()
        if last is not None and at < last.due_at:
            raise ReviewRuns(due=last.due_at)
        days = constants.get("operations.access_review_within").number
        made = AccessReview(
            ref=Ref.new("access"),
            number=next_number(AccessReview),
            opened_by=actor,
            opened_at=at,
            due_at=at + timedelta(days=days),
        )
        _ask_about(made, _running(at), actor, at)
    return made


def _running(at: datetime) -> list[Grant]:
    """Every role that runs, also of those who are stopped: they come back."""
    found = queries.given(at).filter(person__is_active=True).order_by("person", "ref")
    return verification.authentic(found.select_for_update())


def _ask_about(made: AccessReview, grants: list[Grant], actor: Ref, at: datetime) -> None:
    counts = {role: sum(one.role == role for one in grants) for role in queries.FOUNDERS}
    asked = [
        ReviewedRole(
            ref=Ref.new("accessrole"),
            review=made.ref,
            grant=one.ref,
            person=one.person_id,
            role=one.role,
            deal=one.deal,
            ends_at=one.until,
            runs_on=counts.get(Role(one.role)) == 1,
        )
        for one in grants
    ]
    facts: dict[str, Value] = {
        "number": made.number,
        "due": made.due_at,
        "roles": len(asked),
        "asked": Digest.fromhex(digest(asked)),
    }
    opened = writer.record(Event(Tag.REVIEW_OPENED, actor, Ref(made.ref), at, facts, _DUTIES))
    for row in (made, *asked):
        codes.put(row, opened.position)
    made.save(force_insert=True)
    ReviewedRole.objects.bulk_create(asked)
    for grant, one in zip(grants, asked, strict=True):
        if not one.runs_on and (grant.until is None or grant.until > made.due_at):
            _ends_at(grant, made.due_at, Tag.LIMITED, one, actor, at)


def _ends_at(
    grant: Grant, until: datetime | None, tag: Tag, one: ReviewedRole, actor: Ref, at: datetime
) -> None:
    grant.until = until
    facts: dict[str, Value] = {
        "person": Ref(grant.person_id),
        "role": Role(grant.role),
        "review": Ref(one.review),
    }
    facts |= {"until": until} if until else {}
    deal = Ref(grant.deal) if grant.deal else None
    event = Event(tag, actor, Ref(grant.ref), at, facts, _DUTIES, deal)
    codes.put(grant, writer.record(event).position)
    grant.save(update_fields=["until", *codes.STORED])


def keep_each(*, roles: Sequence[Ref], actor: Ref, at: datetime) -> list[ReviewedRole]:
    """Keep each of ``roles``, all or none.

    Raises:
        As ``answer``.
    """
    with transaction.atomic():
        return [answer(role=one, kept=True, actor=actor, at=at) for one in dict.fromkeys(roles)]


@transaction.atomic
def answer(*, role: Ref, kept: bool, actor: Ref, at: datetime) -> ReviewedRole:
    """Keep a role, which runs on as before the review, or end it at once.

    Raises:
        NotPermitted, NoSuchReviewedRole, OwnRole, RoleAnswered, NotAuthentic
        ReviewOver: it is due, and the role has ended by itself.
        LastHead, GrantOver: it cannot be ended, or is over already.
    """
    queries.require(actor, at, *ANSWERERS)
    found = ReviewedRole.objects.select_for_update().filter(ref=role).first()
    if found is None:
        raise NoSuchReviewedRole(role=role)
    verification.require([found])
    if not may_answer(actor, found, at):
        raise OwnRole
    if found.answered_at is not None:
        raise RoleAnswered
    review = verification.require([AccessReview.objects.get(ref=found.review)])[0]
    if at >= review.due_at and not found.runs_on:
        raise ReviewOver
    if kept:
        _keep(found, actor, at)
    else:
        services.revoke(grant=Ref(found.grant), actor=actor, at=at)
    found.is_kept, found.answered_by, found.answered_at = kept, actor, at
    facts: dict[str, Value] = {
        "review": Ref(found.review),
        "grant": Ref(found.grant),
        "kept": kept,
    }
    codes.put(found, writer.record(_answered(found, actor, at, facts)).position)
    found.save()
    return found


def _answered(found: ReviewedRole, actor: Ref, at: datetime, facts: Mapping[str, Value]) -> Event:
    return Event(Tag.REVIEW_ANSWERED, actor, Ref(found.ref), at, facts, _DUTIES)


def _keep(found: ReviewedRole, actor: Ref, at: datetime) -> None:
    grant = Grant.objects.select_for_update().get(ref=found.grant)
    verification.require([grant])
    if grant.until is not None and grant.until <= at:
        raise services.GrantOver
    if grant.until != found.ends_at:
        _ends_at(grant, found.ends_at, Tag.CONFIRMED, found, actor, at)


def may_answer(person: Ref, one: ReviewedRole, at: datetime) -> bool:
    """Whether ``person`` answers for the holder: the officer for a head, the head for others."""
    if person == one.person:
        return False
    wanted = Role.DPO if one.person in queries.who(Role.HEAD, at) else Role.HEAD
    return wanted in queries.roles(person, at)


def waiting_for(person: Ref, at: datetime) -> list[ReviewedRole]:
    """Roles that wait for a word of ``person``.

    Raises:
        NotAuthentic
    """
    last = newest()
    if last is None or not set(ANSWERERS) & queries.roles(person, at):
        return []
    waiting = [one for one in roles_in(last) if one.answered_at is None]
    if at >= last.due_at:
        waiting = [one for one in waiting if one.runs_on]
    over = set(Grant.objects.filter(_over(at)).values_list("ref", flat=True))
    return [one for one in waiting if one.grant not in over and may_answer(person, one, at)]


def _over(at: datetime) -> Q:
    return Q(until__isnull=False, until__lte=at)


def fault(at: datetime) -> str:
    """Why reviews do not do what 1.5 wants of them, as a code; empty where they do.

    Raises:
        NotAuthentic
    """
    last = newest()
    if last is None:
        return "gate.access_never_reviewed"
    late = constants.get("operations.access_review_within").number
    if at >= next_quarter(last.opened_at) + timedelta(days=late):
        return "gate.access_review_missed"
    if at < last.due_at:
        return ""
    running = {one.ref for one in _running_of(last, at)}
    left = [one for one in roles_in(last) if one.answered_at is None and one.grant in running]
    return "gate.access_unconfirmed" if left else ""


def _running_of(review: AccessReview, at: datetime) -> list[Grant]:
    own = ReviewedRole.objects.filter(review=review.ref, answered_at=None).values_list("grant")
    return list(queries.given(at).filter(ref__in=own))


def edges(at: datetime) -> list[datetime]:
    """When ``fault`` may say something else, by the clock alone."""
    last = newest()
    if last is None:
        return []
    late = constants.get("operations.access_review_within").number
    told = (last.due_at, next_quarter(last.opened_at) + timedelta(days=late))
    return [one for one in told if one > at]


def is_owed(at: datetime) -> bool:
    """Whether the calendar opens the next one: a quarter began since the last.

    The first is opened by people: a house that comes from an earlier version loses no role before
    somebody has looked.

    Raises:
        NotAuthentic
    """
    last = newest()
    return last is not None and at >= max(next_quarter(last.opened_at), last.due_at)


def next_quarter(at: datetime) -> datetime:
    """The first moment, in China, of the quarter after that of ``at``."""
    day = day_in_china(at)
    months = day.year * 12 + (day.month - 1) // _QUARTER * _QUARTER + _QUARTER
    return datetime(months // 12, months % 12 + 1, 1, tzinfo=CHINA)
