"""What of plans, duty, incidents and drills waits for somebody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from shoumi.base.registry import Asker, InboxItem, InboxKind
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.incidents import queries
from shoumi.chapters.incidents.models import (
    Breach,
    ContingencyPlan,
    DutyContact,
    Liability,
    Lowering,
    PlanChange,
    StatusNote,
)
from shoumi.chapters.incidents.queries import courses, demands
from shoumi.chapters.incidents.queries import status_notes as public_notes
from shoumi.chapters.incidents.rules import incidents as rules
from shoumi.chapters.incidents.rules import plans
from shoumi.chapters.incidents.rules.words import ChangeState, PlanState
from shoumi.chapters.incidents.services import duty, status_notes
from shoumi.chapters.incidents.services.incidents import HANDLERS, LOWERERS
from shoumi.chapters.incidents.services.outcome import CLOSERS, DECIDERS
from shoumi.chapters.incidents.services.plans import DECLINERS, WRITERS
from shoumi.core.messages import Both
from shoumi.core.terms import Role

_INCIDENT: Both = ("第 9.2 条", "demand 9.2")
_CAUSE: Both = ("第 9.3 条", "demand 9.3")
_PLAN: Both = ("第 20 章，应急预案", "chapter 20, the plan")
# Somebody is told so long before a contact or a plan ends.
_AHEAD_DAYS = 14


def items(asker: Asker) -> Iterator[InboxItem]:
    if asker.is_party:
        return
    try:
        yield from _drafts(asker)
        yield from _changes(asker)
        yield from _contacts(asker)
        yield from _incidents(asker)
        yield from _status_notes(asker)
        yield from _answers(asker)
    except NotAuthentic:
        return  # the demands themselves fail then


def _item(
    key: str,
    words: Both,
    what: Both,
    route: str,
    place: dict[str, str],
    since: datetime | None = None,
    until: datetime | None = None,
    *,
    news: bool = False,
) -> InboxItem:
    return InboxItem(
        InboxKind.TASK, key, words, what, route, place, since=since, until=until, news=news
    )


def _drafts(asker: Asker) -> Iterator[InboxItem]:
    newest = queries.in_force()
    if Role.HEAD in asker.roles:
        for one in ContingencyPlan.objects.filter(queries.in_plan_state(PlanState.DRAFT)):
            is_older = newest is not None and newest.number > one.number
            if asker.person == one.written_by or is_older:
                continue
            what: Both = (f"第 {one.number} 版", f"version {one.number}")
            place = {"contingencyplan": one.ref}
            words: Both = ("批准应急预案", "Approve the emergency plan")
            yield _item(f"plan:{one.ref}", words, what, "plan", place, one.written_at)
    if asker.roles & set(WRITERS) and newest is not None and newest.approved_at is not None:
        until = plans.review_due(newest.approved_at)
        if (until - asker.at).days < _AHEAD_DAYS:
            words = ("复审应急预案", "Look at the emergency plan again")
            yield _item(f"plan:{newest.ref}:yearly", words, _PLAN, "plans", {}, None, until)


def _changes(asker: Asker) -> Iterator[InboxItem]:
    if not asker.roles & {*DECLINERS, *WRITERS}:
        return
    for one in PlanChange.objects.filter(queries.in_change_state(ChangeState.OPEN)):
        what: Both = (f"第 {one.number} 条", f"change {one.number}")
        words: Both = ("决定预案的修订意见", "Decide a change of the emergency plan")
        key, place = f"planchange:{one.ref}", {"planchange": one.ref}
        yield _item(key, words, what, "plan-change", place, one.raised_at, one.due_at)


def _contacts(asker: Asker) -> Iterator[InboxItem]:
    """One item for all: they are called one after the other."""
    if not asker.roles & set(duty.NAMERS) or not demands.has_plan():
        return
    people = [who for who in demands.on_duty() if who != asker.person]
    known = {one.person: one for one in DutyContact.objects.filter(person__in=people)}
    ends = [_until(known.get(who)) for who in people]
    late = [end for end in ends if end is None or (end - asker.at).days < _AHEAD_DAYS]
    if late:
        until = min((end for end in late if end is not None), default=None)
        words: Both = (
            f"做应急联络测试，还有 {len(late)} 人",
            f"Try the contacts of those on duty: {len(late)} left",
        )
        yield _item("duty:contacts", words, _PLAN, "on-duty", {}, None, until)


def _until(one: DutyContact | None) -> datetime | None:
    is_good = one is not None and one.is_reached and one.tried_at
    return plans.contact_good_until(one.tried_at) if one and is_good and one.tried_at else None


def _incidents(asker: Asker) -> Iterator[InboxItem]:
    """What comes next of each that is open, and what another has to decide."""
    if not asker.roles & set(HANDLERS):
        return
    for one in Breach.objects.filter(closed_at=None).order_by("number"):
        what: Both = (f"第 {one.number} 号事件", f"incident {one.number}")
        words: Both = ("处置安全事件", "Handle an incident")
        if one.is_drill:
            what = (f"第 {one.number} 号演练", f"drill {one.number}")
            words = ("参加应急演练", "Take part in a drill")
        first = rules.next_of(courses.clocks(one))
        if one.closing_at:
            if asker.person == one.closing_by or not asker.roles & set(CLOSERS):
                continue
            words = ("结案", "Close an incident")
        key, place = f"breach:{one.ref}", {"breach": one.ref}
        until = first.due if first else None
        news = not one.is_drill  # a drill mails nobody
        yield _item(key, words, what, "incident", place, one.found_at, until, news=news)
    for asked in Lowering.objects.filter(decided_at=None):
        if asker.roles & set(LOWERERS) and asker.person != asked.asked_by:
            words = ("决定事件降级", "Decide to grade an incident lower")
            place = {"lowering": asked.ref}
            yield _item(f"lowering:{asked.ref}", words, _INCIDENT, "lowering", place)


def _status_notes(asker: Asker) -> Iterator[InboxItem]:
    """Notes to be approved, and those whose update is promised."""
    for one in StatusNote.objects.filter(shown_at=None).order_by("id"):
        newer = StatusNote.objects.filter(breach=one.breach, number__gt=one.number)
        is_own = asker.person in (one.written_by, one.agreed_by)
        if is_own or newer.exists() or not asker.roles & set(status_notes.APPROVERS):
            continue
        words: Both = ("批准事件的公开说明", "Approve a public note on an incident")
        key, place = f"status:{one.ref}", {"statusnote": one.ref}
        yield _item(key, words, _INCIDENT, "status-note", place, one.written_at)
    if asker.roles & set(HANDLERS):
        for status in public_notes.owed():
            words = ("更新事件的公开说明", "Update a public note on an incident")
            key, place = f"status:{status.note.ref}:next", {"breach": status.breach.ref}
            yield _item(key, words, _INCIDENT, "incident", place, None, status.note.next_at)


def _answers(asker: Asker) -> Iterator[InboxItem]:
    for one in Liability.objects.filter(decided_at=None).order_by("id"):
        place, key = {"liability": one.ref}, f"liability:{one.ref}"
        is_open = one.reply_until is not None and asker.at < one.reply_until
        if one.person == asker.person:
            if is_open and not one.replied_at:
                words: Both = ("就事件责任申辩", "Reply about an incident")
                since, until = one.told_at, one.reply_until
                yield _item(key, words, _CAUSE, "liability", place, since, until)
            continue
        is_ripe = one.replied_at is not None or not is_open
        if is_ripe and asker.roles & set(DECIDERS) and asker.person != one.told_by_whom:
            words = ("认定事件责任", "Decide who answers for an incident")
            yield _item(key, words, _CAUSE, "liability", place, one.replied_at)
