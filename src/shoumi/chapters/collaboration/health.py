"""What the doctor asks chapter 11; whether rows say what the ledger says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from shoumi.base import clock
from shoumi.base.ledger.reader import Recorded
from shoumi.base.messages.refusals import tell_code
from shoumi.base.registry import GuardedTable, Health, HealthFinding, Holding
from shoumi.base.row_authentication import agreement
from shoumi.chapters.collaboration.connector_models import Connector
from shoumi.chapters.collaboration.duty_models import Absence, Interest
from shoumi.chapters.collaboration.events import Tag
from shoumi.chapters.collaboration.models import ChapterDuty, SharedTask
from shoumi.chapters.collaboration.queries import checks
from shoumi.chapters.collaboration.rules import digests
from shoumi.chapters.collaboration.thread_models import Thread, ThreadMessage
from shoumi.core.messages import Both
from shoumi.core.terms import ControlState

_CHECKED: tuple[tuple[str, Callable[[datetime], Holding], Both], ...] = (
    (
        "sharing",
        checks.check_sharing,
        ("协作任务都有期限，到期即止", "what departments share ends when its task does"),
    ),
    (
        "threads",
        checks.check_messages,
        ("消息都先扫描再保存", "every message was scanned before it was kept"),
    ),
    (
        "raci",
        checks.check_duties,
        ("每一章都有一位在职的人负责", "one person answers for each chapter, and is there"),
    ),
)


def findings() -> Iterator[HealthFinding]:
    at = clock.now()
    for name, check, well in _CHECKED:
        held = check(at)
        if held.state is ControlState.NOT_BUILT:
            continue  # it is stated
        if held.holds:
            yield HealthFinding(name, Health.OK, well)
            continue
        zh, en = tell_code(held.reason, "zh"), tell_code(held.reason, "en")
        mend = (zh.mend or zh.what, en.mend or en.what)
        yield HealthFinding(name, Health.FAIL, (zh.what, en.what), mend)


def _shared_task(row: SharedTask, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    opened = {
        "number": row.number,
        "purpose": row.purpose,
        "departments": len(row.departments),
        "until": row.expires_at,
        "content": digests.of_task(row.title, row.departments),
    }
    is_so = agreement.facts_are(first.facts, opened) and first.deal == row.deal
    is_so &= (str(first.actor), first.at) == (row.opened_by, row.opened_at)
    handed = agreement.last_of(entries, [Tag.OPENED, Tag.HANDED])
    is_so &= handed is not None and handed.line().facts["accountable"] == row.accountable
    is_so &= len(row.workers) == first.facts["workers"]
    granted = agreement.last_of(entries, [Tag.GRANTED])
    is_so &= row.grant == (granted.line().facts["grant"] if granted else "")
    ended = agreement.last_of(entries, [Tag.ENDED])
    if ended is None:
        return is_so and row.closed_at is None
    line = ended.line()
    told = (line.at, str(line.actor), line.facts["end"])
    return is_so and told == (row.closed_at, row.closed_by, row.end)


def _duty(row: ChapterDuty, entries: Sequence[Recorded]) -> bool:
    line = entries[-1].line()
    told = {
        "number": row.number,
        "accountable": row.accountable,
        "content": digests.of_duty(row.responsible, row.consulted, row.informed),
    }
    is_by = (str(line.actor), line.at) == (row.assigned_by, row.assigned_at)
    return is_by and agreement.facts_are(line.facts, told)


def _thread(row: Thread, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    opened = {
        "number": row.number,
        "kind": row.kind,
        "about": row.about,
        "content": digests.of_topic(row.topic),
    }
    is_so = agreement.facts_are(first.facts, opened) and first.deal == row.deal
    is_so &= (str(first.actor), first.at) == (row.opened_by, row.opened_at)
    lines = [one.line() for one in entries]
    joined = {str(one.facts["person"]) for one in lines if one.tag == Tag.JOINED}
    is_so &= len(row.members) == int(first.facts["members"]) + len(joined)
    is_so &= joined <= set(row.members)
    return is_so and (row.closed_at, row.closed_by) == _last(entries, Tag.THREAD_CLOSED)


def _message(row: ThreadMessage, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    said = {
        "thread": row.thread,
        "place": row.place,
        "mentions": len(row.mentions),
        "customers": len(row.customers),
        "files": row.files,
        "said": row.commitment,
    }
    is_so = agreement.facts_are(first.facts, said)
    is_so &= (str(first.actor), first.at) == (row.author, row.said_at)
    is_so &= row.found_at == _last(entries, Tag.FOUND)[0]
    return is_so and (row.removed_at, row.removed_by) == _last(entries, Tag.REMOVED)


def _last(entries: Sequence[Recorded], tag: Tag) -> tuple[datetime | None, str]:
    found = agreement.last_of(entries, [tag])
    line = found.line() if found else None
    return (line.at, str(line.actor)) if line else (None, "")


def _absence(row: Absence, entries: Sequence[Recorded]) -> bool:
    line = entries[0].line()
    told = {
        "person": row.person,
        "deputy": row.deputy,
        "since": row.since,
        "until": row.until,
    }
    is_so = agreement.facts_are(line.facts, told)
    is_so &= (str(line.actor), line.at) == (row.told_by, row.told_at)
    return is_so and (row.returned_at, row.returned_by) == _last(entries, Tag.RETURNED)


def _interest(row: Interest, entries: Sequence[Recorded]) -> bool:
    line = entries[0].line()
    is_so = agreement.facts_are(line.facts, {"person": row.person, "why": row.why})
    is_so &= (str(line.actor), line.at, line.deal) == (row.declared_by, row.declared_at, row.deal)
    return is_so and (row.cleared_at, row.cleared_by) == _last(entries, Tag.CLEARED)


def _connector(row: Connector, entries: Sequence[Recorded]) -> bool:
    line = entries[0].line()
    told = {"number": row.number, "vendor": row.vendor, "department": row.department}
    is_so = agreement.facts_are(line.facts, told)
    is_so &= (str(line.actor), line.at) == (row.made_by, row.made_at)
    return is_so and (row.ended_at, row.ended_by) == _last(entries, Tag.DISCONNECTED)


guarded = (
    GuardedTable(SharedTask, agreement.each(_shared_task)),
    GuardedTable(Thread, agreement.each(_thread)),
    GuardedTable(ThreadMessage, agreement.each(_message)),
    GuardedTable(ChapterDuty, agreement.each(_duty)),
    GuardedTable(Connector, agreement.each(_connector)),
    GuardedTable(Absence, agreement.each(_absence)),
    GuardedTable(Interest, agreement.each(_interest)),
)
