"""A house, people who may go, and those who order, witness and stop it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from shoumi.base.accounts.rules import Kind as PersonKind
from shoumi.base.accounts.tests.cast import AT as FOUNDED
from shoumi.base.accounts.tests.cast import House
from shoumi.base.subjects.tests.people import hold
from shoumi.base.vault import services as vault
from shoumi.chapters.destruction import rules, services
from shoumi.chapters.destruction.models import Order
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

AT = datetime(2026, 8, 25, 6, tzinfo=UTC)
DEAL, OTHER_DEAL = Ref("deal-a"), Ref("deal-b")


class Yard:
    """Dora orders; Otto and Sara stand witness; Emil, of legal, may hold it up."""

    def __init__(self):
        vault.setup(at=FOUNDED, indexed=[])
        self.house = House()
        self.dora, self.head = self.house.dpo, self.house.head
        self.otto = self.house.staff(Role.OPS, name="沈测试")
        self.sara = self.house.staff(Role.SEC, name="李测试")
        self.emil = self.house.staff(Role.LEG, name="周模拟")
        self.mallory = self.house.staff(Role.MKT, name="蒋演示")
        self.stranger = self.house.enrol("孙虚丙", PersonKind.PARTY)
        self.at = AT

    def go(self, **by):
        self.at += timedelta(**by)
        return self.at

    def hold(self, count=1, *, deal=DEAL, **more):
        return hold(deal, count, at=self.at, **more)

    def propose(self, subjects, *, deal=DEAL, actor=None, basis=rules.Basis.EXPIRED):
        found = services.propose(
            deal=deal, subjects=subjects, basis=basis, actor=actor or self.dora, at=self.at
        )
        return Ref(found.ref)

    def confirm(self, order, *who):
        for actor in who:
            found = services.confirm(order=order, actor=actor, at=self.at)
        return found

    def confirmed(self, subjects, **more):
        order = self.propose(subjects, **more)
        self.confirm(order, self.otto, self.sara)
        return order

    def carry_out(self, order, actor=None):
        return services.carry_out(order=order, actor=actor or self.otto, at=self.at)

    def destroyed(self, subjects, **more):
        return self.carry_out(self.confirmed(subjects, **more))

    def stop(self, subject=None, *, deal=DEAL, actor=None, until=None):
        found = services.place_hold(
            deal=deal,
            subject=subject,
            cause=rules.Cause.DISPUTE,
            until=until,
            actor=actor or self.emil,
            at=self.at,
        )
        return Ref(found.ref)

    def lift(self, held, actor=None):
        services.lift_hold(hold=held, actor=actor or self.emil, at=self.at)

    def state(self, order):
        return Order.objects.get(ref=order).state
