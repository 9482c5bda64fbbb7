"""The rule book: drafted after talking it over with the staff, approved by two, published, read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import writer
from shoumi.base.ledger.numbers import next_number
from shoumi.base.row_authentication import codes
from shoumi.chapters.conduct import queries
from shoumi.chapters.conduct.events import Tag
from shoumi.chapters.conduct.models import Acceptance, RuleBook
from shoumi.chapters.conduct.queries import consultations
from shoumi.chapters.conduct.rules.sanctions import Sanction
from shoumi.chapters.conduct.rules.words import BookState, Consulted
from shoumi.chapters.conduct.services.errors import (
    AlreadyAccepted,
    NotADraft,
    NotConsulted,
    NotInForce,
    RuleUnfit,
    SamePerson,
    TextMissing,
    TwoMissing,
    VoicesMissing,
)
from shoumi.core.calendar import day_in_china
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

WRITERS = (Role.HR, Role.LEG, Role.DPO)
APPROVERS = (Role.HEAD, Role.HR, Role.LEG, Role.DPO)
_DUTIES = ("4.3",)
_PARTS = 3
_CODE = 12


@dataclass(frozen=True, slots=True)
class Written:
    """What is filled in of a version.  ``rules`` one a line: ``code | words | most severe``."""

    text: str
    rules: str
    consulted: Consulted
    held: date
    people: int
    opinions: str


def rules_in(text: str) -> list[dict[str, str]]:
    """
    Raises:
        RuleUnfit: a line has not three parts, names no sanction, or a code that was there.
    """
    found: list[dict[str, str]] = []
    for number, line in enumerate(filter(str.strip, text.splitlines()), 1):
        parts = [part.strip() for part in line.split("|")]
        known = {one["code"] for one in found}
        if len(parts) != _PARTS or not all(parts) or parts[0] in known or len(parts[0]) > _CODE:
            raise RuleUnfit(line=number)
        if parts[2].upper() not in set(Sanction):
            raise RuleUnfit(line=number)
        found.append({"code": parts[0], "says": parts[1], "most": parts[2].upper()})
    return found


@transaction.atomic
def draft(*, written: Written, actor: Ref, at: datetime) -> RuleBook:
    """
    Raises:
        NotPermitted: the actor is none of HR, legal, protection officer.
        TextMissing, RuleUnfit
        NotConsulted: nobody took part, or it has not been yet.
    """
    accounts.require(actor, at, *WRITERS)
    rules = rules_in(written.rules)
    for part in ("text", "opinions"):
        if not getattr(written, part).strip():
            raise TextMissing(part=part)
    if not rules:
        raise TextMissing(part="rules")
    if written.people < 1 or written.held > day_in_china(at):
        raise NotConsulted
    number = next_number(RuleBook)
    made = RuleBook(
        ref=Ref.new("rulebook"),
        number=number,
        text=written.text.strip(),
        rules=rules,
        consulted=written.consulted,
        held=written.held,
        people=written.people,
        opinions=written.opinions.strip(),
        written_by=actor,
        written_at=at,
    )
    facts: dict[str, Value] = {
        "number": number,
        "text": text_digest(made),
        "rules": rules_digest(made),
        "consulted": written.consulted,
        "held": written.held,
        "people": written.people,
    }
    event = Event(Tag.DRAFTED, actor, Ref(made.ref), at, facts, _DUTIES)
    codes.put(made, writer.record(event).position)
    made.save(force_insert=True)
    return made


def text_digest(book: RuleBook) -> Digest:
    return Digest.of(f"{book.text}\x00{book.opinions}".encode())


def rules_digest(book: RuleBook) -> Digest:
    lines = [f"{one['code']}|{one['says']}|{one['most']}" for one in book.rules]
    return Digest.of("\n".join(lines).encode())


@transaction.atomic
def approve(*, book: Ref, actor: Ref, at: datetime) -> RuleBook:
    """Two do, neither of whom wrote it.

    Raises:
        NotPermitted, NoSuchBook, NotAuthentic
        NotADraft: it is published, or two did.
        SamePerson: the actor wrote it, or is the first.
    """
    accounts.require(actor, at, *APPROVERS)
    found: RuleBook = queries.held(RuleBook, book)
    if found.published_at or found.second_approver:
        raise NotADraft
    if actor in (found.written_by, found.first_approver):
        raise SamePerson
    if found.first_approver:
        found.second_approver = actor
    else:
        found.first_approver = actor
    return _keep(found, Tag.APPROVED, actor, at)


@transaction.atomic
def publish(*, book: Ref, actor: Ref, at: datetime) -> RuleBook:
    """It is in force from now on, and the one before is not.

    Raises:
        NotPermitted, NoSuchBook, NotADraft, NotAuthentic
        TwoMissing: it was not approved by two.
        VoicesMissing: the staff were asked, and too few say that it was talked over with them.
    """
    accounts.require(actor, at, *APPROVERS)
    writer.hold()
    found: RuleBook = queries.held(RuleBook, book)
    if found.published_at:
        raise NotADraft
    if not found.second_approver:
        raise TwoMissing
    told = consultations.of(found)
    if consultations.is_asked(at) and not told.is_proven:
        raise VoicesMissing(said=told.said, wanted=told.wanted)
    found.published_at = at
    return _keep(found, Tag.PUBLISHED, actor, at)


def _keep(found: RuleBook, tag: Tag, actor: Ref, at: datetime) -> RuleBook:
    event = Event(tag, actor, Ref(found.ref), at, {"number": found.number}, _DUTIES)
    codes.put(found, writer.record(event).position)
    found.save()
    return found


def accept(*, book: Ref, actor: Ref, at: datetime) -> Acceptance:
    """Say that one has read the version in force.

    Raises:
        NoSuchBook, NotAuthentic, NotInForce, AlreadyAccepted
        NotPermitted: the actor is none of the staff.
    """
    if not accounts.all_roles(actor, at):
        accounts.require(actor, at, *APPROVERS)
    try:
        with transaction.atomic():
            found: RuleBook = queries.held(RuleBook, book)
            if queries.book_state(found) is not BookState.IN_FORCE:
                raise NotInForce
            made = Acceptance(ref=Ref.new("acceptance"), book=book, person=actor, at=at)
            event = Event(Tag.ACCEPTED, actor, Ref(made.ref), at, {"book": book}, _DUTIES)
            codes.put(made, writer.record(event).position)
            made.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyAccepted from error
    return made
