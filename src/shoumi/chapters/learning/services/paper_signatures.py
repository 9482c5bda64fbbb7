"""Signatures on paper at a session on site: the teacher keeps the sheet and enters who signed it,
and each of them confirms it by an account of her or his own.

The sheet is stored sealed, its digest stands in the ledger, and each entry names it; so whoever
doubts one looks at the sheet.  An entry counts for a certificate once its person confirmed it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from shoumi.base.documents import store, upload_rules
from shoumi.base.documents.events import Kind
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import verification
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.events import Tag
from shoumi.chapters.learning.file_models import SheetConfirmation, SignedSheet
from shoumi.chapters.learning.models import Attendance, Session
from shoumi.chapters.learning.queries import people, sheet_entries
from shoumi.chapters.learning.services import certificates, rows
from shoumi.chapters.learning.services.errors import NotTheTeacher
from shoumi.chapters.learning.services.sheet_errors import (
    NobodyEntered,
    NothingToConfirm,
    NotOverYet,
    SheetLate,
    TeacherOnSheet,
)
from shoumi.core.ledger.leaf import Digest, Value
from shoumi.core.refs import Ref

DUTIES = ("19.2",)
# Whoever enters it later has no way to remember who sat there.
ENTERED_WITHIN = timedelta(days=14)


def enter(
    *, session: Ref, persons: Collection[Ref], sheet: bytes, actor: Ref, at: datetime
) -> SignedSheet:
    """``persons``  who stands on the sheet; who signed in by the code already stays as that is

    Raises:
        NoSuchSession, NotAuthentic, NoSuchPerson
        NotTheTeacher, NotOverYet, SheetLate, NobodyEntered, TeacherOnSheet
        NotAPaper, PaperTooLarge: the sheet is neither PDF, PNG nor JPEG.
    """
    [found] = verification.require([queries.get(Session, session)])
    if actor != found.teacher:
        raise NotTheTeacher
    if at < found.ends_at:
        raise NotOverYet
    if at >= found.ends_at + ENTERED_WITHIN:
        raise SheetLate(days=ENTERED_WITHIN.days)
    wanted = list(dict.fromkeys(persons))
    if actor in wanted:
        raise TeacherOnSheet
    for person in wanted:
        people.require_staff(person)
    upload_rules.must_fit(sheet)
    with transaction.atomic():
        writer.hold()
        signed = Attendance.objects.filter(session=session, person__in=wanted)
        there = {one.person for one in verification.require(signed)}
        new = [person for person in wanted if person not in there]
        if not new:
            raise NobodyEntered
        kept = _kept(found, sheet, actor, at)
        for person in new:
            _entered(found, kept, person, actor, at)
    return kept


@transaction.atomic
def confirm(*, session: Ref, actor: Ref, at: datetime) -> Attendance:
    """The actor was in the session and signed its sheet; by nobody else's account.

    Raises:
        NoSuchSession, NotAuthentic
        NothingToConfirm: the actor stands on no sheet of it, or confirmed that.
    """
    rows.held(Session, session)
    writer.hold()
    own = verification.require(Attendance.objects.filter(session=session, person=actor))
    refs = sheet_entries.entered(one.ref for one in own)
    entered = [one for one in own if one.ref in refs]
    if not entered or SheetConfirmation.objects.filter(attendance__in=refs).exists():
        raise NothingToConfirm
    [attendance] = entered
    made = SheetConfirmation(
        ref=Ref.new("confirmed"), attendance=attendance.ref, person=actor, confirmed_at=at
    )
    facts: dict[str, Value] = {"person": actor, "attendance": Ref(attendance.ref)}
    rows.keep(made, Tag.CONFIRMED, facts, DUTIES, actor, at)
    certificates.issue_all_earned(actor, at)
    return attendance


def _kept(session: Session, sheet: bytes, actor: Ref, at: datetime) -> SignedSheet:
    document = store.put(sheet, kind=Kind.EVIDENCE, deal=None, actor=actor, at=at)
    made = SignedSheet(
        ref=Ref.new("sheet"),
        session=session.ref,
        document=document.ref,
        content_sha256=hashlib.sha256(sheet).hexdigest(),
        entered_by=actor,
        entered_at=at,
    )
    facts: dict[str, Value] = {
        "session": Ref(session.ref),
        "content": Digest.fromhex(made.content_sha256),
    }
    return rows.keep(made, Tag.SHEET_KEPT, facts, DUTIES, actor, at)


def _entered(session: Session, sheet: SignedSheet, person: Ref, actor: Ref, at: datetime) -> None:
    """It counts from when the session began: that is what was signed."""
    made = Attendance(
        ref=Ref.new("attended"),
        session=session.ref,
        person=person,
        signed_at=session.begins_at,
        countersigned_at=at,
        countersigned_by=actor,
    )
    facts: dict[str, Value] = {
        "person": person,
        "session": Ref(session.ref),
        "sheet": Ref(sheet.ref),
    }
    rows.keep(made, Tag.ENTERED, facts, DUTIES, actor, at)
