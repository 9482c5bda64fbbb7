"""The people of the story, their roles, and the statements that stand in for chapters to come.

All of them are made up.  Only what each must be known by here is kept: a name and a role.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.rules import Kind
from shoumi.base.attestations import services as attestations
from shoumi.base.attestations.models import Attestation, Statement
from shoumi.base.attestations.services import NewStatement
from shoumi.base.documents import examined
from shoumi.core.calendar import day_in_china
from shoumi.core.handbook import demand
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

STAFF: Mapping[str, tuple[Role, ...]] = {
    "陈示例": (Role.CON,),
    "王样本": (Role.CS,),
    "李测试": (Role.SEC,),
    "周模拟": (Role.LEG,),
    "沈测试": (Role.OPS,),
    "褚样本": (Role.HR,),
    "冯示例": (Role.FIN,),
    "卫模拟": (Role.PRO,),
    "蒋演示": (Role.MKT,),
}
HEAD, DPO = "郑样板", "林示范"
CONSULTANT, SERVICE, SECURITY, LEGAL = "陈示例", "王样本", "李测试", "周模拟"
OPERATIONS, PERSONNEL, FINANCE, MARKETING = "沈测试", "褚样本", "冯示例", "蒋演示"
PURCHASING = "卫模拟"
SELLER, HOLDER, BUYER, VENDOR = "赵虚甲", "钱虚乙", "孙虚丙", "速达虚构短信服务有限公司"
SUPERVISOR = "外部监督员"
PARTIES = (SELLER, HOLDER, BUYER)
# Who acts where a step of the story names a role.
PLAYING: Mapping[Role, str] = {
    Role.HEAD: HEAD,
    Role.DPO: DPO,
    **{role: name for name, roles in STAFF.items() for role in roles},
    Role.SUP: SUPERVISOR,
    Role.TR: SELLER,
    Role.TE: BUYER,
}

# Demands whose chapter is not built: who answers for each states that it is kept, with the paper
# that was looked at.  Everything a milestone of the story rests on is here, and nothing else.
ATTESTED = (
    "4.1", "4.2", "4.3", "7.1", "7.2", "11.1", "11.2", "11.3", "12.1", "12.2", "12.3", "13.1",
    "13.2", "13.3", "14.1", "14.2", "14.3", "15.2", "16.2", "19.1", "19.2", "19.3", "20.2",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is who, by name."""

    people: Mapping[str, Ref]

    def __getitem__(self, name: str) -> Ref:
        return self.people[name]

    def playing(self, role: Role) -> Ref:
        return self.people[PLAYING[role]]


def assemble(at: datetime) -> Cast:
    """Found the house and give everybody a place and a role; every grant takes two people."""
    head, dpo = accounts.found(head=HEAD, dpo=DPO, at=at)
    people = {HEAD: Ref(head.ref), DPO: Ref(dpo.ref)}
    for name in STAFF:
        people[name] = _enrol(name, Kind.STAFF, people[DPO], at)
    for name in PARTIES:
        people[name] = _enrol(name, Kind.PARTY, people[DPO], at)
    people[SUPERVISOR] = _enrol(SUPERVISOR, Kind.EXTERNAL, people[DPO], at)
    for name, roles in STAFF.items():
        for role in roles:
            give(people, name, role, None, at)
    give(people, SUPERVISOR, Role.SUP, None, at)
    return Cast(people)


def _enrol(name: str, kind: Kind, actor: Ref, at: datetime) -> Ref:
    return Ref(accounts.enrol(name=name, kind=kind, actor=actor, at=at).ref)


def give(people: Mapping[str, Ref], name: str, role: Role, deal: Ref | None, at: datetime) -> None:
    """The protection officer asks, the head grants."""
    ask = accounts.request_grant(
        person=people[name], role=role, deal=deal, actor=people[DPO], at=at
    )
    accounts.grant(ask=Ref(ask.ref), actor=people[HEAD], at=at)


def attest(cast: Cast, at: datetime) -> int:
    """State what has no chapter yet; returns how many demands were attested."""
    for duty in ATTESTED:
        state(cast, duty, at)
    return len(ATTESTED)


def state(cast: Cast, duty: str, at: datetime) -> None:
    """Who answers for ``duty`` states it for as long as its own clock allows."""
    about = demand(duty)
    paper = f"Made-up evidence for demand {duty} of the story, {at.date()}".encode()
    attestations.attest(
        duty=duty,
        said=NewStatement(
            statement=Statement.IN_PLACE,
            evidence=examined.of_text(paper, place="paper.txt", today=day_in_china(at)),
            kind=about.evidence[0],
            persons=[cast[name] for name in (HEAD, DPO, *STAFF)] if about.names_persons else (),
        ),
        actor=cast.playing(about.accountable),
        at=at,
    )


def lapsing(before: datetime) -> list[tuple[datetime, str]]:
    """What was stated here and ends before that: when it ends, and which demand; in order."""
    latest = Attestation.objects.filter(duty__in=ATTESTED, deal="").order_by("until")
    ends = {said.duty: said.until for said in latest}
    return sorted((until, duty) for duty, until in ends.items() if until < before)
