"""What chapters 9 and 20 bring to the story: a plan and who is on duty, and the incident of 12
October, from the wrong address to the deal that goes on.

The vendor's mistake is made up; what the house does about it is done by the services of a real one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

from shoumi.base.approvals import services as approvals
from shoumi.base.correspondence import batches, carriage, entrustments
from shoumi.base.correspondence.errors import NothingToPrint
from shoumi.base.correspondence.models import Batch
from shoumi.base.correspondence.rules import Way as Carried
from shoumi.base.gate import disclosure
from shoumi.base.gate.tasks import open_task, question
from shoumi.base.registry import StoryContext, StoryNote, StoryStep
from shoumi.base.registry.story import moment
from shoumi.base.rotation import approval as rotation_approval
from shoumi.base.rotation import services as rotation
from shoumi.base.rotation.events import What
from shoumi.base.subjects import queries as subjects
from shoumi.base.subjects.models import Kind as Person
from shoumi.base.subjects.models import State
from shoumi.chapters.incidents import jobs
from shoumi.chapters.incidents.documents import incident_report
from shoumi.chapters.incidents.models import Breach, DutyContact, NoticeLetters, PlanChange
from shoumi.chapters.incidents.queries import demands
from shoumi.chapters.incidents.rules import starter
from shoumi.chapters.incidents.rules.incidents import Grade
from shoumi.chapters.incidents.rules.words import (
    Addressee,
    Cause,
    Finding,
    Kind,
    Post,
    Root,
    Section,
    Source,
    StepKind,
    Way,
)
from shoumi.chapters.incidents.services import (
    duty,
    incidents,
    letters,
    measures,
    notices,
    outcome,
    plans,
)
from shoumi.chapters.incidents.services.incidents import Report
from shoumi.chapters.incidents.services.notices import Contents
from shoumi.core.gate import Act
from shoumi.core.incident_clock import Severity
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose, Role

# Of 988 customers the vendor mailed 37 to a wrong address: names and phones.
_OF, _EXPOSED = 988, 37
_FIELDS = frozenset({"name", "mobile"})
_LISTED, _FOUND = moment(10, 12, 20, 30), moment(10, 12, 21, 40)
_GAP = re.compile(r"【([^】]*)】")
# What stands in the gaps of the text to begin with; anything else is for the duty phone.
_FILLED = {
    "公司全称": "示例安转企业服务有限公司",
    "省级网信部门名称": "示例省互联网信息办公室",
    "所在地公安机关": "虚构市公安局",
    "法务负责人": "法务负责人",
    "电话、邮箱": "154 0000 9900、privacy@anzhuan.example",
    "年月": "2027 年 3 月",
}
_DUTY_PHONE = "154 0000 9911"
_ON_DUTY = {
    Post.COMMAND: (Role.DPO, Role.SEC),
    Post.TECHNICAL: (Role.OPS, Role.SEC),
    Post.EVIDENCE: (Role.SEC, Role.LEG),
    Post.REPORTING: (Role.LEG, Role.DPO),
    Post.NOTICES: (Role.CS, Role.DPO),
}
_CONTENTS = Contents(
    "供应商发送提醒时写错了收件地址，您的姓名和手机号被发给了一家无关的公司；可能接到陌生来电或诈骗短信。",
    "已要求收件人删除并取得书面确认，供应商的权限已停；请不要向来电的人提供验证码和账号。",
    "154 0000 9900、privacy@anzhuan.example",
)
_LESSON = "交供应商的名单一律用加密文件，发出前由另一位核对收件地址。"


class _Readiness:
    """Who is on duty, and the plan."""

    def begin(self, story: StoryContext, note: StoryNote) -> None:
        officer, head = story.person(Role.DPO), story.person(Role.HEAD)
        for post, (holder, deputy) in _ON_DUTY.items():
            pair = {"person": story.person(holder), "deputy": story.person(deputy)}
            duty.name(post=post, **pair, actor=officer, at=story.go_on())
        for number, person in enumerate(map(Ref, demands.on_duty())):
            way = f"154 0000 99{number + 20}"
            duty.tell_contact(person=person, way=way, actor=head, at=story.go_on())
        self.call(story, note)
        told = starter.texts()
        self._approve(story, {section: _filled(told[section][0]) for section in Section})

    def call(self, story: StoryContext, note: StoryNote) -> None:
        """The head calls everybody, and all answer."""
        for one in DutyContact.objects.order_by("id"):
            head, at = story.person(Role.HEAD), story.go_on()
            duty.try_contact(contact=Ref(one.ref), is_reached=True, actor=head, at=at)

    def change(self, story: StoryContext, note: StoryNote) -> None:
        """What was learned becomes the next version of the plan."""
        before = demands.plan_in_force()
        assert before is not None
        told = {Section(name): text for name, text in before.sections.items()}
        told[Section.VENDORS] += _LESSON
        waiting = PlanChange.objects.filter(decided_at=None).values_list("ref", flat=True)
        self._approve(story, told, Cause.INCIDENT, [Ref(ref) for ref in waiting])

    def _approve(
        self,
        story: StoryContext,
        sections: dict[Section, str],
        cause: Cause = Cause.YEARLY,
        changes: Sequence[Ref] = (),
    ) -> None:
        officer, at = story.person(Role.DPO), story.go_on()
        made = plans.draft(sections=sections, cause=cause, changes=changes, actor=officer, at=at)
        plans.approve(plan=Ref(made.ref), actor=story.person(Role.HEAD), at=story.go_on())


def _filled(text: str) -> str:
    return _GAP.sub(lambda gap: _FILLED.get(gap[1], _DUTY_PHONE), text)


class _Incident:
    """From the list that goes to the vendor to the end of the incident."""

    breach: Ref

    def hand_list(self, story: StoryContext, note: StoryNote) -> None:
        """The numbers that the vendor's messages did not reach are looked at again: it gets them in
        a file, for a task, through the gate."""
        clerk, officer = story.person(Role.CS), story.person(Role.DPO)
        task = open_task(
            purpose=Purpose.NOTICE,
            deal=story.deal,
            actors=[clerk],
            acts=[Act.SEND],
            fields=_FIELDS,
            expires_at=story.now() + timedelta(days=1),
            actor=officer,
            at=story.go_on(),
        )
        at = story.go_on()
        asked = question(
            actor=clerk, act=Act.SEND, task=task, at=at, fields=_FIELDS, purpose=Purpose.NOTICE
        )
        entrustments.require_before_opening(asked)
        opened, _ = disclosure.open_many(asked, _listed(story))
        people = sum(1 for _ in opened)
        entrustments.record_file(_FIELDS, people, story.deal, clerk, story.go_on())

    def happen(self, story: StoryContext, note: StoryNote) -> None:
        """Nothing of it is in the system: the vendor mails its list to a wrong address."""
        people = len(_listed(story))
        note.add(f"{people} 位客户的姓名和手机号", f"names and phones of {people} customers")

    def report(self, story: StoryContext, note: StoryNote) -> None:
        made = incidents.report(
            told=Report(
                kind=Kind.VENDOR,
                source=Source.VENDOR,
                found_at=_FOUND,
                account="供应商来电：提醒名单发到了错误的邮箱，收件的是一家无关的公司。",
                grade=Grade(0, 0, is_leak=True, judged=Severity.LOW),
                deals=[story.deal],
            ),
            actor=story.person(Role.CS),
            at=story.go_on(),
        )
        self.breach = Ref(made.ref)
        note.add("转让自动中止", "the deal stops by itself")

    def contain(self, story: StoryContext, note: StoryNote) -> None:
        by = {"breach": self.breach, "actor": story.person(Role.SEC)}
        measures.close_tasks(deal=story.deal, **by, at=story.go_on())
        words = "供应商的令牌已停；收件人书面确认已删除，没有转发。"
        measures.note(kind=StepKind.MEASURE, words=words, **by, at=story.go_on())
        measures.contain(**by, at=story.go_on())
        counted = measures.count_exposed(
            since=_LISTED, until=_FOUND, deal=story.deal, person=None, **by, at=story.go_on()
        )
        note.add(f"按账本数出 {counted.persons} 人", f"{counted.persons} counted from the ledger")
        self._replace_keys(story)

    def _replace_keys(self, story: StoryContext) -> None:
        """The deal's key and the data keys under it, by two persons."""
        keeper = story.person(Role.SEC)
        for what in (What.DEAL, What.DATA):
            change = rotation_approval.begins(what, [story.deal], None, None)
            asked = approvals.ask(change=change, actor=keeper, at=story.go_on())
            officer = story.person(Role.DPO)
            approvals.approve(approval=Ref(asked.ref), actor=officer, at=story.go_on())
            at = story.go_on()
            begun = rotation.start(what=what, target=story.deal, actor=keeper, at=at)
            rotation.run(rotation=Ref(begun.ref), actor=keeper, at=story.go_on())

    def tell(self, story: StoryContext, note: StoryNote) -> None:
        """The authority and everybody concerned, within a day: the house prints and posts a letter
        to each, as the vendor gets no data.  Whose address nobody has is called."""
        by, at = {"breach": self.breach, "actor": story.person(Role.LEG)}, story.go_on()
        notices.give(
            addressee=Addressee.AUTHORITY,
            way=Way.ONLINE,
            count=1,
            contents=_CONTENTS,
            proof=incident_report.of(Breach.objects.get(ref=self.breach), at),
            **by,
            at=at,
        )
        letters.send(ways=[Carried.POST], contents=_CONTENTS, **by, at=story.go_on())
        for batch in Batch.objects.filter(about=self.breach):
            carriage.carry(Ref(batch.ref), letters.WRITER)
        posted = self._post(story)
        note.add(f"监管部门，寄出 {posted} 封信", f"the authority, {posted} letters posted")
        self._call(story, note)

    def _post(self, story: StoryContext) -> int:
        """One file after another, as many as ``batches.to_print`` still finds."""
        by = {"breach": self.breach, "actor": story.person(Role.LEG)}
        posted = 0
        while batches.to_print(self.breach, 1):
            with suppress(NothingToPrint):  # whose address was lost went on to the calls
                jobs.print_letters(**by, keep=_enveloped, at=story.go_on())
                posted += letters.posted(**by, at=story.go_on())
        return posted

    def _call(self, story: StoryContext, note: StoryNote) -> None:
        """Whom no letter reached, by telephone; the record of the incident shows the calls."""
        by = {"breach": self.breach, "actor": story.person(Role.LEG)}
        called = sum(each.lost for each in NoticeLetters.objects.filter(breach=self.breach))
        if not called:
            return
        words = f"没有通信地址的 {called} 人，逐一打电话告知。"
        measures.note(kind=StepKind.MEASURE, words=words, **by, at=story.go_on())
        at = story.go_on()
        notices.give(
            addressee=Addressee.PERSONS,
            way=Way.PHONE,
            count=called,
            contents=_CONTENTS,
            proof=incident_report.of(Breach.objects.get(ref=self.breach), at),
            **by,
            at=at,
        )
        note.add(f"打电话告知 {called} 人", f"{called} called")

    def close(self, story: StoryContext, note: StoryNote) -> None:
        """Its cause, and that nobody of the house answers for it; closed by two."""
        by = {"breach": self.breach, "actor": story.person(Role.SEC)}
        words = "供应商的人手工填写收件地址，没有人核对。"
        outcome.find_cause(root=Root.THIRD_PARTY, words=words, **by, at=story.go_on())
        asked = outcome.ask_liability(
            person=None, account="错误发生在供应商处，本公司已按流程交付。", **by, at=story.go_on()
        )
        head = story.person(Role.HEAD)
        outcome.decide_liability(
            liability=Ref(asked.ref),
            finding=Finding.NOT_RESPONSIBLE,
            reasons="名单经闸门交出，记录完整；由供应商承担责任。",
            actor=head,
            at=story.go_on(),
        )
        outcome.ask_close(lesson=_LESSON, **by, at=story.go_on())
        outcome.close(breach=self.breach, actor=head, at=story.go_on())
        note.add("转让恢复", "the deal goes on")


