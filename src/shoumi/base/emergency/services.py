"""Open in an emergency, review it, and write down what was not reviewed in time."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import AbstractContextManager
from datetime import datetime

from django.db import IntegrityError, transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts import stops
from shoumi.base.emergency import notifications, queries, rules
from shoumi.base.emergency.errors import (
    FieldsUnfit,
    NoneLeft,
    NoSuchCustomer,
    OpensTasks,
    OwnReview,
    Reviewed,
)
from shoumi.base.emergency.events import Note, Outcome, Tag, Why
from shoumi.base.emergency.models import Emergency
from shoumi.base.gate.tasks import NoSuchTask, Own, Work, close_task, fields_digest, open_work
from shoumi.base.gate.tasks import registered_fields as registered
from shoumi.base.ledger import refusals, writer
from shoumi.base.row_authentication import codes, verification
from shoumi.base.subjects.ledger_pseudonyms import pseudonyms
from shoumi.base.subjects.models import State, Subject
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import SYSTEM, Ref

DUTIES = ("1.3", "1.5")
_REVIEW = ("reviewed_by", "reviewed_at", "outcome", "note")


def open_emergency(
    *, subject: Ref, fields: Collection[str], reason: str, actor: Ref, at: datetime
) -> Emergency:
    """Open ``fields`` of one customer for the actor alone, for thirty minutes, without approval.

    Task, notices and the date of the account's stop are of one transaction: what cannot be told
    is not opened.  No value is shown by it; every reveal asks the gate as for any other task.

    Raises:
        NotPermitted: the actor is neither customer service nor security officer.
        OpensTasks: the actor opens tasks, and needs no emergency.
        NoneLeft: twice in this quarter already.
        NobodyToTell, NoSuchCustomer, ReasonUnfit, ReasonNames, FieldsUnfit
        NotAuthentic: a role or an emergency of the actor was changed or taken away from outside.
    """
    with _kept(actor, actor, at), transaction.atomic():
        writer.hold()
        accounts.require(actor, at, *rules.OPENERS)
        accounts.require_known(actor)
        if accounts.all_roles(actor, at) & {*rules.REVIEWERS}:
            raise OpensTasks
        text, wanted = rules.reason(reason), frozenset(fields)
        if not wanted or not wanted <= set(registered(rules.PURPOSE)):
            raise FieldsUnfit
        row = Subject.objects.filter(ref=subject).exclude(state=State.DESTROYED).first()
        if row is None:
            raise NoSuchCustomer
        return _opened(row, wanted, text, actor, at)


def _opened(
    row: Subject, fields: frozenset[str], reason: str, actor: Ref, at: datetime
) -> Emergency:
    told = queries.officers(actor, at)
    queries.require_known(actor)
    number = rules.most() - queries.left(actor, at) + 1
    if number > rules.most():
        raise NoneLeft(most=rules.most())
    subject, deal = Ref(row.ref), Ref(row.deal)
    ends_at = at + rules.lasts()
    work = Work(rules.PURPOSE, deal, [actor], rules.ACTS, fields, ends_at, subject, Own.EMERGENCY)
    task = open_work(work, actor=actor, at=at)
    made = Emergency(
        ref=Ref.new("emergency"),
        person_id=actor,
        deal=deal,
        subject=subject,
        task=task,
        fields=sorted(fields),
        reason=reason,
        quarter=rules.quarter(at),
        number=number,
        opened_at=at,
        ends_at=ends_at,
        due_at=at + rules.review_within(),
    )
    facts: dict[str, Value] = {
        "subject": pseudonyms([subject])[subject],
        "task": task,
        "fields": fields_digest(fields),
        "reason": Digest.of(reason.encode()),
        "number": number,
        "until": made.ends_at,
    }
    event = Event(Tag.OPENED, actor, Ref(made.ref), at, facts, DUTIES, deal)
    made.position = writer.record(event).position
    codes.put(made, made.position)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise NoneLeft(most=rules.most()) from error
    _tell(made, told, actor, at)
    _settle(actor, actor, at)
    return made


def _tell(made: Emergency, told: queries.Officers, actor: Ref, at: datetime) -> None:
    facts: dict[str, Value] = {
        "protection": told.protection,
        "second": told.second,
        "messages": notifications.opened(made, actor, at),
    }
    event = Event(Tag.NOTIFIED, actor, Ref(made.ref), at, facts, DUTIES, Ref(made.deal))
    writer.record(event)


def review(*, emergency: Ref, outcome: Outcome, note: Note, actor: Ref, at: datetime) -> None:
    """Say whether it was right; what is open of it ends, and a stopped account runs again.

    Raises:
        NotPermitted: the actor is neither protection officer nor head.
        OwnReview: the actor opened it.
        NoteUnfit, NoSuchEmergency, Reviewed
        NotAuthentic: an emergency of who opened it was changed or taken away from outside.
    """
    with _kept(emergency, actor, at), transaction.atomic():
        writer.hold()
        accounts.require(actor, at, *rules.REVIEWERS)
        found = queries.get(emergency)
        opener = Ref(found.person_id)
        if actor == opener:
            raise OwnReview
        rules.fits(outcome, note)
        if found.reviewed_at is not None:
            raise Reviewed
        queries.require_known(opener)
        if at < found.ends_at:
            _close(Ref(found.task), actor, at)
        facts: dict[str, Value] = {
            "person": opener,
            "outcome": outcome,
            "note": note,
            "late": at >= found.due_at,
        }
        event = Event(Tag.REVIEWED, actor, emergency, at, facts, DUTIES, Ref(found.deal))
        found.reviewed_by_id, found.reviewed_at = actor, at
        found.outcome, found.note = outcome, note
        codes.put(found, writer.record(event).position)
        found.save(update_fields=[*_REVIEW, *codes.STORED])
        _settle(opener, actor, at)


def _close(task: Ref, actor: Ref, at: datetime) -> None:
    try:
        close_task(task=task, actor=actor, at=at)
    except NoSuchTask:
        return  # closed by hand before


def note_overdue(*, at: datetime) -> int:
    """Put in the ledger whose account stopped for want of a review; how many were new."""
    late = Emergency.objects.filter(reviewed_at__isnull=True, overdue__isnull=True, due_at__lte=at)
    return sum(_note_overdue(Ref(ref), at) for ref in late.values_list("ref", flat=True))


@transaction.atomic
def _note_overdue(ref: Ref, at: datetime) -> bool:
    writer.hold()
    waiting = Emergency.objects.filter(ref=ref, reviewed_at__isnull=True, overdue__isnull=True)
    one = waiting.first()
    if one is None:
        return False
    facts: dict[str, Value] = {"person": Ref(one.person_id)}
    event = Event(Tag.OVERDUE, SYSTEM, ref, at, facts, DUTIES, Ref(one.deal))
    is_own = verification.is_authentic(one)
    one.overdue = writer.record(event).position
    if is_own:
        codes.put(one, one.overdue)
    one.save(update_fields=["overdue", *codes.STORED])
    return True


def _settle(person: Ref, actor: Ref, at: datetime) -> None:
    """The account stops when the first review that did not come was due."""
    first = queries.to_review().filter(person=person).first()
    stops.stop_from(person, first.due_at if first else None, actor=actor, at=at)


def _kept(about: Ref, actor: Ref, at: datetime) -> AbstractContextManager[None]:
    return refusals.kept(Tag.REFUSED, Why, actor=actor, about=about, at=at, duties=DUTIES)
