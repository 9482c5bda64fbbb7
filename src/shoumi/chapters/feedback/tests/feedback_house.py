"""A house that takes requests in: its people, one deal, two made-up customers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from shoumi.base.accounts.tests.cast import AT as FOUNDED
from shoumi.base.accounts.tests.cast import House
from shoumi.base.deals import services as deals
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.services import NewParty
from shoumi.base.subjects.models import Kind as PersonKind
from shoumi.base.subjects.models import Subject
from shoumi.base.vault import services as vault
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.models import Channel, Request
from shoumi.chapters.feedback.rules import Delay, Ground, Kind, Outcome, Proof, Way
from shoumi.chapters.feedback.rules.channel_trials import Back
from shoumi.chapters.feedback.services import answers, channels, erasure, intake, progress
from shoumi.chapters.feedback.services.intake import Told
from shoumi.chapters.feedback.services.texts import Asker
from shoumi.core.refs import Ref
from shoumi.core.terms import DealType, LegalBasis, Role

AT = datetime(2026, 9, 24, 2, tzinfo=UTC)
WORDS = "请删除我的全部个人信息"
WHO = Asker("吴虚丙", "154 0000 0003")
SIDES = (
    NewParty(PartyRole.TARGET, "云岚虚构家政服务有限公司", "91990000MA0DEM0213"),
    NewParty(PartyRole.TR, "赵虚甲"),
)


class Desk:
    """Lin is the protection officer, Zhou legal, Qian and Sun serve customers."""

    def __init__(self):
        # First the keys: rows that open doors are authenticated under one of them.
        vault.setup(at=FOUNDED, indexed=[])
        self.house = House()
        self.at = AT
        self.officer, self.head = self.house.dpo, self.house.head
        self.legal = self.house.staff(Role.LEG, name="周模拟")
        self.qian = self.house.staff(Role.CS, name="钱虚乙")
        self.sun = self.house.staff(Role.CS, name="孙样例")
        self.seller = self.house.staff(Role.MKT, name="冯假设")
        self.chen = self.house.staff(Role.CON, name="陈示例")
        self.deal = self.another_deal()
        self.first, self.second = (self.customer(number) for number in (1, 2))

    def another_deal(self) -> Ref:
        made = deals.create(
            deal_type=DealType.EQUITY, title="云岚转让", parties=SIDES, actor=self.chen, at=AT
        )
        return Ref(made.ref)

    def customer(self, number: int) -> Ref:
        """Held under a reference alone: nothing here reads a value of theirs."""
        made = Subject.objects.create(
            ref=f"sub-{number}",
            deal=self.deal,
            dataset="set-customers",
            kind=PersonKind.INDIVIDUAL,
            basis=LegalBasis.CONTRACT,
            created_at=AT,
        )
        return Ref(made.ref)

    def go(self, **by):
        self.at += timedelta(**by)
        return self.at

    def told(self, **other) -> Told:
        given = Told(Kind.DELETE, Way.PHONE, WORDS, self.at, WHO)
        return replace(given, **other)

    def received(self, *, actor=None, **other) -> Ref:
        made, self.code = intake.take_in(
            told=self.told(**other), actor=actor or self.qian, at=self.at
        )
        return Ref(made.ref)

    def assigned(self, *, to=None, **other) -> Ref:
        request = self.received(**other)
        self.assign(request, to or self.qian)
        return request

    def proven(self, **other) -> Ref:
        request = self.assigned(**other)
        self.prove(request)
        return request

    def answered(self, **other) -> Ref:
        request = self.proven(**other)
        self.reply(request)
        return request

    def closed(self, **other) -> Ref:
        request = self.answered(**other)
        self.close(request)
        return request

    def assign(self, request, to, actor=None) -> Request:
        return progress.assign(request=request, to=to, actor=actor or self.officer, at=self.at)

    def prove(self, request, proof=Proof.IN_PERSON, subject=None, actor=None) -> Request:
        return progress.prove(
            request=request, proof=proof, subject=subject, actor=actor or self.qian, at=self.at
        )

    def note(self, request, text="对方情绪激动", actor=None) -> Request:
        return progress.note(request=request, text=text, actor=actor or self.qian, at=self.at)

    def ask(self, request, actor=None) -> Request:
        return progress.ask(
            request=request,
            text="请提供登记的手机号后四位",
            way=Way.PHONE,
            actor=actor or self.qian,
            at=self.at,
        )

    def add(self, request, actor=None) -> Request:
        return progress.add(
            request=request, text="是 0003", way=Way.PHONE, actor=actor or self.qian, at=self.at
        )

    def extend(self, request, actor=None) -> Request:
        return progress.extend(
            request=request,
            delay=Delay.OTHERS_ASKED,
            text="要先请接收方确认删除",
            way=Way.PHONE,
            actor=actor or self.officer,
            at=self.at,
        )

    def reply(self, request, actor=None, way=Way.PHONE) -> Request:
        return answers.reply(
            request=request, text="已经删除", way=way, actor=actor or self.qian, at=self.at
        )

    def refuse(self, request, ground=Ground.KEPT_BY_LAW, actor=None, **other) -> Request:
        given = {"text": "账簿要保存十年", "appeal": "可以向网信部门投诉", "way": Way.PHONE}
        return answers.refuse(
            request=request,
            ground=ground,
            actor=actor or self.officer,
            at=self.at,
            **{**given, **other},
        )

    def close(self, request, outcome=Outcome.GRANTED, actor=None) -> Request:
        return answers.close(request=request, outcome=outcome, actor=actor or self.qian, at=self.at)

    def opened(self, request, actor=None):
        return erasure.open_record(request=request, actor=actor or self.qian, at=self.at)

    def channel(self, way: Way, back: Back | None = Back.ANSWERED) -> Channel:
        made = channels.list_channel(
            way=way, contact="400-000-0000", actor=self.officer, at=self.at
        )
        return self.tried(Ref(made.ref), back) if back else made

    def tried(self, channel: Ref, back=Back.ANSWERED) -> Channel:
        return channels.record_trial(channel=channel, back=back, actor=self.qian, at=self.at)

    def reachable(self) -> list[Channel]:
        return [self.channel(way) for way in (Way.PHONE, Way.MAIL, Way.PORTAL)]

    def check(self, demand: str):
        return queries.CHECKS[demand](self.at)

    def state(self, demand: str):
        found = self.check(demand)
        return found.state.value, found.reason
