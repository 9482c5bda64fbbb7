"""A house with head, protection officer, security, legal and two of customer service, and what they
do before and after something happens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from shoumi.base.accounts.tests.cast import AT as FOUNDED
from shoumi.base.accounts.tests.cast import House
from shoumi.base.tests.memories import forget
from shoumi.base.vault import services as vault
from shoumi.chapters.incidents.models import ContingencyPlan, DutyContact, PlanChange
from shoumi.chapters.incidents.queries import demands
from shoumi.chapters.incidents.rules import playbooks
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
    drills,
    duty,
    incidents,
    measures,
    notices,
    outcome,
    plans,
)
from shoumi.chapters.incidents.services.incidents import Report
from shoumi.chapters.incidents.services.notices import Contents
from shoumi.core.incident_clock import Severity
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

AT = datetime(2026, 8, 26, 2, tzinfo=UTC)
TEXT = "发现以后立即报告，总指挥决定先停什么，每一步记入时间线。"
SECTIONS = dict.fromkeys(Section, TEXT)


class Desk:
    def __init__(self):
        vault.setup(at=FOUNDED, indexed=[])
        self.house = House()
        self.at = AT
        self.head, self.officer = self.house.head, self.house.dpo
        self.security = self.house.staff(Role.SEC, name="李测试")
        self.legal = self.house.staff(Role.LEG, name="周模拟")
        self.wang = self.house.staff(Role.CS, name="王样本")
        self.chen = self.house.staff(Role.CON, name="陈示例")

    def go(self, **by):
        self.at += timedelta(**by)
        return self.at

    def state(self, demand):
        forget()
        found = demands.CHECKS[demand](self.at)
        return (found.state.value, found.reason)

    # -- the plan --------------------------------------------------------------------------

    def on_duty(self):
        """The officer commands, others have the other posts; nobody was called yet."""
        for post in Post:
            pair = (self.officer, self.security) if post is Post.COMMAND else (self.wang, self.chen)
            self.name(post, *pair)

    def name(self, post, person, deputy, actor=None):
        actor = actor or self.officer
        return duty.name(post=post, person=person, deputy=deputy, actor=actor, at=self.at)

    def contact(self, person):
        given = {"person": person, "way": "154 0000 0111", "actor": self.head, "at": self.at}
        return Ref(duty.tell_contact(**given).ref)

    def call(self, contact, actor=None, is_reached=True):
        given = {"contact": contact, "actor": actor or self.head, "at": self.at}
        return duty.try_contact(is_reached=is_reached, **given)

    def reached(self):
        """Everybody on duty is called by the head and answers."""
        forget()
        for person in map(Ref, demands.on_duty()):
            known = DutyContact.objects.filter(person=person).first()
            self.call(Ref(known.ref) if known else self.contact(person))

    def draft(self, actor=None, changes=(), **other):
        sections = SECTIONS | {Section(name): text for name, text in other.items()}
        given = {"sections": sections, "cause": Cause.YEARLY, "changes": changes}
        return Ref(plans.draft(**given, actor=actor or self.officer, at=self.at).ref)

    def approve(self, plan, actor=None):
        return plans.approve(plan=plan, actor=actor or self.head, at=self.at)

    def planned(self) -> ContingencyPlan:
        self.on_duty()
        self.reached()
        return self.approve(self.draft())

    def change(self, actor=None, cause=Cause.LAW) -> PlanChange:
        given = {"cause": cause, "what": "报告时限改了。", "at": self.at}
        return plans.raise_change(actor=actor or self.legal, **given)

    # -- incidents -------------------------------------------------------------------------

    def told(self, **other) -> Report:
        """What the vendor of the scenario did: 37 names and numbers to a wrong address."""
        grade = {"persons": 37, "loss": 0, "is_leak": True, "judged": Severity.LOW}
        grade |= {name: other.pop(name) for name in (*grade, "raised") if name in other}
        given = {
            "kind": Kind.VENDOR,
            "source": Source.VENDOR,
            "found_at": self.at,
            "account": "供应商把名单发到了错误的地址。",
            "grade": Grade(**grade),
        }
        return Report(**{**given, **other})

    def report(self, actor=None, **other) -> Ref:
        told = self.told(**other)
        return Ref(incidents.report(told=told, actor=actor or self.wang, at=self.at).ref)

    def grade(self, breach, actor=None, **other):
        given = self.told(**other).grade
        return incidents.grade(breach=breach, grade=given, actor=actor or self.officer, at=self.at)

    def measure(self, breach):
        given = {"kind": StepKind.MEASURE, "words": "供应商召回了邮件。", "at": self.at}
        return measures.note(breach=breach, actor=self.security, **given)

    def contain(self, breach):
        self.measure(breach)
        return measures.contain(breach=breach, actor=self.security, at=self.at)

    def tell(self, breach, addressee, count=1, proof=b"%PDF-", **other):
        given = {"happened": "姓名和手机号被发给他人。", "remedies": "已召回；请留意陌生来电。"}
        contents = Contents(**{**given, "contact": "privacy@anzhuan.example", **other})
        return notices.give(
            breach=breach,
            addressee=addressee,
            way=Way.HOTLINE if addressee is Addressee.AUTHORITY else Way.TEXT_MESSAGE,
            count=count,
            contents=contents,
            proof=proof,
            actor=self.officer,
            at=self.at,
        )

    def tell_all(self, breach, proof=b"%PDF-"):
        self.tell(breach, Addressee.AUTHORITY, proof=proof)
        self.tell(breach, Addressee.PERSONS, count=37, proof=proof)

    def cause(self, breach):
        given = {"root": Root.THIRD_PARTY, "words": "供应商没有核对收件地址。", "at": self.at}
        return outcome.find_cause(breach=breach, actor=self.security, **given)

    def asked(self, breach, person=None) -> Ref:
        given = {"account": "错误发生在供应商处。", "actor": self.officer, "at": self.at}
        return Ref(outcome.ask_liability(breach=breach, person=person, **given).ref)

    def decide(self, liability, finding=Finding.NOT_RESPONSIBLE, actor=None):
        given = {"finding": finding, "reasons": "核实无误。", "at": self.at}
        return outcome.decide_liability(liability=liability, actor=actor or self.head, **given)

    def ask_close(self, breach, actor=None):
        given = {"lesson": "名单改用加密文件。", "actor": actor or self.officer, "at": self.at}
        return outcome.ask_close(breach=breach, **given)

    def handled(self, **other) -> Ref:
        """All that is owed is done; nobody asked to close it yet."""
        breach = self.report(**other)
        self.contain(breach)
        self.tell_all(breach)
        self.cause(breach)
        self.decide(self.asked(breach))
        return breach

    def close(self, breach, actor=None):
        return outcome.close(breach=breach, actor=actor or self.head, at=self.at)

    def closed(self, **other) -> Ref:
        breach = self.handled(**other)
        self.ask_close(breach)
        self.close(breach)
        return breach

    # -- drills ----------------------------------------------------------------------------

    def drill(self, injects="0 | 供应商来电\n30 | 第二批名单", **other) -> Ref:
        told = self.told(**other)
        given = {"injects": injects, "actor": self.security, "at": self.at}
        return Ref(drills.begin(told=told, **given).ref)

    def end(self, drill, actor=None):
        return drills.end(breach=drill, actor=actor or self.head, at=self.at)

    def tick(self, drill, *tasks):
        for task in tasks:
            given = {"task": task.ref, "words": "已办。", "actor": self.security, "at": self.at}
            measures.tick(breach=drill, **given)

    def drilled(self) -> Ref:
        """In time in everything: each post is reached and each task done."""
        self.on_duty()
        drill = self.drill()
        self.reached()
        self.tick(drill, *playbooks.of(Kind.VENDOR))
        self.contain(drill)
        self.tell_all(drill, proof=b"")
        self.cause(drill)
        self.decide(self.asked(drill))
        self.ask_close(drill)
        self.end(drill)
        return drill
