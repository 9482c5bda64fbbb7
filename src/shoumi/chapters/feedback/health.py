"""Whether rows of requests and channels say what the ledger says of them, and what is overdue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from shoumi.base import clock
from shoumi.base.ledger.reader import Recorded
from shoumi.base.registry import GuardedTable, Health, HealthFinding
from shoumi.base.row_authentication import agreement
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.events import Tag
from shoumi.chapters.feedback.models import (
    Channel,
    Chat,
    Merge,
    RecipientNotice,
    Request,
    Restriction,
)
from shoumi.chapters.feedback.queries import Phase, mails
from shoumi.chapters.feedback.rules import State
from shoumi.chapters.feedback.rules.chats import ChatState
from shoumi.chapters.feedback.services import mail_account
from shoumi.core.errors import DomainError

_CHECK, _MAILBOX = "feedback", "requests-mailbox"
# A worker looks each minute.
_SILENT = timedelta(minutes=15)
_ANSWERS = (Tag.REPLIED, Tag.DECLINED)


def findings() -> Iterator[HealthFinding]:
    at = clock.now()
    waiting = [one.phase(at) for one in queries.all_timed(queries.unanswered())]
    late, alone = waiting.count(Phase.OVERDUE), waiting.count(Phase.UNASSIGNED)
    if late or alone:
        yield HealthFinding(
            _CHECK,
            Health.WARN,
            (
                "{late} 件请求逾期，{alone} 件没有人负责",
                "{late} requests are overdue, nobody is assigned to {alone}",
            ),
            ("运行 shoumi request list", "run shoumi request list"),
            {"late": late, "alone": alone},
        )
    else:
        yield HealthFinding(
            _CHECK, Health.OK, ("没有逾期的请求", "no request is overdue"), facts={}
        )
    yield from _mailbox(at)


def _mailbox(at: datetime) -> Iterator[HealthFinding]:
    """Whether the mailbox of requests was reached, and whether it let go what is destroyed here."""
    try:
        account = mail_account.configured()
    except DomainError as refused:
        yield _unreached({"code": refused.code})
        return
    if account is None:
        return
    mark = mails.mark(account.box.digest)
    read_at = mark.read_at if mark else None
    if mark is None or mark.failed_at or (read_at or mark.since) < at - _SILENT:
        yield _unreached({})
    elif left := mails.left_behind():
        yield HealthFinding(
            _MAILBOX,
            Health.WARN,
            (
                "信箱里有 {left} 封已销毁的来信，服务器不让删",
                "{left} mails that are destroyed stay",
            ),
            ("在邮箱里手工删除", "delete them in the mailbox by hand"),
            {"left": left},
        )
    else:
        yield HealthFinding(_MAILBOX, Health.OK, ("收请求的信箱读得到", "it is read"), facts={})


def _unreached(facts: Mapping[str, object]) -> HealthFinding:
    return HealthFinding(
        _MAILBOX,
        Health.WARN,
        ("收请求的信箱读不到，来信进不来", "the mailbox of requests is not reached"),
        (
            "在“联系渠道”核对信箱，看看工作进程在不在运行",
            "check the mailbox under Channels, and that a worker runs",
        ),
        facts,
    )


def _request(row: Request, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    sorted_as = agreement.last_of(entries, (Tag.SORTED,))
    kind = sorted_as.line().facts["kind"] if sorted_as else first.facts["kind"]
    wanted = {"way": row.way, "received": row.received_at}
    told = (first.at, kind) == (row.entered_at, row.kind) and agreement.facts_are(
        first.facts, wanted
    )
    return told and _is_as_told(row, entries) and _ended_as_told(row, entries)


def _is_as_told(row: Request, entries: Sequence[Recorded]) -> bool:
    """Who has it, how it was proved, what is on record, which times the clock rested."""
    to, proof, record, extended_at = "", "", "", None
    rests: list[list[str | None]] = []
    for one in entries:
        line = one.line()
        to = str(line.facts.get("to", to))
        proof = str(line.facts.get("proof", proof))
        record = str(line.facts.get("record", record))
        if line.tag == Tag.EXTENDED:
            extended_at = line.at
        elif line.tag == Tag.ASKED:
            rests.append([line.at.isoformat(), None])
        elif line.tag in (Tag.ADDED, *_ANSWERS):
            rests = [[since, until or line.at.isoformat()] for since, until in rests]
    stands = (row.assignee, row.proof, row.trail, row.extended_at, row.rests)
    return stands == (to, proof, record, extended_at, rests)


def _ended_as_told(row: Request, entries: Sequence[Recorded]) -> bool:
    answered = agreement.last_of(entries, _ANSWERS)
    closed = agreement.last_of(entries, (Tag.CLOSED,))
    told: Mapping[str, object] = answered.line().facts if answered else {}
    state = State.CLOSED if closed else State.ANSWERED if answered else State.OPEN
    wanted = (
        state,
        answered.line().at if answered else None,
        told.get("ground", ""),
        closed.line().facts["outcome"] if closed else "",
        closed.line().at if closed else None,
        closed.line().actor if closed else "",
    )
    stands = (row.state, row.answered_at, row.ground, row.outcome, row.closed_at, row.closed_by)
    return stands == wanted


def _channel(row: Channel, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    ended = agreement.last_of(entries, (Tag.UNLISTED,))
    tried = agreement.last_of(entries, (Tag.TRIED,))
    wanted = (
        first.at,
        ended.line().at if ended else None,
        tried.line().at if tried else None,
        tried.line().actor if tried else "",
        tried.line().facts["back"] if tried else "",
    )
    stands = (row.listed_at, row.ended_at, row.tried_at, row.tried_by, row.back)
    return first.facts["way"] == row.way and stands == wanted


def _chat(row: Chat, entries: Sequence[Recorded]) -> bool:
    taken = agreement.last_of(entries, (Tag.CHAT_TAKEN,))
    handed = agreement.last_of(entries, (Tag.CHAT_HANDED,))
    ended = agreement.last_of(entries, (Tag.CHAT_ENDED,))
    told: Mapping[str, object] = ended.line().facts if ended else {}
    by = handed.line().facts["to"] if handed else taken.line().actor if taken else ""
    state = ChatState.ENDED if ended else ChatState.TAKEN if taken else ChatState.WAITING
    wanted = (
        *(entries[0].line().at, state, by),
        taken.line().at if taken else None,
        ended.line().at if ended else None,
        ended.line().actor if ended else "",
        *(told.get("ending", ""), told.get("request", "")),
    )
    stands = (
        *(row.opened_at, row.state, row.assignee, row.taken_at),
        *(row.ended_at, row.ended_by, row.ending, row.request),
    )
    return stands == wanted


def _restriction(row: Restriction, entries: Sequence[Recorded]) -> bool:
    """Entries name the customer by a pseudonym, so that one is held by the code alone."""
    first, last = entries[0].line(), entries[-1]
    ended = last if last.line().tag == Tag.RELEASED else None
    stands = (row.request, row.begun_at, row.ended_at, row.ended_by, row.ending)
    return stands == (
        first.facts["request"],
        first.at,
        ended.line().at if ended else None,
        ended.line().actor if ended else "",
        ended.line().facts["ending"] if ended else "",
    )


def _notice(row: RecipientNotice, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    answered = agreement.last_of(entries, (Tag.CONFIRMED,))
    let_go = agreement.last_of(entries, (Tag.LET_GO,))
    wanted = {
        "request": row.request,
        "recipient": row.recipient,
        "wanted": row.wanted,
        "until": row.until,
    }
    told = (
        first.at,
        answered.line().facts["answer"] if answered else "",
        answered.line().at if answered else None,
        let_go.line().at if let_go else None,
    )
    stands = (row.told_at, row.answer, row.answered_at, row.let_go_at)
    return stands == told and agreement.facts_are(first.facts, wanted)


def _merge(row: Merge, entries: Sequence[Recorded]) -> bool:
    first, last = entries[0].line(), entries[-1].line()
    undone = last if last.tag == Tag.UNMERGED else None
    stands = (row.request, row.into, row.merged_at, row.merged_by, row.undone_at, row.undone_by)
    return stands == (
        first.facts["request"],
        first.facts["into"],
        first.at,
        first.actor,
        undone.at if undone else None,
        undone.actor if undone else "",
    )


guarded = (
    GuardedTable(Request, agreement.each(_request)),
    GuardedTable(Channel, agreement.each(_channel)),
    GuardedTable(Restriction, agreement.each(_restriction)),
    GuardedTable(Chat, agreement.each(_chat)),
    GuardedTable(RecipientNotice, agreement.each(_notice)),
    GuardedTable(Merge, agreement.each(_merge)),
)
