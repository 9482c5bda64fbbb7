"""A house with procurement, protection officer, legal, security, head, and somebody at a vendor."""

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
from shoumi.chapters.vendors import queries
from shoumi.chapters.vendors.models import ProcessingAgreement, Review, Token, Vendor
from shoumi.chapters.vendors.rules import Service, questions
from shoumi.chapters.vendors.rules.agreement import MANDATORY, Terms
from shoumi.chapters.vendors.rules.impact import Passage, Risk, Written
from shoumi.chapters.vendors.rules.score import Value
from shoumi.chapters.vendors.services import agreements, impacts, register, reviews, tokens
from shoumi.chapters.vendors.services.register import Told
from shoumi.chapters.vendors.services.reviews import Said
from shoumi.core.entrustment import Entrustment, Way
from shoumi.core.refs import Ref
from shoumi.core.risk import Impact as Bad
from shoumi.core.risk import Likelihood
from shoumi.core.terms import Purpose, Role

AT = datetime(2026, 8, 26, 2, tzinfo=UTC)
PROOF = b"%PDF-1.7\n% made up\n"
TOLD = Told(
    name="速达虚构短信服务有限公司",
    code="91990000MA0DEM048T",
    service=Service.TEXT_MESSAGES,
    place="样板省样板市",
    mail="privacy@vendor.example",
    ways=(Way.TEXT_MESSAGES,),
    purposes=(Purpose.NOTICE,),
    fields=("mobile",),
)
WRITTEN = Written(
    {one: f"写明了：{one.value}" for one in Passage},
    [Risk("误发给他人", Bad.MEDIUM, Likelihood.MEDIUM, "逐条核对", Bad.MEDIUM, Likelihood.LOW)],
)
TERMS = Terms(
    clauses=MANDATORY,
    purpose="寄发告知短信",
    method="通过接口逐条发送",
    protection="传输与存储加密",
    fields=("mobile",),
    until=date(2027, 8, 26),
    help_days=3,
    notice_hours=2,
)
YES = Said(Value.YES, "有", PROOF, date(2028, 1, 1))


@cache
def paper(*names: str) -> bytes:
    signers = [
        {"field": f"signer_{n}", "name": name, "role": "签署人", "role_en": "signer"}
        for n, name in enumerate(names, 1)
    ]
    return make_pdf("nda", {**SAMPLES["nda"], "signers": signers})


class Desk:
    """``whole()`` takes a vendor from its registration to its token."""

    def __init__(self):
        vault.setup(at=FOUNDED, indexed=[])
        self.house = House()
        self.at = AT
        self.head, self.officer = self.house.head, self.house.dpo
        self.buyer = self.house.staff(Role.PRO, name="何示例")
        self.legal = self.house.staff(Role.LEG, name="周模拟")
        self.security = self.house.staff(Role.SEC, name="吴虚构")
        self.other = self.house.staff(Role.CS, name="冯虚拟")
        self.outside = self.house.enrol("许虚设", PersonKind.PARTY)
        self.names = {self.head: "郑样板", self.outside: "许虚设"}

    def go(self, **by):
        self.at += timedelta(**by)
        return self.at

    def registered(self, **more) -> Vendor:
        return register.register(told=replace(TOLD, **more), actor=self.buyer, at=self.at)

    def assessed(self, vendor: Ref, written=WRITTEN):
        impacts.write(vendor=vendor, written=written, actor=self.officer, at=self.at)
        return impacts.approve(vendor=vendor, paper=lambda _: PROOF, actor=self.legal, at=self.at)

    def answered(self, vendor: Ref, **other: Said) -> Review:
        _, token = reviews.ask(vendor=vendor, actor=self.buyer, at=self.at)
        said = {one.code: YES for one in questions.current().questions} | other
        return reviews.answer(token=token, said=said, is_last=True, at=self.at)

    def judged(self, vendor: Ref, **other: Said) -> Review:
        found = self.answered(vendor, **other)
        return reviews.judge(review=Ref(found.ref), actor=self.security, at=self.at)

    def drafted(self, vendor: Ref, **terms) -> ProcessingAgreement:
        return agreements.draft(
            vendor=vendor,
            terms=replace(TERMS, **terms),
            persons=self.names,
            paper=paper(*self.names.values()),
            actor=self.legal,
            at=self.at,
        )

    def agreed(self, vendor: Ref, **terms) -> ProcessingAgreement:
        found = self.drafted(vendor, **terms)
        for person, name in self.names.items():
            found = agreements.sign(agreement=Ref(found.ref), person=person, name=name, at=self.at)
        return found

    def issued(self, vendor: Ref, way=Way.TEXT_MESSAGES) -> Token:
        return tokens.issue(vendor=vendor, way=way, actor=self.officer, at=self.at)

    def whole(self, **more) -> Ref:
        vendor = Ref(self.registered(**more).ref)
        self.assessed(vendor)
        self.judged(vendor)
        self.agreed(vendor, fields=tuple(queries.get(vendor).fields))
        for way in queries.get(vendor).ways:
            self.issued(vendor, Way(way))
        return vendor

    def lacks(self, vendor: Ref):
        return queries.papers(vendor).lacks(self.at)

    def passes(self, *fields, way=Way.TEXT_MESSAGES, purpose=Purpose.NOTICE):
        wanted = Entrustment(way, purpose, frozenset(fields or ("mobile",)))
        tokens.require(wanted, self.at)
        return queries.holders(wanted)[0]
