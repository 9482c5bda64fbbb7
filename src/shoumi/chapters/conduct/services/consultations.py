"""Somebody of the staff says by an own account whether a draft was talked over with her or him."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes, verification
from shoumi.chapters.conduct import queries
from shoumi.chapters.conduct.consultation_models import ConsultationVoice
from shoumi.chapters.conduct.events import Tag
from shoumi.chapters.conduct.models import RuleBook
from shoumi.chapters.conduct.rules.words import Voice
from shoumi.chapters.conduct.services.errors import NotADraft, OwnBook
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import Ref

_DUTIES = ("4.3",)


@transaction.atomic
def say(*, book: Ref, says: Voice, actor: Ref, at: datetime) -> ConsultationVoice:
    """While it is a draft; the newest answer of each counts.

    Raises:
        NoSuchBook, NotAuthentic, NotADraft
        NotPermitted: the actor is none of the staff.
        OwnBook: the actor wrote or approved it.
    """
    if accounts.is_outside(actor):
        accounts.require(actor, at)
    found: RuleBook = queries.held(RuleBook, book)
    if found.published_at:
        raise NotADraft
    if actor in (found.written_by, found.first_approver, found.second_approver):
        raise OwnBook
    writer.hold()
    made = ConsultationVoice.objects.filter(book=book, person=actor).first()
    if made is None:
        made = ConsultationVoice(ref=Ref.new("voice"), book=book, person=actor)
    else:
        verification.require([made])
    made.says, made.at = says, at
    facts: dict[str, Value] = {"book": book, "says": says}
    event = Event(Tag.CONSULTED, actor, Ref(made.ref), at, facts, _DUTIES)
    codes.put(made, writer.record(event).position)
    made.save()
    return made
