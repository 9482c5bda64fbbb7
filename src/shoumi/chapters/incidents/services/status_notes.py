"""What is said of an incident in public: one writes it, two others approve it, and it is kept
current or taken down.  It names nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.models import Person
from shoumi.base.ledger.numbers import next_number
from shoumi.base.outbox import rules as outbox
from shoumi.chapters.incidents import queries
from shoumi.chapters.incidents.events import Tag
from shoumi.chapters.incidents.models import Breach, StatusNote
from shoumi.chapters.incidents.services import rows, texts
from shoumi.chapters.incidents.services.errors import (
    InDrill,
    NamesSomebody,
    NextUnfit,
    SamePerson,
    StepOver,
    TextMissing,
    TextTooLong,
)
from shoumi.chapters.incidents.services.incidents import HANDLERS
from shoumi.core.ledger.leaf import Digest, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

APPROVERS = (Role.HEAD, Role.DPO, Role.LEG, Role.SEC)
TAKERS = (Role.HEAD, Role.DPO, Role.LEG)
MOST_CONTACT = 200


@dataclass(frozen=True, slots=True)
class Words:
    """``contact`` is the house's own; ``next_at`` None: no more is said after it."""

    zh: str
    en: str
    contact: str
    next_at: datetime | None


def write(*, breach: Ref, words: Words, actor: Ref, at: datetime) -> StatusNote:
    """Write a version; nobody outside sees it until two others approved it.

    Raises:
        NotPermitted, NoSuchIncident, NotAuthentic, InDrill
        TextMissing, TextTooLong, CarriesIdentifier, NamesSomebody
        NextUnfit: no later word is promised of an incident that goes on, or it is not later.
    """
    accounts.require(actor, at, *HANDLERS)
    _must_be_fit(words)
    with transaction.atomic():
        one: Breach = queries.held(Breach, breach)
        if one.is_drill:
            raise InDrill
        if words.next_at is None and one.closed_at is None:
            raise NextUnfit
        if words.next_at is not None and words.next_at <= at:
            raise NextUnfit
        made = StatusNote(
            ref=Ref.new("statusnote"),
            breach=breach,
            number=next_number(StatusNote, breach=breach),
            zh=words.zh.strip(),
            en=words.en.strip(),
            contact=words.contact.strip(),
            next_at=words.next_at,
            written_by=actor,
            written_at=at,
        )
        facts: dict[str, Value] = {
            "breach": breach,
            "number": made.number,
            "text": text_digest(made),
        }
        facts |= {"next": words.next_at} if words.next_at else {}
        return rows.keep(made, Tag.STATUS_WRITTEN, facts, rows.INCIDENT, actor, at)


def _must_be_fit(words: Words) -> None:
    """
    Raises:
        TextMissing, TextTooLong, CarriesIdentifier, NamesSomebody
    """
    for part, text, most in (
        ("zh", words.zh, texts.MOST),
        ("contact", words.contact, MOST_CONTACT),
    ):
        if not text.strip():
            raise TextMissing(part=part)
        if len(text) > most:
            raise TextTooLong(most=most)
    if len(words.en) > texts.MOST:
        raise TextTooLong(most=texts.MOST)
    said = f"{words.zh}\n{words.en}"
    outbox.without_identifiers(said)
    if any(name in said for name in Person.objects.values_list("name", flat=True)):
        raise NamesSomebody


def text_digest(row: StatusNote) -> Digest:
    return Digest.of("\x00".join((row.zh, row.en, row.contact)).encode())


@transaction.atomic
def approve(*, note: Ref, actor: Ref, at: datetime) -> StatusNote:
    """The first yes, or the second, by which everybody sees it in place of the one before.

    Raises:
        NotPermitted, NoSuchStatus, NotAuthentic
        SamePerson: the actor wrote it, or said yes already.
        StepOver: it is public, or a newer one is.
    """
    accounts.require(actor, at, *APPROVERS)
    found: StatusNote = queries.held(StatusNote, note)
    newer = StatusNote.objects.filter(breach=found.breach, number__gt=found.number)
    if found.shown_at is not None or newer.exclude(shown_at=None).exists():
        raise StepOver
    if actor in (found.written_by, found.agreed_by):
        raise SamePerson
    facts: dict[str, Value] = {"breach": Ref(found.breach)}
    if found.agreed_at is None:
        found.agreed_by, found.agreed_at = actor, at
        return rows.keep(found, Tag.STATUS_AGREED, facts, rows.INCIDENT, actor, at)
    found.shown_by, found.shown_at = actor, at
    return rows.keep(found, Tag.STATUS_SHOWN, facts, rows.INCIDENT, actor, at)


@transaction.atomic
def take_down(*, note: Ref, why: str, actor: Ref, at: datetime) -> StatusNote:
    """Nobody outside sees anything of it from now on, for a reason; what was said stays on record.

    Raises:
        NotPermitted, NoSuchStatus, NotAuthentic, TextMissing, TextTooLong
        StepOver: it is not the one that is public.
    """
    accounts.require(actor, at, *TAKERS)
    said = why.strip()
    if not said:
        raise TextMissing(part="why")
    if len(said) > texts.MOST:
        raise TextTooLong(most=texts.MOST)
    found: StatusNote = queries.held(StatusNote, note)
    newer = StatusNote.objects.filter(breach=found.breach, number__gt=found.number)
    is_old = newer.exclude(shown_at=None).exists()
    if found.shown_at is None or found.down_at is not None or is_old:
        raise StepOver
    found.down_by, found.down_at, found.why = actor, at, said
    facts: dict[str, Value] = {"breach": Ref(found.breach), "said": texts.digest(said)}
    return rows.keep(found, Tag.STATUS_TAKEN_DOWN, facts, rows.INCIDENT, actor, at)
