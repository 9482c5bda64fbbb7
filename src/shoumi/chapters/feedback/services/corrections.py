"""A field of whoever asks is corrected by two people, and every recipient is told.

The second person types the value from the request without seeing the first one's.  What was typed
lies sealed in the keyring until then and goes with the texts of the request.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import partial
from hashlib import sha256

from django.db import transaction

from shoumi.base import registry
from shoumi.base.gate.tasks import fields_digest, registered_fields
from shoumi.base.ledger import writer
from shoumi.base.subjects import services as subjects
from shoumi.base.subjects.models import Record, Subject
from shoumi.base.vault import secrets
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.events import Tag
from shoumi.chapters.feedback.models import Correction, Request
from shoumi.chapters.feedback.rules import Kind, corrections
from shoumi.chapters.feedback.rules.recipients import Wanted
from shoumi.chapters.feedback.services import (
    deletion,
    own_readings,
    progress,
    recipient_notices,
)
from shoumi.chapters.feedback.services.errors import (
    ChangedMeanwhile,
    EnteredOtherwise,
    FieldUnfit,
    NobodyOfDeal,
    NotCorrecting,
    NothingEntered,
    SamePerson,
    TextMissing,
    TextTooLong,
)
from shoumi.chapters.feedback.services.intake import DUTIES
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose, Role

KIND = "correction"


@transaction.atomic
def enter(*, request: Ref, field: str, value: str, actor: Ref, at: datetime) -> Request:
    """The first of two enters what the field is to be; it takes the place of what was entered
    before and not taken.

    Raises:
        NoSuchRequest, NotAuthentic, NotPermitted, NotAssigned, NotTheirs, AlreadyClosed
        NotCorrecting: the request asks for something else.
        NotProven, NobodyOfDeal
        FieldUnfit: no such field is registered, or not for requests.
        TextMissing, TextTooLong
    """
    found = _mending(request, actor, at, progress.HANDLERS)
    if field not in registered_fields(Purpose.REQUEST):
        raise FieldUnfit(field=field)
    told = value.strip()
    if not told:
        raise TextMissing(part="value")
    if len(told) > corrections.MOST:
        raise TextTooLong(most=corrections.MOST)
    earlier = list(Correction.objects.filter(request=request, field=field, taken_at=None))
    Correction.objects.filter(pk__in=[one.pk for one in earlier]).delete()
    made = Correction(
        ref=Ref.new(KIND), request=request, field=field, entered_by=actor, entered_at=at
    )
    secrets.keep(Ref(made.ref), told.encode(), at=at)
    _record(Tag.ENTERED, found, field, actor, at)
    made.save(force_insert=True)
    for one in earlier:
        transaction.on_commit(partial(secrets.forget, Ref(one.ref)))
    return found


def take(*, request: Ref, field: str, value: str, actor: Ref, at: datetime) -> Request:
    """The second enters it too; where both typed the same it is so from now on, and every recipient
    is told that something was corrected.  Values are read through the gate for it.

    Raises:
        NoSuchRequest, NotAuthentic, NotPermitted, NotAssigned, AlreadyClosed, NotCorrecting,
        NotProven, NobodyOfDeal
        NothingEntered: nobody entered one for the field, or more than a day ago.
        SamePerson: who entered it does not take it as well.
        EnteredOtherwise: it is not the same value.
        FieldUnfit: a registered field cannot be read for requests, so the whole cannot be kept.
        ChangedMeanwhile: the person's data became others while they were read.
        GateClosed: the person may not be looked at by the actor.
        NotStored, DoorShut: nothing may be written.
    """
    with transaction.atomic():
        found = _mending(request, actor, at, progress.DECIDERS)
        made = _entered(request, field, at)
        if made.entered_by == actor:
            raise SamePerson
        typed = secrets.read(Ref(made.ref)).reveal().decode()
        if not corrections.is_same(typed, value):
            raise EnteredOtherwise
    subject, deal = Ref(found.subject), queries.deal_of(found)
    if deal is None:
        raise NobodyOfDeal
    unread = registry.field_register().keys() - set(registered_fields(Purpose.REQUEST))
    if unread:
        raise FieldUnfit(field=min(unread))
    before = _digest(subject)
    values = own_readings.opened(
        subject, deal, tuple(registered_fields(Purpose.REQUEST)), actor, at
    )
    with transaction.atomic():
        found = _mending(request, actor, at, progress.DECIDERS)
        made = _entered(request, field, at)
        own = Subject.objects.select_for_update().get(ref=subject)
        if _digest(subject) != before:
            raise ChangedMeanwhile
        changed = {subject: {**values, field: typed}}
        subjects.update(deal=deal, dataset=Ref(own.dataset), changes=changed, actor=actor, at=at)
        made.taken_by, made.taken_at = actor, at
        _record(Tag.CORRECTED, found, field, actor, at)
        made.save()
        recipient_notices.tell(found, Wanted.CORRECT, actor, at)
        transaction.on_commit(partial(secrets.forget, Ref(made.ref)))
    return found


def _mending(request: Ref, actor: Ref, at: datetime, roles: Collection[Role]) -> Request:
    """The request, of somebody who is known and held."""
    found = progress.own(request, actor, at, roles)
    if not corrections.corrects(Kind(found.kind)):
        raise NotCorrecting
    progress.require_proven(found)
    if not deletion.is_held(found):
        raise NobodyOfDeal
    return found


def _entered(request: Ref, field: str, at: datetime) -> Correction:
    rows = Correction.objects.select_for_update()
    made = rows.filter(request=request, field=field, taken_at=None).first()
    if made is None or not corrections.is_good(made.entered_at, at):
        raise NothingEntered
    return made


def _record(tag: Tag, found: Request, field: str, actor: Ref, at: datetime) -> None:
    facts: dict[str, Value] = {"field": fields_digest([field])}
    deal = queries.deal_of(found)
    writer.record(Event(tag, actor, Ref(found.ref), at, facts, DUTIES, deal))


def _digest(subject: Ref) -> str:
    """Of the envelopes as they lie: whether they are still what was read."""
    whole = sha256()
    found = Record.objects.filter(subject=subject).order_by("compartment")
    for compartment, blob in found.values_list("compartment", "blob"):
        whole.update(compartment.encode() + bytes(blob))
    return whole.hexdigest()
