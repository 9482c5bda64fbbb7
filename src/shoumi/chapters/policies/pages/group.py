"""The working group in the console: its seats and meetings, one meeting, comments on a draft."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.messages import names
from shoumi.base.pages import acts, content_page, detail_page, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.policies.group_models import DraftComment, GroupMeeting, GroupMember
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.queries import group as queries
from shoumi.chapters.policies.rules.group import (
    Answer,
    MeetingState,
    Outcome,
    Seat,
    Treatment,
)
from shoumi.chapters.policies.verbs.place import version_of
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_TITLE: Both = ("政策起草小组", "Working group")
_MEETINGS_NAME: Both = ("会议", "Meetings")
_MEMBERS = (
    Column(("席位", "Seat")),
    Column(("谁", "Who")),
    Column(("在席", "Sits there")),
    Column(("任命", "Appointed")),
)
_MEETINGS = (
    Column(("会议", "Meeting")),
    Column(("时间", "Held")),
    Column(("草稿", "Draft")),
    Column(("状态", "State")),
    Column(("结果", "Outcome")),
)
_VOTES = (Column(("成员", "Member")), Column(("意见", "Answer")), Column(("时间", "When")))
_REMARKS = (
    Column(("意见", "Comment")),
    Column(("谁", "By")),
    Column(("处理", "Became of it")),
    Column(("理由", "Why")),
)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def working_group(request: PageRequest) -> HttpResponse:
    """Who sits there, which seat is empty, and the meetings, the newest first."""
    found = list(GroupMember.objects.filter(left_at=None).order_by("id"))
    known = accounts.names([one.person for one in found])
    try:
        sitting = queries.sitting(request.at)
    except NotAuthentic:
        sitting = {}
    rows = [
        (
            Cell(names.of(Seat(one.seat), request.lang), reverse("group-member", args=[one.ref])),
            known[one.person],
            Seat(one.seat) in sitting.get(Ref(one.person), ()),
            one.appointed_at,
        )
        for one in found
    ]
    empty: Both = (
        "还没有成员。请公司负责人任命：个人信息保护负责人、法务、安全、业务都要有人。",
        (
            "Nobody yet. The head appoints the protection officer, legal, security and somebody of "
            "the business."
        ),
    )
    part, after = tables.part(request, GroupMeeting.objects.order_by("-number"), "number")
    none: Both = ("还没有会议，从草稿的页面召集。", "None yet; one is called from a draft's page.")
    meetings = Table(
        _MEETINGS, [_row(request, one) for one in part], _MEETINGS_NAME, none, after=after
    )
    told = ContentPage(
        _TITLE,
        [Table(_MEMBERS, rows, _TITLE, empty), meetings],
        _lead(request),
        links=content_page.button(request, "group-appoint"),
    )
    return content_page.show(request, told, "working-group")


def _lead(request: PageRequest) -> str:
    try:
        lacking = queries.seats_lacking(request.at)
    except NotAuthentic:
        return request.say(
            (
                "有一行与账本不符，小组现在不能决定。",
                "A row is not as the ledger says: the group cannot decide now.",
            )
        )
    if not lacking:
        whole: Both = (
            "席位齐全。过半数成员到会，负责人和法务在场，才能表决。",
            (
                "Every seat is filled. A meeting is quorate with more than half of the members, "
                "among them the protection officer and legal."
            ),
        )
        return request.say(whole)
    seats = tuple(names.of(seat, request.lang) for seat in lacking)
    words: Both = (
        "空着的席位：{seats}。齐全以前，政策的新版本发布不了。",
        "Empty seats: {seats}. Until they are filled no version of the policy is published.",
    )
    return request.say(words, seats=seats)


def _row(request: PageRequest, one: GroupMeeting) -> tuple[Any, ...]:
    name = request.say(("第 {n} 次", "Meeting {n}"), n=one.number)
    return (
        Cell(name, reverse("meeting", args=[one.ref])),
        one.held_at,
        _draft(request, one),
        names.of(queries.state_of(one), request.lang),
        names.of(Outcome(one.outcome), request.lang) if one.outcome else "",
    )


def _draft(request: PageRequest, one: GroupMeeting) -> Cell:
    number = version_of(one.version).number
    name = request.say(("第 {n} 版", "Version {n}"), n=number)
    return Cell(name, reverse("policy", args=[one.version]))


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def meeting(request: PageRequest, meeting: str) -> HttpResponse:
    """One meeting: what it is about, who said what, its minutes, and what comes next."""
    one: GroupMeeting = queries.get(GroupMeeting, meeting)
    told = DetailPage(
        title=(f"起草小组第 {one.number} 次会议", f"Meeting {one.number} of the working group"),
        answer=_answer(request, one),
        crumbs=[(request.say(_TITLE), reverse("working-group"))],
        pairs=_pairs(request, one),
        tables=[_votes(request, one)],
        next=detail_page.offers(request, _owed(request, one), meeting=one.ref),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)


def _owed(request: PageRequest, one: GroupMeeting) -> tuple[str, ...]:
    try:
        is_member = request.who() in queries.sitting(request.at)
        said = {vote.person for vote in queries.votes(one)}
    except NotAuthentic:
        return ()
    state = queries.state_of(one)
    if not is_member or state is MeetingState.CONFIRMED:
        return ()
    if state is MeetingState.MINUTED:
        is_another = request.who() != one.minuted_by and request.who() in one.present
        return ("meeting-confirm",) if is_another else ()
    if request.at < one.held_at:
        return ()
    return ("meeting-minute",) if request.who() in said else ("meeting-vote", "meeting-minute")


def _answer(request: PageRequest, one: GroupMeeting) -> str:
    if not one.outcome:
        called: Both = ("{held} 开会。", "It is held {held}.")
        return request.say(called, held=one.held_at)
    words: Both = (
        "{outcome}：{members} 名成员中 {present} 人到会，赞成 {yes}，反对 {no}。",
        "Outcome: {outcome}. Of {members} members {present} voted: yes {yes}, no {no}.",
    )
    outcome = names.of(Outcome(one.outcome), request.lang)
    present = len(one.present)
    told = request.say(
        words, outcome=outcome, members=one.members, present=present, yes=one.yes, no=one.no
    )
    if one.confirmed_at:
        return told
    return told + request.say(
        ("纪要等另一位到会成员确认。", " Another who was there confirms the minutes.")
    )


def _pairs(request: PageRequest, one: GroupMeeting) -> Iterator[tuple[Both, object]]:
    refs = [ref for ref in (one.called_by, one.minuted_by, one.confirmed_by) if ref]
    known = accounts.names(refs)
    yield ("草稿", "Draft"), _draft(request, one)
    yield ("议题", "Agenda"), one.agenda
    yield ("召集", "Called by"), known[one.called_by]
    if one.minuted_at:
        yield ("纪要", "Minutes"), one.minutes
        yield ("纪要由谁写", "Minutes by"), known[one.minuted_by]
        yield ("摘要", "SHA-256 of the text"), one.text_sha256
    if one.confirmed_at:
        yield ("确认", "Confirmed by"), known[one.confirmed_by]


def _votes(request: PageRequest, one: GroupMeeting) -> Table:
    """Secret until the minutes are written, so that nobody votes after others."""
    empty: Both = ("还没有人表决。", "Nobody voted yet.")
    name: Both = ("表决", "Votes")
    try:
        found = queries.votes(one)
    except NotAuthentic:
        found = []
    known = accounts.names([vote.person for vote in found])
    hidden = request.say(("已表决", "has voted"))
    rows = [
        (
            known[vote.person],
            names.of(Answer(vote.answer), request.lang) if one.minuted_at else hidden,
            vote.at,
        )
        for vote in found
    ]
    return Table(_VOTES, rows, name, empty)


def remarks(request: PageRequest, version: PolicyVersion) -> Table:
    """The comments on a version; one that waits leads to the form that answers it."""
    found = list(DraftComment.objects.filter(version=version.ref).order_by("id"))
    known = accounts.names([one.by for one in found])
    rows = [_remark(request, one, known) for one in found]
    name: Both = ("意见与答复", "Comments and answers")
    return Table(_REMARKS, rows, name, ("没有意见。", "No comments."))


def _remark(request: PageRequest, one: DraftComment, known: dict[str, str]) -> tuple[Any, ...]:
    if one.treatment:
        became = Cell(names.of(Treatment(one.treatment), request.lang))
    else:
        act = acts.named("remark-answer")
        is_own = one.by == request.who()
        href = acts.offered(act, request, remark=one.ref) if act and not is_own else ""
        became = Cell(request.say(("等答复", "waits for an answer")), href)
    return (one.words, known[one.by], became, one.answer)
