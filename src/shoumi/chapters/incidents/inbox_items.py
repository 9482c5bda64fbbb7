"""What of plans, duty, incidents and drills waits for somebody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from shoumi.base.registry import Asker, InboxItem, InboxKind
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.incidents import queries
from shoumi.chapters.incidents.models import ContingencyPlan, DutyContact, PlanChange
from shoumi.chapters.incidents.queries import demands
from shoumi.chapters.incidents.rules import plans
from shoumi.chapters.incidents.rules.words import ChangeState, PlanState
from shoumi.chapters.incidents.services import duty
from shoumi.chapters.incidents.services.plans import DECLINERS, WRITERS
from shoumi.core.messages import Both
from shoumi.core.terms import Role

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
) -> InboxItem:
    return InboxItem(InboxKind.TASK, key, words, what, route, place, since=since, until=until)


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
