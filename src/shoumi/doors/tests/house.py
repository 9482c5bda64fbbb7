"""A whole house for tests: keys, cast, policy, statements, one deal and a few made-up people.

Time runs by hand: ``house.at`` is the moment of the next act, ``house.go(days=…)`` moves it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from shoumi.base.deals import services as deals
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.services import NewParty
from shoumi.base.deals.tests import stages as stages_of_deals
from shoumi.base.documents.pdf import make_pdf
from shoumi.base.documents.tests.samples import SAMPLES
from shoumi.base.gate.rules import longest
from shoumi.base.gate.tasks import open_task, question
from shoumi.base.ledger import reader
from shoumi.base.rooms import services as rooms
from shoumi.base.rooms.content import Inside
from shoumi.base.rooms.rules import STAGE
from shoumi.base.subjects.models import Kind
from shoumi.base.subjects.services import NewSubject, store
from shoumi.base.tests import authenticated
from shoumi.base.tests.kept import kept
from shoumi.base.vault import services as vault
from shoumi.chapters.agreements import rules as clauses
from shoumi.chapters.agreements import services as agreements
from shoumi.chapters.agreements.models import Agreement
from shoumi.chapters.compliance import rules as risks
from shoumi.chapters.compliance import services as compliance
from shoumi.chapters.compliance.tests.whole_assessments import MEDIUM, words
from shoumi.chapters.policies import story as policies
from shoumi.core.gate import Act, Question
from shoumi.core.gate.policy import Code
from shoumi.core.ledger import leaf
from shoumi.core.ledger.leaf import Line
from shoumi.core.refs import Ref
from shoumi.core.terms import (
    DealStage,
    DealType,
    DisclosureLevel,
    HandlerTier,
    LegalBasis,
    Purpose,
    Role,
)
from shoumi.doors.demo import cast as people
from shoumi.doors.tests import stated
from shoumi.doors.tests.entrusted import entrust

START = datetime(2026, 8, 24, 1, tzinfo=UTC)
FIELDS = ("name", "mobile", "address")
T = TypeVar("T")


def values(number: int, **more: str) -> dict[str, str]:
    """One made-up person; the numbers are of ranges nobody can have."""
    return {
        "name": f"虚构{'甲乙丙丁戊己庚辛壬癸'[number % 10]}{number}",
        "mobile": f"154{1000 + number:08d}",
        "address": f"示例省虚构市样本路{number}号",
        **more,
    }


def person(
    number: int,
    *,
    kind: Kind = Kind.INDIVIDUAL,
    basis: LegalBasis = LegalBasis.CONTRACT,
    **more: str,
) -> NewSubject:
    if kind is Kind.CHILD:
        more |= {"guardian_name": f"虚构监护{number}", "guardian_mobile": f"154{9000 + number:08d}"}
    return NewSubject(kind, basis, values(number, **more))


class House:
    assessed: tuple[risks.Scope, ...] = ()

    def __init__(self) -> None:
        self.at = START
        vault.setup(at=self.at)
        self.cast = people.assemble(self.at)
        stated.attest(self.cast, self.at)
        policies.publish(HandlerTier.SMALL, self.dpo, self.legal, self.at)
        entrust(self.cast.playing, lambda: self.at)
        self.deal = self.new_deal()
        for name, role in ((people.SELLER, Role.TR), (people.BUYER, Role.TE)):
            people.give(self.cast.people, name, role, self.deal, self.at)
        self.dataset = Ref("set-customers")
        self.go(hours=1)

    def __getitem__(self, name: str) -> Ref:
        return self.cast[name]

    @property
    def dpo(self) -> Ref:
        return self.cast[people.DPO]

    @property
    def legal(self) -> Ref:
        return self.cast[people.LEGAL]

    @property
    def buyer(self) -> Ref:
        return self.cast[people.BUYER]

    def go(self, **by: float) -> datetime:
        self.at += timedelta(**by)
        return self.at

    def new_deal(self, deal_type: DealType = DealType.EQUITY) -> Ref:
        made = deals.create(
            deal_type=deal_type,
            title="云岚转让",
            parties=[
                NewParty(PartyRole.TARGET, "云岚虚构家政服务有限公司", "91990000MA0DEM0213"),
                NewParty(PartyRole.TR, people.SELLER, person=self.cast[people.SELLER]),
            ],
            actor=self.cast[people.CONSULTANT],
            at=self.at,
        )
        deal = Ref(made.ref)
        # Files may be taken in, and people told.
        self.reach_stages(deal, DealStage.INVENTORY, DealStage.NOTICE_CAMPAIGN)
        return deal

    def keep(self, *found: NewSubject, deal: Ref | None = None) -> list[Ref]:
        told = {"dataset": self.dataset, "actor": self.dpo, "at": self.at}
        refs = store(deal=deal or self.deal, people=found, **told)
        # There are more people than it was about.
        for scope in self.assessed if deal in (None, self.deal) else ():
            self.assess(scope)
        return list(refs)

    def keep_many(self, count: int) -> list[Ref]:
        return self.keep(*(person(number) for number in range(count)))

    def task(
        self,
        *,
        purpose: Purpose = Purpose.INVENTORY,
        acts: Sequence[Act] = (Act.REVEAL,),
        fields: Sequence[str] = FIELDS,
        actors: Sequence[Ref] | None = None,
        deal: Ref | None = None,
        days: float | None = None,
        subject: Ref | None = None,
    ) -> Ref:
        """For as long as the purpose allows, where no ``days`` are given."""
        lasts = longest(purpose) if days is None else timedelta(days=days)
        return open_task(
            purpose=purpose,
            deal=deal or self.deal,
            actors=[self.dpo] if actors is None else actors,
            acts=acts,
            fields=fields,
            expires_at=self.at + lasts,
            subject=subject,
            actor=self[people.HEAD],
            at=self.at,
        )

    def asked(self, task: Ref, subject: Ref | None = None, **more: object) -> Question:
        """The protection officer reveals what a task is for, unless ``more`` says otherwise."""
        wanted: dict[str, object] = {
            "actor": self.dpo,
            "act": Act.REVEAL,
            "fields": FIELDS,
            "at": self.at,
        }
        return question(task=task, subject=subject, **(wanted | more))

    def assess(self, scope: risks.Scope = risks.Scope.DUE_DILIGENCE) -> Ref:
        """An assessment of risk 中, approved."""
        found = compliance.assess(
            deal=self.deal,
            scope=scope,
            risks=[MEDIUM],
            facts={"people": 1},
            words=words(self.dpo),
            actor=self.dpo,
            at=self.at,
        )
        compliance.approve(
            assessment=Ref(found.ref), paper=lambda: b"%PDF-", actor=self.legal, at=self.at
        )
        self.assessed = tuple(dict.fromkeys((*self.assessed, scope)))
        return Ref(found.ref)

    def agree(
        self,
        levels: Sequence[DisclosureLevel] = tuple(DisclosureLevel),
        paper: bytes | None = None,
    ) -> Ref:
        """A confidentiality agreement between seller and buyer, signed by both."""
        names = [people.SELLER, people.BUYER]
        until = (self.at + timedelta(days=900)).date()
        drafted = agreements.draft(
            deal=self.deal,
            terms=clauses.Terms(
                kind=clauses.Kind.MUTUAL,
                clauses=clauses.MANDATORY | {clauses.Clause.NO_REIDENTIFICATION},
                damages=150_000,
                estimated_loss=120_000,
                until=until,
            ),
            persons={self.cast[name]: name for name in names},
            levels=levels,
            paper=paper or agreement_paper(),
            actor=self.legal,
            at=self.at,
        )
        for name in names:
            agreements.sign(
                agreement=Ref(drafted.ref), person=self.cast[name], name=name, at=self.at
            )
        return Ref(drafted.ref)

    def sign_assessed(self) -> Ref:
        """Assessed, and both sides have signed for every level."""
        self.assess()
        return self.agree()

    def breach(self, agreement: Ref, at: datetime) -> None:
        agreements.breach(agreement=agreement, actor=self.legal, at=at)

    def end_agreements(self, until: datetime) -> None:
        """As if each had been made to end then."""
        authenticated.change(Agreement.objects.all(), until=until)

    def reach(self, *levels: DisclosureLevel) -> None:
        """The milestones of these levels open; how that came to be is another test's."""
        self.reach_stages(self.deal, *(STAGE[level] for level in levels))

    def reach_stages(self, deal: Ref, *stages: DealStage) -> None:
        """The same of any milestones."""
        stages_of_deals.reach(deal, *stages, at=self.at)

    def prepared(self, inside: Inside, persons: Sequence[Ref] | None = None) -> Ref:
        """A room got ready by the consultant, for the buyer to enter."""
        made = rooms.prepare(
            deal=self.deal,
            inside=inside,
            persons=[self.buyer] if persons is None else persons,
            actor=self.cast[people.CONSULTANT],
            at=self.at,
        )
        return Ref(made.ref)

    def room(self, inside: Inside, *, hours: float = 72) -> Ref:
        """A room with that inside, approved by two and open to the buyer."""
        self.reach(inside.level)
        return self.open(self.prepared(inside), hours=hours)

    def open(self, ref: Ref, *, hours: float = 72) -> Ref:
        """Approve a room that is ready, by two, and open it to the buyer."""
        for who in (self.dpo, self.legal):
            rooms.approve(room=ref, actor=who, at=self.at)
        rooms.open_room(
            room=ref,
            persons=[self.buyer],
            closes_at=self.at + timedelta(hours=hours),
            actor=self.cast[people.CONSULTANT],
            at=self.at,
        )
        return ref


def further(house: House, name: str, build: Callable[[], T]) -> T:
    """What ``build`` makes when it goes on in ``house``, a house that is kept: done the first time,
    put back every other time, and ``house`` is where it was after that."""
    made, then = kept(name, lambda: (build(), house))
    house.__dict__ = then.__dict__  # what was put back names the house by a copy
    return made


def agreement_paper() -> bytes:
    fields = [
        {"field": f"signer_{n}", "name": name, "role": "签署人", "role_en": "signer"}
        for n, name in enumerate((people.SELLER, people.BUYER), 1)
    ]
    return make_pdf("nda", {**SAMPLES["nda"], "signers": fields})


def mask(codes: Collection[str]) -> int:
    """The reasons of a refusal as they stand in the ledger: bit n for the n-th code."""
    return sum(1 << list(Code).index(Code(code)) for code in codes)


def told(tag: str) -> list[Line]:
    """The ledger's entries of one kind, as they can be read back."""
    return [leaf.read(entry.body) for entry in reader.entries(tag=tag)]
