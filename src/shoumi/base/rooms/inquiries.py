"""Questions of the buyer's side about what a room shows, and the seller's answers.

Neither may name anybody: what the scan finds is not sent, and what is not sent is not kept.  What
is sent is sealed and dies with the room's content; the ledger has the number and never the text.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from shoumi.base.accounts import queries as accounts
from shoumi.base.attestations import doors, staff_qualification
from shoumi.base.calendar import year_tables
from shoumi.base.documents import store
from shoumi.base.gate import decisions
from shoumi.base.ledger import refusals, writer
from shoumi.base.ledger.card import as_of_head, under
from shoumi.base.ledger.numbers import next_number
from shoumi.base.rooms import admission, rules
from shoumi.base.rooms.admission import question, stage_named
from shoumi.base.rooms.errors import (
    AlreadyAnswered,
    NamesSomeone,
    NoSuchInquiry,
    NoSuchRoom,
    NothingSaid,
    WantsPeople,
)
from shoumi.base.rooms.events import Tag, Why
from shoumi.base.rooms.models import Inquiry, Paper, Room
from shoumi.core.calendar import day_in_china
from shoumi.core.gate import Act
from shoumi.core.handbook import DoorAct
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.redact.cover import Reader, covers
from shoumi.core.refs import Ref
from shoumi.core.scan import find_spans

LONGEST = 500
_CONSTANT = "data_room.room_answer"


@dataclass(frozen=True, slots=True)
class Found:
    """What stands against sending: what was found (``core/redact/cover``), and whether people are
    asked for."""

    labels: tuple[str, ...]
    wants_people: bool

    @property
    def is_clear(self) -> bool:
        return not self.labels and not self.wants_people


def weigh(text: str, *, read: Reader = find_spans) -> Found:
    """Read what somebody is typing.  Nothing is kept, nothing is recorded.

    ``read``  finds the spans of a text: the rules of the scan, or a reader that knows more names
    """
    return Found(tuple(one.what for one in covers(text, read=read)), rules.asks_for_people(text))


def ask(
    *,
    room: Ref,
    text: str,
    paper: Paper | None,
    page: int | None,
    actor: Ref,
    at: datetime,
    read: Reader = find_spans,
) -> Inquiry:
    """Send a question to the seller's side.

    Raises:
        GateClosed: the actor may not be in the room; recorded.
        StageNotOpen: as ``services.enter``.
        NamesSomeone, WantsPeople: recorded, without the text.
        NothingSaid, NoSuchRoom
    """
    found = Room.objects.filter(ref=room).first()
    if found is None:
        raise NoSuchRoom(room=room)
    deal = Ref(found.deal)
    wish = question(found, Act.ENTER, actor, at)
    if not decisions.ask(wish).allowed:
        with stage_named(found, actor):
            decisions.enter(wish)  # says no, and that is evidence
    said = _fit(text)
    with refusals.kept(
        Tag.REFUSED, Why, actor=actor, about=room, at=at, duties=("1.5", "6.1"), deal=deal
    ):
        _require_clear(weigh(said, read=read))
    due_on = year_tables.due(day_in_china(at), _CONSTANT).on
    assert due_on is not None  # working days end on a day
    with transaction.atomic():
        with under(writer.hold()):
            decisions.ask(wish).require()  # the room may have shut since
        kept = _keep(said, deal, actor, at)
        number = next_number(Inquiry, deal=deal)
        facts: dict[str, Value] = {"number": number, "due": due_on}
        entry = writer.record(Event(Tag.ASKED, actor, room, at, facts, ("2.1",), deal))
        return Inquiry.objects.create(
            ref=Ref.new("inquiry"),
            room=found,
            deal=deal,
            number=number,
            paper=paper,
            page=page,
            question=kept,
            asked_by=actor,
            asked_at=at,
            due_on=due_on,
            position=entry.position,
        )


@doors.evident
def answer(
    *, inquiry: Ref, text: str, actor: Ref, at: datetime, read: Reader = find_spans
) -> Inquiry:
    """Answer for the seller's side, once; into a room that somebody named in it may enter.  Who
    answers of the house passes the doors besides that looking at a room passes.

    Raises:
        DoorShut: for somebody of the house; recorded.
        NobodyAdmitted, StageNotOpen: the room is shut, for all who are named; recorded.
        NamesSomeone: recorded, without the text.
        AlreadyAnswered, NothingSaid, NoSuchInquiry, NotPermitted
    """
    row = Inquiry.objects.filter(ref=inquiry).first()
    if row is None:
        raise NoSuchInquiry
    deal = Ref(row.deal)
    accounts.require(actor, at, *rules.ANSWERERS, deal=deal)
    said = _fit(text)
    room = Ref(row.room.ref)
    with refusals.kept(
        Tag.REFUSED, Why, actor=actor, about=room, at=at, duties=("1.5", "6.1"), deal=deal
    ):
        _require_open(row.room, actor, at)
        labels = weigh(said, read=read).labels
        if labels:
            raise NamesSomeone(count=len(labels), labels=_named(labels))
        return _publish(row, said, actor, at)


def _publish(row: Inquiry, said: str, actor: Ref, at: datetime) -> Inquiry:
    deal, room = Ref(row.deal), Ref(row.room.ref)
    with transaction.atomic():
        with under(writer.hold()):
            # The room may have shut since, and a role may be over.
            accounts.require(actor, as_of_head(at), *rules.ANSWERERS, deal=deal)
            _require_open(Room.objects.get(pk=row.room_id), actor, at)
        row = Inquiry.objects.select_for_update().get(pk=row.pk)
        if row.answer:
            raise AlreadyAnswered(number=row.number)
        kept = _keep(said, deal, actor, at)
        facts: dict[str, Value] = {"number": row.number, "late": day_in_china(at) > row.due_on}
        entry = writer.record(Event(Tag.ANSWERED, actor, room, at, facts, ("2.1",), deal))
        row.answer, row.answered_by, row.answered_at = kept, actor, at
        row.answer_position = entry.position
        row.save()
    return row


def _require_open(room: Room, actor: Ref, at: datetime) -> None:
    admission.require_reader(room, at)
    if not accounts.is_outside(actor):
        doors.require(DoorAct.READ, deal=Ref(room.deal), at=at, actor=actor)
        staff_qualification.require(actor, at)


def _fit(text: str) -> str:
    said = text.strip()
    if not 0 < len(said) <= LONGEST:
        raise NothingSaid(most=LONGEST)
    return said


def _require_clear(found: Found) -> None:
    if found.labels:
        raise NamesSomeone(count=len(found.labels), labels=_named(found.labels))
    if found.wants_people:
        raise WantsPeople


def _named(labels: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(labels))


def _keep(text: str, deal: Ref, actor: Ref, at: datetime) -> str:
    # The ledger has the digest of the file; a few words alone could be found by guessing.
    content = json.dumps({"text": text, "salt": secrets.token_hex(16)}, ensure_ascii=False)
    kept = store.put(content.encode(), kind="room_content", deal=deal, actor=actor, at=at)
    return kept.ref


def of_room(room: Room) -> QuerySet[Inquiry]:
    """The newest first."""
    return room.inquiries.select_related("paper").order_by("-id")


def texts(rows: Sequence[Inquiry]) -> dict[str, str]:
    """What was asked and answered, by document; for who may be in the room or answers.

    Raises:
        NoKey: it was destroyed with the room's content.
    """
    wanted = [Ref(ref) for row in rows for ref in (row.question, row.answer) if ref]
    return {ref: json.loads(content)["text"] for ref, content in store.get_many(wanted).items()}
