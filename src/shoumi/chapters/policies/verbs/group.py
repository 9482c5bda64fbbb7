"""The verbs of the working group: seats, meetings, votes, minutes, comments on a draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, OnPage, OnTerminal, Verb
from shoumi.chapters.policies.group_models import (
    DraftComment,
    GroupMeeting,
    GroupMember,
    GroupVote,
)
from shoumi.chapters.policies.queries import group as queries
from shoumi.chapters.policies.rules.group import Answer, Seat, Treatment
from shoumi.chapters.policies.services import comments
from shoumi.chapters.policies.services import group as services
from shoumi.chapters.policies.verbs.place import (
    GROUP,
    MEETING,
    MEMBER,
    PERSON,
    REMARK,
    VERSION,
    in_api,
    version_of,
    words,
)
from shoumi.core.messages import Both
from shoumi.core.terms import Role


def told_member(one: GroupMember) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "person": one.person,
        "seat": Seat(one.seat),
        "full_time": one.is_full_time,
        "appointed_at": one.appointed_at,
        "left_at": one.left_at,
    }


def told_meeting(one: GroupMeeting) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "number": one.number,
        "version": one.version,
        "state": queries.state_of(one),
        "held_at": one.held_at,
        "outcome": one.outcome or None,
        "members": one.members,
        "present": len(one.present),
        "yes": one.yes,
        "no": one.no,
        "text_sha256": one.text_sha256 or None,
    }


def told_vote(one: GroupVote) -> dict[str, Any]:
    return {"ref": one.ref, "meeting": one.meeting, "answer": Answer(one.answer), "at": one.at}


def told_remark(one: DraftComment) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "version": one.version,
        "words": one.words,
        "at": one.at,
        "treatment": one.treatment or None,
        "answer": one.answer,
    }


def _about_member(request: PageRequest, groupmember: str) -> Iterator[tuple[Both, object]]:
    one: GroupMember = queries.get(GroupMember, groupmember)
    yield ("席位", "Seat"), names.of(Seat(one.seat), request.lang)
    yield ("任命", "Appointed"), one.appointed_at


def _about_meeting(request: PageRequest, meeting: str) -> Iterator[tuple[Both, object]]:
    one: GroupMeeting = queries.get(GroupMeeting, meeting)
    yield ("草稿", "Draft"), version_of(one.version).number
    yield ("议题", "Agenda"), one.agenda
    if one.minuted_at:
        yield ("纪要", "Minutes"), one.minutes


def _about_remark(request: PageRequest, remark: str) -> Iterator[tuple[Both, object]]:
    yield ("意见", "Comment"), queries.get(DraftComment, remark).words


def _text_of(request: PageRequest, place: Mapping[str, Any]) -> str:
    """Digest of the draft the meeting is about, as its reader sees it."""
    return version_of(queries.get(GroupMeeting, place["meeting"]).version).text_sha256


def _vote(call: Call) -> GroupVote:
    seen = call.given["seen"] or ""
    answer = call.given["answer"]
    return services.vote(meeting=call.on, answer=answer, seen=seen, actor=call.actor, at=call.at)


_TO_MEETING = OnPage(back="meeting", to=("meeting", "meeting"), facts=_about_meeting)
APPOINT = Verb(
    noun="group",
    name="appoint",
    on=GROUP,
    do=lambda call: services.appoint(actor=call.actor, at=call.at, **call.given),
    tells=told_member,
    title=("任命小组成员", "Appoint a member"),
    done=("已任命", "Appointed"),
    roles=(Role.HEAD,),
    fields=(
        PERSON,
        Field(
            "seat",
            ("席位", "Seat"),
            forms.Kind.ONE,
            (
                "负责人、法务、安全、业务四个席位都要有人；岗位没了，席位也就空了。",
                (
                    "Protection officer, legal, security and business are all needed; whoever "
                    "loses the role leaves the seat empty."
                ),
            ),
            options=words_of(Seat),
            of=Seat,
        ),
        Field(
            "full_time",
            ("专职", "Full time"),
            forms.Kind.TICK,
            (
                (
                    "个人信息保护负责人只做这一件事。主要业务涉及个人信息且员工超过 200 人，"
                    "处理（含预计 12 个月内）超过 100 万人的个人信息，或者超过 10 万人的敏感"
                    "个人信息，有其一的，GB/T 35273-2020 11.1(c) 要求专职。"
                ),
                (
                    "The protection officer does nothing else. GB/T 35273-2020 11.1(c) asks for "
                    "that with more than 200 staff where personal information is the main "
                    "business, data of 1,000,000 people (within twelve months too), or sensitive "
                    "data of 100,000."
                ),
            ),
            is_needed=False,
            default=False,
        ),
    ),
    button=("任命", "Appoint"),
    page=OnPage(back="working-group", to=("working-group", "")),
    command=OnTerminal(),
    operation=in_api(
        "Appoint a member of the working group.",
        "GroupMemberLine",
        told_member,
        status=201,
        path="",
    ),
)
LEAVE = Verb(
    noun="group",
    name="leave",
    on=MEMBER,
    do=lambda call: services.leave(member=call.on, actor=call.actor, at=call.at),
    tells=told_member,
    title=("结束席位", "End a seat"),
    done=("席位已结束", "The seat is ended"),
    help=(
        "负责人结束，或成员自己辞去；必需的席位空着，政策发布不了。",
        (
            "The head does, or the member alone. While a seat that is needed is empty no policy "
            "is published."
        ),
    ),
    button=("结束", "End it"),
    is_final=True,
    page=OnPage(back="group-member", to=("working-group", ""), facts=_about_member),
    command=OnTerminal(),
    operation=in_api("End a seat in the working group.", "GroupMemberLine", told_member),
)
CALL = Verb(
    noun="meeting",
    name="call",
    on=VERSION,
    do=lambda call: services.call(version=call.on, actor=call.actor, at=call.at, **call.given),
    tells=told_meeting,
    title=("召集小组会议", "Call a meeting"),
    done=("已召集", "The meeting is called"),
    roles=services.CALLERS,
    fields=(
        Field("held_at", ("何时开会", "When it is held"), forms.Kind.MOMENT),
        words("agenda", ("议题", "Agenda")),
    ),
    button=("召集", "Call it"),
    page=OnPage(back="policy", to=("meeting", "meeting")),
    command=OnTerminal(),
    operation=in_api(
        "Call the working group together about a draft.",
        "MeetingLine",
        told_meeting,
        status=201,
        path="meetings",
    ),
)
VOTE = Verb(
    noun="meeting",
    name="vote",
    on=MEETING,
    do=_vote,
    tells=told_vote,
    title=("到会表决", "Attend and vote"),
    done=("已表决", "Your vote is recorded"),
    fields=(
        Field(
            "answer",
            ("意见", "Answer"),
            forms.Kind.ONE,
            options=words_of(Answer),
            of=Answer,
        ),
        Field(
            "seen",
            ("您看过的草稿的摘要", "SHA-256 of the draft you read"),
            is_needed=False,
            initial=_text_of,
            hints={"readonly": "readonly"},
        ),
    ),
    help=(
        "对草稿现在的正文表决；正文改了，要重新表决。",
        "About the text as it stands: where it changes, everybody votes again.",
    ),
    button=("表决", "Vote"),
    is_fresh=True,
    page=OnPage(back="meeting", facts=_about_meeting),  # what is made is a vote
    command=OnTerminal(),
    operation=in_api("Vote on a draft.", "VoteLine", told_vote),
)
MINUTE = Verb(
    noun="meeting",
    name="minute",
    on=MEETING,
    do=lambda call: services.minute(meeting=call.on, actor=call.actor, at=call.at, **call.given),
    tells=told_meeting,
    title=("写会议纪要", "Write the minutes"),
    done=("纪要写好，会议结束；等另一位成员确认", "Written, and the meeting is over"),
    fields=(
        words(
            "minutes",
            ("纪要", "Minutes"),
            (
                "说了什么、为什么这样定；到会和表决由系统写，不写客户的信息。",
                (
                    "What was said, and why it was decided so. Who was there and how they voted is "
                    "written by the system; nothing of a customer stands here."
                ),
            ),
        ),
    ),
    button=("写好，结束会议", "Close the meeting"),
    is_final=True,
    page=_TO_MEETING,
    command=OnTerminal(),
    operation=in_api("Write the minutes, which close the meeting.", "MeetingLine", told_meeting),
)
CONFIRM = Verb(
    noun="meeting",
    name="confirm",
    on=MEETING,
    do=lambda call: services.confirm(meeting=call.on, actor=call.actor, at=call.at),
    tells=told_meeting,
    title=("确认纪要", "Confirm the minutes"),
    done=("已确认，决定有效", "Confirmed: the decision counts"),
    help=("到会的另一位成员确认。", "Another member who was there does."),
    button=("确认", "Confirm"),
    page=_TO_MEETING,
    command=OnTerminal(),
    operation=in_api("Confirm the minutes of a meeting.", "MeetingLine", told_meeting),
)
MAKE = Verb(
    noun="remark",
    name="add",
    on=VERSION,
    do=lambda call: comments.comment(version=call.on, actor=call.actor, at=call.at, **call.given),
    tells=told_remark,
    title=("对草稿提意见", "Comment on the draft"),
    done=("意见已记下，答复之前这一版不会发布", "Recorded; it is not published unanswered"),
    roles=comments.COMMENTERS,
    fields=(words("words", ("意见", "Comment")),),
    button=("提意见", "Comment"),
    page=OnPage(back="policy"),
    command=OnTerminal(),
    operation=in_api("Comment on a draft.", "RemarkLine", told_remark, status=201, path="remarks"),
)
ANSWER = Verb(
    noun="remark",
    name="answer",
    on=REMARK,
    do=lambda call: comments.answer(comment=call.on, actor=call.actor, at=call.at, **call.given),
    tells=told_remark,
    title=("答复意见", "Answer a comment"),
    done=("已答复", "Answered"),
    roles=comments.ANSWERERS,
    fields=(
        Field(
            "treatment",
            ("怎么处理", "What becomes of it"),
            forms.Kind.ONE,
            options=words_of(Treatment),
            of=Treatment,
        ),
        words("words", ("理由", "Why")),
    ),
    button=("答复", "Answer"),
    page=OnPage(back="remark", href=lambda made: f"/policies/{made.version}", facts=_about_remark),
    command=OnTerminal(),
    operation=in_api("Answer a comment on a draft.", "RemarkLine", told_remark),
)
VERBS = (APPOINT, LEAVE, CALL, VOTE, MINUTE, CONFIRM, MAKE, ANSWER)
