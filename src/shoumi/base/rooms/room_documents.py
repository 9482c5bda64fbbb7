"""Documents of a room: pictures of pages, numbered in the deal's index, sealed as one file.

What goes in has been drawn already, with bars over what the scan found (``base/viewer``); of the
text there is nothing left.  It goes in before anybody approved; what was approved is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from django.db import transaction
from django.db.models import Max, QuerySet

from shoumi.base.accounts import queries as accounts
from shoumi.base.attestations import doors, staff_qualification
from shoumi.base.deals.services import locks
from shoumi.base.documents import store
from shoumi.base.ledger import refusals, writer
from shoumi.base.ledger.card import as_of_head, under
from shoumi.base.rooms import content_store, rules
from shoumi.base.rooms.errors import (
    IndexFull,
    NoSuchPage,
    NoSuchRoom,
    NotInState,
    TitleNamesSomeone,
    TooMuchCovered,
)
from shoumi.base.rooms.events import Tag, Why
from shoumi.base.rooms.models import Paper, Room
from shoumi.base.rooms.page_images import Picture, packed, unpacked
from shoumi.base.rooms.rules import Section, State
from shoumi.base.row_authentication import codes, verification
from shoumi.core.handbook import DoorAct
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.redact.cover import covers
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel, Role


def require_prepared(
    room: Room, act: DoorAct, *, actor: Ref, at: datetime, roles: Collection[Role]
) -> None:
    """``act`` may be done to what a room is to show, before it opens: nothing lies over the deal,
    and no demand holds a door shut.  Its milestone need not be open.

    ``roles``  of which the actor holds one in the deal, as of the newest entry where the head is
               held

    Raises:
        NotInState, NotPermitted, Suspended, Terminated, DoorShut, NotAuthentic
        NotQualified: the training of the actor lacks something; no gate is asked here.
    """
    if room.state != State.PREPARED:
        raise NotInState(room=room.ref, state=room.state)
    deal = Ref(room.deal)
    accounts.require(actor, as_of_head(at), *roles, deal=deal)
    locks.require_free(deal)
    doors.require(act, deal=deal, at=at, actor=actor)
    staff_qualification.require(actor, at)
    verification.require([room])


@doors.evident
def content(*, room: Ref, actor: Ref, at: datetime) -> object:
    """What a prepared room shows (``content_store.content_of``), for who draws pages of it.

    Raises:
        DoorShut, Suspended, Terminated, NotInState, NotPermitted, NoSuchRoom
    """
    accounts.require(actor, at, *rules.PREPARERS)
    found = _any(room)
    with _kept(found, actor, at), transaction.atomic():
        with under(writer.hold()):
            require_prepared(found, DoorAct.READ, actor=actor, at=at, roles=rules.PREPARERS)
        return content_store.content_of(found)


def _any(room: Ref) -> Room:
    found = Room.objects.filter(ref=room).first()
    if found is None:
        raise NoSuchRoom(room=room)
    return found


def _kept(room: Room, actor: Ref, at: datetime) -> AbstractContextManager[None]:
    """What is refused inside is in the ledger, about the room."""
    about, deal = Ref(room.ref), Ref(room.deal)
    return refusals.kept(
        Tag.REFUSED, Why, actor=actor, about=about, at=at, duties=("1.5",), deal=deal
    )


@doors.evident
def put(
    *,
    room: Ref,
    section: Section,
    title: str,
    pages: Sequence[Picture],
    actor: Ref,
    at: datetime,
) -> Paper:
    """Put a document into a room that nobody has entered yet; without pages it is an entry that
    opens after closing.  Approvals given so far are void: the approvers did not see this.

    Raises:
        TitleNamesSomeone, TooMuchCovered, DoorShut, Suspended, Terminated: recorded.
        NoSuchRoom, NotInState, NotPermitted, IndexFull
    """
    accounts.require(actor, at, *rules.PREPARERS)
    found = _any(room)
    level = DisclosureLevel(found.level)
    with _kept(found, actor, at):
        if covers(title):
            raise TitleNamesSomeone
        count = sum(sum(one.covered.values()) for one in pages)
        if not rules.may_hold(level, count):
            raise TooMuchCovered(level=level, count=count)
    with _kept(found, actor, at), transaction.atomic():
        # The room before the head, as whoever approves or shuts it does; under the head numbers are
        # given one after the other.
        locked = Room.objects.select_for_update(no_key=True).get(pk=found.pk)
        with under(writer.hold()):
            require_prepared(locked, DoorAct.WRITE, actor=actor, at=at, roles=rules.PREPARERS)
        locked.approvals = []
        return _write(locked, section, title, pages, count, actor, at)


def _write(
    room: Room,
    section: Section,
    title: str,
    pages: Sequence[Picture],
    count: int,
    actor: Ref,
    at: datetime,
) -> Paper:
    deal = Ref(room.deal)
    ref = Ref.new("paper")
    if Paper.objects.filter(deal=deal).count() >= rules.MOST_PAPERS:
        raise IndexFull(most=rules.MOST_PAPERS)
    given = Paper.objects.filter(deal=deal, section=int(section)).aggregate(last=Max("place"))
    place = (given["last"] or 0) + 1
    facts: dict[str, Value] = {
        "level": DisclosureLevel(room.level),
        "section": int(section),
        "place": place,
        "pages": len(pages),
        "covered": count,
    }
    document = ""
    if pages:
        kept = store.put(packed(pages), kind="room_content", deal=deal, actor=actor, at=at)
        document = kept.ref
        facts["document"] = Digest.fromhex(kept.sha256)
    entry = writer.record(Event(Tag.PAPER_PUT, actor, Ref(room.ref), at, facts, ("1.5",), deal))
    codes.put(room, entry.position)
    room.save(update_fields=["approvals", *codes.STORED])
    made = Paper(
        ref=ref,
        room=room,
        deal=deal,
        section=int(section),
        place=place,
        title=title,
        document=document,
        pages=len(pages),
        covered=[dict(one.covered) for one in pages],
        put_by=actor,
        put_at=at,
        position=entry.position,
    )
    codes.put(made, entry.position)
    made.save(force_insert=True)
    return made


def picture(paper: Paper, page: int) -> tuple[int, int, bytes]:
    """As ``unpacked``, of a document that is kept.  For who was let through the gate.

    Raises:
        NoKey, DocumentDamaged
    """
    return unpacked(store.get(Ref(paper.document)), page)


def index(deal: Ref) -> QuerySet[Paper]:
    """All entries of the deal's index, in order."""
    return Paper.objects.filter(deal=deal).select_related("room").order_by("section", "place")


def of_number(room: Room, number: str) -> Paper:
    """
    Raises:
        NoSuchPage
    """
    section, _, place = number.partition(".")
    if not (section.isascii() and section.isdigit() and place.isascii() and place.isdigit()):
        raise NoSuchPage
    if max(len(section), len(place)) > len("9999"):
        raise NoSuchPage
    found = room.papers.filter(section=int(section), place=int(place)).first()
    if found is None:
        raise NoSuchPage
    return found


def covered(paper: Paper, page: int) -> Counter[str]:
    """What is under bars on one page."""
    return Counter(paper.covered[page - 1] if 0 < page <= len(paper.covered) else {})
