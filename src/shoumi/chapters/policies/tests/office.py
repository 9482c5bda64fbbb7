"""Who draws up, approves and publishes a policy in these tests."""

from __future__ import annotations

from shoumi.base.accounts.tests.cast import AT, House
from shoumi.base.attestations import services as attestations
from shoumi.base.attestations.tests.statements import given
from shoumi.base.vault import services as vault
from shoumi.chapters.policies import rules, services, story
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.rules import FULL
from shoumi.chapters.policies.rules.group import Seat
from shoumi.chapters.policies.services import group
from shoumi.core.refs import Ref
from shoumi.core.terms import HandlerTier, Role

NARROW = """
[field.name]
zh = "姓名"
en = "name"
grade = "L3"
purposes = ["service"]
basis = "CONTRACT"
retention_days = 30
is_necessary = true
"""


class Office:
    """Dora writes and approves as protection officer, Emil approves for legal."""

    def __init__(self):
        vault.setup(at=AT, indexed=[])
        self.house = House()
        self.dora, self.head = self.house.dpo, self.house.head
        self.emil = self.house.staff(Role.LEG, name="周模拟")
        self.gina = self.house.staff(Role.PWG, name="褚样本")
        # The ways in which customers reach the house: without them no policy is published.
        attestations.attest(duty="10.1", said=given("10.1"), actor=self.dora, at=AT)

    def draft(self, **more):
        wanted = {
            "items": FULL,
            "register": rules.built_in_register(),
            "tier": HandlerTier.SMALL,
            "actor": self.dora,
            "at": AT,
            "text": story.text(),
        }
        return Ref(services.draft(**(wanted | more)).ref)

    def approve(self, version, role, actor):
        services.approve(version=version, role=role, actor=actor, at=AT)

    def approved(self, **more):
        version = self.draft(**more)
        self.approve(version, Role.DPO, self.dora)
        self.approve(version, Role.LEG, self.emil)
        return version

    def publish(self, version, actor=None):
        services.publish(version=version, actor=actor or self.dora, at=AT)

    def group(self):
        """The head appoints the four seats that have to be filled; returns who sits there."""
        self.sara = self.house.staff(Role.SEC, name="李测试")
        self.cora = self.house.staff(Role.CON, name="陈示例")
        seats = {
            Seat.OFFICER: self.dora,
            Seat.LEGAL: self.emil,
            Seat.SECURITY: self.sara,
            Seat.BUSINESS: self.cora,
        }
        self.members = {
            seat: Ref(group.appoint(person=who, seat=seat, actor=self.head, at=AT).ref)
            for seat, who in seats.items()
        }
        return list(seats.values())

    def meeting(self, version, answers):
        """Called and minuted, and confirmed by the last who was there; ``answers`` by person."""
        call = {"version": version, "held_at": AT, "agenda": "讨论草稿"}
        made = Ref(group.call(**call, actor=self.dora, at=AT).ref)
        seen = PolicyVersion.objects.get(ref=version).text_sha256
        for who, answer in answers.items():
            group.vote(meeting=made, answer=answer, seen=seen, actor=who, at=AT)
        group.minute(meeting=made, minutes="都说了意见", actor=self.dora, at=AT)
        there = [who for who in answers if who != self.dora]
        if there:
            group.confirm(meeting=made, actor=there[-1], at=AT)
        return made

    def published(self, **more):
        version = self.approved(**more)
        self.publish(version)
        return version
