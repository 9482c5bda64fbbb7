"""A batch of messages is carried: to the relay, or to the sink of a home without one."""

from __future__ import annotations

import json
import smtplib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from django.db import transaction

from shoumi.base import clock
from shoumi.base.jobs import lease
from shoumi.base.jobs.errors import TryAgain
from shoumi.base.ledger import writer
from shoumi.base.outbox import resolvers, sink, smtp
from shoumi.base.outbox.events import Tag
from shoumi.base.outbox.models import Message
from shoumi.base.outbox.rules import Channel, State
from shoumi.core.errors import DomainError, Invalid, Refused
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import SYSTEM, Ref

MAX_ATTEMPTS = 8


class Via(StrEnum):
    SMTP = "smtp"
    SINK = "sink"


class Carrier(Protocol):
    """What takes messages out.  ``chunk`` is how many are settled in one transaction."""

    via: str
    state: State
    needs_address: bool
    chunk: int

    def send(self, message: Message, address: str | None, at: datetime) -> None: ...

    def close(self) -> None: ...


def row(told: dict[str, str]) -> bytes:
    """The bytes of a row that a bulk entry commits to."""
    return json.dumps(told, sort_keys=True, separators=(",", ":")).encode()


def carrier() -> Carrier:
    """The sink in a demo home, whatever is configured, and where no relay is; else the relay.

    Raises:
        RelayUnfit, PasswordInAddress, SecretExposed, NoEncryption
        OSError, SMTPException: the relay cannot be reached.
    """
    if clock.is_demo():
        return sink.Sink()
    relay = smtp.configured()
    return smtp.Smtp(relay) if relay else sink.Sink()


def deliver(*, batch: Ref, at: datetime) -> None:
    """Carry what is still queued in ``batch``.

    Raises:
        TryAgain: something is still queued.
        LeaseLost: another worker has taken over.
        RelayUnfit, PasswordInAddress, SecretExposed, NoEncryption, OSError, SMTPException
    """
    total = Message.objects.filter(batch=batch).count()
    waiting = Message.objects.filter(batch=batch, state=State.QUEUED).order_by("ref")
    refs = list(waiting.values_list("ref", flat=True))
    if not refs:
        return
    carries = carrier()
    try:
        for chunk in _chunks(refs, carries.chunk):
            # Read again: a person may have been forgotten since the work began.
            messages = list(waiting.filter(ref__in=chunk))
            outcomes = [_carry(carries, message, at) for message in messages]
            with transaction.atomic():
                _settle(messages, outcomes, carries, at)
                lease.progress(total - waiting.count(), total)
    finally:
        carries.close()
    if waiting.exists():
        raise TryAgain


def _chunks(refs: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(refs), size):
        yield refs[start : start + size]


@dataclass(frozen=True, slots=True)
class Outcome:
    """``state`` QUEUED: to be tried again."""

    state: State
    failure: str = ""


def _carry(carries: Carrier, message: Message, at: datetime) -> Outcome:
    try:
        address = None
        if carries.needs_address:
            address = resolvers.resolve(Ref(message.to), Channel(message.channel), at)
            if address is None:
                return Outcome(State.UNDELIVERABLE, "outbox.no_address")
        carries.send(message, address, at)
    except Refused as error:
        return Outcome(State.REFUSED, error.code)
    except Invalid as error:
        return Outcome(State.UNDELIVERABLE, error.code)
    except smtplib.SMTPRecipientsRefused as error:
        is_final = all(code >= 500 for code, _ in error.recipients.values())
        return Outcome(State.UNDELIVERABLE if is_final else State.QUEUED, type(error).__name__)
    except (DomainError, OSError, smtplib.SMTPException) as error:
        return Outcome(State.QUEUED, type(error).__name__)
    return Outcome(carries.state)


def _settle(
    messages: list[Message], outcomes: list[Outcome], carries: Carrier, at: datetime
) -> None:
    settled = []
    for message, outcome in zip(messages, outcomes, strict=True):
        message.attempts += 1
        message.failure = outcome.failure
        message.state = outcome.state
        if outcome.state is State.QUEUED and message.attempts >= MAX_ATTEMPTS:
            message.state = State.DEAD
        if message.state != State.QUEUED:
            message.settled_at, message.body = at, ""
            settled.append(message)
    fields = ["attempts", "failure", "state", "settled_at", "body"]
    Message.objects.bulk_update(messages, fields)
    if settled:
        _record_settled(settled, Via(carries.via), at)


def _record_settled(settled: list[Message], via: Via, at: datetime) -> None:
    event = Event(
        tag=Tag.SETTLED,
        actor=SYSTEM,
        about=Ref(settled[0].batch),
        at=at,
        facts={"via": via, "count": len(settled)},
        duties=("3.2",),
        deal=Ref(settled[0].deal) if settled[0].deal else None,
    )
    told = (row({"message": m.ref, "state": State(m.state).value}) for m in settled)
    writer.record(event, rows=told)
