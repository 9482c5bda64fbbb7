"""A worker sends what is queued, one letter after the other.

Before each letter the doors are asked, and the gate where anything was recorded since the address
was opened: what lapses between two letters stops the rest, which stay queued and say why.  A letter
is claimed in the moment before the other side can have it, in a commit of its own, so nobody sends
it twice; where the worker dies right then nobody knows, and the letter says so until the vendor or
a report of the mail server does, or a person.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from shoumi.base import clock
from shoumi.base.correspondence import (
    accounts,
    batches,
    entrustments,
    open_lines,
    receipts,
    rules,
)
from shoumi.base.correspondence.batch_writer import Person, Writer
from shoumi.base.correspondence.channels.outcome import Broken, Doubtful, Line, Outcome, Parcel
from shoumi.base.correspondence.channels.text import Text
from shoumi.base.correspondence.models import Batch, Letter
from shoumi.base.correspondence.open_lines import Opened
from shoumi.base.correspondence.rules import Failure, Occasion, State, Way
from shoumi.base.gate import disclosure
from shoumi.base.jobs import lease, server_time
from shoumi.base.jobs.errors import LeaseLost
from shoumi.base.ledger import reader
from shoumi.core.errors import DomainError
from shoumi.core.letters import choice
from shoumi.core.refs import Ref

log = logging.getLogger(__name__)
# How often addresses are opened for one letter where others act all the while.
_MOST_OPENED = 8


class Taken(Exception):
    """Somebody else has sent this letter."""


def carry(batch: Ref, writer: Writer, *, lines: Callable[[Way], Line] = accounts.line) -> None:
    """Send what is queued of a batch, if nobody else is at it; what cannot leave now stays.

    Outside every transaction.  Called again, it goes on; called by two, one of them does it.
    """
    found = Batch.objects.filter(ref=batch).first()
    if found is None or not _taken(found):
        return
    try:
        note(found, writer)
        with open_lines.opened(lines) as opened:
            _steps(found, writer, opened)
        Batch.objects.filter(ref=batch).update(failure="")
    except LeaseLost:
        raise
    except Broken as error:
        Batch.objects.filter(ref=batch).update(failure=str(error.facts.get("failure", error.code)))
        log.info("letters of %s wait: %s", batch, error.facts.get("failure", error.code))
    except DomainError as refused:
        batches.hold(found, refused, clock.now())
    finally:
        note(found, writer)
        Batch.objects.filter(ref=batch).update(busy_until=None)


def note(batch: Batch, writer: Writer) -> None:
    """Tell the writer how letters fared since it was told last."""
    with transaction.atomic():
        held = Batch.objects.select_for_update().get(ref=batch.ref)
        reached = batches.unnoted(held)
        if reached:
            at = clock.now()
            for way, people in batches.unnoted_by_way(held).items():
                entrustments.record(way, people, Ref(held.deal), Ref(held.actor), at)
            writer.note(held, reached, at)
            held.letters.filter(is_noted=False).update(is_noted=True)


def _taken(batch: Batch) -> bool:
    if batch.held:
        return False
    now = server_time.now()
    free = Q(busy_until__isnull=True) | Q(busy_until__lt=now)
    mine = Batch.objects.filter(free, ref=batch.ref, held={})
    return mine.update(busy_until=now + rules.LEASE) == 1


def _steps(batch: Batch, writer: Writer, lines: Opened) -> None:
    """A step that one side breaks holds no other: a vendor that does not answer keeps no mail back,
    a relay that stands still keeps nobody from asking how text messages fared.

    Raises:
        Broken: the first that came, once all is tried.
    """
    broken: list[Broken] = []
    for step in (receipts.settle_doubts, _run, receipts.ask):
        try:
            step(batch, writer, lines)
        except Broken as error:
            broken.append(error)
    if broken:
        raise broken[0]


def _run(batch: Batch, writer: Writer, lines: Opened) -> None:
    text = writer.text(batch)
    total = batch.letters.count()
    later: set[str] = set()
    while True:
        queued = batch.letters.filter(state=State.QUEUED).exclude(ref__in=later).order_by("ref")
        chunk = list(queued[: rules.CHUNK])
        if not chunk:
            return
        later |= _Chunk(batch, writer, text, lines).send(chunk)
        with transaction.atomic():
            note(batch, writer)
            left = batch.letters.filter(state=State.QUEUED).count()
            lease.progress(total - left, total)
        Batch.objects.filter(ref=batch.ref).update(busy_until=server_time.now() + rules.LEASE)


class _Chunk:
    """Letters whose addresses are opened together, for as long as nothing happens."""

    def __init__(self, batch: Batch, writer: Writer, text: Text, lines: Opened) -> None:
        self.batch, self.writer, self.text, self.lines = batch, writer, text, lines
        self.ways = [Way(one) for one in batch.ways.split()]
        self.fields = choice.fields(self.ways)
        self.occasion = Occasion(batch.occasion)
        self.people: Mapping[Ref, Person] = {}
        self.values: dict[Ref, Mapping[str, str]] = {}
        self.seen: tuple[int, int] = (0, 0)

    def send(self, letters: Sequence[Letter]) -> set[str]:
        """Those that the other side wants later, or that the next minute goes on with."""
        later: set[str] = set()
        for number, letter in enumerate(letters):
            rest = letters[number:]
            at = self._undisturbed(rest)
            if at is None:
                return later | {one.ref for one in rest}
            person = self.people.get(Ref(letter.to))
            values = self.values.get(Ref(letter.to))
            if person is None or values is None:
                _settled(letter, Outcome(State.DROPPED, "" if person is None else Failure.NOT_LET))
                continue
            if self._one(letter, person, values, at) is State.QUEUED:
                later.add(letter.ref)
        return later

    def _undisturbed(self, letters: Sequence[Letter]) -> datetime | None:
        """A moment at which nothing was recorded since the addresses of these were opened.  They
        are opened anew where something was, and again where somebody acted in between; None: each
        time somebody did."""
        for _ in range(_MOST_OPENED):
            at = clock.now()
            if self.seen == _now(at):
                return at
            self._open([Ref(one.to) for one in letters], at)
        return None

    def _open(self, people: Sequence[Ref], at: datetime) -> None:
        """Ask the doors and the gate, and open the addresses of those it lets through.

        Raises:
            GateClosed: nobody may be read.
            a refusal of ``entrustments.require``
            HostNotAllowed: nothing more may go by the relay that letters went by.
        """
        self.values = {}
        size, minute = _now(at)
        self.writer.require(self.batch, at)
        for line in self.lines.held.values():
            accounts.require_line(line)
        self.people = self.writer.people(self.batch, people)
        if self.people:
            asked = self.writer.question(self.batch, self.fields, at)
            entrustments.require(self.ways, asked.purpose, at)
            opened, _ = disclosure.open_many(asked, list(self.people))
            self.values = dict(opened)
            size += 1  # the entry of this opening; another beside it is asked about
        self.seen = size, minute

    def _one(
        self, letter: Letter, person: Person, values: Mapping[str, str], at: datetime
    ) -> State:
        tried = _tried(letter)
        ways = [way for way in self.ways if way not in tried]
        place = choice.place(values, ways, of_guardian=person.of_guardian)
        if place is None:
            return _settled(letter, Outcome(State.FAILED, Failure.NO_ADDRESS))
        if place.way is Way.POST:
            own = Letter.objects.filter(ref=letter.ref, state=State.QUEUED)
            own.update(way=Way.POST, state=State.TO_PRINT)
            return State.TO_PRINT
        parcel = Parcel(
            Ref(letter.ref),
            place,
            self.text,
            person.own,
            self.occasion,
            at,
            lambda: _claim(letter, place.way),
        )
        try:
            outcome = self.lines[place.way].send(parcel)
        except Taken:
            return State.SENDING
        except Doubtful:
            raise
        except DomainError:
            _give_back(letter)  # claimed, and known not to have gone
            raise
        return _settled(letter, outcome, place.way, at)


def _now(at: datetime) -> tuple[int, int]:
    """What was recorded, and the minute: where neither is another, nothing has lapsed."""
    return reader.size(), int(at.timestamp()) // 60


def _tried(letter: Letter) -> set[str]:
    if letter.turn == 1:
        return set()
    earlier = Letter.objects.filter(
        about=letter.about, to=letter.to, occasion=letter.occasion, turn__lt=letter.turn
    )
    return set(earlier.values_list("way", flat=True))


def _claim(letter: Letter, way: Way) -> None:
    """
    Raises:
        Taken
    """
    mine = Letter.objects.filter(ref=letter.ref, state=State.QUEUED)
    if not mine.update(
        state=State.SENDING, way=way, claimed_at=server_time.now(), tries=F("tries") + 1
    ):
        raise Taken


def _give_back(letter: Letter) -> None:
    Letter.objects.filter(ref=letter.ref, state=State.SENDING).update(state=State.QUEUED, way="")


def _settled(
    letter: Letter, outcome: Outcome, way: Way | None = None, at: datetime | None = None
) -> State:
    """Write down how it ended; one that the other side wants later is given up some time."""
    state = outcome.state
    if state is State.QUEUED:
        Letter.objects.filter(ref=letter.ref, state=State.QUEUED).update(tries=F("tries") + 1)
        letter.refresh_from_db(fields=["tries"])
        if letter.tries >= rules.MAX_TRIES:
            state = State.FAILED
    told: dict[str, object] = {"state": state, "failure": outcome.failure[:60]}
    if way is not None:
        told["way"] = "" if state is State.QUEUED else way
    if state is State.SENT:
        told |= {"sent_at": at, "receipt": outcome.receipt}
    if state in rules.LOST:
        told["settled_at"] = clock.now()
    if state is State.SENT or state in rules.LOST:
        told["is_noted"] = False
    open_states = (State.QUEUED, State.SENDING)
    Letter.objects.filter(ref=letter.ref, state__in=open_states).update(**told)
    return state
