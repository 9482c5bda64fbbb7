"""A request is taken in: by somebody of the house, or by the person in the portal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import writer
from shoumi.base.ledger.numbers import next_number
from shoumi.base.row_authentication import codes
from shoumi.base.signin import tokens
from shoumi.base.signin.tokens import Use
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.events import Tag
from shoumi.chapters.feedback.models import Communication, Request
from shoumi.chapters.feedback.rules import Kind, Part, Proof, Way, needs_proof
from shoumi.chapters.feedback.services import restriction_rows, texts
from shoumi.chapters.feedback.services.errors import NoCall, NotYetReceived, RecordedUntold
from shoumi.chapters.feedback.services.texts import Asker, Line
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.messages import Lang
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role

TAKERS = (Role.CS, Role.CON, Role.DPO, Role.LEG)
DUTIES = ("10.2", "10.3")


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a request when it comes.

    ``received_at``  when it came, which may be before somebody wrote it down
    ``is_recorded``  of a call; ``is_told`` the person was told so at its beginning
    """

    kind: Kind
    way: Way
    text: str = field(repr=False)
    received_at: datetime
    who: Asker = field(default_factory=Asker)
    lang: Lang = "zh"
    deal: Ref | None = None
    is_recorded: bool = False
    is_told: bool = False


@dataclass(frozen=True, slots=True)
class Customer:
    """Whom the code of a notice was given to, and in which deal."""

    subject: Ref
    deal: Ref


@dataclass(frozen=True, slots=True)
class Carried:
    """What a chat that becomes a request brings: its lines, sealed already; who asks; the digest
    of the code by which that person reads it."""

    lines: Sequence[Line]
    asker: Ref
    digest: str


def take_in(*, told: Told, actor: Ref, at: datetime) -> tuple[Request, str]:
    """The request, and the code of its receipt, which is kept nowhere.

    Raises:
        NotPermitted: the actor holds none of the roles that take requests in.
        NotYetReceived, RecordedUntold, NoCall, TextMissing, TextTooLong
    """
    accounts.require(actor, at, *TAKERS, deal=told.deal)
    if told.received_at > at:
        raise NotYetReceived
    if told.is_recorded and told.way is not Way.PHONE:
        raise NoCall
    if told.is_recorded and not told.is_told:
        raise RecordedUntold
    return _taken_in(told, None, actor, at)


def take_in_from_portal(
    *, told: Told, customer: Customer | None, at: datetime
) -> tuple[Request, str]:
    """The same by the person; ``customer`` where the code of a notice was typed, which proves who
    asks as well as it proved it when the notice was answered.

    Raises:
        TextMissing, TextTooLong
    """
    return _taken_in(told, customer, SYSTEM, at)


def take_in_from_mail(
    *, told: Told, enclosed: Sequence[Line], more: Mapping[str, str], actor: Ref, at: datetime
) -> tuple[Request, str]:
    """The same of a mail: ``enclosed`` are its files as lines of the record, ``more`` is sealed
    with its text.  Whoever calls has judged who may.

    Raises:
        TextMissing, TextTooLong
    """
    return _taken_in(told, None, actor, at, enclosed, more)


def take_in_from_chat(*, told: Told, carried: Carried, actor: Ref, at: datetime) -> Request:
    """The same of a chat.  Whoever calls has judged who may."""
    return _taken_in(told, None, actor, at, carried=carried)[0]


@transaction.atomic
def _taken_in(
    told: Told,
    customer: Customer | None,
    actor: Ref,
    at: datetime,
    enclosed: Sequence[Line] = (),
    more: Mapping[str, str] | None = None,
    carried: Carried | None = None,
) -> tuple[Request, str]:
    line = Line(Part.RECEIVED, told.text, told.way, told.received_at, more=more or {})
    if carried is None:
        texts.must_be_said(Part.RECEIVED, told.text)
    code = tokens.make()
    is_proven = customer is not None and needs_proof(told.kind)
    deal = customer.deal if customer else told.deal
    made = Request(
        ref=Ref.new("request"),
        kind=told.kind,
        way=told.way,
        lang=told.lang,
        deal=deal or "",
        subject=customer.subject if customer else "",
        asker=carried.asker if carried else texts.keep_asker(told.who, at),
        digest=carried.digest if carried else tokens.digest(code, Use.REQUEST),
        is_recorded=told.is_recorded,
        received_at=told.received_at,
        entered_at=at,
        proof=Proof.NOTICE_CODE if is_proven else "",
    )
    said = carried.lines if carried else (line, *enclosed)
    record = [texts.add(made, one, place, at) for place, one in enumerate(said, 1)]
    made.number = next_number(Request)
    due = queries.timed(made).due
    facts: dict[str, Value] = {
        "kind": told.kind,
        "way": told.way,
        "received": told.received_at,
        "due": due.on or due.until,
        "record": Digest.fromhex(made.trail),
    }
    if is_proven:
        facts["proof"] = Proof.NOTICE_CODE
    event = Event(Tag.RECEIVED, actor, Ref(made.ref), at, facts, DUTIES, deal)
    codes.put(made, writer.record(event).position)
    made.save(force_insert=True)
    Communication.objects.bulk_create(record)
    if is_proven and customer is not None:
        restriction_rows.begin(made, customer.subject, actor, at)
    return made, code
