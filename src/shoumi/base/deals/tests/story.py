"""A house with people and one deal, told on the days of the worked example."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

from shoumi.base.accounts.rules import Kind
from shoumi.base.accounts.tests.cast import House
from shoumi.base.attestations.models import Attestation, Statement
from shoumi.base.deals import rules, services
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.services import NewParty
from shoumi.base.vault import services as vault
from shoumi.core.milestones import FilingKind, milestone
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, DealType, Role

PARTIES = (
    NewParty(PartyRole.TARGET, "云岚虚构家政服务有限公司", "91990000MA0DEM0213"),
    NewParty(PartyRole.TR, "赵虚甲"),
    NewParty(PartyRole.OTHER_HOLDER, "钱虚乙"),
    NewParty(PartyRole.TE, "海棠虚构科技有限公司", "91990000MA0DEM03XT"),
)


def on(day: str, hour: int = 2) -> datetime:
    """10 o'clock in China on a day of 2026, as UTC."""
    return datetime.fromisoformat(f"2026-{day}").replace(hour=hour, tzinfo=UTC)


class Story:
    """``advance`` and ``finish`` as the consultant does them; ``file`` as the right person."""

    def __init__(self, deal_type=DealType.EQUITY, parties=PARTIES):
        self.house = House()
        self.dpo, self.head = self.house.dpo, self.house.head
        self.con = self.house.staff(Role.CON)
        self.leg = self.house.staff(Role.LEG, name="周模拟")
        self.fin = self.house.staff(Role.FIN, name="冯示例")
        self.sup = self.house.staff(Role.SUP, name="外部甲", kind=Kind.EXTERNAL)
        self.conflicted = self.house.staff(Role.LEG, Role.SUP, name="周样本")
        self.sides = {
            PartyRole.TR: self.house.enrol("赵虚甲", Kind.PARTY),
            PartyRole.TE: self.house.enrol("孙虚丙", Kind.PARTY),
        }
        named = [replace(one, person=self.sides.get(one.role)) for one in parties]
        self.deal = services.create(
            deal_type=deal_type, title="云岚转让", parties=named, actor=self.con, at=on("08-24")
        )
        self.ref = Ref(self.deal.ref)

    def file(self, kind, day="08-24", actor=None, **more):
        owners = {FilingKind.SUPERVISOR_SIGNOFF: self.sup, FilingKind.ESCROW_RELEASE: self.fin}
        owners |= dict.fromkeys([FilingKind.DATA_CLAUSES, FilingKind.OPINION_22], self.leg)
        owners |= {FilingKind.IIT_CERTIFICATE: self.fin}
        owners |= {kind: self.sides[PartyRole(side)] for kind, side in rules.OF_SIDE.items()}
        return services.file(
            deal=self.ref,
            kind=kind,
            sha256=more.pop("sha256", sha256(f"{kind}{day}".encode()).digest()),
            actor=actor or owners.get(kind, self.con),
            at=on(day),
            **more,
        )

    def advance(self, stage, day="08-24", actor=None):
        return services.advance(deal=self.ref, stage=stage, actor=actor or self.con, at=on(day))

    def finish(self, stage, day="08-24", actor=None):
        return services.finish(deal=self.ref, stage=stage, actor=actor or self.con, at=on(day))

    def waive(self, stage, reason, day="08-28", actor=None):
        return services.waive(
            deal=self.ref, stage=stage, reason=reason, actor=actor or self.dpo, at=on(day)
        )

    def file_all(self, stage, day="08-24"):
        """File whatever filings a milestone needs in this kind of deal."""
        goal = milestone(stage)
        for need in goal.opens + goal.finishes:
            kind, _, name = need.condition.partition(":")
            if kind == "filing" and self.deal.deal_type in need.types:
                self.file(FilingKind(name), day)

    def mandate(self):
        """Up to the mandate, which needs 15.2."""
        self.file_all(DealStage.INTAKE)
        self.advance(DealStage.INTAKE)
        self.finish(DealStage.INTAKE)
        attest("15.2")
        self.file_all(DealStage.MANDATE)
        self.advance(DealStage.MANDATE)
        self.finish(DealStage.MANDATE)


def story_with_keys():
    """In a home with a keyring that indexes nothing, so that rows have codes."""
    vault.setup(at=on("08-24", 1), indexed=[])
    return Story()


def attest(*duties: str, until=None):
    """Stand-ins for statements of the accountable roles."""
    for duty in duties:
        Attestation.objects.create(
            ref=Ref.new("att"),
            duty=duty,
            statement=Statement.IN_PLACE,
            evidence=bytes(range(32)),
            attested_by="person-1",
            role=Role.HEAD,
            attested_at=on("08-24", 1),
            until=until or datetime(2027, 8, 1, tzinfo=UTC),
            position=0,
        )
