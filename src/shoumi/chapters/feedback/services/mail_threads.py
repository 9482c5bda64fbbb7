"""To which request a mail belongs, and how it is added to its record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes, verification
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.events import Tag
from shoumi.chapters.feedback.models import Communication, MailOut, Request
from shoumi.chapters.feedback.services import mail_codes, progress, texts
from shoumi.chapters.feedback.services.intake import DUTIES
from shoumi.chapters.feedback.services.texts import Line
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import SYSTEM, Ref


def of(answers: Iterable[str], sender: str) -> Request | None:
    """The request of the newest of our mails that it answers, if that mail went to ``sender``; none
    where its row was changed by hand, which its own check says."""
    for one in mail_codes.known(answers, sender):
        if not one.is_of_sender:
            continue
        own = MailOut.objects.filter(ref=one.ref).exclude(request="").first()
        found = own and Request.objects.select_for_update().filter(ref=own.request).first()
        if found and verification.is_authentic(found):
            return found
    return None


def add(found: Request, said: Sequence[Line], at: datetime) -> None:
    """What the person said more; where the person was asked, the clock goes on."""
    found.rests = [[since, until or progress.stored(at)] for since, until in found.rests]
    place = Communication.objects.filter(request=found.ref).count()
    record = [texts.add(found, one, number, at) for number, one in enumerate(said, place + 1)]
    due = queries.timed(found).due
    facts: dict[str, Value] = {
        "due": due.on or due.until,
        "record": Digest.fromhex(found.trail),
    }
    event = Event(Tag.ADDED, SYSTEM, Ref(found.ref), at, facts, DUTIES, queries.deal_of(found))
    codes.put(found, writer.record(event).position)
    found.save()
    Communication.objects.bulk_create(record)
