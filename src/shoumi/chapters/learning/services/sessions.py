"""A session on site: planned, signed in to by the code on the wall, countersigned."""

from __future__ import annotations

import secrets as randomness
from datetime import datetime, timedelta

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import verification
from shoumi.base.vault import secrets
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.events import Tag
from shoumi.chapters.learning.models import Attendance, Course, Session
from shoumi.chapters.learning.queries import people
from shoumi.chapters.learning.rules import attendance_codes
from shoumi.chapters.learning.services import certificates, rows
from shoumi.chapters.learning.services.courses import KEEPERS
from shoumi.chapters.learning.services.errors import (
    AlreadySigned,
    CodeNotGood,
    NobodySigned,
    NotInSession,
    NotPublished,
    NotTheTeacher,
    SessionUnfit,
    TextLacks,
)
from shoumi.core.ledger.leaf import Value
from shoumi.core.refs import Ref

DUTIES = ("19.2",)
_LONGEST = timedelta(hours=12)
_SECRET_BYTES = 32
_PLACE = ("地点", "place")


def plan(
    *,
    course: Ref,
    place: str,
    teacher: Ref,
    begins_at: datetime,
    ends_at: datetime,
    actor: Ref,
    at: datetime,
) -> Session:
    """
    Raises:
        NotPermitted, NoSuchCourse, NotPublished, NoSuchPerson
        SessionUnfit: it ends before it begins, lasts longer than twelve hours, or is over.
        TextLacks
    """
    accounts.require(actor, at, *KEEPERS)
    found = queries.get(Course, course)
    if not people.is_open(found):
        raise NotPublished
    if not place.strip():
        raise TextLacks(part=_PLACE)
    if not begins_at < ends_at <= begins_at + _LONGEST or ends_at <= at:
        raise SessionUnfit
    people.require_staff(teacher)
    ref = Ref.new("class")
    # Before the row, which names it.
    secrets.keep(ref, randomness.token_bytes(_SECRET_BYTES), at=at)
    made = Session(
        ref=ref,
        course=found.ref,
        place=place.strip(),
        teacher=teacher,
        begins_at=begins_at,
        ends_at=ends_at,
        planned_by=actor,
    )
    with transaction.atomic():
        return rows.keep(made, Tag.PLANNED, {"course": course}, DUTIES, actor, at)


def code(*, session: Ref, actor: Ref, at: datetime) -> str:
    """What is on the wall right now, for the teacher's screen alone.

    Raises:
        NoSuchSession, NotAuthentic, NotTheTeacher, NotInSession, NoKey
    """
    [found] = verification.require([queries.get(Session, session)])
    if actor != found.teacher:
        raise NotTheTeacher
    _require_on(found, at)
    return attendance_codes.make(secrets.read(session).reveal(), session, at)


def _require_on(session: Session, at: datetime) -> None:
    if not session.begins_at <= at < session.ends_at:
        raise NotInSession


def sign_in(*, session: Ref, code: str, actor: Ref, at: datetime) -> Attendance:
    """
    Raises:
        NoSuchSession, NotAuthentic, NotInSession, NoSuchPerson, NoKey
        CodeNotGood: it was made more than thirty seconds ago, or is another's.
        AlreadySigned
    """
    people.require_staff(actor)
    [found] = verification.require([queries.get(Session, session)])
    _require_on(found, at)
    secret = secrets.read(session).reveal()
    if not attendance_codes.is_good(code, secret, session, at):
        raise CodeNotGood
    with transaction.atomic():
        writer.hold()
        if Attendance.objects.filter(session=session, person=actor).exists():
            raise AlreadySigned
        made = Attendance(ref=Ref.new("attended"), session=session, person=actor, signed_at=at)
        return rows.keep(made, Tag.SIGNED, _facts(made), DUTIES, actor, at)


def _facts(row: Attendance) -> dict[str, Value]:
    return {"person": Ref(row.person), "session": Ref(row.session)}


@transaction.atomic
def countersign(
    *, session: Ref, actor: Ref, at: datetime, absent: frozenset[str] = frozenset()
) -> int:
    """The teacher says of everybody who signed in that she or he was in the room.

    ``absent``  those who were not: they stay without
    Returns how many were countersigned.

    Raises:
        NoSuchSession, NotAuthentic, NotTheTeacher, NobodySigned
    """
    found = rows.held(Session, session)
    if actor != found.teacher:
        raise NotTheTeacher
    waiting = Attendance.objects.select_for_update().filter(session=session, countersigned_at=None)
    signed = [
        one
        for one in verification.require(waiting.order_by("id"))
        if one.person != actor and one.person not in absent
    ]
    if not signed:
        raise NobodySigned
    for one in signed:
        one.countersigned_at, one.countersigned_by = at, actor
        rows.keep(one, Tag.COUNTERSIGNED, _facts(one), DUTIES, actor, at)
    for one in signed:
        certificates.issue_all_earned(Ref(one.person), at)
    return len(signed)


def waiting(session: Session) -> list[Attendance]:
    """Who signed in and waits for the teacher."""
    return list(Attendance.objects.filter(session=session.ref, countersigned_at=None))
