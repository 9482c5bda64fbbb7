"""Letters are queued, printed, posted, come back, and are sent another way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count

from shoumi.base.correspondence import queries
from shoumi.base.correspondence.channels import sink
from shoumi.base.correspondence.errors import NothingPrinted, NothingToResend, NoWay
from shoumi.base.correspondence.events import Tag
from shoumi.base.correspondence.models import Batch, Letter
from shoumi.base.correspondence.rules import LOST, OUT, Failure, Occasion, State, Way
from shoumi.base.ledger import writer
from shoumi.base.messages import refusals
from shoumi.core.errors import DomainError
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import SYSTEM, Ref

_DUTIES = ("3.2", "6.1")
_PART = 500


@dataclass(frozen=True, slots=True)
class Wish:
    """``about``  what people are written to about, such as a campaign; ``ways`` in their order"""

    about: Ref
    deal: Ref
    occasion: Occasion
    task: Ref
    ways: Sequence[Way]


def queue(
    *, wish: Wish, people: Sequence[Ref], actor: Ref, at: datetime, turn: int = 1
) -> Batch | None:
    """Queue a letter to each of ``people`` who has none on that occasion yet; None: each has one.

    Inside the transaction of the change it tells of.

    Raises:
        NoWay
    """
    if not wish.ways:
        raise NoWay
    written = _written(wish, people, turn)
    wanted = [ref for ref in people if ref not in written]
    return _queued(wish, [(ref, turn) for ref in wanted], actor, at) if wanted else None


def _written(wish: Wish, people: Sequence[Ref], turn: int) -> set[str]:
    found = Letter.objects.filter(about=wish.about, occasion=wish.occasion, turn__gte=turn)
    there = set(found.values_list("to", flat=True))
    return there.intersection(people)


def _queued(wish: Wish, people: Sequence[tuple[Ref, int]], actor: Ref, at: datetime) -> Batch:
    ref = Ref.new("batch")
    facts: dict[str, Value] = {"count": len(people), "occasion": wish.occasion, "of": wish.about}
    facts |= {way.value: True for way in wish.ways}
    event = Event(Tag.QUEUED, actor, ref, at, facts, _DUTIES, wish.deal)
    made = Batch.objects.create(
        ref=ref,
        about=wish.about,
        deal=wish.deal,
        occasion=wish.occasion,
        ways=" ".join(wish.ways),
        task=wish.task,
        actor=actor,
        queued_at=at,
        position=writer.record(event).position,
    )
    letters = (
        Letter(
            ref=Ref.new("letter"),
            batch=made,
            about=wish.about,
            to=person,
            occasion=wish.occasion,
            turn=turn,
        )
        for person, turn in people
    )
    Letter.objects.bulk_create(letters, batch_size=_PART)
    return made


@transaction.atomic
def resend(*, wish: Wish, doubtful: bool, actor: Ref, at: datetime) -> int:
    """Queue another letter to whoever's last one did not arrive, by a way not tried yet; to how
    many.

    ``doubtful``  also where nobody knows whether it left: somebody has looked into the relay's log

    Raises:
        NoWay, NothingToResend
    """
    if not wish.ways:
        raise NoWay
    lost = queries.lost(wish.about, doubtful=doubtful)
    again = [ref for ref, tried in lost.items() if set(wish.ways) - set(tried)]
    if not again:
        raise NothingToResend
    own = Letter.objects.filter(about=wish.about, occasion=wish.occasion)
    if doubtful:
        own.filter(to__in=again, state=State.SENDING).update(
            state=State.FAILED, failure=Failure.DOUBTFUL, settled_at=at
        )
    turns: dict[str, int] = {}
    for to, turn in own.filter(to__in=again).values_list("to", "turn"):
        turns[to] = max(turn, turns.get(to, 0))
    _queued(wish, [(ref, turns[ref] + 1) for ref in again], actor, at)
    return len(again)


def go_on(*, about: Ref, actor: Ref, task: Ref) -> int:
    """Take up what is held, under that person's task; how many letters wait that were held."""
    held = Batch.objects.filter(about=about).exclude(held={})
    refs = list(held.values_list("ref", flat=True))
    waiting = Letter.objects.filter(batch__in=refs, state=State.QUEUED).count()
    held.update(held={}, failure="", actor=actor, task=task)
    return waiting


