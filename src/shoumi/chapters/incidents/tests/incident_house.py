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
from shoumi.chapters.incidents.rules.words import Cause, Post, Section
from shoumi.chapters.incidents.services import duty, plans
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
