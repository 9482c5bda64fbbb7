"""What vendors and mail servers say of letters afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce

from shoumi.base import clock
from shoumi.base.correspondence import rules
from shoumi.base.correspondence.batch_writer import Writer
from shoumi.base.correspondence.channels.sms import Fared, SmsLine, Wish
from shoumi.base.correspondence.models import Batch, Letter
from shoumi.base.correspondence.open_lines import Opened
from shoumi.base.correspondence.rules import Failure, State, Way
from shoumi.base.gate import disclosure
from shoumi.base.jobs import server_time
from shoumi.core.letters import choice
from shoumi.core.letters.reports import Fate, Report
from shoumi.core.refs import Ref


def reported(report: Report, at: datetime) -> bool:
    """Take in what a mail server reports; whether it changed anything.

    What came back after it was said to be delivered came back; never the other way round.
    """
    own = Letter.objects.filter(ref=report.letter, way=Way.MAIL)
    if report.fate is Fate.DELIVERED:
        own = own.filter(state__in=(State.SENDING, State.SENT))
        return bool(_arrived(own, at))
    own = own.filter(state__in=(State.SENDING, State.SENT, State.DELIVERED))
    failure = f"smtp.{report.status}" if report.status else ""
    return bool(own.update(state=State.BOUNCED, failure=failure, settled_at=at, is_noted=False))


def _arrived(own: QuerySet[Letter], at: datetime) -> int:
    return own.update(
        state=State.DELIVERED,
        sent_at=Coalesce("sent_at", Value(at)),
        settled_at=at,
        failure="",
        is_noted=False,
    )


def settle_doubts(batch: Batch, writer: Writer, lines: Opened) -> None:
    """Letters that were handed over as a worker died: the vendor of text messages is asked.

    Of a mail only a report can tell, or a person.
    """
    now = server_time.now()
    own = batch.letters.filter(state=State.SENDING, way=Way.SMS)
    doubtful = list(own.filter(claimed_at__lt=now - rules.DOUBT_AFTER)[: rules.MAX_ASKED])
    for letter, told in _fates(batch, writer, lines, doubtful):
        at = clock.now()
        found = Letter.objects.filter(ref=letter.ref, state=State.SENDING)
        claimed = letter.claimed_at or now
        if told is Fared.TAKEN:
            found.update(state=State.SENT, sent_at=at, is_noted=False)
        elif told is Fared.UNKNOWN and now - claimed > rules.UNKNOWN_AFTER:
            found.update(state=State.QUEUED, way="")
        else:
            _settle(found, told, at)


def ask(batch: Batch, writer: Writer, lines: Opened) -> None:
    """Ask the vendor of text messages about those it took, some time after each."""
    if clock.is_demo():
        return
    now = server_time.now()
    due = Q()
    for asked, after in enumerate(rules.ASKED_AFTER):
        due |= Q(asked=asked, claimed_at__lt=now - after)
    own = batch.letters.filter(due, state=State.SENT, way=Way.SMS).order_by("ref")
    letters = list(own[: rules.MAX_ASKED])
    for letter, told in _fates(batch, writer, lines, letters):
        found = Letter.objects.filter(ref=letter.ref, state=State.SENT)
        found.update(asked=letter.asked + 1)
        _settle(found, told, clock.now())


def _fates(
    batch: Batch, writer: Writer, lines: Opened, letters: Sequence[Letter]
) -> list[tuple[Letter, Fared]]:
    """Whose number is opened again for it, through the doors and the gate."""
    if not letters:
        return []
    line = lines[Way.SMS]
    if not isinstance(line, SmsLine):
        return []
    at = clock.now()
    writer.require(batch, at)
    people = writer.people(batch, [Ref(one.to) for one in letters])
    if not people:
        return []
    asked = writer.question(batch, choice.fields([Way.SMS]), at)
    opened, _ = disclosure.open_many(asked, list(people))
    values: dict[Ref, Mapping[str, str]] = dict(opened)
    told: list[tuple[Letter, Fared]] = []
    for letter in letters:
        ref = Ref(letter.to)
        if ref not in values:
            continue
        place = choice.place(values[ref], [Way.SMS], of_guardian=people[ref].of_guardian)
        if place is not None:
            since = letter.claimed_at or at
            wish = Wish(Ref(letter.ref), place.to, letter.receipt, since)
            told.append((letter, line.fate(wish, server_time.now())))
    return told


def _settle(found: QuerySet[Letter], told: Fared, at: datetime) -> None:
    if told is Fared.DELIVERED:
        _arrived(found, at)
    elif told is Fared.BOUNCED:
        found.update(
            state=State.BOUNCED,
            failure=Failure.NOT_DELIVERED,
            sent_at=Coalesce("sent_at", Value(at)),
            settled_at=at,
            is_noted=False,
        )
