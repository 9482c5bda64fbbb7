"""Whose score is beyond the bound is suspended at once, by the house itself; a person looks and
lets the access run again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes
from shoumi.base.subjects.ledger_pseudonyms import row
from shoumi.chapters.conduct import queries
from shoumi.chapters.conduct.events import Tag
from shoumi.chapters.conduct.models import Suspension
from shoumi.chapters.conduct.queries import scored
from shoumi.chapters.conduct.rules.scores import Score
from shoumi.chapters.conduct.rules.words import Danger
from shoumi.chapters.conduct.services.people import LIFTERS, settle
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import SYSTEM, Ref

_DUTIES = ("4.2",)
# A round that changed nothing is told once a day.
_TOLD_EACH = timedelta(days=1)


def look(at: datetime) -> list[Suspension]:
    """Score what was opened and suspend whose score says so; who was.

    The last of those who could let an access run again is spared, and 4.2 fails until another
    person has suspended or looked: else nobody could end a false alarm.
    """
    if not queries.is_begun() or not (_is_due(at) or scored.is_anything_new()):
        return []
    over = [one for one in scored.scores_now(at) if one.suspends]
    running = {one.person for one in Suspension.objects.filter(lifted_at__isnull=True)}
    made, spared = [], 0
    for one in over:
        if one.person in running:
            continue
        if _lets_run_again_alone(one.person, at):
            spared += 1
            continue
        if (suspended := _suspended(one, at)) is not None:
            made.append(suspended)
    if made or spared or _is_due(at):
        facts: dict[str, Value] = {"suspended": len(made), "spared": spared}
        with transaction.atomic():
            writer.record(Event(Tag.SCORED, SYSTEM, SYSTEM, at, facts, _DUTIES))
    return made


def _is_due(at: datetime) -> bool:
    last = scored.last_round()
    return last is None or last.line().at + _TOLD_EACH <= at


def _lets_run_again_alone(person: str, at: datetime) -> bool:
    lifters = {str(one) for role in LIFTERS for one in accounts.who(role, at)}
    return person in lifters and len(lifters) == 1


@transaction.atomic
def _suspended(score: Score, at: datetime) -> Suspension | None:
    """None: somebody did at this very moment."""
    writer.hold()
    person = Ref(score.person)
    if Suspension.objects.filter(person=person, lifted_at__isnull=True).exists():
        return None
    made = Suspension(
        ref=Ref.new("suspension"), person=person, why=Danger.SCORE, since=at, by=SYSTEM
    )
    facts: dict[str, Value] = {"person": person, "why": Danger.SCORE, "signals": score.signals}
    event = Event(Tag.SUSPENDED, SYSTEM, Ref(made.ref), at, facts, ("4.2", "4.3"))
    rows = [row(position=str(position)) for position in score.because]
    codes.put(made, writer.record(event, rows=rows).position)
    made.save(force_insert=True)
    settle(person, SYSTEM, at)
    return made
