"""What happens in a drill happens at its time, once, whoever is killed meanwhile: by mail to those
on duty, as a script for whoever leads it to read on the phone, in the file of a sensor, or on the
page alone.  Nothing of it goes to anybody who is not on duty or leads the drill.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from shoumi.base.ledger import writer
from shoumi.base.outbox import rules as mails
from shoumi.base.outbox import services as outbox
from shoumi.base.outbox.services import Draft
from shoumi.chapters.incidents import queries
from shoumi.chapters.incidents.events import Tag
from shoumi.chapters.incidents.models import Breach, DrillInject
from shoumi.chapters.incidents.rules import plans
from shoumi.chapters.incidents.rules.injects import Inject
from shoumi.chapters.incidents.rules.words import Channel
from shoumi.chapters.incidents.services import rows
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import SYSTEM, Ref

_MAILED = (Channel.MAIL, Channel.PHONE)
_SUBJECT = "【演练】{number} 第 {inject} 条 / DRILL {number}, inject {inject}"
_HEAD = "这是演练，不是真实事件；不要转发。/ This is a drill. Nothing of it has happened.\n\n"
_SCRIPT = (
    "请现在打电话给值守的人，照着读，读之前先说“这是演练”：\n"
    "Call whoever is on duty now and read this out, saying first that it is a drill:\n\n"
)
_MILLISECOND = timedelta(milliseconds=1)


def must_be_harmless(injects: Sequence[Inject]) -> None:
    """
    Raises:
        CarriesIdentifier, BodyUnfit: what is mailed names somebody, or cannot be mailed.
    """
    for one in injects:
        if one.channel in _MAILED:
            mails.without_identifiers(mails.body(one.words))


def plan(drill: Breach, injects: Sequence[Inject]) -> None:
    """In the transaction in which the drill begins."""
    DrillInject.objects.bulk_create(
        DrillInject(
            ref=Ref.new("inject"),
            breach=drill.ref,
            number=number,
            channel=one.channel,
            words=one.words,
            due_at=drill.found_at + one.after,
        )
        for number, one in enumerate(injects, 1)
    )


def next_one(*, without: Collection[str] = ()) -> DrillInject | None:
    """What comes first of all drills that go on.

    ``without``  drills, by reference
    """
    running = Breach.objects.filter(is_drill=True, closed_at=None).values("ref")
    waiting = DrillInject.objects.filter(fired_at=None, breach__in=running)
    waiting = waiting.exclude(breach__in=list(without))
    return waiting.order_by("due_at", "id").first()


@transaction.atomic
def fire(*, inject: Ref, at: datetime) -> bool:
    """It happens now; False where it did already, or its drill is over.

    Raises:
        NotAuthentic
    """
    found = DrillInject.objects.select_for_update().filter(ref=inject, fired_at=None).first()
    if found is None:
        return False
    drill: Breach = queries.held(Breach, found.breach)
    if drill.closed_at is not None or at < found.due_at:
        return False
    late = (at - found.due_at) // _MILLISECOND
    facts: dict[str, Value] = {
        "breach": Ref(drill.ref),
        "number": found.number,
        "late": late,
        "channel": Channel(found.channel),
    }
    writer.record(Event(Tag.INJECT_FIRED, SYSTEM, inject, at, facts, rows.DRILL))
    found.fired_at = at
    found.save(update_fields=["fired_at"])
    _send(found, drill, at)
    return True


def _send(one: DrillInject, drill: Breach, at: datetime) -> None:
    """Each message has a key of its own, so it is there once."""
    if one.channel not in _MAILED:
        return
    said = {"number": queries.number_of(drill), "inject": one.number}
    script = _SCRIPT if one.channel == Channel.PHONE else ""
    body = f"{_HEAD}{script}{one.words}\n"
    drafts = [Draft(to, _SUBJECT.format(**said), body, f"{one.ref}:{to}") for to in _to(one, drill)]
    if drafts:
        outbox.queue_many(drafts=drafts, actor=SYSTEM, at=at)


def _to(one: DrillInject, drill: Breach) -> list[Ref]:
    """A script goes to who leads the drill, a mail to everybody on duty."""
    if one.channel == Channel.PHONE:
        return [Ref(drill.reported_by)]
    held = [queries.as_duty(each) for each in queries.posts()]
    return [Ref(who) for who in plans.people_on_duty(held)]
