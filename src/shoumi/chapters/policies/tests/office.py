"""Who draws up, approves and publishes a policy in these tests."""

from __future__ import annotations

from shoumi.base.accounts.tests.cast import AT, House
from shoumi.base.attestations import services as attestations
from shoumi.base.attestations.tests.statements import given
from shoumi.base.vault import services as vault
from shoumi.chapters.policies import rules, services, story
from shoumi.chapters.policies.rules import FULL
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

    def published(self, **more):
        version = self.approved(**more)
        self.publish(version)
        return version
