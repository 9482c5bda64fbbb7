"""A house with people: its head, its protection officer, and whoever a test enrols."""

from __future__ import annotations

from datetime import UTC, datetime

from shoumi.base.accounts import queries, services
from shoumi.base.accounts.rules import Kind
from shoumi.base.registry import Asker
from shoumi.base.vault import services as vault
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

AT = datetime(2026, 8, 24, 1, tzinfo=UTC)


def house_with_keys():
    """With a keyring that indexes nothing."""
    vault.setup(at=AT, indexed=[])
    return House()


class House:
    def __init__(self):
        head, dpo = services.found(head="郑样板", dpo="林示范", at=AT)
        self.head, self.dpo = Ref(head.ref), Ref(dpo.ref)

    def enrol(self, name="陈示例", kind=Kind.STAFF, at=AT):
        return Ref(services.enrol(name=name, kind=kind, actor=self.dpo, at=at).ref)

    def give(self, person, role, *, deal=None, until=None, at=AT):
        ask = services.request_grant(
            person=person, role=role, deal=deal, until=until, actor=self.dpo, at=at
        )
        return services.grant(ask=Ref(ask.ref), actor=self.head, at=at)

    def staff(self, *roles: Role, name="陈示例", kind=Kind.STAFF):
        person = self.enrol(name, kind)
        for role in roles:
            self.give(person, role)
        return person


def house_of_security():
    """Two of security beside the first two: ``sec`` and ``other``."""
    made = House()
    made.sec = made.staff(Role.SEC, name="陈示例")
    made.other = made.staff(Role.SEC, name="王样本")
    return made


def asker(person, at=AT, sides=frozenset()):
    """As the inbox asks, with the sides of a deal whose party names this person."""
    held = queries.held(person, at)
    roles, reach = frozenset(role for role, _ in held), frozenset(deal for _, deal in held)
    is_party = queries.person(person).kind == Kind.PARTY
    return Asker(person, roles | sides, reach, at, is_party)