@transaction.atomic
def hold(batch: Batch, refused: DomainError, at: datetime) -> None:
    """Stop a batch: what has not left stays queued, and says why."""
    count = batch.letters.filter(state=State.QUEUED).count()
    facts: dict[str, Value] = {"count": count}
    writer.record(Event(Tag.HELD, SYSTEM, Ref(batch.ref), at, facts, ("6.1",), Ref(batch.deal)))
    batch.held = refusals.kept(refused)
    batch.save(update_fields=["held"])


def to_print(about: Ref, most: int) -> list[Letter]:
    """The next letters that go on paper, those set before and not posted first."""
    states = (State.PRINTED, State.TO_PRINT)
    found = Letter.objects.filter(about=about, way=Way.POST, state__in=states)
    return list(found.order_by("state", "ref")[:most])


@transaction.atomic
def printed(*, about: Ref, deal: Ref, letters: Collection[Ref], actor: Ref, at: datetime) -> None:
    """They stand in a file that somebody can fetch."""
    own = Letter.objects.filter(ref__in=list(letters), state=State.TO_PRINT)
    own.update(state=State.PRINTED)
    facts: dict[str, Value] = {"count": len(letters)}
    writer.record(Event(Tag.PRINTED, actor, about, at, facts, _DUTIES, deal))


@transaction.atomic
def posted(*, about: Ref, deal: Ref, actor: Ref, at: datetime) -> list[Letter]:
    """What was printed is with the post; those letters.

    Raises:
        NothingPrinted
    """
    own = list(
        Letter.objects.select_for_update().filter(about=about, way=Way.POST, state=State.PRINTED)
    )
    if not own:
        raise NothingPrinted
    refs = [one.ref for one in own]
    for start in range(0, len(refs), _PART):
        Letter.objects.filter(ref__in=refs[start : start + _PART]).update(
            state=State.SENT, sent_at=at, is_noted=False
        )
    facts: dict[str, Value] = {"count": len(own)}
    writer.record(Event(Tag.POSTED, actor, about, at, facts, _DUTIES, deal))
    return own


def came_back(about: Ref, people: Sequence[Ref], at: datetime) -> None:
    """Letters that somebody holds in hand again; inside the transaction that says so."""
    out = [state.value for state in OUT]
    for start in range(0, len(people), _PART):
        part = people[start : start + _PART]
        last = {one.to: one.ref for one in queries.newest(about, part).order_by("turn")}
        Letter.objects.filter(ref__in=last.values(), state__in=out).update(
            state=State.BOUNCED, failure=Failure.RETURNED, settled_at=at
        )


def drop(about: Ref, people: Iterable[Ref]) -> None:
    """Who has answered is written to no more."""
    own = Letter.objects.filter(about=about, to__in=list(people))
    own.filter(state__in=(State.QUEUED, State.TO_PRINT, State.PRINTED)).update(state=State.DROPPED)


def hold_all() -> int:
    """In a home that was put back nobody knows which letters have left since the copy: a person
    goes on with each batch; how many."""
    waiting = queries.going()
    return Batch.objects.filter(ref__in=[one.ref for one in waiting]).update(
        held={"code": "letters.restored", "facts": {}}
    )


def unnoted(batch: Batch) -> Mapping[Ref, bool]:
    """Whose letter left or was lost, and whoever writes to them does not know of it yet."""
    own = batch.letters.filter(is_noted=False).values_list("to", "state")
    return {Ref(to): state not in LOST for to, state in own}


def unnoted_by_way(batch: Batch) -> Mapping[Way, int]:
    """How many left by each way, of those whom ``unnoted`` names.  One that came back since it was
    noted left once."""
    own = batch.letters.filter(is_noted=False, state__in=OUT).exclude(way="")
    counted = own.values_list("way").annotate(count=Count("ref")).order_by("way")
    return {Way(way): count for way, count in counted}


def remaining(subjects: Sequence[Ref]) -> int:
    return Letter.objects.filter(to__in=subjects).count()


@transaction.atomic
def forget(subjects: Sequence[Ref]) -> int:
    """Delete every letter to ``subjects``, files of the sink included; how many there were."""
    theirs = Letter.objects.filter(to__in=subjects)
    files = [sink.file_of(Ref(ref)) for ref in theirs.values_list("ref", flat=True)]
    theirs.delete()

    def remove() -> None:
        for file in files:
            file.unlink(missing_ok=True)

    transaction.on_commit(remove)
    return len(files)
