"""What the doctor asks chapter 12; whether rows say what the ledger says of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shoumi.base import clock
from shoumi.base.ledger.reader import Recorded
from shoumi.base.messages.refusals import tell_code
from shoumi.base.registry import GuardedTable, Health, HealthFinding
from shoumi.base.row_authentication import agreement
from shoumi.chapters.defence import queries
from shoumi.chapters.defence.events import Tag
from shoumi.chapters.defence.models import HostReading, RuleSet
from shoumi.chapters.defence.rules import firewall
from shoumi.chapters.defence.services import readings
from shoumi.core.terms import ControlState

_CHECK = "firewall"


def findings() -> Iterator[HealthFinding]:
    held = queries.check_firewall(clock.now())
    if held.state is ControlState.NOT_BUILT:
        return  # it is elsewhere, and stated
    if held.holds:
        what = ("主机的防火墙与批准的一致", "the host's firewall is as approved")
        yield HealthFinding(_CHECK, Health.OK, what)
        return
    zh, en = (tell_code(held.reason, lang) for lang in ("zh", "en"))
    yield HealthFinding(
        _CHECK, Health.FAIL, (zh.what, en.what), (zh.mend or zh.what, en.mend or en.what)
    )


def _ruleset(row: RuleSet, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    content = firewall.digest(row.openings, is_routing=row.is_routing)
    wanted = {"number": row.number, "openings": len(row.opened), "content": content}
    is_so = agreement.facts_are(first.facts, wanted)
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


guarded = (
    GuardedTable(RuleSet, agreement.each(_ruleset)),
    GuardedTable(HostReading, agreement.each(_reading)),
)
