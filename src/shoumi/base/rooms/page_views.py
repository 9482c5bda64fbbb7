"""Look at one page: the gate, the ledger, then the picture; and whose look it was, by its code.

Every look leaves one entry, which commits to the row of the view: who, what, when, with which code
burnt in.  A row that is altered later does not agree with its entry any more.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Q, QuerySet

from shoumi.base.accounts import queries as accounts
from shoumi.base.attestations import doors
from shoumi.base.gate import decisions as gate_decisions
from shoumi.base.gate.disclosure import NotDurable
from shoumi.base.ledger import reader, refusals, writer
from shoumi.base.ledger.card import under
from shoumi.base.ledger.group_commit import Group
from shoumi.base.rooms import room_documents, rules
from shoumi.base.rooms.admission import question, stage_named
from shoumi.base.rooms.errors import (
    NoSuchCode,
    NoSuchPage,
    OpensAfterClosing,
    ViewAltered,
    ViewOver,
)
from shoumi.base.rooms.events import Tag, Why
from shoumi.base.rooms.models import Paper, Room, View
from shoumi.base.row_authentication import verification
from shoumi.core.gate import Act, GateClosed, Question
from shoumi.core.handbook import DoorAct
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel

# A browser asks for the picture right after the page around it, and again where it is enlarged.
FETCH_WITHIN = timedelta(minutes=2)
_CODE_BITS = 40
_CHECKERS = (*rules.PREPARERS, *rules.APPROVERS)


@dataclass(frozen=True, slots=True)
class _Wish:
    paper: Paper
    page: int
    question: Question


def look(*, paper: Paper, page: int, actor: Ref, at: datetime) -> View:
    """Be shown one page.  Who asks at the same time is answered together, with one commit.

    Raises:
        GateClosed: with every reason; the refusal stands in the ledger.
        StageNotOpen: as ``services.enter``.
        NoSuchPage, OpensAfterClosing
        NotAuthentic: the document was changed, put in or moved to another room from outside.
        NotDurable: a bug, called inside a transaction.
    """
    verification.require([paper])
    if paper.is_closed:
        raise OpensAfterClosing
    if not 0 < page <= paper.pages:
        raise NoSuchPage
    if connection.in_atomic_block:
        raise NotDurable
    with stage_named(paper.room, actor):
        return _looks.take(_Wish(paper, page, question(paper.room, Act.ENTER, actor, at)))


def _look_together(wishes: Sequence[_Wish]) -> list[View | Exception]:
    with transaction.atomic(durable=True):
        # First of all, so that nothing is shut between the answer and its entry.
        head = writer.hold()
        with under(head):
            decisions = gate_decisions.ask_together([wish.question for wish in wishes], head.acts)
        answers: list[View | Exception] = []
        events = []
        for wish, decision in zip(wishes, decisions, strict=True):
            if decision.allowed:
                view = _view(wish.paper, wish.page, wish.question.actor, wish.question.at)
                events.append(_event(Tag.PAGE_SEEN, view, task=wish.question.task))
                answers.append(view)
            else:
                events.append(gate_decisions.entry(decision, wish.question.deal))
                answers.append(GateClosed(decision))
        written = writer.record_many(events, head=head, waits=len(wishes) > 1)
        for answer, entry in zip(answers, written, strict=True):
            if isinstance(answer, View):
                answer.position = entry.position
        View.objects.bulk_create(one for one in answers if isinstance(one, View))
    return answers


_looks = Group(_look_together)


@doors.evident
def check(*, paper: Paper, page: int, actor: Ref, at: datetime) -> View:
    """Look at a page before the room is open, as one who prepares or approves it.

    No milestone need be open for it; what it shows is about customers all the same.

    Raises:
        DoorShut, Suspended, Terminated: recorded.
        NotPermitted, NotInState, NoSuchPage, OpensAfterClosing, NotAuthentic
    """
    _require_checker(paper.room, actor, at)
    verification.require([paper])
    if paper.is_closed:
        raise OpensAfterClosing
    if not 0 < page <= paper.pages:
        raise NoSuchPage
    room, deal = Ref(paper.room.ref), Ref(paper.deal)
    with (
        refusals.kept(Tag.REFUSED, Why, actor=actor, about=room, at=at, duties=("1.5",), deal=deal),
        transaction.atomic(),
    ):
        with under(writer.hold()):
            prepared = Room.objects.get(pk=paper.room_id)
            room_documents.require_prepared(
                prepared, DoorAct.READ, actor=actor, at=at, roles=_CHECKERS
            )
        view = _view(paper, page, actor, at, is_check=True)
        view.position = writer.record(_event(Tag.PAGE_CHECKED, view)).position
        view.save(force_insert=True)
    return view


def _require_checker(room: Room, actor: Ref, at: datetime) -> None:
    accounts.require(actor, at, *_CHECKERS, deal=Ref(room.deal))


def _view(paper: Paper, page: int, person: Ref, at: datetime, *, is_check: bool = False) -> View:
    code = rules.code_of(secrets.randbits(_CODE_BITS))
    return View(
        ref=Ref.new("view"),
        code=code,
        room=paper.room,
        paper=paper,
        page=page,
        person=person,
        at=at,
        is_check=is_check,
    )


def _event(tag: Tag, view: View, *, task: Ref | None = None) -> Event:
    paper, room = view.paper, view.room
    facts: dict[str, Value] = {
        "level": DisclosureLevel(room.level),
        "section": paper.section,
        "place": paper.place,
        "page": view.page,
        "view": digest(view),
    }
    if task is not None:
        facts["task"] = task
    return Event(
        tag, Ref(view.person), Ref(room.ref), view.at, facts, ("1.5", "2.1"), Ref(room.deal)
    )


def digest(view: View) -> Digest:
    """What the ledger commits to: the whole row, its code included."""
    told = [view.ref, view.code, view.paper.ref, view.page, view.person, view.at.isoformat()]
    return Digest.of(json.dumps(told).encode())


@doors.evident
def fetched(*, view: Ref, actor: Ref, at: datetime) -> View:
    """The view whose picture is asked for; the room may have shut since.

    Raises:
        ViewOver: not this person's, too late, or no such view.
        ViewAltered: the row and the ledger do not say the same.
        NotAuthentic: the document was changed or moved from outside.
        GateClosed; of a check, as ``check``
    """
    found = View.objects.select_related("paper", "room").filter(ref=view, person=actor).first()
    if found is None or not timedelta() <= at - found.at <= FETCH_WITHIN:
        raise ViewOver
    if _is_altered(found):
        raise ViewAltered
    verification.require([found.paper])
    if found.is_check:
        room_documents.require_prepared(
            found.room, DoorAct.READ, actor=actor, at=at, roles=_CHECKERS
        )
    else:
        gate_decisions.ask(question(found.room, Act.ENTER, actor, at)).require()
    return found


def _is_altered(view: View) -> bool:
    """Whether the row is other than its entry says, or a look at another room's document."""
    line = reader.entry(view.position).line()
    told = (line.about, line.facts.get("view"))
    return told != (view.room.ref, digest(view).hex()) or view.room_id != view.paper.room_id


