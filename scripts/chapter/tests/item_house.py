"""A house with one deal and two made-up customers, and a request as a door makes it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from shoumi.base.accounts.tests.cast import AT as FOUNDED
from shoumi.base.accounts.tests.cast import House
from shoumi.base.deals import services as deals
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.services import NewParty
from shoumi.base.pages.tests.page_requests import asked
from shoumi.base.subjects.models import Kind, Subject
from shoumi.base.vault import services as vault
from shoumi.chapters.chapter_slug import services
from shoumi.chapters.chapter_slug.models import Item
from shoumi.chapters.chapter_slug.rules import Topic
from shoumi.core.refs import Ref
from shoumi.core.terms import DealType, LegalBasis, Role

AT = datetime(2026, 9, 2, 2, tzinfo=UTC)
DUE = date(2026, 9, 20)
SIDES = (
    NewParty(PartyRole.TARGET, "云岚虚构家政服务有限公司", "91990000MA0DEM0213"),
    NewParty(PartyRole.TR, "赵虚甲"),
)


class Desk:
    """Legal opens and closes; Chen, a consultant, may look."""

    def __init__(self):
        # First the keys: rows that open doors are authenticated under one of them.
        vault.setup(at=FOUNDED, indexed=[])
        self.house = House()
        self.at = AT
        self.legal = self.house.staff(Role.LEG, name="周模拟")
        self.chen = self.house.staff(Role.CON, name="陈示例")
        self.deal = self.new_deal()
        self.first, self.second = (self.customer(number) for number in (1, 2))

    def new_deal(self) -> Ref:
        made = deals.create(
            deal_type=DealType.EQUITY, title="云岚转让", parties=SIDES, actor=self.chen, at=AT
        )
        return Ref(made.ref)

    def customer(self, number: int) -> Ref:
        """Held under a reference alone: nothing here reads a value of theirs."""
        made = Subject.objects.create(
            ref=f"sub-{number}",
            deal=self.deal,
            dataset="set-customers",
            kind=Kind.INDIVIDUAL,
            basis=LegalBasis.CONTRACT,
            created_at=AT,
        )
        return Ref(made.ref)

    def go(self, **by):
        self.at += timedelta(**by)
        return self.at

    def open(self, **other) -> Item:
        given = {
            "deal": self.deal,
            "subject": self.first,
            "topic": Topic.QUESTION,
            "due": DUE,
            "actor": self.legal,
            "at": self.at,
        }
        return services.open_item(**{**given, **other})

    def close(self, item: Item, **other) -> Item:
        given = {"item": Ref(item.ref), "actor": self.legal, "at": self.at}
        return services.close(**{**given, **other})

    def request(self, actor=None, **more):
        """As the door makes it for somebody with a role in the house."""
        request = asked(roles=frozenset({Role.LEG}), **more)
        request.actor, request.at = actor or self.legal, self.at
        request.actor_name, request.reach = "周模拟", frozenset({""})
        return request
