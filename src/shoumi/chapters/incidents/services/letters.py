"""People are told of an incident by letters of the house: by mail, by text message, or on
paper.

Whom the ledger counted is written to once; by another way again where a letter was lost.  An
address at which a letter was lost before is not tried again.  The incident has shut what letters
pass otherwise, so they are opened by an act of their own (``Act.WARN``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from shoumi.base import clock
from shoumi.base.accounts import queries as accounts
from shoumi.base.correspondence import accounts as channels
from shoumi.base.correspondence import batch_writer, batches, carriage, entrustments
from shoumi.base.correspondence.batches import Wish
from shoumi.base.correspondence.channels.text import Own, Text, require_harmless
from shoumi.base.correspondence.errors import NothingPrinted, NothingQueued, NothingToPrint, NoWay
from shoumi.base.correspondence.models import Batch, Letter
from shoumi.base.correspondence.rules import LOST, MAX_PAPER, OUT, Failure, Occasion, State, Way
from shoumi.base.deals import queries as deals
from shoumi.base.gate import rules as task_rules
from shoumi.base.gate.tasks import Own as Word
from shoumi.base.gate.tasks import Work, open_work, question
from shoumi.base.row_authentication import verification
from shoumi.base.subjects.models import Kind, Subject
from shoumi.chapters.incidents import queries
from shoumi.chapters.incidents.events import Tag
from shoumi.chapters.incidents.models import Breach, BreachNotice, Exposure, NoticeLetters
from shoumi.chapters.incidents.queries import exposures, status_notes
from shoumi.chapters.incidents.rules.words import Addressee
from shoumi.chapters.incidents.rules.words import Way as Told
from shoumi.chapters.incidents.services import notices, rows
from shoumi.chapters.incidents.services.errors import (
    InDrill,
    NobodyCounted,
    NoIncidentText,
    NothingPublic,
)
from shoumi.chapters.incidents.services.incidents import HANDLERS
from shoumi.chapters.incidents.services.notices import Contents
from shoumi.core.gate import Act, Question
from shoumi.core.ledger.leaf import Value
from shoumi.core.letters import choice
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose

# Kind of what its batches are about.
ABOUT = "breach"
# In this order: who has no mail address gets a text message, who has neither a letter on paper.
WAYS = (Way.MAIL, Way.SMS, Way.POST)
_TOLD = {Way.MAIL: Told.MAIL, Way.SMS: Told.TEXT_MESSAGE, Way.POST: Told.LETTER}
_CHUNK = 500
# Came back, could not leave, or may not be opened: of such a letter nobody is told.
_GONE = LOST | {State.DROPPED}
# Groups of people of one deal by the ways that are left for each.
_Groups = dict[tuple[Ref, tuple[Way, ...]], list[Ref]]


def send(
    *, breach: Ref, ways: Sequence[Way], contents: Contents, actor: Ref, at: datetime
) -> BreachNotice:
    """Queue a letter to everybody whom the ledger counted and who has none; to whoever's last one
    was lost another, by a way that was not tried.

    Raises:
        NotPermitted, NoSuchIncident, NotAuthentic, InDrill
        TextMissing, TextTooLong, CarriesIdentifier
        NoWay, NotSetUp, NotTried, and as ``entrustments.require``
        NoIncidentText, NothingPublic: a text message has no approved text, or leads nowhere.
        NobodyCounted: nobody was counted from the ledger.
        NothingQueued: everybody has a letter, or can be reached by none of the ways.
    """
    accounts.require(actor, at, *HANDLERS)
    notices.must_say(contents)
    wanted = [way for way in WAYS if way in ways]
    if not wanted:
        raise NoWay
    one: Breach = queries.get(Breach, breach)
    if one.is_drill:
        raise InDrill
    channels.require(wanted)
    if Way.SMS in wanted:
        _must_lead_somewhere(one)
    entrustments.require(wanted, Purpose.NOTICE, at)
    people = whom(one)
    if not people:
        raise NobodyCounted
    # Whom to ask is the house's own number; the rest may name nobody.
    require_harmless(text_of(one, replace(contents, contact="—"), next(iter(people))))
    with transaction.atomic():
        queries.held(Breach, breach)
        groups = _groups(breach, people, wanted)
        count = sum(map(len, groups.values()))
        if not count:
            raise NothingQueued
        told = _TOLD[wanted[0]]
        made = notices.keep(breach, Addressee.PERSONS, told, count, contents, b"", actor, at)
        for (deal, own), refs in groups.items():
            _begin(made, deal, own, refs, actor, at)
    return made


def may_message(one: Breach) -> bool:
    """Whether a text message about it would lead somewhere."""
    with suppress(NoIncidentText, NothingPublic):
        _must_lead_somewhere(one)
        return True
    return False


def _must_lead_somewhere(one: Breach) -> None:
    """A text message has room for a link alone, so all that is owed stands on the public note.

    Raises:
        NoIncidentText, NothingPublic
    """
    account = channels.current()
    if not clock.is_demo() and (account is None or not account.incident_template):
        raise NoIncidentText
    status = status_notes.public(one.number)
    if status is None or status.is_down:
        raise NothingPublic


def whom(one: Breach) -> Mapping[Ref, list[Ref]]:
    """Everybody whom the ledger counted and who is still held, by deal.

    Raises:
        NotAuthentic
    """
    counts = Exposure.objects.filter(breach=one.ref).order_by("id")
    return exposures.people(verification.require(counts))


def _groups(breach: Ref, people: Mapping[Ref, list[Ref]], wanted: Sequence[Way]) -> _Groups:
    """Who is written to now, by the ways that are left for each."""
    found: _Groups = defaultdict(list)
    for deal, refs in people.items():
        for start in range(0, len(refs), _CHUNK):
            part = refs[start : start + _CHUNK]
            gone, told = _lost_ways(part), _told(breach, part)
            for ref in part:
                left = tuple(way for way in wanted if way not in gone.get(ref, ()))
                if left and ref not in told:
                    found[deal, left].append(ref)
    return found


def _lost_ways(people: Sequence[Ref]) -> Mapping[Ref, set[str]]:
    """By which ways the last letter of whatever kind to somebody was lost."""
    found: dict[Ref, dict[str, str]] = defaultdict(dict)
    own = Letter.objects.filter(to__in=people).exclude(way="")
    for to, way, state in own.order_by("batch__position").values_list("to", "way", "state"):
        found[Ref(to)][way] = state
    return {
        ref: {way for way, state in ways.items() if state in LOST} for ref, ways in found.items()
    }


def _told(breach: Ref, people: Sequence[Ref]) -> set[str]:
    """Who has a letter of this incident that was not lost."""
    own = Letter.objects.filter(about=breach, to__in=people).exclude(state__in=_GONE)
    return set(own.values_list("to", flat=True))


def _begin(
    notice: BreachNotice,
    deal: Ref,
    ways: Sequence[Way],
    people: Sequence[Ref],
    actor: Ref,
    at: datetime,
) -> None:
    breach = Ref(notice.breach)
    work = Work(
        purpose=Purpose.NOTICE,
        deal=deal,
        actors=[actor],
        acts=[Act.WARN],
        fields=choice.fields(ways),
        expires_at=at + task_rules.longest(Purpose.NOTICE),
        own=Word.ACT,
    )
    task = open_work(work, actor=actor, at=at)
    wish = Wish(breach, deal, Occasion.INCIDENT, task, ways)
    turn = 1 + max(_turns(breach, people), default=0)
    batch = batches.queue(wish=wish, people=people, actor=actor, at=at, turn=turn)
    assert batch is not None
    made = NoticeLetters(
        ref=Ref.new("bletters"),
        breach=breach,
        notice=notice.ref,
        deal=deal,
        batch=batch.ref,
        task=task,
        people=len(people),
        begun_by=actor,
        begun_at=at,
    )
    facts: dict[str, Value] = {"breach": breach, "notice": Ref(notice.ref), "people": made.people}
    rows.keep(made, Tag.LETTERS_QUEUED, facts, rows.INCIDENT, actor, at, deal=deal)


def _turns(breach: Ref, people: Sequence[Ref]) -> list[int]:
    own = Letter.objects.filter(about=breach, to__in=people)
    return list(own.values_list("turn", flat=True))


def text_of(one: Breach, contents: Contents, deal: Ref) -> Text:
    keeper = deals.deal(deal).target_name
    return Text(
        subject="个人信息安全事件告知",
        greeting="尊敬的客户：",
        lead=f"{keeper}依法告知您一起涉及您个人信息的安全事件。",
        parts=[
            ("发生了什么", contents.happened),
            ("已经采取的措施，您可以做的", contents.remedies),
        ],
        how="要核实这封信，请按下面的联系方式联系我们，报上事件编号。",
        code_words="事件编号：",
        closing=(f"联系方式：{contents.contact}", keeper),
    )


@dataclass(frozen=True, slots=True)
class IncidentWriter:
    """Answers for letters of incidents (``batch_writer.Writer``)."""

    def require(self, batch: Batch, at: datetime) -> None:
        """
        Raises:
            NotAuthentic: the incident, its notice or its letters are not as the house left them.
        """
        letters, notice, one = self._of(batch)
        for row in (letters, notice, one):
            verification.require([row])

    def _of(self, batch: Batch) -> tuple[NoticeLetters, BreachNotice, Breach]:
        letters = NoticeLetters.objects.get(batch=batch.ref)
        notice = BreachNotice.objects.get(ref=letters.notice)
        return letters, notice, queries.get(Breach, letters.breach)

    def question(self, batch: Batch, fields: frozenset[str], at: datetime) -> Question:
        return question(
            actor=Ref(batch.actor),
            act=Act.WARN,
            task=Ref(batch.task),
            at=at,
            fields=fields,
            purpose=Purpose.NOTICE,
            in_act=True,
        )

    def text(self, batch: Batch) -> Text:
        _, notice, one = self._of(batch)
        contents = Contents(notice.happened, notice.remedies, notice.contact)
        return text_of(one, contents, Ref(batch.deal))

    def people(self, batch: Batch, refs: Sequence[Ref]) -> Mapping[Ref, batch_writer.Person]:
        """Of a child the guardian is written to (PIPL 31)."""
        _, _, one = self._of(batch)
        code = Own(f"INC-{one.number:03d}", "")
        kinds = Subject.objects.filter(ref__in=refs).values_list("ref", "kind")
        return {Ref(ref): batch_writer.Person(kind == Kind.CHILD, code) for ref, kind in kinds}

    def note(self, batch: Batch, reached: Mapping[Ref, bool], at: datetime) -> None:
        """How all of the batch fare now."""
        found = NoticeLetters.objects.select_for_update().get(batch=batch.ref)
        states = [State(one) for one in batch.letters.values_list("state", flat=True)]
        found.reached = sum(one in OUT for one in states)
        found.lost = sum(one in _GONE for one in states)
        waiting = len(states) - found.reached - found.lost
        found.left_at = (found.left_at or at) if not waiting else None
        facts: dict[str, Value] = {
            "breach": Ref(found.breach),
            "reached": found.reached,
            "lost": found.lost,
            "waiting": waiting,
        }
        deal, actor = Ref(found.deal), Ref(batch.actor)
        rows.keep(found, Tag.LETTERS_NOTED, facts, rows.INCIDENT, actor, at, deal=deal)


WRITER = IncidentWriter()


def to_print(breach: Ref, actor: Ref, at: datetime) -> tuple[Batch, list[Letter]]:
    """The letters of the next file and the batch whose task counts: of one deal at once.

    Raises:
        NotPermitted, NothingToPrint, NotAuthentic
    """
    accounts.require(actor, at, *HANDLERS)
    found = batches.to_print(breach, MAX_PAPER)
    if not found:
        raise NothingToPrint
    batch = found[0].batch
    WRITER.require(batch, at)
    return batch, [one for one in found if one.batch_id == batch.ref]


def unfit(letters: Collection[Letter], at: datetime) -> None:
    """Letters whose name or address cannot be printed, or who has none."""
    refs = [one.ref for one in letters]
    states = (State.TO_PRINT, State.PRINTED)
    Letter.objects.filter(ref__in=refs, state__in=states).update(
        state=State.FAILED, failure=Failure.UNPRINTABLE, settled_at=at, is_noted=False
    )


@transaction.atomic
def posted(*, breach: Ref, actor: Ref, at: datetime) -> int:
    """What was printed is with the post; how many letters.

    Raises:
        NotPermitted, NoSuchIncident, NothingPrinted
    """
    accounts.require(actor, at, *HANDLERS)
    queries.held(Breach, breach)
    first = NoticeLetters.objects.filter(breach=breach).order_by("id").first()
    if first is None:
        raise NothingPrinted
    made = batches.posted(about=breach, deal=Ref(first.deal), actor=actor, at=at)
    for batch in Batch.objects.filter(ref__in={each.batch_id for each in made}):
        carriage.note(batch, WRITER)
    return len(made)
