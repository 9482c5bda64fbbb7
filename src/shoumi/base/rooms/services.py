"""Prepare, approve, open, enter and shut rooms."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.documents import store
from shoumi.base.gate import asking, opening
from shoumi.base.gate.tasks import close_task, open_task
from shoumi.base.ledger import writer
from shoumi.base.rooms import rules
from shoumi.base.rooms.events import Tag
from shoumi.base.rooms.models import Room
from shoumi.base.subjects.models import Kind, Subject
from shoumi.core.errors import Conflict, Invalid, Missing, Refused
from shoumi.core.gate import Act, Question
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel, Purpose, Role

# What a reviewer of a clean room may see of a key contact, and nothing else.
ITEM_FIELDS = frozenset({"name", "contact_title", "company_name", "contract_level"})


class NoSuchRoom(Missing):
    code = "room.missing"


class NotInState(Conflict):
    code = "room.not_in_state"


class NotApproved(Refused):
    code = "room.not_approved"


class ApprovedByRequester(Refused):
    code = "room.approved_by_requester"


class TooManyPeople(Refused):
    code = "room.too_many_people"


class OpenTooLong(Invalid):
    code = "room.open_too_long"


def prepare(
    *,
    deal: Ref,
    level: DisclosureLevel,
    content: object,
    rows: int,
    generalised: int = 0,
    suppressed: int = 0,
    persons: Collection[Ref] = (),
    subjects: Sequence[Ref] = (),
    actor: Ref,
    at: datetime,
) -> Room:
    """Get a room ready: keep its content encrypted, note what it shows.

    ``content`` is what JSON can hold; for L3 it is empty and ``subjects`` name whose items are
    shown: they are opened one visit at a time.

    Raises:
        TooManyPeople: more people than a clean room may show.
        NotPermitted: the actor is neither consultant nor DPO.
    """
    accounts.require(actor, at, Role.CON, Role.DPO)
    sensitive = Subject.objects.filter(ref__in=subjects, kind=Kind.CHILD).count()
    if not rules.fits(level, len(subjects), sensitive):
        raise TooManyPeople(level=level, count=len(subjects))
    written = json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
    document = store.put(written, kind="room_content", deal=deal, actor=actor, at=at)
    limits = rules.LIMITS[level]
    with transaction.atomic():
        ref = Ref.new("room")
        facts: dict[str, Value] = {
            "level": level,
            "rows": rows,
            "k": limits.k,
            "distinct": limits.distinct,
            "generalised": generalised,
            "suppressed": suppressed,
            "content": Digest.fromhex(document.sha256),
        }
        entry = writer.record(Event(Tag.PREPARED, actor, ref, at, facts, ("1.5", "2.1"), deal))
        return Room.objects.create(
            ref=ref,
            deal=deal,
            level=level,
            requester=actor,
            persons=sorted(persons),
            subjects=list(subjects),
            rows=rows,
            generalised=generalised,
            suppressed=suppressed,
            document=document.ref,
            prepared_at=at,
            position=entry.position,
        )


@transaction.atomic
def approve(*, room: Ref, actor: Ref, at: datetime) -> None:
    """Say yes to opening a room; whoever asked for it may not.

    Raises:
        ApprovedByRequester, NoSuchRoom, NotInState, NotPermitted
    """
    found = _get(room, rules.State.PREPARED)
    accounts.require(actor, at, Role.DPO, Role.LEG, Role.TR, deal=Ref(found.deal))
    if actor == found.requester:
        raise ApprovedByRequester(room=room)
    found.approvals = sorted({*found.approvals, actor})
    found.save(update_fields=["approvals"])
    facts: dict[str, Value] = {"level": DisclosureLevel(found.level), "count": len(found.approvals)}
    writer.record(Event(Tag.APPROVED, actor, room, at, facts, ("1.5",), Ref(found.deal)))


@transaction.atomic
def open_room(
    *, room: Ref, persons: Collection[Ref], closes_at: datetime, actor: Ref, at: datetime
) -> Room:
    """Open the room to named persons; with it opens the task that gives them a purpose.

    Raises:
        NotApproved: too few have said yes.
        OpenTooLong: longer than the level allows.
        NoSuchRoom, NotInState, NotPermitted
    """
    accounts.require(actor, at, Role.CON, Role.DPO)
    found = _get(room, rules.State.PREPARED)
    level = DisclosureLevel(found.level)
    if not rules.is_approved(level, found.requester, found.approvals):
        raise NotApproved(room=room, count=len(found.approvals))
    if closes_at - at > rules.LIMITS[level].longest:
        raise OpenTooLong(level=level)
    deal = Ref(found.deal)
    task = open_task(
        purpose=Purpose.DUE_DILIGENCE,
        deal=deal,
        actors=persons,
        acts={Act.ENTER, Act.REVEAL} if found.subjects else {Act.ENTER},
        fields=ITEM_FIELDS if found.subjects else (),
        expires_at=closes_at,
        actor=actor,
        at=at,
    )
    facts: dict[str, Value] = {"level": level, "persons": len(persons), "until": closes_at.date()}
    entry = writer.record(Event(Tag.OPENED, actor, room, at, facts, ("1.5", "2.1"), deal))
    found.state, found.opened_at, found.closes_at = rules.State.OPEN, at, closes_at
    found.persons, found.task, found.position = sorted(persons), task, entry.position
    found.save()
    return found


def enter(*, room: Ref, actor: Ref, at: datetime) -> object:
    """Go in and see what the room shows.  A refusal is put in the ledger.

    Raises:
        GateClosed: with every reason.
        NoSuchRoom
    """
    found = _any(room)
    asking.enter(_question(found, Act.ENTER, actor, at))
    return json.loads(store.get(Ref(found.document)))


def view_items(*, room: Ref, actor: Ref, at: datetime) -> Iterator[tuple[Ref, Mapping[str, str]]]:
    """The named items of a clean room, each visit one act in the ledger.

    Raises:
        GateClosed: with every reason.
        NoSuchRoom
    """
    found = _any(room)
    asked = _question(found, Act.REVEAL, actor, at, ITEM_FIELDS)
    opened, _ = opening.open_many(asked, [Ref(ref) for ref in found.subjects])
    return opened


def export(*, room: Ref, actor: Ref, at: datetime) -> None:
    """Try to take a room's content out.  The answer is no, and the try is evidence.

    Raises:
        GateClosed: always.
        NoSuchRoom
    """
    found = _any(room)
    asking.enter(_question(found, Act.EXPORT, actor, at))


@transaction.atomic
def shut(*, room: Ref, actor: Ref, at: datetime) -> None:
    """Close the room for good.

    Raises:
        NoSuchRoom, NotInState
    """
    found = _get(room, rules.State.OPEN)
    found.state, found.shut_at = rules.State.SHUT, at
    found.save(update_fields=["state", "shut_at"])
    close_task(task=Ref(found.task), actor=actor, at=at)
    facts: dict[str, Value] = {"level": DisclosureLevel(found.level)}
    writer.record(Event(Tag.SHUT, actor, room, at, facts, ("1.5", "2.2"), Ref(found.deal)))


def shut_all(*, deal: Ref, actor: Ref, at: datetime) -> int:
    """Close every open room of a deal; returns how many there were."""
    found = list(Room.objects.filter(deal=deal, state=rules.State.OPEN).order_by("id"))
    for room in found:
        shut(room=Ref(room.ref), actor=actor, at=at)
    return len(found)


def _question(
    room: Room, act: Act, actor: Ref, at: datetime, fields: frozenset[str] = frozenset()
) -> Question:
    """A room not opened yet has no task, so nobody has a purpose there; the gate says the rest."""
    return Question(
        actor=actor,
        act=act,
        task=Ref(room.task or "task-none"),
        purpose=Purpose.DUE_DILIGENCE,
        deal=Ref(room.deal),
        at=at,
        fields=fields,
        level=DisclosureLevel(room.level),
    )


def _any(room: Ref) -> Room:
    found = Room.objects.filter(ref=room).first()
    if found is None:
        raise NoSuchRoom(room=room)
    return found


def _get(room: Ref, state: rules.State) -> Room:
    found = Room.objects.select_for_update().filter(ref=room).first()
    if found is None:
        raise NoSuchRoom(room=room)
    if found.state != state:
        raise NotInState(room=room, state=found.state)
    return found