def trace(*, code: str, actor: Ref, at: datetime) -> View:
    """Whose look a code was burnt in for.  To ask is an act too.

    Raises:
        NotPermitted
        NoSuchCode: recorded, for somebody holds a page that we did not show.
        ViewAltered: the row and the ledger do not say the same.
    """
    accounts.require(actor, at, *rules.TRACERS)
    read = rules.read_code(code)
    found = View.objects.select_related("paper", "room").filter(code=read).first()
    about = Ref(found.room.ref) if found else actor
    with refusals.kept(Tag.REFUSED, Why, actor=actor, about=about, at=at, duties=("2.2",)):
        if found is None:
            raise NoSuchCode
    if _is_altered(found):
        raise ViewAltered
    with transaction.atomic():
        event = Event(
            Tag.TRACED,
            actor,
            about,
            at,
            {"seen": found.position},
            ("2.2", "9.1"),
            Ref(found.room.deal),
        )
        writer.record(event)
    return found


def counted(rows: QuerySet[Paper]) -> QuerySet[Any]:
    """``rows``, each with its ``looks``: how often its pages were shown."""
    return rows.annotate(looks=Count("views", filter=Q(views__is_check=False)))


def heat(paper: Paper) -> list[int]:
    """How often each page was shown, from the first."""
    seen = paper.views.filter(is_check=False).values_list("page")
    counts: dict[int, int] = dict(seen.annotate(times=Count("id")).order_by("page"))
    return [counts.get(page, 0) for page in range(1, paper.pages + 1)]
