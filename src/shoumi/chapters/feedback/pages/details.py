"""One request in the console: its clock, its record without the texts, and what is owed next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.calendar import year_tables
from shoumi.base.deals import queries as deals
from shoumi.base.messages import names
from shoumi.base.pages import clocks, detail_page, figures, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Column, Table
from shoumi.base.registry.incident_card import incident_desk
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.models import Communication, Request
from shoumi.chapters.feedback.pages import mails, recipients
from shoumi.chapters.feedback.queries import Phase, Timed, proofs, restrictions
from shoumi.chapters.feedback.rules import (
    Ground,
    Kind,
    Outcome,
    Part,
    Proof,
    Way,
    needs_proof,
    reply_clock,
    whole_record,
)
from shoumi.chapters.feedback.rules.data_packages import is_packed
from shoumi.chapters.feedback.rules.restrictions import Ending, restricts, withdraws
from shoumi.chapters.feedback.services import withdrawals
from shoumi.chapters.feedback.verbs.place import READERS, own
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_OF_RELATIVES: Both = (
    (
        "近亲属为了自身的合法、正当利益，可以查阅、复制、更正、删除；死者生前另有安排的，"
        "按其安排办。要什么就办什么：制作副本、更正、列入销毁都在下面。"
    ),
    (
        "Relatives may see, copy, correct and delete for a lawful interest of their own, unless "
        "the person who died arranged otherwise. Do what is asked: the copy, the correction and "
        "the deletion are below."
    ),
)
_RECORD = (
    Column(("内容", "What")),
    Column(("方式", "By")),
    Column(("时间", "When")),
    Column(("谁", "Who")),
)
_OPEN_ACTS = (
    "request-open",
    "request-reply",
    "request-match",
    "request-prove",
    "request-sort",
    "request-ask",
    "request-add",
    "request-extend",
    "request-refuse",
    "request-note",
    "request-enclose",
    "request-restrict",
    "request-withdraw",
    "request-pack",
    "request-assign",
    "request-incident",
    *recipients.ACTS,
)
_ANSWERED_ACTS = (
    "request-open",
    "request-withdraw",
    *("request-note", "request-enclose", "request-assign", "request-incident"),
    *recipients.ACTS,
)


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def asked(request: PageRequest, asked: str) -> HttpResponse:
    one = own(request, asked)
    timed = queries.timed(one)
    record = queries.lines(one)
    owed = _owed(timed, request)
    over = ("request-open", "request-lift", "request-incident")
    acts = {Phase.CLOSED: over, Phase.ANSWERED: _ANSWERED_ACTS}
    done = {*owed, *_beside_the_point(timed, request)}
    others = [slug for slug in acts.get(timed.phase(request.at), _OPEN_ACTS) if slug not in done]
    told = DetailPage(
        title=(
            f"DSR-{one.number:04d} {names.pair(Kind(one.kind))[0]}",
            f"DSR-{one.number:04d}: {names.pair(Kind(one.kind))[1]}",
        ),
        answer=_answer(request, timed),
        cautions=_cautions(request, timed),
        crumbs=[(request.say(("请求", "Requests")), reverse("requests"))],
        pairs=_pairs(request, timed),
        tables=[
            _record(request, record),
            *recipients.told(request, one),
            *mails.sent(request, one),
        ],
        next=detail_page.offers(request, owed, asked=one.ref),
        acts=detail_page.offers(request, others, asked=one.ref),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)


def _owed(timed: Timed, request: PageRequest) -> tuple[str, ...]:
    """What comes next, for whoever it is to do it."""
    one, phase = timed.request, timed.phase(request.at)
    if phase is Phase.CLOSED:
        return ()
    if phase is Phase.ANSWERED:
        return ("request-close",)
    if not one.assignee:
        return ("request-take", "request-assign")
    if phase is Phase.RESTING:
        return ("request-add",)
    if needs_proof(Kind(one.kind)) and not proofs.is_proven(one):
        return ("request-match", "request-prove")
    if _is_withdrawing(one) and withdrawals.standing(one):
        return ("request-withdraw",)
    return ("request-reply",)


def _is_withdrawing(one: Request) -> bool:
    return withdraws(Kind(one.kind)) and bool(proofs.is_proven(one) and one.subject)


def _beside_the_point(timed: Timed, request: PageRequest) -> Iterator[str]:
    """Acts about a restriction, where there is none to begin or to lift; about a copy, where none
    is asked for or it is not proved who asks."""
    one = timed.request
    is_proven = proofs.is_proven(one)
    if not restricts(Kind(one.kind)) or (is_proven and one.subject):
        yield "request-restrict"
    if is_proven or not needs_proof(Kind(one.kind)):
        yield from ("request-match", "request-prove")
    if not is_packed(Kind(one.kind)) or not (is_proven and one.subject):
        yield "request-pack"
    if not _is_withdrawing(one) or not withdrawals.standing(one):
        yield "request-withdraw"
    yield from recipients.beside_the_point(one)
    own = restrictions.of_request(one.ref)
    if own is None or own.ended_at is not None:
        yield "request-lift"
    if incident_desk().known(Ref(one.ref)) is not None:
        yield "request-incident"


def _answer(request: PageRequest, timed: Timed) -> str:
    said: dict[Phase, Both] = {
        Phase.UNASSIGNED: (
            "没有人负责，限 {due} 前答复。",
            "Nobody is assigned; answer it by {due}.",
        ),
        Phase.RUNNING: ("办理中，限 {due} 前答复。", "In hand; answer it by {due}."),
        Phase.RESTING: (
            "等对方补充，期限暂停；最迟 {due}。",
            "The person was asked and the clock rests; {due} at the latest.",
        ),
        Phase.OVERDUE: ("{due} 到期，还没有答复。", "It was due {due} and is not answered."),
        Phase.ANSWERED: ("已答复，等办结。", "Answered; to be closed."),
        Phase.CLOSED: ("已办结：{outcome}。", "Closed: {outcome}."),
    }
    outcome = timed.request.outcome
    return request.say(
        said[timed.phase(request.at)],
        due=timed.due.on,
        outcome=names.of(Outcome(outcome), request.lang) if outcome else "",
    )


def _cautions(request: PageRequest, timed: Timed) -> Sequence[str]:
    if timed.request.kind == Kind.RELATIVES and timed.phase(request.at) is not Phase.CLOSED:
        return (*_clock_cautions(request, timed), request.say(_OF_RELATIVES))
    return _clock_cautions(request, timed)


def _clock_cautions(request: PageRequest, timed: Timed) -> Sequence[str]:
    if timed.phase(request.at) not in (Phase.UNASSIGNED, Phase.RUNNING, Phase.RESTING):
        return ()
    if percent := timed.warned(request.at):
        words: Both = ("期限已过 {percent}%。", "{percent}% of the time is over.")
        return (request.say(words, percent=percent),)
    return ()


def _pairs(request: PageRequest, timed: Timed) -> Iterator[tuple[Both, object]]:
    one = timed.request
    phase = timed.phase(request.at)
    yield ("状态", "State"), names.of(phase, request.lang)
    yield ("渠道", "Channel"), names.of(Way(one.way), request.lang)
    yield ("收到", "Received"), one.received_at
    yield from mails.origin(request, one)
    yield ("负责", "Assigned to"), accounts.names([one.assignee]).get(one.assignee)
    if phase not in (Phase.CLOSED, Phase.ANSWERED):
        clock = clocks.until(one.received_at, timed.due.until, request.at)
        drawn = replace(clock, provisional=timed.due.is_provisional)
        yield ("还剩", "Left"), figures.clock(drawn, request.lang)
    else:
        late: Both = ("逾期", "late") if timed.is_overdue(request.at) else ("按期", "in time")
        yield ("答复", "Answered"), one.answered_at
        yield ("是否按期", "In time"), request.say(late)
    if one.extended_at:
        yield ("延长", "Extended"), one.extended_at
    elif reply_clock.may_extend(timed.course, year_tables.china()):
        longer = reply_clock.due(replace(timed.course, is_extended=True), year_tables.china())
        yield ("延长后最迟", "At the latest, extended"), longer.on
    if needs_proof(Kind(one.kind)):
        proof = names.of(Proof(one.proof), request.lang) if proofs.is_proven(one) else ""
        yield ("身份", "Who asks"), proof or request.say(("没有核实", "not proved"))
    if one.ground:
        yield ("拒绝的依据", "Ground of the refusal"), names.of(Ground(one.ground), request.lang)
    if deal := queries.deal_of(one):
        yield ("转让", "Deal"), deals.numbers([deal]).get(deal, "")
    if one.subject:
        yield ("客户", "Customer"), one.subject
    if known := incident_desk().known(Ref(one.ref)):
        yield ("安全事件", "Incident"), known.number
    yield from _restriction(request, one)
    yield from recipients.merged(request, one)
    if phase is not Phase.CLOSED:
        parts = [line.part for line in queries.lines(one)]
        lacking = whole_record.lacks(queries.known(one, parts, request.at))
        yield (
            ("办结前还缺", "Lacks before it is closed"),
            tuple(names.of(what, request.lang) for what in lacking),
        )
    yield ("账本", "Entry"), tables.entry(request, one.entry_position)


def _restriction(request: PageRequest, one: Request) -> Iterator[tuple[Both, object]]:
    own = restrictions.of_request(one.ref)
    if own is None:
        return
    yield ("信息限制使用，自", "Data rest since"), own.begun_at
    if own.subject != one.subject:
        yield ("限制的客户", "Whose data rest"), own.subject
    if own.ended_at:
        yield ("解除", "Lifted"), own.ended_at
        yield ("解除的原因", "Why lifted"), names.of(Ending(own.ending), request.lang)


def _record(request: PageRequest, record: Sequence[Communication]) -> Table:
    known = accounts.names({line.by for line in record if line.by})
    person = request.say(("请求人", "the person"))
    rows = [
        (
            names.of(Part(line.part), request.lang),
            names.of(Way(line.way), request.lang),
            line.said_at,
            known.get(line.by, line.by) or person,
        )
        for line in record
    ]
    return Table(_RECORD, rows, ("沟通记录", "Record"), ("没有记录。", "Nothing is on record."))
