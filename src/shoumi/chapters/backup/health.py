"""What the doctor asks chapter 13; whether rows say what the ledger says of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shoumi.base import clock
from shoumi.base.copies import recipients, snapshot
from shoumi.base.copies.messages import MESSAGES
from shoumi.base.ledger.reader import Recorded
from shoumi.base.registry import GuardedTable, Health, HealthFinding
from shoumi.base.row_authentication import agreement
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.backup import queries
from shoumi.chapters.backup.events import Tag
from shoumi.chapters.backup.models import Drill, Recipient, Run, Target, Verification
from shoumi.chapters.backup.rules import Medium
from shoumi.chapters.backup.services.setup import Stated
from shoumi.core.errors import DomainError

_CHECK = "backup"


def findings() -> Iterator[HealthFinding]:
    if not queries.is_kept_here():
        return
    yield from _ready()
    try:
        seen = queries.seen(clock.now())
    except NotAuthentic:
        return  # the doctor looks at guarded rows itself
    bad = [one for one in seen if not one.counts]
    facts = {"targets": [one.target.ref for one in bad]}
    if not seen:  # the demand shuts its door; a home of this morning is not unwell
        yield HealthFinding(
            _CHECK,
            Health.WARN,
            ("没有副本：丢了这台机器就全丢", "no copy: with this machine all is lost"),
            ("看 docs/backup.md，运行 shoumi backup add", "see docs/backup.md; shoumi backup add"),
        )
    elif bad:
        yield HealthFinding(
            _CHECK,
            Health.FAIL,
            (
                f"{len(seen)} 个存放处，{len(bad)} 个不算数",
                f"{len(seen)} places for copies, {len(bad)} of them do not count",
            ),
            ("运行 shoumi backup list 看缺什么", "run shoumi backup list to see what is lacking"),
            facts,
        )
    else:
        what = (f"{len(seen)} 个存放处都算数", f"all {len(seen)} places for copies count")
        yield HealthFinding(_CHECK, Health.OK, what)


def _ready() -> Iterator[HealthFinding]:
    """Programs and rights that copying a server's databases needs."""
    try:
        snapshot.require_ready()
    except DomainError as refused:
        words = MESSAGES[refused.code]
        facts = refused.facts
        what = (words.zh.format(**facts), words.en.format(**facts))
        mend = (words.remedy_zh.format(**facts), words.remedy_en.format(**facts))
        yield HealthFinding(_CHECK, Health.FAIL, what, mend)


def recipient_agrees(row: Recipient, entries: Sequence[Recorded]) -> bool:
    named = entries[0].line()
    ended = agreement.last_of(entries, [Tag.RECIPIENT_ENDED])
    key = bytes.fromhex(recipients.fingerprint(row.public_key))
    is_named = (named.tag, named.actor, named.at) == (
        Tag.RECIPIENT_NAMED,
        row.named_by,
        row.named_at,
    )
    return (
        is_named
        and agreement.facts_are(named.facts, {"recipient": key})
        and row.ended_at == (ended.line().at if ended else None)
    )


def target_agrees(row: Target, entries: Sequence[Recorded]) -> bool:
    added, ended = entries[0].line(), agreement.last_of(entries, [Tag.TARGET_ENDED])
    stated = agreement.last_of(entries, [Tag.TARGET_ADDED, Tag.TARGET_STATED])
    if added.tag != Tag.TARGET_ADDED or stated is None:
        return False
    said = Stated(
        Medium(row.medium),
        row.is_elsewhere,
        row.is_in_china,
        row.is_separate,
        row.site,
        row.evidence,
    )
    return (
        agreement.facts_are(stated.line().facts, said.facts())
        and (added.at, stated.line().at) == (row.added_at, row.stated_at)
        and row.ended_at == (ended.line().at if ended else None)
    )


def run_agrees(row: Run, entries: Sequence[Recorded]) -> bool:
    wanted = {
        "target": row.target,
        "number": row.number,
        "keyring_number": row.keyring_number,
        "data": bytes.fromhex(row.data),
        "keyring": bytes.fromhex(row.keyring),
        "sentinel": row.sentinel_at,
    }
    return agreement.facts_are(entries[-1].line().facts, wanted)


def verification_agrees(row: Verification, entries: Sequence[Recorded]) -> bool:
    wanted: dict[str, object] = {"target": row.target}
    if row.fault:
        wanted["fault"] = row.fault
    else:
        wanted |= {"copies": row.copies, "keys": row.keys_seconds, "deletion": row.deletion}
    return agreement.facts_are(entries[-1].line().facts, wanted)


def drill_agrees(row: Drill, entries: Sequence[Recorded]) -> bool:
    line = entries[-1].line()
    wanted: dict[str, object] = {"target": row.target}
    if line.tag == Tag.RESTORE_TESTED:
        wanted |= {"took": row.took_seconds, "loss": row.loss_seconds, "passed": row.passed}
    return agreement.facts_are(line.facts, wanted) and line.at == row.tested_at


guarded = (
    GuardedTable(Recipient, agreement.each(recipient_agrees)),
    GuardedTable(Target, agreement.each(target_agrees)),
    GuardedTable(Run, agreement.each(run_agrees)),
    GuardedTable(Verification, agreement.each(verification_agrees)),
    GuardedTable(Drill, agreement.each(drill_agrees)),
)
