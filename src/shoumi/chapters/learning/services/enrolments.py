"""Somebody takes a course whatever roles she or he holds yet; where somebody works."""

from __future__ import annotations

from datetime import datetime

from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import verification
from shoumi.chapters.learning.events import Tag
from shoumi.chapters.learning.models import Course
from shoumi.chapters.learning.queries import people
from shoumi.chapters.learning.services import rows
from shoumi.chapters.learning.services.courses import KEEPERS
from shoumi.chapters.learning.staff_models import Enrolment, Placement
from shoumi.core.refs import Ref

_DUTIES = ("19.2",)


def enrol(course: Course, person: Ref, actor: Ref, at: datetime) -> bool:
    """In the transaction of the caller; False where it is so already.

    Raises:
        NotPermitted, NoSuchPerson
    """
    accounts.require(actor, at, *KEEPERS)
    people.require_staff(person)
    writer.hold()
    if Enrolment.objects.filter(person=person, series=course.series).exists():
        return False
    made = Enrolment(
        ref=Ref.new("enrolment"),
        person=person,
        series=course.series,
        enrolled_by=actor,
        enrolled_at=at,
    )
    rows.keep(made, Tag.ENROLLED, {"person": person}, _DUTIES, actor, at)
    return True


def place(department: str, person: Ref, actor: Ref, at: datetime) -> bool:
    """In the transaction of the caller; False where it is so already.

    Raises:
        NotPermitted, NotAuthentic
    """
    accounts.require(actor, at, *KEEPERS)
    writer.hold()
    found = Placement.objects.filter(person=person).first()
    if found is None:
        found = Placement(ref=Ref.new("placement"), person=person)
    else:
        verification.require([found])
    if found.department == department:
        return False
    found.department, found.placed_by, found.placed_at = department, actor, at
    rows.keep(found, Tag.PLACED, {"person": person}, ("14.1",), actor, at)
    return True
