"""The made-up people of these tests, and a house in which each has his or her role."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace

from shoumi.base import registry
from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.rules import Kind
from shoumi.base.attestations import services as attestations
from shoumi.base.attestations.models import Statement
from shoumi.base.documents import examined
from shoumi.core.calendar import day_in_china
from shoumi.core.handbook import demand
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.demo.story import Note

HEAD, DPO = "郑样板", "林示范"
CONSULTANT, SERVICE, SECURITY, LEGAL = "陈示例", "王样本", "李测试", "周模拟"
OPERATIONS, PERSONNEL, FINANCE, MARKETING, PURCHASING = (
    "沈测试",
    "褚样本",
    "冯示例",
    "蒋演示",
    "卫模拟",
)
SUPERVISOR, SELLER, BUYER = "外部监督员", "赵虚甲", "孙虚丙"
STAFF = {
    CONSULTANT: Role.CON,
    SERVICE: Role.CS,
    SECURITY: Role.SEC,
    LEGAL: Role.LEG,
    OPERATIONS: Role.OPS,
    PERSONNEL: Role.HR,
    FINANCE: Role.FIN,
    MARKETING: Role.MKT,
    PURCHASING: Role.PRO,
}
OUTSIDE = {SELLER: Kind.PARTY, BUYER: Kind.PARTY, SUPERVISOR: Kind.EXTERNAL}
ATTESTED = (
    "4.1", "4.2", "4.3", "7.1", "7.2", "9.1", "9.2", "10.1", "10.2", "10.3", "11.1", "11.2",
    "11.3", "12.1", "12.2", "12.3", "13.1", "13.2", "13.3", "14.1", "14.2", "14.3", "15.2", "16.2",
    "19.1", "19.2", "19.3", "20.1", "20.2", "20.3",
)  # fmt: skip


def assemble(at: datetime) -> dict[str, Ref]:
    """Found the house, give everybody a role, publish the policy, attest what has no chapter."""
    head, dpo = accounts.found(head=HEAD, dpo=DPO, at=at)
    people = {HEAD: Ref(head.ref), DPO: Ref(dpo.ref)}
    for name, kind in {**dict.fromkeys(STAFF, Kind.STAFF), **OUTSIDE}.items():
        made = accounts.enrol(name=name, kind=kind, actor=people[DPO], at=at)
        people[name] = Ref(made.ref)
    for name, role in {**STAFF, SUPERVISOR: Role.SUP}.items():
        ask = accounts.request_grant(person=people[name], role=role, actor=people[DPO], at=at)
        accounts.grant(ask=Ref(ask.ref), actor=people[HEAD], at=at)
    _attest(people, at)
    _publish(people, at)
    return people


def _publish(people, at):
    """A policy in force, with a register of fields, as the demo publishes it."""
    acting = {Role.DPO: people[DPO], Role.LEG: people[LEGAL]}
    given = SimpleNamespace(person=acting.get, now=lambda: at, is_own_data=True, customers=0)
    [card] = (one for one in registry.cards() if one.slug == "policies")
    for step in card.story():
        step.tell(given, Note())


def _attest(people, at):
    holder = {Role.HEAD: HEAD, Role.DPO: DPO} | {role: name for name, role in STAFF.items()}
    for duty in ATTESTED:
        about = demand(duty)
        attestations.attest(
            duty=duty,
            said=attestations.NewStatement(
                statement=Statement.IN_PLACE,
                evidence=examined.of_text(duty.encode(), place="x.txt", today=day_in_china(at)),
                kind=about.evidence[0],
                persons=[people[name] for name in (HEAD, DPO, *STAFF)]
                if about.names_persons
                else (),
            ),
            actor=people[holder[about.accountable]],
            at=at,
        )
