"""Queue messages with the change they tell of, and settle them after it is committed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from shoumi.base.jobs.backend import insert
from shoumi.base.ledger import writer
from shoumi.base.outbox import jobs, rules, sink
from shoumi.base.outbox.delivery import row
from shoumi.base.outbox.errors import AlreadyQueued
from shoumi.base.outbox.events import Tag
from shoumi.base.outbox.models import Message
from shoumi.base.outbox.rules import Channel
from shoumi.core.ledger.leaf import Digest, Event
from shoumi.core.refs import Ref


@dataclass(frozen=True, slots=True)
class Draft:
    """A message to be queued.  ``key`` is unique, so the same thing is not told twice."""

    to: Ref
    subject_line: str
    body: str
    key: str | None = None
    channel: Channel = Channel.EMAIL


def queue(
    *,
    to: Ref,
    subject_line: str,
    body: str,
    actor: Ref,
    at: datetime,
    deal: Ref | None = None,
    key: str | None = None,
    published: Iterable[str] = (),
) -> Message:
    """Queue one message; it goes out once the transaction around the call has committed.

    ``published`` are contacts of the house that the text may name.

    Raises:
        SubjectUnfit, BodyUnfit, CarriesIdentifier, AlreadyQueued
    """
    draft = Draft(to, subject_line, body, key)
    queued = queue_many(drafts=[draft], actor=actor, at=at, deal=deal, published=published)
    return queued[0]


@transaction.atomic
def queue_many(
    *,
    drafts: Sequence[Draft],
    actor: Ref,
    at: datetime,
    deal: Ref | None = None,
    published: Iterable[str] = (),
) -> list[Message]:
    """Queue many messages as one act, in the order given.

    Raises:
        SubjectUnfit, BodyUnfit, CarriesIdentifier, AlreadyQueued
    """
    known = tuple(published)
    for subject_line, body in {(draft.subject_line, draft.body) for draft in drafts}:
        rules.subject_line(subject_line)
        rules.without_identifiers(f"{subject_line}\n{rules.body(body)}", known)
    batch = Ref.new("batch")
    messages = [_message(draft, batch, deal, at) for draft in drafts]
    event = Event(Tag.QUEUED, actor, batch, at, {"count": len(messages)}, ("3.2",), deal)
    position = writer.record(event, rows=map(_queued_row, messages)).position
    for message in messages:
        message.position = position
    try:
        with transaction.atomic():
            Message.objects.bulk_create(messages)
    except IntegrityError as error:
        raise AlreadyQueued from error
    _deliver_later(batch)
    return messages


def _message(draft: Draft, batch: Ref, deal: Ref | None, at: datetime) -> Message:
    return Message(
        ref=Ref.new("msg"),
        batch=batch,
        to=draft.to,
        channel=draft.channel,
        deal=deal or "",
        key=draft.key,
        subject_line=draft.subject_line,
        body=draft.body,
        body_sha256=Digest.of(draft.body.encode()),
        queued_at=at,
    )


def _queued_row(message: Message) -> bytes:
    return row({"body": bytes(message.body_sha256).hex(), "message": message.ref})


def _deliver_later(batch: Ref) -> None:
    insert(jobs.deliver, [batch])


def remaining(subjects: Sequence[Ref]) -> int:
    """How many messages to ``subjects`` are still there."""
    return Message.objects.filter(to__in=subjects).count()


@transaction.atomic
def forget(subjects: Sequence[Ref]) -> int:
    """Delete every message to ``subjects``, files of the sink included; how many there were.

    What the ledger says of them names the message only.
    """
    theirs = Message.objects.filter(to__in=subjects)
    files = [sink.file_of(Ref(ref)) for ref in theirs.values_list("ref", flat=True)]
    theirs.delete()

    def remove() -> None:
        for file in files:
            file.unlink(missing_ok=True)

    transaction.on_commit(remove)
    return len(files)
