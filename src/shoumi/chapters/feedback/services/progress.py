"""What the house does with a request until it is answered: assign, prove, note, ask, extend."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.calendar import year_tables
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes, verification
from shoumi.base.subjects.models import State as Held
from shoumi.base.subjects.models import Subject
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.events import Tag
from shoumi.chapters.feedback.models import Communication, Request
from shoumi.chapters.feedback.queries import NoSuchRequest, duplicates, proofs
from shoumi.chapters.feedback.rules import (
    HANDED,
    Delay,
    Kind,
    Part,
    Proof,
    State,
    Way,
    enclosures,
    needs_proof,
    reply_clock,
)
from shoumi.chapters.feedback.services import mail_out, outgoing_texts, restriction_rows, texts
from shoumi.chapters.feedback.services.enclosure_errors import (
    PaperMissing,
    ProofNotSeen,
    ProofUnfit,
)
from shoumi.chapters.feedback.services.errors import (
    AlreadyAnswered,
    AlreadyAsked,
    AlreadyClosed,
    AlreadyProven,
    MergedAway,
    NobodyOfDeal,
    NoProofAsked,
    NotAssigned,
    NotForThem,
    NothingAsked,
    NothingGained,
    NotProven,
    NotTheirs,
    TooLate,
)
from shoumi.chapters.feedback.services.intake import DUTIES
from shoumi.chapters.feedback.services.texts import Line
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

HANDLERS = (Role.CS, Role.CON, Role.DPO, Role.LEG)
DECIDERS = (Role.DPO, Role.LEG)


@transaction.atomic
def assign(*, request: Ref, to: Ref, actor: Ref, at: datetime) -> Request:
    """Give it to somebody who answers it; whoever answers requests may take one on, and the
    protection officer may give it to another.

    Raises:
        NoSuchRequest, NotAuthentic, AlreadyClosed
        NotPermitted: it is given to another by somebody who is not the protection officer.
        NotForThem: ``to`` holds no role in which requests are answered.
    """
    found = held(request)
    deal = _deal(found)
    accounts.require(actor, at, *(HANDLERS if to == actor else (Role.DPO,)), deal=deal)
    if found.state == State.CLOSED:
        raise AlreadyClosed(request=request)
    if not accounts.roles(to, at, deal) & set(HANDLERS):
        raise NotForThem
    found.assignee = to
    return keep(found, Tag.ASSIGNED, {"to": to}, actor, at)


@transaction.atomic
def prove(
    *, request: Ref, proof: Proof, subject: Ref | None = None, actor: Ref, at: datetime
) -> Request:
    """Record how the person proved who that is, as the actor saw it, and which customer it is.

    Raises:
        ProofNotSeen: nobody sees that; the house compares.
        and what ``record_proof`` raises
    """
    if proof not in enclosures.BY_HAND:
        raise ProofNotSeen
    return record_proof(request, {"proof": proof}, subject, actor=actor, at=at)


@transaction.atomic
def record_proof(
    request: Ref, facts: dict[str, Value], subject: Ref | None, *, actor: Ref, at: datetime
) -> Request:
    """``facts["proof"]`` is how it was proved; of a customer who is known the data rest from then
    on, where the request asks for that.

    Raises:
        NoSuchRequest, NotAuthentic, NotAssigned, NotTheirs, NotPermitted, AlreadyClosed
        NoProofAsked: for such a request nobody has to prove anything.
        AlreadyProven
        ProofUnfit: relatives ask for who died, and only for such a one.
        PaperMissing: no paper of the agent or relative is in the record.
        NobodyOfDeal: nobody of that reference is held.
    """
    found = own(request, actor, at, HANDLERS)
    proof = Proof(str(facts["proof"]))
    if not needs_proof(Kind(found.kind)):
        raise NoProofAsked
    if proofs.is_proven(found):
        raise AlreadyProven
    if not enclosures.fits(Kind(found.kind), proof):
        raise ProofUnfit
    papers = Communication.objects.filter(request=request, part=Part.ATTACHED)
    if enclosures.needs_paper(proof) and not papers.exists():
        raise PaperMissing
    if subject is not None:
        require_held(subject, _deal(found))
        found.subject = subject
    found.proof = proof
    keep(found, Tag.PROVEN, facts, actor, at)
    if subject is not None:
        restriction_rows.begin(found, subject, actor, at)
    return found


def require_proven(found: Request) -> None:
    """
    Raises:
        NotProven: an act for whoever asks would be one for a stranger.
    """
    if not proofs.is_proven(found):
        raise NotProven(request=found.ref)


def require_held(subject: Ref, deal: Ref | None) -> None:
    """
    Raises:
        NobodyOfDeal
    """
    person = Subject.objects.filter(ref=subject).exclude(state=Held.DESTROYED).first()
    if person is None or (deal is not None and person.deal != deal):
        raise NobodyOfDeal


@transaction.atomic
def note(*, request: Ref, text: str, actor: Ref, at: datetime) -> Request:
    """An internal note: it is in no answer and on no page outside the house.

    Raises:
        NoSuchRequest, NotAuthentic, NotPermitted, AlreadyClosed, TextMissing, TextTooLong
    """
    found = held(request)
    accounts.require(actor, at, *HANDLERS, deal=_deal(found))
    if found.state == State.CLOSED:
        raise AlreadyClosed(request=request)
    line = Line(Part.NOTE, text, Way(found.way), at, actor)
    return keep(found, Tag.NOTED, {}, actor, at, line)


@transaction.atomic
def ask(*, request: Ref, text: str, way: Way, actor: Ref, at: datetime) -> Request:
    """Ask the person for what is missing, such as a proof; the clock rests from the next day on.

    Raises:
        NoSuchRequest, NotAuthentic, NotAssigned, NotTheirs, NotPermitted, AlreadyClosed,
        AlreadyAnswered, TextMissing, TextTooLong
        AlreadyAsked: the person has not said more yet.
        TooLate: the last day has passed.
    """
    found = unanswered(request, actor, at, HANDLERS)
    if any(until is None for _, until in found.rests):
        raise AlreadyAsked
    if queries.timed(found).due.is_over(at):
        raise TooLate
    found.rests = [*found.rests, [stored(at), None]]
    return keep(found, Tag.ASKED, _due(found), actor, at, Line(Part.ASKED, text, way, at, actor))


@transaction.atomic
def add(*, request: Ref, text: str, way: Way, actor: Ref, at: datetime) -> Request:
    """What the person said after being asked; the clock goes on.

    Raises:
        NoSuchRequest, NotAuthentic, NotAssigned, NotTheirs, NotPermitted, AlreadyClosed,
        AlreadyAnswered, TextMissing, TextTooLong
        NothingAsked
    """
    found = unanswered(request, actor, at, HANDLERS)
    if all(until for _, until in found.rests):
        raise NothingAsked
    found.rests = [[since, until or stored(at)] for since, until in found.rests]
    return keep(found, Tag.ADDED, _due(found), actor, at, Line(Part.ADDED, text, way, at))


@transaction.atomic
def extend(*, request: Ref, delay: Delay, text: str, way: Way, actor: Ref, at: datetime) -> Request:
    """Take the outer period alone, once, for a reason that the person is told in ``text``.

    Raises:
        NoSuchRequest, NotAuthentic, NotAssigned, AlreadyClosed, AlreadyAnswered, TextMissing,
        TextTooLong
        NotPermitted: the actor is neither the protection officer nor legal.
        NothingGained: it was extended before, or would end no later.
        TooLate: the last day has passed.
    """
    found = unanswered(request, actor, at, DECIDERS)
    if queries.timed(found).due.is_over(at):
        raise TooLate
    if not reply_clock.may_extend(queries.course(found), year_tables.china()):
        raise NothingGained
    found.extended_at = at
    facts = {"delay": delay, **_due(found)}
    return keep(found, Tag.EXTENDED, facts, actor, at, Line(Part.EXTENDED, text, way, at, actor))


def held(request: Ref) -> Request:
    """The row, locked, as the house left it.

    Raises:
        NoSuchRequest, NotAuthentic
    """
    found = Request.objects.select_for_update().filter(ref=request).first()
    if found is None:
        raise NoSuchRequest(request=request)
    verification.require([found])
    return found


def own(request: Ref, actor: Ref, at: datetime, roles: Collection[Role]) -> Request:
    """The same, of one that is not closed, for whoever is assigned to it; the protection officer
    and legal act in any.

    Raises:
        NoSuchRequest, NotAuthentic, NotPermitted, NotAssigned, NotTheirs, AlreadyClosed
        MergedAway: it is answered with another.
    """
    found = held(request)
    deal = _deal(found)
    accounts.require(actor, at, *roles, deal=deal)
    if found.state == State.CLOSED:
        raise AlreadyClosed(request=request)
    if duplicates.of(found.ref) is not None:
        raise MergedAway(request=request)
    if not found.assignee:
        raise NotAssigned(request=request)
    require_reader(found, actor, at)
    return found


def require_reader(found: Request, actor: Ref, at: datetime) -> None:
    """Whoever is assigned to it reads it, and the protection officer and legal; so does, while
    nobody is, everybody who might take it on.

    Raises:
        NotPermitted, NotTheirs
    """
    deal = _deal(found)
    accounts.require(actor, at, *HANDLERS, deal=deal)
    is_anothers = found.assignee not in ("", actor)
    if is_anothers and not accounts.roles(actor, at, deal) & set(DECIDERS):
        raise NotTheirs(request=found.ref)


def unanswered(request: Ref, actor: Ref, at: datetime, roles: Collection[Role]) -> Request:
    """
    Raises:
        AlreadyAnswered, and what ``own`` raises
    """
    found = own(request, actor, at, roles)
    if found.state == State.ANSWERED:
        raise AlreadyAnswered(request=request)
    return found


def keep(
    found: Request,
    tag: Tag,
    facts: dict[str, Value],
    actor: Ref,
    at: datetime,
    line: Line | None = None,
) -> Request:
    """Record what was done and save the row, with the line of the record that came with it."""
    said = None
    if line is not None:
        _require_nobody_elses(found, line)
        place = Communication.objects.filter(request=found.ref).count() + 1
        said = texts.add(found, line, place, at)
        facts = {**facts, "record": Digest.fromhex(found.trail)}
    event = Event(tag, actor, Ref(found.ref), at, facts, DUTIES, _deal(found))
    codes.put(found, writer.record(event).position)
    found.save()
    if said is not None and line is not None:
        said.save(force_insert=True)
        mail_out.queue_answer(found, said, line.text, at)
    return found


def _require_nobody_elses(found: Request, line: Line) -> None:
    """Of what the person reads by the receipt; a mail is judged where it is queued, and what is
    said or sent by hand was handed over before it is written down.

    Raises:
        OthersData
    """
    if line.part not in HANDED or line.way not in (Way.PORTAL, Way.CHAT):
        return
    person = Communication.objects.filter(request=found.ref, by="")
    outgoing_texts.require_nobody_elses(line.text, lambda: texts.opened(list(person)).values())


def _deal(found: Request) -> Ref | None:
    return queries.deal_of(found)


def _due(found: Request) -> dict[str, Value]:
    due = queries.timed(found).due
    return {"due": due.on or due.until}


def stored(at: datetime) -> str:
    """As a rest is stored in JSON."""
    return at.astimezone(UTC).isoformat()
