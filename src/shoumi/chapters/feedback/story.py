"""What chapter 10 brings to the story: channels that work, six questions, and one who asks to be
deleted.

Whoever asks is made up.  What the vendor confirms is said by a stand-in, at the link that a real
one would be sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from shoumi.base import registry
from shoumi.base.registry import StoryContext, StoryNote, StoryStep
from shoumi.base.registry.story import moment
from shoumi.base.subjects import queries as subjects
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.queries import recipients
from shoumi.chapters.feedback.rules import Kind, Outcome, Way
from shoumi.chapters.feedback.rules.channel_trials import Back
from shoumi.chapters.feedback.rules.recipients import Answer
from shoumi.chapters.feedback.services import (
    answers,
    channels,
    deletion,
    intake,
    progress,
    recipient_notices,
)
from shoumi.chapters.feedback.services.intake import Customer, Told
from shoumi.chapters.feedback.services.texts import Asker
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

# The house's own, and nobody's: as its policy prints them.
_CONTACTS = {
    Way.PHONE: "154 0000 9900",
    Way.MAIL: "privacy@anzhuan.example",
    Way.PORTAL: "/ask",
}
# A trial counts for a month.
_TRIED_AGAIN = ((9, 21), (10, 19), (11, 16))


@dataclass(frozen=True, slots=True)
class _Question:
    """What somebody asks, by which way, and what the house says to it by the same."""

    kind: Kind
    way: Way
    asked: str
    said: str
    who: Asker = field(default_factory=Asker)
    is_recorded: bool = False


_FIRST = (
    _Question(
        Kind.QUESTION,
        Way.PHONE,
        "收到一条公司转让的短信，是真的吗？",
        "是真的。告知书在短信的链接里，也可以在本公司网站的核对页核对。",
        Asker("何虚拟", "154 0000 0201"),
        is_recorded=True,
    ),
    _Question(
        Kind.KNOW,
        Way.MAIL,
        "你们按什么规则处理我的信息？请发我一份。",
        "现行的处理规则在本公司网站“处理规则”一页，历次版本也在那里。",
        Asker("高样本", "gao@people.example"),
    ),
    _Question(
        Kind.QUESTION,
        Way.PORTAL,
        "不答复的话，我的资料会交给新公司吗？",
        "不会。没有明确同意的，一律不交给受让方，现在的服务照旧。",
    ),
)
_SECOND = (
    _Question(
        Kind.QUESTION,
        Way.PHONE,
        "我同意以后还能反悔吗？",
        "可以。凭告知书的回执码随时撤回，撤回以后不再交付。",
        Asker("林示意", "154 0000 0202"),
    ),
    _Question(
        Kind.COMPLAINT,
        Way.LETTER,
        "上周的保洁迟到了一个小时，请处理。",
        "已转服务部门，下次服务免一小时费用；与转让的告知无关，资料不因此改动。",
        Asker("马演示", "示例省虚构市样本路 900 号"),
    ),
    _Question(
        Kind.QUESTION,
        Way.COUNTER,
        "转让以后合同要重签吗？",
        "不用。股权或资产转让都不改变现有合同，有变化会另行通知。",
        Asker("罗虚构", ""),
    ),
)
_DELETE = "我不同意转让，也不再用你们的服务了，请把我的全部信息删掉。"
_DELETED = "您的全部信息已经删除，删除有两人见证，法律要求留下的记录里没有您的信息。"


class _Channels:
    """The ways in which customers reach the house."""

    def __init__(self) -> None:
        self.listed: list[Ref] = []

    def open(self, story: StoryContext, note: StoryNote) -> None:
        for way, contact in _CONTACTS.items():
            officer, at = story.person(Role.DPO), story.go_on()
            made = channels.list_channel(way=way, contact=contact, actor=officer, at=at)
            self.listed.append(Ref(made.ref))
        self.attempt(story, note)

    def attempt(self, story: StoryContext, note: StoryNote) -> None:
        """Customer service tries each as a customer would."""
        clerk = story.person(Role.CS)
        for one in self.listed:
            channels.record_trial(channel=one, back=Back.ANSWERED, actor=clerk, at=story.go_on())


class _Questions:
    """Three questions of one day, answered on the next."""

    def __init__(self, asked: Sequence[_Question]) -> None:
        self.asked = asked
        self.requests: list[Ref] = []

    def receive(self, story: StoryContext, note: StoryNote) -> None:
        for one in self.asked:
            request = _received(story, one)
            clerk = story.person(Role.CS)
            progress.assign(request=request, to=clerk, actor=clerk, at=story.go_on())
            self.requests.append(request)

    def answer(self, story: StoryContext, note: StoryNote) -> None:
        for request, one in zip(self.requests, self.asked, strict=True):
            _answered(story, request, one.said, one.way, Outcome.ANSWERED)


def _received(story: StoryContext, one: _Question) -> Ref:
    at = story.go_on()
    told = Told(
        kind=one.kind,
        way=one.way,
        text=one.asked,
        received_at=at,
        who=one.who,
        deal=None if one.way is Way.PORTAL else story.deal,
        is_recorded=one.is_recorded,
        is_told=one.is_recorded,
    )
    if one.way is Way.PORTAL:
        made, _ = intake.take_in_from_portal(told=told, customer=None, at=at)
    else:
        made, _ = intake.take_in(told=told, actor=story.person(Role.CS), at=at)
    return Ref(made.ref)


def _answered(story: StoryContext, request: Ref, text: str, way: Way, outcome: Outcome) -> None:
    """Answered by customer service, and closed with its whole record."""
    clerk = story.person(Role.CS)
    answers.reply(request=request, text=text, way=way, actor=clerk, at=story.go_on())
    answers.close(request=request, outcome=outcome, actor=clerk, at=story.go_on())


class _Deletion:
    """DSR-0007, from the day it is asked for to its last day."""

    def __init__(self) -> None:
        self.request: Ref | None = None

    def has_letter(self, story: StoryContext) -> bool:
        return "refused" in story.letters

    def is_asked(self, story: StoryContext) -> bool:
        return self.request is not None

    def ask(self, story: StoryContext, note: StoryNote) -> None:
        """On line, with the code of the own notice, which proves who that is."""
        found = registry.known_by_code(story.letters["refused"])
        assert found is not None
        at, clerk = story.go_on(), story.person(Role.CS)
        told = Told(Kind.DELETE, Way.PORTAL, _DELETE, at)
        made, _ = intake.take_in_from_portal(told=told, customer=Customer(*found), at=at)
        self.request = Ref(made.ref)
        officer, at = story.person(Role.DPO), story.go_on()
        made = progress.assign(request=self.request, to=clerk, actor=officer, at=at)
        due = story.deadlines["dsr_0007"] = queries.timed(made).due.isoformat()
        before = made.number - 1
        note.add(f"此前 {before} 件已办结", f"{before} before it are closed")
        note.add(f"答复至 {due}", f"due {due}")

    def _asked(self) -> Ref:
        assert self.request is not None
        return self.request

    def order(self, story: StoryContext, note: StoryNote) -> None:
        """All that is held of the person is to go, and whoever got it is told."""
        officer, at = story.person(Role.DPO), story.go_on()
        ordered = deletion.order(request=self._asked(), actor=officer, at=at)
        note.add(f"告知接收方 {ordered.told} 家", f"recipients told: {ordered.told}")

    def end(self, story: StoryContext, note: StoryNote) -> None:
        """Once the person is destroyed and every recipient has confirmed."""
        request, clerk = self._asked(), story.person(Role.CS)
        for one in recipients.of_request(request):
            notice, at = Ref(one.ref), story.go_on()
            token = recipient_notices.make_link(notice=notice, actor=clerk, at=at)
            at = story.go_on()
            recipient_notices.answer_by_link(token=token, answer=Answer.DONE, at=at)
        _answered(story, request, _DELETED, Way.PORTAL, Outcome.GRANTED)
        left = subjects.of_deal(story.deal).count()
        note.add(f"目标公司还有 {left} 人", f"the target holds {left} people")


def steps() -> Sequence[StoryStep[StoryContext]]:
    ways, request = _Channels(), _Deletion()
    return [
        StoryStep("open_house", moment(8, 24, 9, 2), tell=ways.open),
        *(
            StoryStep("channels_tried", moment(month, day, 8, 30), tell=ways.attempt)
            for month, day in _TRIED_AGAIN
        ),
        *_questions(),
        StoryStep(
            "dsr_0007",
            moment(9, 24),
            ("一位不同意的客户请求删除：DSR-0007", "one who refuses asks for deletion: DSR-0007"),
            request.ask,
            applies=request.has_letter,
        ),
        StoryStep(
            "dsr_0007_done",
            moment(10, 22),
            ("DSR-0007 在最后一天办结", "DSR-0007 is done on its last day"),
            request.order,
            applies=request.is_asked,
        ),
        StoryStep(
            "dsr_0007_done", moment(10, 22, 9, 20), tell=request.end, applies=request.is_asked
        ),
    ]


def _questions() -> list[StoryStep[StoryContext]]:
    first, second = _Questions(_FIRST), _Questions(_SECOND)
    return [
        StoryStep("questions", moment(9, 21, 15), tell=first.receive),
        StoryStep("questions", moment(9, 22, 10), tell=first.answer),
        StoryStep("questions", moment(9, 22, 15), tell=second.receive),
        StoryStep("questions", moment(9, 23, 10), tell=second.answer),
    ]
