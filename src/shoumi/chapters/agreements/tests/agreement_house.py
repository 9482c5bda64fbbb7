"""A house, the two sides of a deal, and a paper that as many can sign as a test wants."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

from shoumi.base.accounts.rules import Kind as PersonKind
from shoumi.base.accounts.tests.cast import AT as FOUNDED
from shoumi.base.accounts.tests.cast import House
from shoumi.base.documents.pdf import make_pdf
from shoumi.base.documents.tests.samples import SAMPLES
from shoumi.base.vault import services as vault
from shoumi.chapters.agreements import services
from shoumi.chapters.agreements.models import Agreement
from shoumi.chapters.agreements.rules import MANDATORY, Kind, Terms
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel, Role

AT = datetime(2026, 9, 2, 2, tzinfo=UTC)
DEAL, OTHER_DEAL = Ref("deal-a"), Ref("deal-b")
TERMS = Terms(
    kind=Kind.MUTUAL,
    clauses=MANDATORY,
    damages=150_000,
    estimated_loss=120_000,
    until=date(2028, 9, 2),
)
LEVELS = (DisclosureLevel.L1, DisclosureLevel.L2)


@cache
def paper(*names: str) -> bytes:
    signers = [
        {"field": f"signer_{n}", "name": name, "role": "签署人", "role_en": "signer"}
        for n, name in enumerate(names, 1)
    ]
    return make_pdf("nda", {**SAMPLES["nda"], "signers": signers})


class Desk:
    """Legal drafts; Anna (buyer) and Chen (seller) sign; Bert never does; Dora runs the rest."""

    def __init__(self):
        vault.setup(at=FOUNDED, indexed=[])
        self.house = House()
        self.at = AT
        self.legal = self.house.staff(Role.LEG, name="周模拟")
        self.dora = self.house.staff(Role.CON, name="陈示例")
        self.names = {
            self.house.enrol(name, PersonKind.PARTY): name
            for name in ("孙虚丙", "赵虚甲", "钱虚乙")
        }
        self.anna, self.chen, self.bert = self.names

    def go(self, **by):
        self.at += timedelta(**by)
        return self.at

    def draft(self, *, persons=None, deal=DEAL, levels=LEVELS, actor=None, **terms) -> Agreement:
        named = (self.anna, self.chen) if persons is None else persons
        return services.draft(
            deal=deal,
            terms=replace(TERMS, **terms),
            persons={ref: self.names[ref] for ref in named},
            levels=levels,
            paper=paper(*(self.names[ref] for ref in named)),
            actor=actor or self.legal,
            at=self.at,
        )

    def sign(self, drafted, person) -> Agreement:
        return services.sign(
            agreement=Ref(drafted.ref), person=person, name=self.names[person], at=self.at
        )

    def signed(self, **more) -> Agreement:
        drafted = found = self.draft(**more)
        for person in drafted.persons:
            found = self.sign(drafted, Ref(person))
        return found
