"""What the doctor asks chapter 12; whether rows say what the ledger says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from shoumi.base import clock
from shoumi.base.ledger.reader import Recorded
from shoumi.base.messages.refusals import tell_code
from shoumi.base.registry import GuardedTable, Health, HealthFinding, Holding
from shoumi.base.row_authentication import agreement
from shoumi.chapters.defence.block_models import AddressBlock
from shoumi.chapters.defence.canary_models import Canary
from shoumi.chapters.defence.customer_canary_models import CustomerCanary
from shoumi.chapters.defence.events import Tag
from shoumi.chapters.defence.models import (
    Audit,
    AuditFinding,
    HostReading,
    RuleSet,
    SecurityCase,
    Watch,
)
from shoumi.chapters.defence.queries import firewall as queries
from shoumi.chapters.defence.queries.audit import check_audit
from shoumi.chapters.defence.queries.detection import check_detection
from shoumi.chapters.defence.rules import firewall
from shoumi.chapters.defence.sensor_models import SensedAddress, Sensor
from shoumi.chapters.defence.services import (
    audit,
    blocks,
    canaries,
    customer_canaries,
    readings,
    sensors,
)
from shoumi.core.messages import Both
from shoumi.core.terms import ControlState

_CHECKED: tuple[tuple[str, Callable[[datetime], Holding], Both], ...] = (
    (
        "firewall",
        queries.check_firewall,
        ("主机的防火墙与批准的一致", "the host's firewall is as approved"),
    ),
    (
        "detection",
        check_detection,
        ("入侵检测在运行，告警都有人接", "the watch runs, and every alert was taken"),
    ),
    (
        "audit",
        check_audit,
        ("安全自查在运行，发现都按期修补", "the audit runs, and what it found is mended in time"),
    ),
)


def findings() -> Iterator[HealthFinding]:
    at = clock.now()
    for name, check, well in _CHECKED:
        held = check(at)
        if held.state is ControlState.NOT_BUILT:
            continue  # it is elsewhere, and stated
        if held.holds:
            yield HealthFinding(name, Health.OK, well)
            continue
        zh, en = tell_code(held.reason, "zh"), tell_code(held.reason, "en")
        mend = (zh.mend or zh.what, en.mend or en.what)
        yield HealthFinding(name, Health.FAIL, (zh.what, en.what), mend)


def _ruleset(row: RuleSet, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    known = firewall.digests(row.openings, is_routing=row.is_routing)
    wanted = {"number": row.number, "openings": len(row.opened)}
    is_so = any(agreement.facts_are(first.facts, {**wanted, "content": one}) for one in known)
    is_so &= (first.actor, first.at) == (row.drafted_by, row.drafted_at)
    approved = _last(entries, Tag.APPROVED)
    reviewed = _last(entries, Tag.APPROVED, Tag.REVIEWED)
    is_so &= (row.approved_by, row.approved_at) == approved
    is_so &= (row.reviewed_by, row.reviewed_at) == reviewed
    is_so &= row.applied_at == _last(entries, Tag.APPLIED)[1]
    return is_so and (row.ended_by, row.ended_at) == _last(entries, Tag.ENDED)


def _last(entries: Sequence[Recorded], *tags: Tag) -> tuple[str, object]:
    found = agreement.last_of(entries, tags)
    return (str(found.line().actor), found.line().at) if found else ("", None)


def _reading(row: HostReading, entries: Sequence[Recorded]) -> bool:
    last = entries[-1]
    wanted = {
        "ruleset": row.ruleset,
        "seen": row.seen,
        "differences": len(row.differences),
        "content": readings.digest(row.differences),
    }
    is_so = agreement.facts_are(last.line().facts, wanted)
    return is_so and (last.position, last.line().at) == (row.position, row.since)


def _watch(row: Watch, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    is_so = (first.actor, first.at) == (row.begun_by, row.begun_at)
    return is_so and (row.ended_by, row.ended_at) == _last(entries, Tag.STOPPED)


def _case(row: SecurityCase, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    wanted: dict[str, object] = {
        "number": row.number,
        "rule": row.rule,
        "first": row.first,
        "last": row.last,
        "count": row.count,
        "who": row.who or None,
    }
    is_so = agreement.facts_are(first.facts, wanted, absent="who") and first.at == row.opened_at
    is_so &= (row.owner, row.taken_at) == _last(entries, Tag.TAKEN)
    is_so &= (row.closed_by, row.closed_at) == _last(entries, Tag.CLOSED)
    closed = agreement.last_of(entries, [Tag.CLOSED])
    return is_so and row.verdict == (closed.line().facts["verdict"] if closed else "")


def _audit(row: Audit, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    is_so = (first.actor, first.at) == (row.begun_by, row.begun_at)
    brought = agreement.last_of(entries, [Tag.ADVISORIES])
    if brought is None:
        is_so &= row.as_of is None and not row.hits
    else:
        wanted = {"as_of": row.as_of, "hits": len(row.hits)}
        is_so &= agreement.facts_are(brought.line().facts, wanted)
    return is_so and (row.ended_by, row.ended_at) == _last(entries, Tag.AUDIT_STOPPED)


def _finding(row: AuditFinding, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    wanted = {
        "number": row.number,
        "what": row.what,
        "severity": row.severity,
        "due": row.due_at,
        "content": audit.digest(row.name),
    }
    is_so = agreement.facts_are(first.facts, wanted) and first.at == row.found_at
    is_so &= row.mended_at == _last(entries, Tag.MENDED)[1]
    asked = agreement.last_of(entries, [Tag.EXCEPTION_ASKED])
    allowed = agreement.last_of(entries, [Tag.EXCEPTED, Tag.EXCEPTION_ASKED])
    if asked is None or allowed is None:
        return is_so and not (row.asked_by or row.asked_until or row.excepted_until)
    is_so &= row.asked_by == asked.line().actor
    is_so &= agreement.facts_are(asked.line().facts, {"until": row.asked_until})
    if allowed.line().tag != Tag.EXCEPTED:
        return is_so and not (row.allowed_by or row.excepted_until)
    is_so &= row.allowed_by == allowed.line().actor
    return is_so and agreement.facts_are(allowed.line().facts, {"until": row.excepted_until})


def _sensor(row: Sensor, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    is_so = agreement.facts_are(first.facts, sensors.facts(row))
    is_so &= (first.actor, first.at) == (row.added_by, row.added_at)
    return is_so and (row.ended_by, row.ended_at) == _last(entries, Tag.SENSOR_DROPPED)


def _sensed(row: SensedAddress, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    return agreement.facts_are(first.facts, sensors.met(row)) and first.at == row.first_at


def _block(row: AddressBlock, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    is_so = agreement.facts_are(first.facts, blocks.facts(row))
    is_so &= (first.actor, first.at) == (row.blocked_by, row.blocked_at)
    is_so &= row.seen_at == _last(entries, Tag.BLOCK_SEEN)[1]
    return is_so and (row.lifted_by, row.lifted_at) == _last(entries, Tag.UNBLOCKED)


def _canary(row: Canary, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    is_so = agreement.facts_are(first.facts, canaries.facts(row))
    is_so &= (first.actor, first.at) == (row.put_by, row.put_at)
    return is_so and (row.ended_by, row.ended_at) == _last(entries, Tag.CANARY_TAKEN_BACK)


def _customer_canary(row: CustomerCanary, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    is_so = agreement.facts_are(first.facts, customer_canaries.facts(row))
    is_so &= (first.actor, first.at) == (row.asked_by, row.asked_at)
    is_so &= (row.agreed_by, row.agreed_at) == _last(entries, Tag.CUSTOMER_CANARY_AGREED)
    return is_so and (row.ended_by, row.ended_at) == _last(entries, Tag.CUSTOMER_CANARY_ENDED)


guarded = (
    GuardedTable(RuleSet, agreement.each(_ruleset)),
    GuardedTable(HostReading, agreement.each(_reading)),
    GuardedTable(Watch, agreement.each(_watch)),
    GuardedTable(SecurityCase, agreement.each(_case)),
    GuardedTable(AddressBlock, agreement.each(_block)),
    GuardedTable(Sensor, agreement.each(_sensor)),
    GuardedTable(SensedAddress, agreement.each(_sensed)),
    GuardedTable(Canary, agreement.each(_canary)),
    GuardedTable(CustomerCanary, agreement.each(_customer_canary)),
    GuardedTable(Audit, agreement.each(_audit)),
    GuardedTable(AuditFinding, agreement.each(_finding)),
)
