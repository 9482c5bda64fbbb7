"""Prepare, approve, open, enter and shut rooms.

A refusal is evidence: the gate records its own, the rest is recorded before it is raised.  So none
of these verbs but ``shut`` and ``shut_all`` runs inside another transaction.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from shoumi.base.accounts import queries as accounts
from shoumi.base.approvals import services as approvals
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.events import Why as Alone
from shoumi.base.attestations import doors, recheck
from shoumi.base.deals import queries as deals
from shoumi.base.deals.services.locks import lock_free, require_free, require_living
from shoumi.base.gate import decisions, disclosure
from shoumi.base.gate.tasks import NoSuchTask, Work, close_task, fields_digest, open_work
from shoumi.base.ledger import refusals, writer
from shoumi.base.rooms import content, content_store, field_lists, rules
from shoumi.base.rooms.admission import question, stage_named
from shoumi.base.rooms.content import Inside
from shoumi.base.rooms.errors import (
    ApprovedByRequester,
    NoSuchLevel,
    NoSuchRoom,
    NotApproved,
    NotInState,
    NotNamed,
    OpenTooLong,
    SomeoneElses,
    TooManyPeople,
)
from shoumi.base.rooms.events import Tag, Why
from shoumi.base.rooms.models import Room
from shoumi.base.row_authentication import codes, verification
from shoumi.base.subjects.models import Kind, Subject
from shoumi.core.gate import Act
from shoumi.core.handbook import DoorAct
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import DisclosureLevel, Purpose

_SPENT = {"room.not_in_state": Alone.SPENT}


@doors.evident
def prepare(
    *, deal: Ref, inside: Inside, persons: Collection[Ref] = (), actor: Ref, at: datetime
) -> Room:
    """Get a room ready: weigh what it is to show, keep that encrypted.

    ``persons``  who may enter; named here, nobody else may take their place.

    Raises:
        NotAnonymous: ``inside`` says too much of a few people.
        TooManyPeople: more people than a clean room may show.
        SomeoneElses: people of another deal.
        FieldsNotRegistered: what the level shows is not registered for due diligence.
        DoorShut, Suspended, Terminated: as for what is put into a room; what was read for it may
            have been read before.
        NoSuchLevel, NotPermitted
    """
    accounts.require(actor, at, *rules.PREPARERS)
    if inside.level not in rules.LIMITS:
        raise NoSuchLevel(level=inside.level)
    with refusals.kept(
        Tag.REFUSED, Why, actor=actor, about=deal, at=at, duties=("1.5",), deal=deal
    ):
        require_free(deal)
        doors.require(DoorAct.WRITE, deal=deal, at=at)
        content.require_fit(inside)
        _require_few(deal, inside)
        fields = field_lists.frozen(inside.level)
    limits = rules.LIMITS[inside.level]
    with transaction.atomic():
        accounts.require(actor, recheck.require(DoorAct.WRITE, deal=deal, at=at), *rules.PREPARERS)
        require_free(deal)  # the weighing lasts: it may have been stopped since
        document = content_store.keep(inside, deal=deal, actor=actor, at=at)
        ref = Ref.new("room")
        facts: dict[str, Value] = {
            "level": inside.level,
            "rows": inside.rows,
            "k": limits.k,
            "distinct": limits.distinct,
            "generalised": inside.generalised,
            "suppressed": inside.suppressed,
            "content": Digest.fromhex(document.sha256),
            "fields": fields_digest(fields),
        }
        entry = writer.record(Event(Tag.PREPARED, actor, ref, at, facts, ("1.5", "2.1"), deal))
        made = Room(
            ref=ref,
            deal=deal,
            level=inside.level,
            requester=actor,
            persons=sorted(persons),
            subjects=list(inside.subjects),
            fields=fields,
            rows=inside.rows,
            generalised=inside.generalised,
            suppressed=inside.suppressed,
            document=document.ref,
            prepared_at=at,
            position=entry.position,
        )
        made.save(force_insert=True)
        codes.put_and_save([made], entry.position)
        return made


def _require_few(deal: Ref, inside: Inside) -> None:
    count = len(inside.subjects)
    if not rules.fits(inside.level, count, 0):
        raise TooManyPeople(level=inside.level, count=count)
    named = Subject.objects.filter(ref__in=inside.subjects, deal=deal)
    if named.count() != count:
        raise SomeoneElses(count=count - named.count())
    if not rules.fits(inside.level, count, named.filter(kind=Kind.CHILD).count()):
        raise TooManyPeople(level=inside.level, count=count)


def approve(*, room: Ref, actor: Ref, at: datetime) -> None:
    """Say yes to opening a room; whoever asked for it may not.

    Raises:
        ApprovedByRequester, NoSuchRoom, NotInState, NotPermitted, Terminated
    """
    with _by_two(room, actor, at), _kept(room, actor, at), transaction.atomic():
        found = in_state(room, rules.State.PREPARED)
        deal = Ref(found.deal)
        accounts.require(actor, at, *rules.APPROVERS, deal=deal)
        require_living(deal)
        if actor == found.requester:
            raise ApprovedByRequester(room=room)
        verification.require([found])
        found.approvals = sorted({*found.approvals, actor})
        facts: dict[str, Value] = {
            "level": DisclosureLevel(found.level),
            "count": len(found.approvals),
        }
        event = Event(Tag.APPROVED, actor, room, at, facts, ("1.5",), deal)
        codes.put(found, writer.record(event).position)
        found.save(update_fields=["approvals", *codes.STORED])


@doors.evident
def open_room(
    *, room: Ref, persons: Collection[Ref], closes_at: datetime, actor: Ref, at: datetime
) -> Room:
    """Open the room to named persons; with it opens the task that gives them a purpose.

    Raises:
        StageNotOpen: the milestone of the level is not open.
        NotApproved: too few who may still approve have said yes.
        NotNamed: nobody is to enter, or someone whom the approvers did not see named.
        OpenTooLong: longer than the level allows.
        TooLate: a clean room that was asked for more than 24 hours ago.
        RequesterMayNot: who asked for a clean room may not ask any more.
        DoorShut: a demand holds the rooms of this level shut.
        FieldsNotAssessed: the assessment leaves out some of what the room shows.
        NoSuchRoom, NotInState, NotPermitted, Suspended, Terminated, TaskWithoutEnd
    """
    accounts.require(actor, at, *rules.PREPARERS)
    with _by_two(room, actor, at), _kept(room, actor, at), transaction.atomic():
        [found] = verification.require([in_state(room, rules.State.PREPARED)])
        require_ready(found, persons, closes_at, actor, at)
        deal, level = Ref(found.deal), DisclosureLevel(found.level)
        # The persons whom two others named may be outside the house: in rooms alone.
        work = Work(
            purpose=Purpose.DUE_DILIGENCE,
            deal=deal,
            actors=persons,
            acts={Act.ENTER, Act.REVEAL} if found.subjects else {Act.ENTER},
            fields=field_lists.of_room(found) if found.subjects else (),
            expires_at=closes_at,
        )
        task = open_work(work, actor=actor, at=at)
        facts: dict[str, Value] = {
            "level": level,
            "persons": len(persons),
            "until": closes_at.date(),
        }
        entry = writer.record(Event(Tag.OPENED, actor, room, at, facts, ("1.5", "2.1"), deal))
        found.state, found.opened_at, found.closes_at = rules.State.OPEN, at, closes_at
        found.persons, found.task, found.position = sorted(persons), task, entry.position
        codes.put(found, entry.position)
        found.save()
    return found


def require_ready(
    found: Room, persons: Collection[Ref], closes_at: datetime, actor: Ref, at: datetime
) -> None:
    deal, level, room = Ref(found.deal), DisclosureLevel(found.level), Ref(found.ref)
    lock_free(deal)
    deals.require_stage(deal, rules.STAGE_ACTS[level])
    now = recheck.require(*rules.OPENINGS[level], deal=deal, at=at)
    accounts.require(actor, now, *rules.PREPARERS)
    field_lists.require_assessed(found)
    if level is DisclosureLevel.L3:  # values of several people, so the yes must be young
        approvals.must_be_good(Action.EXPORT, found.prepared_at, now)
        asker = Ref(found.requester), rules.PREPARERS
        approvals.must_still(Action.EXPORT, requester=asker, approvers=(), at=now, deal=deal)
    approvers = {*rules.APPROVERS}
    standing = [one for one in found.approvals if accounts.roles(Ref(one), now, deal) & approvers]
    if not rules.is_approved(level, found.requester, standing):
        raise NotApproved(room=room, count=len(standing))
    if not rules.are_named(level, found.persons, persons):
        raise NotNamed(room=room)
    if closes_at - at > rules.LIMITS[level].longest:
        raise OpenTooLong(level=level)


def enter(*, room: Ref, actor: Ref, at: datetime) -> object:
    """Go in and see what the room shows (``content_store.content_of``).  A refusal is recorded.

    Raises:
        GateClosed: with every reason; StageNotOpen: it is the milestone of the level alone.
        NoSuchRoom
    """
    found = _any(room)
    with stage_named(found, actor):
        decisions.enter(question(found, Act.ENTER, actor, at))
    return content_store.content_of(found)


def view_items(*, room: Ref, actor: Ref, at: datetime) -> Iterator[tuple[Ref, Mapping[str, str]]]:
    """The named items of a clean room, each visit one act in the ledger.

    Raises:
        GateClosed, StageNotOpen: as ``enter``; always for a room that names nobody.
        NoSuchRoom
    """
    found = _any(room)
    asked = question(found, Act.REVEAL, actor, at, field_lists.of_room(found))
    with stage_named(found, actor):
        if not found.subjects:
            # Its task is to enter only, so the answer is no, and it is evidence.
            decisions.enter(asked)
        opened, _ = disclosure.open_many(asked, [Ref(ref) for ref in found.subjects])
    return opened


def export(*, room: Ref, actor: Ref, at: datetime) -> None:
    """Try to take a room's content out.  The answer is no, and the try is evidence.

    Raises:
        GateClosed: always.
        NoSuchRoom
    """
    found = _any(room)
    decisions.enter(question(found, Act.EXPORT, actor, at))


@transaction.atomic
def shut(*, room: Ref, actor: Ref, at: datetime) -> None:
    """Close the room for good.

    Raises:
        NoSuchRoom, NotInState, NotPermitted
    """
    found = in_state(room, rules.State.OPEN)
    _require_shutter(Ref(found.deal), actor, at)
    _shut(found, actor, at)


@transaction.atomic
def shut_all(*, deal: Ref, actor: Ref, at: datetime) -> int:
    """Close every open room of a deal, all or none; returns how many there were.

    Raises:
        NotPermitted
    """
    _require_shutter(deal, actor, at)
    return _shut_each(Room.objects.filter(deal=deal, state=rules.State.OPEN), actor, at)


@transaction.atomic
def shut_older(*, deal: Ref, before: int, actor: Ref, at: datetime) -> int:
    """Close the rooms that were opened, or got ready, before that entry; as ``shut_all``."""
    _require_shutter(deal, actor, at)
    living = Room.objects.filter(deal=deal, state__in=[rules.State.OPEN, rules.State.PREPARED])
    return _shut_each(living.filter(position__lt=before), actor, at)


def _shut_each(rows: QuerySet[Room], actor: Ref, at: datetime) -> int:
    found = list(rows.select_for_update(no_key=True).order_by("id"))
    for room in found:
        _shut(room, actor, at)
    return len(found)


def _require_shutter(deal: Ref, actor: Ref, at: datetime) -> None:
    """The system may too: it shuts what a breach or a suspension left open."""
    if actor != SYSTEM:
        accounts.require(actor, at, *rules.SHUTTERS, deal=deal)


def _shut(found: Room, actor: Ref, at: datetime) -> None:
    # A row that is not authentic is shut too, and stays what it is.
    is_own = verification.is_authentic(found)
    found.state, found.shut_at = rules.State.SHUT, at
    if found.task:  # one that never opened has none
        with contextlib.suppress(NoSuchTask):  # somebody may have ended the visitors' task before
            close_task(task=Ref(found.task), actor=actor, at=at)
    facts: dict[str, Value] = {"level": DisclosureLevel(found.level)}
    ref, deal = Ref(found.ref), Ref(found.deal)
    entry = writer.record(Event(Tag.SHUT, actor, ref, at, facts, ("1.5", "2.2"), deal))
    if is_own:
        codes.put(found, entry.position)
    found.save(update_fields=["state", "shut_at", *codes.STORED])


def _kept(room: Ref, actor: Ref, at: datetime) -> contextlib.AbstractContextManager[None]:
    """What is refused inside is in the ledger, about the room."""
    deal = Ref(_any(room).deal)
    return refusals.kept(
        Tag.REFUSED, Why, actor=actor, about=room, at=at, duties=("1.5",), deal=deal
    )


def _by_two(room: Ref, actor: Ref, at: datetime) -> contextlib.AbstractContextManager[None]:
    """What is refused inside for want of two persons is in the ledger."""
    deal = Ref(_any(room).deal)
    return approvals.kept(Action.EXPORT, actor=actor, at=at, deal=deal, about=room, codes=_SPENT)


def _any(room: Ref) -> Room:
    found = Room.objects.filter(ref=room).first()
    if found is None:
        raise NoSuchRoom(room=room)
    return found


def in_state(room: Ref, state: rules.State) -> Room:
    # Whoever looks at a page holds the head and then names the room in a row of its own, which must
    # not wait for us, who wait for the head.
    found = Room.objects.select_for_update(no_key=True).filter(ref=room).first()
    if found is None:
        raise NoSuchRoom(room=room)
    if found.state != state:
        raise NotInState(room=room, state=found.state)
    return found
