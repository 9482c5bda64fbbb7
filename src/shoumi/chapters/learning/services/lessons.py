"""Somebody reads a lesson or an awareness item and signs for it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shoumi.base.ledger import writer
from shoumi.base.row_authentication import verification
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.events import Tag
from shoumi.chapters.learning.models import AwarenessItem, Course, Reading
from shoumi.chapters.learning.queries import packages, people
from shoumi.chapters.learning.services import certificates, rows
from shoumi.chapters.learning.services.errors import (
    AlreadyRead,
    NotPublished,
    NotTheirCourse,
)
from shoumi.chapters.learning.services.package_errors import PackageUnfinished
from shoumi.core.refs import Ref


def require_own(course: Course, actor: Ref, at: datetime) -> None:
    """
    Raises:
        NotPublished, NotTheirCourse, NoSuchPerson
    """
    people.require_staff(actor)
    if not people.is_open(course):
        raise NotPublished
    if not people.is_theirs(course, actor, at):
        raise NotTheirCourse


@transaction.atomic
def read_course(*, course: Ref, actor: Ref, at: datetime) -> Reading:
    """Signed for again once a year is over, for the next certificate.

    Raises:
        NoSuchCourse, NotAuthentic, NotPublished, NotTheirCourse, AlreadyRead
        PackageUnfinished: the course has a package that the actor has not worked through.
    """
    found = rows.held(Course, course)
    require_own(found, actor, at)
    if packages.is_owed(actor, found):
        raise PackageUnfinished
    made = _signed_again(found, actor, at) or _sign(found, ("19.2",), actor, at)
    certificates.issue_if_earned(found, actor, at)
    return made


@transaction.atomic
def read_item(*, item: Ref, actor: Ref, at: datetime) -> Reading:
    """
    Raises:
        NoSuchItem, NotAuthentic, NotPublished, AlreadyRead, NoSuchPerson
    """
    people.require_staff(actor)
    found = rows.held(AwarenessItem, item)
    if found.published_at is None:
        raise NotPublished
    return _sign(found, ("14.1",), actor, at)


def _signed_again(course: Course, actor: Ref, at: datetime) -> Reading | None:
    """None: it was never read, or less than a year ago."""
    writer.hold()
    one = Reading.objects.filter(person=actor, of=course.ref).first()
    if one is None or people.has_read_in_a_year(actor, course, at):
        return None
    verification.require([one])
    one.text_sha256, one.read_at = queries.text_digest(course), at
    return rows.keep(one, Tag.READ, {"person": actor, "of": Ref(course.ref)}, ("19.2",), actor, at)


def _sign(of: Course | AwarenessItem, duties: tuple[str, ...], actor: Ref, at: datetime) -> Reading:
    writer.hold()
    if Reading.objects.filter(person=actor, of=of.ref).exists():
        raise AlreadyRead
    made = Reading(
        ref=Ref.new("reading"),
        person=actor,
        of=of.ref,
        text_sha256=queries.text_digest(of),
        read_at=at,
    )
    return rows.keep(made, Tag.READ, {"person": actor, "of": Ref(of.ref)}, duties, actor, at)