def _enveloped(content: bytes, *, people: Sequence[Ref]) -> None:
    """Printed, put into envelopes and destroyed: nobody keeps the file."""


def _listed(story: StoryContext) -> list[Ref]:
    """Whom the list is about: of another number of customers the same share."""
    held = subjects.of_deal(story.deal, State.ACTIVE).exclude(kind=Person.CHILD)
    most = max(1, subjects.of_deal(story.deal, State.ACTIVE).count() * _EXPOSED // _OF)
    return list(subjects.refs(held))[:most]


def steps() -> Sequence[StoryStep[StoryContext]]:
    ready, incident = _Readiness(), _Incident()
    return [
        StoryStep("open_house", moment(8, 24, 9, 3), tell=ready.begin),
        StoryStep("duty_called", moment(11, 16, 8, 45), tell=ready.call),
        StoryStep("vendor_list", _LISTED, tell=incident.hand_list),
        StoryStep(
            "incident_1012",
            _FOUND,
            ("供应商把名单发到了错误的地址", "the vendor mails its list to a wrong address"),
            incident.happen,
        ),
        StoryStep(
            "incident_reported",
            moment(10, 12, 22, 5),
            ("报告安全事件，停用供应商的令牌", "reported; the vendor's tokens are over"),
            incident.report,
        ),
        StoryStep(
            "incident_contained",
            moment(10, 12, 23, 30),
            ("止损，数出涉及的人，更换密钥", "contained, counted, keys replaced"),
            incident.contain,
        ),
        StoryStep(
            "incident_told",
            moment(10, 13, 10),
            ("通知监管部门和每一位客户", "the authority and everybody concerned are told"),
            incident.tell,
        ),
        StoryStep(
            "incident_closed",
            moment(10, 16, 10),
            ("查明原因，两人结案", "its cause is found; closed by two"),
            incident.close,
        ),
        StoryStep("incident_closed", moment(10, 16, 11), tell=ready.change),
    ]
